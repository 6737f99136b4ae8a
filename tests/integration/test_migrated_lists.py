"""A file of the second schema: its lists are read from the indexes of this release, and nothing is sorted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from old_files import KEY, lay_down

from desktop_app.domain.filter_words import Key
from desktop_app.storage.queries import cases
from desktop_app.storage.queries.case_conditions import Between, Term
from desktop_app.storage.store import Store, open_store

TERMS = (
    Term(Key.TYPE, ("denuncia",)),
    Term(Key.CHANNEL, ("email",), negated=True),
    Term(Key.TOPIC, (b"\1" * 16,)),
    Term(Key.CRITERION, ("risk",)),
    Term(Key.PLACE, ("lima",)),
    Term(Key.SILENT, (15,)),
    Term(Key.RESPONSIBLE, ("",)),
    Term(Key.OPENED, (Between(1, 2),), negated=True),
)
"""Everything that a list may be narrowed by without looking for words."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("old")
    lay_down(folder, "schema-2")
    opened = open_store(folder, KEY)
    yield opened
    opened.close()


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.key.value)
@pytest.mark.parametrize(
    ("view", "sort", "index"),
    [
        ("open", "", "case_open_urgent"),
        ("overdue", "", "case_open_urgent"),
        ("all", "", "case_list"),
        ("all", "opened", "case_list"),
        ("closed", "closed", "case_closed_list"),
    ],
)
def test_a_narrowed_list_is_answered_by_an_index_alone(store, term, view, sort, index):
    chosen = cases.Filter(view, 1_700_000_000, 1_700_086_400, terms=(term,), sort=sort)
    plan = _plan(store, chosen)
    assert f"USING COVERING INDEX {index}" in plan or (view == "closed" and "COVERING INDEX" in plan)
    assert "TEMP B-TREE" not in plan


def test_the_lists_have_their_indexes(store):
    names = {row[0] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert {"case_list", "case_closed_list", "case_open_urgent", "case_open_board"} <= names


def _plan(store: Store, chosen: cases.Filter) -> str:
    where, values = cases.narrowing(store, chosen)
    order = cases.order_of(chosen)
    rows = store.rows_named(
        f"EXPLAIN QUERY PLAN SELECT f.id FROM case_file f WHERE {where} ORDER BY {order}", values
    )
    return " ".join(str(row[-1]) for row in rows)

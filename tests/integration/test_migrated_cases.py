"""A file of the second schema, opened by this program: what a newer desk had sent it is understood now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from old_files import KEY, lay_down, plain_file
from tables import projections, refold

from desktop_app.storage import schema
from desktop_app.storage.store import Store, open_store

OLD = "schema-2"
"""Three cases of the second release, and operations that a desk of the next one had sent it."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    lay_down(tmp_path, OLD)
    opened = open_store(tmp_path, KEY)
    yield opened
    opened.close()


def test_the_file_is_of_the_schema_before(tmp_path: Path) -> None:
    plain = plain_file(tmp_path, OLD)
    assert schema.version(plain) == 2
    plain.close()


def test_what_was_there_is_there(store: Store) -> None:
    assert schema.version(store.database.raw()) == len(schema.MIGRATIONS)
    assert store.row("SELECT count(*) FROM op") == (20,)
    states = store.rows("SELECT number, state FROM case_file ORDER BY number")
    assert states == [
        ("01-01-26-00001-11", "registered"),
        ("01-01-26-00002-22", "voided"),
        ("01-01-26-00003-33", "in_progress"),
    ]
    assert store.get_local("catch_up") is None


def test_a_reopening_of_before_is_counted(store: Store) -> None:
    assert store.rows("SELECT number FROM case_file WHERE reopened = 1") == [("01-01-26-00003-33",)]


def test_duplicates_and_links_are_understood(store: Store) -> None:
    duplicate = store.row(
        "SELECT o.number FROM case_file f JOIN case_file o ON o.id = f.duplicate_of WHERE f.number LIKE '%-00002-%'"
    )
    assert duplicate == ("01-01-26-00001-11",)
    links = store.rows(
        "SELECT f.number, o.number, l.kind FROM case_link l JOIN case_file f ON f.id = l.case_file "
        "JOIN case_file o ON o.id = l.other"
    )
    assert links == [("01-01-26-00001-11", "01-01-26-00003-33", "related")]


def test_the_file_that_was_not_taken_away_is_there(store: Store) -> None:
    files = store.rows(
        "SELECT a.name, a.type, a.size, f.files FROM case_attachment a JOIN case_file f ON f.id = a.case_file"
    )
    assert files == [("poste.png", "image/png", 4, 1)]


def test_who_was_told_of_a_due_moment_is_known(store: Store) -> None:
    told = store.rows("SELECT told_warn, told_due FROM case_file WHERE told_due IS NOT NULL")
    assert told == [(1_784_812_800, 1_784_812_800)]


def test_a_letter_is_a_contact_with_the_citizen(store: Store) -> None:
    assert store.row("SELECT last_contact FROM case_file WHERE number LIKE '%-00003-%'") == (1_784_900_000,)


def test_an_opinion_on_an_attention_is_understood(store: Store) -> None:
    opinions = store.rows("SELECT score, score_by_handler, opinion FROM attention WHERE score IS NOT NULL")
    assert opinions == [(4, 0, "Todo bien")]


def test_folding_everything_again_changes_nothing(store: Store) -> None:
    before = projections(store)
    refold(store)
    assert projections(store) == before


def test_it_is_migrated_once(store: Store) -> None:
    assert schema.migrate(store.database.raw()) == []

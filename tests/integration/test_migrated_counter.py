"""A file of the first schema, opened by this program: nothing is lost, what was not understood is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from old_files import KEY, lay_down, plain_file
from tables import projections, refold

from desktop_app.storage import schema
from desktop_app.storage.store import Store, open_store

OLD = "schema-1"
"""A day at the counter of the first release, and operations that a desk of the next one had sent it."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    lay_down(tmp_path, OLD)
    opened = open_store(tmp_path, KEY)
    yield opened
    opened.close()


def test_the_file_is_of_the_schema_before(tmp_path: Path) -> None:
    plain = plain_file(tmp_path, OLD)
    assert schema.version(plain) == 1
    plain.close()


def test_what_was_there_is_there(store: Store) -> None:
    assert schema.version(store.database.raw()) == len(schema.MIGRATIONS)
    assert store.row("SELECT count(*) FROM op") == (95,)
    assert store.row("SELECT count(*) FROM attention") == (6,)
    assert store.row("SELECT count(*) FROM case_file") == (2,)
    assert store.get_local("catch_up") is None


def test_columns_that_follow_from_others_are_computed(store: Store) -> None:
    names = store.rows("SELECT name, name_key FROM citizen ORDER BY name_key")
    assert names == [
        ("Ítalo Peña", "italo pena"),
        ("José Ñáñez del Águila", "jose nanez del aguila"),
        ("María Fernández Ñahui", "maria fernandez nahui"),
    ]
    places = store.rows("SELECT place_key FROM case_file ORDER BY place_key")
    assert places == [(None,), ("jiron los alamos 120",)]


def test_what_the_older_program_did_not_understand_is_folded(store: Store) -> None:
    forms = store.rows("SELECT number, printed, spoiled FROM blank")
    assert forms == [("01-02-26-00007-11", 1780000000, None)]
    row = store.row(
        "SELECT a.visit = f.id, b.number, a.writer IS NOT NULL, a.recorded FROM attention a "
        "JOIN attention f ON f.number = '01-02-26-00008-11' JOIN blank b ON b.id = a.blank"
    )
    assert row == (1, "01-02-26-00007-11", 1, 1780090000)
    assert store.row("SELECT count(*) FROM citizen WHERE distinct_from IS NOT NULL") == (1,)


def test_folding_everything_again_changes_nothing(store: Store) -> None:
    before = projections(store)
    refold(store)
    assert projections(store) == before


def test_it_is_migrated_once(store: Store) -> None:
    assert schema.migrate(store.database.raw()) == []


def test_what_a_pulled_plug_left_to_catch_up_with_is_done_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PulledPlug(BaseException):
        pass

    def pull(_connection: apsw.Connection) -> None:
        raise PulledPlug

    lay_down(tmp_path, OLD)
    monkeypatch.setattr(schema, "catch_up", pull)
    with pytest.raises(PulledPlug):
        open_store(tmp_path, KEY)
    monkeypatch.undo()
    opened = open_store(tmp_path, KEY)
    assert opened.get_local("catch_up") is None
    assert opened.row("SELECT count(*) FROM citizen WHERE name_key IS NULL") == (0,)
    assert opened.row("SELECT count(*) FROM blank") == (1,)
    opened.close()

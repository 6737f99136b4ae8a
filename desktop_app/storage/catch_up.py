"""After a migration: what lay in the log and was not understood is folded, new derived columns are computed.

A migration is frozen and cannot use the projections of today, which may know later columns still. It leaves
a note, which commits with it, of what the program has learnt; when all migrations are done, the projections
of today read the operations again that the note is about.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import apsw

from desktop_app.domain.folded import folded_words
from desktop_app.domain.places import place_key
from desktop_app.storage import projection
from desktop_app.storage.log import Identities

_NOTE: Final = "catch_up"
DERIVED: Final[Mapping[tuple[str, str], tuple[str, Callable[[Any], str | None]]]] = {
    ("citizen", "name_key"): ("name", lambda name: folded_words(name) or None),
    ("case_file", "place_key"): ("place", place_key),
}
"""Columns computed from another column, by table and name: that column, and how."""


def catch_up(connection: apsw.Connection) -> None:
    """Do what the migrations have noted, in one transaction; nothing when there is no note."""
    row = connection.execute("SELECT value FROM local WHERE key = ?", (_NOTE,)).fetchone()
    if row is None:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for note in json.loads(row[0]):
            for table, column in note["derived"]:
                _compute(connection, table, column)
            identities = Identities(connection)
            for entity, target in list(_touched(connection, note)):
                projection.project(connection, identities, entity, target)
        connection.execute("DELETE FROM local WHERE key = ?", (_NOTE,))
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _compute(connection: apsw.Connection, table: str, column: str) -> None:
    source, rule = DERIVED[table, column]

    def derive(*values: Any) -> str | None:
        return rule(*values)

    connection.create_scalar_function("derive", derive, 1, deterministic=True)
    try:
        connection.execute(f"UPDATE {table} SET {column} = derive({source}) WHERE {source} IS NOT NULL")
    finally:
        connection.create_scalar_function("derive", None, 1)


def _touched(connection: apsw.Connection, note: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield what operations of other desks are about that this program did not understand until now.

    The log is read once, whatever the note asks for: that of ten years takes seconds.
    """
    wanted = [("entity = ?", [entity]) for entity in note["entities"]]
    for entity, kinds in note.get("kinds", {}).items():
        wanted.append((f"entity = ? AND kind IN ({','.join('?' * len(kinds))})", [entity, *kinds]))
    said = {
        entity: [f'"{name}":' for name in note["fields"].get(entity, ())]
        + [f'"{name}":"{value}"' for name, value in note.get("values", {}).get(entity, ())]
        for entity in {**note["fields"], **note.get("values", {})}
    }
    for entity, pieces in said.items():
        anywhere = " OR ".join("instr(payload, ?)" for _ in pieces)
        wanted.append((f"entity = ? AND ({anywhere})", [entity, *pieces]))
    if not wanted:
        return
    rows: Iterator[tuple[Any, ...]] = connection.execute(
        "SELECT DISTINCT entity, target FROM op WHERE stream IN (SELECT id FROM stream WHERE own = 0) "
        f"AND ({' OR '.join(f'({condition})' for condition, _ in wanted)})",
        [value for _, values in wanted for value in values],
    )
    yield from ((str(entity), int(target)) for entity, target in rows)

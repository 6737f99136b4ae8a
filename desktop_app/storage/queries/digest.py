"""The set of operations and the projections, row by row in an order that is the same on every desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from desktop_app.storage.projection import records
from desktop_app.storage.store import Store

_REFERENCES: Final[Mapping[str, frozenset[str]]] = {
    "attention": frozenset(
        {"office", "author", "topic", "unit", "citizen", "case_file", "referral", "visit", "blank", "writer"}
    ),
    "referral": frozenset(
        {
            "attention", "case_file", "office", "author", "topic", "unit", "official", "citizen", "previous",
            "answered_by",
        }
    ),
    "case_file": frozenset(
        {"office", "author", "citizen", "topic", "unit", "responsible", "attention", "duplicate_of"}
    ),
    "case_event": frozenset({"case_file", "author"}),
    "case_link": frozenset({"case_file", "other"}),
    "case_attachment": frozenset({"case_file", "author"}),
    "certificate": frozenset({"desk"}),
    "review": frozenset({"target"}),
    **{
        table.name: frozenset(name for name, how in table.columns.items() if how == "r")
        for table in records.TABLES.values()
    },
}  # fmt: skip
"""Columns that hold the integer of an entity: those integers are this database's own."""

_KEYED: Final[Mapping[str, tuple[str, str]]] = {
    "case_event": ("case_file", "e.uid, t.stamp, t.uid"),
    "case_link": ("case_file", "e.uid, (SELECT o.uid FROM entity o WHERE o.id = t.other)"),
    "case_attachment": ("case_file", "e.uid, t.sha"),
    "certificate": ("desk", "e.uid, t.stamp, t.uid, t.kind, t.body, t.signature"),
    "review": ("target", "t.id"),
}
"""For tables whose key is no entity of their own: the column that leads to one, and the order."""

_DERIVED: Final = frozenset({"name_key", "place_key"})
"""Computed from other columns: a program that compares better is no other state."""

TABLES: Final = tuple(sorted(_REFERENCES))


def operation_keys(store: Store) -> Iterator[tuple[str, int, bytes]]:
    """Yield ``(stream, seq, hash)`` of every operation, in order."""
    yield from store.rows(
        "SELECT s.name, op.seq, op.hash FROM op JOIN stream s ON s.id = op.stream "
        "ORDER BY s.name, op.seq, op.hash"
    )


def columns(store: Store, table: str) -> list[str]:
    """Return the names of a table's columns that make up the state, sorted."""
    if table not in _REFERENCES:
        raise ValueError(table)
    names = {row[0] for row in store.rows("SELECT name FROM pragma_table_info(?)", (table,))}
    return sorted(names - _DERIVED)


def projected_rows(store: Store, table: str) -> Iterator[tuple[Any, ...]]:
    """Yield a projection's rows, with ids instead of this database's integers, in canonical order."""
    references = _REFERENCES.get(table, frozenset())
    key, order = _KEYED.get(table, ("id", "e.uid"))
    shown = [
        f"(SELECT r.uid FROM entity r WHERE r.id = t.{name})"
        if name in references or (name == key == "id")
        else f"t.{name}"
        for name in columns(store, table)
    ]
    # The entities lead, in the order of their index, so that nothing has to be sorted in memory.
    join = "CROSS JOIN" if table not in _KEYED else "JOIN"
    yield from store.rows(
        f"SELECT {', '.join(shown)} FROM entity e {join} {table} t ON t.{key} = e.id ORDER BY {order}"
    )

"""Reads for the list of people and the sheet of one: in order, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.storage.queries.citizens import CitizenRow
from desktop_app.storage.search import match_expression
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list; ``last_visit`` in epoch seconds."""

    citizen: CitizenRow
    open_cases: int
    last_visit: int | None


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """A hand-over of a person; ``sent`` in epoch seconds."""

    sent: int
    unit: str
    official: str
    state: str
    need: str


# The index of words keeps a small row for everyone that can be found. Its order is that of arrival at this
# desk, and skipping a hundred thousand of them costs a millisecond; those of `citizen` lie all over the file.
_EVERYONE: Final = "search_citizen_docsize"


def everyone(store: Store) -> int:
    """Return how many people there are."""
    row = store.row(f"SELECT count(*) FROM {_EVERYONE}")
    return int(row[0]) if row else 0


def arrivals(store: Store, offset: int, limit: int) -> list[int]:
    """Return entity integers of people, the latest arrival in the data first."""
    sql = f"SELECT id FROM {_EVERYONE} ORDER BY id DESC LIMIT ? OFFSET ?"
    return [row[0] for row in store.rows(sql, (limit, offset))]


def arrived_after(store: Store, number: int) -> int:
    """Return how many people arrived after one."""
    row = store.row(f"SELECT count(*) FROM {_EVERYONE} WHERE id > ?", (number,))
    return int(row[0]) if row else 0


def is_listed(store: Store, number: int) -> bool:
    """Tell whether a person is in the lists."""
    return store.row(f"SELECT 1 FROM {_EVERYONE} WHERE id = ?", (number,)) is not None


def attended_since(store: Store, lday: int) -> list[int]:
    """Return who was attended on or after a local day, the latest visit first."""
    rows = store.rows(
        f"SELECT a.citizen FROM attention a INDEXED BY attention_day JOIN {_EVERYONE} s ON s.id = a.citizen "
        "WHERE a.lday >= ? AND a.voided = 0 ORDER BY a.started DESC, a.id DESC",
        (lday,),
    )
    return list(dict.fromkeys(row[0] for row in rows))


def with_open_cases(store: Store) -> list[int]:
    """Return who has an open case, whose most pressing case is due first first."""
    rows = store.rows(
        f"SELECT +f.citizen FROM case_file f JOIN {_EVERYONE} s ON s.id = +f.citizen "
        "WHERE f.closed IS NULL ORDER BY "
        "(f.level = 'critical' AND f.due_at IS NOT NULL) DESC, (f.due_at IS NULL), f.due_at, f.id"
    )
    return list(dict.fromkeys(row[0] for row in rows))


def expression(text: str) -> str:
    """Return what the index is asked for a typed text.

    A number is found with and without the blanks and dashes that either side wrote: documents are stored
    bare, telephones as somebody typed them, in groups of three or four digits.
    """
    words = match_expression(text)
    digits = "".join(char for char in text if char.isdigit())
    if len(digits) < 4 or any(char.isalpha() for char in text):
        return words
    forms = dict.fromkeys((words, f'"{digits}"*', _groups(digits, 3), _groups(digits, 4)))
    return " OR ".join(f"({form})" for form in forms if form)


def _groups(digits: str, size: int) -> str:
    parts = [digits[at : at + size] for at in range(0, len(digits), size)]
    return f'"{" ".join(parts)}"*'


def matching_count(store: Store, text: str, among: Sequence[int] | None = None) -> int:
    """Return how many people a search finds, ``among`` some of them or everyone."""
    where, values = _matching(text, among)
    if not values[0]:
        return 0
    row = store.row(f"SELECT count(*) FROM search_citizen WHERE {where}", values)
    return int(row[0]) if row else 0


def matching(
    store: Store, text: str, offset: int, limit: int, among: Sequence[int] | None = None
) -> list[int]:
    """Return a page of those whom a search finds, the latest arrival first."""
    where, values = _matching(text, among)
    if not values[0]:
        return []
    sql = f"SELECT rowid FROM search_citizen WHERE {where} ORDER BY rowid DESC LIMIT ? OFFSET ?"
    return [row[0] for row in store.rows(sql, (*values, limit, offset))]


def _matching(text: str, among: Sequence[int] | None) -> tuple[str, tuple[str, ...]]:
    match = expression(text)
    if among is None:
        return "search_citizen MATCH ?", (match,)
    return "search_citizen MATCH ? AND +rowid IN (SELECT value FROM json_each(?))", (
        match,
        json.dumps(list(among)),
    )


def number_of(store: Store, citizen: bytes) -> int | None:
    """Return the entity integer of a person, or None."""
    row = store.row("SELECT c.id FROM citizen c JOIN entity e ON e.id = c.id WHERE e.uid = ?", (citizen,))
    return int(row[0]) if row else None


def rows(store: Store, numbers: Sequence[int]) -> list[PersonRow]:
    """Return the list rows of a page's people, in that order."""
    if not numbers:
        return []
    places = ",".join("?" * len(numbers))
    found = {
        row[0]: PersonRow(CitizenRow(*row[1:8]), row[8], row[9])
        for row in store.rows(
            "SELECT c.id, e.uid, coalesce(c.name, ''), c.document_type, c.document, c.phone, c.email, c.address, "
            "(SELECT count(*) FROM case_file f WHERE f.citizen = c.id AND f.closed IS NULL), "
            "(SELECT a.started FROM attention a WHERE a.citizen = c.id AND a.voided = 0 "
            "ORDER BY a.started DESC LIMIT 1) "
            f"FROM citizen c JOIN entity e ON e.id = c.id WHERE c.id IN ({places})",
            numbers,
        )
    }
    return [found[number] for number in numbers if number in found]


def visit_totals(store: Store, citizen: bytes) -> tuple[int, int | None]:
    """Return how often a person came, and when first (epoch seconds)."""
    row = store.row(
        "SELECT count(*), min(a.started) FROM attention a JOIN entity e ON e.id = a.citizen "
        "WHERE e.uid = ? AND a.voided = 0",
        (citizen,),
    )
    return (int(row[0]), row[1]) if row else (0, None)


def hand_overs(store: Store, citizen: bytes, limit: int) -> list[HandOverRow]:
    """Return the latest hand-overs that a person's visits ended in, newest first."""
    found = store.rows(
        "SELECT coalesce(r.sent, 0), coalesce(u.name, ''), coalesce(o.name, ''), coalesce(r.state, ''), "
        "coalesce(r.need, '') FROM attention a JOIN entity e ON e.id = a.citizen "
        "JOIN referral r ON r.id = a.referral LEFT JOIN unit u ON u.id = r.unit "
        "LEFT JOIN official o ON o.id = r.official "
        "WHERE e.uid = ? AND a.voided = 0 ORDER BY a.started DESC LIMIT ?",
        (citizen, limit),
    )
    return [HandOverRow(*row) for row in found]

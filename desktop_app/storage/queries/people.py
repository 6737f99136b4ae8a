"""Reads for the list of people and the sheet of one: in order, a page at a time."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from desktop_app.storage.queries import clusters
from desktop_app.storage.queries.citizens import CitizenRow
from desktop_app.storage.search import match_expression
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list; ``last_visit`` in epoch seconds."""

    citizen: CitizenRow
    open_cases: int
    last_visit: int | None


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
        f"SELECT a.citizen, s.id IS NULL FROM attention a INDEXED BY attention_day LEFT JOIN {_EVERYONE} s "
        "ON s.id = a.citizen WHERE a.lday >= ? AND a.voided = 0 AND a.citizen IS NOT NULL "
        "ORDER BY a.started DESC, a.id DESC",
        (lday,),
    )
    return _listed(store, rows)


def with_open_cases(store: Store) -> list[int]:
    """Return who has an open case, whose most pressing case is due first first."""
    rows = store.rows(
        f"SELECT +f.citizen, s.id IS NULL FROM case_file f LEFT JOIN {_EVERYONE} s ON s.id = +f.citizen "
        "WHERE f.closed IS NULL AND +f.citizen IS NOT NULL ORDER BY "
        "(f.level = 'critical' AND f.due_at IS NOT NULL) DESC, (f.due_at IS NULL), f.due_at, f.id"
    )
    return _listed(store, rows)


def _listed(store: Store, rows: Sequence[Sequence[Any]]) -> list[int]:
    """Return the people of ``(person, whether absent from the lists)``, each once, as who stands for them."""
    absent = {number for number, missing in rows if missing}
    if not absent:
        return list(dict.fromkeys(row[0] for row in rows))
    standing = clusters.roots(store.rows, absent)
    listed = {number for number in set(standing.values()) - absent if is_listed(store, number)}
    numbers = (standing.get(number, number) if missing else number for number, missing in rows)
    return list(dict.fromkeys(number for number in numbers if number not in absent or number in listed))


def in_alphabet(store: Store) -> array[int]:
    """Return everyone in the order of their names without accents; people without a name come last."""
    found = array("q")
    for condition in ("IS NOT NULL", "IS NULL"):
        rows = store.rows(f"SELECT id FROM citizen WHERE name_key {condition} ORDER BY name_key, id")
        found.extend(row[0] for row in rows)
    sql = "SELECT id FROM citizen WHERE merged_into IS NOT NULL"
    absent = {row[0] for row in store.rows(sql) if not is_listed(store, row[0])}
    return array("q", (number for number in found if number not in absent)) if absent else found


def sorted_by_name(store: Store, numbers: Sequence[int]) -> list[int]:
    """Return some people in the order of their names."""
    sql = (
        "SELECT c.id FROM json_each(?) j JOIN citizen c ON c.id = j.value "
        "ORDER BY c.name_key IS NULL, c.name_key, c.id"
    )
    return [row[0] for row in store.rows(sql, (clusters.as_list(numbers),))]


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


def all_matching(store: Store, text: str, among: Sequence[int] | None = None) -> list[int]:
    """Return everybody whom a search finds, in the order of their names."""
    return sorted_by_name(store, matching(store, text, 0, -1, among))


def _matching(text: str, among: Sequence[int] | None) -> tuple[str, tuple[str, ...]]:
    match = expression(text)
    if among is None:
        return "search_citizen MATCH ?", (match,)
    return "search_citizen MATCH ? AND +rowid IN (SELECT value FROM json_each(?))", (
        match,
        json.dumps(list(among)),
    )


def number_of(store: Store, citizen: bytes) -> int | None:
    """Return the entity integer of a person, or of who stands for them; None when unknown."""
    root = clusters.root_of(store.rows, citizen)
    row = store.row("SELECT c.id FROM citizen c JOIN entity e ON e.id = c.id WHERE e.uid = ?", (root,))
    return int(row[0]) if row else None


_OPEN: Final = "SELECT count(*) FROM case_file f WHERE f.citizen = {who} AND f.closed IS NULL"
_LAST: Final = (
    "SELECT a.started FROM attention a WHERE a.citizen = {who} AND a.voided = 0 "
    "ORDER BY a.started DESC LIMIT 1"
)
_ROW: Final = (
    "SELECT c.id, e.uid, coalesce(c.name, ''), c.document_type, c.document, c.phone, c.email, c.address, "
    f"({_OPEN.format(who='c.id')}), ({_LAST.format(who='c.id')}) FROM citizen c JOIN entity e ON e.id = c.id "
    "WHERE c.id IN (SELECT value FROM json_each(?))"
)
_ADDED: Final = (
    f"SELECT coalesce(sum(({_OPEN.format(who='j.value')})), 0), max(({_LAST.format(who='j.value')})) "
    "FROM json_each(?) j"
)


def rows(store: Store, numbers: Sequence[int]) -> list[PersonRow]:
    """Return the list rows of a page's people, in that order."""
    if not numbers:
        return []
    found = {
        row[0]: PersonRow(CitizenRow(*row[1:8]), row[8], row[9])
        for row in store.rows(_ROW, (clusters.as_list(numbers),))
    }
    joined = clusters.touched(store.rows, numbers) & set(numbers)
    for root, members in clusters.members_of(store.rows, sorted(joined)).items():
        if root in found and len(members) > 1:
            cases, last = store.rows(_ADDED, (clusters.as_list(members),))[0]
            found[root] = replace(found[root], open_cases=cases, last_visit=last)
    return [found[number] for number in numbers if number in found]


def visit_totals(store: Store, members: Sequence[int]) -> tuple[int, int | None]:
    """Return how often a person came, and when first (epoch seconds); ``members`` are their records."""
    row = store.row(
        "SELECT count(*), min(a.started) FROM attention a "
        "WHERE a.citizen IN (SELECT value FROM json_each(?)) AND a.voided = 0",
        (clusters.as_list(members),),
    )
    return (int(row[0]), row[1]) if row else (0, None)

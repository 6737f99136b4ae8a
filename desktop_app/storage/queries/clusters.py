"""People who were merged: who stands for whom.

``merged_into`` of a person names who they were merged into. The smallest id of a cluster stands for all of
them, so that desks which merge at the same time agree (design of the exchange, merge rule 5). A reference
counts only towards a smaller id whose person is here: whatever a hostile desk writes, a walk never turns
back, and somebody whose counterpart has not arrived yet stands for themselves meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

Rows = Callable[[str, Sequence[Any]], Iterable[Sequence[Any]]]
"""Runs a query: ``Store.rows``, or ``execute`` of the connection inside a transaction."""

_DEEPEST: Final = 64
"""Steps up from a person; honest chains have two or three, and a forged one costs no more than this."""

_MANY: Final = 500
"""People from which on the merged ones are all read instead of looked up."""

LARGEST: Final = 500
"""People of one cluster that are read together."""

_STANDING: Final = (
    "CASE WHEN (SELECT merged_into FROM citizen WHERE id = {column}) IS NULL THEN {column} ELSE ("
    "WITH RECURSIVE up (id, uid) AS ("
    "SELECT id, uid FROM entity WHERE id = {column} UNION "
    "SELECT e.id, e.uid FROM up JOIN citizen m ON m.id = up.id JOIN citizen p ON p.id = m.merged_into "
    f"JOIN entity e ON e.id = p.id WHERE e.uid < up.uid LIMIT {_DEEPEST}"
    ") SELECT id FROM up ORDER BY uid LIMIT 1) END"
)

_MEMBERS: Final = (
    "WITH RECURSIVE down (root, id, uid) AS ("
    "SELECT e.id, e.id, e.uid FROM json_each(?1) j JOIN entity e ON e.id = j.value JOIN citizen c ON c.id = e.id "
    "UNION SELECT down.root, e.id, e.uid FROM down JOIN citizen c ON c.merged_into = down.id "
    "JOIN entity e ON e.id = c.id WHERE e.uid > down.uid LIMIT ?2"
    ") SELECT root, id FROM down"
)


def standing(column: str) -> str:
    """Return an SQL expression: the entity integer of who stands for the person that a column names."""
    return _STANDING.format(column=column)


def roots(rows: Rows, numbers: Iterable[int]) -> dict[int, int]:
    """Return who stands for each of some people, all as entity integers."""
    sql = f"SELECT j.value, {standing('j.value')} FROM json_each(?) j"
    return {row[0]: row[1] for row in rows(sql, (json.dumps(list(numbers)),))}


def root_of(rows: Rows, citizen: bytes) -> bytes:
    """Return the id of who stands for a person; somebody unknown stands for themselves."""
    sql = f"SELECT (SELECT r.uid FROM entity r WHERE r.id = {standing('e.id')}) FROM entity e WHERE e.uid = ?"
    found = next(iter(rows(sql, (citizen,))), None)
    return found[0] if found is not None and isinstance(found[0], bytes) else citizen


def members_of(rows: Rows, root_numbers: Sequence[int]) -> dict[int, list[int]]:
    """Return everybody whom some standing people stand for, themselves first, as entity integers."""
    found: dict[int, list[int]] = {number: [number] for number in root_numbers}
    limit = LARGEST + len(root_numbers)
    for root, number in rows(_MEMBERS, (json.dumps(list(root_numbers)), limit)):
        if number != root:
            found[root].append(number)
    return found


def cluster(rows: Rows, citizen: bytes) -> list[int]:
    """Return the entity integers of a person's whole cluster, who stands for it first; empty when unknown."""
    sql = f"SELECT {standing('e.id')} FROM entity e WHERE e.uid = ?"
    found = next(iter(rows(sql, (citizen,))), None)
    return members_of(rows, [found[0]])[found[0]] if found is not None else []


def touched(rows: Rows, numbers: Sequence[int]) -> set[int]:
    """Return who among some people was merged into somebody, or has somebody merged into them."""
    if len(numbers) > _MANY:
        found = rows("SELECT id, merged_into FROM citizen WHERE merged_into IS NOT NULL", ())
        return {number for pair in found for number in pair}
    sql = (
        "SELECT id, merged_into FROM citizen WHERE merged_into IS NOT NULL AND (id IN "
        "(SELECT value FROM json_each(?1)) OR merged_into IN (SELECT value FROM json_each(?1)))"
    )
    return {number for pair in rows(sql, (as_list(numbers),)) for number in pair}


def as_list(numbers: Iterable[int]) -> str:
    """Return integers as the JSON that ``json_each`` reads."""
    return json.dumps(list(numbers))

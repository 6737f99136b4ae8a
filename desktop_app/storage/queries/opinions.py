"""Reads of opinions, closings and objections: small answers for statistics, the dashboard and the rules."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.storage.queries.statistics import Period
from desktop_app.storage.store import Store

_SAMPLED: Final = "FROM attention WHERE sampled = 1 AND voided = 0 AND lday BETWEEN ? AND ?"
_CLOSED: Final = "FROM case_file WHERE cday BETWEEN ? AND ? AND state = 'closed'"


@dataclass(frozen=True, slots=True)
class Asked:
    """What decides whether an attention may be given an opinion; ``ended`` in epoch seconds."""

    author: bytes | None
    ended: int
    sampled: bool
    voided: bool
    score: int | None


@dataclass(frozen=True, slots=True)
class ClosedFacts:
    """How a case was closed; ``reopened`` counts how often it had been open again."""

    number: str
    facts: Mapping[str, Any]
    reopened: int


def asked(store: Store, attention: bytes) -> Asked | None:
    """Return what is known of an attention's opinion; None when it is not in this desk's data."""
    row = store.row(
        "SELECT w.uid, coalesce(a.ended, a.started, 0), a.sampled, a.voided, a.score FROM attention a "
        "JOIN entity e ON e.id = a.id LEFT JOIN entity w ON w.id = a.author WHERE e.uid = ?",
        (attention,),
    )
    return Asked(row[0], int(row[1]), bool(row[2]), bool(row[3]), row[4]) if row else None


def sampled(
    store: Store, first: int, last: int, office: int | None = None, unit: int | None = None
) -> list[tuple[int | None, int | None, int]]:
    """Return ``(score, by handler, count)`` of the attentions of some local days that were to be asked.

    A score of None: no opinion came of it.
    """
    where, values = _SAMPLED, [first, last]
    for column, number in (("office", office), ("unit", unit)):
        if number is not None:
            where += f" AND {column} = ?"
            values.append(number)
    return store.rows(f"SELECT score, score_by_handler, count(*) {where} GROUP BY 1, 2", values)


def closings(store: Store, period: Period, office: int | None) -> list[ClosedFacts]:
    """Return how the cases of a period were closed, in the order of their closing."""
    where, values = _CLOSED, [period.first, period.last]
    if office is not None:
        where += " AND office = ?"
        values.append(office)
    rows = store.rows(
        f"SELECT coalesce(number, ''), closing, coalesce(reopened, 0) {where} ORDER BY closed, id", values
    )
    return [ClosedFacts(number, json.loads(facts) if facts else {}, times) for number, facts, times in rows]


def objections(store: Store, period: Period, office: int | None) -> int:
    """Return how often citizens objected to a solution within a period."""
    # Only cases that were ever reopened are looked into: they are few, and have an index of their own.
    sql = (
        "SELECT count(*) FROM case_file f JOIN case_event v ON v.case_file = f.id "
        "WHERE f.reopened IS NOT NULL AND v.kind = 'move' AND v.counted = 1 AND v.happened >= ? "
        "AND v.happened < ? AND json_extract(v.facts, '$.cause') = 'objection'"
    )
    values = [period.start, period.end]
    if office is not None:
        sql += " AND f.office = ?"
        values.append(office)
    row = store.row(sql, values)
    return int(row[0]) if row else 0

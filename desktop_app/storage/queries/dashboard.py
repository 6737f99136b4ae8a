"""Reads for the dashboard: each one pass over a covering index.

Days are local, as yyyymmdd; moments are epoch seconds. ``office`` and ``unit`` are entity integers,
None for all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cases, attentions and hand-overs are looked at."""

    office: int | None = None
    unit: int | None = None

    def condition(self) -> tuple[str, list[int]]:
        """Return the SQL that narrows to the scope, and its values."""
        chosen = [(name, number) for name, number in (("office", self.office), ("unit", self.unit)) if number]
        return "".join(f" AND {name} = ?" for name, _ in chosen), [number for _, number in chosen]


@dataclass(frozen=True, slots=True)
class LoadRow:
    """The open cases of one unit."""

    unit: int | None
    open: int
    overdue: int
    overdue_since: int
    due_today: int
    unassigned_today: int
    critical: int


def load(store: Store, scope: Scope, now: int, today_ends: int, since: int) -> list[LoadRow]:
    """Return the load of each unit; ``overdue_since`` counts what fell due after ``since``."""
    narrow, values = scope.condition()
    # Grouped in the index's own order, nothing has to be sorted; the states are added up here.
    sql = (
        "SELECT unit, count(*), total(due_at <= ?1), total(due_at > ?3 AND due_at <= ?1), "
        "total(due_at > ?1 AND due_at <= ?2), total(due_at > ?1 AND due_at <= ?2 AND responsible IS NULL), "
        "iif(state = 'resolved', 0, total(level = 'critical')) "
        f"FROM case_file WHERE closed IS NULL{narrow} GROUP BY state, unit"
    )
    rows: list[Any] = store.rows(sql, [now, today_ends, since, *values])
    sums: dict[int | None, list[int]] = {}
    for unit, *counts in rows:
        known = sums.setdefault(unit, [0] * len(counts))
        sums[unit] = [known[index] + int(value) for index, value in enumerate(counts)]
    return [LoadRow(unit, *counts) for unit, counts in sums.items()]


def unanswered_criticals(store: Store, scope: Scope) -> list[int]:
    """Return by when the first answers of the open critical cases without one are due, soonest first."""
    narrow, values = scope.condition()
    rows: list[Any] = store.rows(
        "SELECT due_first FROM case_file WHERE closed IS NULL AND state != 'resolved' "
        f"AND level = 'critical' AND first_answer IS NULL AND due_first IS NOT NULL{narrow} ORDER BY 1",
        values,
    )
    return [row[0] for row in rows]


def attention_day(store: Store, scope: Scope, day: int, until_hour: int = 23) -> tuple[int, float | None]:
    """Return how many attentions a day had up to an hour (included), and their mean seconds."""
    narrow, values = scope.condition()
    row: Any = store.row(
        f"SELECT count(*), avg(duration) FROM attention WHERE lday = ? AND lhour <= ? AND voided = 0{narrow}",
        [day, until_hour, *values],
    )
    return int(row[0]), row[1]


def arrivals(store: Store, scope: Scope, first: int, last: int) -> list[tuple[int, int, int]]:
    """Return ``(day, hour, count)`` of the attentions between two days."""
    narrow, values = scope.condition()
    rows: list[Any] = store.rows(
        "SELECT lday, lhour, count(*) FROM attention "
        f"WHERE lday BETWEEN ? AND ? AND voided = 0 AND lhour BETWEEN 0 AND 23{narrow} GROUP BY 1, 2",
        [first, last, *values],
    )
    return rows


def topics(store: Store, scope: Scope, first: int, last: int, limit: int) -> list[tuple[int, int]]:
    """Return ``(topic, count)`` of the most frequent topics between two days."""
    narrow, values = scope.condition()
    rows: list[Any] = store.rows(
        "SELECT topic, count(*) FROM attention WHERE lday BETWEEN ? AND ? AND voided = 0 "
        f"AND topic IS NOT NULL{narrow} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
        [first, last, *values, limit],
    )
    return rows


def referrals(store: Store, scope: Scope, first: int, last: int) -> tuple[int, int]:
    """Return how many hand-overs were sent between two days, and how many to the wrong unit."""
    narrow, values = scope.condition()
    row: Any = store.row(
        "SELECT count(*), total(state = 'returned' AND reason = 'wrong_unit') FROM referral "
        f"WHERE lday BETWEEN ? AND ? AND state != 'voided'{narrow}",
        [first, last, *values],
    )
    return int(row[0]), int(row[1])


def scores(store: Store, scope: Scope, first: int, last: int) -> list[tuple[int, int | None, int]]:
    """Return ``(score, by handler, count)`` of the opinions on cases closed between two days."""
    narrow, values = scope.condition()
    rows: list[Any] = store.rows(
        "SELECT score, score_by_handler, count(*) FROM case_file WHERE cday BETWEEN ? AND ? "
        f"AND state = 'closed' AND score IS NOT NULL{narrow} GROUP BY 1, 2",
        [first, last, *values],
    )
    return rows


def closed(store: Store, scope: Scope, first: int, last: int) -> int:
    """Return how many cases were closed between two days."""
    narrow, values = scope.condition()
    row: Any = store.row(
        f"SELECT count(*) FROM case_file WHERE cday BETWEEN ? AND ? AND state = 'closed'{narrow}",
        [first, last, *values],
    )
    return int(row[0])

"""Reads for the statistics: plain tuples from covering indexes, aggregated by who asks.

Days are local, as yyyymmdd; moments are epoch seconds. ``office`` is an entity integer, None for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class Period:
    """Local days ``first`` to ``last``; ``start`` and ``end`` are the moments that bound them.

    ``at`` is the second after which the period's state is taken: its last one, or now while it lasts;
    ``at_day`` is its local day.
    """

    first: int
    last: int
    start: int
    end: int
    at: int
    at_day: int


AttentionRow = tuple[int, str | None, str | None, int | None, int | None, str | None]
"""``(local day x 100 + local hour, query type, channel, seconds, topic, result)``; hour 99 is unknown."""
ClosedRow = tuple[
    int, int | None, int | None, int, int | None, str | None, int | None, int | None, int | None, int | None
]
"""``(case, unit, opened, closed, term, level, resolved, score, by handler, topic)``; no opening, no moment."""
OpenRow = tuple[int, int | None, int, int | None, str | None, int | None]
"""``(case, unit, opened, term, level, resolved)``."""
ReferralRow = tuple[str | None, str | None, int | None, int | None, int | None, int | None]
"""``(state, reason, unit, sent, answered, bounces)``."""

_TERM: Final = "coalesce(due_internal, due_legal)"
_ATTENTIONS: Final = "FROM attention WHERE lday BETWEEN ? AND ? AND voided = 0"
_CLOSED: Final = "FROM case_file WHERE cday BETWEEN ? AND ? AND state = 'closed'"
_OPENED: Final = "FROM case_file WHERE oday BETWEEN ? AND ? AND state != 'voided'"


def _rows(store: Store, sql: str, values: Sequence[Any], office: int | None) -> list[Any]:
    if office is None:
        return store.rows(sql, values)
    return store.rows(f"{sql} AND office = ?", [*values, office])


def entity_number(store: Store, uid: bytes) -> int:
    """Return the entity integer of an id, -1 when nothing is known of it (which matches no row)."""
    row = store.row("SELECT id FROM entity WHERE uid = ?", (uid,))
    return int(row[0]) if row else -1


def attentions(store: Store, period: Period, office: int | None) -> list[AttentionRow]:
    """Return the attentions that began in the period."""
    when = "lday * 100 + coalesce(lhour, 99)"  # one number is counted faster than two
    sql = f"SELECT {when}, query_type, channel, duration, topic, result {_ATTENTIONS}"
    return _rows(store, sql, (period.first, period.last), office)


def attention_counts(
    store: Store, first: int, last: int, office: int | None
) -> list[tuple[str | None, str | None, int]]:
    """Return ``(channel, query type, count)`` of the attentions of some days, several rows a pair."""
    where = f"{_ATTENTIONS} AND office = ?" if office is not None else _ATTENTIONS
    # Grouped in the index's own order, nothing has to be sorted.
    sql = f"SELECT channel, query_type, count(*) {where} GROUP BY lday, query_type, channel"
    return store.rows(sql, (first, last) if office is None else (first, last, office))


def closed_in(store: Store, period: Period, office: int | None) -> list[ClosedRow]:
    """Return the cases closed in the period."""
    sql = (
        f"SELECT id, unit, opened, closed, {_TERM}, level, resolved, score, score_by_handler, topic {_CLOSED}"
    )
    return _rows(store, sql, (period.first, period.last), office)


def opened_in(store: Store, period: Period, office: int | None) -> list[tuple[int | None, int | None]]:
    """Return ``(opened, closed)`` of the cases that came in within the period."""
    return _rows(store, f"SELECT opened, closed {_OPENED}", (period.first, period.last), office)


def open_at(store: Store, period: Period, office: int | None) -> list[OpenRow]:
    """Return the cases that were open when the period's state is taken."""
    columns = f"id, unit, opened, {_TERM}, level, resolved"
    found: list[OpenRow] = []
    for condition, values in _open_conditions(store, period):
        found += _rows(store, f"SELECT {columns} FROM case_file WHERE {condition}", values, office)
    return found


def _open_conditions(store: Store, period: Period) -> list[tuple[str, list[int]]]:
    """Return conditions that part the open cases of a moment, by the shorter way to them.

    Those open now are few. Those closed since then are found either among all that closed since or
    among all that came in before: whichever is the shorter stretch of the years on record.
    """
    # The unary plus keeps the planner off indexes that would not cover the statement.
    still = ("cday IS NULL AND (closed IS NULL OR closed > ?) AND +opened <= ?", [period.at, period.at])
    ends = store.row("SELECT (SELECT min(oday) FROM case_file), (SELECT max(cday) FROM case_file)")
    oldest, newest = ends or (None, None)
    if oldest is None or newest is None or newest < period.at_day:
        return [still]
    if period.at_day - int(oldest) < int(newest) - period.at_day:
        before = (
            "oday <= ? AND +cday >= ? AND closed > ? AND +opened <= ? AND state != 'voided'",
            [period.at_day, period.at_day, period.at, period.at],
        )
        return [still, before]
    since = (
        "cday >= ? AND closed > ? AND +opened <= ? AND state != 'voided'",
        [period.at_day, period.at, period.at],
    )
    return [still, since]


@dataclass(frozen=True, slots=True)
class CaseTotals:
    """Counts of a period for comparison; ``taken`` are the seconds from opening to solution."""

    opened: int
    closed: int
    on_time: int
    late: int
    open: int
    overdue: int
    taken: tuple[int, ...]


def case_totals(store: Store, period: Period, office: int | None) -> CaseTotals:
    """Return the counts of a period."""
    days = (period.first, period.last)
    opened = _rows(store, f"SELECT count(*) {_OPENED}", days, office)[0][0]
    columns = f"coalesce(resolved, closed) - opened, coalesce(resolved, closed) <= {_TERM}"
    closed = _rows(store, f"SELECT {columns} {_CLOSED}", days, office)
    still = overdue = 0
    for condition, values in _open_conditions(store, period):
        late = f"total({_TERM} <= ? AND (resolved IS NULL OR resolved > ?))"
        sql = f"SELECT count(*), {late} FROM case_file WHERE {condition}"
        row = _rows(store, sql, [period.at, period.at, *values], office)[0]
        still, overdue = still + row[0], overdue + int(row[1])
    return CaseTotals(
        opened=opened,
        closed=len(closed),
        on_time=sum(1 for _, on_time in closed if on_time == 1),
        late=sum(1 for _, on_time in closed if on_time == 0),
        open=still,
        overdue=overdue,
        taken=tuple(taken for taken, _ in closed if taken is not None),
    )


def referrals(store: Store, period: Period, office: int | None) -> list[ReferralRow]:
    """Return the hand-overs sent in the period."""
    sql = (
        "SELECT state, reason, unit, sent, answered, bounces FROM referral "
        "WHERE lday BETWEEN ? AND ? AND state != 'voided'"
    )
    return _rows(store, sql, (period.first, period.last), office)


def referral_totals(store: Store, period: Period, office: int | None) -> tuple[int, int]:
    """Return how many hand-overs were sent in the period, and how many of them to the wrong unit."""
    sql = (
        "SELECT count(*), total(state = 'returned' AND reason = 'wrong_unit') FROM referral "
        "WHERE lday BETWEEN ? AND ? AND state != 'voided'"
    )
    sent, wrong = _rows(store, sql, (period.first, period.last), office)[0]
    return int(sent), int(wrong)


def scores(store: Store, period: Period, office: int | None) -> list[tuple[int, int | None, int]]:
    """Return ``(score, by handler, count)`` of the opinions on cases closed in the period."""
    where = f"{_CLOSED} AND score IS NOT NULL"
    values: list[int] = [period.first, period.last]
    if office is not None:
        where += " AND office = ?"
        values.append(office)
    return store.rows(f"SELECT score, score_by_handler, count(*) {where} GROUP BY 1, 2", values)


def names(store: Store, table: str, numbers: Iterable[int]) -> dict[int, tuple[bytes, str | None]]:
    """Return id and name of units or topics by entity integer; the name is None until it arrives."""
    column = {"unit": "name", "topic": "title"}[table]
    chosen = ",".join(str(int(number)) for number in numbers)
    rows = store.rows(
        f"SELECT e.id, e.uid, t.{column} FROM entity e LEFT JOIN {table} t ON t.id = e.id "
        f"WHERE e.id IN ({chosen})"
    )
    return {number: (uid, name) for number, uid, name in rows}


@dataclass(frozen=True, slots=True)
class CriticalRow:
    """A critical case for the report: its number and moments, nobody's name."""

    id: int
    number: str
    topic: str
    unit: str
    criterion: str
    state: str
    first_answer: int | None
    due: int | None
    closed: int | None


def criticals(store: Store, cases: Sequence[int]) -> list[CriticalRow]:
    """Return critical cases by their entity integers."""
    chosen = ",".join(str(int(number)) for number in cases)
    rows = store.rows(
        "SELECT f.id, coalesce(f.number, ''), coalesce(t.title, ''), coalesce(u.name, ''), "
        "coalesce(f.criterion, ''), coalesce(f.state, ''), f.first_answer, f.due_internal, f.closed "
        "FROM case_file f LEFT JOIN topic t ON t.id = f.topic LEFT JOIN unit u ON u.id = f.unit "
        f"WHERE f.id IN ({chosen})"
    )
    return [CriticalRow(*row) for row in rows]


def escalations(store: Store, cases: Sequence[int]) -> list[tuple[int, int, bool, bool]]:
    """Return ``(case, moment, an official was told, a unit was told)`` of what was escalated, oldest first."""
    chosen = ",".join(str(int(number)) for number in cases)
    rows = store.rows(
        "SELECT case_file, happened, json_extract(facts, '$.to') IS NOT NULL, "
        "json_extract(facts, '$.unit') IS NOT NULL FROM case_event "
        f"WHERE case_file IN ({chosen}) AND kind = 'escalate' AND counted = 1 "
        "AND coalesce(json_extract(facts, '$.cause'), '') != 'warning' ORDER BY case_file, stamp, uid"
    )
    return [(case, moment, bool(official), bool(unit)) for case, moment, official, unit in rows]


def level_events(store: Store, cases: Sequence[int]) -> list[tuple[int, int, str]]:
    """Return ``(case, moment, facts)`` of the events that set a level, oldest first; facts are JSON."""
    chosen = ",".join(str(int(number)) for number in cases)
    return store.rows(
        "SELECT case_file, happened, facts FROM case_event "
        f"WHERE case_file IN ({chosen}) AND kind IN ('open', 'level') AND counted = 1 "
        "ORDER BY case_file, stamp, uid"
    )

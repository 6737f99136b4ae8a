"""Terms, pauses, and the moment at which a term ends.

A term runs on a clock of its own unit: elapsed hours run day and night, business time runs while the
office is open. Each term is turned into an amount on that clock, counted from the registration; the due
moment is the first one at which that amount has run without counting the pauses. So

* a term in business days is the open time from the registration (as counted) until the closing moment
  of its last day, and a pause adds its open time behind that closing moment, into the next openings;
* a pause counts with the time of the clock's own unit: a night is worth nothing to business time;
* a pause that begins at or after the due moment, moved by the earlier pauses, changes nothing: the
  term is used up by then. One that begins before it counts whole, also its part beyond;
* more pauses can only move the due moment later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from desktop_app.domain.calendar import OUT_OF_RANGE, ZERO, BusinessCalendar, MomentOutOfRange
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP

MAX_AMOUNT = 100_000
MOMENT = timedelta(seconds=1)


class TermUnit(StrEnum):
    """What a term is counted in."""

    ELAPSED_HOURS = "elapsed_hours"
    BUSINESS_HOURS = "business_hours"
    BUSINESS_DAYS = "business_days"


@dataclass(frozen=True, slots=True)
class Term:
    """How long something may take (training manual 4.3; a law's term)."""

    amount: int
    unit: TermUnit

    def __post_init__(self) -> None:
        if not 0 < self.amount <= MAX_AMOUNT:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "Un plazo debe estar entre 1 y {maximum}."),
                field="amount",
                maximum=MAX_AMOUNT,
            )

    @property
    def elapsed(self) -> bool:
        """Tell whether the term runs day and night."""
        return self.unit is TermUnit.ELAPSED_HOURS


@dataclass(frozen=True, slots=True)
class Pause:
    """A wait on the citizen; ``end`` is None while it lasts. Aware moments go in and are kept in UTC."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        # Two moments of one daylight-saving zone compare by wall clock: only UTC is safe.
        object.__setattr__(self, "start", _utc(self.start))
        object.__setattr__(self, "end", None if self.end is None else _utc(self.end))
        if self.end is not None and self.end < self.start:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "Una pausa no puede terminar antes de empezar."), field="pause"
            )


@dataclass(frozen=True, slots=True)
class TermRun:
    """A term laid upon the calendar. Moments in UTC.

    ``counted_from`` is the registration as it counts; ``needed`` the amount on the term's clock from
    there; ``paused`` the time, on the same clock, by which pauses moved the due moment.
    """

    term: Term
    counted_from: datetime
    needed: timedelta
    due: datetime
    paused: timedelta


Stretch = tuple[datetime, datetime]


def merge_pauses(
    pauses: Iterable[Pause], since: datetime, as_of: datetime | None = None
) -> tuple[Stretch, ...]:
    """Return the pauses in UTC, in order, overlaps joined, and what lies before ``since`` cut off.

    A pause that still lasts ends at ``as_of``; without it, it has not moved anything yet.
    """
    merged: list[Stretch] = []
    floor = _utc(since)
    now = floor if as_of is None else _utc(as_of)
    for start, end in sorted((max(p.start, floor), now if p.end is None else p.end) for p in pauses):
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def run_term(
    term: Term,
    registered_at: datetime,
    calendar: BusinessCalendar,
    pauses: Iterable[Pause] = (),
    *,
    as_of: datetime | None = None,
) -> TermRun:
    """Lay a term upon the calendar. Every pause given counts; the caller leaves out those that may not.

    Raises NoOpeningHours when business time never comes, MomentOutOfRange far outside our years.
    """
    start = counted_from(term, registered_at, calendar)
    needed = _needed(term, start, calendar)
    stretches = merge_pauses(pauses, start, as_of)
    due, paused = _end(term, start, needed, stretches, calendar)
    return TermRun(term, start, needed, due, paused)


def due_moment(
    term: Term,
    registered_at: datetime,
    calendar: BusinessCalendar,
    pauses: Iterable[Pause] = (),
    *,
    as_of: datetime | None = None,
) -> datetime:
    """Return the moment (UTC) at which a term ends; see ``run_term``."""
    return run_term(term, registered_at, calendar, pauses, as_of=as_of).due


def lengthened_run(
    run: TermRun,
    until: datetime,
    granted: datetime,
    calendar: BusinessCalendar,
    pauses: Iterable[Pause] = (),
    *,
    as_of: datetime | None = None,
) -> TermRun:
    """Return a term that was given another end at ``granted``: due at ``until``, moved by later pauses alone.

    ``until`` lies after ``granted``, and the pauses before ``granted`` had ended by then.
    """
    until, granted = _utc(until), _utc(granted)
    stretches = merge_pauses(pauses, run.counted_from, as_of)
    needed = _time(run.term, run.counted_from, until, calendar)
    for begin, end in stretches:
        if begin < granted:
            needed -= _time(run.term, begin, min(end, granted), calendar)
    # Where the office is closed no time runs: the given end itself, not the closing before it, is meant.
    due, paused = until, ZERO
    for begin, end in stretches:
        later = _time(run.term, max(begin, granted), end, calendar) if end > granted else ZERO
        if begin < due and later > ZERO:
            due = _after(run.term, due, later, calendar)
        if begin < due:
            paused += _time(run.term, begin, end, calendar)
    return TermRun(run.term, run.counted_from, max(needed, MOMENT), due, paused)


def counted_from(term: Term, registered_at: datetime, calendar: BusinessCalendar) -> datetime:
    """Return when the registration counts: itself for elapsed hours, else the opening at or after it."""
    if term.elapsed:
        return _utc(registered_at)
    return calendar.next_opening(registered_at)


def used_fraction(
    run: TermRun,
    calendar: BusinessCalendar,
    now: datetime,
    pauses: Iterable[Pause] = (),
) -> float:
    """Return the share of a term that has run by ``now``, on its own clock; 1.0 at the due moment.

    It goes on past 1.0. Time in a pause, also in one that still lasts, does not run.
    """
    now = _utc(now)
    stretches = merge_pauses(pauses, run.counted_from, now)
    ran = _time(run.term, run.counted_from, now, calendar)
    for start, end in stretches:
        if start < now:
            ran -= _time(run.term, start, min(end, now), calendar)
    return ran / run.needed


def moment_of_fraction(
    run: TermRun,
    calendar: BusinessCalendar,
    fraction: float,
    pauses: Iterable[Pause] = (),
    *,
    as_of: datetime | None = None,
) -> datetime:
    """Return the moment (UTC) at which a share of the term (0 < fraction ≤ 1) will have run."""
    if not 0 < fraction <= 1:
        raise ValueError("fraction lies between 0 and 1")
    stretches = merge_pauses(pauses, run.counted_from, as_of)
    return _end(run.term, run.counted_from, run.needed * fraction, stretches, calendar)[0]


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise MomentOutOfRange(OUT_OF_RANGE) from error


def _needed(term: Term, start: datetime, calendar: BusinessCalendar) -> timedelta:
    if term.unit is not TermUnit.BUSINESS_DAYS:
        return timedelta(hours=term.amount)
    last_day = calendar.nth_business_day(calendar.local_date(start), term.amount)
    return calendar.business_time(start, calendar.openings(last_day)[-1][1])


def _end(
    term: Term, start: datetime, needed: timedelta, stretches: Iterable[Stretch], calendar: BusinessCalendar
) -> tuple[datetime, timedelta]:
    due = _after(term, start, needed, calendar)
    paused = ZERO
    for begin, end in stretches:
        if begin >= due:
            break
        length = _time(term, begin, end, calendar)
        paused += length
        due = _after(term, due, length, calendar)
    return due, paused


def _time(term: Term, start: datetime, end: datetime, calendar: BusinessCalendar) -> timedelta:
    if term.elapsed:
        return max(end - start, ZERO)
    return calendar.business_time(start, end)


def _after(term: Term, moment: datetime, amount: timedelta, calendar: BusinessCalendar) -> datetime:
    if not term.elapsed:
        return calendar.add_business_time(moment, amount)
    try:
        return moment + amount
    except OverflowError as error:
        raise MomentOutOfRange(OUT_OF_RANGE) from error

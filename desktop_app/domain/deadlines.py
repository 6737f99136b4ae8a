"""A due moment that explains itself in Spanish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.domain.calendar import ZERO, BusinessCalendar, SkippedDay
from desktop_app.domain.clocks import Pause, Term, TermRun, TermUnit, run_term
from desktop_app.domain.dates import WEEKDAYS, enumeration, short_weekday_date, span, weekday_moment
from desktop_app.domain.text import QT_TRANSLATE_NOOP

_UNITS = {
    TermUnit.ELAPSED_HOURS: (
        QT_TRANSLATE_NOOP("core", "{amount} hora corrida"),
        QT_TRANSLATE_NOOP("core", "{amount} horas corridas"),
    ),
    TermUnit.BUSINESS_HOURS: (
        QT_TRANSLATE_NOOP("core", "{amount} hora hábil"),
        QT_TRANSLATE_NOOP("core", "{amount} horas hábiles"),
    ),
    TermUnit.BUSINESS_DAYS: (
        QT_TRANSLATE_NOOP("core", "{amount} día hábil"),
        QT_TRANSLATE_NOOP("core", "{amount} días hábiles"),
    ),
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a term ends and why. Moments in UTC.

    ``start_counted`` is the registration as it counts, ``skipped`` the days without opening between it
    and the due moment (business time only), ``paused`` the time on the term's own clock that pauses
    added.
    """

    due: datetime
    explanation: str
    start_counted: datetime
    skipped: tuple[SkippedDay, ...]
    paused: timedelta
    run: TermRun


def deadline(
    term: Term,
    registered_at: datetime,
    calendar: BusinessCalendar,
    pauses: Iterable[Pause] = (),
    *,
    as_of: datetime | None = None,
) -> Deadline:
    """Return the explained due moment of a term; see ``clocks.run_term`` for the rules and errors."""
    run = run_term(term, registered_at, calendar, pauses, as_of=as_of)
    skipped: tuple[SkippedDay, ...] = ()
    if not term.elapsed:
        # A due moment at 24:00 belongs to the day that it closes.
        last = calendar.local_date(run.due - timedelta(microseconds=1))
        skipped = calendar.skipped_days(calendar.local_date(run.counted_from), last)
    return Deadline(run.due, explain(run, skipped, calendar), run.counted_from, skipped, run.paused, run)


def explain(run: TermRun, skipped: Sequence[SkippedDay], calendar: BusinessCalendar) -> str:
    """Return "vence vie 07/08/2026 16:30: 5 días hábiles desde el jue 30/07; se omitieron …".

    Skipped days name their month when it is not the due moment's; holidays always do.
    """
    due = calendar.local(run.due)
    parts = [
        QT_TRANSLATE_NOOP("core", "vence {due}: {term} desde el {start}").format(
            due=weekday_moment(due), term=term_words(run.term), start=_start_words(run, due, calendar)
        )
    ]
    if skipped:
        parts.append(_skipped_words(skipped, due))
    if run.paused > ZERO:
        parts.append(QT_TRANSLATE_NOOP("core", "pausado {span}").format(span=span(run.paused)))
    return "; ".join(parts)


def term_words(term: Term) -> str:
    """Return "5 días hábiles", "48 horas corridas", …"""
    singular, plural = _UNITS[term.unit]
    return (singular if term.amount == 1 else plural).format(amount=term.amount)


def _start_words(run: TermRun, due: datetime, calendar: BusinessCalendar) -> str:
    start = calendar.local(run.counted_from)
    day = short_weekday_date(start, due.year)
    return day if run.term.unit is TermUnit.BUSINESS_DAYS else f"{day} {start:%H:%M}"


def _skipped_words(skipped: Sequence[SkippedDay], due: datetime) -> str:
    # Beyond some eleven months "sáb 01/08" could be this year's or the last one's.
    with_year = (due.date() - skipped[0].day).days > 330

    def day_words(day: SkippedDay) -> str:
        if with_year:
            return f"{day.day:%d/%m}/{day.day.year:04d}"
        return f"{day.day:%d/%m}"

    closed = [
        f"{WEEKDAYS[day.day.weekday()]} "
        + (f"{day.day:%d}" if (day.day.year, day.day.month) == (due.year, due.month) else day_words(day))
        for day in skipped
        if not day.is_holiday
    ]
    holidays = [day_words(day) for day in skipped if day.is_holiday]
    items = list(closed)
    if len(holidays) == 1:
        items.append(QT_TRANSLATE_NOOP("core", "el feriado {day}").format(day=holidays[0]))
    elif holidays:
        items.append(QT_TRANSLATE_NOOP("core", "los feriados {days}").format(days=enumeration(holidays)))
    if len(skipped) == 1:
        return QT_TRANSLATE_NOOP("core", "se omitió {days}").format(days=items[0])
    return QT_TRANSLATE_NOOP("core", "se omitieron {days}").format(days=enumeration(items))

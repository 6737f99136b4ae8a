"""Extensions (prórrogas): a clock of a case that a person gave a later end, with a reason.

How an extension lives with what follows it:

* it is a date for one clock, the internal target or the legal term, and only ever a later one;
* a pause that begins after it moves it by the paused time on the clock's own unit, like any due moment;
  what was paused before it was granted is in the date already;
* a change between simple and complex, and a correction of the calendar, keep it: the later of the extended
  moment and the one that the clock would have without it counts;
* raising to critical ends the extension of the internal target (24 h from the raise, training manual 4.3),
  also once the level is lowered again; the legal term's stays;
* another type of request is another legal term: the extension of the former one ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from desktop_app.domain.calendar import ZERO, BusinessCalendar
from desktop_app.domain.clocks import Pause, TermRun, TermUnit, lengthened_run
from desktop_app.domain.dates import short_weekday_date, span, weekday_date, weekday_moment
from desktop_app.domain.deadlines import Deadline, term_words
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.profile import RequestType
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level

EXTENSION: Final = "extension"
"""The cause that a ``due`` event names when a person granted more time."""

LONGEST: Final = timedelta(days=366)
"""Beyond the present due moment: further away a year was mistyped."""


_EXTENDED: Final = re.compile(r"vence [^:]* \d\d:\d\d: prorrogado al ")


class Clock(StrEnum):
    """The clocks that can be extended; the values stand in the facts of ``due`` events."""

    INTERNAL = "internal"
    LEGAL = "legal"


@dataclass(frozen=True, slots=True)
class Extension:
    """Until when a clock was extended, and when that was granted. Moments in UTC."""

    until: datetime
    granted: datetime


def extended(
    found: Deadline,
    extension: Extension,
    calendar: BusinessCalendar,
    pauses: Iterable[Pause] = (),
    *,
    as_of: datetime | None = None,
) -> Deadline:
    """Return a deadline with its extension: the later of the two. ``pauses`` are those that the clock takes."""
    run = lengthened_run(found.run, extension.until, extension.granted, calendar, pauses, as_of=as_of)
    if run.due <= found.due:
        return found
    return replace(
        found, due=run.due, run=run, paused=run.paused, explanation=_explain(run, extension, calendar)
    )


def check_clock(clock: Clock, level: Level, kind: RequestType | None, due: datetime | None) -> None:
    """Raise InvalidInput (``field``: ``clock``), in words, unless a clock may be extended at all.

    ``due`` is the clock's present due moment, None where it stands still or does not run.
    """
    if clock is Clock.INTERNAL and level is Level.CRITICAL:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Las 24 horas de un caso crítico no se prorrogan."), field="clock"
        )
    if clock is Clock.LEGAL:
        _check_legal(kind)
    if due is None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Ese plazo no está corriendo ahora: no hay qué prorrogar."),
            field="clock",
        )


def check_until(until: datetime, due: datetime, now: datetime) -> None:
    """Raise InvalidInput (``field``: ``until``) unless an extension leads forward, and not too far."""
    if until <= due:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "La nueva fecha debe ser posterior al vencimiento actual."),
            field="until",
        )
    if until <= now:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Esa fecha ya pasó: la nueva debe ser hoy o posterior."), field="until"
        )
    if until - due > LONGEST:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "La prórroga es demasiado larga: cabe hasta un año."), field="until"
        )


def extended_to(term_unit: TermUnit, day: date, due: datetime | None, calendar: BusinessCalendar) -> datetime:
    """Return the moment that a day means for a clock: the closing of a business day, else its hour of the day.

    Raises InvalidInput (``field``: ``until``) for a day without opening where business time is counted.
    """
    if term_unit is TermUnit.ELAPSED_HOURS and due is not None:
        return calendar.local(due).replace(year=day.year, month=day.month, day=day.day)
    closing = calendar.closing(day)
    if closing is None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "La oficina no atiende el {day}. Elija un día hábil."),
            field="until",
            day=weekday_date(day),
        )
    return closing


def _check_legal(kind: RequestType | None) -> None:
    if kind is None or kind.term is None:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Este caso no tiene plazo legal."), field="clock")
    if not kind.extendable:
        basis = kind.extension.legal_basis
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El plazo legal de «{kind}» no admite prórroga: {basis}.")
            if basis
            else QT_TRANSLATE_NOOP(
                "core", "El plazo legal de «{kind}» no se prorroga: el perfil de país no lo prevé."
            ),
            field="clock",
            kind=kind.label,
            basis=basis,
        )


def is_extended(why: str) -> bool:
    """Tell whether an explanation of a due moment, as ``extended`` writes it, is that of an extension."""
    return bool(_EXTENDED.match(why))


def _explain(run: TermRun, extension: Extension, calendar: BusinessCalendar) -> str:
    due, until = calendar.local(run.due), calendar.local(extension.until)
    start = calendar.local(run.counted_from)
    day = short_weekday_date(start, due.year)
    parts = [
        QT_TRANSLATE_NOOP("core", "vence {due}: prorrogado al {until}; eran {term} desde el {start}").format(
            due=weekday_moment(due),
            until=weekday_moment(until),
            term=term_words(run.term),
            start=day if run.term.unit is TermUnit.BUSINESS_DAYS else f"{day} {start:%H:%M}",
        )
    ]
    if run.paused > ZERO:
        parts.append(QT_TRANSLATE_NOOP("core", "pausado {span}").format(span=span(run.paused)))
    return "; ".join(parts)

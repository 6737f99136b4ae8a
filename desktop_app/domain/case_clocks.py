"""The clocks of a case: internal target, first answer to a critical one, legal term.

Source: training manual 4.3 (terms) and 5.2 (answer in under 2 hours); the legal term comes from the
country profile's request type.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from desktop_app.domain.calendar import BusinessCalendar
from desktop_app.domain.clocks import Pause
from desktop_app.domain.dates import span
from desktop_app.domain.deadlines import Deadline, deadline
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.profile import LevelTerms, Profile
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level


@dataclass(frozen=True, slots=True)
class CaseClocks:
    """The due moments of a case; ``first_answer`` for critical ones, ``legal`` where the law sets one."""

    internal: Deadline
    first_answer: Deadline | None
    legal: Deadline | None

    @property
    def nearest(self) -> Deadline:
        """The deadline that ends first; of equal ones the internal target, then the first answer."""
        candidates = (self.internal, self.first_answer, self.legal)
        return min((each for each in candidates if each is not None), key=lambda each: each.due)

    def answered(self) -> CaseClocks:
        """Return the clocks that remain once the first answer has been given."""
        return replace(self, first_answer=None)


def case_clocks(
    level: Level,
    request_type: str | None,
    profile: Profile,
    calendar: BusinessCalendar,
    registered_at: datetime,
    pauses: Iterable[Pause] = (),
    raised_at: datetime | None = None,
    *,
    as_of: datetime | None = None,
) -> CaseClocks:
    """Compute the clocks of a case.

    ``pauses`` are all waits on the citizen so far; each clock takes those that it may: business time
    always (a legal term unless the request type says no), elapsed hours where the profile lets the
    level pause, a critical level never. ``raised_at`` is when the case became critical (None: from the
    registration): its 2 h and 24 h run from there, and a pause that was running ends there for the
    legal term as well. One that lasts is counted until ``as_of``.
    Raises InvalidInput for an unknown request type or a raise before the registration.
    """
    # In UTC before anything is compared: one daylight-saving zone compares by wall clock.
    registered_at = registered_at.astimezone(UTC)
    raised_at = raised_at.astimezone(UTC) if raised_at is not None else None
    waits = tuple(pauses)
    terms = profile.level_terms(level)
    if level is not Level.CRITICAL:
        raised_at = None
    elif raised_at is not None:
        if raised_at < registered_at:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "El paso a crítico no puede ser anterior al registro del caso."),
                field="raised_at",
            )
        waits = ended_by_raise(waits, raised_at)
    start = raised_at or registered_at
    internal = deadline(terms.resolution, start, calendar, _for_level(level, terms, waits), as_of=as_of)
    first = deadline(terms.first_answer, start, calendar) if terms.first_answer else None
    legal = None
    if request_type is not None:
        kind = profile.request_type(request_type)
        if kind.term is not None:
            stops = waits if kind.pausable else ()
            legal = deadline(kind.term, registered_at, calendar, stops, as_of=as_of)
    return CaseClocks(internal, first, legal)


def ended_by_raise(pauses: Iterable[Pause], raised_at: datetime) -> tuple[Pause, ...]:
    """Return the pauses as they stand once the case was raised to critical: none runs beyond it."""
    return tuple(
        Pause(pause.start, raised_at if pause.end is None else min(pause.end, raised_at))
        for pause in pauses
        if pause.start < raised_at
    )


def late_opening_warning(terms: LevelTerms, opened_at: datetime, calendar: BusinessCalendar) -> str | None:
    """Return a Spanish warning when the first answer falls due after the office closes, else None.

    By when it is due stands beside it everywhere, and is not said again. The first answer runs in elapsed
    hours, so someone must stay or be on call (training manual 5.2).
    """
    if terms.first_answer is None:
        return None
    openings = calendar.openings(calendar.local_date(opened_at))
    due = deadline(terms.first_answer, opened_at, calendar).due
    if not openings or not openings[0][0] <= opened_at < openings[-1][1]:
        return QT_TRANSLATE_NOOP(
            "core",
            "La oficina está cerrada: alguien debe estar de guardia para la primera respuesta.",
        )
    closing = openings[-1][1]
    if due <= closing:
        return None
    return QT_TRANSLATE_NOOP(
        "core",
        "Faltan {left} para el cierre: la primera respuesta vence después de cerrar la oficina.",
    ).format(left=span(closing - opened_at))


def _for_level(level: Level, terms: LevelTerms, waits: tuple[Pause, ...]) -> tuple[Pause, ...]:
    if level is Level.CRITICAL:
        return ()
    return waits if terms.pausable or not terms.resolution.elapsed else ()

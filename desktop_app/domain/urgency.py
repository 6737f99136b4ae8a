"""How a case's urgency reads: the kind of its badge, and the words on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from desktop_app.domain.labels import label
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState, Level


class Urgency(StrEnum):
    """Kinds of badge, most urgent first."""

    CRITICAL = "critical"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    ON_TIME = "on_time"
    PAUSED = "paused"
    RESOLVED = "resolved"
    CLOSED = "closed"
    WITHOUT_TERM = "without_term"


@dataclass(frozen=True, slots=True)
class Clocks:
    """What the badge of a case depends on; moments in the office's zone."""

    state: CaseState
    level: Level
    due: datetime | None = None
    warn: datetime | None = None
    first_answer_due: datetime | None = None
    first_answer: datetime | None = None
    internal_due: datetime | None = None
    paused_since: datetime | None = None
    resolved: datetime | None = None
    check_in: datetime | None = None
    """When a critical case is looked at again; None says that it has no next check-in."""
    name: str = ""
    """What the municipality calls the state; without it the original name stands on the badge."""


@dataclass(frozen=True, slots=True)
class Badge:
    """The kind and the Spanish words of a badge."""

    kind: Urgency
    text: str


def badge(clocks: Clocks, now: datetime) -> Badge:
    """Return the badge of a case at ``now``; every case has one."""
    if clocks.state in (CaseState.CLOSED, CaseState.VOIDED, CaseState.RESOLVED):
        return _finished(clocks)
    overdue = clocks.due is not None and _reached(clocks.due, now)
    if clocks.level is Level.CRITICAL:
        return _critical(clocks, now)
    if overdue and clocks.due is not None:
        words = QT_TRANSLATE_NOOP("core", "Venció hace {time}").format(time=rough(_between(clocks.due, now)))
        return Badge(Urgency.OVERDUE, words)
    # A pause need not stop every clock: one that goes on running is told when it comes near its end.
    if clocks.due is not None and clocks.warn is not None and _reached(clocks.warn, now):
        return Badge(Urgency.DUE_SOON, _due_words(clocks.due, now))
    if clocks.state is CaseState.WAITING_CITIZEN and clocks.paused_since is not None:
        words = QT_TRANSLATE_NOOP("core", "En pausa · {time}").format(
            time=rough(_between(clocks.paused_since, now))
        )
        return Badge(Urgency.PAUSED, words)
    if clocks.due is None:
        return Badge(Urgency.WITHOUT_TERM, QT_TRANSLATE_NOOP("core", "Sin plazo"))
    return Badge(
        Urgency.ON_TIME,
        QT_TRANSLATE_NOOP("core", "Quedan {time}").format(time=rough(_between(now, clocks.due))),
    )


def _critical(clocks: Clocks, now: datetime) -> Badge:
    first = clocks.first_answer_due
    if first is not None and clocks.first_answer is None:
        if _reached(first, now):
            words = QT_TRANSLATE_NOOP("core", "1.ª resp. venció hace {time}").format(
                time=rough(_between(first, now))
            )
        else:
            words = QT_TRANSLATE_NOOP("core", "1.ª resp. en {time}").format(
                time=countdown(_between(now, first))
            )
    elif clocks.due is not None and _reached(clocks.due, now):
        words = QT_TRANSLATE_NOOP("core", "Crítico · venció hace {time}").format(
            time=rough(_between(clocks.due, now))
        )
    elif clocks.check_in is None:
        words = QT_TRANSLATE_NOOP("core", "Crítico · falta revisión")
    elif _reached(clocks.check_in, now):
        words = QT_TRANSLATE_NOOP("core", "Crítico · revisar hace {time}").format(
            time=rough(_between(clocks.check_in, now))
        )
    elif clocks.due is not None:
        words = QT_TRANSLATE_NOOP("core", "Crítico · quedan {time}").format(
            time=rough(_between(now, clocks.due))
        )
    else:
        words = QT_TRANSLATE_NOOP("core", "Crítico")
    return Badge(Urgency.CRITICAL, words)


def _finished(clocks: Clocks) -> Badge:
    name = clocks.name or label(clocks.state)
    if clocks.state is CaseState.VOIDED:
        return Badge(Urgency.CLOSED, name)
    if clocks.state is CaseState.RESOLVED:
        return Badge(Urgency.RESOLVED, QT_TRANSLATE_NOOP("core", "Por confirmar"))
    if clocks.internal_due is None or clocks.resolved is None:
        return Badge(Urgency.CLOSED, name)
    if _reached(clocks.resolved, clocks.internal_due):
        return Badge(Urgency.CLOSED, QT_TRANSLATE_NOOP("core", "{state} a tiempo").format(state=name))
    return Badge(Urgency.CLOSED, QT_TRANSLATE_NOOP("core", "{state} tarde").format(state=name))


def _due_words(due: datetime, now: datetime) -> str:
    if due.date() == now.date():
        return QT_TRANSLATE_NOOP("core", "Vence hoy {hour}").format(hour=f"{due:%H:%M}")
    if due.date() == now.date() + timedelta(days=1):
        return QT_TRANSLATE_NOOP("core", "Vence mañana {hour}").format(hour=f"{due:%H:%M}")
    return QT_TRANSLATE_NOOP("core", "Vence en {time}").format(time=rough(_between(now, due)))


def _between(earlier: datetime, later: datetime) -> timedelta:
    # In UTC: two moments of one daylight-saving zone differ and compare by wall clock.
    return later.astimezone(UTC) - earlier.astimezone(UTC)


def _reached(moment: datetime, now: datetime) -> bool:
    return _between(moment, now) >= timedelta()


def rough(length: timedelta) -> str:
    """Return a length in its largest sensible unit: "25 min", "31 h", "3 d"."""
    minutes = max(0, int(length.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 48 else f"{hours // 24} d"


def countdown(length: timedelta) -> str:
    """Return hours and minutes with two digits each: "00:47"."""
    minutes = max(0, int(length.total_seconds() // 60))
    return f"{minutes // 60:02d}:{minutes % 60:02d}"

"""What a case may do and how it reads, written a second time from the design's tables, for the tests alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

# Every step of the table of states; "" is a case that does not exist yet.
TABLE = {
    "": "registered resolved",
    "registered": "referred in_progress resolved voided",
    "referred": "in_progress registered referred resolved voided",
    "in_progress": "waiting_citizen referred resolved voided",
    "waiting_citizen": "in_progress resolved voided",
    "resolved": "closed reopened",
    "closed": "reopened",
    "reopened": "in_progress referred waiting_citizen resolved voided",
    "voided": "reopened",
}
ENDS = ("closed", "voided")
OVER = ("resolved", *ENDS)
NEED_A_REASON = ("waiting_citizen", "voided", "reopened")
WORKS_ON_CASES = ("clerk", "official", "supervisor")
ASSIGNS_CASES = ("supervisor",)


def may_follow(state: str, to: str) -> bool:
    return to in TABLE[state].split()


@dataclass
class Told:
    """What the row of a case tells; moments in seconds since 1970."""

    state: str
    level: str
    internal: int | None
    first: int | None
    legal: int | None
    warn: int | None
    first_answer: int | None
    paused: int | None
    resolved: int | None
    check: int | None = None


SQL = (
    "SELECT state, level, due_internal, due_first, due_legal, warn_at, first_answer, paused_at, resolved, "
    "next_action_at "
    "FROM case_file f JOIN entity e ON e.id = f.id WHERE e.uid = ?"
)


def badge_of(told: Told, now: int, zone: ZoneInfo) -> tuple[str, str]:
    """Return the kind and the words of the badge that the design's table of badges asks for."""
    if told.state == "voided":
        return "closed", "Anulado"
    if told.state == "resolved":
        return "resolved", "Por confirmar"
    if told.state == "closed":
        if told.internal is None or told.resolved is None:
            return "closed", "Cerrado"
        return "closed", "Cerrado a tiempo" if told.resolved <= told.internal else "Cerrado tarde"
    unanswered = told.first if told.first_answer is None else None
    ends = [each for each in (told.internal, unanswered, told.legal) if each is not None]
    due = min(ends) if ends else None
    if told.level == "critical":
        return "critical", _critical_words(unanswered, due, told.check, now)
    if due is not None and now >= due:
        return "overdue", f"Venció hace {_length(now - due)}"
    if due is not None and told.warn is not None and now >= told.warn:
        return "due_soon", _soon_words(due, now, zone)
    if told.state == "waiting_citizen":
        return "paused", f"En pausa · {_length(now - (told.paused or now))}"
    if due is None:
        return "without_term", "Sin plazo"
    return "on_time", f"Quedan {_length(due - now)}"


def _critical_words(first: int | None, due: int | None, check: int | None, now: int) -> str:
    if first is not None:
        if now >= first:
            return f"1.ª resp. venció hace {_length(now - first)}"
        minutes = (first - now) // 60
        return f"1.ª resp. en {minutes // 60:02}:{minutes % 60:02}"
    if due is not None and now >= due:
        return f"Crítico · venció hace {_length(now - due)}"
    if check is None:
        return "Crítico · falta revisión"
    if now >= check:
        return f"Crítico · revisar hace {_length(now - check)}"
    return "Crítico" if due is None else f"Crítico · quedan {_length(due - now)}"


def _soon_words(due: int, now: int, zone: ZoneInfo) -> str:
    at, today = datetime.fromtimestamp(due, zone), datetime.fromtimestamp(now, zone)
    if at.date() == today.date():
        return f"Vence hoy {at.hour:02}:{at.minute:02}"
    if at.date() - timedelta(days=1) == today.date():
        return f"Vence mañana {at.hour:02}:{at.minute:02}"
    return f"Vence en {_length(due - now)}"


def _length(seconds: int) -> str:
    if seconds < 3600:
        # The other desk's clock may stand ahead: nothing has lasted less than no time.
        return f"{max(seconds, 0) // 60} min"
    return f"{seconds // 3600} h" if seconds < 48 * 3600 else f"{seconds // 86400} d"

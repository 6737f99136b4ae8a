"""The next check-in of a critical case: constant monitoring until it is closed (training manual 5.2)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP

LONGEST: Final = timedelta(hours=24)
"""A critical case is not left alone for longer than its whole term."""

UNANSWERED: Final = timedelta(hours=1)
ANSWERED: Final = timedelta(hours=4)
_LEAST: Final = timedelta(minutes=15)
_STEP: Final = 5

_AFTER = re.compile(
    r"\+\s*(?:(\d{1,2})\s*h(?:oras?)?\s*)?(?:(\d{1,3})\s*(?:m(?:in(?:utos?)?)?)?)?", re.IGNORECASE
)
_AT = re.compile(
    r"(?:(hoy|ma[nñ]ana)\s+|(\d{1,2})/(\d{1,2})(?:/(\d{4}))?\s+)?(?:a las\s+)?(\d{1,2})(?:[:.h](\d{2}))?(?:\s*h)?",
    re.IGNORECASE,
)


def preset(now: datetime, first_due: datetime | None, due: datetime | None) -> datetime:
    """Return when to look at a critical case again; ``now`` is local, ``first_due`` of an answer not given yet.

    Until the first answer within the hour, and by half of what is left of its time; later every four hours,
    not beyond the case's due moment.
    """
    if first_due is not None:
        wait = min(UNANSWERED, _ahead(first_due, now) / 2)
    else:
        left = _ahead(due, now) if due is not None else ANSWERED
        wait = min(ANSWERED, left) if left > timedelta() else ANSWERED
    moment = (now.astimezone(UTC) + max(wait, _LEAST)).replace(second=0, microsecond=0)
    return (moment - timedelta(minutes=moment.minute % _STEP)).astimezone(now.tzinfo)


def read_check(typed: str, now: datetime) -> datetime:
    """Read "+1h", "+30 min", "14:30", "mañana 9:00" or "24/11 9:00"; ``now`` is local.

    Raises InvalidInput (``next_check``) for anything else, and where ``checked`` does.
    """
    text = " ".join(typed.split())
    after = _AFTER.fullmatch(text)
    if after is not None and (after.group(1) or after.group(2)):
        wait = timedelta(hours=int(after.group(1) or 0), minutes=int(after.group(2) or 0))
        return checked(_after(now, wait), now)
    at = _AT.fullmatch(text)
    if at is None:
        raise _unread()
    day = _day(at, now)
    hour, minute = int(at.group(5)), int(at.group(6) or 0)
    if hour > 23 or minute > 59:
        raise _unread()
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=now.tzinfo)
    return checked(moment, now)


def checked(moment: datetime, now: datetime) -> datetime:
    """Return the moment. Raises InvalidInput unless it lies ahead, and not further than a day."""
    if _ahead(moment, now) <= timedelta():
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "La próxima revisión debe quedar por delante: escriba otra hora."),
            field="next_check",
        )
    if _ahead(moment, now) > LONGEST:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "La próxima revisión de un caso crítico no puede quedar a más de {hours} horas."
            ),
            field="next_check",
            hours=int(LONGEST.total_seconds()) // 3600,
        )
    return moment


def missing() -> InvalidInput:
    """Return the refusal of leaving a critical case without a next check-in."""
    return InvalidInput(
        QT_TRANSLATE_NOOP("core", "Un caso crítico necesita la hora de su próxima revisión."),
        field="next_check",
    )


def check_words(moment: datetime, now: datetime) -> str:
    """Return a moment as it may be typed: "14:30", "mañana 09:00", "24/11 09:00"."""
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    if moment.date() == now.date() + timedelta(days=1):
        return QT_TRANSLATE_NOOP("core", "mañana {hour}").format(hour=f"{moment:%H:%M}")
    return f"{moment:%d/%m %H:%M}"


def _ahead(moment: datetime, now: datetime) -> timedelta:
    # In UTC: two moments of one daylight-saving zone differ by wall clock.
    return moment.astimezone(UTC) - now.astimezone(UTC)


def _after(now: datetime, wait: timedelta) -> datetime:
    return (now.astimezone(UTC) + wait).astimezone(now.tzinfo)


def _day(found: re.Match[str], now: datetime) -> date:
    word, day, month, year = found.group(1, 2, 3, 4)
    if word is not None:
        return now.date() + timedelta(days=0 if word.lower() == "hoy" else 1)
    if day is None:
        return now.date()
    try:
        named = date(int(year or now.year), int(month), int(day))
    except ValueError as error:
        raise _unread() from error
    # "01/01 9:00" on the last day of a year is tomorrow.
    early = year is None and named < now.date()
    return named.replace(year=named.year + 1, day=min(named.day, 28)) if early else named


def _unread() -> InvalidInput:
    return InvalidInput(
        QT_TRANSLATE_NOOP("core", "Escriba la próxima revisión como +1h, 14:30, mañana 9:00 o 24/11 9:00."),
        field="next_check",
    )

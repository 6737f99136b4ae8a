"""How moments, days and durations are written and read on the screen."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.dates import MONTHS, WEEKDAYS_LONG
from desktop_app.domain.urgency import countdown

_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})?")
_SEPARATED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?")
_OFFSET = re.compile(r"([+-])(\d{1,4})")
_HOUR = re.compile(r"(\d{1,2})(?::|h)?(\d{2})?")
_CENTURY = 100


def weekdays() -> tuple[str, ...]:
    """Return the short names of the days, Monday first."""
    return (
        QCoreApplication.translate("Formats", "lun"),
        QCoreApplication.translate("Formats", "mar"),
        QCoreApplication.translate("Formats", "mié"),
        QCoreApplication.translate("Formats", "jue"),
        QCoreApplication.translate("Formats", "vie"),
        QCoreApplication.translate("Formats", "sáb"),
        QCoreApplication.translate("Formats", "dom"),
    )


def day_text(day: date) -> str:
    """Return a day as ``lun 24/11/2025``."""
    return f"{weekdays()[day.weekday()]} {day:%d/%m/%Y}"


def long_moment_text(moment: datetime) -> str:
    """Return a moment as it is spoken: "miércoles 26 de noviembre a las 10:42"."""
    return QCoreApplication.translate("Formats", "{weekday} {day} de {month} a las {hour}").format(
        weekday=WEEKDAYS_LONG[moment.weekday()],
        day=moment.day,
        month=MONTHS[moment.month - 1],
        hour=f"{moment:%H:%M}",
    )


def moment_text(moment: datetime) -> str:
    """Return a local moment as ``lun 24/11/2025 10:42``."""
    return f"{day_text(moment)} {moment:%H:%M}"


def near_moment_text(moment: datetime, now: datetime) -> str:
    """Return the hour alone for a moment of today, day and hour for another; both local."""
    return f"{moment:%H:%M}" if moment.date() == now.date() else moment_text(moment)


def stopwatch_text(seconds: int) -> str:
    """Return a running time as ``02:13``, from an hour on as ``1:02:13``."""
    hours, rest = divmod(max(seconds, 0), 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def countdown_text(seconds: int) -> str:
    """Return hours and minutes left as ``00:47``, whole minutes, as the badges tell them."""
    return countdown(timedelta(seconds=seconds))


def fold(text: str) -> str:
    """Return text for comparing: lower case, without accents."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def parse_day(text: str, today: date) -> date | None:
    """Read ``24/11``, ``24112025``, ``hoy``, ``mañana``, ``ayer`` or ``+3`` (days from today).

    A day without a year lies in the current one. Returns None when the text is no day.
    """
    wanted = fold(text.strip())
    words = {"hoy": 0, "manana": 1, "ayer": -1}
    if wanted in words:
        return today + timedelta(days=words[wanted])
    offset = _OFFSET.fullmatch(wanted)
    if offset:
        return today + timedelta(days=int(offset.group(2)) * (1 if offset.group(1) == "+" else -1))
    found = _COMPACT.fullmatch(wanted) or _SEPARATED.fullmatch(wanted)
    if found is None:
        return None
    year = int(found.group(3)) if found.group(3) else today.year
    if year < _CENTURY:
        year += today.year // _CENTURY * _CENTURY
    try:
        return date(year, int(found.group(2)), int(found.group(1)))
    except ValueError:
        return None


def parse_moment(text: str, now: datetime, *, ends: bool = False) -> datetime | None:
    """Read a day (see ``parse_day``), an hour of today (``14:00``), or both (``24/11 14:00``), local as ``now``.

    A day alone is its beginning, with ``ends`` its end: the midnight after it. ``ahora`` is ``now``.
    Returns None when the text is no moment.
    """
    parts = fold(text).split()
    if parts == ["ahora"]:
        return now
    hour: time | None = None
    if len(parts) == 2 or (len(parts) == 1 and ":" in parts[0]):
        found = _HOUR.fullmatch(parts.pop())
        if found is None or int(found.group(1)) > 23 or int(found.group(2) or 0) > 59:
            return None
        hour = time(int(found.group(1)), int(found.group(2) or 0))
    if len(parts) > 1:
        return None
    day = parse_day(parts[0], now.date()) if parts else now.date()
    if day is None or (hour is None and not parts):
        return None
    if hour is None and ends:
        day += timedelta(days=1)
    return datetime.combine(day, hour or time(), tzinfo=now.tzinfo)


def short_day(day: date, today: date) -> str:
    """Return ``lun 24/11``, with the year when it is another one."""
    return f"{weekdays()[day.weekday()]} {day:%d/%m}" if day.year == today.year else day_text(day)


def until_words(until: datetime, now: datetime) -> str:
    """Return until when somebody is away; midnight belongs to the day that it ends. Both local."""
    if until.hour == until.minute == 0:
        last = (until - timedelta(minutes=1)).date()
        if last == now.date():
            return QCoreApplication.translate("Formats", "todo el día")
        return QCoreApplication.translate("Formats", "hasta {when}").format(when=short_day(last, now.date()))
    when = f"{until:%H:%M}"
    if until.date() != now.date():
        when = f"{short_day(until.date(), now.date())} {when}"
    return QCoreApplication.translate("Formats", "hasta {when}").format(when=when)

"""Dates and spans as the screens write them; our own tables, no locale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

WEEKDAYS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")
WEEKDAYS_LONG = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "setiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip


def weekday_date(day: date) -> str:
    """Return "vie 07/08/2026"."""
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m}/{day.year:04d}"


def weekday_moment(local: datetime) -> str:
    """Return "vie 07/08/2026 16:30" for a moment that is already in the office's zone."""
    return f"{weekday_date(local)} {local:%H:%M}"


def short_weekday_date(day: date, year: int) -> str:
    """Return "jue 30/07", with the year when it is another one."""
    return weekday_date(day) if day.year != year else f"{WEEKDAYS[day.weekday()]} {day:%d/%m}"


def span(length: timedelta) -> str:
    """Return "6 h", "6 h 30 min", "45 min" or "30 s", whole seconds, the smallest part only if needed."""
    seconds = length // timedelta(seconds=1)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [f"{hours} h"] if hours else []
    if minutes:
        parts.append(f"{minutes} min")
    if not parts:
        return f"{seconds} s"
    return " ".join(parts)


def enumeration(items: Sequence[str], conjunction: str = "y") -> str:
    """Return "a", "a y b", "a, b y c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"

"""Numbers, terms and moments as a reader of Spanish expects them.

Numbers follow the Real Academia's orthography: decimal comma, and groups of three parted by a space
(one that does not break) from five digits on.
"""

from __future__ import annotations

from datetime import date, datetime

from desktop_app.domain.text import QT_TRANSLATE_NOOP

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
WEEKDAYS = (
    QT_TRANSLATE_NOOP("core", "lunes"),
    QT_TRANSLATE_NOOP("core", "martes"),
    QT_TRANSLATE_NOOP("core", "miércoles"),
    QT_TRANSLATE_NOOP("core", "jueves"),
    QT_TRANSLATE_NOOP("core", "viernes"),
    QT_TRANSLATE_NOOP("core", "sábado"),
    QT_TRANSLATE_NOOP("core", "domingo"),
)
SHORT_WEEKDAYS = tuple(name[:3] for name in WEEKDAYS)


def integer(value: int) -> str:
    """Return a whole number: ``1234``, ``12 345``, ``−7``."""
    digits = str(abs(value))
    if len(digits) > 4:
        digits = f"{abs(value):,}".replace(",", NBSP)
    return (MINUS if value < 0 else "") + digits


def decimal(value: float, places: int = 1) -> str:
    """Return a number with a decimal comma and a fixed count of places; zero has no sign."""
    rounded = round(value, places)
    whole, _, fraction = f"{abs(rounded):.{places}f}".partition(".")
    sign = MINUS if rounded < 0 else ""
    return sign + integer(int(whole)) + ("," + fraction if fraction else "")


def percent(part: float | None, places: int = 1) -> str:
    """Return a fraction (0.021) as ``2,1 %``; None, nothing to divide by, as a dash."""
    return "–" if part is None else decimal(part * 100, places) + NBSP + "%"


def signed(value: int) -> str:
    """Return a difference with its sign: ``+12``, ``−3``, ``0``."""
    return ("+" if value > 0 else "") + integer(value)


def counted(value: int, one: str, many: str) -> str:
    """Return a count with its noun: ``1 caso``, ``7 casos``."""
    return f"{integer(value)}{NBSP}{one if value == 1 else many}"


def hours(value: float | None) -> str:
    """Return hours in the unit that reads best: ``45 min``, ``6,5 h``, ``3,2 días``; None as a dash."""
    if value is None:
        return "–"
    if value < 1:
        return f"{decimal(value * 60, 1 if value * 60 < 9.95 else 0)}{NBSP}min"
    if value < 72:
        return f"{decimal(value)}{NBSP}h"
    return f"{decimal(value / 24, 1 if value / 24 < 99.95 else 0)}{NBSP}días"


def minutes_and_seconds(seconds: float | None) -> str:
    """Return a duration in seconds as ``03:12 min``; from one hour on ``1:05 h``; None as a dash."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    if whole < 3600:
        return f"{whole // 60:02d}:{whole % 60:02d}{NBSP}min"
    return f"{whole // 3600}:{whole % 3600 // 60:02d}{NBSP}h"


def day(value: date) -> str:
    """Return a day as ``lun 24/11/2025``."""
    return f"{SHORT_WEEKDAYS[value.weekday()]}{NBSP}{value:%d/%m/%Y}"


def moment(value: datetime) -> str:
    """Return a local moment as ``lun 24/11/2025 10:42``."""
    return f"{day(value)}{NBSP}{value:%H:%M}"


def short_moment(value: datetime) -> str:
    """Return a local moment within a known year as ``24/11 10:42``."""
    return f"{value:%d/%m}{NBSP}{value:%H:%M}"


def listing(words: list[str]) -> str:
    """Return words joined as a sentence does: ``a, b y c`` (``e`` before the sound i)."""
    if len(words) < 2:
        return "".join(words)
    last = words[-1]
    sound = last.lower()
    joint = "e" if sound.startswith(("i", "í", "hi")) and not sound.startswith(("hie", "hia")) else "y"
    return f"{', '.join(words[:-1])} {joint} {last}"

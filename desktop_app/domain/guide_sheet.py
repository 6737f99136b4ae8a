"""Guide sheets: how their parts are called and read, and when somebody should look at them again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from desktop_app.domain.text import QT_TRANSLATE_NOOP

FIELDS: Final = (
    "requirements", "cost", "term", "where", "hours", "legal_basis", "valid_from", "reviewed_on", "owner",
)  # fmt: skip
"""Parts of a guide sheet, in the order in which they are read to the citizen (AUM-010-040)."""

_CONTENT: Final = FIELDS[:6]

TITLES: Final = {
    "requirements": QT_TRANSLATE_NOOP("core", "Requisitos"),
    "cost": QT_TRANSLATE_NOOP("core", "Costo"),
    "term": QT_TRANSLATE_NOOP("core", "Plazo"),
    "where": QT_TRANSLATE_NOOP("core", "Dónde"),
    "hours": QT_TRANSLATE_NOOP("core", "Horario"),
    "legal_basis": QT_TRANSLATE_NOOP("core", "Base legal"),
    "valid_from": QT_TRANSLATE_NOOP("core", "Vigente desde"),
    "reviewed_on": QT_TRANSLATE_NOOP("core", "Revisado el"),
    "owner": QT_TRANSLATE_NOOP("core", "Responsable de la ficha"),
}
"""What each part is called on the screen and on paper."""

REVIEW_DAYS: Final = 365
"""A sheet that nobody has looked at for longer than this asks for a review."""


class Due(StrEnum):
    """Why somebody should look at a sheet, the most pressing first."""

    BEGAN = "began"
    """It began to rule after it was last read."""
    NEVER = "never"
    OLD = "old"
    WAITING = "waiting"
    """It rules from a day to come: until then the one before is told."""
    EMPTY = "empty"
    """There is nothing on it yet."""


_NUMBERING = re.compile(r"\s*(?:\d{1,2}\s*[.)\-–]|[-–•*])\s+")
_SPANISH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True, slots=True)
class PrintableSheet:
    """What a citizen takes home: every text as it is read, moments local.

    ``facts`` are (heading, text) pairs; ``contact`` the lines that say where the unit is. ``mark`` says that
    this is the sheet of another day.
    """

    municipality: str
    office: str
    title: str
    kind: str
    unit: str
    contact: tuple[str, ...]
    requirements: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    made_at: datetime
    mark: str = ""


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def requirement_lines(text: str) -> tuple[str, ...]:
    """Return one requirement a line, without the numbers or bullets they were typed with."""
    return tuple(
        _NUMBERING.sub("", line, count=1) if _NUMBERING.match(line) else line for line in lines_of(text)
    )


def written_day(text: str) -> date | None:
    """Read a day as sheets hold it, ``24/11/2026`` or ``2026-11-24``; None for anything else."""
    found = _SPANISH_DAY.fullmatch(text.strip())
    try:
        if found:
            return date(int(found.group(3)), int(found.group(2)), int(found.group(1)))
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def day_as_written(day: date) -> str:
    """Return a day as sheets hold it."""
    return f"{day:%d/%m}/{day.year:04d}"


def review_due(reviewed_on: str, today: date) -> bool:
    """Tell whether a sheet was never reviewed, or not within a year."""
    day = written_day(reviewed_on)
    return day is None or (today - day).days > REVIEW_DAYS


def why_due(sheet: Mapping[str, Any], coming: Mapping[str, Any] | None, today: date) -> Due | None:
    """Return why a sheet asks for a look, or None; ``coming`` is the one that waits for its day."""
    latest = sheet if coming is None else coming
    if not any(str(latest.get(name) or "").strip() for name in _CONTENT):
        return Due.EMPTY
    reviewed, starts = _day(latest, "reviewed_on"), _day(latest, "valid_from")
    if reviewed is None:
        return Due.NEVER
    if starts is not None and reviewed < starts <= today:
        return Due.BEGAN
    if review_due(str(latest.get("reviewed_on") or ""), today):
        return Due.OLD
    return Due.WAITING if coming is not None else None


def due_since(sheet: Mapping[str, Any], why: Due) -> date | None:
    """Return the day that goes with a reason: of the last review, or from which the sheet rules."""
    return _day(
        sheet, {Due.OLD: "reviewed_on", Due.BEGAN: "valid_from", Due.WAITING: "valid_from"}.get(why, "")
    )


def _day(sheet: Mapping[str, Any], name: str) -> date | None:
    return written_day(str(sheet.get(name) or ""))

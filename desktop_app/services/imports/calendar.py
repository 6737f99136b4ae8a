"""The office's calendar from a file: weekly hours, decreed days, holidays that are worked.

A TOML file; every part may be left out::

    [week]                       # "" is closed; the days that are not named stay as they are
    lunes = "08:00-12:30, 13:30-16:30"
    sábado = ""

    [[day]]
    date = 2026-12-24
    name = "Nochebuena"
    hours = "08:00-12:00"        # without hours the office is closed

    [[day]]
    date = 2026-08-06
    ordinary = true              # a holiday that this municipality works
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from desktop_app.domain.cleaning import clean_line
from desktop_app.domain.dates import WEEKDAYS_LONG
from desktop_app.domain.errors import EnvironmentFault, InvalidInput
from desktop_app.domain.folded import folded
from desktop_app.domain.hours import format_hours, parse_hours
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import settings
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.system.toml import read_toml

_DAYS = {folded(name): number for number, name in enumerate(WEEKDAYS_LONG)}


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A date with its own rule; ``ordinary`` takes the rule away."""

    day: date
    name: str
    hours: str
    ordinary: bool


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a calendar file says: hours by weekday (0 = Monday), and special days."""

    week: dict[int, str]
    days: tuple[SpecialDay, ...]


def read_calendar(path: Path) -> CalendarFile:
    """Read a calendar file. Raises InvalidInput naming the entry, EnvironmentFault."""
    try:
        data = read_toml(path)
    except InvalidInput as error:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El archivo {file} no se entiende como calendario: {problem}."),
            file=path.name,
            problem=str(error),
        ) from error
    except (FileNotFoundError, IsADirectoryError) as error:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "No existe el archivo {file}. Revise el nombre y la carpeta."),
            file=str(path),
        ) from error
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "No se pudo leer el archivo {file}."), file=str(path)
        ) from error
    unknown = sorted(set(data) - {"week", "day"})
    if unknown:
        raise _refused(unknown[0])
    week, days = data.get("week", {}), data.get("day", [])
    if not isinstance(week, dict) or not isinstance(days, list):
        raise _refused("week / day")
    return CalendarFile(
        {_weekday(name): _hours(hours, name) for name, hours in week.items()},
        tuple(_special(entry, number) for number, entry in enumerate(days, 1)),
    )


def write_calendar(ctx: Context, calendar: CalendarFile) -> int:
    """Write what a calendar file says, all of it or nothing; return how many entries there were.

    Open cases keep their due moments: moving them is a decision of its own. Raises NotAllowed.
    """
    require(ctx.actor, Permission.EDIT_SETTINGS)
    with ctx.store.transaction():
        if calendar.week:
            now = {day: format_hours(hours) for day, hours in enumerate(ctx.calendar.week)}
            stored = {str(day): hours for day, hours in {**now, **calendar.week}.items()}
            settings.change_settings(ctx, {"office.week": stored})
        for special in calendar.days:
            if special.ordinary:
                settings.clear_day(ctx, special.day)
            else:
                settings.set_day(ctx, special.day, special.name, special.hours)
    ctx.cache.invalidate()
    return len(calendar.week) + len(calendar.days)


def _weekday(name: str) -> int:
    day = _DAYS.get(folded(name))
    if day is None:
        raise _refused(name)
    return day


def _hours(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise _refused(where)
    return format_hours(parse_hours(value))


def _special(entry: Any, number: int) -> SpecialDay:
    where = f"[[day]] {number}"
    if not isinstance(entry, dict) or set(entry) - {"date", "name", "hours", "ordinary"}:
        raise _refused(where)
    day, ordinary = entry.get("date"), entry.get("ordinary", False)
    if not isinstance(day, date) or isinstance(day, datetime) or not isinstance(ordinary, bool):
        raise _refused(where)
    name = clean_line(str(entry.get("name", "")), "name") or ""
    if not name and not ordinary:
        raise _refused(where)
    return SpecialDay(day, name, _hours(entry.get("hours", ""), where), ordinary)


def _refused(where: str) -> InvalidInput:
    return InvalidInput(
        QT_TRANSLATE_NOOP(
            "core",
            "El calendario no se cambió: revise «{where}». Cada día lleva date y name, y si abre, hours; "
            'la semana se escribe por días (lunes = "08:00-16:30").',
        ),
        where=where,
    )

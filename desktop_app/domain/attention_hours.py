"""When a unit or a person attends, read from the words people write: "Lunes a viernes de 08:00 a 16:00".

What cannot be read with certainty is not guessed: the office's calendar holds then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from desktop_app.domain.calendar import BusinessCalendar
from desktop_app.domain.dates import WEEKDAYS_LONG
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folded import folded
from desktop_app.domain.hours import Hours, checked_hours

Week = tuple[tuple[Hours, ...], ...]
"""Hours by weekday, Monday first; always seven."""

_NAMES: Final = {
    name: day
    for day, long in enumerate(WEEKDAYS_LONG)
    for name in (folded(long), folded(long)[:3], folded(long).rstrip("s") + "s")
}
_DAY: Final = "|".join(sorted(_NAMES, key=len, reverse=True))
_DAYS = re.compile(
    rf"(?:de |del |los |el |y |e )*(?:(?P<all>todos los dias|diario|diariamente)|(?P<first>{_DAY})\b\.?"
    rf"(?: ?(?:a|al|-|hasta) ?(?:el )?(?P<last>{_DAY})\b\.?)?)"
)
_CLOCK: Final = r"(\d{1,2})(?:[:.h](\d{2}))?(?: ?h(?:rs?|oras)?\.?)? ?(am|pm|m\b)?"
_STRETCH = re.compile(rf"(?:de |desde )?(?:las )?{_CLOCK} ?(?:a|-|hasta) ?(?:las )?{_CLOCK}")
_BETWEEN = re.compile(r"(?:\s|[,;/:]|\b[ye]\b)*")
_HALF = re.compile(r"\b([ap])\. ?m\b\.?")
_ALWAYS = re.compile(
    r"(?:atencion |atiende |abierto )?(?:las )?24 (?:horas|h|hrs)(?: del dia)?(?:,? todos los dias)?"
)
_LONGEST: Final = 200
_LOOK_AHEAD: Final = 14


@lru_cache(maxsize=512)
def read_week(text: str) -> Week | None:
    """Return the weekly hours that a text tells, or None when any of it is not understood.

    "08:00-16:00" without days is Monday to Friday: whoever opens at the weekend says so.
    """
    rest = _plain(text)
    if not rest or len(rest) > _LONGEST:
        return None
    if _ALWAYS.fullmatch(rest):
        return ((Hours(0, 24 * 60),),) * 7
    week: dict[int, list[Hours]] = {}
    while rest:
        days, rest = _days(rest)
        stretches, rest = _stretches(rest)
        if not stretches:
            return None
        for day in days or range(5):
            if day in week and days:
                return None
            week.setdefault(day, []).extend(stretches)
        if not days and rest:
            return None
    try:
        return tuple(checked_hours(week.get(day, ())) for day in range(7))
    except InvalidInput:
        return None


def hours_on(week: Week | None, calendar: BusinessCalendar, day: date) -> tuple[Hours, ...]:
    """Return when somebody attends on a date: their own week, the office's without one; closed days are closed.

    A day on which the office closes by rule (a holiday) is closed for all who do not attend every day.
    """
    if week is not None and all(week):
        return week[day.weekday()]
    rule = calendar.rules.get(day)
    if rule is not None and rule.closed:
        return ()
    if week is not None:
        return week[day.weekday()]
    return rule.hours if rule is not None else calendar.week[day.weekday()]


def attends(week: Week | None, calendar: BusinessCalendar, moment: datetime) -> bool:
    """Tell whether somebody attends at a local moment; at the closing minute they no longer do."""
    minute = moment.hour * 60 + moment.minute
    return any(each.start <= minute < each.end for each in hours_on(week, calendar, moment.date()))


def next_day(week: Week | None, calendar: BusinessCalendar, moment: datetime) -> tuple[date, Hours] | None:
    """Return when somebody attends next, within a fortnight: the date and the stretch."""
    minute = moment.hour * 60 + moment.minute
    for ahead in range(_LOOK_AHEAD):
        day = moment.date() + timedelta(days=ahead)
        for stretch in hours_on(week, calendar, day):
            if ahead or stretch.start > minute:
                return day, stretch
    return None


def _plain(text: str) -> str:
    words = _HALF.sub(r"\1m", " ".join(folded(text).replace("–", "-").replace("—", "-").split()))
    return words.removeprefix("horario:").removeprefix("horario de atencion:").strip(" .")


def _days(text: str) -> tuple[list[int], str]:
    """Take the days off the beginning of a text."""
    days: list[int] = []
    while found := _DAYS.match(text):
        days += _span(found)
        text = text[found.end() :]
        text = _after(text)
    return days, text


def _span(found: re.Match[str]) -> Iterator[int]:
    if found["all"]:
        yield from range(7)
        return
    first = _NAMES[found["first"]]
    last = _NAMES[found["last"]] if found["last"] else first
    yield from range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1))


def _stretches(text: str) -> tuple[list[Hours], str]:
    """Take the hours off the beginning of a text."""
    hours: list[Hours] = []
    while found := _STRETCH.match(text):
        start = _minutes(found[1], found[2], found[3])
        end = _minutes(found[4], found[5], found[6])
        if start is None or end is None or start >= end:
            return [], text
        hours.append(Hours(start, end))
        text = text[found.end() :]
        text = _after(text)
    return hours, text


def _after(text: str) -> str:
    """Return a text without what stands between two days or stretches."""
    found = _BETWEEN.match(text)
    return text[found.end() :] if found else text


def _minutes(hour: str, minute: str | None, half: str | None) -> int | None:
    hours, minutes = int(hour), int(minute or 0)
    if half in ("am", "pm", "m"):
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half in ("pm", "m") else 0)
    if hours > 24 or minutes > 59 or (hours == 24 and minutes):
        return None
    return hours * 60 + minutes

"""Spans of days as people type them in a filter: ``hoy``, ``semana``, ``24/11``, ``24/11..30/11``, ``+3``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from desktop_app.domain.folded import folded
from desktop_app.domain.text import QT_TRANSLATE_NOOP

TODAY: Final = "hoy"
TOMORROW: Final = "mañana"
YESTERDAY: Final = "ayer"
WEEK: Final = "semana"
MONTH: Final = "mes"

WORDS: Final[dict[str, str]] = {
    TODAY: QT_TRANSLATE_NOOP("core", "en el día de hoy"),
    TOMORROW: QT_TRANSLATE_NOOP("core", "en el día de mañana"),
    YESTERDAY: QT_TRANSLATE_NOOP("core", "en el día de ayer"),
    WEEK: QT_TRANSLATE_NOOP("core", "de lunes a domingo de esta semana"),
    MONTH: QT_TRANSLATE_NOOP("core", "en este mes"),
}
"""The spans that move with the calendar, and what each means."""

_FOLDED: Final = {folded(word): word for word in WORDS}
_COMPACT: Final = re.compile(r"(\d{2})(\d{2})(\d{4})")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SEPARATED: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?")
_OFFSET: Final = re.compile(r"([+-])(\d{1,4})")
_CENTURY: Final = 100
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
_LEAP_YEARS: Final = 8
"""From one 29 February to the next there are never more years than this."""


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Days from ``first`` to ``last``, both inside; None is open. With ``word`` both follow from the day of reading."""

    first: date | None = None
    last: date | None = None
    word: str = ""

    def days(self, today: date) -> tuple[date | None, date | None]:
        """Return the first and the last day as seen from ``today``."""
        return _moving(self.word, today) if self.word else (self.first, self.last)

    def text(self) -> str:
        """Return what one would type for it."""
        if self.word:
            return self.word
        if self.first == self.last and self.first is not None:
            return _day_text(self.first)
        return f"{_day_text(self.first)}..{_day_text(self.last)}"


def read_span(typed: str, today: date, *, past: bool) -> DaySpan | None:
    """Return the days that a text means, None when it means none.

    A day without a year is the latest one that is not in the future for ``past``, else the one nearest to
    today. ``+3`` is from today on until three days from now, ``-7`` the seven days before today and today.
    """
    wanted = folded(typed.strip())
    word = _FOLDED.get(wanted)
    if word is not None:
        return DaySpan(word=word)
    if _OFFSET.fullmatch(wanted):
        return DaySpan(word=f"{wanted[0]}{int(wanted[1:])}")
    if ".." in wanted:
        return _range(wanted, today, past=past)
    day = _day(wanted, today, past=past)
    return DaySpan(day, day) if day is not None else None


def _range(wanted: str, today: date, *, past: bool) -> DaySpan | None:
    left, _, right = wanted.partition("..")
    ends = [_day(each.strip(), today, past=past) for each in (left, right)]
    if any(each is None and typed.strip() for each, typed in zip(ends, (left, right), strict=True)):
        return None
    first, last = ends
    if first is None and last is None:
        return None
    if first is not None and last is not None and first > last:
        # 28/12..03/01: the end lies in the year after; two whole dates the wrong way round mean the same days.
        return DaySpan(last, first) if _has_year(left) or _has_year(right) else _over_new_year(first, last)
    return DaySpan(first, last)


def _over_new_year(first: date, last: date) -> DaySpan | None:
    ends = _on(last.day, last.month, last.year + 1)
    return DaySpan(first, ends) if ends is not None else None


def _has_year(typed: str) -> bool:
    found = _SEPARATED.fullmatch(typed.strip())
    return found is None or found.group(3) is not None


def _day(wanted: str, today: date, *, past: bool) -> date | None:
    moved = {TODAY: 0, folded(TOMORROW): 1, YESTERDAY: -1}.get(wanted)
    if moved is not None:
        return today + timedelta(days=moved)
    if _OFFSET.fullmatch(wanted):
        return today + timedelta(days=int(wanted))
    iso = _ISO.fullmatch(wanted)
    if iso:
        return _on(int(iso[3]), int(iso[2]), int(iso[1]))
    found = _COMPACT.fullmatch(wanted) or _SEPARATED.fullmatch(wanted)
    if found is None:
        return None
    day, month = int(found[1]), int(found[2])
    if found[3]:
        year = int(found[3])
        return _on(day, month, year + today.year // _CENTURY * _CENTURY if year < _CENTURY else year)
    return _without_year(day, month, today, past=past)


def _without_year(day: int, month: int, today: date, *, past: bool) -> date | None:
    years = range(today.year - _LEAP_YEARS, today.year + _LEAP_YEARS + 1)
    found = [each for each in (_on(day, month, year) for year in years) if each is not None]
    if past:
        return max((each for each in found if each <= today), default=None)
    return min(found, key=lambda each: abs((each - today).days), default=None)


def _on(day: int, month: int, year: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moving(word: str, today: date) -> tuple[date | None, date | None]:
    if word in (TODAY, TOMORROW, YESTERDAY):
        day = today + timedelta(days={TODAY: 0, TOMORROW: 1, YESTERDAY: -1}[word])
        return day, day
    if word == WEEK:
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=6)
    if word == MONTH:
        first = today.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    other = today + timedelta(days=int(word))
    return min(today, other), max(today, other)


def _day_text(day: date | None) -> str:
    return f"{day:%d/%m}/{day.year:04d}" if day is not None else ""

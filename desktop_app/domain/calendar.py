"""The office's calendar: when it is open, and how much open time lies between two moments.

Every moment that goes in is timezone-aware, every moment that comes out is in UTC: arithmetic on two
moments of one daylight-saving zone silently counts wall-clock time. ``local`` brings one back to the
office's zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desktop_app.domain.errors import InvalidInput, UserError
from desktop_app.domain.hours import Hours, checked_hours
from desktop_app.domain.text import QT_TRANSLATE_NOOP

Opening = tuple[datetime, datetime]
"""One stretch of opening hours: from (included) until (the closing moment, not included), in UTC."""

ZERO = timedelta(0)
OUT_OF_RANGE = QT_TRANSLATE_NOOP("core", "La fecha queda fuera de los años que se pueden calcular.")
_LAST_DAY = date(9990, 1, 1).toordinal()
_FIRST_DAY = date(2, 1, 1).toordinal()
_AROUND = timedelta(hours=15)  # no zone is further than this from UTC


class NoOpeningHours(UserError):
    """The calendar has no opening at or after the day that was asked for."""


class MomentOutOfRange(InvalidInput):
    """A moment or a term leads outside the years that can be reckoned."""


@dataclass(frozen=True, slots=True)
class DayRule:
    """What one date does differently: closed (no hours) under a name, or special opening hours."""

    name: str
    hours: tuple[Hours, ...] = ()

    @property
    def closed(self) -> bool:
        """Tell whether the office does not open at all."""
        return not self.hours


class SkippedDay(NamedTuple):
    """A day without opening: ``name`` is the holiday's, or "" for a weekend day."""

    day: date
    name: str

    @property
    def is_holiday(self) -> bool:
        """Tell whether the weekly hours would have opened the office."""
        return bool(self.name)


class BusinessCalendar:
    """Weekly opening hours (0 = Monday), several a day allowed, and rules for single dates.

    Openings are cached per date, so an instance is meant to be kept. It never changes: ``with_rules``
    returns another one.
    """

    def __init__(
        self,
        zone: ZoneInfo,
        week: Mapping[int, Iterable[Hours]],
        rules: Mapping[date, DayRule] | None = None,
    ) -> None:
        self.zone = zone
        self._week = tuple(checked_hours(week.get(weekday, ())) for weekday in range(7))
        self._rules = {
            day: DayRule(rule.name, checked_hours(rule.hours)) for day, rule in (rules or {}).items()
        }
        self._opens_weekly = any(self._week)
        self._last_rule = max((day.toordinal() for day in self._rules), default=0)
        self._cache: dict[int, tuple[Opening, ...]] = {}

    @property
    def week(self) -> tuple[tuple[Hours, ...], ...]:
        """Return the weekly hours, Monday first."""
        return self._week

    @property
    def rules(self) -> Mapping[date, DayRule]:
        """Return the rules by date."""
        return dict(self._rules)

    def with_rules(self, rules: Mapping[date, DayRule]) -> BusinessCalendar:
        """Return a calendar in which ``rules`` are added to (and win over) the present ones."""
        return BusinessCalendar(self.zone, dict(enumerate(self._week)), {**self._rules, **rules})

    # --- days -------------------------------------------------------------------------------------

    def local(self, moment: datetime) -> datetime:
        """Return the moment in the office's zone."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs its zone")
        try:
            return moment.astimezone(self.zone)
        except OverflowError as error:
            raise MomentOutOfRange(OUT_OF_RANGE) from error

    def local_date(self, moment: datetime) -> date:
        """Return the office's date at a moment."""
        return self.local(moment).date()

    def openings(self, day: date) -> tuple[Opening, ...]:
        """Return the openings of a local date, in UTC, in order; empty when closed."""
        return self._of(day.toordinal())

    def is_business_day(self, day: date) -> bool:
        """Tell whether the office opens at all on a date."""
        return bool(self._of(day.toordinal()))

    def closing(self, day: date) -> datetime | None:
        """Return the last closing moment of a date in UTC, or None when closed all day."""
        openings = self._of(day.toordinal())
        return openings[-1][1] if openings else None

    def nth_business_day(self, after: date, count: int) -> date:
        """Return the ``count``-th (1, 2, …) business day after a date, that date not counted.

        Raises NoOpeningHours when there are not so many.
        """
        if count < 1:
            raise ValueError("count starts at 1")
        ordinal = after.toordinal()
        while count:
            ordinal += 1
            self._require_future(ordinal)
            if self._of(ordinal):
                count -= 1
        return date.fromordinal(ordinal)

    def skipped_days(self, after: date, until: date) -> tuple[SkippedDay, ...]:
        """Return the days strictly between two dates on which the office does not open."""
        found = []
        for ordinal in range(after.toordinal() + 1, until.toordinal()):
            if not self._of(ordinal):
                day = date.fromordinal(ordinal)
                rule = self._rules.get(day)
                by_rule = rule is not None and bool(self._week[day.weekday()])
                found.append(SkippedDay(day, rule.name if rule and by_rule else ""))
        return tuple(found)

    # --- moments ----------------------------------------------------------------------------------

    def is_open(self, moment: datetime) -> bool:
        """Tell whether the office is open; at the closing moment it no longer is."""
        openings = self._of(self._ordinal(moment))
        return any(start <= moment < end for start, end in openings)

    def next_opening(self, moment: datetime) -> datetime:
        """Return the moment itself while open, else the next opening, in UTC.

        Raises NoOpeningHours when none follows.
        """
        ordinal = self._ordinal(moment)
        moment = moment.astimezone(UTC)
        for start, end in self._from(ordinal):
            if moment < end:
                return max(start, moment)
        raise AssertionError("the openings never end without an error")

    def business_time(self, start: datetime, end: datetime) -> timedelta:
        """Return the open time between two moments; zero when ``end`` is not after ``start``."""
        total = ZERO
        first, last = self._ordinal(start), self._ordinal(end)
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        if end <= start:
            return total
        for ordinal in range(first, last + 1):
            for opening, closing in self._of(ordinal):
                if opening < end and closing > start:
                    total += min(closing, end) - max(opening, start)
        return total

    def business_seconds(self, start: datetime, end: datetime) -> int:
        """Return the whole open seconds between two moments."""
        return self.business_time(start, end) // timedelta(seconds=1)

    def add_business_time(self, moment: datetime, amount: timedelta) -> datetime:
        """Return the first moment by which ``amount`` of open time has passed, in UTC.

        It lies within opening hours; an amount that fits exactly ends at the closing moment. Nothing
        to add gives the moment itself within hours (closing moment included), else the next opening.
        Raises NoOpeningHours when the openings run out.
        """
        if amount < ZERO:
            raise ValueError("amount cannot be negative")
        ordinal = self._ordinal(moment)
        moment = moment.astimezone(UTC)
        # From the day before: its last opening may close at midnight, at this very moment.
        for start, end in self._from(ordinal - 1):
            if moment <= end:
                begin = max(start, moment)
                if amount <= end - begin:
                    return begin + amount
                amount -= end - begin
        raise AssertionError("the openings never end without an error")

    # --- within -----------------------------------------------------------------------------------

    def _ordinal(self, moment: datetime) -> int:
        return self.local(moment).toordinal()

    def _of(self, ordinal: int) -> tuple[Opening, ...]:
        found = self._cache.get(ordinal)
        if found is None:
            found = self._cache[ordinal] = self._reckon(ordinal)
        return found

    def _from(self, ordinal: int) -> Iterator[Opening]:
        while True:
            yield from self._of(ordinal)
            ordinal += 1
            self._require_future(ordinal)

    def _require_future(self, ordinal: int) -> None:
        if ordinal > _LAST_DAY or (not self._opens_weekly and ordinal > self._last_rule):
            raise NoOpeningHours(
                QT_TRANSLATE_NOOP(
                    "core",
                    "El calendario de la oficina no tiene más horas de atención. "
                    "Revise el horario semanal y los días cerrados en Ajustes.",
                )
            )

    def _reckon(self, ordinal: int) -> tuple[Opening, ...]:
        if not _FIRST_DAY <= ordinal <= _LAST_DAY:
            raise MomentOutOfRange(OUT_OF_RANGE)
        day = date.fromordinal(ordinal)
        rule = self._rules.get(day)
        hours = rule.hours if rule is not None else self._week[day.weekday()]
        if not hours:
            return ()
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return _merged(
            opening
            for low, high, offset in self._offsets(midnight - _AROUND, midnight + timedelta(days=1) + _AROUND)
            for opening in _within(low, high, hours, midnight - offset)
        )

    def _offsets(self, low: datetime, high: datetime) -> tuple[tuple[datetime, datetime, timedelta], ...]:
        """Return the stretches of constant offset to UTC (two when the clocks change in between)."""
        before, after = self._offset(low), self._offset(high)
        if before == after:
            return ((low, high, before),)
        early, late = low, high
        while late - early > timedelta(seconds=1):
            middle = (early + (late - early) / 2).replace(microsecond=0)
            if self._offset(middle) == before:
                early = middle
            else:
                late = middle
        return ((low, late, before), (late, high, after))

    def _offset(self, moment: datetime) -> timedelta:
        offset = moment.astimezone(self.zone).utcoffset()
        if offset is None:
            raise ValueError("the zone has no offset")
        return offset


def _within(low: datetime, high: datetime, hours: tuple[Hours, ...], midnight: datetime) -> Iterator[Opening]:
    # An hour that the clocks skip is not there to be open; one that they repeat is open twice.
    for stretch in hours:
        start = max(midnight + timedelta(minutes=stretch.start), low)
        end = min(midnight + timedelta(minutes=stretch.end), high)
        if start < end:
            yield start, end


def _merged(openings: Iterable[Opening]) -> tuple[Opening, ...]:
    merged: list[Opening] = []
    for start, end in sorted(openings):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)

"""Offices for the property tests: the same one for the program and for the minute oracle."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from desktop_app.domain.calendar import BusinessCalendar, DayRule
from desktop_app.domain.hours import Hours
from tests.unit.minute_oracle import Office

# Around both changes of the clocks in Chile (5 April and 6 September 2026, at midnight), in Paraguay's
# and Europe's old habits, and where they never change.
STARTS = (
    ("America/Lima", date(2026, 7, 24)),
    ("America/Costa_Rica", date(2026, 3, 31)),
    ("America/Santiago", date(2026, 4, 2)),
    ("America/Santiago", date(2026, 9, 3)),
    ("Europe/Madrid", date(2026, 3, 26)),
    ("Europe/Madrid", date(2026, 10, 22)),
    ("America/Havana", date(2026, 10, 29)),
    ("Asia/Kathmandu", date(2026, 1, 1)),
)
DAY = 24 * 60


@st.composite
def stretches(draw: st.DrawFn) -> list[tuple[int, int]]:
    marks = sorted(draw(st.sets(st.integers(0, DAY // 15), max_size=4)))
    marks = marks[: len(marks) // 2 * 2]
    return [(marks[i] * 15, marks[i + 1] * 15) for i in range(0, len(marks), 2)]


OFFICE_DAYS = st.sampled_from(
    [[(480, 990)], [(480, 780), (840, 1020)], [(0, DAY)], [(1320, DAY)], [(0, 75)], []]
)


@st.composite
def offices(draw: st.DrawFn) -> tuple[Office, BusinessCalendar, date]:
    zone, first = draw(st.sampled_from(STARTS))
    days = st.one_of(OFFICE_DAYS, stretches())
    week = {weekday: draw(days) for weekday in range(7)}
    if not any(end - start >= 120 for hours in week.values() for start, end in hours):
        week[draw(st.integers(0, 6))] = [(480, 990)]
    special = {
        first + timedelta(days=offset): draw(days)
        for offset in draw(st.sets(st.integers(-1, 12), max_size=5))
    }
    rules = {day: DayRule("Feriado", as_hours(hours)) for day, hours in special.items()}
    calendar = BusinessCalendar(ZoneInfo(zone), {d: as_hours(h) for d, h in week.items()}, rules)
    return Office(zone, week, special), calendar, first


def as_hours(hours: list[tuple[int, int]]) -> tuple[Hours, ...]:
    return tuple(Hours(*stretch) for stretch in hours)


def moments(first: date, days: int = 6) -> st.SearchStrategy[datetime]:
    base = datetime(first.year, first.month, first.day, tzinfo=UTC)
    return st.integers(0, days * DAY).map(lambda minutes: base + timedelta(minutes=minutes))


def spans(first: date) -> st.SearchStrategy[list[tuple[datetime, datetime]]]:
    span = st.tuples(moments(first, 12), st.integers(0, 4 * DAY)).map(
        lambda drawn: (drawn[0], drawn[0] + timedelta(minutes=drawn[1]))
    )
    return st.lists(span, max_size=4)

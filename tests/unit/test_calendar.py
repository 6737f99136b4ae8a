"""The office's calendar: table tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desktop_app.domain.calendar import (
    BusinessCalendar,
    DayRule,
    MomentOutOfRange,
    NoOpeningHours,
    SkippedDay,
)
from desktop_app.domain.errors import InvalidInput, UserError
from desktop_app.domain.hours import Hours, format_hours, parse_hours

LIMA = ZoneInfo("America/Lima")
SANTIAGO = ZoneInfo("America/Santiago")
WEEKDAYS = {day: parse_hours("08:00-16:30") for day in range(5)}
JUNIN = {date(2026, 8, 6): DayRule("Batalla de Junín")}


def lima(text):
    return datetime.fromisoformat(text).replace(tzinfo=LIMA)


@pytest.fixture
def peru():
    return BusinessCalendar(LIMA, WEEKDAYS, JUNIN)


def test_openings_of_a_date_are_in_utc(peru):
    assert peru.openings(date(2026, 8, 7)) == (
        (datetime(2026, 8, 7, 13, tzinfo=UTC), datetime(2026, 8, 7, 21, 30, tzinfo=UTC)),
    )
    assert peru.openings(date(2026, 8, 6)) == peru.openings(date(2026, 8, 8)) == ()
    assert peru.closing(date(2026, 8, 7)) == lima("2026-08-07T16:30")
    assert peru.closing(date(2026, 8, 8)) is None


@pytest.mark.parametrize(
    ("moment", "is_open", "following"),
    [
        ("2026-08-07T07:59", False, "2026-08-07T08:00"),
        ("2026-08-07T08:00", True, "2026-08-07T08:00"),
        ("2026-08-07T16:29:59", True, "2026-08-07T16:29:59"),
        ("2026-08-07T16:30", False, "2026-08-10T08:00"),
        ("2026-08-05T18:00", False, "2026-08-07T08:00"),
    ],
)
def test_open_and_next_opening(peru, moment, is_open, following):
    assert peru.is_open(lima(moment)) is is_open
    assert peru.next_opening(lima(moment)) == lima(following)


def test_business_days_and_the_days_between(peru):
    assert peru.nth_business_day(date(2026, 7, 30), 5) == date(2026, 8, 7)
    assert peru.is_business_day(date(2026, 8, 7))
    assert not peru.is_business_day(date(2026, 8, 6))
    assert peru.skipped_days(date(2026, 7, 30), date(2026, 8, 7)) == (
        SkippedDay(date(2026, 8, 1), ""),
        SkippedDay(date(2026, 8, 2), ""),
        SkippedDay(date(2026, 8, 6), "Batalla de Junín"),
    )


def test_a_holiday_on_a_weekend_is_a_weekend_day():
    calendar = BusinessCalendar(LIMA, WEEKDAYS, {date(2026, 8, 30): DayRule("Santa Rosa de Lima")})
    assert calendar.skipped_days(date(2026, 8, 28), date(2026, 8, 31)) == (
        SkippedDay(date(2026, 8, 29), ""),
        SkippedDay(date(2026, 8, 30), ""),
    )


def test_adding_that_fits_exactly_ends_at_the_closing_moment(peru):
    assert peru.add_business_time(lima("2026-08-07T08:00"), timedelta(hours=8.5)) == lima("2026-08-07T16:30")
    assert peru.add_business_time(lima("2026-08-05T16:00"), timedelta(hours=1)) == lima("2026-08-07T08:30")
    assert peru.add_business_time(lima("2026-08-07T16:30"), timedelta(0)) == lima("2026-08-07T16:30")
    assert peru.add_business_time(lima("2026-08-07T17:30"), timedelta(0)) == lima("2026-08-10T08:00")


def test_a_closing_moment_at_midnight_stays_where_it_is():
    calendar = BusinessCalendar(LIMA, {4: parse_hours("20:00-24:00")})
    assert calendar.add_business_time(lima("2026-08-07T20:00"), timedelta(hours=4)) == lima(
        "2026-08-08T00:00"
    )
    assert calendar.add_business_time(lima("2026-08-08T00:00"), timedelta(0)) == lima("2026-08-08T00:00")


def test_special_hours_and_split_shifts():
    rules = {date(2026, 8, 8): DayRule("Sábado de atención", parse_hours("09:00-12:00"))}
    calendar = BusinessCalendar(LIMA, {4: parse_hours("08:00-12:30, 13:30-16:30")}, rules)
    assert (
        calendar.business_seconds(lima("2026-08-07T00:00"), lima("2026-08-09T00:00")) == (4.5 + 3 + 3) * 3600
    )
    assert calendar.add_business_time(lima("2026-08-07T12:00"), timedelta(hours=1)) == lima(
        "2026-08-07T14:00"
    )
    assert calendar.add_business_time(lima("2026-08-07T15:30"), timedelta(hours=2)) == lima(
        "2026-08-08T10:00"
    )
    assert not calendar.is_open(lima("2026-08-07T13:00"))


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 4, 4), 25),  # the clocks go back at midnight
        (date(2026, 9, 6), 23),  # midnight to one o'clock does not exist
        (date(2026, 4, 5), 24),
    ],
)
def test_a_day_in_chile_has_the_hours_it_has(day, hours):
    calendar = BusinessCalendar(SANTIAGO, {weekday: parse_hours("00:00-24:00") for weekday in range(7)})
    assert sum((end - start for start, end in calendar.openings(day)), timedelta(0)) == timedelta(hours=hours)


def test_office_hours_follow_the_clock_of_the_wall():
    calendar = BusinessCalendar(SANTIAGO, WEEKDAYS)
    friday, monday = calendar.openings(date(2026, 9, 4)), calendar.openings(date(2026, 9, 7))
    assert friday[0][0] == datetime(2026, 9, 4, 12, tzinfo=UTC)
    assert monday[0][0] == datetime(2026, 9, 7, 11, tzinfo=UTC)
    assert calendar.business_time(friday[0][0], monday[0][1]) == timedelta(hours=17)


def test_two_moments_of_the_repeated_hour_are_told_apart():
    calendar = BusinessCalendar(SANTIAGO, {5: parse_hours("22:00-24:00")})
    first = datetime(2026, 4, 4, 23, 30, tzinfo=SANTIAGO)
    again = first.replace(fold=1)
    assert calendar.business_time(first, again) == timedelta(hours=1)


@pytest.mark.parametrize(
    "calendar",
    [
        BusinessCalendar(LIMA, {}),
        BusinessCalendar(LIMA, {}, {date(2026, 1, 5): DayRule("Jornada", parse_hours("08:00-12:00"))}),
    ],
)
def test_without_openings_a_sentence_and_no_endless_loop(calendar):
    moment = lima("2026-08-07T10:00")
    for ask in (
        lambda: calendar.next_opening(moment),
        lambda: calendar.add_business_time(moment, timedelta(hours=1)),
        lambda: calendar.nth_business_day(date(2026, 8, 7), 1),
    ):
        with pytest.raises(NoOpeningHours, match="no tiene más horas de atención") as caught:
            ask()
        assert isinstance(caught.value, UserError)
    assert calendar.business_time(moment, moment + timedelta(days=900)) == timedelta(0)


def test_moments_beyond_our_years_end_in_a_sentence(peru):
    with pytest.raises(MomentOutOfRange, match="fuera de los años"):
        peru.next_opening(datetime(1, 1, 1, tzinfo=UTC))
    with pytest.raises(UserError):
        peru.next_opening(datetime(9999, 12, 31, 23, tzinfo=UTC))
    with pytest.raises(ValueError, match="zone"):
        peru.is_open(datetime(2026, 8, 7, 10))  # noqa: DTZ001 - a naive moment is refused


def test_rules_are_added_to_another_calendar(peru):
    closed = peru.with_rules({date(2026, 8, 7): DayRule("Inventario")})
    assert not closed.is_business_day(date(2026, 8, 7))
    assert not closed.is_business_day(date(2026, 8, 6))
    assert peru.is_business_day(date(2026, 8, 7))
    assert closed.week == peru.week
    assert set(closed.rules) == {date(2026, 8, 6), date(2026, 8, 7)}


def test_hours_are_read_and_written():
    assert parse_hours(" 13:30 – 16:30,08:00-12:30 ") == (Hours(480, 750), Hours(810, 990))
    assert format_hours(parse_hours("8:00-12:30, 13:30-24:00")) == "08:00-12:30, 13:30-24:00"
    assert parse_hours("") == ()


@pytest.mark.parametrize(
    "text", ["8-12", "16:00-08:00", "08:00-08:00", "08:00-24:01", "08:60-09:00", "mañana"]
)
def test_unreadable_hours_are_told(text):
    with pytest.raises(InvalidInput, match="no es válido"):
        parse_hours(text)


def test_overlapping_hours_are_told():
    with pytest.raises(InvalidInput, match="08:00-12:00 y 11:00-13:00 se superponen"):
        parse_hours("08:00-12:00, 11:00-13:00")

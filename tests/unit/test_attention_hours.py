"""Attention hours as people write them; what is not certain is not guessed."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.attention_hours import attends, hours_on, next_day, read_week
from desktop_app.domain.calendar import BusinessCalendar, DayRule
from desktop_app.domain.hours import Hours, format_hours, parse_hours

LIMA = ZoneInfo("America/Lima")
WEEK = dict.fromkeys(range(5), parse_hours("08:00-13:00, 14:00-16:30"))
HOLIDAY = date(2026, 12, 8)
CALENDAR = BusinessCalendar(LIMA, WEEK, {HOLIDAY: DayRule("Inmaculada Concepción")})
FIVE = ["08:00-16:00"] * 5


def told(text):
    week = read_week(text)
    return None if week is None else [format_hours(hours) for hours in week]


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=LIMA)


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("Lunes a viernes de 08:00 a 16:00", [*FIVE, "", ""]),
        ("lun-vie 8:00-16:00", [*FIVE, "", ""]),
        ("De lunes a viernes, de 8:00 a.m. a 4:00 p.m.", [*FIVE, "", ""]),
        ("08:00 a 16:00", [*FIVE, "", ""]),
        ("Lunes a viernes: 08:00 a 16:00 horas, sábado: 9:00 a 12:00", [*FIVE, "09:00-12:00", ""]),
        ("lunes a viernes de 08:00 a 16:00; sábados y domingos de 09:00 a 12:00", [*FIVE, *["09:00-12:00"] * 2]),
        ("Miércoles y viernes 08:00-12:00 y 14:00-16:00", ["", "", *["08:00-12:00, 14:00-16:00", ""] * 2, ""]),
        ("atención las 24 horas", ["00:00-24:00"] * 7),
        ("Todos los días de 6h00 a 18h30", ["06:00-18:30"] * 7),
    ],
)  # fmt: skip
def test_hours_are_read(text, week):
    assert told(text) == week


@pytest.mark.parametrize(
    "text",
    [
        "", "Con cita previa", "Lunes a viernes", "Lunes a viernes de 08:00 a 16:00, salvo feriados", "22:00 a 06:00",
        "08:00 a 25:00", "lunes 08:00-12:00 lunes 11:00-13:00", "08:00-12:00, 11:00-13:00", "8", "x" * 5_000,
    ],
)  # fmt: skip
def test_what_is_not_certain_is_not_guessed(text):
    assert read_week(text) is None


@given(st.text(max_size=60) | st.text("lunes aviernes0123456789:-, yde.", max_size=60))
def test_no_text_breaks_the_reader(text):
    week = read_week(text)
    assert week is None or len(week) == 7


def test_own_hours_hold_and_the_calendar_otherwise():
    mornings = read_week("lunes a viernes de 08:00 a 12:00")
    assert attends(mornings, CALENDAR, at(24, 9))
    assert not attends(mornings, CALENDAR, at(24, 12))
    assert attends(None, CALENDAR, at(24, 15))
    assert not attends(None, CALENDAR, at(24, 13, 30))
    assert not attends(None, CALENDAR, at(22, 10))
    assert attends(read_week("domingos 09:00-12:00"), CALENDAR, at(22, 10))


def test_a_holiday_closes_all_but_those_who_attend_every_day():
    assert hours_on(read_week("martes 08:00-12:00"), CALENDAR, HOLIDAY) == ()
    assert hours_on(None, CALENDAR, HOLIDAY) == ()
    assert hours_on(read_week("las 24 horas"), CALENDAR, HOLIDAY) == (Hours(0, 1440),)


def test_when_somebody_attends_next():
    mornings = read_week("lunes a viernes de 08:00 a 12:00")
    assert next_day(mornings, CALENDAR, at(24, 7)) == (date(2026, 11, 24), Hours(480, 720))
    assert next_day(mornings, CALENDAR, at(24, 13)) == (date(2026, 11, 25), Hours(480, 720))
    assert next_day(None, CALENDAR, at(22, 2)) == (date(2026, 11, 23), Hours(480, 780))
    never = BusinessCalendar(LIMA, {}, {})
    assert next_day(None, never, at(22, 2)) is None

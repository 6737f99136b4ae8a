"""When a critical case is looked at again: as it is typed, and as it is preset."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.check_in import LONGEST, check_words, preset, read_check
from desktop_app.domain.errors import InvalidInput

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=ZoneInfo("America/Lima"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("+1h", "24/11 11:42"), ("+ 2 h", "24/11 12:42"), ("+1h30", "24/11 12:12"), ("+90", "24/11 12:12"),
        ("+30 min", "24/11 11:12"), ("+45m", "24/11 11:27"), ("14:30", "24/11 14:30"), ("14.30", "24/11 14:30"),
        ("16", "24/11 16:00"), ("hoy 16:00", "24/11 16:00"), ("mañana 9:00", "25/11 09:00"),
        ("Manana 9", "25/11 09:00"), ("mañana a las 9:05", "25/11 09:05"), ("25/11 8:00", "25/11 08:00"),
        ("25/11/2026 8:00", "25/11 08:00"),
    ],
)  # fmt: skip
def test_what_is_typed_is_read(typed, expected):
    assert f"{read_check(typed, NOW):%d/%m %H:%M}" == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "+",
        "luego",
        "25:00",
        "14:75",
        "9:00",
        "10:42",
        "+0",
        "ayer 9:00",
        "31/02 9:00",
        "27/11 9:00",
        "+25h",
        "+-1h",
    ],
)
def test_what_is_no_moment_ahead_is_refused_in_words(typed):
    with pytest.raises(InvalidInput) as refused:
        read_check(typed, NOW)
    assert refused.value.field == "next_check"


def test_the_first_day_of_the_next_year_is_tomorrow():
    last = NOW.replace(month=12, day=31)
    assert read_check("01/01 9:00", last) == datetime(2027, 1, 1, 9, tzinfo=NOW.tzinfo)


def test_the_preset_follows_what_is_due():
    hour = timedelta(hours=1)
    assert f"{preset(NOW, NOW + 2 * hour, None):%H:%M}" == "11:40"
    assert f"{preset(NOW, NOW + hour, None):%H:%M}" == "11:10"
    assert f"{preset(NOW, NOW - hour, None):%H:%M}" == "10:55"
    assert f"{preset(NOW, None, NOW + 20 * hour):%H:%M}" == "14:40"
    assert f"{preset(NOW, None, NOW + hour):%H:%M}" == "11:40"
    assert f"{preset(NOW, None, NOW - hour):%H:%M}" == "14:40"


@given(st.integers(0, 60 * 48), st.integers(-600, 600) | st.none(), st.integers(-3000, 3000) | st.none())
def test_a_preset_can_be_typed_and_lies_ahead(minutes, first, due):
    now = NOW + timedelta(minutes=minutes)
    found = preset(
        now,
        None if first is None else now + timedelta(minutes=first),
        None if due is None else now + timedelta(minutes=due),
    )
    assert now < found <= now + LONGEST
    assert read_check(check_words(found, now), now) == found


def test_an_hour_from_now_is_an_hour_also_when_the_clocks_change():
    havana = ZoneInfo("America/Havana")
    before = datetime(2026, 11, 1, 0, 30, tzinfo=havana)
    later = read_check("+1h", before)
    assert later.timestamp() - before.timestamp() == 3600
    assert preset(before, before + timedelta(hours=9), None).timestamp() - before.timestamp() == 3600

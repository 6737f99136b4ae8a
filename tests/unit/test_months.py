"""Months, and numbers as a reader of Spanish writes them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from desktop_app.domain import spanish
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.months import Month


def test_neighbours():
    january = Month.parse("2026-01")
    assert (january.previous(), january.next(), january.year_before()) == (
        Month(2025, 12),
        Month(2026, 2),
        Month(2025, 1),
    )
    assert Month(2025, 12).next() == january
    assert str(january) == "2026-01"


@pytest.mark.parametrize(("month", "days"), [("2024-02", 29), ("2026-02", 28), ("2026-12", 31)])
def test_days(month, days):
    found = list(Month.parse(month).days())
    assert len(found) == days
    assert found[0] == Month.parse(month).first
    assert found[-1] == Month.parse(month).last
    assert Month.of(found[-1]) == Month.parse(month)


def test_name():
    assert Month(2026, 9).name == "septiembre de 2026"


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "26-10", "2026/10", "octubre", "", "0000-01", "2026-1"]
)
def test_what_is_no_month_is_refused_in_words(text):
    with pytest.raises(InvalidInput, match="por ejemplo 2026-10") as caught:
        Month.parse(text)
    assert caught.value.field == "month"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (1234, "1234"), (12345, "12 345"), (1234567, "1 234 567"), (-7, "−7"), (-10000, "−10 000")],
)
def test_whole_numbers(value, shown):
    assert spanish.integer(value).replace("\xa0", " ") == shown


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (4.4, 1, "4,4"),
        (0.04, 1, "0,0"),
        (-0.04, 1, "0,0"),
        (-2.25, 1, "−2,2"),
        (12345.678, 2, "12 345,68"),
        (3.0, 0, "3"),
    ],
)
def test_decimals(value, places, shown):
    assert spanish.decimal(value, places).replace("\xa0", " ") == shown


def test_percentages():
    assert spanish.percent(0.0213) == "2,1\xa0%"
    assert spanish.percent(1.0, 0) == "100\xa0%"
    assert spanish.percent(None) == "–"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (0.1, "6,0 min"),
        (0.75, "45 min"),
        (6.5, "6,5 h"),
        (71.9, "71,9 h"),
        (76.8, "3,2 días"),
        (12600, "525 días"),
    ],
)
def test_terms(value, shown):
    assert spanish.hours(value).replace("\xa0", " ") == shown


def test_durations():
    assert spanish.minutes_and_seconds(192.4) == "03:12\xa0min"
    assert spanish.minutes_and_seconds(3900) == "1:05\xa0h"
    assert spanish.minutes_and_seconds(None) == "–"


def test_dates():
    assert spanish.day(date(2025, 11, 24)) == "lun\xa024/11/2025"
    assert spanish.moment(datetime(2025, 11, 26, 9, 5)) == "mié\xa026/11/2025\xa009:05"  # noqa: DTZ001


def test_counts_with_their_noun():
    assert spanish.counted(1, "caso", "casos") == "1\xa0caso"
    assert spanish.counted(0, "caso", "casos") == "0\xa0casos"
    assert spanish.signed(3) == "+3"
    assert spanish.signed(0) == "0"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ([], ""),
        (["vías"], "vías"),
        (["a", "b", "c"], "a, b y c"),
        (["agua", "iluminación"], "agua e iluminación"),
        (["agua", "hielo"], "agua y hielo"),
        (["agua", "higiene"], "agua e higiene"),
    ],
)
def test_lists_in_a_sentence(words, shown):
    assert spanish.listing(words) == shown

"""Days as people type them in the filter over cases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.day_spans import WORDS, DaySpan, read_span

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("hoy", TUESDAY, TUESDAY),
        ("MAÑANA", date(2026, 11, 25), date(2026, 11, 25)),
        ("manana", date(2026, 11, 25), date(2026, 11, 25)),
        ("ayer", date(2026, 11, 23), date(2026, 11, 23)),
        ("semana", date(2026, 11, 23), date(2026, 11, 29)),
        ("mes", date(2026, 11, 1), date(2026, 11, 30)),
        ("+3", TUESDAY, date(2026, 11, 27)),
        ("-7", date(2026, 11, 17), TUESDAY),
        ("30/11", date(2026, 11, 30), date(2026, 11, 30)),
        ("30-11-26", date(2026, 11, 30), date(2026, 11, 30)),
        ("30112026", date(2026, 11, 30), date(2026, 11, 30)),
        ("2026-11-30", date(2026, 11, 30), date(2026, 11, 30)),
        ("24/11..30/11", TUESDAY, date(2026, 11, 30)),
        ("24/11 .. 30/11", TUESDAY, date(2026, 11, 30)),
        ("hoy..+3", TUESDAY, date(2026, 11, 27)),
        ("24/11..", TUESDAY, None),
        ("..30/11", None, date(2026, 11, 30)),
        ("28/12..03/01", date(2026, 12, 28), date(2027, 1, 3)),
        ("30/11/2026..24/11/2026", TUESDAY, date(2026, 11, 30)),
        ("03/01", date(2027, 1, 3), date(2027, 1, 3)),
    ],
)
def test_spans_are_read(typed, first, last):
    span = read_span(typed, TUESDAY, past=False)
    assert span is not None
    assert span.days(TUESDAY) == (first, last)


@pytest.mark.parametrize("typed", ["", "..", "31/02", "24/13", "x", "24", "99/99..1/1", "1/1/1", "+", "hoy..x"])
def test_what_is_no_day_is_none(typed):
    assert read_span(typed, TUESDAY, past=False) is None


def test_a_day_without_a_year_lies_behind_where_only_the_past_makes_sense():
    assert read_span("30/11", TUESDAY, past=True) == DaySpan(date(2025, 11, 30), date(2025, 11, 30))
    assert read_span("29/02", TUESDAY, past=True) == DaySpan(date(2024, 2, 29), date(2024, 2, 29))
    assert read_span("29/02", TUESDAY, past=False) == DaySpan(date(2028, 2, 29), date(2028, 2, 29))


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(0, 4000), st.booleans(), st.integers(0, 3))
def test_what_is_written_is_read_back_on_any_day(first, length, past, shape):
    last = min(first + timedelta(days=length), date(2199, 12, 31))
    span = DaySpan(None if shape == 1 else first, None if shape == 2 else last)
    for today in (TUESDAY, date(2028, 2, 29), date(2026, 1, 1)):
        assert read_span(span.text(), today, past=past) == span


@given(st.sampled_from([*WORDS, "+0", "+3", "-7", "+9999"]), st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_words_move_with_the_day(word, today):
    span = read_span(word, today, past=True)
    assert span == DaySpan(word=word)
    assert read_span(span.text(), today, past=False) == span
    first, last = span.days(today)
    assert first <= last


@given(st.text(max_size=20))
def test_no_text_fails(typed):
    read_span(typed, TUESDAY, past=False)

"""Moments, days and durations as people read and type them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ui.kit.formats import (
    countdown_text,
    fold,
    moment_text,
    near_moment_text,
    parse_day,
    stopwatch_text,
)

TODAY = date(2025, 11, 24)


def test_a_moment_is_written_with_its_weekday():
    moment = datetime(2025, 11, 24, 10, 42)  # noqa: DTZ001
    assert moment_text(moment) == "lun 24/11/2025 10:42"
    assert near_moment_text(moment, moment.replace(hour=12)) == "10:42"
    assert near_moment_text(moment, moment.replace(day=25)) == "lun 24/11/2025 10:42"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("24/11", date(2025, 11, 24)),
        ("3/2", date(2025, 2, 3)),
        ("24112025", date(2025, 11, 24)),
        ("2411", date(2025, 11, 24)),
        ("24/11/26", date(2026, 11, 24)),
        ("24-11-2026", date(2026, 11, 24)),
        (" HOY ", TODAY),
        ("Mañana", date(2025, 11, 25)),
        ("+3", date(2025, 11, 27)),
        ("-1", date(2025, 11, 23)),
        ("31/02", None),
        ("pronto", None),
        ("", None),
    ],
)
def test_days_as_they_are_typed(typed, meant):
    assert parse_day(typed, TODAY) == meant


def test_running_times():
    assert stopwatch_text(133) == "02:13"
    assert stopwatch_text(3733) == "1:02:13"
    assert stopwatch_text(-5) == "00:00"
    assert countdown_text(47 * 60) == "00:47"
    assert countdown_text(46 * 60 + 59) == "00:46"
    assert countdown_text(-1) == "00:00"


def test_folding_ignores_accents_and_case():
    assert fold("Trámite de AÑO") == "tramite de ano"

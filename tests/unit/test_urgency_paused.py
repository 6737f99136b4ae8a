"""A pause need not stop every clock of a case."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desktop_app.domain.urgency import Clocks, Urgency, badge
from desktop_app.domain.values import CaseState, Level

NOW = datetime(2026, 10, 5, 10, 0, tzinfo=ZoneInfo("America/Lima"))
HOUR = timedelta(hours=1)


def paused(**clocks: datetime) -> Clocks:
    return Clocks(CaseState.WAITING_CITIZEN, Level.SIMPLE, paused_since=NOW - 3 * HOUR, **clocks)


def test_a_clock_that_runs_on_in_a_pause_is_told_when_its_end_is_near() -> None:
    found = badge(paused(due=NOW + HOUR, warn=NOW), NOW)
    assert (found.kind, found.text) == (Urgency.DUE_SOON, "Vence hoy 11:00")


def test_a_pause_with_time_left_reads_as_a_pause() -> None:
    for clocks in ({}, {"due": NOW + 9 * HOUR, "warn": NOW + HOUR}):
        found = badge(paused(**clocks), NOW)
        assert (found.kind, found.text) == (Urgency.PAUSED, "En pausa · 3 h")


def test_an_hour_that_comes_twice_does_not_turn_the_badge_around() -> None:
    havana = ZoneInfo("America/Havana")
    before = datetime(2026, 11, 1, 0, 52, tzinfo=havana)  # in summer time; twenty minutes later it is 00:12
    due = datetime(2026, 11, 1, 0, 12, fold=1, tzinfo=havana)
    clocks = Clocks(CaseState.IN_PROGRESS, Level.SIMPLE, due=due)
    assert badge(clocks, before).text == "Quedan 20 min"
    assert badge(Clocks(CaseState.IN_PROGRESS, Level.SIMPLE, due=before), due).text == "Venció hace 20 min"

"""Who is told of a case that presses, when, once, and without a storm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from municipality import LIMA, Office, make_office

from desktop_app.domain.ids import ulid_text
from desktop_app.domain.values import CaseState, Channel, CriticalCriterion, Level
from desktop_app.services import case_lists, cases, catalogue, directory, escalation
from desktop_app.services.cases import CaseForm

MONDAY = datetime(2026, 10, 12, 9, 0, tzinfo=LIMA)
"""The office opens at eight; the Thursday before was a holiday."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "data", MONDAY)
    yield made
    made.installation.close()


def open_case(office: Office, level: Level = Level.SIMPLE, **more: object) -> bytes:
    criterion = CriticalCriterion.RISK if level is Level.CRITICAL else None
    form = CaseForm("Hueco", "sugerencia", Channel.PHONE, level=level, criterion=criterion, **more)  # type: ignore[arg-type]
    return cases.open_case(office.clerk, form).id


def told(office: Office, case: bytes) -> list[tuple[str, str | None, str | None]]:
    """Return cause, official and unit of each notice that counted."""
    found = case_lists.detail(office.console, case).timeline
    return [
        (str(e.facts["cause"]), e.facts.get("to"), e.facts.get("unit"))
        for e in found
        if e.kind == "escalate" and e.counted
    ]


def at(office: Office, moment: datetime) -> int:
    office.clock.set(moment)
    return escalation.sweep(office.clerk).told


def test_the_responsible_is_warned_and_the_chief_told_when_it_is_due(office: Office) -> None:
    case = open_case(office, unit=office.unit, responsible=office.official)  # due on Wednesday at nine
    assert at(office, MONDAY + timedelta(hours=35)) == 0
    wednesday = MONDAY + timedelta(hours=47)  # 75 % was on Tuesday at 21:00: told at the opening
    assert at(office, MONDAY + timedelta(hours=37)) == 0
    assert at(office, wednesday) == 1
    assert at(office, wednesday) == 0
    assert at(office, wednesday + timedelta(hours=2)) == 1
    assert at(office, wednesday + timedelta(days=1)) == 0
    responsible, chief = ulid_text(office.official), ulid_text(office.chief)
    assert told(office, case) == [("warning", responsible, None), ("due", chief, None)]
    entry = case_lists.detail(office.console, case).timeline[-1]
    assert (entry.author, entry.at) == ("", wednesday + timedelta(hours=2))
    assert entry.facts["mark"] == (MONDAY + timedelta(hours=48)).timestamp()


def test_without_a_responsible_the_units_people_are_warned(office: Office) -> None:
    case = open_case(office, unit=office.unit)
    at(office, MONDAY + timedelta(hours=47))
    assert told(office, case) == [("warning", None, ulid_text(office.unit))]


def test_the_specialised_unit_of_the_topic_is_told_in_the_place_of_the_chief(office: Office) -> None:
    risk = directory.save_unit(office.console, "Gestión del riesgo").id
    form = catalogue.TopicForm("Derrumbe", "denuncia", unit=office.unit, level=Level.SIMPLE, specialised=risk)
    topic = catalogue.save_topic(office.console, form).id
    case = open_case(office, unit=office.unit, topic=topic)
    at(office, MONDAY + timedelta(hours=49))
    assert told(office, case) == [("due", None, ulid_text(risk))]


def test_a_critical_is_told_at_once_and_at_60_30_and_10_minutes_also_at_night(office: Office) -> None:
    office.clock.set(MONDAY.replace(hour=22))
    case = open_case(office, Level.CRITICAL, unit=office.unit)
    opened = office.clock.now()
    for minutes in range(0, 131, 5):
        at(office, opened + timedelta(minutes=minutes))
    chief = ulid_text(office.chief)
    causes = ["critical", "first_60", "first_30", "first_10", "due"]
    assert told(office, case) == [(cause, chief, None) for cause in causes]


def test_only_the_most_pressing_is_told_after_the_program_was_off(office: Office) -> None:
    case = open_case(office, Level.CRITICAL, unit=office.unit)
    at(office, MONDAY + timedelta(minutes=112))
    assert [cause for cause, _, _ in told(office, case)] == ["critical", "first_10"]


def test_an_answered_critical_is_warned_of_its_end_alone(office: Office) -> None:
    case = open_case(office, Level.CRITICAL, unit=office.unit, responsible=office.official)
    office.clock.advance(minutes=30)
    cases.log_contact(office.clerk, case, Channel.PHONE, "Va la cuadrilla", answered=True)
    for hours in (1, 2, 5, 17):
        assert at(office, MONDAY + timedelta(hours=hours)) == 0
    assert at(office, MONDAY + timedelta(hours=19)) == 1
    assert told(office, case)[-1][:2] == ("warning", ulid_text(office.official))


def test_what_has_ended_waits_or_is_not_due_yet_is_told_to_nobody(office: Office) -> None:
    ended, waits = open_case(office, unit=office.unit), open_case(office, Level.COMPLEX, unit=office.unit)
    cases.move_case(office.clerk, ended, CaseState.RESOLVED, answer="Se tapó")
    cases.move_case(office.clerk, waits, CaseState.IN_PROGRESS)
    cases.move_case(office.clerk, waits, CaseState.WAITING_CITIZEN, reason="El plano")
    for days in range(1, 9):
        at(office, MONDAY + timedelta(days=days))
    assert told(office, ended) == told(office, waits) == []


def test_a_longer_term_is_warned_of_anew(office: Office) -> None:
    case = open_case(office, unit=office.unit)
    at(office, MONDAY + timedelta(hours=47))
    cases.change_level(office.clerk, case, Level.COMPLEX, "Hay que medir")
    for hours in (48, 49, 54):
        assert at(office, MONDAY + timedelta(hours=hours)) == 0
    at(office, MONDAY + timedelta(days=7, hours=1))
    assert [cause for cause, _, _ in told(office, case)] == ["warning", "warning"]


def test_a_closed_day_is_told_at_the_next_opening(office: Office) -> None:
    friday = MONDAY + timedelta(days=4)
    office.clock.set(friday)
    case = open_case(office, unit=office.unit)  # due on Sunday at nine
    sunday, monday = friday + timedelta(days=2, hours=1), friday + timedelta(days=3)
    assert at(office, sunday) == 0
    assert at(office, monday.replace(hour=7)) == 0
    assert at(office, monday.replace(hour=8)) == 1
    assert told(office, case)[0][0] == "due"


def test_after_a_long_time_nobody_is_told_case_by_case(office: Office) -> None:
    old = [open_case(office, unit=office.unit) for _ in range(5)]
    later = MONDAY + timedelta(days=21)
    assert at(office, later) == 0
    assert all(told(office, case) == [] for case in old)


def test_many_at_once_are_told_in_small_portions(office: Office) -> None:
    with office.installation.store.transaction():
        for _ in range(escalation.BATCH + 7):
            open_case(office, unit=office.unit)
    office.clock.set(MONDAY + timedelta(hours=49))
    first, second, third = (escalation.sweep(office.clerk) for _ in range(3))
    assert (first.told, first.more, second.told, second.more) == (escalation.BATCH, True, 7, False)
    assert (third.told, third.changes) == (0, frozenset())


def test_the_report_says_of_each_critical_when_the_chief_was_told(office: Office) -> None:
    from desktop_app.domain.months import Month
    from desktop_app.services.statistics import month_figures

    simple = open_case(office, unit=office.unit)
    office.clock.advance(hours=1)
    cases.change_level(office.clerk, simple, Level.CRITICAL, "Se hundió", CriticalCriterion.RISK)
    raised = office.clock.now()
    office.clock.advance(minutes=30)
    cases.escalate_case(office.clerk, simple, "Nadie viene")
    (told,) = month_figures(office.console, Month(2026, 10)).cases.criticals
    assert (told.told_at, told.told_to) == (raised, "Jefatura")

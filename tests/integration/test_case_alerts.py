"""What each person is told of cases, and what waits until the office opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from municipality import LIMA, Office, make_office

from desktop_app.domain.values import CaseState, Channel, CriticalCriterion, Level, Role
from desktop_app.services import alerts, case_lists, cases, directory, escalation
from desktop_app.services.alerts import Alerts
from desktop_app.services.cases import CaseForm
from desktop_app.services.context import Context

MONDAY = datetime(2026, 10, 12, 9, 0, tzinfo=LIMA)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path / "data", MONDAY)
    for login, name, official in (
        ("martin", "Martín Núñez", made.official),
        ("julia", "Julia Arias", made.chief),
    ):
        directory.save_user(made.console, login, name, frozenset({Role.OFFICIAL}), official=official)
    yield made
    made.installation.close()


def open_case(office: Office, level: Level = Level.SIMPLE, **more: object) -> bytes:
    criterion = CriticalCriterion.RISK if level is Level.CRITICAL else None
    form = CaseForm(
        "Hueco", "sugerencia", Channel.PHONE, level=level, criterion=criterion, unit=office.unit, **more
    )  # type: ignore[arg-type]
    return cases.open_case(office.clerk, form).id


def told(office: Office, login: str, at: datetime | None = None) -> Alerts:
    ctx = office.as_user(login)
    if at is not None:
        office.clock.set(at)
    return alerts.read_alerts(ctx, ctx.now())


def test_the_responsible_hears_of_what_is_about_to_end_and_nobody_else(office: Office) -> None:
    case = open_case(office, responsible=office.official)
    wednesday = MONDAY + timedelta(hours=47)
    assert told(office, "martin", MONDAY + timedelta(hours=30)).soon == ()
    assert [each.case for each in told(office, "martin", wednesday).soon] == [case]
    assert told(office, "julia").soon == told(office, "clerk").soon == ()


def test_without_a_responsible_the_whole_unit_hears(office: Office) -> None:
    case = open_case(office)
    for login in ("martin", "julia"):
        assert [each.case for each in told(office, login, MONDAY + timedelta(hours=47)).soon] == [case]


def test_the_chief_hears_when_a_case_of_the_unit_came_due(office: Office) -> None:
    case = open_case(office, responsible=office.official)
    office.clock.set(MONDAY + timedelta(hours=49))
    escalation.sweep(office.console)
    found = told(office, "julia").news
    assert [(each.case, each.kind, each.cause) for each in found] == [(case, "told", "due")]
    assert told(office, "martin").news == told(office, "supervisor").news == ()


def test_without_a_chief_supervision_hears(office: Office) -> None:
    lone = directory.save_unit(office.console, "Archivo").id
    form = CaseForm("Copia", "sugerencia", Channel.PHONE, unit=lone)
    case = cases.open_case(office.clerk, form).id
    office.clock.set(MONDAY + timedelta(hours=49))
    escalation.sweep(office.console)
    assert [each.case for each in told(office, "supervisor").news] == [case]


def test_what_a_person_escalates_is_told_with_its_words(office: Office) -> None:
    case = open_case(office)
    cases.escalate_case(office.clerk, case, "Nadie responde")
    found = told(office, "julia").news
    assert [(each.kind, each.cause, each.text) for each in found] == [("told", "person", "Nadie responde")]


def test_who_is_given_a_case_hears_of_it_and_who_takes_one_does_not(office: Office) -> None:
    given, opened = open_case(office), open_case(office, responsible=office.official)
    cases.assign_case(office.as_user("supervisor"), given, office.unit, office.official)
    assert {each.case for each in told(office, "martin").news} == {given, opened}
    assert {each.kind for each in told(office, "martin").news} == {"assigned"}
    assert told(office, "julia").news == ()


def test_a_case_that_is_opened_again_is_told_to_who_answers_for_it(office: Office) -> None:
    case = open_case(office, responsible=office.official)
    cases.move_case(office.clerk, case, CaseState.RESOLVED, answer="Listo")
    cases.move_case(office.clerk, case, CaseState.REOPENED, reason="El hueco sigue")
    found = [(each.kind, each.text) for each in told(office, "martin").news]
    assert ("reopened", "El hueco sigue") in found


def test_a_check_in_that_came_is_told_until_the_next_one_is_planned(office: Office) -> None:
    case = open_case(office, Level.CRITICAL, responsible=office.official)
    martin = office.as_user("martin")
    cases.log_contact(martin, case, Channel.PHONE, "Va la cuadrilla", answered=True)
    assert told(office, "martin", MONDAY + timedelta(minutes=30)).checks == ()
    late = told(office, "martin", MONDAY + timedelta(hours=2)).checks
    assert [(each.case, each.since) for each in late] == [(case, MONDAY + timedelta(hours=1))]
    cases.plan_next(martin, case, "Ver la obra", MONDAY + timedelta(hours=3))
    assert told(office, "martin").checks == ()


def test_reminders_wait_for_the_opening_and_criticals_do_not(office: Office) -> None:
    evening = MONDAY.replace(hour=15)
    office.clock.set(evening)
    late = open_case(
        office, responsible=office.official
    )  # due on Wednesday at three, warned at three in the night
    wednesday = MONDAY + timedelta(days=2)
    night = wednesday.replace(hour=6)
    critical = None
    assert told(office, "martin", night).soon == ()
    critical = open_case(office, Level.CRITICAL)
    found = told(office, "martin")
    assert (found.soon, [each.case for each in found.criticals]) == ((), [critical])
    assert [each.case for each in told(office, "martin", wednesday.replace(hour=8)).soon] == [late]
    after = wednesday.replace(hour=20)
    assert [each.case for each in told(office, "martin", after).overdue] == [late]


def test_old_overdue_cases_are_one_number_for_supervision(office: Office) -> None:
    for _ in range(3):
        open_case(office, responsible=office.official)
    later = MONDAY + timedelta(days=14)
    assert told(office, "supervisor", later).backlog == 3
    assert told(office, "martin").backlog == 0
    assert told(office, "supervisor", later.replace(hour=23)).backlog == 0


def test_who_took_notice_of_a_critical_is_kept_once(office: Office) -> None:
    case, simple = open_case(office, Level.CRITICAL), open_case(office)
    julia = office.as_user("julia")
    assert alerts.acknowledge(julia, case).changes
    assert not alerts.acknowledge(julia, case).changes
    assert alerts.acknowledge(office.as_user("supervisor"), case).changes
    assert not alerts.acknowledge(julia, simple).changes
    seen = [event.author for event in case_lists.detail(julia, case).timeline if event.kind == "seen"]
    assert seen == ["Julia Arias", "Supervisor"]


def test_the_bell_reads_the_recent_cases_by_their_index(office: Office) -> None:
    from desktop_app.storage.queries import alerts as queries

    context: Context = office.as_user("martin")
    values = {
        "since": 0,
        "user": 1,
        "official": 1,
        "everyone": 0,
        "most": 20,
        "official_id": "x",
        "unit_id": "y",
    }
    plan = context.store.rows_named(f"EXPLAIN QUERY PLAN {queries.NEWS}", values)
    assert any("case_recent" in str(row) for row in plan)

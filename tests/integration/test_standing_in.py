"""Who stands in for an absent official has their cases in the inbox and hears of them, while it lasts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from municipality import Office, make_office, opening

from desktop_app.domain.values import CaseState, CriticalCriterion, Result, Role
from desktop_app.services import alerts, case_lists, cases, closing, directory, reception, tray
from desktop_app.services.case_lists import CaseQuery


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    ctx = made.console
    user = next(each for each in directory.users(ctx) if each.login == "official")
    directory.save_user(ctx, user.login, user.name, user.roles, official=made.official, user=user.id)
    directory.save_user(ctx, "julia", "Julia Arias", frozenset({Role.OFFICIAL}), official=made.chief)
    yield made
    made.installation.close()


def case_of_martin(office: Office, **changes) -> bytes:
    case = reception.register_attention(office.clerk, opening(office, **changes)).case
    cases.assign_case(office.console, case, office.unit, office.official)
    return case


def goes_away(office: Office, hours: int = 4) -> None:
    now = office.clock.now()
    directory.record_absence(
        office.console,
        office.official,
        now,
        now + timedelta(hours=hours),
        "Vacaciones",
        substitute=office.chief,
    )


def mine(office: Office, login: str = "julia") -> list[case_lists.CaseLine]:
    ctx = office.as_user(login)
    query = CaseQuery("mine", responsible=closing.own_official(ctx))
    lines = case_lists.page(ctx, query, 0, 20)
    assert case_lists.count(ctx, query) == len(lines)
    assert case_lists.view_counts(ctx, query.responsible)["mine"] == len(lines)
    return lines


def test_the_cases_of_the_absent_are_in_the_inbox_marked_and_gone_when_they_are_back(office: Office) -> None:
    case = case_of_martin(office)
    assert mine(office) == []
    goes_away(office)
    (line,) = mine(office)
    assert (line.id, line.responsible, line.replacing) == (case, "Martín Núñez", True)
    assert case_lists.detail(office.as_user("julia"), case).line.replacing
    assert [line.replacing for line in mine(office, "official")] == [False]
    office.clock.advance(hours=4)
    assert mine(office) == []
    assert not case_lists.detail(office.as_user("julia"), case).line.replacing


def test_what_one_opened_and_nobody_has_is_counted_once_beside_the_absents(office: Office) -> None:
    case_of_martin(office)
    reception.register_attention(office.as_user("supervisor"), opening(office))
    user = next(each for each in directory.users(office.console) if each.login == "supervisor")
    directory.save_user(
        office.console, user.login, user.name, user.roles, official=office.chief, user=user.id
    )
    goes_away(office)
    ctx = office.as_user("supervisor")
    shown = tray.read_tray(ctx)
    assert (shown.cases, len(tray.tray_cases(ctx, shown.shares, 0, 10))) == (2, 2)
    assert len(mine(office, "supervisor")) == 2


def test_an_absence_that_has_not_begun_changes_nothing(office: Office) -> None:
    case_of_martin(office)
    now = office.clock.now()
    start = now + timedelta(hours=1)
    directory.record_absence(
        office.console, office.official, start, start + timedelta(hours=1), "Reunión", substitute=office.chief
    )
    assert mine(office) == []
    office.clock.advance(hours=1)
    assert len(mine(office)) == 1


def test_the_tray_says_in_whose_place(office: Office) -> None:
    case_of_martin(office)
    goes_away(office)
    ctx = office.as_user("julia")
    shown = tray.read_tray(ctx)
    assert shown.cases == 1
    (line,) = tray.tray_cases(ctx, shown.shares, 0, 10)
    assert line.instead_of == "Martín Núñez"
    assert [each.replacing for each in mine(office)] == [True]


def test_the_substitute_hears_of_what_comes_due_and_of_objections(office: Office) -> None:
    late, objected = case_of_martin(office), case_of_martin(office)
    cases.move_case(office.console, objected, CaseState.RESOLVED, answer="Listo")
    closing.object_to(office.clerk, objected, "No es así")
    goes_away(office, hours=72)
    julia = office.as_user("julia")
    office.clock.advance(hours=48, minutes=1)
    found = alerts.read_alerts(julia, julia.now())
    assert {(alert.case, alert.instead) for alert in found.overdue} == {
        (late, "Martín Núñez"),
        (objected, "Martín Núñez"),
    }
    assert [(alert.case, alert.instead) for alert in found.objected] == [(objected, "Martín Núñez")]
    official = office.as_user("official")
    own = alerts.read_alerts(official, official.now())
    assert {(alert.case, alert.instead) for alert in own.overdue} == {(late, ""), (objected, "")}


def test_an_objection_is_told_until_somebody_works_on_the_case(office: Office) -> None:
    case = case_of_martin(office)
    cases.move_case(office.console, case, CaseState.RESOLVED, answer="Listo")
    official = office.as_user("official")
    assert alerts.read_alerts(official, official.now()).objected == ()
    closing.object_to(office.clerk, case, "Sigue igual")
    assert [alert.case for alert in alerts.read_alerts(official, official.now()).objected] == [case]
    assert alerts.read_alerts(office.as_user("julia"), official.now()).objected == ()
    cases.move_case(official, case, CaseState.IN_PROGRESS)
    assert alerts.read_alerts(official, official.now()).objected == ()


def test_criticals_of_the_absent_in_another_unit_reach_the_substitute(office: Office) -> None:
    other = directory.save_unit(office.console, "Parques").id
    nora = directory.save_official(office.console, "Nora Paz", other).id
    directory.save_user(office.console, "nora", "Nora Paz", frozenset({Role.OFFICIAL}), official=nora)
    form = {"result": Result.CRITICAL_CASE, "criterion": CriticalCriterion.RISK}
    case = case_of_martin(office, **form)
    ctx = office.as_user("nora")
    since = ctx.now() - timedelta(hours=1)
    assert alerts.read_alerts(ctx, since).criticals == ()
    now = office.clock.now()
    directory.record_absence(
        office.console, office.official, now, now + timedelta(hours=4), "Vacaciones", substitute=nora
    )
    assert [alert.case for alert in alerts.read_alerts(ctx, since).criticals] == [case]

"""The main job through the services: attentions, hand-overs, cases against their clocks, permissions."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from municipality import LIMA, MARIA, MONDAY, Office, attention, opening

from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotAllowed
from desktop_app.domain.folio import parse_folio
from desktop_app.domain.urgency import Urgency
from desktop_app.domain.values import (
    CaseState,
    Channel,
    Confirmation,
    CriticalCriterion,
    HoldReason,
    Level,
    ReferralState,
    Result,
    ReturnReason,
)
from desktop_app.services import (
    availability,
    case_lists,
    cases,
    catalogue,
    citizens,
    directory,
    reception,
    referrals,
    settings,
)
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.citizens import CitizenForm


def open_case(office: Office, **changes: object) -> bytes:
    saved = reception.register_attention(office.clerk, opening(office, **changes))
    assert saved.case is not None
    return saved.case


def test_an_orientation_is_recorded_with_its_times(office: Office) -> None:
    holds = ((HoldReason.ASKING_UNIT, 40), (HoldReason.OTHER, 5))
    saved = reception.register_attention(office.clerk, attention(office, channel=Channel.PHONE, holds=holds))
    row = office.installation.store.row(
        "SELECT number, channel, duration, lday, lhour, result, hold, topic IS NOT NULL FROM attention"
    )
    assert row == (saved.number, "phone", 180, 20261005, 9, "oriented", 45, 1)
    assert [line.number for line in reception.today(office.clerk)] == [saved.number]
    assert parse_folio(saved.number.replace("-", "")).number == 1


def test_numbers_never_repeat_and_rollbacks_leave_no_hole(office: Office) -> None:
    first = reception.register_attention(office.clerk, attention(office)).number
    with pytest.raises(InvalidInput):
        reception.register_attention(
            office.clerk,
            attention(office, result=Result.REFERRED, unit=office.unit, topic=None, subject="  "),
        )
    second = reception.register_attention(office.clerk, attention(office)).number
    assert (parse_folio(first).number, parse_folio(second).number) == (1, 2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"topic": None}, "subject"),
        ({"started": MONDAY + timedelta(minutes=1)}, "started"),
        ({"started": MONDAY - timedelta(hours=13)}, "started"),
        ({"result": Result.CASE_OPENED}, "citizen"),
        ({"result": Result.CASE_OPENED, "citizen": CitizenForm("Luz")}, "contact"),
        ({"result": Result.REFERRED}, "unit"),
        ({"result": Result.CRITICAL_CASE, "citizen": MARIA}, "criterion"),
        ({"detail": "x" * 20_000}, "detail"),
    ],
)
def test_bad_input_names_its_field_and_stores_nothing(
    office: Office, changes: dict[str, object], field: str
) -> None:
    before = office.installation.store.row("SELECT count(*) FROM op")
    with pytest.raises(InvalidInput) as refused:
        reception.register_attention(office.clerk, attention(office, **changes))
    assert refused.value.field == field
    assert office.installation.store.row("SELECT count(*) FROM op") == before


def test_a_case_bears_the_attentions_number_and_runs_against_its_clock(office: Office) -> None:
    case = open_case(office)
    detail = case_lists.detail(office.clerk, case)
    assert detail.line.number == reception.today(office.clerk)[0].number
    assert detail.line.due == MONDAY + timedelta(hours=48)
    assert "48 horas corridas" in detail.internal_why
    assert detail.line.badge.kind is Urgency.ON_TIME
    office.clock.set(MONDAY + timedelta(hours=36))
    assert case_lists.detail(office.clerk, case).line.badge.kind is Urgency.DUE_SOON
    office.clock.set(MONDAY + timedelta(hours=53))
    late = case_lists.detail(office.clerk, case).line.badge
    assert (late.kind, late.text) == (Urgency.OVERDUE, "Venció hace 5 h")
    assert case_lists.view_counts(office.clerk)["overdue"] == 1
    assert case_lists.count(office.clerk, CaseQuery("overdue")) == 1


def test_the_whole_life_of_a_case(office: Office) -> None:
    case = open_case(office)
    ctx = office.clerk
    cases.move_case(ctx, case, CaseState.REFERRED, unit=office.unit, responsible=office.official)
    cases.move_case(ctx, case, CaseState.IN_PROGRESS)
    with pytest.raises(ForbiddenTransition):
        cases.move_case(ctx, case, CaseState.CLOSED, confirmation=Confirmation.PHONE)
    cases.add_note(ctx, case, "Cuadrilla programada")
    cases.move_case(ctx, case, CaseState.RESOLVED, answer="Se reparó la calzada")
    with pytest.raises(ForbiddenTransition):
        cases.move_case(ctx, case, CaseState.CLOSED, confirmation=Confirmation.NOT_REACHED)
    cases.move_case(ctx, case, CaseState.CLOSED, confirmation=Confirmation.PHONE)
    cases.rate_case(ctx, case, 5, "Rápido")
    detail = case_lists.detail(ctx, case)
    assert detail.line.state is CaseState.CLOSED
    assert detail.line.badge.text == "Cerrado a tiempo"
    assert detail.score == 5
    assert [event.kind for event in detail.timeline] == [
        "open",
        "move",
        "move",
        "note",
        "move",
        "move",
        "rate",
    ]
    assert all(event.counted for event in detail.timeline)
    with pytest.raises(ForbiddenTransition):
        cases.plan_next(ctx, case, "Llamar", None)


def test_three_logged_attempts_close_without_confirmation(office: Office) -> None:
    case = open_case(office)
    cases.move_case(office.clerk, case, CaseState.RESOLVED, answer="Listo")
    for _ in range(3):
        cases.log_contact(office.clerk, case, Channel.PHONE, "No contesta", reached=False)
        office.clock.advance(hours=1)
    cases.move_case(office.clerk, case, CaseState.CLOSED, confirmation=Confirmation.NOT_REACHED)
    assert case_lists.detail(office.clerk, case).line.state is CaseState.CLOSED


def test_waiting_on_the_citizen_moves_a_complex_case(office: Office) -> None:
    case = open_case(office, level=Level.COMPLEX)
    before = case_lists.detail(office.clerk, case).internal_due
    assert before == datetime(2026, 10, 13, 16, 30, tzinfo=LIMA)  # 08/10 is a holiday in Peru
    cases.move_case(office.clerk, case, CaseState.IN_PROGRESS)
    cases.move_case(office.clerk, case, CaseState.WAITING_CITIZEN, reason="Falta el plano")
    paused = case_lists.detail(office.clerk, case)
    assert paused.internal_due is None
    assert paused.line.badge.kind is Urgency.PAUSED
    office.clock.advance(hours=3)
    cases.move_case(office.clerk, case, CaseState.IN_PROGRESS)
    after = case_lists.detail(office.clerk, case)
    assert after.internal_due == datetime(2026, 10, 14, 11, 0, tzinfo=LIMA)
    assert "pausado 3 h" in after.internal_why


def test_raising_to_critical_escalates_and_starts_its_own_clocks(office: Office) -> None:
    case = open_case(office)
    cases.move_case(office.clerk, case, CaseState.IN_PROGRESS)
    cases.move_case(office.clerk, case, CaseState.WAITING_CITIZEN, reason="Espera un dato")
    office.clock.advance(hours=5)
    with pytest.raises(InvalidInput):
        cases.change_level(office.clerk, case, Level.CRITICAL, "Cable caído")
    cases.change_level(office.clerk, case, Level.CRITICAL, "Cable caído", CriticalCriterion.RISK)
    detail = case_lists.detail(office.clerk, case)
    assert detail.line.state is CaseState.IN_PROGRESS
    assert detail.first_due == MONDAY + timedelta(hours=7)
    assert detail.internal_due == MONDAY + timedelta(hours=29)
    assert detail.line.badge.text == "1.ª resp. en 02:00"
    escalated = [event for event in detail.timeline if event.kind == "escalate"]
    assert len(escalated) == 1
    with pytest.raises(ForbiddenTransition):
        cases.move_case(office.clerk, case, CaseState.WAITING_CITIZEN, reason="No")
    cases.log_contact(office.clerk, case, Channel.PHONE, "Se le explicó", answered=True)
    answered = case_lists.detail(office.clerk, case)
    assert answered.first_answer == MONDAY + timedelta(hours=5)
    assert answered.line.due == MONDAY + timedelta(hours=29)


def test_a_hand_over_is_accepted_or_comes_back(office: Office) -> None:
    saved = reception.register_attention(
        office.clerk,
        attention(
            office, result=Result.REFERRED, topic=office.pothole, query_type="denuncia", unit=office.unit
        ),
    )
    assert saved.referral is not None
    waiting = referrals.inbox(office.as_user("official"), office.unit)
    assert [row.need for row in waiting] == ["Bache o calle dañada"]
    with pytest.raises(ForbiddenTransition):
        referrals.answer(office.as_user("official"), saved.referral, ReferralState.RETURNED)
    referrals.answer(
        office.as_user("official"), saved.referral, ReferralState.RETURNED, reason=ReturnReason.WRONG_UNIT
    )
    assert referrals.inbox(office.as_user("official")) == []
    back = referrals.returned_to_me(office.clerk)
    assert [row.number for row in back] == [saved.number]
    again = referrals.refer(
        office.clerk,
        referrals.ReferralForm(unit=office.unit, need=back[0].need, previous=saved.referral),
        saved.number,
    )
    assert referrals.returned_to_me(office.clerk) == []
    assert referrals.inbox(office.as_user("official"))[0].bounces == 1
    referrals.answer(office.as_user("official"), again.id, ReferralState.ACCEPTED)
    with pytest.raises(ForbiddenTransition):
        referrals.answer(office.as_user("official"), again.id, ReferralState.NO_ANSWER)


def test_whoever_is_absent_is_replaced(office: Office) -> None:
    ctx = office.console
    assert availability.propose(ctx, office.unit).here
    tomorrow = MONDAY + timedelta(days=1)
    for person in (office.chief, office.official):
        directory.save_absence(ctx, person, MONDAY - timedelta(hours=1), tomorrow, "Vacaciones")
    assert availability.propose(ctx, office.unit).official is None
    other = directory.save_unit(ctx, "Obras").id
    substitute = directory.save_official(ctx, "Rosa Mora", other).id
    directory.save_official(ctx, "Martín Núñez", office.unit, substitute=substitute, official=office.official)
    found = availability.propose(ctx, office.unit)
    assert found.official is not None
    assert found.instead_of is not None
    assert (found.official.id, found.instead_of.id, found.here) == (substitute, office.official, True)


def test_search_forgives_accents_case_and_order(office: Office) -> None:
    case = open_case(office)
    for typed in ("maria", "ÑAHUI", "nahui mar", "bache", "colegio hueco"):
        assert [line.id for line in case_lists.page(office.clerk, CaseQuery("all", typed), 0, 9)] == [case], (
            typed
        )
    assert case_lists.count(office.clerk, CaseQuery("all", "inexistente")) == 0
    assert [row.name for row in citizens.recognise(office.clerk, "4567")] == [MARIA.name]
    assert [topic.id for topic in catalogue.suggest(office.clerk, "hueco")] == [office.pothole]
    for hostile in ('"', "a OR b", "NEAR(", "x*", "-", "col:umn", "%"):
        case_lists.page(office.clerk, CaseQuery("all", hostile), 0, 9)


def test_a_decreed_day_moves_later_cases(office: Office) -> None:
    settings.set_day(
        office.as_user("administrator"), datetime(2026, 10, 7, tzinfo=LIMA).date(), "Aniversario"
    )
    case = open_case(office, level=Level.COMPLEX)
    assert case_lists.detail(office.clerk, case).internal_due == datetime(2026, 10, 14, 16, 30, tzinfo=LIMA)


def test_undo_keeps_the_record_in_the_log(office: Office) -> None:
    saved = reception.register_attention(office.clerk, attention(office))
    reception.void_attention(office.clerk, saved.id, "Me equivoqué")
    assert [row.voided for row in reception.today(office.clerk)] == [1]
    assert office.installation.store.row("SELECT voided, void_reason FROM attention") == (1, "Me equivoqué")


def test_roles_are_checked_below_the_screen(office: Office) -> None:
    case = open_case(office)
    with pytest.raises(NotAllowed):
        reception.register_attention(office.as_user("official"), attention(office))
    with pytest.raises(NotAllowed):
        case_lists.detail(office.as_user("administrator"), case)
    with pytest.raises(NotAllowed):
        cases.assign_case(office.clerk, case, responsible=office.official)
    cases.assign_case(office.as_user("supervisor"), case, responsible=office.official)
    with pytest.raises(NotAllowed):
        catalogue.save_topic(office.clerk, catalogue.TopicForm("Nuevo", "informacion"))
    with pytest.raises(NotAllowed):
        settings.change_settings(office.as_user("supervisor"), {"x": 1})


def test_of_equal_matches_the_pinned_topic_comes_first(office: Office) -> None:
    ctx = office.console
    other = catalogue.save_topic(ctx, catalogue.TopicForm("Licencia de edificación", "tramite")).id
    pinned = catalogue.save_topic(
        ctx, catalogue.TopicForm("Licencia de funcionamiento", "tramite", quick=2)
    ).id
    assert [topic.id for topic in catalogue.suggest(ctx, "licen")] == [pinned, other]
    assert [topic.id for topic in catalogue.suggest(ctx, "licencia edi")] == [other]

"""A month's figures against a life lived through the services."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from random_years import LIMA
from small_desk import add_topic, add_unit, make_desk

from desktop_app.domain.figures import MonthFigures
from desktop_app.domain.months import Month
from desktop_app.domain.values import (
    CaseState,
    Channel,
    CriticalCriterion,
    Level,
    ReferralState,
    Result,
    ReturnReason,
)
from desktop_app.services import cases, reception, referrals
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.statistics import month_figures


@pytest.fixture
def office(tmp_path):
    ctx, clock = make_desk(tmp_path, datetime(2026, 10, 6, 9, 0, tzinfo=LIMA))
    yield ctx, clock
    ctx.store.close()


def figures_of(ctx) -> MonthFigures:
    return month_figures(ctx, Month(2026, 10))


def test_what_the_services_record_is_what_the_month_tells(office):
    ctx, clock = office
    roads, water = add_unit(ctx, "Vías"), add_unit(ctx, "Aguas")
    topic = add_topic(ctx, "Bache")
    person = CitizenForm(name="Rosa Mora", phone="88881234")
    form = reception.AttentionForm(
        Channel.PHONE, ctx.now() - timedelta(minutes=3), "informacion", topic=topic
    )
    reception.register_attention(ctx, form)
    wrong = reception.register_attention(
        ctx,
        reception.AttentionForm(
            Channel.IN_PERSON, ctx.now(), "tramite", Result.REFERRED, topic=topic, unit=water
        ),
    )
    reception.register_attention(
        ctx,
        reception.AttentionForm(
            Channel.IN_PERSON, ctx.now(), "reclamo", Result.CASE_OPENED, subject="Calle rota", unit=roads,
            citizen=person, level=Level.SIMPLE,
        ),
    )  # fmt: skip
    clock.advance(minutes=5)
    assert wrong.referral is not None
    referrals.answer(ctx, wrong.referral, ReferralState.RETURNED, reason=ReturnReason.WRONG_UNIT)
    again = referrals.refer(
        ctx, referrals.ReferralForm(roads, "Bache en la calle 4", topic=topic, previous=wrong.referral)
    )
    clock.advance(minutes=7)
    referrals.answer(ctx, again.id, ReferralState.ACCEPTED)
    figures = figures_of(ctx)
    assert figures.attentions.total == 3
    assert figures.attentions.by_hour[8:10] == (1, 2)
    assert [(row.label, row.count) for row in figures.attentions.by_topic] == [("Bache", 2)]
    assert figures.cases.resolved_at_desk == 1
    assert (figures.cases.opened, figures.cases.open_at_end, figures.cases.overdue_at_end) == (1, 1, 0)
    part = figures.referrals
    assert (part.sent, part.wrong, part.accepted, part.bounces) == (2, 1, 1, 1)
    assert part.median_minutes_to_accept == 7


def open_one(ctx, **more):
    form = cases.CaseForm(
        "Cable caído", "denuncia", Channel.PHONE, citizen=CitizenForm("Ana", phone="88881234"), **more
    )
    return cases.open_case(ctx, form)


def close(ctx, case):
    for state in (CaseState.IN_PROGRESS, CaseState.RESOLVED, CaseState.CLOSED):
        confirmation = "phone" if state is CaseState.CLOSED else None
        cases.move_case(ctx, case, state, confirmation=confirmation, answer="Se reparó.")


def test_a_case_solved_in_time_counts_so_even_when_it_is_confirmed_late(office):
    ctx, clock = office
    case = open_one(ctx).id
    cases.move_case(ctx, case, CaseState.RESOLVED, answer="Se reparó.")
    clock.advance(days=5)
    assert figures_of(ctx).cases.total.open_solved == 1
    assert figures_of(ctx).cases.overdue_at_end == 0
    cases.move_case(ctx, case, CaseState.CLOSED, confirmation="phone")
    total = figures_of(ctx).cases.total
    assert (total.closed_on_time, total.closed_late, total.rate) == (1, 0, 1.0)
    assert figures_of(ctx).cases.median_hours == 0
    assert figures_of(ctx).cases.median_hours_to_close == 120


def test_a_case_left_open_becomes_overdue(office):
    ctx, clock = office
    open_one(ctx)
    clock.advance(hours=49)
    cases_told = figures_of(ctx).cases
    assert (cases_told.overdue_at_end, cases_told.total.rate) == (1, 0.0)


def test_a_case_that_waits_for_the_citizen_is_not_overdue(office):
    ctx, clock = office
    case = open_one(ctx, level=Level.COMPLEX).id
    cases.move_case(ctx, case, CaseState.IN_PROGRESS)
    cases.move_case(ctx, case, CaseState.WAITING_CITIZEN, reason="Falta el plano.")
    clock.advance(days=20)
    part = figures_of(ctx).cases
    assert part.overdue_at_end == 0


def test_critical_cases_are_measured_from_when_they_were_raised(office):
    ctx, clock = office
    born = open_one(ctx, level=Level.CRITICAL, criterion=CriticalCriterion.RISK)
    raised = open_one(ctx)
    clock.advance(hours=3)
    cases.change_level(ctx, raised.id, Level.CRITICAL, "Se repite", CriticalCriterion.RECURRENT)
    clock.advance(minutes=40)
    cases.log_contact(ctx, raised.id, Channel.PHONE, "Va una cuadrilla.", answered=True)
    told = {case.number: case for case in figures_of(ctx).cases.criticals}
    assert set(told) == {born.number, raised.number}
    assert told[raised.number].minutes_to_answer == 40
    assert told[raised.number].answered_on_time is True
    assert told[raised.number].criterion == "Queja recurrente no atendida"
    assert (told[born.number].told_at, told[born.number].told_to) == (None, "")  # its unit has no chief
    assert told[born.number].answered_at is None
    assert told[born.number].answer_due == told[born.number].raised_at + timedelta(hours=2)
    assert month_figures(ctx, Month(2026, 10)).sentences[2].startswith("Uno de los 2 casos críticos")


def test_a_critical_case_is_told_in_the_month_it_was_raised_only(office):
    ctx, clock = office
    open_one(ctx, level=Level.CRITICAL, criterion=CriticalCriterion.RISK)
    clock.advance(days=30)
    assert len(figures_of(ctx).cases.criticals) == 1
    assert month_figures(ctx, Month(2026, 11)).cases.criticals == ()


def test_opinions_refusals_and_silence_are_told_apart(office):
    ctx, _ = office
    for score, own in ((5, False), (4, False), (3, True), (None, False)):
        case = open_one(ctx).id
        close(ctx, case)
        cases.rate_case(ctx, case, score, by_handler=own)
    close(ctx, open_one(ctx).id)
    told = figures_of(ctx).satisfaction
    assert (told.scores.n, told.scores.mean, told.by_handler.n, told.declined) == (2, 4.5, 1, 1)
    assert told.response_rate == 3 / 5
    assert any(note.startswith("1\xa0caso cerrado sin opinión") for note in figures_of(ctx).missing)


def test_a_reopened_case_is_open_again_and_a_voided_one_never_was(office):
    ctx, _ = office
    again, never = open_one(ctx).id, open_one(ctx).id
    close(ctx, again)
    cases.move_case(ctx, again, CaseState.REOPENED, reason="Sigue roto.")
    cases.move_case(ctx, never, CaseState.VOIDED, reason="Duplicado")
    part = figures_of(ctx).cases
    assert (part.opened, part.closed, part.open_at_end) == (1, 0, 1)


def test_the_figures_hold_no_citizens_name(office):
    ctx, clock = office
    open_one(ctx, level=Level.CRITICAL, criterion=CriticalCriterion.RISK)
    clock.advance(hours=1)
    assert "Ana" not in repr(figures_of(ctx))

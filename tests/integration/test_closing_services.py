"""Closing below the screen: attempts, objections, who entered the opinion, and what the analysis counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from municipality import MONDAY, Office, make_office, opening

from desktop_app.domain.closing_rules import OTHER_CAUSE, ClosingRules
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotAllowed
from desktop_app.domain.months import Month
from desktop_app.domain.values import CaseState, Channel, Confirmation
from desktop_app.services import case_lists, cases, closing, directory, reception, settings, statistics
from desktop_app.services.closing import ClosingForm


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.installation.close()


def resolved(office: Office, by: str = "supervisor") -> bytes:
    case = reception.register_attention(office.clerk, opening(office)).case
    cases.move_case(office.as_user(by), case, CaseState.RESOLVED, answer="Se tapó el hueco")
    return case


def tries(office: Office, case: bytes) -> closing.Tries:
    return closing.tries_of(office.clerk, case_lists.detail(office.clerk, case))


def test_attempts_of_one_hour_count_once_below_the_screen(office: Office) -> None:
    case = resolved(office)
    for _ in range(3):
        closing.log_attempt(office.clerk, case, Channel.PHONE)
        office.clock.advance(minutes=10)
    assert len(tries(office, case).counted) == 1
    assert tries(office, case).near == 2
    with pytest.raises(ForbiddenTransition, match=r"lleva 1"):
        closing.close_case(office.clerk, case, ClosingForm(Confirmation.NOT_REACHED))
    for _ in range(2):
        office.clock.advance(hours=1)
        closing.log_attempt(office.clerk, case, Channel.EMAIL)
    assert tries(office, case).enough
    closing.close_case(office.clerk, case, ClosingForm(Confirmation.NOT_REACHED))
    found = closing.ended(case_lists.detail(office.clerk, case).timeline)
    assert found is not None
    assert (found.confirmation, found.attempts) == ("not_reached", 3)


def test_the_office_decides_how_many_and_how_far_apart(office: Office) -> None:
    settings.save_closing(office.as_user("administrator"), ClosingRules(attempts=2, gap_minutes=0))
    case = resolved(office)
    closing.log_attempt(office.clerk, case, Channel.PHONE)
    closing.log_attempt(office.clerk, case, Channel.PHONE)
    closing.close_case(office.clerk, case, ClosingForm(Confirmation.NOT_REACHED))
    with pytest.raises(NotAllowed):
        settings.save_closing(office.clerk, ClosingRules())


def test_attempts_before_a_reopening_do_not_close_the_next_solution(office: Office) -> None:
    case = resolved(office)
    for _ in range(3):
        closing.log_attempt(office.clerk, case, Channel.PHONE)
        office.clock.advance(hours=2)
    closing.object_to(office.clerk, case, "Sigue el hueco")
    cases.move_case(office.clerk, case, CaseState.RESOLVED, answer="Ahora sí")
    with pytest.raises(ForbiddenTransition, match=r"lleva 0"):
        closing.close_case(office.clerk, case, ClosingForm(Confirmation.NOT_REACHED))


def test_an_objection_goes_back_with_the_citizens_words_and_the_clocks_run_on(office: Office) -> None:
    case = resolved(office)
    cases.assign_case(office.console, case, office.unit, office.official)
    before = case_lists.detail(office.clerk, case)
    office.clock.advance(hours=1)
    closing.object_to(office.clerk, case, " Sigue el hueco ")
    after = case_lists.detail(office.clerk, case)
    assert after.line.state is CaseState.REOPENED
    assert after.line.responsible == before.line.responsible
    assert after.timeline[-1].text == "Sigue el hueco"
    assert after.internal_due == before.internal_due
    assert after.line.due == min(each for each in (after.internal_due, after.legal_due) if each)
    with pytest.raises(ForbiddenTransition, match="ya está abierto"):
        closing.object_to(office.clerk, case, "Otra vez")


def test_an_objection_needs_the_citizens_words(office: Office) -> None:
    case = resolved(office)
    with pytest.raises(InvalidInput) as refused:
        closing.object_to(office.clerk, case, "  ")
    assert refused.value.field == "objection"
    assert case_lists.detail(office.clerk, case).line.state is CaseState.RESOLVED


def test_who_wrote_the_solution_handled_the_case_also_without_a_responsible(office: Office) -> None:
    own, other = resolved(office, by="clerk"), resolved(office)
    for case in (own, other):
        closing.close_case(office.clerk, case, ClosingForm(Confirmation.PHONE, asked=True, score=5))
    told = [closing.opinion_of(case_lists.detail(office.clerk, case).timeline) for case in (own, other)]
    assert [each.by_handler for each in told if each] == [True, False]


def test_the_citizens_own_answer_is_nobodys_elses_even_at_the_handlers_desk(office: Office) -> None:
    user = next(each for each in directory.users(office.console) if each.login == "official")
    directory.save_user(
        office.console, user.login, user.name, user.roles, official=office.official, user=user.id
    )
    case = resolved(office, by="official")
    cases.assign_case(office.console, case, office.unit, office.official)
    form = ClosingForm(Confirmation.IN_PERSON, asked=True, score=2, comment="Tardaron", by_citizen=True)
    closing.close_case(office.as_user("official"), case, form)
    told = closing.opinion_of(case_lists.detail(office.clerk, case).timeline)
    assert told is not None
    assert (told.by_citizen, told.by_handler, told.score, told.comment) == (True, False, 2, "Tardaron")
    figures = statistics.month_figures(office.console, Month(2026, 10)).satisfaction
    assert (figures.scores.n, figures.scores.mean, figures.by_handler.n) == (1, 2.0, 0)


def test_causes_and_their_words_are_kept_and_counted(office: Office) -> None:
    forms = (
        ClosingForm(Confirmation.PHONE, causes=("Trato", "Demora interna", "no es de la lista")),
        ClosingForm(Confirmation.PHONE, causes=("Demora interna", OTHER_CAUSE), cause_text="Huelga"),
        ClosingForm(Confirmation.EMAIL),
    )
    made = [resolved(office) for _ in forms]
    for case, form in zip(made, forms, strict=True):
        closing.close_case(office.clerk, case, form)
        office.clock.advance(minutes=1)
    found = closing.ended(case_lists.detail(office.clerk, made[1]).timeline)
    assert found is not None
    assert (found.causes, found.cause_text) == (("Demora interna", OTHER_CAUSE), "Huelga")
    part = statistics.month_figures(office.console, Month(2026, 10)).closings
    numbers = [case_lists.detail(office.clerk, case).line.number for case in made]
    assert [(row.cause, row.count, row.numbers) for row in part.causes] == [
        ("Demora interna", 2, (numbers[1], numbers[0])),
        (OTHER_CAUSE, 1, (numbers[1],)),
        ("Trato", 1, (numbers[0],)),
    ]
    assert (part.closed, part.without_cause, part.unconfirmed) == (3, 1, 0)


def test_objections_reopenings_and_unconfirmed_closings_are_counted_in_their_month(office: Office) -> None:
    case = resolved(office)
    closing.object_to(office.clerk, case, "Sigue el hueco")
    cases.move_case(office.clerk, case, CaseState.RESOLVED, answer="Ahora sí")
    office.clock.set(MONDAY + timedelta(days=31))
    for _ in range(3):
        closing.log_attempt(office.clerk, case, Channel.PHONE)
        office.clock.advance(hours=2)
    closing.close_case(office.clerk, case, ClosingForm(Confirmation.NOT_REACHED))
    october = statistics.month_figures(office.console, Month(2026, 10)).closings
    november = statistics.month_figures(office.console, Month(2026, 11)).closings
    assert (october.objections, october.closed) == (1, 0)
    assert (november.objections, november.closed) == (0, 1)
    assert (november.reopened, november.unconfirmed) == (1, 1)


def test_a_reopening_for_another_reason_is_no_objection(office: Office) -> None:
    case = resolved(office)
    cases.move_case(office.clerk, case, CaseState.REOPENED, reason="Se resolvió por error")
    assert statistics.month_figures(office.console, Month(2026, 10)).closings.objections == 0

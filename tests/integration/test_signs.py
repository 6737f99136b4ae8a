"""Signs of a critical case are answered before the record is complete, and the answer is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from municipality import Office, attention, make_office, opening

from desktop_app.domain.errors import ForbiddenTransition, InvalidInput
from desktop_app.domain.values import Channel, CriticalCriterion, Level, Result
from desktop_app.services import case_lists, cases, reception, signs
from desktop_app.services.cases import CaseForm

DANGER = "Hay un cable caído en la vereda"
NO = "Ya lo aisló la empresa eléctrica"


@pytest.fixture
def office(tmp_path):
    made = make_office(tmp_path / "data")
    yield made
    made.installation.close()


def record(office: Office, form: reception.AttentionForm) -> reception.AttentionSaved:
    return reception.register_attention(office.clerk, form)


def test_nothing_is_asked_where_no_sign_stands(office):
    assert record(office, attention(office, weigh=True)).number
    assert record(office, attention(office, weigh=True, detail="No hay ningún peligro")).number


@pytest.mark.parametrize("make", [attention, opening])
def test_a_sign_asks_for_an_answer_and_nothing_is_recorded_before(office, make):
    form = make(office, weigh=True, detail=DANGER)
    before = office.installation.store.row("SELECT count(*) FROM op")
    with pytest.raises(InvalidInput) as refused:
        record(office, form)
    assert refused.value.field == "not_critical"
    assert str(refused.value) == (
        "«cable caído»: posible riesgo para la seguridad pública. "
        "¿Es crítico? F9 y su criterio, o diga por qué no lo es."
    )
    assert office.installation.store.row("SELECT count(*) FROM op") == before


def test_words_typed_as_the_question_count_like_the_detail(office):
    with pytest.raises(InvalidInput):
        record(office, attention(office, weigh=True, topic=None, subject=DANGER))


def test_a_reasoned_no_is_kept_with_the_case(office):
    saved = record(office, opening(office, weigh=True, detail=DANGER, not_critical=NO))
    detail = case_lists.detail(office.clerk, saved.case)
    event = detail.timeline[-1]
    assert (event.kind, event.facts["answer"], event.text) == (
        "sign",
        "no",
        f"No es crítico («cable caído»): {NO}",
    )
    assert detail.signs == ()


def test_a_reasoned_no_is_told_in_the_detail_of_an_attention_without_a_case(office):
    saved = record(office, attention(office, weigh=True, detail=DANGER, not_critical=NO))
    row = office.installation.store.row(
        "SELECT detail FROM attention a JOIN entity e ON e.id = a.id WHERE e.uid = ?", (saved.id,)
    )
    assert row == (f"{DANGER}\nNo es crítico («cable caído»): {NO}",)


def test_a_critical_is_the_answer_yes(office):
    form = opening(
        office, weigh=True, detail=DANGER, result=Result.CRITICAL_CASE, criterion=CriticalCriterion.RISK
    )
    saved = record(office, form)
    assert case_lists.detail(office.clerk, saved.case).line.level is Level.CRITICAL


def test_what_was_just_recorded_with_a_no_can_be_taken_back_whole(office):
    from desktop_app.services import undo

    saved = record(office, opening(office, weigh=True, detail=DANGER, not_critical=NO))
    undo.take_back(office.clerk, saved)
    assert case_lists.detail(office.clerk, saved.case).line.state == "voided"


def test_new_words_in_a_case_suggest_raising_it_until_somebody_answers(office):
    clerk = office.clerk
    case = cases.open_case(clerk, CaseForm("Hueco", "reclamo", Channel.PHONE)).id
    with pytest.raises(ForbiddenTransition):
        signs.deny(clerk, case, NO)
    cases.add_note(clerk, case, DANGER)
    assert [sign.words for sign in case_lists.detail(clerk, case).signs] == ["cable caído"]
    signs.deny(clerk, case, NO)
    assert case_lists.detail(clerk, case).signs == ()
    cases.log_contact(clerk, case, Channel.PHONE, "Dice que huele a gas")
    assert [sign.words for sign in case_lists.detail(clerk, case).signs] == ["huele a gas"]
    cases.change_level(clerk, case, Level.CRITICAL, "Fuga", CriticalCriterion.RISK)
    assert case_lists.detail(clerk, case).signs == ()
    cases.change_level(clerk, case, Level.SIMPLE, "Se reparó la fuga")
    assert case_lists.detail(clerk, case).signs == ()


def test_a_no_needs_its_reason(office):
    case = cases.open_case(office.clerk, CaseForm(DANGER, "reclamo", Channel.PHONE)).id
    with pytest.raises(InvalidInput):
        signs.deny(office.clerk, case, "  ")
    form = replace(opening(office, weigh=True, detail=DANGER), not_critical=" ")
    with pytest.raises(InvalidInput):
        record(office, form)

"""Bandeja and Vincular by keys: resolved on the spot, turned into a case, linked as the same need, rival answers."""

from __future__ import annotations

import pytest
from counter import KEY, screen
from handover_hands import INBOX_KEY, VINCULAR_KEY, hand_over, open_list, referral_row, user

from desktop_app.domain.values import ReferralState, ReturnReason
from desktop_app.services import referrals
from ui.kit.screen import CASES, INBOX


@pytest.fixture
def saved(counter):
    return hand_over(counter, detail="Frente al mercado")


@pytest.fixture
def luis(qtbot, counter, saved):
    del saved
    return open_list(qtbot, counter, "luis", INBOX_KEY)


def test_what_was_answered_on_the_spot_is_one_line_and_the_outcome(luis, counter, saved):
    luis.keys = 0
    luis.press(KEY.Key_V)
    luis.record()
    assert screen(luis).detail.form.foot.error.text() == "Escriba qué se le respondió al ciudadano."
    luis.write("La cuadrilla pasa el jueves")
    luis.record()
    assert luis.keys == 3
    assert referral_row(counter, saved.referral)[:2] == ("resolved", "La cuadrilla pasa el jueves")
    luis.rest(lambda: screen(luis).listing.model.rowCount() == 0)
    assert luis.focused() is screen(luis).table
    assert "queda como resultado de la atención" in luis.window.status.line.text()


def test_a_case_is_opened_with_what_was_told_and_three_keys(luis, counter, saved):
    luis.keys = 0
    luis.press(KEY.Key_C)
    form = screen(luis).detail.case_form
    luis.rest(form.isVisible)
    assert form.subject.text() == "Vereda rota"
    assert form.type.currentText() == "Trámite"
    assert form.form.rows["citizen"].field.isHidden()
    assert luis.focused() is form.type
    luis.record()
    assert luis.keys == 2
    number = saved.number
    assert referral_row(counter, saved.referral) == ("resolved", f"Se abrió el caso {number}.", 0, number)
    case = counter.last_case()
    assert (case["number"], case["state"], case["description"]) == (
        number,
        "in_progress",
        "Frente al mercado",
    )
    rows = counter.rows("SELECT o.name FROM case_file f JOIN official o ON o.id = f.responsible")
    assert rows == [("Luis Paredes Ñaupa",)]
    luis.rest(lambda: not form.isVisible())
    assert luis.window._current == INBOX


def test_a_complaint_of_somebody_unknown_asks_why_and_who(qtbot, counter):
    saved = hand_over(counter, citizen=None, contact=None, subject="Nadie contesta")
    luis = open_list(qtbot, counter, "luis", INBOX_KEY)
    luis.press(KEY.Key_C)
    form = screen(luis).detail.case_form
    luis.rest(form.isVisible)
    assert luis.focused() is form.name
    form.type.setFocus()
    form.type.setCurrentIndex(form.type.findData("queja"))
    assert form.kind.isVisible()
    luis.record()
    assert (
        form.form.rows["complaint_kind"].error() == "Diga por qué reclama: 1 mal servicio, 2 demora, 3 error."
    )
    luis.press(KEY.Key_2)
    luis.record()
    assert form.form.rows["citizen"].error() == "Para abrir un caso, escriba el nombre del ciudadano."
    assert luis.focused() is form.name
    luis.write("Rosa Díaz")
    luis.record()
    assert referral_row(counter, saved.referral)[0] == "resolved"
    assert counter.last_case()["citizen"] == "Rosa Díaz"
    assert counter.rows("SELECT complaint_kind FROM case_file") == [("delay",)]


def test_esc_keeps_what_was_written_for_its_hand_over(luis, counter, saved):
    luis.press(KEY.Key_V)
    luis.write("A medio escribir")
    luis.press(KEY.Key_Escape)
    assert luis.focused() is screen(luis).table
    luis.press(KEY.Key_C)
    form = screen(luis).detail.case_form
    luis.rest(form.isVisible)
    form.subject.setFocus()
    luis.press(KEY.Key_End)
    luis.write(" grande")
    assert form.subject.text() == "Vereda rota grande"
    luis.press(KEY.Key_Escape)
    assert not form.isVisible()
    luis.press(KEY.Key_V)
    assert screen(luis).detail.form.comment.text() == "A medio escribir"
    screen(luis).table.setFocus()
    luis.press(KEY.Key_C)
    luis.rest(form.isVisible)
    assert form.subject.text() == "Vereda rota grande"
    assert not screen(luis).detail.form.isVisible()  # one thing is written at a time
    assert referral_row(counter, saved.referral)[0] == "sent"


def test_what_may_not_become_a_case_says_so_before_anything_is_written(qtbot, counter, saved):
    ana = open_list(qtbot, counter, "ana", VINCULAR_KEY)
    ana.press(KEY.Key_C)
    ana.rest()
    assert "la responde la unidad que la recibe" in ana.window.status.line.text()
    assert not screen(ana).detail.case_form.isVisible()
    assert referral_row(counter, saved.referral)[0] == "sent"


def test_the_case_is_shown_from_its_hand_over(qtbot, counter, saved):
    luis = open_list(qtbot, counter, "luis", VINCULAR_KEY)
    luis.press(KEY.Key_C)
    luis.rest(screen(luis).detail.case_form.isVisible)
    luis.record()
    luis.rest(lambda: screen(luis).detail.referral.case_id is not None)
    screen(luis).act("case")
    assert luis.window._current == CASES


def test_a_fresh_hand_over_of_the_same_need_is_offered_and_linked_with_a_key(qtbot, counter):
    first = hand_over(counter, subject=None, topic=counter.zoning)
    referrals.answer(
        user(counter, "luis"), first.referral, ReferralState.RETURNED, reason=ReturnReason.WRONG_UNIT
    )
    counter.clock.advance(minutes=5)
    second = hand_over(counter, subject=None, topic=counter.zoning, unit=counter.urban, citizen=first.citizen)
    ana = open_list(qtbot, counter, "ana", VINCULAR_KEY)
    pane = screen(ana).detail
    assert pane.shown_id() == second.referral
    assert f"¿Es la misma necesidad que {first.number}" in pane.note.text()
    assert "Obras y Vías (devuelta)" in pane.note.text()
    ana.press(KEY.Key_E)
    ana.rest(lambda: referral_row(counter, second.referral)[2] == 1)
    ana.rest(lambda: pane.note.text() == "")
    model = screen(ana).listing.model
    ana.rest(lambda: model.cell(0, 3)[0] == "↻1 · Parámetros urbanísticos")
    ana.press(KEY.Key_Down)
    ana.rest(lambda: pane.shown_id() == first.referral)
    assert f"La necesidad siguió: {second.number}, Desarrollo Urbano (enviada)." in pane.note.text()
    ana.press(KEY.Key_E)
    ana.rest()
    assert "no hay otra vinculación" in ana.window.status.line.text()

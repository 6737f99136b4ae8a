"""At the counter: a second hand-over of the same need is offered as such, and who is not here is said beforehand."""

from __future__ import annotations

from datetime import timedelta

from counter import KEY, NOW, open_counter, screen
from handover_hands import hand_over, referral_row, user
from PySide6.QtWidgets import QLabel

from desktop_app.domain.values import ReferralState, ReturnReason
from desktop_app.services import directory, referrals
from ui.kit.buttons import Button


def said(hands):
    return [each.text() for each in hands.window.messages.findChildren(QLabel)]


def record(hands, typed):
    hands.press(KEY.Key_F2)
    hands.press(KEY.Key_8)  # Parámetros urbanísticos, pinned
    hands.rest()
    form = screen(hands).form
    hands.rest(lambda: form.panels.referral.receiver.text() != "")
    form.citizen.setFocus()
    hands.write(typed)
    hands.rest(form.citizen.list_open)
    hands.press(KEY.Key_Return)
    hands.record()


def test_the_same_need_is_offered_and_linked_with_one_button(qtbot, counter):
    first = hand_over(counter, subject=None, topic=counter.zoning)
    reason = ReturnReason.WRONG_UNIT
    referrals.answer(user(counter, "luis"), first.referral, ReferralState.RETURNED, reason=reason)
    ana = open_counter(qtbot, counter, "ana")
    record(ana, "rosa")
    ana.rest(lambda: any(f"¿Es la misma necesidad que {first.number}" in text for text in said(ana)))
    button = next(
        each for each in ana.window.messages.findChildren(Button) if each.text().startswith("Es la misma")
    )
    button.click()
    ana.rest(lambda: ana.window.status.line.text().startswith("Enlazada:"))
    rows = counter.rows(
        "SELECT e.uid FROM referral r JOIN entity e ON e.id = r.id WHERE r.previous IS NOT NULL"
    )
    assert len(rows) == 1
    assert referral_row(counter, rows[0][0])[2] == 1


def test_who_is_not_here_is_said_under_the_field_with_who_is_back_when(qtbot, counter):
    directory.save_absence(
        counter.console, counter.paola, NOW - timedelta(hours=1), NOW + timedelta(minutes=30), "Inspección"
    )
    ana = open_counter(qtbot, counter, "ana")
    ana.press(KEY.Key_F2)
    ana.press(KEY.Key_8)
    panel = screen(ana).form.panels.referral
    ana.rest(lambda: panel.receiver.text() == "Desarrollo Urbano")
    assert panel.row.note.text() == (
        "Nadie de Desarrollo Urbano puede recibir ahora: Paola Núñez atiende desde 11:12."
    )


def test_two_of_one_name_are_told_apart_once_chosen(qtbot, counter):
    directory.save_official(counter.console, "Luis Paredes Ñaupa", counter.roads, position="Inspector")
    ana = open_counter(qtbot, counter, "ana")
    ana.press(KEY.Key_F2)
    ana.press(KEY.Key_8)
    panel = screen(ana).form.panels.referral
    ana.rest(lambda: panel.receiver.text() != "")
    panel.receiver.setFocus()
    panel.receiver.selectAll()
    ana.write("luis insp")
    ana.rest(panel.receiver.list_open)
    ana.press(KEY.Key_Return)
    assert panel.receiver.text() == "Luis Paredes Ñaupa (Inspector) · Obras y Vías"

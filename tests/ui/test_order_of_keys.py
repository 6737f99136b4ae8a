"""Keys that come faster than a search keep their order, also among chords and while another window is in front."""

from __future__ import annotations

import threading

import pytest
from counter import CTRL, KEY, behind_a_gate, screen
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.values import ReferralState
from desktop_app.services import citizens, reception
from desktop_app.services.citizens import CitizenForm

ALT = Qt.KeyboardModifier.AltModifier


def letter(hands, char, mods=Qt.KeyboardModifier.NoModifier):
    """Press a letter as a keyboard does: it may be a shortcut."""
    QTest.sendKeyEvent(QTest.KeyAction.Click, hands.focused(), Qt.Key(ord(char.upper())), char, mods)


def gated(field):
    """Have a field find something only when the gate opens."""
    gate, ask = threading.Event(), field._provider
    field._provider = lambda typed: (gate.wait(10), ask(typed))[1]
    return gate


@pytest.fixture
def slow_write(monkeypatch):
    """Records that are written only when the gate opens."""
    gate, write = threading.Event(), reception.register_attention
    monkeypatch.setattr(
        reception, "register_attention", lambda *args, **more: (gate.wait(10), write(*args, **more))[1]
    )
    yield gate
    gate.set()


@pytest.fixture
def elsewhere(qtbot):
    """Another window, to be brought to the front."""
    other = QWidget()
    qtbot.addWidget(other)

    def bring() -> None:
        other.show()
        other.activateWindow()
        qtbot.waitUntil(other.isActiveWindow, timeout=5000)

    return bring


def test_the_answer_of_who_receives_is_no_letter_of_the_detail(counter, hands):
    form = screen(hands).form
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.rest()
    hands.press(KEY.Key_F7)
    gate = gated(form.panels.referral.receiver)
    hands.write("paola")
    hands.press(KEY.Key_Return)
    hands.write("2")
    letter(hands, "d", ALT)
    hands.write("nota")
    gate.set()
    hands.rest(lambda: form.detail.toPlainText() == "nota")
    assert screen(hands).form.panels.referral.outcome.value() is ReferralState.CONFIRMED_BY_PHONE
    hands.record()
    assert counter.rows("SELECT state FROM referral") == [("confirmed_by_phone",)]


def test_a_name_found_before_the_chord_leads_where_it_leads_at_rest(qtbot, counter):
    citizens.register_citizen(counter.console, CitizenForm("Juan Soto"))
    hands, form, gate = behind_a_gate(qtbot, counter)
    hands.press(KEY.Key_F2)
    hands.write("horario")
    hands.press(KEY.Key_Return)
    hands.write("soto")
    hands.press(KEY.Key_Return)
    hands.write("uno")
    letter(hands, "d", ALT)
    hands.write(" dos")
    gate.set()
    hands.rest(lambda: form.citizen.text() == "Juan Soto")
    assert (form.contact.text(), form.detail.toPlainText()) == ("", "uno dos")


def test_the_key_of_a_field_that_is_not_there_yet_waits_for_it(qtbot, counter):
    hands, form, gate = behind_a_gate(qtbot, counter)
    hands.press(KEY.Key_F2)
    hands.write("hueco")
    hands.press(KEY.Key_Return)
    letter(hands, "d", ALT)
    hands.write("nota")
    letter(hands, "t", ALT)
    letter(hands, "g", ALT)
    hands.write("Lima 123")
    gate.set()
    hands.rest(lambda: form.place.text() == "Lima 123")
    assert (form.detail.toPlainText(), form.no_contact.isChecked()) == ("nota", True)


def test_an_at_sign_typed_early_is_no_change_of_the_question(qtbot, counter):
    hands, form, gate = behind_a_gate(qtbot, counter)
    hands.press(KEY.Key_F2)
    hands.write("horario")
    hands.press(KEY.Key_Return)
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(form.topic, QKeyEvent(kind, KEY.Key_At, CTRL | ALT, "@"))
    gate.set()
    hands.rest(lambda: form.citizen.text() == "@")
    assert form.topic.text() == "Horario y ubicación de oficinas"


def test_escape_gives_up_a_record_that_was_asked_for_after_a_name(qtbot, counter):
    hands, form, gate = behind_a_gate(qtbot, counter)
    hands.press(KEY.Key_F2)
    hands.write("horario")
    hands.press(KEY.Key_Return)
    hands.write("rosa")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.press(KEY.Key_Escape)
    gate.set()
    hands.rest()
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    assert (form.topic.text(), form.citizen.text(), form.topic.hasFocus()) == ("horario", "rosa", True)
    hands.press(KEY.Key_F3)
    assert screen(hands).desk.front.channel == "phone"


def test_a_name_typed_before_another_window_came_is_no_part_of_the_question(qtbot, counter, elsewhere):
    hands, form, gate = behind_a_gate(qtbot, counter)
    hands.press(KEY.Key_F2)
    hands.write("horario")
    hands.press(KEY.Key_Return)
    hands.write("Rosa")
    elsewhere()
    gate.set()
    hands.qtbot.waitUntil(lambda: not hands.window.tools.background.busy(), timeout=5000)
    hands.window.activateWindow()
    hands.rest(lambda: form.citizen.text() == "Rosa")
    assert form.topic.text() == "Horario y ubicación de oficinas"


def test_what_waits_for_a_record_waits_for_its_window_too(counter, hands, elsewhere, slow_write):
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.write("hueco")
    hands.press(KEY.Key_F3)
    hands.write("licencia")
    elsewhere()
    slow_write.set()
    hands.qtbot.waitUntil(lambda: not hands.window.tools.background.busy(), timeout=5000)
    hands.window.activateWindow()
    hands.rest(lambda: len(screen(hands).desk.all()) == 2)
    parked, front = screen(hands).desk.all()
    assert (parked.text, front.channel, screen(hands).form.topic.text()) == ("hueco", "phone", "licencia")


def test_todays_list_asked_for_while_a_record_is_written_stays_open(counter, hands, slow_write):
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.press(KEY.Key_H, mods=CTRL)
    hands.write("t")
    slow_write.set()
    hands.rest(screen(hands).daybook.is_open)
    assert screen(hands).form.topic.text() == ""
    assert screen(hands).desk.all() == []


def test_escape_after_todays_list_closes_it_and_the_words_are_the_next_ones(counter, hands, slow_write):
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.press(KEY.Key_H, mods=CTRL)
    hands.press(KEY.Key_Escape)
    hands.write("hueco")
    slow_write.set()
    hands.rest(lambda: screen(hands).form.topic.text() == "hueco")
    assert not screen(hands).daybook.is_open()


def test_a_record_written_late_takes_no_letter_from_another_screen(counter, hands, slow_write):
    reception_screen = screen(hands)
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.press(KEY.Key_3, mods=CTRL)
    slow_write.set()
    hands.rest()
    assert screen(hands).isAncestorOf(hands.focused())
    hands.write("hueco")
    hands.rest()
    assert reception_screen.desk.all() == []
    hands.press(KEY.Key_1, mods=CTRL)
    hands.rest(reception_screen.form.topic.hasFocus)

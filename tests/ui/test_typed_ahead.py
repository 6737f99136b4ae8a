"""What is typed while a record waits for a slow search belongs to the next attention, and gets there."""

from __future__ import annotations

import threading

import pytest
from counter import CTRL, KEY, behind_a_gate, open_counter, screen
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop_app.services import reception

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_next_citizens_words_do_not_reach_the_last_ones_record(qtbot, counter):
    hands, form, gate = behind_a_gate(qtbot, counter)
    hands.press(KEY.Key_F2)
    hands.write("horario")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_D, mods=ALT)
    hands.write("vuelve")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.press(KEY.Key_F3)
    hands.write("horario")
    hands.press(KEY.Key_Return)
    hands.write("Rosa Ñahui")
    hands.press(KEY.Key_D, mods=ALT)
    hands.write("otra")
    assert form.detail.toPlainText() == "vuelve"
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    gate.set()
    qtbot.waitUntil(lambda: counter.rows("SELECT count(*) FROM attention") == [(1,)], timeout=5000)
    hands.rest(lambda: form.citizen.text() == "Rosa Ñahui")
    assert counter.rows("SELECT detail, channel FROM attention") == [("vuelve", "in_person")]
    front = screen(hands).desk.front
    assert (front.name, front.detail or form.detail.toPlainText()) == ("Rosa Ñahui", "otra")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest()
    assert counter.rows("SELECT detail, channel FROM attention ORDER BY id") == [
        ("vuelve", "in_person"), ("otra", "phone"),
    ]  # fmt: skip


def test_escape_gives_up_what_was_kept_and_what_was_typed_after_it(qtbot, counter):
    hands, form, gate = behind_a_gate(qtbot, counter)
    hands.press(KEY.Key_F2)
    hands.write("horario")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Return, mods=CTRL)
    form.topic.setFocus()
    hands.write("hueco")
    hands.press(KEY.Key_Escape)
    gate.set()
    hands.rest()
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    hands.press(KEY.Key_F2)
    assert form.topic.hasFocus()  # no key is held any more


def test_several_in_a_row_each_keep_their_own(qtbot, counter):
    rounds = 3
    hands, _form, gate = behind_a_gate(qtbot, counter)
    for at in range(rounds):
        hands.press(KEY.Key_F2)
        hands.write("horario")
        hands.press(KEY.Key_Return)
        hands.press(KEY.Key_D, mods=ALT)
        hands.write(f"nota {at}")
        hands.press(KEY.Key_Return, mods=CTRL)
    gate.set()
    qtbot.waitUntil(lambda: counter.rows("SELECT count(*) FROM attention") == [(rounds,)], timeout=8000)
    hands.rest()
    assert counter.rows("SELECT detail FROM attention ORDER BY id") == [
        (f"nota {at}",) for at in range(rounds)
    ]


@pytest.fixture
def slow_write(monkeypatch):
    """Records that are written only when the gate opens."""
    gate, write = threading.Event(), reception.register_attention

    def register(*args, **more):
        gate.wait(10)
        return write(*args, **more)

    monkeypatch.setattr(reception, "register_attention", register)
    yield gate
    gate.set()


def test_a_record_that_is_written_late_does_not_move_the_hand(qtbot, counter, slow_write):
    hands = open_counter(qtbot, counter, "ana")
    form = screen(hands).form
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.press(KEY.Key_F3)
    hands.press(KEY.Key_D, mods=ALT)
    hands.write("otra")
    slow_write.set()
    hands.rest()
    assert counter.rows("SELECT count(*) FROM attention") == [(1,)]
    assert form.detail.hasFocus()
    hands.write(" persona")
    assert form.detail.toPlainText() == "otra persona"
    assert [each.title for each in screen(hands).desk.all()] == [""]


def test_who_comes_after_the_next_question_of_a_late_record_waits_for_it(qtbot, counter, slow_write):
    hands = open_counter(qtbot, counter, "ana")
    form = screen(hands).form
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.press(KEY.Key_Return, mods=CTRL | SHIFT)
    hands.write("hueco")
    hands.press(KEY.Key_F3)
    hands.press(KEY.Key_D, mods=ALT)
    hands.write("otra")
    slow_write.set()
    hands.rest()
    following, front = screen(hands).desk.all()
    assert (following.text, following.visit_number) == ("hueco", 2)
    assert screen(hands).desk.front is front
    assert (front.channel, form.detail.toPlainText()) == ("phone", "otra")


def test_a_composed_letter_is_not_held_where_nothing_is_waited_for(qtbot, counter):
    hands = open_counter(qtbot, counter, "ana")
    shown = screen(hands)
    shown._afterwards.watch()
    composed = QInputMethodEvent()
    composed.setCommitString("ñ")
    QApplication.sendEvent(shown.form.topic, composed)
    assert shown.form.topic.text() == "ñ"

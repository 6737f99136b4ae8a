"""What is typed while a record waits for a slow search belongs to the next attention, and gets there."""

from __future__ import annotations

import pytest
from counter import CTRL, KEY, screen
from PySide6.QtCore import Qt
from test_fast_hands import behind_a_gate

ALT = Qt.KeyboardModifier.AltModifier


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
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest()
    assert form.topic.text() in ("", "horario")


@pytest.mark.parametrize("rounds", [3])
def test_several_in_a_row_each_keep_their_own(qtbot, counter, rounds):
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

"""On a disk so slow that every search lasts longer than the typing, each attention still keeps what is its own."""

from __future__ import annotations

import random
import time

import pytest
from counter import CTRL, KEY, open_counter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.services import citizens, reception
from desktop_app.services.citizens import CitizenForm

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
PEOPLE = ("Rosa Mora", "Luis Paz", "Ana Ruiz", "Juan Soto", "Inés Vega", "Raúl Díaz")
WORDS = ("horario", "hueco", "licencia", "numeracion", "horario", "hueco")


def slow(field, delay):
    ask = field._provider
    field._provider = lambda typed: (time.sleep(delay.random() * 0.4), ask(typed))[1]


@pytest.mark.parametrize("begins", [True, False], ids=["F3", "typing on"])
@pytest.mark.parametrize("seed", range(2))
def test_nothing_reaches_another_attention(qtbot, counter, monkeypatch, seed, begins):
    delay = random.Random(seed)
    write = reception.register_attention

    def slowly(*args, **more):
        time.sleep(delay.random() * 0.4)
        return write(*args, **more)

    monkeypatch.setattr(reception, "register_attention", slowly)
    for name in PEOPLE:
        citizens.register_citizen(counter.console, CitizenForm(name))
    hands = open_counter(qtbot, counter, "ana")
    form = hands.window.current_screen().form
    slow(form.topic, delay)
    slow(form.citizen, delay)

    def letter(char):
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, QApplication.focusWidget() or hands.window, Qt.Key(ord(char.upper())), char,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.processEvents()
        time.sleep(0.004)

    def press(key, mods=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget() or hands.window, key, mods)
        QApplication.processEvents()
        time.sleep(0.004)

    for at, (name, words) in enumerate(zip(PEOPLE, WORDS, strict=True)):
        if begins:
            press(KEY.Key_F3)
        for char in words:
            letter(char)
        press(KEY.Key_Return)
        for char in name.split()[0].lower().replace("é", "e").replace("ú", "u"):
            letter(char)
        press(KEY.Key_Return)
        press(KEY.Key_D, ALT)
        for char in f"nota {at}":
            letter(char)
        press(KEY.Key_F7, SHIFT)
        press(KEY.Key_Return, CTRL)
    qtbot.waitUntil(
        lambda: counter.rows("SELECT count(*) FROM attention") == [(len(PEOPLE),)], timeout=20_000
    )
    hands.rest()
    stored = counter.rows(
        "SELECT c.name, a.detail FROM attention a LEFT JOIN citizen c ON c.id = a.citizen ORDER BY a.id"
    )
    assert stored == [(name, f"nota {at}") for at, name in enumerate(PEOPLE)]

"""Hands faster than the search: what Enter chose arrives, and nobody is pulled back."""

from __future__ import annotations

import threading

import pytest
from counter import CTRL, KEY, Counter, close_counter, open_counter


@pytest.fixture
def counter(tmp_path):
    made = Counter(tmp_path / "data")
    yield made
    close_counter(made)
    made.close()


def test_enter_before_the_list_and_on_to_the_case(qtbot, counter):
    hands = open_counter(qtbot, counter, "ana")
    form = hands.window.current_screen().form
    gate = threading.Event()
    ask = form.topic._provider
    form.topic._provider = lambda typed: (gate.wait(10), ask(typed))[1]
    hands.press(KEY.Key_F2)
    hands.write("hueco")
    hands.press(KEY.Key_Return, KEY.Key_F8)
    assert form.citizen.hasFocus()
    hands.write("Rosa")
    gate.set()
    qtbot.waitUntil(lambda: form.topic.text() == "Bache o pista dañada", timeout=5000)
    assert form.citizen.hasFocus()
    assert form.citizen.text() == "Rosa"
    hands.write(" Mora")
    form.no_contact.click()
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest()
    stored = counter.last_attention()
    assert (stored["topic"], stored["result"], stored["citizen"]) == (
        "Bache o pista dañada", "case_opened", "Rosa Mora",
    )  # fmt: skip


def test_enter_and_record_before_the_list(qtbot, counter):
    hands = open_counter(qtbot, counter, "ana")
    form = hands.window.current_screen().form
    gate = threading.Event()
    ask = form.topic._provider
    form.topic._provider = lambda typed: (gate.wait(10), ask(typed))[1]
    hands.press(KEY.Key_F2)
    hands.write("horario")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Return, mods=CTRL)
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    gate.set()
    qtbot.waitUntil(lambda: counter.rows("SELECT count(*) FROM attention") == [(1,)], timeout=5000)
    hands.rest()
    assert counter.last_attention()["topic"] == "Horario y ubicación de oficinas"
    assert hands.keys == 3

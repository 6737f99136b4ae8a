"""What is done while a record is being written is about what comes next, and a refusal takes nobody's place."""

from __future__ import annotations

import threading

import pytest
from counter import CTRL, KEY, open_counter, screen
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.values import Result
from desktop_app.services import reception

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


class Disk:
    """Writes records when it is let, and refuses when told so."""

    def __init__(self) -> None:
        self.ready = threading.Event()
        self.refusal: InvalidInput | None = None


@pytest.fixture
def disk(monkeypatch):
    held, write = Disk(), reception.register_attention

    def register(*args, **more):
        held.ready.wait(10)
        if held.refusal is not None:
            raise held.refusal
        return write(*args, **more)

    monkeypatch.setattr(reception, "register_attention", register)
    yield held
    held.ready.set()


@pytest.fixture
def hands(qtbot, counter, disk):
    hands = open_counter(qtbot, counter, "ana")
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.press(KEY.Key_Return, mods=CTRL)
    return hands


def refuse(disk, hands, field="unit", sentence="Elija la unidad que recibe."):
    disk.refusal = InvalidInput(sentence, field=field)
    disk.ready.set()
    hands.rest()
    disk.refusal = None


def test_words_typed_while_the_record_is_written_begin_the_next_attention(counter, disk, hands):
    form = screen(hands).form
    hands.write("hueco en la vía")
    disk.ready.set()
    hands.rest()
    assert form.topic.text() == "hueco en la vía"
    assert [each.text for each in screen(hands).desk.all()] == ["hueco en la vía"]
    assert counter.rows("SELECT count(*) FROM attention") == [(1,)]
    assert screen(hands).recording.last.title == "Horario y ubicación de oficinas"


def test_keys_after_those_words_keep_their_order(counter, disk, hands):
    hands.write("hueco")
    hands.press(KEY.Key_F3)
    hands.write("licencia")
    disk.ready.set()
    hands.rest()
    parked, front = screen(hands).desk.all()
    assert (parked.text, parked.channel) == ("hueco", "in_person")
    assert (front.channel, screen(hands).form.topic.text()) == ("phone", "licencia")
    assert screen(hands).desk.front is front


def test_what_is_pasted_while_the_record_is_written_is_not_lost(disk, hands):
    QApplication.clipboard().setText("hueco en la vía", QClipboard.Mode.Clipboard)
    hands.press(KEY.Key_V, mods=CTRL)
    disk.ready.set()
    hands.rest()
    assert screen(hands).form.topic.text() == "hueco en la vía"


def test_a_result_chosen_while_the_record_is_written_is_the_next_ones(counter, disk, hands):
    hands.press(KEY.Key_F8)
    disk.ready.set()
    hands.rest()
    assert counter.rows("SELECT result FROM attention") == [("oriented",)]
    assert screen(hands).desk.front.result is Result.CASE_OPENED


def test_undo_while_the_record_is_written_takes_back_that_record(counter, disk, hands):
    disk.ready.set()
    hands.rest()
    disk.ready.clear()
    hands.press(KEY.Key_F2)
    hands.write("segunda")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.press(KEY.Key_Z, mods=CTRL)
    disk.ready.set()
    hands.rest(lambda: screen(hands).desk.front is not None)
    assert screen(hands).desk.front.text == "segunda"
    assert counter.rows("SELECT count(*) FROM attention WHERE voided = 0") == [(1,)]


def test_ctrl_enter_twice_records_only_what_was_in_front(counter, disk, hands):
    disk.ready.set()
    hands.rest()
    disk.ready.clear()
    hands.press(KEY.Key_F2)
    hands.write("aparte")
    hands.press(KEY.Key_F3)
    hands.write("segunda")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.press(KEY.Key_Return, mods=CTRL)
    disk.ready.set()
    hands.rest()
    assert counter.rows("SELECT count(*) FROM attention") == [(2,)]
    assert [each.text for each in screen(hands).desk.all()] == ["aparte"]


def test_what_was_typed_for_the_next_one_does_not_reach_a_refused_one(disk, hands):
    hands.write("hueco")
    refuse(disk, hands, "contact", "Anote un contacto.")
    front = screen(hands).desk.front
    assert (front.title, front.detail, front.contact) == ("Horario y ubicación de oficinas", "", "")
    assert screen(hands).form.contact.hasFocus()
    hands.write("9")
    assert screen(hands).form.contact.text() == "9"


def test_a_refused_record_takes_nobodys_place(qtbot, disk, hands):
    hands.press(KEY.Key_F3)
    hands.write("hueco")
    front = screen(hands).desk.front
    refuse(disk, hands)
    hands.write(" grande")
    assert screen(hands).desk.front is front
    assert screen(hands).form.topic.text() == "hueco grande"
    [message] = hands.window.messages.messages()
    assert message.text == "No se registró «Horario y ubicación de oficinas»: Elija la unidad que recibe."
    refused = next(each for each in screen(hands).desk.all() if each is not front)
    assert not refused.saving


def test_a_refused_record_says_why_when_it_is_in_front_again(counter, disk, hands):
    hands.press(KEY.Key_F3)
    hands.write("hueco")
    refuse(disk, hands, "contact", "Anote un contacto.")
    hands.press(KEY.Key_Tab, mods=CTRL)
    form = screen(hands).form
    assert form.rows["contact"].note.text() == "Anote un contacto."
    assert form.contact.hasFocus()
    hands.write("999888777")
    hands.record()
    assert counter.rows("SELECT contact FROM attention") == [("999888777",)]
    assert hands.window.messages.messages() == []
    assert [each.text for each in screen(hands).desk.all()] == ["hueco"]


def test_a_fourth_one_that_is_being_written_leaves_room_for_the_next(counter, disk, hands):
    for words in ("una", "dos", "tres"):
        hands.press(KEY.Key_F2)
        hands.write(words)
    hands.press(KEY.Key_F3)
    assert screen(hands).desk.front.channel == "phone"
    hands.write("cuatro")
    disk.ready.set()
    hands.rest()
    assert [each.text for each in screen(hands).desk.all()] == ["una", "dos", "tres", "cuatro"]
    hands.press(KEY.Key_F2)
    hands.rest()
    assert len(screen(hands).desk.all()) == 4


def test_a_refusal_is_told_on_another_screen_and_leads_back(disk, hands):
    hands.press(KEY.Key_3, mods=CTRL)
    refuse(disk, hands, "contact", "Anote un contacto.")
    [message] = hands.window.messages.messages()
    message.act()
    assert screen(hands).form.rows["contact"].error() == "Anote un contacto."
    assert screen(hands).form.contact.hasFocus()


def test_a_refused_record_that_is_mended_by_choosing_is_no_longer_marked(disk, hands):
    refuse(disk, hands, "unit", "Elija otra consulta.")
    front = screen(hands).desk.front
    assert front.refusal == ("unit", "Elija otra consulta.")
    screen(hands).form.quick.chips()[1].click()
    assert front.refusal == ("", "")

"""Recepción at the counter: keys alone from the first to the record, and the store has what happened."""

from __future__ import annotations

import json

import pytest
from counter import CTRL, KEY, NONE, SHIFT, screen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.domain.values import Channel
from desktop_app.services import citizens
from desktop_app.services.citizens import CitizenForm
from ui.kit.badges import BadgeKind
from ui.kit.messages import Message, Tone
from ui.kit.screen import RECEPTION, StartAttention


def test_an_information_walk_in_is_three_keys(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.press(KEY.Key_Return, mods=CTRL)
    assert hands.keys == 3
    hands.rest()
    stored = counter.last_attention()
    assert stored["topic"] == "Horario y ubicación de oficinas"
    assert (stored["channel"], stored["query_type"], stored["result"]) == (
        "in_person",
        "informacion",
        "oriented",
    )
    assert stored["author"] == "Ana Rojas"
    assert stored["citizen"] is None
    assert screen(hands).form.topic.text() == ""
    assert "Gracias por venir" in screen(hands).view.parts.strip.sentence.text()


def test_the_window_opens_where_the_work_begins(hands):
    assert hands.focused() is screen(hands).form.topic
    hands.press(KEY.Key_3, mods=CTRL)
    hands.press(KEY.Key_1, mods=CTRL)
    assert hands.focused() is screen(hands).form.topic


def test_the_enter_key_of_the_number_pad_records_as_well(hands, counter):
    hands.press(KEY.Key_F3, KEY.Key_1)
    hands.press(KEY.Key_Enter, mods=CTRL | Qt.KeyboardModifier.KeypadModifier)
    hands.rest()
    assert counter.last_attention()["channel"] == "phone"


@pytest.mark.parametrize(
    ("key", "mods", "channel"),
    [
        (KEY.Key_F2, NONE, Channel.IN_PERSON),
        (KEY.Key_F3, NONE, Channel.PHONE),
        (KEY.Key_F2, SHIFT, Channel.EMAIL),
        (KEY.Key_F3, SHIFT, Channel.APP),
    ],
)
def test_each_channel_has_its_key(hands, key, mods, channel):
    hands.press(key, mods=mods)
    assert screen(hands).desk.front.channel is channel
    assert hands.focused() is screen(hands).form.topic


def test_the_clock_starts_with_the_key(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_1)
    counter.clock.advance(seconds=133)
    screen(hands).view.tick()
    assert screen(hands).view.bar.clock.text() == "02:13"
    hands.record()
    assert counter.last_attention()["duration"] == 133


def test_a_topic_is_found_by_the_beginning_of_a_word_and_of_a_synonym(hands):
    hands.press(KEY.Key_F2)
    hands.write("hue")
    field = screen(hands).form.topic
    hands.rest(field.list_open)
    assert field.popup().current().title == "Bache o pista dañada"
    hands.press(KEY.Key_Return)
    assert screen(hands).desk.front.title == "Bache o pista dañada"
    assert not field.list_open()


def test_enter_before_the_list_arrives_takes_from_the_list_of_these_very_letters(hands):
    hands.press(KEY.Key_F2)
    hands.write("urb")
    hands.press(KEY.Key_Return)
    hands.rest(lambda: screen(hands).desk.front.topic is not None)
    assert screen(hands).desk.front.title == "Parámetros urbanísticos"


def test_a_name_of_one_endless_word_leaves_the_guide_its_width(hands, counter):
    citizen = citizens.register_citizen(counter.console, CitizenForm("Ñ" * 300, phone="987654321")).id
    hands.window.show_screen(RECEPTION, StartAttention(Channel.IN_PERSON, citizen))
    hands.rest()
    guide = screen(hands).view.guide
    hands.rest(lambda: any("Ñ" in label.text() for label in guide.findChildren(QLabel)))
    assert guide.widget().minimumSizeHint().width() <= guide.viewport().width()


def test_free_text_is_recorded_with_its_own_words(hands, counter):
    hands.press(KEY.Key_F2)
    hands.write("pregunta por el circo")
    hands.rest()
    hands.record()
    stored = counter.last_attention()
    assert (stored["topic"], stored["subject"]) == (None, "pregunta por el circo")
    assert stored["query_type"] == "informacion"


def test_after_the_record_of_free_text_nothing_covers_the_pinned_questions(hands, counter):
    form = hands.window.current_screen().form
    hands.write("zapatos rojos")
    hands.rest(form.topic.list_open)
    hands.record()
    assert counter.last_attention()["subject"] == "zapatos rojos"
    assert form.quick.isVisible()
    assert not form.topic.list_open()


def test_the_window_opens_with_the_hands_on_the_first_question(hands):
    assert hands.window.current_screen().form.topic.hasFocus()


def test_a_hold_keeps_its_reason_and_its_seconds(hands, counter):
    hands.press(KEY.Key_F3, KEY.Key_1, KEY.Key_F4, KEY.Key_2)
    bar = screen(hands).view.bar
    counter.clock.advance(seconds=65)
    screen(hands).view.tick()
    assert bar.hold_clock.kind() is BadgeKind.DUE_SOON
    counter.clock.advance(seconds=60)
    screen(hands).view.tick()
    assert bar.hold_clock.kind() is BadgeKind.OVERDUE
    hands.press(KEY.Key_F4)
    counter.clock.advance(seconds=10)
    hands.record()
    stored = counter.last_attention()
    assert json.loads(stored["holds"]) == [["finding_file", 125]]
    assert stored["duration"] == 135


def test_enter_on_words_that_are_in_no_catalogue_goes_on(hands):
    hands.press(KEY.Key_F2)
    hands.write("pregunta por el circo")
    hands.press(KEY.Key_Return)
    hands.rest(lambda: hands.focused() is screen(hands).form.citizen)
    assert screen(hands).desk.front.text == "pregunta por el circo"


@pytest.mark.parametrize(("typed", "seconds"), [("-3", 180), ("10:35", 420), ("9:42", 3600)])
def test_the_start_can_be_corrected_and_the_clocks_own_is_kept(hands, counter, typed, seconds):
    hands.press(KEY.Key_F2, KEY.Key_1)
    screen(hands).view.bar.start.setFocus()
    hands.write(typed)
    hands.press(KEY.Key_Return)
    hands.record()
    assert counter.last_attention()["duration"] == seconds
    started = int(counter.clock.now().timestamp())
    assert counter.rows("SELECT original_start, started FROM attention") == [(started, started - seconds)]


@pytest.mark.parametrize("typed", ["hoy", "-900", "23:59", "25:00", "-"])
def test_a_start_that_cannot_be_is_told_and_changes_nothing(hands, counter, typed):
    hands.press(KEY.Key_F2, KEY.Key_1)
    screen(hands).view.bar.start.setFocus()
    hands.write(typed)
    hands.press(KEY.Key_Return)
    assert hands.window.status.line.text().startswith("Escriba el inicio como -3")
    assert screen(hands).view.bar.start.text() == "10:42"
    hands.record()
    assert counter.last_attention()["duration"] == 0


def test_typing_without_a_key_begins_an_attention_in_person(hands):
    screen(hands).form.topic.setFocus()
    hands.write("hola")
    assert screen(hands).desk.front.channel is Channel.IN_PERSON
    assert screen(hands).desk.front.text == "hola"


def test_the_same_question_again_is_one_key(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.record()
    hands.press(KEY.Key_D, mods=CTRL)
    hands.rest()
    rows = counter.rows("SELECT t.title FROM attention a JOIN topic t ON t.id = a.topic")
    assert rows == [("Horario y ubicación de oficinas",)] * 2


def test_words_of_no_catalogue_are_repeated_as_well(hands, counter):
    hands.press(KEY.Key_F2)
    hands.write("pregunta por el circo")
    hands.rest()
    hands.record()
    hands.press(KEY.Key_D, mods=CTRL)
    hands.rest()
    assert counter.rows("SELECT subject FROM attention") == [("pregunta por el circo",)] * 2


def test_a_question_that_cannot_be_repeated_now_says_why(hands, counter):
    said = []
    screen(hands).say.connect(said.append)
    hands.press(KEY.Key_D, mods=CTRL)
    assert said[-1].text == "Todavía no hay una consulta que repetir."
    hands.press(KEY.Key_F2)
    hands.write("circo")
    hands.rest()
    hands.press(KEY.Key_D, mods=CTRL)
    assert said[-1].text == "Antes registre o descarte la atención abierta."
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]


def test_the_guide_shows_the_sheet_and_the_notices_when_idle(hands):
    hands.press(KEY.Key_F2, KEY.Key_1)
    screen(hands).paper.copy_sheet()
    from PySide6.QtWidgets import QApplication

    assert QApplication.clipboard().text() == (
        "Horario y ubicación de oficinas\nRequisitos: Ninguno.\nCosto: Gratuito"
    )
    assert hands.window.status.line.text() == "Ficha copiada."
    assert isinstance(Message(Tone.DONE, ""), Message)


def test_back_at_a_parked_attention_the_next_letter_does_not_take_its_topic_away(hands):
    hands.press(KEY.Key_F2, KEY.Key_1, KEY.Key_F3)
    hands.press(KEY.Key_Tab, mods=CTRL)
    hands.write("Rosa")
    front = screen(hands).desk.front
    assert (front.title, front.name) == ("Horario y ubicación de oficinas", "Rosa")

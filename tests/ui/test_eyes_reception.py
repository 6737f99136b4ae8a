"""What a clerk of ten years would trip over at the counter."""

from __future__ import annotations

import pytest
from counter import CTRL, KEY, SHIFT, screen
from fits import faults
from PySide6.QtCore import Qt

from desktop_app.domain.values import ComplaintKind, Result
from desktop_app.services import catalogue, citizens
from desktop_app.services.catalogue import TopicForm
from desktop_app.services.citizens import CitizenForm
from desktop_app.storage import search
from ui.kit.messages import Message, Tone

ALT = Qt.KeyboardModifier.AltModifier


def form(hands):
    return screen(hands).form


# Nothing of one person reaches the next.


def test_a_doubt_of_the_last_person_is_not_the_next_one_s(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_1)
    form(hands).panels.oriented.unanswered.setFocus()
    hands.press(KEY.Key_Space)
    hands.record()
    assert counter.last_attention()["result"] == "unanswered"
    hands.press(KEY.Key_1)
    hands.record()
    assert counter.last_attention()["result"] == "oriented"


def test_the_answer_to_the_last_hand_over_is_not_the_next_one_s(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_8)
    hands.rest()
    form(hands).panels.referral.outcome.chips()[1].click()
    hands.record()
    hands.press(KEY.Key_8)
    hands.rest()
    hands.record()
    states = counter.rows("SELECT state FROM referral ORDER BY id")
    assert [state for (state,) in states] == ["confirmed_by_phone", "sent"]


def test_typing_without_a_key_before_shows_how_it_will_end(hands):
    """Neither the case of the person before, nor nothing at all."""
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.write("Rosa Quispe")
    hands.press(KEY.Key_Tab)
    hands.write("987654321")
    hands.record()
    hands.write("otra cosa")
    hands.rest()
    shown = form(hands)
    assert shown.results.value() is Result.ORIENTED
    assert shown.panels.currentWidget() is shown.panels.oriented


# A fifth person while four are open.


def four_open(hands):
    for number in range(4):
        hands.press(KEY.Key_F2)
        hands.write(f"consulta {number}")
    hands.rest()


def test_f2_with_four_open_marks_nothing_that_the_next_letter_would_replace(hands):
    four_open(hands)
    form(hands).citizen.setFocus()
    hands.press(KEY.Key_F2)
    assert hands.focused() is form(hands).citizen
    hands.write("Rosa")
    assert screen(hands).desk.front.text == "consulta 3"


def test_there_being_no_room_is_told_only_while_it_is_true(hands):
    four_open(hands)
    hands.press(KEY.Key_F2)
    bar = hands.window.messages
    assert [message.key for message in bar.messages()] == ["too-many"]
    hands.record()
    assert bar.messages() == []


# What stands under Consulta and beside Ciudadano.


def test_a_digit_over_other_words_is_not_said_to_be_pinned_to_nothing(hands):
    hands.press(KEY.Key_F2)
    hands.write("horario")
    form(hands).topic.selectAll()
    hands.write("7")
    hands.rest()
    assert "Para la consulta frecuente 7, borre" in form(hands).subject.note.text()
    form(hands).topic.selectAll()
    hands.write("5")
    hands.rest()
    assert "Ninguna consulta frecuente tiene el número 5" in form(hands).subject.note.text()


@pytest.mark.parametrize("calm", [True, False], ids=["calm", "fast"])
def test_enter_passes_over_a_contact_that_was_typed_beside_the_name(hands, calm):
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.write("Rosa Quispe 987654321")
    if calm:
        hands.rest(lambda: not form(hands).citizen._wait.isActive())
    hands.press(KEY.Key_Return)
    hands.rest(lambda: not form(hands).citizen.hasFocus())
    assert form(hands).contact.text() == "987654321"
    assert hands.focused() is form(hands).detail


def test_enter_after_a_name_alone_asks_for_the_contact(hands):
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.write("Rosa Quispe")
    hands.rest()
    hands.press(KEY.Key_Return)
    hands.rest(lambda: not form(hands).citizen.hasFocus())
    assert hands.focused() is form(hands).contact


def test_a_preferred_person_without_a_name_is_not_identified(hands):
    hands.press(KEY.Key_F2, KEY.Key_1, KEY.Key_F12, KEY.Key_1)
    hands.record()
    model = screen(hands).view.today.model
    hands.rest(lambda: model.rowCount() == 1)
    assert model.index(0, 3).data().endswith("· (sin identificar)")


def test_a_farewell_of_two_lines_moves_nothing(hands):
    strip = screen(hands).view.parts.strip
    for words in ("Una.", "palabras de una despedida que es muy larga " * 4):
        strip.say(words)
        hands.rest()
        assert strip.sentence.heightForWidth(strip.sentence.width()) <= strip.sentence.minimumHeight()


# Whose telephone it is.


def someone(counter, name, phone):
    made = citizens.register_citizen(counter.console, CitizenForm(name, phone=phone))
    search.flush_all(counter.console.store)
    return made.id


def choose_person(hands, letters):
    hands.write(letters)
    hands.rest(form(hands).citizen.list_open)
    hands.press(KEY.Key_Return)
    hands.rest()


def test_the_telephone_of_one_who_is_not_meant_goes_with_the_name(hands, counter):
    someone(counter, "Rosa Quispe Ñahui", "987654321")
    hands.press(KEY.Key_F2, KEY.Key_1)
    choose_person(hands, "quis")
    assert form(hands).contact.text() == "987654321"
    form(hands).citizen.setFocus()
    form(hands).citizen.selectAll()
    hands.write("Bartolomé Huamán")
    hands.record()
    stored = counter.last_attention()
    assert (stored["citizen"], stored["contact"], stored["phone"]) == ("Bartolomé Huamán", None, None)


def test_choosing_another_person_brings_their_own_telephone(hands, counter):
    someone(counter, "Rosa Quispe Ñahui", "987654321")
    someone(counter, "Pedro Mamani", "911222333")
    hands.press(KEY.Key_F2, KEY.Key_1)
    choose_person(hands, "quis")
    form(hands).citizen.setFocus()
    form(hands).citizen.selectAll()
    choose_person(hands, "mama")
    assert form(hands).contact.text() == "911222333"


def test_a_letter_taken_back_brings_back_topic_and_citizen(hands, counter):
    """Else what reads like the catalogue's question is recorded as unclassified, and Rosa a second time."""
    someone(counter, "Rosa Quispe Ñahui", "987654321")
    hands.press(KEY.Key_F2, KEY.Key_1)
    choose_person(hands, "quis")
    for field in (form(hands).topic, form(hands).citizen):
        field.setFocus()
        hands.press(KEY.Key_End)
        hands.write("x")
        hands.press(KEY.Key_Backspace)
    hands.record()
    stored = counter.last_attention()
    assert (stored["topic"], stored["subject"]) == ("Horario y ubicación de oficinas", None)
    assert (stored["citizen"], stored["contact"]) == ("Rosa Quispe Ñahui", "987654321")
    assert counter.rows("SELECT count(*) FROM citizen") == [(1,)]


def test_a_telephone_that_the_clerk_typed_stays(hands, counter):
    someone(counter, "Rosa Quispe Ñahui", "987654321")
    hands.press(KEY.Key_F2, KEY.Key_1)
    choose_person(hands, "quis")
    form(hands).contact.setFocus()
    form(hands).contact.selectAll()
    hands.write("955000111")
    form(hands).citizen.setFocus()
    hands.press(KEY.Key_End)
    hands.write(" de Pérez")
    assert form(hands).contact.text() == "955000111"


# What is wrong is told beside what can be seen.


@pytest.mark.parametrize(
    ("key", "field"), [(KEY.Key_F7, "unit"), (KEY.Key_F9, "criterion")], ids=["receiver", "criterion"]
)
@pytest.mark.parametrize("size", [(1366, 690), (1092, 534), (910, 432)], ids=["1366", "1092", "910"])
def test_an_error_under_the_result_cuts_nothing(hands, key, field, size):
    hands.window.resize(*size)
    hands.press(KEY.Key_F2)
    hands.write("pide un permiso")
    hands.press(key)
    if key == KEY.Key_F9:
        for words, place in (("Rosa Quispe", form(hands).citizen), ("987654321", form(hands).contact)):
            place.setFocus()
            hands.write(words)
    hands.record()
    assert form(hands).rows[field].note.isVisible()
    hands.rest(lambda: not faults(hands.window))


def test_today_s_list_stands_under_no_empty_bar(hands):
    bar = screen(hands).view.bar
    hands.press(KEY.Key_H, mods=CTRL)
    assert bar.isHidden()
    hands.press(KEY.Key_F2)
    assert bar.isVisible()
    hands.press(KEY.Key_H, mods=CTRL)
    assert bar.isVisible()
    hands.press(KEY.Key_Escape)
    assert bar.isVisible()
    assert bar.submit.isVisible()


# A letter does what its label says.


def test_alt_and_the_letter_of_a_complaint_s_kind_hear_its_digit(hands, counter):
    hands.press(KEY.Key_F2)
    counter_topic(counter, "Reclamo por mala atención", "reclamo")
    hands.write("reclamo")
    hands.rest(form(hands).topic.list_open)
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_F8)
    form(hands).detail.setFocus()
    hands.press(KEY.Key_L, mods=ALT)
    hands.press(KEY.Key_2)
    assert form(hands).detail.toPlainText() == ""
    assert form(hands).complaint.kinds.value() is ComplaintKind.DELAY


def counter_topic(counter, title, kind):
    """Have a topic in the catalogue."""
    return catalogue.save_topic(counter.console, TopicForm(title, kind, result=Result.CASE_OPENED)).id


@pytest.mark.parametrize("size", [(1366, 690), (1092, 534), (910, 432)], ids=["1366", "1092", "910"])
def test_a_reason_that_is_missing_leaves_its_button_in_sight(hands, size):
    hands.press(KEY.Key_F2, KEY.Key_8)
    hands.rest()
    hands.record()
    hands.window.resize(*size)
    hands.window.say(Message(Tone.WARNING, "Algo que ocupa lugar.", key="room"))
    hands.press(KEY.Key_H, mods=CTRL)
    detail = screen(hands).view.day_detail
    hands.rest(detail.void.isVisible)
    hands.press(KEY.Key_Delete)
    hands.rest()
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(detail.form.row.note.isVisible)
    save = detail.form.foot.save
    hands.rest(lambda: save.visibleRegion().boundingRect() == save.rect())


def test_copying_a_sheet_that_nobody_chose_says_why_nothing_happens(hands):
    hands.press(KEY.Key_F2)
    hands.press(KEY.Key_C, mods=CTRL | SHIFT)
    assert hands.window.status.line.text().startswith("Elija la consulta en el catálogo")


@pytest.mark.parametrize("size", [(1366, 690), (1092, 534), (910, 432)], ids=["1366", "1092", "910"])
def test_a_missing_contact_makes_its_field_no_wider(hands, size):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.window.resize(*size)
    hands.write("Rosa Quispe")
    hands.rest(lambda: not faults(hands.window))
    before = form(hands).contact.width()
    hands.record()
    assert "Sin contacto" in form(hands).rows["contact"].note.text()
    hands.rest(lambda: not faults(hands.window))
    assert form(hands).contact.width() == before


def test_a_window_made_narrow_gives_the_focus_of_its_pane_back(hands):
    hands.press(KEY.Key_F6)
    assert hands.window.pane.isAncestorOf(hands.focused())
    hands.window.resize(910, 432)
    hands.rest(hands.window.pane.isHidden)
    assert hands.focused() is form(hands).topic

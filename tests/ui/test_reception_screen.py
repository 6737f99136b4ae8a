"""Recepción at the counter: keys alone, and the store has what happened."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import pytest
from counter import CTRL, KEY, NONE, SHIFT, close_counter, open_counter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.domain.values import Channel, Result
from desktop_app.services import citizens, drafts
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.reception import AttentionForm, register_attention
from ui.kit.badges import BadgeKind
from ui.kit.errors import ErrorWatch
from ui.kit.messages import Message, Tone
from ui.kit.screen import RECEPTION, StartAttention


def screen(hands):
    return hands.window.current_screen()


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


def test_a_case_for_a_new_citizen_by_keyboard_alone(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.write("Íñigo Ñáñez")
    hands.rest()
    hands.press(KEY.Key_Tab)
    hands.write("987654321")
    hands.press(KEY.Key_Tab, KEY.Key_Tab)
    hands.write("Hueco frente al n.º 120")
    hands.record()
    assert hands.keys <= 8
    stored, case = counter.last_attention(), counter.last_case()
    assert (stored["citizen"], stored["phone"], stored["result"]) == (
        "Íñigo Ñáñez",
        "987654321",
        "case_opened",
    )
    assert (case["subject"], case["level"], case["state"]) == ("Bache o pista dañada", "simple", "registered")
    assert case["description"] == "Hueco frente al n.º 120"
    assert case["number"] in screen(hands).view.parts.strip.sentence.text()


def test_the_promise_of_a_case_stands_on_the_screen_before_it_is_made(hands):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.rest()
    assert screen(hands).form.panels.case.terms.text() == "Vence jue 26/11/2026 10:42"
    assert (
        "a más tardar el jueves 26 de noviembre a las 10:42" in screen(hands).view.parts.strip.sentence.text()
    )


def test_a_critical_case_needs_its_criterion_and_takes_it_by_digit(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7, KEY.Key_F9, KEY.Key_1)
    hands.write("Rosa Quispe")
    hands.rest()
    hands.press(KEY.Key_Tab)
    hands.write("987654321")
    hands.record()
    case = counter.last_case()
    assert (case["level"], case["criterion"]) == ("critical", "risk")
    assert hands.keys <= 13


def test_without_its_criterion_the_sentence_stands_under_it_and_a_digit_mends_it(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7, KEY.Key_F9)
    form = screen(hands).form
    form.citizen.setFocus()
    hands.write("Rosa Quispe")
    hands.rest()
    hands.press(KEY.Key_Tab)
    hands.write("987654321")
    hands.record()
    assert form.panels.critical.row.error().startswith("Diga por qué es crítico")
    hands.press(KEY.Key_3)
    hands.record()
    assert counter.last_case()["criterion"] == "vulnerable"


def test_what_is_wrong_stands_under_its_field_and_the_focus_goes_there(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7)
    screen(hands).form.detail.setFocus()
    hands.write("Hueco grande")
    hands.record()
    form = screen(hands).form
    assert form.rows["citizen"].error() == "Para abrir un caso, escriba el nombre del ciudadano."
    assert hands.focused() is form.citizen
    assert form.detail.toPlainText() == "Hueco grande"
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    hands.write("Rosa Quispe")
    assert form.rows["citizen"].error() == ""
    hands.rest()
    hands.record()
    assert form.rows["contact"].error().startswith("Escriba un teléfono o correo")
    assert hands.focused() is form.contact


def test_a_contact_that_reaches_nobody_opens_no_case(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.write("Rosa Quispe")
    hands.rest()
    hands.press(KEY.Key_Tab)
    hands.write("vecina de Juan")
    hands.record()
    form = screen(hands).form
    assert form.rows["contact"].error().startswith("Escriba un teléfono con sus números o un correo")
    assert hands.focused() is form.contact
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    hands.write(" 987654321")
    hands.record()
    assert counter.last_attention()["contact"] == "vecina de Juan 987654321"


def test_a_name_of_one_endless_word_leaves_the_guide_its_width(hands, counter):
    citizen = citizens.register_citizen(counter.console, CitizenForm("Ñ" * 300, phone="987654321")).id
    hands.window.show_screen(RECEPTION, StartAttention(Channel.IN_PERSON, citizen))
    hands.rest()
    guide = screen(hands).view.guide
    hands.rest(lambda: any("Ñ" in label.text() for label in guide.findChildren(QLabel)))
    assert guide.widget().minimumSizeHint().width() <= guide.viewport().width()


def test_an_open_list_does_not_cover_what_is_wrong(hands):
    hands.window.resize(910, 432)
    hands.rest()
    hands.press(KEY.Key_F2, KEY.Key_7)
    form = screen(hands).form
    assert form.topic.list_open()
    hands.record()
    assert form.rows["subject"].error() == "Escriba o elija la consulta del ciudadano."
    assert not form.topic.list_open()


def test_without_contact_is_an_answer_that_counts(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.write("Rosa Quispe")
    hands.rest()
    hands.press(KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Space)
    hands.record()
    assert counter.last_attention()["no_contact"] == 1


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


def test_the_field_calls_itself_optional_only_while_it_is(hands):
    form = hands.window.current_screen().form
    hands.press(KEY.Key_F2)
    assert form.citizen.placeholderText().startswith("Opcional")
    hands.press(KEY.Key_F8)
    assert not form.citizen.placeholderText().startswith("Opcional")
    hands.press(KEY.Key_F7)
    assert form.citizen.placeholderText().startswith("Opcional")


def test_a_citizen_who_was_here_before_is_recognised(hands, counter):
    ctx = counter.installation.context(counter.installation.actor("ana"))
    rosa = citizens.register_citizen(ctx, CitizenForm("Rosa Ñahui Quispe", phone="987654321")).id
    form = AttentionForm(
        Channel.PHONE, ctx.now() - timedelta(minutes=2), "denuncia", Result.CASE_OPENED, topic=counter.pothole,
        unit=counter.roads, citizen=rosa,
    )  # fmt: skip
    register_attention(ctx, form)
    hands.press(KEY.Key_F3, KEY.Key_7)
    hands.write("nah")
    hands.rest(screen(hands).form.citizen.list_open)
    hands.press(KEY.Key_Return)
    hands.rest(lambda: screen(hands).thinking.known is not None)
    front = screen(hands).desk.front
    assert (front.citizen, front.contact) == (rosa, "987654321")
    assert screen(hands).thinking.known.open_count == 1
    hands.record()
    assert counter.rows("SELECT count(*) FROM citizen") == [(1,)]


def test_words_of_danger_suggest_a_critical_case(hands):
    hands.press(KEY.Key_F2, KEY.Key_7)
    screen(hands).form.detail.setFocus()
    hands.write("hay un cable suelto que echa chispas")
    hands.rest(lambda: bool(screen(hands).thinking.signs))
    assert "cable suelto" in screen(hands).thinking.signs[0].explanation


def test_a_hand_over_finds_somebody_who_is_present(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_8)
    hands.rest(lambda: screen(hands).desk.front.receiver.official is not None)
    assert screen(hands).form.panels.referral.receiver.text() == "Paola Núñez · Desarrollo Urbano"
    assert "Paola Núñez, de Desarrollo Urbano (Piso 2, oficina 207)" in (
        screen(hands).view.parts.strip.sentence.text()
    )
    hands.record()
    rows = counter.rows(
        "SELECT r.state, r.need, o.name, u.name FROM referral r LEFT JOIN official o ON o.id = r.official "
        "LEFT JOIN unit u ON u.id = r.unit"
    )
    assert rows == [("sent", "Parámetros urbanísticos", "Paola Núñez", "Desarrollo Urbano")]


def test_a_sentence_never_claims_an_acceptance_that_was_not_given(hands):
    hands.press(KEY.Key_F2, KEY.Key_8)
    hands.rest(lambda: screen(hands).desk.front.receiver.official is not None)
    said = screen(hands).view.parts.strip.sentence.text()
    assert "Ya le comuniqué" not in said
    screen(hands).form.panels.referral.outcome.chips()[1].click()
    assert "Ya le comuniqué" in screen(hands).view.parts.strip.sentence.text()


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


def test_a_second_citizen_parks_the_first_and_nothing_is_lost(hands, counter):
    hands.press(KEY.Key_F3)
    hands.write("pregunta larga")
    hands.press(KEY.Key_F2, KEY.Key_1)
    assert len(screen(hands).desk.all()) == 2
    hands.press(KEY.Key_Tab, mods=CTRL)
    assert screen(hands).form.topic.text() == "pregunta larga"
    hands.press(KEY.Key_Tab, mods=CTRL)
    hands.record()
    assert counter.last_attention()["topic"] == "Horario y ubicación de oficinas"
    assert screen(hands).form.topic.text() == "pregunta larga"


def test_a_fifth_attention_waits_for_one_to_end(hands):
    for number in range(5):
        hands.press(KEY.Key_F2)
        hands.write(f"consulta {number}")
    assert len(screen(hands).desk.all()) == 4
    assert any("cuatro atenciones" in message.text for message in hands.window.messages.messages())
    assert screen(hands).form.topic.text().startswith("consulta 3")


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


def test_drafts_are_on_the_disk_soon_after_the_hands_rest_and_come_back(qtbot, hands, counter):
    ctx = counter.installation.context(counter.installation.actor("ana"))
    hands.press(KEY.Key_F3, KEY.Key_7)
    hands.write("Rosa Quispe")
    screen(hands).form.detail.setFocus()
    hands.write("El hueco está en la esquina")
    qtbot.waitUntil(lambda: any(
        draft.content["detail"] == "El hueco está en la esquina" for draft in drafts.open_drafts(ctx)
    ), timeout=5000)  # fmt: skip
    close_counter(counter)
    counter.reopen()
    again = open_counter(qtbot, counter, "ana")
    again.rest(lambda: screen(again).desk.front is not None)
    front = screen(again).desk.front
    assert (front.channel, front.title, front.name) == (Channel.PHONE, "Bache o pista dañada", "Rosa Quispe")
    assert screen(again).form.detail.toPlainText() == "El hueco está en la esquina"
    assert again.window.status.line.text().startswith("Se recuperó")


def test_a_recorded_attention_leaves_no_draft(hands, counter):
    hands.press(KEY.Key_F2)
    hands.write("una pregunta")
    screen(hands).keep_draft()
    hands.rest()
    assert counter.rows("SELECT count(*) FROM draft") == [(1,)]
    hands.record()
    assert counter.rows("SELECT count(*) FROM draft") == [(0,)]


def test_another_person_does_not_see_the_drafts(hands, counter):
    hands.press(KEY.Key_F2)
    hands.write("una pregunta")
    screen(hands).keep_draft()
    hands.rest()
    marta = counter.installation.context(counter.installation.actor("marta"))
    assert drafts.open_drafts(marta) == []


def test_an_uncaught_error_loses_no_typed_text(hands, counter, tmp_path):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.write("Rosa Quispe")
    said = []
    watch = ErrorWatch(said.append, hands.window.keep_drafts)
    try:
        raise ZeroDivisionError("defect")
    except ZeroDivisionError:
        watch.take(*sys.exc_info())
    hands.rest()
    assert screen(hands).form.citizen.text() == "Rosa Quispe"
    assert len(said) == 1
    content = json.loads(counter.rows("SELECT content FROM draft")[0][0])
    assert (content["name"], content["text"]) == ("Rosa Quispe", "Bache o pista dañada")


def test_a_refused_write_keeps_form_and_draft(hands, counter, monkeypatch):
    hands.press(KEY.Key_F2)
    hands.write("una pregunta")
    monkeypatch.setattr(counter.console.store, "read_only", True)
    hands.record()
    assert screen(hands).form.topic.text() == "una pregunta"
    assert not screen(hands).desk.front.saving
    assert any(message.tone is Tone.ERROR for message in hands.window.messages.messages())
    monkeypatch.setattr(counter.console.store, "read_only", False)
    hands.record()
    assert counter.last_attention()["subject"] == "una pregunta"


def test_the_last_record_can_be_undone_and_is_open_again(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.write("Rosa Quispe")
    hands.rest()
    hands.press(KEY.Key_Tab)
    hands.write("987654321")
    hands.record()
    assert isinstance(hands.window.status.line.text(), str)
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest(lambda: screen(hands).desk.front is not None)
    assert counter.last_attention()["voided"] == 1
    assert counter.last_case()["state"] == "voided"
    assert screen(hands).form.citizen.text() == "Rosa Quispe"


def test_undo_belongs_to_the_field_while_it_has_something_to_undo(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.record()
    hands.press(KEY.Key_F2)
    hands.write("otra")
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest()
    assert screen(hands).form.topic.text() == ""
    assert counter.last_attention()["voided"] == 0


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


def test_a_discarded_attention_can_be_taken_up_again(hands, counter):
    hands.press(KEY.Key_F2)
    hands.write("me equivoqué")
    screen(hands).view.bar.discard.click()
    hands.rest()
    assert screen(hands).desk.front is None
    assert counter.rows("SELECT count(*) FROM draft") == [(0,)]
    hands.press(KEY.Key_Z, mods=CTRL)
    assert screen(hands).form.topic.text() == "me equivoqué"


def test_escape_discards_nothing(hands):
    hands.press(KEY.Key_F2)
    hands.write("una pregunta")
    hands.rest()
    for _ in range(3):
        hands.press(KEY.Key_Escape)
    assert screen(hands).form.topic.text() == "una pregunta"


def test_the_guide_shows_the_sheet_and_the_notices_when_idle(hands):
    hands.press(KEY.Key_F2, KEY.Key_1)
    screen(hands).copy_sheet()
    from PySide6.QtWidgets import QApplication

    assert QApplication.clipboard().text() == (
        "Horario y ubicación de oficinas\nRequisitos: Ninguno.\nCosto: Gratuito"
    )
    assert hands.window.status.line.text() == "Ficha copiada."
    assert isinstance(Message(Tone.DONE, ""), Message)

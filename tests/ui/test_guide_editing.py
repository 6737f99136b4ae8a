"""Trámites edited with keys alone: a topic's form, its errors and drafts, and questions that become topics."""

from __future__ import annotations

from datetime import timedelta

import pytest
from counter import CTRL, KEY, close_counter, screen
from guide_hands import add_numbering, clear_and_write, come, names, topic, walk_to

from desktop_app.domain.values import Channel, Level, Result
from desktop_app.services import catalogue, reception
from desktop_app.services.reception import AttentionForm
from ui.kit import speech


@pytest.fixture
def counter(counter):
    return add_numbering(counter)


@pytest.fixture
def supervisor(qtbot, counter):
    return come(qtbot, counter, "marta")


def test_a_form_that_is_opened_anew_is_not_closed_by_an_older_save(supervisor, counter):
    walk_to(supervisor, "Bache o pista dañada")
    supervisor.press(KEY.Key_E)
    clear_and_write(supervisor, "Bache")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    screen(supervisor).editing.open_form().close_form()
    supervisor.press(KEY.Key_Down, KEY.Key_E)
    supervisor.write("X ")
    supervisor.rest()
    form = screen(supervisor).editing.open_form()
    assert form is not None
    assert form.field("title").text() == "X Certificado de numeración"
    assert topic(counter, counter.pothole).title == "Bache"


def test_a_topic_is_edited_with_keys(supervisor, counter):
    walk_to(supervisor, "Horario y ubicación de oficinas")
    supervisor.press(KEY.Key_E)
    form = screen(supervisor).editing.open_form()
    assert supervisor.focused() is form.field("title")
    clear_and_write(supervisor, "Horario de oficinas")
    form.field("requirements").setFocus()
    clear_and_write(supervisor, "Preguntar")
    form.field("reviewed_on").setFocus()
    clear_and_write(supervisor, "hoy")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is None)
    supervisor.rest(lambda: "Horario de oficinas" in names(supervisor))
    saved = topic(counter, counter.hours)
    assert saved.title == "Horario de oficinas"
    assert saved.quick == 1
    assert saved.sheet == {"requirements": "Preguntar", "cost": "Gratuito", "reviewed_on": "24/11/2026"}
    assert screen(supervisor).current().id == counter.hours
    assert supervisor.focused() is screen(supervisor).lists["topics"].table


def test_errors_stand_under_their_fields(supervisor, counter):
    supervisor.press(KEY.Key_N)
    form = screen(supervisor).editing.open_form()
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest()
    assert form.form.rows["title"].error() == "Escriba el título del tema."
    assert supervisor.focused() is form.field("title")
    supervisor.write("Vacunación de mascotas")
    form.field("quick").setFocus()
    supervisor.write("7")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest()
    assert (
        form.form.rows["quick"].error()
        == "El número 7 ya es de «Bache o pista dañada». Elija otro o quíteselo."
    )
    clear_and_write(supervisor, "x")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest()
    assert "1 al 9" in form.form.rows["quick"].error()
    clear_and_write(supervisor, "9")
    form.field("reviewed_on").setFocus()
    supervisor.write("pronto")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    assert form.form.rows["reviewed_on"].error() == "Escriba una fecha, por ejemplo 24/11/2026 u hoy."
    clear_and_write(supervisor, "")
    supervisor.press(KEY.Key_Delete)
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is None)
    made = next(each for each in catalogue.topics(counter.console) if each.quick == 9)
    assert (made.title, made.query_type) == ("Vacunación de mascotas", "informacion")


def test_escape_leaves_a_form_and_keeps_what_was_typed(supervisor):
    supervisor.press(KEY.Key_N)
    supervisor.write("A medio escribir")
    supervisor.press(KEY.Key_Escape)
    assert screen(supervisor).editing.open_form() is None
    assert supervisor.focused() is screen(supervisor).lists["topics"].table
    supervisor.press(KEY.Key_N)
    assert screen(supervisor).editing.open_form().field("title").text() == "A medio escribir"


def test_reviewed_today_takes_one_key(supervisor, counter):
    walk_to(supervisor, "Horario y ubicación de oficinas")
    assert screen(supervisor).detail.sheet.badge.badge().text == "Por revisar"
    supervisor.press(KEY.Key_R)
    supervisor.rest(lambda: screen(supervisor).detail.sheet.badge.badge() is None)
    assert topic(counter, counter.hours).sheet["reviewed_on"] == "24/11/2026"
    assert screen(supervisor).current().id == counter.hours


def test_questions_without_answer_become_topics(supervisor, counter):
    ctx = counter.installation.context(counter.installation.actor("ana"))
    started = ctx.now() - timedelta(minutes=3)
    reception.register_attention(
        ctx, AttentionForm(Channel.IN_PERSON, started, "informacion", subject="Vacuna para mi perro")
    )
    reception.register_attention(
        ctx,
        AttentionForm(Channel.IN_PERSON, started, "tramite", topic=counter.zoning, result=Result.UNANSWERED),
    )
    supervisor.press(KEY.Key_P)
    supervisor.press(KEY.Key_F5)
    supervisor.rest(lambda: len(names(supervisor)) == 2)
    walk_to(supervisor, "Parámetros urbanísticos")
    supervisor.press(KEY.Key_E)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is not None)
    assert screen(supervisor).editing.open_form().target == counter.zoning
    supervisor.press(KEY.Key_Escape)
    walk_to(supervisor, "Vacuna para mi perro")
    supervisor.press(KEY.Key_N)
    assert screen(supervisor).editing.open_form().field("title").text() == "Vacuna para mi perro"
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: names(supervisor) == ["Parámetros urbanísticos"])
    made = next(each for each in catalogue.topics(counter.console) if each.title == "Vacuna para mi perro")
    supervisor.press(KEY.Key_G)
    supervisor.rest(lambda: made.title in names(supervisor))


def test_what_was_typed_outlives_the_program(qtbot, counter):
    hands = come(qtbot, counter, "marta")
    hands.press(KEY.Key_N)
    hands.write("A medio escribir")
    form = screen(hands).editing.open_form()
    form.field("unit").fill(counter.roads)
    form.field("level").fill(Level.COMPLEX)
    hands.window.keep_drafts()
    hands.rest()
    close_counter(counter)
    counter.reopen()
    hands = come(qtbot, counter, "marta")
    hands.press(KEY.Key_N)
    form = screen(hands).editing.open_form()
    assert form.field("title").text() == "A medio escribir"
    assert form.field("unit").value() == counter.roads
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: screen(hands).editing.open_form() is None)
    (made,) = [each for each in catalogue.topics(counter.console) if each.title == "A medio escribir"]
    assert made.level == "complex"
    hands.rest()
    assert counter.rows("SELECT count(*) FROM draft WHERE slot LIKE '%guide%'") == [(0,)]


def test_a_refusal_of_the_whole_form_is_said_once(supervisor, monkeypatch):
    said = []
    monkeypatch.setattr(speech, "announce", lambda _widget, text, **_how: said.append(text))
    supervisor.press(KEY.Key_N)
    form = screen(supervisor).editing.open_form()
    form.refuse("", "No se pudo guardar.")
    assert form.foot.error.text() == "No se pudo guardar."
    assert form.foot.error.isVisible()
    assert said == ["No se pudo guardar."]

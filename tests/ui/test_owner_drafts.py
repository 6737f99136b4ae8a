"""What stays typed in a form of Trámites: only that, told, and to be given up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from counter import CTRL, KEY, NOW, SHIFT, screen
from guide_hands import SHEET, add_numbering, clear_and_write, come, topic, walk_to

from desktop_app.services import catalogue, notices
from desktop_app.services.catalogue import TopicForm


@pytest.fixture
def counter(counter):
    return add_numbering(counter)


@pytest.fixture
def supervisor(qtbot, counter):
    return come(qtbot, counter, "marta")


def numbering(counter, **sheet):
    return TopicForm(
        "Certificado de numeración",
        "tramite",
        unit=counter.urban,
        synonyms="puerta",
        sheet={**SHEET, **sheet},
    )


def open_again(hands, counter):
    walk_to(hands, "Certificado de numeración")
    hands.press(KEY.Key_E)
    return screen(hands).editing.open_form()


def test_a_form_left_half_written_does_not_undo_what_another_desk_wrote_meanwhile(supervisor, counter):
    open_again(supervisor, counter)
    clear_and_write(supervisor, "Certificado de numeración municipal")
    supervisor.press(KEY.Key_Escape)
    catalogue.save_topic(counter.console, numbering(counter, cost="S/ 45.00"), counter.numbering)
    supervisor.press(KEY.Key_F5)
    supervisor.rest(lambda: screen(supervisor).topic().sheet["cost"] == "S/ 45.00")
    form = open_again(supervisor, counter)
    assert form.field("title").text() == "Certificado de numeración municipal"
    assert form.field("cost").value() == "S/ 45.00"
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is None)
    stored = topic(counter, counter.numbering)
    assert (stored.title, stored.sheet["cost"]) == ("Certificado de numeración municipal", "S/ 45.00")


def test_what_was_recovered_is_told_and_can_be_given_up_with_keys(supervisor, counter):
    form = open_again(supervisor, counter)
    assert not form.restored.isVisible()
    clear_and_write(supervisor, "Estropeado")
    supervisor.press(KEY.Key_Escape)
    form = open_again(supervisor, counter)
    assert form.restored.isVisible()
    supervisor.press(KEY.Key_Tab, mods=SHIFT)
    assert supervisor.focused() is form.discard
    supervisor.press(KEY.Key_Space)
    assert not form.restored.isVisible()
    assert form.field("title").text() == "Certificado de numeración"
    assert supervisor.focused() is form.field("title")
    supervisor.press(KEY.Key_Escape)
    supervisor.rest()
    assert counter.rows("SELECT count(*) FROM draft WHERE slot LIKE '%guide%'") == [(0,)]
    assert not open_again(supervisor, counter).restored.isVisible()


def test_a_form_opened_for_another_thing_does_not_tell_of_what_was_recovered(supervisor, counter):
    open_again(supervisor, counter)
    clear_and_write(supervisor, "Otro nombre")
    supervisor.press(KEY.Key_Escape)
    supervisor.press(KEY.Key_N)
    form = screen(supervisor).editing.open_form()
    assert not form.restored.isVisible()
    assert form.field("title").text() == ""


def test_who_attends_somebody_meanwhile_comes_back_to_the_field_they_left(supervisor, counter):
    form = open_again(supervisor, counter)
    supervisor.press(KEY.Key_Tab)
    assert supervisor.focused() is form.field("synonyms")
    supervisor.press(KEY.Key_1, KEY.Key_6, mods=CTRL)
    supervisor.rest()
    assert screen(supervisor).editing.open_form() is form
    assert supervisor.focused() is form.field("synonyms")


def test_a_notice_whose_words_are_corrected_stays_down_where_somebody_took_it_down_meanwhile(
    supervisor, counter
):
    today = NOW.date()
    days = (today - timedelta(days=3), today + timedelta(days=5))
    saved = notices.publish(counter.console, "Caja ciera a las 15:00.", *days)
    supervisor.press(KEY.Key_O, KEY.Key_F5)
    supervisor.rest(lambda: screen(supervisor).current() is not None)
    supervisor.press(KEY.Key_E)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is not None)
    notices.end_notice(counter.console, saved.id)
    clear_and_write(supervisor, "Caja cierra a las 15:00.")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is None)
    (notice,) = notices.notices(counter.console)
    assert notice.text == "Caja cierra a las 15:00."
    assert notice.ended(today)

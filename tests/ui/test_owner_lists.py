"""After saving one stands where one was; long names leave the page readable; notices are told as notices."""

from __future__ import annotations

from datetime import timedelta

import pytest
from counter import CTRL, KEY, NOW, screen
from guide_hands import SHEET, add_numbering, clear_and_write, come, names, topic, walk_to

from desktop_app.services import catalogue, directory, notices
from desktop_app.services.catalogue import TopicForm


@pytest.fixture
def counter(counter):
    return add_numbering(counter)


@pytest.fixture
def supervisor(qtbot, counter):
    return come(qtbot, counter, "marta")


def save(hands):
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: screen(hands).editing.open_form() is None)
    hands.rest()


def look_for(hands, words, *found):
    hands.press(KEY.Key_F, mods=CTRL)
    clear_and_write(hands, words)
    hands.rest(lambda: names(hands) == [*found])
    hands.press(KEY.Key_Return)


def test_a_search_goes_on_after_one_of_its_topics_was_edited(supervisor, counter):
    look_for(supervisor, "dni", "Certificado de numeración")
    supervisor.press(KEY.Key_E)
    clear_and_write(supervisor, "Certificado de numeración municipal")
    save(supervisor)
    assert screen(supervisor).search.text() == "dni"
    assert screen(supervisor).current().id == counter.numbering
    assert names(supervisor) == ["Certificado de numeración municipal"]


def test_a_search_ends_where_the_saved_topic_has_its_words_no_more(supervisor, counter):
    look_for(supervisor, "numeracion", "Certificado de numeración")
    supervisor.press(KEY.Key_E)
    clear_and_write(supervisor, "Placa de la puerta")
    save(supervisor)
    supervisor.rest(lambda: screen(supervisor).search.text() == "" and len(names(supervisor)) > 1)
    assert screen(supervisor).current().id == counter.numbering


def test_who_works_through_the_sheets_for_review_stays_in_that_list(supervisor, counter):
    supervisor.press(KEY.Key_V)
    supervisor.rest(lambda: screen(supervisor).current() is not None)
    due = [row.topic.title for row in screen(supervisor).lists["due"]._source.rows]
    supervisor.press(KEY.Key_E)
    form = screen(supervisor).editing.open_form()
    form.field("reviewed_on").setText("hoy")
    save(supervisor)
    assert screen(supervisor).tab == "due"
    left = [row.topic.title for row in screen(supervisor).lists["due"]._source.rows]
    assert left == due[1:]
    assert supervisor.focused() is screen(supervisor).lists["due"].table


def test_a_sheet_that_waits_for_its_day_is_named_where_it_is_edited(supervisor, counter):
    walk_to(supervisor, "Certificado de numeración")
    supervisor.press(KEY.Key_E)
    assert screen(supervisor).editing.open_form().title.text() == "Editar el tema"
    supervisor.press(KEY.Key_Escape)
    form = TopicForm("Certificado de numeración", "tramite", sheet={**SHEET, "valid_from": "01/01/2027"})
    catalogue.save_topic(counter.console, form, counter.numbering)
    supervisor.press(KEY.Key_F5)
    supervisor.rest(lambda: screen(supervisor).topic().coming is not None)
    supervisor.press(KEY.Key_E)
    title = screen(supervisor).editing.open_form().title.text()
    assert title == "Editar el tema: la ficha que regirá desde el vie 01/01/2027"


def test_a_unit_with_a_name_of_400_letters_leaves_buttons_and_sheet_on_the_page(supervisor, counter):
    long = ("Subgerencia de Fiscalización y Control Administrativo de Establecimientos " * 8)[:400].strip()
    ctx = counter.console
    directory.save_unit(ctx, long, unit=counter.urban)
    supervisor.window.resize(910, 432)
    supervisor.press(KEY.Key_F5)
    walk_to(supervisor, "Certificado de numeración")
    supervisor.rest(lambda: screen(supervisor).topic().unit_name == long)
    page = screen(supervisor).detail.sheet
    supervisor.qtbot.waitUntil(lambda: page.area.height() >= 100, timeout=3000)
    assert long in page.under.toolTip().replace("\n", " ")
    assert topic(counter, counter.numbering).unit_name == long


def test_notices_are_told_as_what_they_are(supervisor, counter):
    said = []
    screen(supervisor).say.connect(lambda message: said.append(message.text))
    supervisor.press(KEY.Key_O)
    supervisor.rest()
    supervisor.press(KEY.Key_N)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is not None)
    supervisor.write("Mañana no hay agua.")
    save(supervisor)
    assert said == ["Aviso publicado."]
    supervisor.press(KEY.Key_E)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is not None)
    screen(supervisor).editing.open_form().field("last_day").setText("+2")
    save(supervisor)
    assert said[1:] == ["El aviso quedó cambiado."]
    (notice,) = notices.notices(counter.console)
    assert notice.last == NOW.date() + timedelta(days=2)


def test_a_sheet_is_not_marked_as_reviewed_on_a_day_to_come(supervisor, counter):
    walk_to(supervisor, "Certificado de numeración")
    supervisor.press(KEY.Key_E)
    form = screen(supervisor).editing.open_form()
    form.field("reviewed_on").setText("+1")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest()
    told = "La ficha se revisó hoy o antes: ese día todavía no llega."
    assert form.form.rows["reviewed_on"].error() == told
    assert supervisor.focused() is form.field("reviewed_on")
    assert topic(counter, counter.numbering).sheet["reviewed_on"] == "10/11/2026"

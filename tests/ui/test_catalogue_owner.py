"""What the catalogue's owner does in Trámites with keys alone; and what the counter sees of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from counter import CTRL, KEY, NOW, screen
from guide_hands import SHEET, add_numbering, come, names, texts, topic, walk_to

from desktop_app.domain.values import Channel, Result
from desktop_app.services import catalogue, reception
from desktop_app.services.catalogue import TopicForm
from desktop_app.services.reception import AttentionForm
from ui.guide.found import FoundLabel
from ui.kit.messages import Tone


@pytest.fixture
def counter(counter):
    return add_numbering(counter)


@pytest.fixture
def clerk(qtbot, counter):
    return come(qtbot, counter, "ana")


@pytest.fixture
def supervisor(qtbot, counter):
    return come(qtbot, counter, "marta")


def ask(counter, *words, **changes):
    """Record attentions whose words fit no topic."""
    for each in words:
        values = {"subject": each, **changes}
        form = AttentionForm(Channel.IN_PERSON, NOW - timedelta(minutes=3), "informacion", **values)
        reception.register_attention(counter.console, form)


def listen(hands):
    said = []
    screen(hands).say.connect(lambda message: said.append((message.tone, message.text)))
    return said


def classified(counter):
    """Return topic and type of the attentions, in their order."""
    return counter.rows(
        "SELECT t.title, a.query_type FROM attention a LEFT JOIN topic t ON t.id = a.topic ORDER BY a.id"
    )


def questions_of(hands):
    hands.press(KEY.Key_P, KEY.Key_F5)
    hands.rest(lambda: names(hands) != [])
    hands.keys = 0


def test_a_question_becomes_a_topic_in_two_keys_and_its_attentions_are_classified(supervisor, counter):
    ask(counter, "Vacuna de perros", "bacuna perro", "¿Dónde vacuno a mi perro?")
    questions_of(supervisor)
    page = screen(supervisor).detail.question
    assert page.under.text() == "Sin clasificar: ningún tema le corresponde"
    assert any("«bacuna perro» · 1" in text for text in texts(page))
    said = listen(supervisor)
    supervisor.press(KEY.Key_N)
    assert screen(supervisor).editing.open_form().field("title").selectedText() == "Vacuna de perros"
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: names(supervisor) == [] and bool(said))
    assert supervisor.keys == 2
    assert said == [(Tone.DONE, "Tema nuevo: «Vacuna de perros». 3 atenciones quedaron clasificadas.")]
    assert classified(counter) == [("Vacuna de perros", "informacion")] * 3
    assert screen(supervisor).tab == "questions"
    supervisor.press(KEY.Key_Z, mods=CTRL)
    supervisor.rest(lambda: len(names(supervisor)) == 1)
    assert classified(counter) == [(None, "informacion")] * 3
    assert "Vacuna de perros" not in {each.title for each in catalogue.topics(counter.console)}


def test_a_question_becomes_another_word_for_a_topic(supervisor, counter):
    ask(counter, "Cráter en la avenida")
    questions_of(supervisor)
    said = listen(supervisor)
    supervisor.press(KEY.Key_S)
    supervisor.press(KEY.Key_Return, mods=CTRL)
    form = screen(supervisor).editing.open_form()
    assert form.form.rows["topic"].error() == "Elija el tema de la lista."
    supervisor.write("bahce")
    supervisor.press(KEY.Key_Return)
    supervisor.rest(lambda: supervisor.focused() is form.field("words"))
    assert form.field("words").text() == "crater avenida"
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: names(supervisor) == [] and bool(said))
    assert said == [(Tone.DONE, "Ahora lleva a «Bache o pista dañada». 1 atención quedó clasificada.")]
    assert topic(counter, counter.pothole).synonyms == "hueco crater avenida"
    assert classified(counter) == [("Bache o pista dañada", "denuncia")]
    supervisor.press(KEY.Key_Z, mods=CTRL)
    supervisor.rest(lambda: names(supervisor) == ["Cráter en la avenida"])
    assert topic(counter, counter.pothole).synonyms == "hueco"


def test_a_topic_that_was_typed_over_is_not_taken(supervisor, counter):
    ask(counter, "Cráter")
    questions_of(supervisor)
    supervisor.press(KEY.Key_S)
    form = screen(supervisor).editing.open_form()
    supervisor.write("bache")
    supervisor.press(KEY.Key_Return)
    supervisor.rest(lambda: supervisor.focused() is form.field("words"))
    form.topic.setFocus()
    supervisor.write("x")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    assert form.form.rows["topic"].error() == "Elija el tema de la lista."


def test_what_was_typed_for_one_question_is_not_meant_for_another(supervisor, counter):
    ask(counter, "Alquiler de cancha", "Alquiler de cancha", "Vacuna de perros")
    questions_of(supervisor)
    supervisor.press(KEY.Key_N)
    supervisor.write("Losa deportiva")
    supervisor.press(KEY.Key_Escape, KEY.Key_N)
    form = screen(supervisor).editing.open_form()
    assert form.field("title").text() == "Losa deportiva"
    supervisor.press(KEY.Key_Escape, KEY.Key_Down, KEY.Key_N)
    assert form.field("title").text() == "Vacuna de perros"


def test_a_question_is_put_aside_and_taken_up_again(supervisor, counter):
    ask(counter, "Alquiler de cancha", "Alquiler de cancha", "Vacuna de perros")
    questions_of(supervisor)
    supervisor.press(KEY.Key_Delete)
    supervisor.rest(lambda: names(supervisor) == ["Vacuna de perros"])
    supervisor.press(KEY.Key_Z, mods=CTRL)
    supervisor.rest(lambda: names(supervisor) == ["Alquiler de cancha", "Vacuna de perros"])
    supervisor.press(KEY.Key_Home, KEY.Key_Delete)
    supervisor.rest(lambda: names(supervisor) == ["Vacuna de perros"])
    supervisor.press(KEY.Key_F, mods=CTRL)
    supervisor.write("cancha")
    supervisor.rest(lambda: names(supervisor) == ["Alquiler de cancha"])
    page = screen(supervisor).detail.question
    assert (page.under.text(), page.dismiss.text()) == ("Descartada: no será un tema", "Retomar")
    supervisor.press(KEY.Key_Return, KEY.Key_Delete)
    supervisor.rest(lambda: page.dismiss.text() == "Descartar")
    supervisor.press(KEY.Key_F, mods=CTRL)
    supervisor.press(KEY.Key_Escape)
    supervisor.rest(lambda: names(supervisor) == ["Alquiler de cancha", "Vacuna de perros"])


def test_nothing_is_taken_back_twice(supervisor, counter):
    ask(counter, "Alquiler de cancha", "Alquiler de cancha", "Vacuna de perros")
    questions_of(supervisor)
    supervisor.press(KEY.Key_Delete)
    supervisor.rest(lambda: names(supervisor) == ["Vacuna de perros"])
    supervisor.press(KEY.Key_Z, mods=CTRL)
    supervisor.rest(lambda: names(supervisor) == ["Alquiler de cancha", "Vacuna de perros"])
    supervisor.press(KEY.Key_Z, mods=CTRL)
    supervisor.rest(lambda: names(supervisor) == ["Alquiler de cancha", "Vacuna de perros"])


def test_a_gap_leads_to_its_sheet_and_closes_when_that_is_reviewed(supervisor, counter):
    ask(counter, None, topic=counter.zoning, result=Result.UNANSWERED)
    questions_of(supervisor)
    page = screen(supervisor).detail.question
    assert page.answer.text() == "Revisar ficha"
    assert not page.dismiss.isVisible()
    supervisor.press(KEY.Key_Delete, KEY.Key_S)
    supervisor.rest()
    assert screen(supervisor).editing.open_form() is None
    counter.clock.set(NOW + timedelta(minutes=5))
    supervisor.press(KEY.Key_R)
    supervisor.rest(lambda: names(supervisor) == [])
    assert topic(counter, counter.zoning).sheet["reviewed_on"] == "24/11/2026"


def test_the_sheets_to_review_are_counted_and_leave_the_list_one_by_one(supervisor, counter):
    guide = screen(supervisor)
    supervisor.rest(lambda: guide.tabs.chips()[3].hint() == "V · 3")
    supervisor.press(KEY.Key_V)
    supervisor.rest(lambda: len(guide.lists["due"].model.columns()) == 4 and guide.current() is not None)
    shown = [guide.lists["due"].model.row(at) for at in range(3)]
    assert [each.topic.title for each in shown] == [
        "Horario y ubicación de oficinas", "Bache o pista dañada", "Parámetros urbanísticos",
    ]  # fmt: skip
    assert guide.detail.sheet.title.text() == "Horario y ubicación de oficinas"
    supervisor.press(KEY.Key_R)
    supervisor.rest(lambda: guide.tabs.chips()[3].hint() == "V · 2")
    assert topic(counter, counter.hours).sheet["reviewed_on"] == "24/11/2026"
    assert guide.current().topic.title == "Bache o pista dañada"
    supervisor.press(KEY.Key_E)
    assert guide.editing.open_form().target == counter.pothole


def test_a_digit_is_given_from_the_list_and_asked_twice_where_it_is_taken(supervisor, counter):
    said = listen(supervisor)
    walk_to(supervisor, "Certificado de numeración")
    supervisor.press(KEY.Key_3)
    supervisor.rest(lambda: len(said) == 1)
    assert said == [(Tone.DONE, "Tecla 3 en Recepción: «Certificado de numeración».")]
    assert topic(counter, counter.numbering).quick == 3
    supervisor.press(KEY.Key_7)
    supervisor.rest(lambda: len(said) == 2)
    assert said[1] == (
        Tone.WARNING, "La tecla 7 ya es de «Bache o pista dañada». Con 7 otra vez pasa a este tema.",
    )  # fmt: skip
    assert topic(counter, counter.pothole).quick == 7
    supervisor.press(KEY.Key_7)
    supervisor.rest(lambda: len(said) == 3)
    assert (topic(counter, counter.numbering).quick, topic(counter, counter.pothole).quick) == (7, None)
    supervisor.press(KEY.Key_Z, mods=CTRL)
    supervisor.rest(lambda: len(said) == 4)
    assert (topic(counter, counter.numbering).quick, topic(counter, counter.pothole).quick) == (3, 7)
    supervisor.press(KEY.Key_0)
    supervisor.rest(lambda: len(said) == 5)
    assert topic(counter, counter.numbering).quick is None


def test_digits_of_who_may_not_edit_do_nothing(clerk, counter):
    said = listen(clerk)
    clerk.press(KEY.Key_3, KEY.Key_0)
    clerk.rest()
    assert said == []
    assert topic(counter, counter.pothole).quick == 7


def test_the_history_tells_the_changes_and_the_sheet_of_a_day(qtbot, counter):
    counter.clock.set(NOW + timedelta(days=10))
    form = TopicForm(
        "Certificado de numeración", "tramite", unit=counter.urban, synonyms="puerta",
        sheet={**SHEET, "cost": "S/ 41.00"},
    )  # fmt: skip
    catalogue.save_topic(counter.console, form, counter.numbering)
    hands = come(qtbot, counter, "ana")
    walk_to(hands, "Certificado de numeración")
    hands.press(KEY.Key_H)
    page = screen(hands).detail.history
    hands.rest(lambda: "S/ 41.00" in texts(page))
    assert "Antes: S/ 38.20" in texts(page)
    assert hands.focused() is page.field
    hands.write("25/11")
    hands.rest(lambda: "Así decía el mié 25/11/2026" in texts(page))
    assert "S/ 38.20" in texts(page)
    assert "S/ 41.00" not in texts(page)
    hands.press(KEY.Key_P, mods=CTRL)
    preview = screen(hands).detail.preview
    hands.rest(screen(hands).detail.previewing)
    assert preview.title.text() == "Certificado de numeración · al 25/11/2026"
    hands.press(KEY.Key_Escape)
    assert screen(hands).detail.currentWidget() is screen(hands).detail.sheet
    hands.press(KEY.Key_P, mods=CTRL)
    hands.rest(screen(hands).detail.previewing)
    assert preview.title.text() == "Certificado de numeración"


def test_a_day_that_is_none_or_before_the_topic_is_refused_in_words(clerk):
    clerk.press(KEY.Key_H)
    page = screen(clerk).detail.history
    clerk.rest(lambda: page.area.widget() is not None)
    clerk.write("nunca")
    clerk.rest(page.note.isVisible)
    assert page.note.text() == "Escriba una fecha, por ejemplo 24/11/2026 o ayer."
    clerk.press(KEY.Key_A, mods=CTRL)
    clerk.write("01/01/2020")
    clerk.rest(lambda: page.note.text() == "El 01/01/2020 este tema todavía no estaba en el catálogo.")
    clerk.press(KEY.Key_Escape)
    clerk.rest(lambda: not page.note.isVisible())
    clerk.press(KEY.Key_Escape)
    assert clerk.focused() is screen(clerk).lists["topics"].table


def test_a_sheet_that_waits_for_its_day_is_announced(qtbot, counter):
    sheet = {**SHEET, "cost": "S/ 45.00", "valid_from": "01/01/2027"}
    form = TopicForm("Certificado de numeración", "tramite", unit=counter.urban, sheet=sheet, quick=2)
    catalogue.save_topic(counter.console, form, counter.numbering)
    hands = come(qtbot, counter, "marta")
    walk_to(hands, "Certificado de numeración")
    page = screen(hands).detail.sheet
    assert "Desde el vie 01/01/2027 rige otra ficha" in texts(page)
    assert "S/ 38.20" in texts(page)
    hands.press(KEY.Key_E)
    # What is edited is the sheet that is to come.
    assert screen(hands).editing.open_form().field("cost").toPlainText() == "S/ 45.00"
    hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_T)
    hands.rest(lambda: hands.window.current_screen().form.topic.text() == "Certificado de numeración")
    guide = hands.window.current_screen().view.guide
    hands.rest(lambda: "S/ 38.20" in texts(guide))
    assert "Desde el vie 01/01/2027 rige otra ficha; hoy vale esta." in texts(guide)


def test_a_sheet_leads_to_an_attention_with_its_topic(clerk, counter):
    walk_to(clerk, "Certificado de numeración")
    clerk.press(KEY.Key_T)
    clerk.rest(lambda: counter_front(clerk) is not None and counter_front(clerk).topic is not None)
    front = counter_front(clerk)
    assert (front.topic.id, front.channel) == (counter.numbering, Channel.IN_PERSON)
    clerk.record()
    clerk.rest(lambda: counter_front(clerk) is None)
    assert counter.last_attention()["topic"] == "Certificado de numeración"


def test_a_sheet_that_was_looked_up_meanwhile_belongs_to_the_call_in_front(clerk, counter):
    clerk.press(KEY.Key_F3)
    clerk.rest(lambda: counter_front(clerk) is not None)
    clerk.press(KEY.Key_6, mods=CTRL)
    clerk.rest(lambda: screen(clerk).lists["topics"].current() is not None)
    clerk.press(KEY.Key_T)
    clerk.rest(lambda: counter_front(clerk).topic is not None)
    assert counter_front(clerk).channel is Channel.PHONE
    assert len(clerk.window.current_screen().desk.all()) == 1


def counter_front(hands):
    desk = getattr(hands.window.current_screen(), "desk", None)
    return desk.front if desk is not None else None


def test_the_list_and_the_page_show_where_the_words_were_found(supervisor, counter):
    sheet = {"requirements": "Carta <b>simple</b> & copia del recibo de agua"}
    catalogue.save_topic(counter.console, TopicForm("Cambio de nombre", "tramite", sheet=sheet))
    supervisor.press(KEY.Key_F, mods=CTRL)
    supervisor.write("resibo de agua")
    supervisor.rest(lambda: names(supervisor) == ["Cambio de nombre"])
    model = screen(supervisor).lists["topics"].model
    supervisor.rest(lambda: model.cell(0, 6)[0] == "Requisitos: …recibo de agua")
    (label,) = screen(supervisor).detail.sheet.findChildren(FoundLabel)
    assert label.accessibleName() == "Requisitos: Carta <b>simple</b> & copia del recibo de agua"
    assert "&lt;b&gt;simple" in label.text()
    assert "<b><u>recibo</u></b>" in label.text()
    supervisor.press(KEY.Key_Escape)
    supervisor.rest(lambda: len(names(supervisor)) == 5)
    supervisor.rest(lambda: screen(supervisor).detail.sheet.findChildren(FoundLabel) == [])


def test_a_message_does_not_hide_the_row_it_is_about(supervisor, counter):
    for at in range(30):
        catalogue.save_topic(counter.console, TopicForm(f"Trámite {at:02}", "tramite"))
    supervisor.press(KEY.Key_F5)
    supervisor.rest(lambda: len(names(supervisor)) == 34)
    table = screen(supervisor).lists["topics"].table
    supervisor.press(KEY.Key_End)
    height = table.viewport().height()
    supervisor.press(KEY.Key_7)
    supervisor.rest(lambda: table.viewport().height() < height)
    supervisor.rest(lambda: table.viewport().rect().contains(table.visualRect(table.currentIndex()).center()))


def test_closing_the_message_takes_the_question_back(supervisor, counter):
    said = []
    screen(supervisor).say.connect(said.append)
    for title in ("Certificado de numeración", "Parámetros urbanísticos", "Certificado de numeración"):
        walk_to(supervisor, title)
        supervisor.press(KEY.Key_7)
        supervisor.rest(lambda: said and said[-1].tone is Tone.WARNING)
        said[-1].seen()
        supervisor.press(KEY.Key_7)
        supervisor.rest(lambda: len(said) % 2 == 0)
    assert len({message.text for message in said}) == 1
    assert topic(counter, counter.pothole).quick == 7
    # Asked of another topic in between, it is taken by that one.
    walk_to(supervisor, "Parámetros urbanísticos")
    supervisor.press(KEY.Key_7)
    supervisor.rest(lambda: len(said) == 7)
    supervisor.press(KEY.Key_7)
    supervisor.rest(lambda: topic(counter, counter.zoning).quick == 7)
    # What was asked is answered.
    supervisor.rest(lambda: supervisor.window.messages.messages() == [])

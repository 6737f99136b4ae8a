"""Vía correcta in Recepción: the type of a case, the route its words suggest, and who carries it."""

from __future__ import annotations

from counter import CTRL, KEY, SHIFT, screen

from desktop_app.services import case_lists, catalogue, directory
from desktop_app.services.catalogue import TopicForm


def words(hands):
    return screen(hands).form.case_line.row.note


def settled(hands):
    """Wait until what was typed has been thought over."""
    thinking = screen(hands).thinking
    hands.rest(lambda: not thinking._wait.isActive())
    hands.rest()


def last(counter):
    console = counter.console
    return case_lists.detail(console, case_lists.find_number(console, counter.last_case()["number"]))


def open_case(hands, detail):
    """A case about the pothole for Rosa, with this detail."""
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.write("Rosa Quispe")
    hands.rest()
    hands.press(KEY.Key_Tab)
    hands.write("987654321")
    hands.press(KEY.Key_Tab, KEY.Key_Tab)
    hands.write(detail)
    settled(hands)


def test_the_words_suggest_a_route_beside_the_type_and_one_key_takes_it(hands, counter):
    open_case(hands, "En la caja me trataron mal")
    form = screen(hands).form
    assert form.case_line.row.field.isVisible()
    assert words(hands).text().startswith("¿Queja? porque «me trataron mal»: ")
    assert "30 días hábiles (sin verificar)" in words(hands).text()
    assert words(hands).text().endswith("Tómela con Mayús+F8.")
    assert form.case_line.kind.currentData() == "denuncia"  # never by itself
    focused, typed = hands.focused(), form.detail.toPlainText()
    hands.press(KEY.Key_F8, mods=SHIFT)
    settled(hands)
    assert (form.case_line.kind.currentData(), words(hands).isVisible()) == ("queja", False)
    assert (hands.focused(), form.detail.toPlainText()) == (focused, typed)
    assert form.complaint.isVisible()
    hands.record()
    assert last(counter).line.query_type == "queja"
    assert counter.last_attention()["query_type"] == "queja"


def test_who_does_not_take_it_records_the_topic_s_own_type(hands, counter):
    open_case(hands, "En la caja me trataron mal")
    hands.record()
    assert last(counter).line.query_type == "denuncia"


def test_f10_without_a_suggestion_changes_nothing(hands, counter):
    open_case(hands, "Frente al colegio")
    hands.press(KEY.Key_F8, mods=SHIFT)
    hands.record()
    assert last(counter).line.query_type == "denuncia"


def test_an_orientation_is_told_no_route(hands):
    hands.press(KEY.Key_F2, KEY.Key_1)
    screen(hands).form.detail.setFocus()
    hands.write("me trataron mal")
    settled(hands)
    assert not words(hands).isVisible()
    hands.press(KEY.Key_F8)
    settled(hands)
    assert words(hands).isVisible()


def test_another_topic_has_its_own_type(hands):
    open_case(hands, "me trataron mal")
    hands.press(KEY.Key_F8, mods=SHIFT)
    form = screen(hands).form
    form.topic.setFocus()
    form.topic.selectAll()
    hands.write("horario")
    hands.rest()
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_F8)
    settled(hands)
    assert form.case_line.kind.currentData() == "informacion"


def test_the_type_can_be_chosen_and_the_clocks_follow(hands, counter):
    open_case(hands, "Frente al colegio")
    form = screen(hands).form
    form.panels.case.level.chips()[1].click()
    before = form.panels.case.terms.toolTip()
    form.case_line.kind.setCurrentIndex(form.case_line.kind.findData("acceso_informacion"))
    form.case_line.kind.activated.emit(form.case_line.kind.currentIndex())
    settled(hands)
    assert form.panels.case.terms.toolTip()
    assert before
    hands.record()
    found = last(counter)
    assert found.line.query_type == "acceso_informacion"
    assert found.legal_due is not None


def test_who_carries_the_case_is_chosen_from_the_list(hands, counter):
    open_case(hands, "Frente al colegio")
    form = screen(hands).form
    form.case_line.bearer.setFocus()
    hands.write("Paola")
    hands.rest()
    hands.press(KEY.Key_Return)
    hands.rest(lambda: form.case_line.bearer.text() == "Paola Núñez · Desarrollo Urbano")
    hands.record()
    line = last(counter).line
    assert (line.responsible, line.unit) == ("Paola Núñez", "Desarrollo Urbano")


def test_a_responsible_who_is_in_no_list_is_refused_where_it_stands(hands, counter):
    open_case(hands, "Frente al colegio")
    form = screen(hands).form
    form.case_line.bearer.setFocus()
    hands.write("Nadie")
    hands.rest()
    hands.record()
    assert form.rows["type"].error() == "Elija al responsable de la lista, o borre lo escrito."
    assert hands.focused() is form.case_line.bearer
    assert counter.rows("SELECT count(*) FROM case_file")[0][0] == 0
    hands.press(KEY.Key_A, mods=CTRL)
    hands.press(KEY.Key_Backspace)
    hands.record()
    assert last(counter).line.unit == "Obras y Vías"


def test_type_and_responsible_outlive_a_parked_attention(hands, counter):
    open_case(hands, "me trataron mal")
    hands.press(KEY.Key_F8, mods=SHIFT)
    form = screen(hands).form
    form.case_line.bearer.setFocus()
    hands.write("Paola")
    hands.rest()
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_F3)
    hands.rest()
    assert not form.case_line.row.field.isVisible()
    hands.press(KEY.Key_Tab, mods=CTRL)
    settled(hands)
    assert form.case_line.kind.currentData() == "queja"
    assert form.case_line.bearer.text().startswith("Paola")
    hands.record()
    assert (last(counter).line.query_type, last(counter).line.responsible) == ("queja", "Paola Núñez")


def test_in_a_low_window_the_route_stands_where_it_can_be_seen(hands):
    open_case(hands, "En la caja me trataron mal")
    hands.window.resize(910, 432)
    hands.press(KEY.Key_Space)
    settled(hands)
    form = screen(hands).form
    assert not words(hands).isVisible()
    told = form.subject.note
    assert told.text() == "¿Queja? porque «me trataron mal»: 30 días hábiles (sin verificar). Tómela con Mayús+F8."
    area = screen(hands).view.parts.area
    assert told.mapTo(area, told.rect().bottomLeft()).y() <= area.height()
    hands.press(KEY.Key_F8, mods=SHIFT)
    settled(hands)
    assert not told.text().startswith("¿")


def test_what_was_retired_meanwhile_is_told_under_its_field(hands, counter):
    open_case(hands, "Frente al colegio")
    form = screen(hands).form
    form.case_line.bearer.setFocus()
    hands.write("Paola")
    hands.press(KEY.Key_Return)
    hands.rest(lambda: form.case_line.bearer.text() == "Paola Núñez · Desarrollo Urbano")
    directory.save_official(counter.console, "Paola Núñez", counter.urban, active=False, official=counter.paola)
    hands.record()
    assert form.rows["type"].error().startswith("Esa persona ya no figura")
    form.case_line.bearer.setFocus()
    hands.press(KEY.Key_A, mods=CTRL)
    hands.press(KEY.Key_Backspace)
    gone = TopicForm("Bache o pista dañada", "denuncia", unit=counter.roads, active=False)
    catalogue.save_topic(counter.console, gone, counter.pothole)
    hands.record()
    assert form.rows["subject"].error().startswith("Ese tema ya no está")
    assert counter.rows("SELECT count(*) FROM case_file")[0][0] == 0

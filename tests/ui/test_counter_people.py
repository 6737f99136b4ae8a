"""Who comes and where the problem is: typed once, understood at once, warned of and never blocked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from counter import CTRL, KEY, SHIFT, open_counter, screen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from desktop_app.domain.values import Channel
from desktop_app.services import cases, catalogue, citizens
from desktop_app.services.cases import CaseForm
from desktop_app.services.catalogue import TopicForm
from desktop_app.services.citizens import CitizenForm


def people(counter):
    return counter.rows("SELECT name, document_type, document, phone FROM citizen ORDER BY id")


def hint(hands):
    row = screen(hands).form.rows["citizen"]
    return row.note.text() if row.note.isVisibleTo(screen(hands)) else ""


def test_digits_that_nobody_has_become_the_document_of_the_new_citizen(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.write("45678912")
    assert hint(hands) == "DNI 45678912. Agregue el nombre: quedará con este documento."
    hands.write(" Rosa Quispe")
    assert hint(hands) == "DNI 45678912"
    hands.rest()
    hands.press(KEY.Key_Tab)
    hands.write("987654321")
    hands.record()
    assert people(counter) == [("Rosa Quispe", "dni", "45678912", "987654321")]


def test_a_telephone_beside_the_name_moves_to_the_contacts(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.write("Rosa Quispe DNI 45678912 987654321")
    hands.rest()
    hands.press(KEY.Key_Tab)
    form = screen(hands).form
    assert (form.citizen.text(), form.contact.text()) == ("DNI 45678912 Rosa Quispe", "987654321")
    hands.record()
    assert people(counter) == [("Rosa Quispe", "dni", "45678912", "987654321")]


def test_a_slip_in_the_document_is_told_and_never_blocks(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.write("DNI 4567891 Rosa")
    assert hint(hands) == "DNI 4567891. Revise el documento: DNI tiene 8 cifras y se escribieron 7."
    hands.rest()
    hands.record()
    assert people(counter) == [("Rosa", "dni", "4567891", None)]


def test_a_known_document_typed_without_choosing_is_the_same_person(hands, counter):
    rosa = citizens.register_citizen(counter.console, CitizenForm("Rosa Quispe", "dni", "45678912")).id
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.write("45678912")
    hands.press(KEY.Key_Tab)
    hands.rest()
    hands.record()
    assert counter.rows("SELECT e.uid FROM attention a JOIN entity e ON e.id = a.citizen") == [(rosa,)]
    assert len(people(counter)) == 1


def test_the_place_is_asked_where_it_matters_and_kept_with_the_case(hands, counter):
    form = screen(hands).form
    hands.press(KEY.Key_F2, KEY.Key_1)
    assert form.place.isHidden()
    hands.press(KEY.Key_F8)
    assert not form.place.isHidden()
    hands.press(KEY.Key_F2, KEY.Key_7)
    assert not form.place.isHidden()
    hands.write("Rosa Quispe")
    hands.rest()
    form.no_contact.click()
    form.detail.setFocus()
    hands.press(KEY.Key_Tab)
    assert form.place.hasFocus()
    hands.write("Jr. Unión 120")
    hands.record()
    assert counter.rows("SELECT place, place_key FROM case_file") == [("Jr. Unión 120", "jiron union 120")]


def test_a_complaint_without_a_case_tells_its_place_in_the_detail(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.press(KEY.Key_F7, mods=SHIFT)
    screen(hands).form.place.setFocus()
    hands.write("Jr. Unión 120")
    hands.record()
    stored = counter.last_attention()
    assert (stored["result"], stored["detail"]) == ("oriented", "Lugar: Jr. Unión 120")


def complain(counter, place, *, days):
    now = counter.clock.now()
    counter.clock.set(now - timedelta(days=days))
    form = CaseForm("Bache", "denuncia", Channel.PHONE, topic=counter.pothole, place=place,
                    citizen=CitizenForm("Vecina Anterior"))  # fmt: skip
    cases.open_case(counter.console, form)
    counter.clock.set(now)


def test_the_radar_finds_the_place_however_it_is_written_and_says_what_to_press(hands, counter):
    complain(counter, "Jr. Unión N.° 120", days=30)
    complain(counter, "JIRON UNION 120", days=2)
    hands.press(KEY.Key_F2, KEY.Key_7)
    screen(hands).form.place.setFocus()
    hands.write("jiron union 0120")
    hands.rest(lambda: bool(screen(hands).thinking.signs))
    shown = texts(screen(hands).view.guide)
    assert "¿Es un caso crítico?" in shown
    assert (
        "Queja recurrente en jiron union 0120: 3.ª por Bache o pista dañada en 60 días (2 sin atender). "
        "Valore marcar crítico: F9"
    ) in shown
    assert not any("Vecina Anterior" in text for text in shown)


def texts(pane):
    return [label.text() for label in pane.findChildren(QLabel) if label.text() and label.isVisibleTo(pane)]


@pytest.mark.parametrize("digit", ["5", "2"])
def test_a_digit_without_its_question_is_told_and_not_recorded(hands, counter, digit):
    hands.press(KEY.Key_F2)
    hands.write(digit)
    form = screen(hands).form
    assert form.subject.note.text() == (
        f"Ninguna consulta frecuente tiene el número {digit}. Escriba la consulta con palabras."
    )
    assert not form.topic.list_open()
    hands.record()
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    assert form.rows["subject"].error() == (
        f"Escriba la consulta con palabras: «{digit}» no es una consulta frecuente."
    )
    hands.write(" baches en mi calle")
    hands.rest()
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: counter.rows("SELECT count(*) FROM attention") == [(1,)])


def test_every_letter_of_the_form_leads_to_one_place_only(qtbot, counter):
    catalogue.save_topic(counter.console, TopicForm("Reclamo por mala atención", "reclamo", quick=5))
    hands = open_counter(qtbot, counter, "ana")
    hands.press(KEY.Key_F2, KEY.Key_5, KEY.Key_F8)
    hands.rest()
    marked = []
    for kind in (QLabel, QAbstractButton):
        for widget in screen(hands).findChildren(kind):
            at = widget.text().replace("&&", "").find("&")
            if widget.isVisibleTo(screen(hands)) and at >= 0:
                marked.append(widget.text()[at + 1].upper())
    assert {"C", "U", "T", "D", "G", "L"} <= set(marked)
    assert len(marked) == len(set(marked))
    hands.press(KEY.Key_G, mods=Qt.KeyboardModifier.AltModifier)
    assert screen(hands).form.place.hasFocus()

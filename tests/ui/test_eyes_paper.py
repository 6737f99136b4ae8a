"""What trips up whoever types in a heap of paper forms."""

from __future__ import annotations

import pytest
from counter import CTRL, KEY, screen
from paper_hands import Drawer, at_paper, begin, panel, times

from desktop_app.services import citizens
from desktop_app.services.citizens import CitizenForm
from desktop_app.storage import search


@pytest.fixture
def drawer(counter):
    return Drawer(counter, 3)


@pytest.fixture
def hands(qtbot, counter, drawer):
    return at_paper(qtbot, counter)


def test_each_missing_hour_is_told_by_its_name(hands):
    begin(hands)
    times(hands, "ayer", "25:00", "")
    hands.press(KEY.Key_Return, mods=CTRL)
    rows = panel(hands).form.rows
    assert rows["started"].note.text() == "Escriba la hora de inicio: 9:05"
    assert rows["ended"].note.text() == "Escriba la hora de fin: 9:12"


def test_the_telephone_of_one_who_is_not_meant_goes_with_the_name(hands, counter):
    citizens.register_citizen(counter.console, CitizenForm("Rosa Quispe Ñahui", phone="987654321"))
    search.flush_all(counter.console.store)
    begin(hands)
    form = panel(hands).form
    form.citizen.setFocus()
    hands.write("quis")
    hands.rest(form.citizen.list_open)
    hands.press(KEY.Key_Return)
    hands.rest()
    assert form.contact.text() == "987654321"
    form.citizen.setFocus()
    form.citizen.selectAll()
    hands.write("Bartolomé")
    assert form.contact.text() == ""
    assert form.document.isEnabled()


def test_a_letter_taken_back_brings_back_topic_and_citizen(hands, counter):
    citizens.register_citizen(counter.console, CitizenForm("Rosa Quispe Ñahui", phone="987654321"))
    search.flush_all(counter.console.store)
    begin(hands)
    form = panel(hands).form
    for field, letters in ((form.topic, "horario"), (form.citizen, "quis")):
        field.setFocus()
        hands.write(letters)
        hands.rest(field.list_open)
        hands.press(KEY.Key_Return)
        hands.rest()
    for field in (form.topic, form.citizen):
        field.setFocus()
        hands.press(KEY.Key_End)
        hands.write("x")
        hands.press(KEY.Key_Backspace)
    filling = panel(hands).filling
    assert (filling.topic.id, filling.contact) == (counter.hours, "987654321")
    assert filling.citizen is not None
    assert not form.document.isEnabled()


def test_a_preview_stands_beside_no_empty_pane(hands):
    hands.press(KEY.Key_N)
    hands.write("2")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(screen(hands).preview.isVisible)
    assert hands.window.pane.isHidden()
    hands.press(KEY.Key_Escape)
    hands.rest()
    assert hands.window.pane.isVisible()
    assert hands.focused() is screen(hands).table

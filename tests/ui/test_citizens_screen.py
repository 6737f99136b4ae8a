"""Ciudadanos at the desk: the list, one person's sheet, and where it leads."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from citizens_hands import Register, at_list, at_the_first, form, names, stand_on
from counter import CTRL, KEY, NOW, screen

from desktop_app.domain.values import Channel, Result
from desktop_app.services.people import PeopleView
from ui.citizens.tile import CaseTile
from ui.kit.screen import CITIZENS, ShowCitizen


@pytest.fixture
def register(counter):
    return Register(counter)


@pytest.fixture
def hands(qtbot, counter, register):
    del register
    return at_the_first(qtbot, counter)


def test_the_latest_visitor_stands_first_with_the_sheet_beside(hands):
    assert names(hands) == ["María Ñuñez", "Íñigo Díaz", "Rosa Quispe"]
    assert hands.focused() is screen(hands).table
    view = screen(hands).view
    assert view.isVisible()
    assert view.name.text() == "María Ñuñez"
    assert view.totals.text() == "1 visita en 11/2026 · 1 caso"
    assert view.sheet.document == "DNI 45678912"
    assert [visit.topic for visit in view.sheet.visits] == ["Parámetros urbanísticos"]
    assert [each.whom.split(" · ")[0] for each in view.sheet.hand_overs] == ["Paola Núñez"]
    model = screen(hands).listing.model
    assert model.cell(0, 3)[0] == "1"
    assert model.cell(0, 4)[0] == "hoy 10:42"
    assert model.cell(1, 4)[0] == "lun 23/11/2026"
    assert model.cell(2, 4)[0] == "—"
    stand_on(hands, screen(hands).listing.model.row(2).citizen.id)
    assert view.totals.text() == "Sin visitas registradas · 0 casos"
    assert not view.cases.isEnabled()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("inig", ["Íñigo Díaz"]),
        ("456789", ["María Ñuñez"]),
        ("987654321", ["María Ñuñez"]),
        ("qui ros", ["Rosa Quispe"]),
    ],
)
def test_a_name_a_document_or_a_telephone_finds(hands, typed, found):
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write(typed)
    hands.rest(lambda: names(hands) == found)
    hands.press(KEY.Key_Escape)
    hands.rest(lambda: len(names(hands)) == 3)
    assert screen(hands).listing.search.text() == ""
    hands.press(KEY.Key_Down)
    assert hands.focused() is screen(hands).table


def test_nobody_found_is_said(hands):
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write("zzz")
    hands.rest(lambda: not names(hands))
    empty = screen(hands).table._empty
    assert empty.isVisible()
    assert empty.text() == "Nadie responde a esta búsqueda. Con N registra a una persona nueva."


def test_an_empty_municipality_says_how_people_get_here(qtbot, counter):
    hands = at_list(qtbot, counter)
    assert screen(hands).table._empty.text().startswith("Todavía no hay ciudadanos registrados.")
    assert screen(hands).pane().empty.isVisible()
    hands.press(KEY.Key_E, KEY.Key_A, KEY.Key_C, KEY.Key_Return)
    assert hands.window.current_screen() is screen(hands)
    hands.press(KEY.Key_N)
    hands.write("Primera Persona")
    hands.record()
    hands.rest(lambda: names(hands) == ["Primera Persona"])
    hands.rest(screen(hands).view.isVisible)


def test_people_with_open_cases_are_a_view(hands):
    screen(hands).listing.views.chips()[1].click()
    hands.rest(lambda: names(hands) == ["María Ñuñez"])
    assert screen(hands).listing.views.value() is PeopleView.OPEN_CASES
    assert "por urgencia de sus casos" in screen(hands).listing.footer.text()


def test_letters_in_the_search_are_text(hands):
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write("nea")
    assert screen(hands).listing.search.text() == "nea"
    assert not form(hands).isVisible()


def test_a_person_is_attended_without_typing_who_it_is(hands, register, counter):
    stand_on(hands, register.maria)
    hands.keys = 0
    hands.press(KEY.Key_A)
    desk = screen(hands)
    hands.rest(lambda: desk.form.citizen.text() == "María Ñuñez")
    assert desk.form.contact.text() == "987 654 321"
    assert desk.desk.front.channel is Channel.IN_PERSON
    assert hands.focused() is desk.form.topic
    hands.press(KEY.Key_1)
    hands.record()
    assert hands.keys == 3
    stored = counter.last_attention()
    assert (stored["citizen"], stored["topic"]) == ("María Ñuñez", "Horario y ubicación de oficinas")
    assert register.count() == 3


def test_a_fifth_attention_does_not_take_the_person_of_the_fourth(hands, register):
    hands.press(KEY.Key_1, mods=CTRL)
    desk = screen(hands)
    for word in ("uno", "dos", "tres", "cuatro"):
        hands.press(KEY.Key_F2)
        hands.write(word)
    hands.press(KEY.Key_5, mods=CTRL)
    stand_on(hands, register.maria)
    hands.press(KEY.Key_A)
    hands.rest()
    assert hands.window.current_screen() is desk
    assert [each.citizen for each in desk.desk.all()] == [None] * 4
    assert desk.form.citizen.text() == ""


def test_who_was_typed_meanwhile_is_who_stands_there(hands, register):
    hands.press(KEY.Key_1, mods=CTRL)
    desk = screen(hands)
    gate = threading.Event()
    background = hands.window.tools.background
    for _ in range(3):
        background.read(background, lambda: gate.wait(10)).run()
    desk.start(Channel.IN_PERSON, register.maria)
    desk.form.citizen.setFocus()
    hands.write("Otra persona")
    gate.set()
    hands.rest()
    assert desk.form.citizen.text() == "Otra persona"
    assert desk.desk.front.citizen is None


def test_the_cases_of_a_person_and_back(hands, register):
    stand_on(hands, register.maria)
    here = screen(hands)
    hands.press(KEY.Key_C)
    hands.rest(lambda: getattr(screen(hands), "detail", None) is not None)
    listing = screen(hands).listing
    hands.rest(lambda: listing.current() is not None)
    assert listing.current().id == register.case
    assert listing.model.rowCount() == 1
    hands.press(KEY.Key_Escape)
    assert hands.window.current_screen() is here
    assert hands.focused() is here.table


def test_an_open_case_is_opened_from_the_sheet(hands, register):
    stand_on(hands, register.maria)
    tiles = screen(hands).view.findChildren(CaseTile)
    assert [tile.accessibleName().startswith("Quedan") for tile in tiles] == [True]
    hands.press(KEY.Key_Return)
    assert hands.focused() is screen(hands).view.attend
    tiles[0].setFocus()
    hands.press(KEY.Key_Return)
    hands.rest(
        lambda: getattr(screen(hands), "detail", None) is not None and screen(hands).detail.case is not None
    )
    assert screen(hands).detail.case.line.id == register.case


def test_another_section_shows_somebody(hands, register):
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write("inig")
    hands.rest(lambda: len(names(hands)) == 1)
    hands.window.show_screen(CITIZENS, ShowCitizen(register.rosa))
    hands.rest(lambda: screen(hands).listing.current() is not None)
    hands.rest(lambda: screen(hands).listing.current().citizen.id == register.rosa)
    hands.rest(lambda: screen(hands).view.sheet.citizen.id == register.rosa)
    assert screen(hands).listing.search.text() == ""
    assert hands.focused() is screen(hands).table


def test_a_visit_recorded_meanwhile_brings_the_person_up(hands, register):
    stand_on(hands, register.rosa)
    register.counter.clock.set(NOW + timedelta(minutes=5))
    register.visit(register.rosa, register.counter.hours, Result.ORIENTED)
    hands.press(KEY.Key_F5)
    hands.rest(lambda: names(hands)[0] == "Rosa Quispe")
    assert screen(hands).listing.current().citizen.id == register.rosa
    hands.rest(lambda: screen(hands).view.sheet.visit_count == 1)


def test_an_official_reads_and_does_not_write(qtbot, counter, register):
    hands = at_list(qtbot, counter, "luis")
    hands.rest(lambda: screen(hands).view.sheet is not None)
    view, listing = screen(hands).view, screen(hands).listing
    assert not view.attend.isVisible()
    assert not view.edit.isVisible()
    assert not listing.new.isVisible()
    assert view.cases.isVisible()
    here = screen(hands)
    hands.press(KEY.Key_E, KEY.Key_N, KEY.Key_A)
    assert screen(hands) is here
    assert not form(hands).isVisible()

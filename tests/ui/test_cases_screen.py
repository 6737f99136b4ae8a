"""Casos at the desk: the list by urgency, its views and filter, and pointing to a case in it."""

from __future__ import annotations

import pytest
from cases_hands import Folder, at_the_first, subjects
from counter import CTRL, KEY, open_counter, screen

from desktop_app.services import cases
from desktop_app.services.case_lists import CaseQuery
from ui.kit.badges import BadgeKind
from ui.kit.screen import CASES, ShowCases


@pytest.fixture
def folder(counter):
    return Folder(counter)


@pytest.fixture
def hands(qtbot, counter, folder):
    del folder
    return at_the_first(qtbot, counter)


def test_the_most_urgent_case_comes_first_and_is_chosen(hands):
    assert subjects(hands) == ["Cable caído", "Vereda rota", "Bache en la curva"]
    assert screen(hands).listing.current().subject == "Cable caído"
    assert hands.focused() is screen(hands).table
    assert screen(hands).detail.badge.badge().kind is BadgeKind.CRITICAL
    assert screen(hands).detail.badge.badge().text == "1.ª resp. en 01:30"


def test_views_tell_their_counts_and_show_their_cases(hands):
    chips = {chip.text(): chip.hint() for chip in screen(hands).listing.views.chips()}
    assert chips["Vencidos"] == "1"
    assert chips["Críticos"] == "1"
    assert chips["Todos abiertos"] == "3"
    assert next(iter(chips)) == "Mi bandeja"
    assert chips["Mi bandeja"] == "0"
    screen(hands).show_view("overdue")
    hands.rest()
    assert subjects(hands) == ["Vereda rota"]
    screen(hands).show_view("paused")
    hands.rest()
    assert screen(hands).table._empty.text() == "No hay casos en pausa."


def test_an_official_has_a_tray_of_their_own(qtbot, counter, folder):
    cases.assign_case(counter.console, folder.fresh, counter.roads, counter.chief)
    hands = open_counter(qtbot, counter, "luis")
    hands.press(KEY.Key_3, mods=CTRL)
    hands.rest(lambda: screen(hands).detail.case is not None)
    screen(hands).show_view("mine")
    hands.rest()
    assert subjects(hands) == ["Bache en la curva"]


def test_the_filter_takes_parts_and_words(hands):
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write("unidad:obras nuñ")
    hands.rest(lambda: subjects(hands) == ["Vereda rota"])
    hands.press(KEY.Key_Escape)
    hands.rest(lambda: len(subjects(hands)) == 3)
    hands.write("unidad:nadie")
    hands.rest(lambda: bool(screen(hands).listing.problem.text()))
    assert screen(hands).listing.problem.text() == (
        "No hay «nadie» en «unidad». Puede escribir: Desarrollo Urbano, Obras y Vías."
    )
    hands.press(KEY.Key_Down)
    assert hands.focused() is screen(hands).table


def test_letters_work_in_the_list_only(hands, folder):
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write("n")
    assert not screen(hands).detail.form.isVisible()
    assert screen(hands).listing.filter.text() == "n"


def test_a_case_far_down_the_list_is_found_by_its_number(hands, folder):
    for number in range(80):
        folder.counter.clock.advance(minutes=1)
        folder.open(f"Caso {number}", "Otra Persona")
    hands.window.show_screen(CASES, ShowCases(CaseQuery("all"), folder.late))
    hands.rest(
        lambda: screen(hands).detail.case is not None and screen(hands).detail.case.line.id == folder.late
    )
    hands.rest(lambda: screen(hands).listing.current().id == folder.late)
    assert subjects(hands) == ["Vereda rota"]


def test_the_cases_of_one_citizen_are_asked_for_where_it_can_be_seen(hands, folder):
    sql = "SELECT e.uid FROM citizen c JOIN entity e ON e.id = c.id WHERE c.name = 'María Ñuñez'"
    maria = folder.counter.rows(sql)[0][0]
    hands.window.show_screen(CASES, ShowCases(CaseQuery("all", citizen=maria)))
    hands.rest(lambda: subjects(hands) == ["Vereda rota"])
    typed = screen(hands).listing.filter.text()
    assert typed.startswith('ciudadano:"María Ñuñez #')


@pytest.mark.parametrize(("login", "assigns"), [("luis", False), ("marta", True)])
def test_the_footer_names_only_keys_that_do_something_for_the_person(qtbot, counter, folder, login, assigns):
    hands = open_counter(qtbot, counter, login)
    hands.press(KEY.Key_3, mods=CTRL)
    hands.rest(lambda: "C cerrar" in screen(hands).listing.footer.text())
    assert ("A asignar" in screen(hands).listing.footer.text()) is assigns


def test_another_section_can_point_to_a_list_and_a_case(hands, folder):
    hands.window.show_screen(CASES, ShowCases(CaseQuery(unit=folder.counter.roads), folder.fresh))
    hands.rest(lambda: screen(hands).listing.filter.text() == 'unidad:"Obras y Vías"')
    hands.rest(lambda: screen(hands).listing.current() is not None)
    hands.rest(lambda: screen(hands).listing.current().id == folder.fresh)
    assert len(subjects(hands)) == 3


def test_the_footer_tells_the_order_of_the_rows(hands):
    listing = screen(hands).listing
    hands.rest(listing.model.counted)
    assert "por urgencia" in listing.footer.text()
    listing.show_view("all")
    hands.rest(lambda: "los más recientes primero" in listing.footer.text())

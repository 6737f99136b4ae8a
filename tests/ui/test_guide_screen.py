"""Trámites read with keys alone: the list and its sheets, searching, printing, and the ways there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from counter import CTRL, KEY, screen
from guide_hands import add_numbering, come, names, texts

from desktop_app.services import catalogue, directory
from desktop_app.services.catalogue import TopicForm
from ui.kit import printing
from ui.kit.screen import GUIDE, ShowOfficial, ShowTopic


@pytest.fixture
def counter(counter):
    return add_numbering(counter)


@pytest.fixture
def clerk(qtbot, counter):
    return come(qtbot, counter, "ana")


@pytest.fixture
def supervisor(qtbot, counter):
    return come(qtbot, counter, "marta")


def test_the_guide_is_sorted_by_title_and_read_at_the_right(clerk):
    assert names(clerk) == [
        "Bache o pista dañada", "Certificado de numeración", "Horario y ubicación de oficinas",
        "Parámetros urbanísticos",
    ]  # fmt: skip
    assert clerk.focused() is screen(clerk).lists["topics"].table
    clerk.press(KEY.Key_Down)
    page = screen(clerk).detail.sheet
    assert page.title.text() == "Certificado de numeración"
    assert page.under.text() == "Trámite · Simple · Desarrollo Urbano"
    shown = texts(page)
    for words in ("1.", "Plano de ubicación", "2.", "DNI del propietario", "S/ 38.20", "Ley 29090"):
        assert words in shown
    assert "Revisado el: 10/11/2026" in shown
    assert "Paola Núñez" in shown
    assert page.badge.badge() is None


def test_the_page_being_read_is_seen_to_have_the_keys_and_obeys_its_buttons_letters(supervisor):
    supervisor.press(KEY.Key_Return)
    area = screen(supervisor).detail.sheet.area
    assert supervisor.focused() is area
    focused = area.grab().toImage()
    screen(supervisor).lists["topics"].table.setFocus()
    assert area.grab().toImage() != focused
    supervisor.press(KEY.Key_Return)
    supervisor.press(KEY.Key_E)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is not None)


def test_sheets_that_nobody_reviewed_say_so(clerk):
    model = screen(clerk).lists["topics"].model
    badges = [model.cell(row, 2)[1] for row in range(model.rowCount())]
    assert [badge.text if badge else "" for badge in badges] == [
        "Por revisar",
        "",
        "Por revisar",
        "Por revisar",
    ]
    assert model.cell(1, 2)[0] == "10/11/2026"


def test_who_may_not_edit_sees_no_way_to(clerk, counter):
    for key in (KEY.Key_E, KEY.Key_N, KEY.Key_R, KEY.Key_P):
        clerk.press(key)
    clerk.rest()
    assert screen(clerk).editing.open_form() is None
    assert screen(clerk).tab == "topics"
    assert not screen(clerk).detail.sheet.edit.isVisible()
    assert not screen(clerk).new.isVisible()
    clerk.press(KEY.Key_D)
    clerk.press(KEY.Key_A)
    clerk.press(KEY.Key_U)
    assert screen(clerk).editing.open_form() is None


def test_search_looks_into_the_whole_sheet(clerk):
    clerk.press(KEY.Key_F, mods=CTRL)
    clerk.write("plano")
    clerk.rest(lambda: names(clerk) == ["Certificado de numeración"])
    assert screen(clerk).detail.sheet.title.text() == "Certificado de numeración"
    clerk.press(KEY.Key_Escape)
    clerk.rest(lambda: len(names(clerk)) == 4)
    clerk.write("nadie lo sabe")
    clerk.rest(lambda: names(clerk) == [])
    assert screen(clerk).lists["topics"].table._empty.text() == "Nada tiene todas esas palabras."
    assert screen(clerk).detail.currentWidget() is screen(clerk).detail.empty
    clerk.press(KEY.Key_Down)
    assert clerk.focused() is screen(clerk).lists["topics"].table


def test_enter_reads_and_escape_comes_back(clerk):
    clerk.press(KEY.Key_Return)
    assert clerk.focused() is screen(clerk).detail.sheet.area
    clerk.press(KEY.Key_Escape)
    assert clerk.focused() is screen(clerk).lists["topics"].table


def test_who_reads_is_not_thrown_back_to_the_top(clerk, counter):
    long = {"requirements": "\n".join(f"Documento {number}" for number in range(60))}
    catalogue.save_topic(counter.console, TopicForm("Aaa", "tramite", unit=counter.urban, sheet=long))
    clerk.press(KEY.Key_F5)
    clerk.rest(lambda: names(clerk)[0] == "Aaa")
    clerk.press(KEY.Key_Home)
    clerk.rest(lambda: screen(clerk).detail.sheet.title.text() == "Aaa")
    clerk.press(KEY.Key_Return)
    bar = screen(clerk).detail.sheet.area.verticalScrollBar()
    clerk.rest(lambda: bar.maximum() > 300)
    bar.setValue(300)
    body = screen(clerk).detail.sheet.area.widget()
    screen(clerk)._on_minute()
    clerk.rest()
    assert screen(clerk).detail.sheet.area.widget() is body
    directory.save_official(counter.console, "Nueva Persona", counter.urban)
    screen(clerk)._on_minute()
    clerk.rest(lambda: "Nueva Persona" in texts(screen(clerk).detail.sheet))
    assert bar.value() == 300
    assert clerk.focused() is screen(clerk).detail.sheet.area


def test_paper_does_not_cover_what_the_hands_went_on_to(supervisor):
    supervisor.press(KEY.Key_P, mods=CTRL)
    supervisor.press(KEY.Key_E)
    supervisor.rest()
    assert screen(supervisor).detail.currentWidget() is screen(supervisor).editing.open_form()


def test_the_sheet_is_shown_printed_and_saved(clerk, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(
        printing, "ask_printer", lambda _parent, printer, pages: asked.append((printer, pages))
    )
    clerk.press(KEY.Key_Down)
    clerk.press(KEY.Key_P, mods=CTRL)
    preview = screen(clerk).detail.preview
    clerk.rest(lambda: screen(clerk).detail.currentWidget() is preview)
    assert preview.view.document().data == preview.sheet.data
    assert preview.sheet.title == "Certificado de numeración"
    clerk.press(KEY.Key_P, mods=CTRL)
    assert [pages for _, pages in asked] == [1]
    screen(clerk).paper.folder = tmp_path / "Fichas"
    clerk.press(KEY.Key_S, mods=CTRL)
    clerk.rest()
    saved = tmp_path / "Fichas" / "Certificado de numeración.pdf"
    assert saved.read_bytes() == preview.sheet.data
    clerk.press(KEY.Key_Escape)
    assert screen(clerk).detail.currentWidget() is screen(clerk).detail.sheet
    assert clerk.focused() is screen(clerk).lists["topics"].table


def test_the_paper_can_be_half_a_sheet(clerk):
    clerk.press(KEY.Key_P, mods=CTRL)
    preview = screen(clerk).detail.preview
    clerk.rest(lambda: screen(clerk).detail.currentWidget() is preview)
    preview.paper.chips()[0].setFocus()
    clerk.press(KEY.Key_Right)
    clerk.rest(lambda: preview.sheet.paper == "a5")
    assert screen(clerk).detail.currentWidget() is preview


def test_what_is_no_longer_offered_stays_for_its_editors(supervisor, counter, qtbot):
    catalogue.save_topic(
        counter.console,
        replace(TopicForm("Certificado de numeración", "tramite"), active=False),
        counter.numbering,
    )
    supervisor.press(KEY.Key_F5)
    supervisor.rest(lambda: names(supervisor)[-1] == "Certificado de numeración")
    supervisor.press(KEY.Key_End)
    assert screen(supervisor).detail.sheet.badge.badge().text == "Fuera de uso"


def test_other_sections_point_to_a_sheet_and_to_a_person(clerk, counter):
    clerk.window.show_screen(GUIDE, ShowOfficial(counter.paola))
    clerk.rest(lambda: screen(clerk).detail.person.title.text() == "Paola Núñez")
    assert screen(clerk).tab == "directory"
    clerk.window.show_screen(GUIDE, ShowTopic(counter.zoning))
    clerk.rest(lambda: screen(clerk).detail.sheet.title.text() == "Parámetros urbanísticos")
    assert screen(clerk).current().id == counter.zoning
    assert clerk.focused() is screen(clerk).lists["topics"].table


def test_the_palette_leads_here(clerk):
    clerk.press(KEY.Key_K, mods=CTRL)
    clerk.write("urbanisticos")
    popup = clerk.window.top.search.popup()
    clerk.rest(lambda: popup.current() is not None and popup.current().title == "Parámetros urbanísticos")
    clerk.press(KEY.Key_Return)
    clerk.rest(lambda: screen(clerk).detail.sheet.title.text() == "Parámetros urbanísticos")


def test_a_search_belongs_to_its_list(clerk):
    clerk.press(KEY.Key_F, mods=CTRL)
    clerk.write("plano")
    clerk.press(KEY.Key_Return)
    clerk.press(KEY.Key_D)
    assert screen(clerk).search.text() == ""
    clerk.press(KEY.Key_Down)
    clerk.rest(lambda: not screen(clerk)._wait.isActive())
    clerk.rest(lambda: screen(clerk).detail.person.title.text() == "Ana Arce")
    assert len(names(clerk)) == 5
    clerk.press(KEY.Key_G)
    assert screen(clerk).search.text() == "plano"
    assert names(clerk) == ["Certificado de numeración"]


def test_what_nobody_has_come_to_is_not_made(clerk):
    assert {type(each).__name__ for each in made(screen(clerk).detail)} == {"Card", "SheetPage"}
    clerk.press(KEY.Key_D)
    clerk.rest(lambda: type(screen(clerk).detail.currentWidget()).__name__ == "PersonPage")
    assert {type(each).__name__ for each in made(screen(clerk).detail)} == {"Card", "SheetPage", "PersonPage"}


def made(detail):
    return [detail.widget(place) for place in range(detail.count())]


def test_letters_typed_before_the_other_lists_stand_are_searched_for(counter, clerk):
    guide = fresh(clerk)
    guide.search.setFocus()
    clerk.write("bache")
    assert list(guide.lists) == ["topics"]
    clerk.rest(lambda: len(guide.lists) > 1)
    clerk.rest(lambda: names(clerk) == ["Bache o pista dañada"])


def test_a_search_that_is_left_for_another_list_at_once_is_there_on_return(counter, clerk):
    guide = fresh(clerk)
    guide.search.setFocus()
    clerk.write("bache")
    guide.show_tab("directory")
    clerk.rest(lambda: len(guide.lists) > 1)
    guide.show_tab("topics")
    clerk.rest(lambda: names(clerk) == ["Bache o pista dañada"])


@pytest.mark.parametrize("tab", ["topics", "directory", "questions", "due", "notices"])
def test_tab_leads_from_the_search_through_the_list_to_the_page(supervisor, tab):
    guide = screen(supervisor)
    supervisor.rest(lambda: len(guide.lists) == 5)
    guide.show_tab(tab)
    supervisor.rest()
    guide.search.setFocus()
    while supervisor.focused() is not guide.lists[tab].table:
        assert not guide.detail.isAncestorOf(supervisor.focused())
        supervisor.press(KEY.Key_Tab)


def fresh(hands):
    """Return the screen as it stands when it was only just opened."""
    window = hands.window
    window._screens.pop(GUIDE).deleteLater()
    window.show_screen(GUIDE)
    return screen(hands)

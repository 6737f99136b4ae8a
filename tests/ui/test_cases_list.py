"""The list of cases with keys alone: completing the filter, saved views, columns, orders, many cases at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from cases_hands import Folder, at_the_first, subjects
from counter import CTRL, KEY, open_counter, screen
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.domain.case_views import Columns
from desktop_app.services import case_lists, case_views, cases, directory
from desktop_app.services.case_lists import CaseQuery
from ui.cases.columns import USUAL

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def folder(counter):
    return Folder(counter)


@pytest.fixture
def hands(qtbot, counter, folder):
    del folder
    return at_the_first(qtbot, counter)


def seen_by(counter, login="marta"):
    return counter.installation.context(counter.installation.actor(login))


def listing(hands):
    return screen(hands).listing


def offered(hands):
    return [each.title for each in listing(hands).filter.offered()]


def names_known(hands):
    hands.rest(lambda: bool(listing(hands).filter._names))


def chips(hands):
    return {chip.text(): chip.hint() for chip in listing(hands).views.chips()}


def filter_with(hands, text):
    names_known(hands)
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write(text)


# Completing.


def test_a_key_is_taken_with_tab_and_its_value_with_enter(hands):
    filter_with(hands, "un")
    assert offered(hands) == ["unidad:"]
    hands.press(KEY.Key_Tab)
    field = listing(hands).filter
    assert field.text() == "unidad:"
    assert hands.focused() is field
    assert offered(hands) == ["Desarrollo Urbano", "Obras y Vías"]
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Return)
    assert field.text() == 'unidad:"Obras y Vías" '
    assert hands.focused() is field
    assert offered(hands) == []
    hands.write("nuñ")
    hands.rest(lambda: subjects(hands) == ["Vereda rota"])
    hands.press(KEY.Key_Return)
    assert hands.focused() is screen(hands).table


def test_enter_after_a_plain_word_goes_to_the_rows_whatever_is_offered(hands):
    filter_with(hands, "ca")
    assert offered(hands) == ["canal:"]
    hands.press(KEY.Key_Return)
    assert listing(hands).filter.text() == "ca"
    assert hands.focused() is screen(hands).table
    assert offered(hands) == []
    hands.rest(lambda: subjects(hands) == ["Cable caído"])


def test_down_walks_to_a_key_and_enter_takes_it(hands):
    filter_with(hands, "mora -c")
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Return)
    assert listing(hands).filter.text() == "mora -canal:"


def test_esc_closes_the_rows_first_and_empties_the_line_next(hands):
    filter_with(hands, "estado:")
    assert offered(hands)
    hands.press(KEY.Key_Escape)
    assert not offered(hands)
    assert listing(hands).filter.text() == "estado:"
    hands.press(KEY.Key_Escape)
    assert listing(hands).filter.text() == ""
    hands.press(KEY.Key_Escape)
    assert hands.focused() is screen(hands).table


def test_what_was_completed_is_taken_back_by_the_field(hands):
    filter_with(hands, "un")
    hands.press(KEY.Key_Tab)
    hands.press(KEY.Key_Z, mods=CTRL)
    assert listing(hands).filter.text() == "un"


def test_rows_close_where_the_work_goes_on_elsewhere(hands):
    filter_with(hands, "niv")
    assert offered(hands)
    screen(hands).table.setFocus()
    assert not offered(hands)


# Views.


def test_a_view_is_saved_shown_renamed_and_taken_away_with_keys(hands, folder):
    filter_with(hands, "nivel:crit")
    hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_S, mods=CTRL)
    form = screen(hands).acts.view_form
    assert hands.focused() is form.name
    hands.write("Lo urgente")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: chips(hands).get("Lo urgente") == "1")
    assert hands.focused() is screen(hands).table
    assert listing(hands).saved.name == "Lo urgente"
    listing(hands).show_view("open")
    hands.rest(lambda: len(subjects(hands)) == 3)
    assert listing(hands).filter.text() == ""
    chip = next(each for each in listing(hands).views.chips() if each.text() == "Lo urgente")
    chip.click()
    hands.rest(lambda: subjects(hands) == ["Cable caído"])
    assert listing(hands).filter.text() == "nivel:crit"
    hands.window.tools.actions.trigger("cases.rename_view")
    hands.write("Crítico")
    hands.press(KEY.Key_Return)
    hands.rest(lambda: "Crítico" in chips(hands))
    hands.window.tools.actions.trigger("cases.remove_view")
    hands.rest(lambda: "Crítico" not in chips(hands))
    assert case_views.views(seen_by(folder.counter)) == ()
    screen(hands).table.setFocus()
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest(lambda: "Crítico" in chips(hands))


def test_a_name_that_is_taken_is_refused_at_the_form(hands):
    acts = screen(hands).acts
    for _ in range(2):
        hands.press(KEY.Key_S, mods=CTRL)
        hands.write("Mía")
        hands.press(KEY.Key_Return)
        hands.rest(lambda: not acts.view_form.is_open() or bool(acts.view_form.foot.error.text()))
    assert acts.view_form.foot.error.text() == "Ya hay una vista que se llama «Mía»."
    assert hands.focused() is acts.view_form.name
    hands.press(KEY.Key_Escape)
    assert not acts.view_form.is_open()


def test_only_supervision_shares_a_view(qtbot, counter, folder):
    hands = open_counter(qtbot, counter, "luis")
    hands.press(KEY.Key_3, mods=CTRL)
    hands.rest(lambda: screen(hands).detail.case is not None)
    hands.press(KEY.Key_S, mods=CTRL)
    assert screen(hands).acts.view_form.shared.isHidden()


def test_a_shared_view_that_names_somebody_is_refused(hands):
    filter_with(hands, "maría")
    hands.press(KEY.Key_S, mods=CTRL)
    form = screen(hands).acts.view_form
    assert not form.shared.isHidden()
    form.shared.setChecked(True)
    hands.write("De todos")
    hands.press(KEY.Key_Return)
    hands.rest(lambda: bool(form.foot.error.text()))
    assert "viaja a todos los equipos" in form.foot.error.text()


def test_views_beyond_the_first_ones_stand_in_a_menu(hands, folder):
    context = seen_by(folder.counter)
    for number in range(8):
        case_views.save_view(context, case_views.SavedView(f"Vista {number}", "open", "nivel:simple"))
    listing(hands).load_views()
    hands.rest(lambda: listing(hands).views.more is not None)
    assert listing(hands).views.more.text() == "Más vistas (2)"
    menu = listing(hands).views.more.menu()
    menu.actions()[1].trigger()
    hands.rest(lambda: listing(hands).saved is not None)
    assert listing(hands).saved.name == "Vista 7"
    hands.rest(lambda: chips(hands).get("Vista 7") == "2")
    hands.rest(lambda: len(subjects(hands)) == 2)


def test_a_view_of_everything_is_counted_afterwards(hands, folder):
    case_views.save_view(seen_by(folder.counter), case_views.SavedView("Todo", "all", "vereda"))
    listing(hands).load_views()
    hands.rest(lambda: chips(hands).get("Todo") == "1")


# Columns and order.


def columns(hands):
    return listing(hands).columns.shown()


def test_columns_are_chosen_moved_and_kept(qtbot, hands, folder):
    assert columns(hands)[:6] == USUAL
    hands.press(KEY.Key_O, mods=CTRL | SHIFT)
    form = screen(hands).acts.columns_form
    assert hands.focused() is form.list
    hands.press(KEY.Key_Space)
    assert columns(hands)[:2] == ("number", "subject")
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Down, mods=CTRL)
    assert columns(hands)[:2] == ("subject", "number")
    hands.press(KEY.Key_Escape)
    assert hands.focused() is screen(hands).table
    context = seen_by(folder.counter)
    hands.rest(lambda: case_views.columns(context).shown[:2] == ("subject", "number"))
    hands.press(KEY.Key_O, mods=CTRL | SHIFT)
    form.usual.click()
    assert columns(hands)[:6] == USUAL
    hands.rest(lambda: case_views.columns(context).shown == ())


def test_the_last_column_stays(hands):
    hands.press(KEY.Key_O, mods=CTRL | SHIFT)
    form = screen(hands).acts.columns_form
    for _ in range(form.list.count()):
        item = form.list.currentItem()
        if item.checkState() == Qt.CheckState.Checked:
            hands.press(KEY.Key_Space)
        hands.press(KEY.Key_Down)
    assert len(columns(hands)) == 1
    assert form.foot.error.text() == "Deje al menos una columna."


def test_a_dragged_width_is_kept_for_the_person(hands, folder):
    table = screen(hands).table
    table.horizontalHeader().resizeSection(1, 188)
    context = seen_by(folder.counter)
    hands.rest(lambda: case_views.columns(context).widths == {"number": 188})
    listing(hands).columns.lay()
    assert table.columnWidth(1) == 188


def test_what_was_kept_is_laid_out_at_the_next_start(qtbot, counter, folder):
    case_views.keep_columns(seen_by(counter), Columns(("state", "level", "subject"), {"level": 77}))
    hands = at_the_first(qtbot, counter)
    assert columns(hands) == ("state", "level", "subject")
    assert screen(hands).table.columnWidth(11) == 77


def test_a_saved_view_brings_its_columns_and_takes_them_with_it(hands, folder):
    context = seen_by(folder.counter)
    view = case_views.save_view(
        context,
        case_views.SavedView("Plazos", "open", "", "citizen", descending=True, columns=("due", "citizen")),
    ).view
    listing(hands).load_views()
    hands.rest(lambda: "Plazos" in chips(hands))
    listing(hands).show_saved(view)
    hands.rest(lambda: subjects(hands) == ["Cable caído", "Vereda rota", "Bache en la curva"])
    assert columns(hands) == ("due", "citizen")
    assert "por ciudadano, al revés" in listing(hands).footer.text()
    listing(hands).show_view("open")
    assert columns(hands)[:6] == USUAL
    assert case_views.columns(context) == Columns()


def test_a_click_on_a_head_sorts_turns_round_and_goes_back(hands):
    table = screen(hands).table
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(3) + 12, header.height() // 2)
    names = ["Bache en la curva", "Vereda rota", "Cable caído"]
    for expected, words in (
        (names, "por ciudadano ·"),
        (names[::-1], "por ciudadano, al revés"),
        (["Cable caído", "Vereda rota", "Bache en la curva"], "por urgencia"),
    ):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        hands.rest(lambda expected=expected: subjects(hands) == expected)
        hands.rest(lambda words=words: words in listing(hands).footer.text())
        assert header.isSortIndicatorShown() is ("urgencia" not in words)


def test_the_order_is_chosen_with_keys(hands):
    hands.press(KEY.Key_O)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert menu.activeAction().text() == "El orden de la vista"
    for _ in range(3):
        QTest.keyClick(menu, KEY.Key_Down)
    QTest.keyClick(menu, KEY.Key_Return)
    hands.rest(lambda: subjects(hands) == ["Bache en la curva", "Cable caído", "Vereda rota"])
    assert listing(hands).sort() == ("subject", False)


def test_a_list_that_is_too_long_says_why_it_is_not_sorted(hands, monkeypatch):
    monkeypatch.setattr("desktop_app.services.case_order.MOST_SORTED", 2)
    listing(hands).sort_by("citizen")
    hands.rest(lambda: bool(listing(hands).problem.text()))
    assert listing(hands).problem.text().startswith("Son demasiados casos para ordenarlos por «Ciudadano».")
    assert "por urgencia" in listing(hands).footer.text()


# Many cases.


def who(folder):
    lines = case_lists.page(folder.counter.console, CaseQuery("all"), 0, 200)
    return {line.subject: line.responsible for line in lines}


def test_picked_cases_are_given_away_at_once_and_taken_back(hands, folder):
    cases.move_case(folder.counter.console, folder.fresh, cases.CaseState.RESOLVED, answer="x")
    screen(hands).refresh(frozenset({"case"}))
    hands.rest()
    hands.press(KEY.Key_Down, mods=SHIFT)
    assert len(screen(hands).table.picked()) == 2
    assert listing(hands).footer.text().startswith("2 seleccionados")
    hands.press(KEY.Key_A)
    form = screen(hands).acts.handing_form
    assert hands.focused() is form.receiver
    assert form.title.text() == "Asignar 2 casos a…"
    hands.write("luis")
    hands.rest(form.receiver.list_open)
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: not form.is_open())
    hands.rest()
    assert who(folder)["Cable caído"] == who(folder)["Vereda rota"] != ""
    assert not who(folder)["Bache en la curva"]
    assert screen(hands).table.picked() == []
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest(lambda: set(who(folder).values()) == {""})


def test_ctrl_walks_and_picks_one_by_one_and_a_plain_arrow_lets_go(hands):
    table = screen(hands).table
    hands.press(KEY.Key_Space, mods=CTRL)
    hands.press(KEY.Key_Down, mods=CTRL)
    hands.press(KEY.Key_Down, mods=CTRL)
    hands.press(KEY.Key_Space, mods=CTRL)
    assert len(table.picked()) == 2
    assert [table.is_marked(row) for row in range(3)] == [True, False, True]
    hands.press(KEY.Key_Space, mods=CTRL)
    assert [table.is_marked(row) for row in range(3)] == [True, False, False]
    hands.press(KEY.Key_Up)
    assert table.picked() == []
    hands.press(KEY.Key_A, mods=CTRL)
    hands.rest(lambda: len(table.picked()) == 3)
    hands.press(KEY.Key_Escape)
    assert table.picked() == []


def test_shift_shrinks_what_it_picked(hands):
    table = screen(hands).table
    hands.press(KEY.Key_End, mods=SHIFT)
    assert len(table.picked()) == 3
    hands.press(KEY.Key_Up, mods=SHIFT)
    assert len(table.picked()) == 2
    hands.press(KEY.Key_Home, mods=SHIFT)
    assert len(table.picked()) == 1


def test_what_is_picked_stays_picked_when_rows_come_and_go(hands, folder):
    table = screen(hands).table
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Space, mods=CTRL)
    (late,) = table.picked()
    assert late == folder.late
    folder.open("Otro cable caído", "Ana Paz", cases.Level.CRITICAL)
    folder.counter.clock.advance(minutes=1)
    screen(hands).refresh(frozenset({"case"}))
    hands.rest(lambda: len(subjects(hands)) == 4)
    assert table.picked() == [folder.late]
    marked = [subjects(hands)[row] for row in range(4) if table.is_marked(row)]
    assert marked == ["Vereda rota"]


def test_all_is_bounded_and_says_so(hands, monkeypatch):
    monkeypatch.setattr("desktop_app.services.case_handing.MOST", 2)
    said = []
    screen(hands).say.connect(said.append)
    hands.press(KEY.Key_A, mods=CTRL)
    hands.rest(lambda: bool(said))
    assert said[0].text.startswith("Se seleccionaron los primeros 2 de 3 casos")
    assert len(screen(hands).table.picked()) == 2


def test_another_list_lets_go_of_what_was_picked(hands):
    hands.press(KEY.Key_A, mods=CTRL)
    hands.rest(lambda: len(screen(hands).table.picked()) == 3)
    listing(hands).show_view("overdue")
    assert screen(hands).table.picked() == []


def test_a_clerk_who_may_not_assign_picks_for_nothing_but_breaks_nothing(qtbot, counter, folder):
    hands = open_counter(qtbot, counter, "luis")
    hands.press(KEY.Key_3, mods=CTRL)
    hands.rest(lambda: screen(hands).detail.case is not None)
    hands.press(KEY.Key_Down, mods=SHIFT)
    hands.press(KEY.Key_A)
    assert not screen(hands).acts.handing_form.is_open()
    assert set(who(folder).values()) == {""}


# A workbook.


def test_the_list_is_saved_as_a_workbook(hands, tmp_path, monkeypatch):
    path = tmp_path / "casos.xlsx"
    monkeypatch.setattr("ui.cases.list_acts.ask_where", lambda *_args: path)
    listing(hands).sort_by("citizen")
    hands.rest()
    said = []
    screen(hands).say.connect(said.append)
    hands.press(KEY.Key_E, mods=CTRL | SHIFT)
    hands.rest(lambda: bool(said))
    assert said[0].text == "3 casos guardados en casos.xlsx"
    sheet = load_workbook(path)["Casos"]
    heads = [cell.value for cell in sheet[4]]
    at = heads.index("Asunto") + 1
    assert [sheet.cell(row, at).value for row in range(5, 8)] == subjects(hands)
    assert sheet["A1"].value == "Todos abiertos"


def test_nothing_is_written_before_somebody_says_where(hands, monkeypatch):
    asked: list[Path] = []
    monkeypatch.setattr(
        "ui.cases.list_acts.ask_where", lambda _parent, _title, proposed, *_rest: asked.append(proposed)
    )
    hands.press(KEY.Key_E, mods=CTRL | SHIFT)
    hands.rest()
    assert [each.name for each in asked] == ["Todos abiertos.xlsx"]


def test_the_beginning_of_a_key_is_waited_for_and_a_word_is_not(hands):
    field = listing(hands).filter
    names_known(hands)
    hands.press(KEY.Key_F, mods=CTRL)
    for typed, begun in (("c", True), ("an", False), ("un", True), ("unidad:", True), ("unidad:o", True),
                         ("unidad:ob", False), ('"c', False), ("mora", False)):  # fmt: skip
        field.selectAll()
        hands.write(typed)
        assert field.begun() is begun, typed


def test_names_that_are_new_are_offered_at_once(hands, folder):
    names_known(hands)
    directory.save_unit(folder.counter.console, "Zoonosis")
    screen(hands).refresh(frozenset({"directory"}))
    hands.rest()
    filter_with(hands, "unidad:zoo")
    assert offered(hands) == ["Zoonosis"]
    hands.press(KEY.Key_Return)
    assert listing(hands).filter.text() == "unidad:Zoonosis "

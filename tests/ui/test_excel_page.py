"""Bringing topics and people in with keys alone: the file, its rows, its columns, what is stored."""

from __future__ import annotations

import csv

import pytest
from counter import CTRL, KEY, screen
from guide_hands import add_numbering, come, names
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication

from desktop_app.services import directory
from desktop_app.services.imports.sheets_plan import State

HEAD = ("Trámite", "Área", "Costo")


@pytest.fixture
def counter(counter):
    return add_numbering(counter)


@pytest.fixture
def supervisor(qtbot, counter):
    return come(qtbot, counter, "marta")


def write(path, *rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def page(hands):
    return screen(hands).excel.page()


def said(hands):
    """Return what the screen said since, as it is said."""
    heard = []
    screen(hands).say.connect(lambda message: heard.append(message.text))
    return heard


def choose(hands, path):
    """Open the page for the list in front and choose a file."""
    hands.press(KEY.Key_I)
    page(hands).ask_open = lambda _parent, _title: path
    hands.press(KEY.Key_A)
    hands.rest(lambda: page(hands).steps.currentWidget() is page(hands).rows)
    hands.rest(page(hands).rows.model.counted)


def rows(hands):
    model = page(hands).rows.model
    return [(model.row(at).number, model.row(at).state) for at in range(model.rowCount())]


def test_rows_are_seen_before_anything_is_written(supervisor, counter, tmp_path):
    path = write(
        tmp_path / "t.csv", HEAD, ("Licencia de obra", "Catastro", "S/ 10"), ("", "Obras y Vías", ""),
        ("Bache o pista dañada", "Obras y Vías", "Gratuito"), ("Parámetros urbanísticos", "", ""),
    )  # fmt: skip
    choose(supervisor, path)
    assert rows(supervisor) == [(2, State.NEW), (3, State.REFUSED), (4, State.CHANGED), (5, State.SAME)]
    step = page(supervisor).rows
    assert step.detail.text() == "Fila 2: la unidad «Catastro» no existe; se creará."
    supervisor.press(KEY.Key_5)
    supervisor.rest(lambda: rows(supervisor) == [(3, State.REFUSED)])
    assert step.detail.text() == "Fila 3: falta el tema."
    # All or nothing, unless the person says otherwise.
    supervisor.press(KEY.Key_Return, mods=CTRL)
    assert step.foot.error.text().startswith("Hay una fila con problema")
    assert QApplication.focusWidget() is step.skip
    supervisor.press(KEY.Key_Space)
    heard = said(supervisor)
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: not screen(supervisor).excel.is_open())
    assert heard == ["Importado: 1 nuevas, 1 cambiadas, 1 iguales, 1 fuera, 1 unidades creadas."]
    supervisor.rest(lambda: "Licencia de obra" in names(supervisor))
    assert QApplication.focusWidget() is screen(supervisor).table()
    assert directory.units(counter.console)[0].name == "Catastro"
    found = counter.rows("SELECT title, sheet FROM topic WHERE title LIKE 'Bache%'")
    assert found == [("Bache o pista dañada", '{"cost":"Gratuito"}')]


def test_what_is_there_already_is_not_imported_again(supervisor, tmp_path):
    choose(supervisor, write(tmp_path / "t.csv", ("Tema",), ("Parámetros urbanísticos",)))
    step = page(supervisor).rows
    assert step.foot.save.text() == "Nada que importar"
    assert not step.foot.save.isEnabled()
    supervisor.press(KEY.Key_Return, mods=CTRL)
    assert screen(supervisor).excel.is_open()
    supervisor.press(KEY.Key_Escape)
    assert page(supervisor).steps.currentWidget() is page(supervisor).start
    supervisor.press(KEY.Key_Escape)
    assert not screen(supervisor).excel.is_open()
    assert screen(supervisor).left.isVisible()


def test_columns_are_chosen_by_keyboard(supervisor, counter, tmp_path):
    path = write(tmp_path / "t.csv", ("Cosa", "Quién"), ("Licencia", "Obras y Vías"))
    supervisor.press(KEY.Key_I)
    page(supervisor).ask_open = lambda _parent, _title: path
    supervisor.press(KEY.Key_A)
    columns = page(supervisor).columns
    # Nothing is recognised: the columns are asked for, where they are missing.
    supervisor.rest(lambda: page(supervisor).steps.currentWidget() is columns)
    assert columns.forms["topics"].rows["title"].error() == "Indique en qué columna está el nombre del tema."
    supervisor.press(KEY.Key_Down)
    assert columns.forms["topics"].rows["title"].note.text().endswith("Licencia")
    supervisor.press(KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Down, KEY.Key_Down)
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: page(supervisor).steps.currentWidget() is page(supervisor).rows)
    # From the rows C goes there again; Esc takes back what was changed.
    supervisor.press(KEY.Key_C, KEY.Key_Down)
    assert page(supervisor).file.tables[0].columns["title"] == 1
    supervisor.press(KEY.Key_Escape)
    assert page(supervisor).file.tables[0].columns == {"title": 0, "unit": 1}
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: "Licencia" in names(supervisor))


def test_people_come_into_the_directory(supervisor, counter, tmp_path):
    supervisor.press(KEY.Key_D)
    path = write(
        tmp_path / "p.csv", ("Nombre", "Unidad", "Horario"), ("Luz Paz", "Obras y Vías", "lunes 08:00-12:00")
    )
    choose(supervisor, path)
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: "Luz Paz" in names(supervisor))
    luz = next(each for each in directory.officials(counter.console) if each.name == "Luz Paz")
    assert (luz.unit_name, luz.own_hours) == ("Obras y Vías", "lunes 08:00-12:00")


def test_a_file_that_is_none_is_told_in_words(supervisor, tmp_path):
    path = tmp_path / "foto.xlsx"
    path.write_bytes(b"no es un libro")
    supervisor.press(KEY.Key_I)
    page(supervisor).ask_open = lambda _parent, _title: path
    supervisor.press(KEY.Key_A)
    supervisor.rest(lambda: bool(page(supervisor).start.error.text()))
    assert page(supervisor).start.error.text().startswith("foto.xlsx no es un libro de Excel")
    assert QApplication.focusWidget() is page(supervisor).start.open


def test_template_and_export_are_saved_where_the_person_says(supervisor, tmp_path):
    supervisor.press(KEY.Key_I)
    names_asked = []

    def ask(_parent, _title, name):
        names_asked.append(name)
        return tmp_path / name

    page(supervisor).ask_save = ask
    heard = said(supervisor)
    supervisor.press(KEY.Key_P)
    supervisor.rest(lambda: len(heard) == 1)
    supervisor.press(KEY.Key_X)
    supervisor.rest(lambda: len(heard) == 2)
    assert names_asked == ["plantilla-catalogo.xlsx", "catalogo-20261124.xlsx"]
    assert heard[1] == f"Guardado: {tmp_path / 'catalogo-20261124.xlsx'}"
    page_read = load_workbook(tmp_path / "catalogo-20261124.xlsx")["Catálogo"]
    assert page_read.max_row == 5
    assert load_workbook(tmp_path / "plantilla-catalogo.xlsx")["Catálogo"]["A2"].value.startswith("EJEMPLO:")


def test_a_clerk_has_no_such_page(qtbot, counter):
    clerk = come(qtbot, counter, "ana")
    clerk.press(KEY.Key_I)
    assert not screen(clerk).excel.is_open()
    assert not screen(clerk).excel.button.isVisible()

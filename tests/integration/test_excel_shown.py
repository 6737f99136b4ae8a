"""Workbooks as people make them: what they see in the cells is what comes in."""

from __future__ import annotations

from datetime import datetime, time
from zipfile import ZipFile

import pytest
from excel_samples import PEOPLE, bring_in, counted, plan
from openpyxl import Workbook

from desktop_app.domain.columns import Subject
from desktop_app.domain.errors import InvalidInput
from desktop_app.services import directory
from desktop_app.services.imports.catalogue import written_topics
from desktop_app.services.imports.sheets_plan import State
from desktop_app.services.imports.sheets_reading import read_file
from desktop_app.services.imports.shown import number_shown


@pytest.fixture
def ctx(office):
    return office.as_user("supervisor")


def book(path, rows, merged=(), formats=None):
    made = Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    for cell, pattern in (formats or {}).items():
        sheet[cell].number_format = pattern
    made.save(path)
    return path


def sheet_of(ctx, title):
    return next(each for each in written_topics(ctx) if each.title == title).sheet


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (38.2, '"S/ "#,##0.00', "S/ 38.20"),
        (1038.2, "_-[$S/-280A]* #,##0.00_-;-[$S/-280A]* #,##0.00_-", "S/ 1038.20"),
        (0.5, "0%", "50%"),
        (0.125, "0.0%", "12.5%"),
        (3, '0" días"', "3 días"),
        (7, "000", "007"),
        (-4.5, "0.00", "-4.50"),
        (12, "#,##0", "12"),
        (12.5, "General", None),
        (12.5, "0.##", None),
        (45000, "dd/mm/yyyy", None),
        (1200000, "0.0,,", None),
        (2.5, "# ?/?", None),
        (12.5, "", None),
    ],
)  # fmt: skip
def test_a_number_is_read_as_its_format_shows_it(value, pattern, text):
    assert number_shown(value, pattern) == text


def test_costs_terms_and_hours_come_in_as_the_workbook_shows_them(ctx, tmp_path):
    rows = [
        ("Trámite", "Costo", "Plazo", "Horario", "Vigente desde"),
        ("Carné de sanidad", 38.2, 5, time(8, 0), datetime(2026, 3, 4)),  # noqa: DTZ001 - a cell has no zone
        ("Copia simple", 0.1, 0.5, "08:00", "04/03/2026"),
    ]
    formats = {"B2": '"S/ "0.00', "C2": '0" días hábiles"', "B3": '"S/ "0.00', "C3": "0%", "E2": "dd/mm/yyyy"}
    bring_in(ctx, book(tmp_path / "tupa.xlsx", rows, formats=formats))
    assert sheet_of(ctx, "Carné de sanidad") == {
        "cost": "S/ 38.20", "term": "5 días hábiles", "hours": "08:00", "valid_from": "04/03/2026",
    }  # fmt: skip
    assert sheet_of(ctx, "Copia simple")["cost"] == "S/ 0.10"
    assert sheet_of(ctx, "Copia simple")["term"] == "50%"


def test_a_unit_merged_over_its_topics_holds_for_each_of_them(ctx, tmp_path):
    rows = [
        ("Trámite", "Unidad", "Costo"),
        ("Poda de árbol", "Parques", "S/ 10.00"),
        ("Retiro de escombros", None, None),
        ("Recojo de ramas", None, "Gratuito"),
        ("Sin unidad", None, None),
    ]
    path = book(tmp_path / "u.xlsx", rows, merged=("B2:B4", "C2:C3"))
    bring_in(ctx, path)
    units = {each.id: each.name for each in directory.units(ctx)}
    found = {each.title: units.get(each.unit, "") for each in written_topics(ctx)}
    assert [found[row[0]] for row in rows[1:]] == ["Parques", "Parques", "Parques", ""]
    assert sheet_of(ctx, "Retiro de escombros")["cost"] == "S/ 10.00"
    assert sheet_of(ctx, "Recojo de ramas")["cost"] == "Gratuito"


def test_a_title_merged_over_the_columns_is_no_topic(ctx, tmp_path):
    rows = [
        ("TUPA 2026",),
        ("Trámite", "Unidad", "Costo"),
        ("REGISTRO CIVIL",),
        ("Matrimonio", None, "S/ 100"),
    ]
    found = plan(ctx, book(tmp_path / "t.xlsx", rows, merged=("A1:C1", "A3:C3")))
    assert counted(found) == (1, 0, 0, 1)
    assert "Fila 3: las celdas A3:C3 están combinadas: separe lo que va en cada columna." in found.messages()


def test_a_column_as_wide_as_its_merged_heading_is_read(ctx, tmp_path):
    rows = [("Trámite", "Requisitos", None, "Costo"), ("Matrimonio", "DNI", None, "S/ 100")]
    found = plan(ctx, book(tmp_path / "w.xlsx", rows, merged=("B1:C1", "B2:C2")))
    assert counted(found) == (1, 0, 0, 0)
    assert found.rows[0].values["sheet"] == {"requirements": "DNI", "cost": "S/ 100"}


def test_a_heading_of_two_merged_rows_makes_no_topic_of_itself(ctx, tmp_path):
    rows = [("Trámite", "Costo", "Plazo"), (None, "en soles", "en días"), ("Matrimonio", "100", "5")]
    found = plan(ctx, book(tmp_path / "h.xlsx", rows, merged=("A1:A2",)))
    assert [row.name for row in found.rows if row.state is State.NEW] == ["Matrimonio"]


def test_phones_keep_the_zeros_that_the_workbook_shows(ctx, tmp_path):
    rows = [("Nombre", "Unidad", "Teléfono"), ("Ana Arce", "Parques", 15550100)]
    path = book(tmp_path / "p.xlsx", rows, formats={"C2": "000000000"})
    assert plan(ctx, path, PEOPLE).rows[-1].values["phone"] == "015550100"


@pytest.mark.parametrize(
    "start", ["<html><table>", "\ufeff<?xml version='1.0'?><Workbook>", "\n <!DOCTYPE html>"]
)
def test_a_web_page_that_is_called_a_book_is_refused_in_words(tmp_path, start):
    path = tmp_path / "reporte.xls"
    path.write_text(f"{start}<tr><td>Trámite</td></tr>", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"reporte\.xls es una página web o XML"):
        read_file(path, Subject.CATALOGUE)


def test_a_sheet_of_libreoffice_is_refused_in_words(tmp_path):
    path = tmp_path / "temas.ods"
    with ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with pytest.raises(InvalidInput, match=r"temas\.ods es una hoja de LibreOffice \(\.ods\)"):
        read_file(path, Subject.CATALOGUE)

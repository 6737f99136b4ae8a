"""What a file says and the program would have dropped or stored as nonsense: days, headings, covers."""

from __future__ import annotations

import pytest
from excel_samples import PEOPLE, TOPICS, bring_in, counted, plan, write_rows
from openpyxl import Workbook

from desktop_app.domain.columns import Part, Subject
from desktop_app.services import catalogue
from desktop_app.services.catalogue import TopicForm
from desktop_app.services.imports.catalogue import written_topics
from desktop_app.services.imports.exporting import write_export
from desktop_app.services.imports.sheets_plan import State
from desktop_app.services.imports.sheets_reading import read_file


@pytest.fixture
def ctx(office):
    return office.as_user("supervisor")


def sheet_of(ctx, title):
    return next(each for each in written_topics(ctx) if each.title == title).sheet


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("04/03/2026", "04/03/2026"), ("4/3/2026", "04/03/2026"), ("04-03-2026", "04/03/2026"),
        ("4.3.2026", "04/03/2026"), ("31/12/26", "31/12/2026"), ("2026-03-04", "04/03/2026"),
        ("2026-03-04 00:00:00", "04/03/2026"), ("4 de marzo de 2026", "04/03/2026"),
        ("4 de Marzo del 2026", "04/03/2026"), ("4 mar 2026", "04/03/2026"),
        ("1 de septiembre de 2026", "01/09/2026"), ("1 set. 2026", "01/09/2026"), ("46085", "04/03/2026"),
    ],
)  # fmt: skip
def test_a_day_is_understood_as_people_and_spreadsheets_write_it(ctx, tmp_path, text, day):
    bring_in(ctx, write_rows(tmp_path / "d.csv", ("Trámite", "Vigente desde"), ("Carné", text)))
    assert sheet_of(ctx, "Carné")["valid_from"] == day


@pytest.mark.parametrize(
    "text", ["2026-13-40", "31/02/2026", "marzo 2026", "hoy", "99999", "4 de brumario de 2026"]
)
def test_what_is_no_day_is_refused_with_its_row_and_not_stored_as_text(ctx, tmp_path, text):
    found = plan(ctx, write_rows(tmp_path / "d.csv", ("Trámite", "Revisado el"), ("Carné", text)))
    assert counted(found) == (0, 0, 0, 1)
    told = f"Fila 2: «Revisado el» dice «{text}»: escriba una fecha, por ejemplo 24/11/2026."
    assert found.messages() == [told]


def test_a_day_that_stands_there_as_text_goes_out_and_comes_in_unchanged(ctx, tmp_path):
    catalogue.save_topic(ctx, TopicForm("Antiguo", "informacion", sheet={"reviewed_on": "antes de 2020"}))
    found = plan(ctx, write_export(ctx, Subject.CATALOGUE, tmp_path / "t.xlsx"))
    assert {row.state for row in found.rows} == {State.SAME}


def test_headings_with_a_remark_are_recognised_and_what_goes_nowhere_is_named(ctx, tmp_path):
    path = write_rows(
        tmp_path / "t.csv",
        (
            "N.°",
            "Nombre del trámite",
            "COSTO (S/)",
            "Plazo (días hábiles)",
            "Área responsable",
            "Vacía",
            "Obs.",
        ),
        ("1", "Carné", "12.00", "5", "Rentas", "", "nada"),
    )
    file = read_file(path, TOPICS)
    table = file.table(Part.TOPICS)
    assert {key: table.header[place] for key, place in table.columns.items()} == {
        "title": "Nombre del trámite", "cost": "COSTO (S/)", "term": "Plazo (días hábiles)",
        "unit": "Área responsable",
    }  # fmt: skip
    assert table.unused() == ("N.°", "Obs.")
    assert file.notices() == ("No se usan estas columnas: «N.°», «Obs.».",)


def test_a_column_that_became_part_of_another_is_not_called_unused(tmp_path):
    path = write_rows(
        tmp_path / "p.csv", ("Nombre", "Teléfono", "Anexo", "Foto"), ("Ana", "5550100", "12", "a.png")
    )
    assert read_file(path, PEOPLE).table(Part.OFFICIALS).unused() == ("Foto",)


def test_a_plain_heading_goes_before_one_with_a_remark(tmp_path):
    path = write_rows(tmp_path / "t.csv", ("Trámite", "Costo (2019)", "Costo"), ("Carné", "1", "2"))
    assert read_file(path, TOPICS).table(Part.TOPICS).columns["cost"] == 2


def test_the_sheet_behind_a_cover_is_the_one_that_is_read(ctx, tmp_path):
    book = Workbook()
    book.active.title = "Portada"
    book.active.append(["MUNICIPALIDAD DE SAN AURELIO"])
    book.active.append(["TUPA", "2026"])
    rows = book.create_sheet("Hoja2")
    rows.append(["Trámite", "Costo"])
    rows.append(["Carné", "S/ 1.00"])
    book.save(tmp_path / "t.xlsx")
    found = plan(ctx, tmp_path / "t.xlsx")
    assert counted(found) == (1, 0, 0, 0)
    assert found.rows[0].name == "Carné"


def test_a_review_is_not_of_a_day_to_come(ctx, tmp_path):
    path = write_rows(
        tmp_path / "d.csv", ("Trámite", "Vigente desde", "Revisado el"),
        ("Carné", "01/01/2099", "01/01/2020"), ("Copia", "", "01/01/2099"),
    )  # fmt: skip
    found = plan(ctx, path)
    assert counted(found) == (1, 0, 0, 1)
    assert found.messages() == ["Fila 3: «Revisado el» dice «01/01/2099»: ese día todavía no llega."]

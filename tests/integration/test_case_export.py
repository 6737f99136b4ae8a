"""The list of cases as a workbook: the rows, columns and order of the list, real dates, nothing half written."""

from __future__ import annotations

import tracemalloc
from datetime import datetime
from pathlib import Path

import pytest
from municipality import make_office
from openpyxl import load_workbook

from desktop_app.domain.errors import EnvironmentFault, NotAllowed
from desktop_app.domain.values import Channel
from desktop_app.reports.excel import case_list
from desktop_app.services import case_export, case_lists, case_order, cases
from desktop_app.services.case_filter import read_filter
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.citizens import CitizenForm
from desktop_app.system.progress import Cancelled, CancelToken

HOSTILE = (
    "=1+1",
    "+51 999",
    "-2",
    "@SUM(A1)",
    "a\x07b",
    "_x0041_",
    "#N/A",
    "Ruido\nde noche",
    "1234567890123456789",
)


@pytest.fixture
def office(tmp_path):
    made = make_office(tmp_path / "data")
    for subject in HOSTILE:
        cases.open_case(
            made.console,
            cases.CaseForm(subject, "denuncia", Channel.EMAIL, unit=made.unit, citizen=CitizenForm(subject)),
        )
        made.clock.advance(minutes=61)
    yield made
    made.installation.close()


def _rows(path: Path):
    sheet = load_workbook(path)["Casos"]
    found = list(sheet.iter_rows(min_row=4))
    return [cell.value for cell in found[0]], found[1:]


def test_the_workbook_has_the_rows_columns_and_order_of_the_list(office, tmp_path):
    query = read_filter(office.clerk, "tipo:denuncia -palabra", "open").query
    query = CaseQuery(query.view, conditions=query.conditions, sort="subject", descending=True)
    told = []
    made = case_export.export_cases(
        office.clerk, query, ("number", "due", "opened", "subject", "nothing", "channel"), "Abiertos · tipo:denuncia",
        tmp_path / "lista.xlsx", lambda *done: told.append(done),
    )  # fmt: skip
    heads, rows = _rows(made.file)
    assert heads == ["Caso", "Plazo", "Vence", "Días que quedan", "Ingreso", "Asunto", "Canal"]
    lines = case_lists.page(office.clerk, query, 0, 50)
    assert made.count == len(rows) == len(lines) == len(HOSTILE)
    assert told[-1] == (len(HOSTILE), len(HOSTILE))
    for row, line in zip(rows, lines, strict=True):
        assert row[0].value == line.number
        assert row[2].value == line.due.replace(tzinfo=None)
        assert isinstance(row[2].value, datetime)
        assert row[2].number_format == "dd/mm/yyyy hh:mm"
        assert isinstance(row[3].value, int | float)
        assert row[4].value == line.opened.replace(tzinfo=None)
    sheet = load_workbook(made.file)["Casos"]
    assert sheet["A1"].value == "Abiertos · tipo:denuncia"
    assert "9 casos" in sheet["A2"].value
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:G13"


def test_what_people_wrote_is_never_a_formula(office, tmp_path):
    made = case_export.export_cases(
        office.clerk, CaseQuery("all"), ("subject", "citizen"), "=cmd()", tmp_path / "x.xlsx"
    )
    for row in load_workbook(made.file)["Casos"].iter_rows():
        for cell in row:
            assert cell.data_type != "f"
    _, rows = _rows(made.file)
    assert {row[0].data_type for row in rows} == {"s"}
    assert {"=1+1", "+51 999", "#N/A", "1234567890123456789"} <= {row[0].value for row in rows}


def test_every_column_of_the_list_is_there(office, tmp_path):
    made = case_export.export_cases(
        office.clerk, CaseQuery("all"), tuple(case_export.COLUMNS), "Todo", tmp_path / "x.xlsx"
    )
    heads, rows = _rows(made.file)
    assert len(heads) == sum(map(len, case_export.COLUMNS.values()))
    assert len(rows) == len(HOSTILE)


def test_a_list_that_is_stopped_leaves_nothing_behind(office, tmp_path, monkeypatch):
    monkeypatch.setattr(case_export, "_CHUNK", 2)
    path = tmp_path / "out" / "x.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"before")
    token = CancelToken()
    from openpyxl.worksheet._writer import ALL_TEMP_FILES

    before = list(ALL_TEMP_FILES)
    with pytest.raises(Cancelled):
        case_export.export_cases(
            office.clerk, CaseQuery("all"), ("number",), "x", path, lambda *_done: token.cancel(), token
        )
    assert [each.name for each in path.parent.iterdir()] == ["x.xlsx"]
    assert path.read_bytes() == b"before"
    assert before == ALL_TEMP_FILES


def test_a_folder_that_takes_nothing_is_told(office, tmp_path):
    with pytest.raises(EnvironmentFault, match="No se pudo escribir en"):
        case_export.export_cases(
            office.clerk, CaseQuery("all"), ("number",), "x", tmp_path / "none" / "x.xlsx"
        )


@pytest.mark.parametrize("login", ["administrator"])
def test_who_reads_no_cases_takes_none_away(office, tmp_path, login):
    with pytest.raises(NotAllowed):
        case_export.export_cases(
            office.as_user(login), CaseQuery("all"), ("number",), "x", tmp_path / "x.xlsx"
        )
    assert not (tmp_path / "x.xlsx").exists()


def test_a_list_that_one_sheet_does_not_hold_goes_on_in_another(tmp_path, monkeypatch):
    monkeypatch.setattr(case_list, "MOST_ROWS", 3)
    book = case_list.CaseBook("x", "y", datetime(2026, 1, 5, 8), (("a", 5),), 6)  # noqa: DTZ001 - as a workbook
    for count in (0, 3, 4, 6):
        case_list.write_cases(book, ([number] for number in range(count)), tmp_path / "x.xlsx")
        read = load_workbook(tmp_path / "x.xlsx")
        assert read.sheetnames == ["Casos", "Casos 2"][: 1 + (count > 3)]
        assert [cell.value for sheet in read for cell in sheet["A"][4:]] == list(range(count))


def test_memory_does_not_grow_with_the_rows(tmp_path):
    book = case_list.CaseBook("x", "y", datetime(2026, 1, 5, 8), (("a", 5), ("b", 5)), 0)  # noqa: DTZ001
    peaks = []
    for count in (500, 5_000):
        tracemalloc.start()
        rows = ([f"caso {number}", datetime(2026, 1, 1)] for number in range(count))  # noqa: DTZ001
        case_list.write_cases(book, rows, tmp_path / "x.xlsx")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 500_000


def test_the_rows_are_those_of_the_moment_of_asking(office, tmp_path):
    arranged = case_order.arrange(office.clerk, CaseQuery("all"))
    made = case_export.export_cases(
        office.clerk, CaseQuery("all"), ("number",), "x", tmp_path / "x.xlsx",
        lambda *_done: cases.open_case(office.console, cases.CaseForm("Nuevo", "denuncia", Channel.PHONE)),
    )  # fmt: skip
    assert made.count == arranged.count
    assert len(_rows(made.file)[1]) == arranged.count

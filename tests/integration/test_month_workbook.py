"""The month's workbook, read back: real numbers and dates, text that is never a formula."""

from __future__ import annotations

import subprocess
import zipfile
from datetime import date, datetime
from io import BytesIO

import figures_sample
import pytest
from openpyxl import Workbook, load_workbook

from desktop_app.domain.figures import MonthFigures
from desktop_app.reports.excel.cells import LONGEST, put_text, safe_text
from desktop_app.reports.excel.month import render_month

HEAD_ROW = 4
SHEETS = [
    "Resumen", "Canales", "Tipos", "Consultas", "Resultados", "Recepción", "Preferentes", "Esperas", "Días", "Horas",
    "Niveles", "Unidades", "Críticos", "Vinculaciones", "Vinculación por unidad", "Satisfacción", "Causas", "Datos",
    "Definiciones",
]  # fmt: skip


def read(figures: MonthFigures, **options):
    return load_workbook(BytesIO(render_month(figures, **options)))


@pytest.fixture(scope="module")
def full() -> MonthFigures:
    return figures_sample.full()


@pytest.fixture(scope="module")
def book(full):
    return read(full)


def table(book, name: str) -> list[dict[str, object]]:
    heads, *rows = book[name].iter_rows(min_row=HEAD_ROW, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_one_sheet_for_each_table(book):
    assert book.sheetnames == SHEETS


def test_the_counts_are_those_of_the_figures(full, book):
    for name, rows, head in (
        ("Canales", full.attentions.by_channel, "Canal"),
        ("Tipos", full.attentions.by_type, "Tipo"),
    ):
        assert [(row[head], row["oct 2026".replace(" ", "\xa0")]) for row in table(book, name)] == [
            (row.label, row.count) for row in rows
        ]
    assert [(row["Consulta"], row["Cantidad"]) for row in table(book, "Consultas")][:15] == [
        (row.label, row.count) for row in full.attentions.by_topic
    ]
    assert sum(row["Atenciones"] for row in table(book, "Horas")) == full.attentions.total
    for row, unit in zip(table(book, "Unidades"), full.cases.by_unit, strict=True):
        assert row["Unidad"] == unit.label
        assert row["Abiertos vencidos"] == unit.open_overdue
        assert row["Cumplimiento"] == unit.rate
        assert row["Resolución, mediana (horas)"] == pytest.approx(unit.median_hours, rel=1e-14)


def test_the_summary_compares(book):
    rows = {row["Cifra"]: list(row.values())[1:] for row in table(book, "Resumen")}
    assert rows["Casos abiertos"] == [438, 389, "sin datos"]
    assert rows["Satisfacción media"][1] == 4.31
    assert rows["Opiniones"] == [241, None, None]


def test_dates_are_dates(full, book):
    days = table(book, "Días")
    assert [row["Fecha"] for row in days] == [
        datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a workbook knows no zones
        for day, _ in full.attentions.by_day
    ]
    critical = table(book, "Críticos")[0]
    assert critical["Elevado"] == full.cases.criticals[0].raised_at.replace(tzinfo=None)
    assert critical["Minutos hasta la respuesta"] == full.cases.criticals[0].minutes_to_answer
    assert table(book, "Datos")[0]["Mes"].date() == date(2026, 10, 1)


def test_number_formats(book):
    assert book["Canales"]["C5"].number_format == "0.0%"
    assert book["Días"]["A5"].number_format == "dd/mm/yyyy"
    assert book["Críticos"]["E5"].number_format == "dd/mm/yyyy hh:mm"
    formats = {row[0].value: row[1].number_format for row in book["Resumen"].iter_rows(min_row=5)}
    assert formats["Cumplimiento de plazos"] == "0.0%"
    assert formats["Atenciones"] == "#,##0"


def test_filters_frozen_heads_and_widths_that_fit(book):
    for page in book:
        assert page.freeze_panes == f"A{HEAD_ROW + 1}"
        last = max(page.max_row, HEAD_ROW + 1)
        assert page.auto_filter.ref.startswith(f"A{HEAD_ROW}:")
        assert page.auto_filter.ref.endswith(str(last))
        assert page.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"
        for column in page.iter_cols(min_row=HEAD_ROW + 1):
            longest = max((len(cell.value) for cell in column if isinstance(cell.value, str)), default=0)
            assert page.column_dimensions[column[0].column_letter].width >= min(longest, 60)


def test_charts_are_native(book):
    charts = {page.title: len(page._charts) for page in book if page._charts}
    assert charts == dict.fromkeys(
        ("Canales", "Tipos", "Consultas", "Resultados", "Preferentes", "Días", "Niveles", "Unidades",
         "Vinculaciones", "Vinculación por unidad", "Satisfacción"), 1,
    )  # fmt: skip


def test_what_is_overdue_is_hatched(full):
    archive = zipfile.ZipFile(BytesIO(render_month(full)))
    charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    assert sum('prst="wdUpDiag"' in chart for chart in charts) == 2


def test_nobodys_text_becomes_a_formula():
    book = read(figures_sample.hostile())
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (page.title, cell.coordinate)
    texts = {
        row["Consulta"]: cell
        for row, cell in zip(table(book, "Consultas"), book["Consultas"]["A"][4:], strict=True)
    }
    for words in ('=HYPERLINK("http://x.test","clic") <para>', "@SUM(A1:A9)", "-1+1"):
        assert texts[words].quotePrefix
    assert texts["+51 999␇ tono␉con tabulador"].quotePrefix
    assert any(words.startswith("palabra_x005F_x0041_ y un \ufffd suelto y \ufffd") for words in texts)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\t=1+1", "␉=1+1"),
        ("\r\n=1+1", "␍␊=1+1"),
        ("nul\x00", "nul␀"),
        ("\x7f\x80", "\ufffd\ufffd"),
        ("_x000D_", "_x005F_x000D_"),
        ("_xhola_", "_xhola_"),
        ("ñandú 👍", "ñandú 👍"),
    ],
)
def test_characters_that_a_workbook_refuses_are_shown(raw, shown):
    assert safe_text(raw) == shown


def test_text_without_end_is_cut():
    assert len(safe_text("x" * 40_000)) == LONGEST
    assert safe_text("x" * 40_000).endswith("…")


@pytest.mark.parametrize("text", ["=1", " =1", "+1", "-1", "@a", "\ta", "\ra"])
def test_what_begins_like_a_formula_stays_text_when_edited(text):
    cell = Workbook().active["A1"]
    put_text(cell, text)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_an_empty_month_has_its_sheets():
    book = read(figures_sample.empty())
    assert book.sheetnames == SHEETS
    assert book["Críticos"]["A5"].value == "Sin datos en este mes"


def test_work_can_be_stopped_between_sheets(full):
    class StopError(Exception):
        pass

    def step() -> None:
        raise StopError

    with pytest.raises(StopError):
        render_month(full, step=step)


@pytest.mark.parametrize("sample", ["full", "hostile", "empty"])
def test_another_office_program_opens_it(sample, tmp_path, program):
    soffice = program("soffice")
    file = tmp_path / "month.xlsx"
    figures = getattr(figures_sample, sample)()
    file.write_bytes(render_month(figures))
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,4", "--outdir", tmp_path, file],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    made = (tmp_path / "month-Consultas.csv").read_text("utf-8")
    assert "Consultas más frecuentes" in made
    for row in figures.attentions.by_topic:
        if row.label.isprintable() and "_x" not in row.label:
            assert row.label.replace('"', '""') in made

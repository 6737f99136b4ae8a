"""The month's figures as a workbook: one sheet a table, real dates and numbers, native charts."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.fill import ColorChoice, PatternFillProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.domain import spanish
from desktop_app.domain.figures import MonthFigures
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.excel.cells import put, put_text
from desktop_app.reports.excel.sheet import Sheet, Shown, Value
from desktop_app.reports.excel.tables import sheets
from desktop_app.reports.wording import no_data

_HEAD_ROW = 4
_INK, _INK2, _ACCENT, _LATE = "1A1F27", "475160", "0B5CAD", "A3172B"
_SERIES = ("0B2A4A", "7FB0DE", _LATE, "CFE1F3")
_OVERDUE = 2  # the series that is hatched, so that it shows without colour
_NARROWEST, _WIDEST = 9, 60
_PAPER_CODES = {"a4": 9, "carta": 1}


def render_month(
    figures: MonthFigures, *, paper: str = "a4", step: Callable[[], None] = lambda: None
) -> bytes:
    """Return the workbook's bytes; ``step`` is called between the sheets and may raise to cancel."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title = QT_TRANSLATE_NOOP("core", "Informe mensual · {month}").format(
        month=figures.month.name
    )
    book.properties.creator = "Ventanilla"
    book.properties.language = "es"
    book.properties.created = figures.generated_at.replace(tzinfo=None)
    for sheet in sheets(figures):
        step()
        _write(book.create_sheet(sheet.name), sheet, figures, paper)
    step()
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(page: Worksheet, sheet: Sheet, figures: MonthFigures, paper: str) -> None:
    put_text(page["A1"], sheet.title)
    page["A1"].font = Font(name="Segoe UI", size=14, bold=True, color=_INK)
    made = spanish.moment(figures.generated_at)
    put_text(page["A2"], f"{figures.municipality} · {figures.office} · {figures.month.name} · {made}")
    page["A2"].font = Font(name="Segoe UI", size=9, color=_INK2)
    _heads(page, sheet)
    for row, values in enumerate(sheet.rows, _HEAD_ROW + 1):
        for column, value in enumerate(values, 1):
            _value(page.cell(row, column), value, sheet.heads[column - 1].number_format)
    last = _HEAD_ROW + max(len(sheet.rows), 1)
    if not sheet.rows:
        put_text(page.cell(_HEAD_ROW + 1, 1), QT_TRANSLATE_NOOP("core", "Sin datos en este mes"))
    page.auto_filter.ref = f"A{_HEAD_ROW}:{get_column_letter(len(sheet.heads))}{last}"
    page.freeze_panes = f"A{_HEAD_ROW + 1}"
    _widths(page, sheet)
    _print_setup(page, paper)
    if sheet.chart and sheet.rows:
        _chart(page, sheet)


def _heads(page: Worksheet, sheet: Sheet) -> None:
    for column, head in enumerate(sheet.heads, 1):
        cell = page.cell(_HEAD_ROW, column)
        put_text(cell, head.text)
        cell.font = Font(name="Segoe UI", size=10, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="0B2A4A")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.border = Border(bottom=Side("medium", color=_ACCENT))
    page.row_dimensions[_HEAD_ROW].height = 32


def _value(cell: Any, value: Value, number_format: str) -> None:
    if isinstance(value, Shown):
        put(cell, value.value, value.number_format)
    else:
        put(cell, value, number_format if isinstance(value, int | float) else "")
    cell.font = Font(name="Segoe UI", size=10, color=_INK)
    cell.alignment = Alignment(
        vertical="top",
        wrap_text=isinstance(value, str) and len(value) > _WIDEST,
        horizontal="right" if value == no_data() else None,
    )
    cell.border = Border(bottom=Side("hair", color="C9D1DB"))


def _widths(page: Worksheet, sheet: Sheet) -> None:
    for index, head in enumerate(sheet.heads):
        longest_word = max((len(word) for word in head.text.split()), default=0)
        longest = max((_shown_length(row[index]) for row in sheet.rows), default=0)
        # The filter's button covers about three characters of the head.
        width = max(longest_word + 4, len(head.text) / 2 + 4, longest + 2, _NARROWEST)
        page.column_dimensions[get_column_letter(index + 1)].width = min(width, _WIDEST)


def _shown_length(value: Value) -> int:
    if isinstance(value, str):
        return len(value)
    return 0 if value is None else 16 if hasattr(value, "hour") else 10


def _print_setup(page: Worksheet, paper: str) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _PAPER_CODES[paper]
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    page.oddFooter.right.text = QT_TRANSLATE_NOOP("core", "Página &P de &N")
    page.sheet_view.showGridLines = False


def _chart(page: Worksheet, sheet: Sheet) -> None:
    rows = len(sheet.rows)
    chart = BarChart()
    chart.type = "col" if sheet.chart == "columns" else "bar"
    chart.title = sheet.title
    chart.style = 10
    chart.width, chart.height = 18, max(7.5, min(0.62 * rows + 3, 16))
    if sheet.chart == "stacked":
        chart.grouping, chart.overlap = "stacked", 100
    for column in sheet.charted:
        chart.add_data(
            Reference(page, min_col=column + 1, min_row=_HEAD_ROW, max_row=_HEAD_ROW + rows),
            titles_from_data=True,
        )
    chart.set_categories(
        Reference(page, min_col=sheet.labels + 1, min_row=_HEAD_ROW + 1, max_row=_HEAD_ROW + rows)
    )
    chart.gapWidth = 50
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = "#,##0"
    if chart.type == "bar":
        chart.x_axis.scaling.orientation = "maxMin"
    if sheet.chart == "columns":
        chart.x_axis.number_format = "dd"
    if len(sheet.charted) == 1:
        chart.legend = None
        chart.dataLabels = DataLabelList(
            showVal=True, showSerName=False, showCatName=False, showLegendKey=False
        )
    else:
        chart.legend.position = "b"
    for number, series in enumerate(chart.series):
        hatched = sheet.chart == "stacked" and number == _OVERDUE
        series.graphicalProperties = _fill(
            _ACCENT if len(sheet.charted) == 1 else _SERIES[number], hatched=hatched
        )
    page.add_chart(chart, f"{get_column_letter(len(sheet.heads) + 2)}{_HEAD_ROW}")


def _fill(colour: str, *, hatched: bool) -> GraphicalProperties:
    if not hatched:
        return GraphicalProperties(solidFill=colour)
    pattern = PatternFillProperties(
        prst="wdUpDiag", fgClr=ColorChoice(srgbClr=colour), bgClr=ColorChoice(srgbClr="FFFFFF")
    )
    made = GraphicalProperties(pattFill=pattern)
    made.line.solidFill = colour
    return made

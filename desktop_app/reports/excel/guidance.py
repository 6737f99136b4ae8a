"""The sheet of instructions: what to do with the workbook, and what belongs into each column."""

from __future__ import annotations

from typing import Final

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.domain.columns import COLUMNS, PARTS, SHEETS, Column, Part, Subject
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.excel.cells import put_text

_FONT: Final = "Segoe UI"
_WIDTHS: Final = (30, 14, 74, 44)

_STEPS: Final = {
    Subject.CATALOGUE: (
        QT_TRANSLATE_NOOP("core", "Escriba un tema por fila en la hoja «Catálogo». Solo el nombre es obligatorio (*)."),
        QT_TRANSLATE_NOOP("core", "La fila que empieza con «EJEMPLO:» no se importa; puede borrarla o dejarla."),
        QT_TRANSLATE_NOOP("core", "Guarde el libro y, en Ventanilla, abra Trámites › Guía y presione I."),
        QT_TRANSLATE_NOOP("core", "Antes de guardar verá por filas qué es nuevo, qué cambia y qué tiene problema."),
        QT_TRANSLATE_NOOP("core", "Un tema que ya existe con ese nombre se actualiza; importar dos veces no duplica."),
        QT_TRANSLATE_NOOP("core", "Las celdas vacías no cambian nada, salvo que usted pida lo contrario al importar."),
    ),
    Subject.DIRECTORY: (
        QT_TRANSLATE_NOOP("core", "Escriba las unidades en «Unidades» y las personas en «Funcionarios», una por fila."),
        QT_TRANSLATE_NOOP("core", "La fila que empieza con «EJEMPLO:» no se importa; puede borrarla o dejarla."),
        QT_TRANSLATE_NOOP("core", "Unidad, jefatura y reemplazo se escriben con el nombre que tienen en su hoja."),
        QT_TRANSLATE_NOOP("core", "Guarde el libro y, en Ventanilla, abra Trámites › Directorio y presione I."),
        QT_TRANSLATE_NOOP("core", "Antes de guardar verá por filas qué es nuevo, qué cambia y qué tiene problema."),
        QT_TRANSLATE_NOOP("core", "Las celdas vacías no cambian nada, salvo que usted pida lo contrario al importar."),
    ),
}  # fmt: skip


def write_guidance(page: Worksheet, subject: Subject, title: str) -> None:
    """Write the instructions for a workbook about ``subject``."""
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    _text(page, 1, 1, title, size=14, bold=True)
    row = 3
    for number, step in enumerate(_STEPS[subject], 1):
        page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)
        _text(page, row, 1, f"{number}. {step}", size=11)
        page.row_dimensions[row].height = 20
        row += 1
    for part in PARTS[subject]:
        row = _columns(page, row + 1, part)
    page.sheet_view.showGridLines = False
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _columns(page: Worksheet, row: int, part: Part) -> int:
    """Write the table of a sheet's columns; return the row after it."""
    _text(
        page,
        row,
        1,
        QT_TRANSLATE_NOOP("core", "Hoja «{sheet}»").format(sheet=SHEETS[part]),
        size=12,
        bold=True,
    )
    heads = (
        QT_TRANSLATE_NOOP("core", "Columna"),
        QT_TRANSLATE_NOOP("core", "Obligatoria"),
        QT_TRANSLATE_NOOP("core", "Qué se escribe"),
        QT_TRANSLATE_NOOP("core", "Ejemplo"),
    )
    for place, head in enumerate(heads, 1):
        cell = _text(page, row + 1, place, head, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="0B2A4A")
    for at, column in enumerate(COLUMNS[part], row + 2):
        for place, text in enumerate(_told(column), 1):
            cell = _text(page, at, place, text, bold=place == 1)
            cell.border = Border(bottom=Side("hair", color="C9D1DB"))
        lines = max(column.example.count("\n") + 1, len(column.about) // 86 + 1)
        page.row_dimensions[at].height = 6 + 14 * lines
    return row + 2 + len(COLUMNS[part])


def _told(column: Column) -> tuple[str, str, str, str]:
    required = QT_TRANSLATE_NOOP("core", "Sí") if column.required else ""
    return column.title, required, column.about, column.example


def _text(
    page: Worksheet,
    row: int,
    place: int,
    text: str,
    *,
    size: int = 10,
    bold: bool = False,
    color: str = "1A1F27",
) -> Cell:
    cell = page.cell(row, place)
    put_text(cell, text, lines=True)
    cell.font = Font(name=_FONT, size=size, bold=bold, color=color)
    cell.alignment = Alignment(wrap_text=place > 1 or size == 10, vertical="center" if size > 10 else "top")
    return cell

"""The workbooks in which the catalogue and the directory are filled in, exported and edited.

A sheet for each kind of row, one of instructions, and one that nobody sees with the lists that the cells
offer. What the program writes it also reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.domain.columns import COLUMNS, SAMPLE, SHEETS, Choices, Column, Part, Subject
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.excel.cells import put_text
from desktop_app.reports.excel.guidance import write_guidance

FONT: Final = "Segoe UI"
INK, INK2, ACCENT, DEEP = "1A1F27", "475160", "0B5CAD", "0B2A4A"
_HAIR, _SAMPLE_GROUND, _OPTIONAL = "C9D1DB", "FFF4D6", "3D5A7A"
_LISTS: Final = "Listas"
_TEXT: Final = "Ventanilla"
_SAMPLE: Final = "Ventanilla ejemplo"
_LEAST_ROWS: Final = 500
"""Rows that offer their lists beyond those that are filled."""

_PAGE_WIDTH: Final = 225
"""Characters across a landscape page that can still be read."""

_LINE_POINTS, _MOST_LINES = 14, 12

_OPEN: Final = frozenset({Choices.UNITS, Choices.PEOPLE})
"""Lists that help typing: another name may stand there as well."""


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook holds: rows as texts by the keys of their columns, lists by their names.

    ``sample`` puts an example row on top of each sheet. ``made_at`` is local.
    """

    subject: Subject
    municipality: str
    made_at: datetime
    sheets: Mapping[Part, Sequence[Mapping[str, str]]]
    choices: Mapping[Choices, Sequence[str]]
    sample: bool


def render_book(book: Book) -> bytes:
    """Return the workbook's bytes."""
    made = Workbook()
    made.remove(made.active)
    for style in _styles():
        made.add_named_style(style)
    made.properties.title = title_of(book)
    made.properties.creator = "Ventanilla"
    made.properties.language = "es"
    made.properties.created = book.made_at.replace(tzinfo=None)
    ranges = {kind: _range(place, values) for place, (kind, values) in enumerate(book.choices.items(), 1)}
    for part, rows in book.sheets.items():
        _data_sheet(made.create_sheet(SHEETS[part]), part, rows, book, ranges)
    write_guidance(
        made.create_sheet(QT_TRANSLATE_NOOP("core", "Instrucciones")), book.subject, title_of(book)
    )
    _lists_sheet(made.create_sheet(_LISTS), book.choices)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def title_of(book: Book) -> str:
    """Return what the workbook is called."""
    text = {
        Subject.CATALOGUE: QT_TRANSLATE_NOOP("core", "Catálogo de trámites · {municipality}"),
        Subject.DIRECTORY: QT_TRANSLATE_NOOP("core", "Directorio · {municipality}"),
    }[book.subject]
    return text.format(municipality=book.municipality)


def _data_sheet(
    page: Worksheet,
    part: Part,
    rows: Sequence[Mapping[str, str]],
    book: Book,
    ranges: Mapping[Choices, str],
) -> None:
    columns = COLUMNS[part]
    _heads(page, columns)
    first = 2
    if book.sample:
        _fill(page, first, columns, _sample(columns, book.choices), sample=True)
        first += 1
    for at, row in enumerate(rows, first):
        _fill(page, at, columns, row)
    last = first + max(len(rows), 1) + _LEAST_ROWS
    _offer(page, columns, ranges, last)
    _print_setup(page, columns, len(rows) + first)


def _heads(page: Worksheet, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns, 1):
        cell = page.cell(1, place)
        put_text(cell, column.head)
        cell.font = Font(name=FONT, size=10, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color=DEEP if column.required else _OPTIONAL)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.border = Border(bottom=Side("medium", color=ACCENT))
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = column.width
    page.row_dimensions[1].height = 34
    page.freeze_panes = "B2"
    page.sheet_view.zoomScale = 100


def _sample(columns: Sequence[Column], choices: Mapping[Choices, Sequence[str]]) -> Mapping[str, str]:
    """Return the example row: the columns' own examples, else the first that can be chosen."""
    found = {}
    for place, column in enumerate(columns):
        text = column.example
        if not text and column.choices is not None and column.choices not in _OPEN | {Choices.DIGITS}:
            text = next(iter(choices[column.choices]), "")
        found[column.key] = f"{SAMPLE} {text}" if place == 0 else text
    return found


def _fill(
    page: Worksheet, at: int, columns: Sequence[Column], row: Mapping[str, str], *, sample: bool = False
) -> None:
    for place, column in enumerate(columns, 1):
        text = row.get(column.key, "")
        if not text and not sample:
            continue
        cell = page.cell(at, place)
        # By name: styles that are made for each cell take most of the time of a long list.
        cell.style = _SAMPLE if sample else _TEXT
        if text.isdecimal() and column.choices is Choices.DIGITS:
            cell.value = int(text)
        elif text:
            put_text(cell, text, lines=column.lines)
    page.row_dimensions[at].height = 4 + _LINE_POINTS * _lines(columns, row)


def _styles() -> tuple[NamedStyle, NamedStyle]:
    """Return how texts and how the example look."""
    shared = {
        "alignment": Alignment(wrap_text=True, vertical="top"),
        "border": Border(bottom=Side("hair", color=_HAIR)),
    }
    return (
        NamedStyle(_TEXT, font=Font(name=FONT, size=10, color=INK), **shared),
        NamedStyle(
            _SAMPLE,
            font=Font(name=FONT, size=10, color=INK2, italic=True),
            fill=PatternFill("solid", start_color=_SAMPLE_GROUND),
            **shared,
        ),
    )


def _lines(columns: Sequence[Column], row: Mapping[str, str]) -> int:
    """Return how many lines the longest cell of a row takes; a very long one is cut on the screen."""
    most = max(
        sum(len(line) // column.width + 1 for line in row.get(column.key, "").split("\n"))
        for column in columns
    )
    return min(most, _MOST_LINES)


def _offer(page: Worksheet, columns: Sequence[Column], ranges: Mapping[Choices, str], last: int) -> None:
    """Have the cells of a column offer its list, and say what belongs there."""
    for place, column in enumerate(columns, 1):
        kind = column.choices
        if kind is None or not ranges[kind]:
            continue
        closed = kind not in _OPEN
        rule = DataValidation(type="list", formula1=ranges[kind], allow_blank=True)
        rule.showErrorMessage = closed
        rule.errorTitle = column.title[:32]
        rule.error = QT_TRANSLATE_NOOP("core", "Elija un valor de la lista.")
        rule.showInputMessage = True
        rule.promptTitle = column.title[:32]
        rule.prompt = column.about[:255]
        letter = get_column_letter(place)
        rule.add(f"{letter}2:{letter}{last}")
        page.add_data_validation(rule)


def _lists_sheet(page: Worksheet, choices: Mapping[Choices, Sequence[str]]) -> None:
    for place, (kind, values) in enumerate(choices.items(), 1):
        put_text(page.cell(1, place), kind.value)
        for at, value in enumerate(values, 2):
            if kind is Choices.DIGITS:
                page.cell(at, place).value = int(value)
            else:
                put_text(page.cell(at, place), value)
    page.sheet_state = "hidden"


def _range(place: int, values: Sequence[str]) -> str:
    letter = get_column_letter(place)
    return f"{_LISTS}!${letter}$2:${letter}${len(values) + 1}" if values else ""


def _print_setup(page: Worksheet, columns: Sequence[Column], rows: int) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth = round(sum(column.width for column in columns) / _PAGE_WIDTH + 0.5)
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    page.print_title_cols = "A:A"
    page.print_area = f"A1:{get_column_letter(len(columns))}{max(rows, 2)}"
    page.oddFooter.right.text = QT_TRANSLATE_NOOP("core", "Página &P de &N")

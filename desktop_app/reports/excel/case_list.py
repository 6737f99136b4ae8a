"""A list of cases as a workbook that is written row by row: memory does not grow with the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties

from desktop_app.domain import spanish
from desktop_app.domain.dates import weekday_moment
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.excel.cells import is_plain, put, safe_text
from desktop_app.reports.excel.templates import ACCENT, FONT, INK2

Cell = str | float | date | datetime | None

_ABOVE: Final = 4
"""Rows over the first case: title, what it is, a blank one, the heads."""
MOST_ROWS: Final = 1_048_576 - _ABOVE
"""Cases that one sheet takes."""


@dataclass(frozen=True, slots=True)
class CaseBook:
    """What stands over the rows. ``heads`` are ``(text, width in characters)``; ``made_at`` is local."""

    title: str
    municipality: str
    made_at: datetime
    heads: Sequence[tuple[str, int]]
    count: int


def write_cases(book: CaseBook, rows: Iterable[Sequence[Cell]], path: Path) -> None:
    """Write the workbook; a list that one sheet does not hold goes on in a second one.

    What ``rows`` raises goes through, after the parts that were laid down beside have been cleared away.
    """
    made = Workbook(write_only=True)
    made.properties.title = safe_text(book.title)
    made.properties.creator = "Ventanilla"
    made.properties.language = "es"
    made.properties.created = book.made_at.replace(tzinfo=None)
    rest: Iterator[Sequence[Cell]] = iter(rows)
    try:
        while True:
            sheet = made.create_sheet(_name(len(made.worksheets)))
            filled = _fill(sheet, book, islice(rest, MOST_ROWS))
            following = next(rest, None) if filled == MOST_ROWS else None
            if following is None:
                break
            rest = chain([following], rest)
        made.save(path)
    except BaseException:
        _clear(made)
        raise


def _name(place: int) -> str:
    name = QT_TRANSLATE_NOOP("core", "Casos")
    return f"{name} {place + 1}" if place else name


def _fill(sheet: WriteOnlyWorksheet, book: CaseBook, rows: Iterable[Sequence[Cell]]) -> int:
    for place, (_, width) in enumerate(book.heads, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = f"A{_ABOVE + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.print_title_rows = f"{_ABOVE}:{_ABOVE}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    last = get_column_letter(max(len(book.heads), 1))
    sheet.append([_text(sheet, book.title, Font(name=FONT, size=14, bold=True))])
    about = QT_TRANSLATE_NOOP("core", "{municipality} · {moment} · {count} casos").format(
        municipality=book.municipality, moment=weekday_moment(book.made_at), count=spanish.integer(book.count)
    )
    sheet.append([_text(sheet, about, Font(name=FONT, size=9, color=INK2))])
    sheet.append([])
    ground, ink = PatternFill("solid", fgColor=ACCENT), Font(name=FONT, size=10, bold=True, color="FFFFFF")
    heads = [_text(sheet, head, ink) for head, _ in book.heads]
    for head in heads:
        head.fill = ground
        head.alignment = Alignment(vertical="center")
    sheet.append(heads)
    count = 0
    writer = _RowWriter(sheet)
    for row in rows:
        sheet.append(writer.cells(row))
        count += 1
    sheet.auto_filter.ref = f"A{_ABOVE}:{last}{_ABOVE + count}"
    return count


class _RowWriter:
    """Makes the cells of rows. A row is written before the next one is made, so a column's cell serves again."""

    def __init__(self, sheet: WriteOnlyWorksheet) -> None:
        self._sheet = sheet
        self._kept: dict[int, WriteOnlyCell] = {}

    def cells(self, row: Sequence[Cell]) -> list[object]:
        """Return what is appended for a row."""
        return [self._cell(place, value) for place, value in enumerate(row)]

    def _cell(self, place: int, value: Cell) -> object:
        if value is None or value == "":
            return None
        if isinstance(value, str):
            if is_plain(value):
                return value
            made = WriteOnlyCell(self._sheet)
        else:
            made = self._kept.get(place) or self._kept.setdefault(place, WriteOnlyCell(self._sheet))
        put(made, value)
        return made


def _text(sheet: WriteOnlyWorksheet, text: str, font: Font) -> WriteOnlyCell:
    made = WriteOnlyCell(sheet)
    put(made, text)
    made.font = font
    return made


def _clear(book: Workbook) -> None:
    """Take away the files that openpyxl keeps beside while a book is being written."""
    for sheet in book.worksheets:
        writer = sheet._writer  # noqa: SLF001 - openpyxl has no other way to its temporary file
        if writer is None:
            continue
        with suppress(OSError):
            if not sheet.closed:
                sheet.close()
        with suppress(OSError, ValueError):
            writer.cleanup()

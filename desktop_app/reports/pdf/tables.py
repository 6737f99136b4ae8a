"""Tables of the printed report: quiet rules, numbers to the right, heads repeated on each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing
from reportlab.platypus import Flowable, Table, TableStyle

from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.text import para

Cell = str | Flowable | Drawing


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width, and whether it holds numbers."""

    head: str
    share: float
    number: bool = True


def words(head: str, share: float) -> Column:
    """Return a column of text, which wraps within its cell."""
    return Column(head, share, number=False)


def widths(columns: Sequence[Column], room: float) -> list[float]:
    """Return the columns' widths in points, together ``room``."""
    whole = sum(column.share for column in columns)
    return [room * column.share / whole for column in columns]


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], room: float, *, total: bool = False) -> Table:
    """Return a table as wide as ``room``; with ``total`` its last row is set apart.

    Text cells wrap and are escaped; a row that does not fit moves to the next page, under a repeated head.
    """
    head = [para(column.head, style.HEAD_RIGHT if column.number else style.HEAD) for column in columns]
    body = []
    for index, row in enumerate(rows):
        strong = total and index == len(rows) - 1
        body.append([_cell(cell, column, strong=strong) for cell, column in zip(row, columns, strict=True)])
    made = Table([head, *body], colWidths=widths(columns, room), repeatRows=1, hAlign="LEFT")
    made.setStyle(TableStyle(_commands(columns, len(rows), total=total)))
    made.spaceBefore = 2
    made.spaceAfter = 8
    return made


def _cell(cell: Cell, column: Column, *, strong: bool) -> Cell:
    if isinstance(cell, str) and not column.number:
        return para(cell, style.CELL_STRONG if strong else style.CELL)
    return cell


def _commands(columns: Sequence[Column], count: int, *, total: bool) -> list[tuple[object, ...]]:
    commands: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), style.REGULAR, 8.5, 11.5),
        ("TEXTCOLOR", (0, 0), (-1, -1), style.INK),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, style.INK2),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, style.RULE),
    ]
    commands += [
        ("ALIGN", (index, 0), (index, -1), "RIGHT") for index, column in enumerate(columns) if column.number
    ]
    if total and count:
        commands += [
            ("FONT", (0, -1), (-1, -1), style.SEMIBOLD, 8.5, 11.5),
            ("LINEABOVE", (0, -1), (-1, -1), 0.9, style.INK2),
            ("LINEBELOW", (0, -1), (-1, -1), 0.9, style.INK2),
        ]
    return commands

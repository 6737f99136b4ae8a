"""Tables of the printed report: quiet rules, numbers to the right, heads repeated on each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Table, TableStyle

from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.text import para

_PADDING = 8.5
LONGEST_WORDS = 180  # in a cell; a unit's name of four hundred letters would fill a page with blanks
Cell = Any  # words, a Flowable, a Drawing, or a list of Flowables


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width, whether it holds numbers, and a head over several."""

    head: str
    share: float
    number: bool = True
    group: str = ""


def words(head: str, share: float) -> Column:
    """Return a column of text, which wraps within its cell."""
    return Column(head, share, number=False)


def widths(columns: Sequence[Column], room: float) -> list[float]:
    """Return the columns' widths in points, together ``room``.

    A column of numbers is at least as wide as the longest word of its head; columns of text share what
    is left.
    """
    whole = sum(column.share for column in columns)
    made = [
        max(room * column.share / whole, _longest_word(column.head) + _PADDING) if column.number else 0.0
        for column in columns
    ]
    left, shares = room - sum(made), sum(column.share for column in columns if not column.number)
    return [
        width if column.number else left * column.share / shares
        for width, column in zip(made, columns, strict=True)
    ]


def _longest_word(head: str) -> float:
    return max((stringWidth(word, style.SEMIBOLD, 7.5) for word in head.split(" ")), default=0.0)


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], room: float, *, total: bool = False
) -> Table:
    """Return a table as wide as ``room``; with ``total`` its last row is set apart.

    Text cells wrap, are escaped, and are cut at :data:`LONGEST_WORDS` characters; a row that does not
    fit moves to the next page, under a repeated head.
    """
    heads = [[para(column.head, style.HEAD_RIGHT if column.number else style.HEAD) for column in columns]]
    groups = _groups(columns)
    if groups:
        over: list[Cell] = [""] * len(columns)
        for first, _ in groups:
            over[first] = para(columns[first].group, style.HEAD_CENTRE)
        heads.insert(0, over)
    body = []
    for index, row in enumerate(rows):
        strong = total and index == len(rows) - 1
        body.append([_cell(cell, column, strong=strong) for cell, column in zip(row, columns, strict=True)])
    made = Table([*heads, *body], colWidths=widths(columns, room), repeatRows=len(heads), hAlign="LEFT")
    made.setStyle(TableStyle(_commands(columns, len(heads), total=total and bool(rows))))
    for first, last in groups:
        made.setStyle(
            TableStyle(
                [
                    ("SPAN", (first, 0), (last, 0)),
                    ("LINEBELOW", (first, 0), (last, 0), 0.4, style.RULE),
                    ("BOTTOMPADDING", (0, 0), (-1, 0), 1),
                ]
            )
        )
    made.spaceBefore = 2
    made.spaceAfter = 8
    return made


def _groups(columns: Sequence[Column]) -> list[tuple[int, int]]:
    """Return first and last index of each run of columns under a common head."""
    made: list[tuple[int, int]] = []
    for index, column in enumerate(columns):
        if not column.group:
            continue
        if made and made[-1][1] == index - 1 and columns[index - 1].group == column.group:
            made[-1] = (made[-1][0], index)
        else:
            made.append((index, index))
    return made


def _cell(cell: Cell, column: Column, *, strong: bool) -> Cell:
    if isinstance(cell, str) and not column.number:
        return para(cell, style.CELL_STRONG if strong else style.CELL, LONGEST_WORDS)
    return cell


def _commands(columns: Sequence[Column], heads: int, *, total: bool) -> list[tuple[object, ...]]:
    commands: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), style.REGULAR, 8.5, 11.5),
        ("TEXTCOLOR", (0, 0), (-1, -1), style.INK),
        ("VALIGN", (0, 0), (-1, heads - 1), "BOTTOM"),
        ("VALIGN", (0, heads), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ("LINEBELOW", (0, heads - 1), (-1, heads - 1), 0.9, style.INK2),
        ("LINEBELOW", (0, heads), (-1, -1), 0.4, style.RULE),
    ]
    commands += [
        ("ALIGN", (index, 0), (index, -1), "RIGHT") for index, column in enumerate(columns) if column.number
    ]
    if total:
        commands += [
            ("FONT", (0, -1), (-1, -1), style.SEMIBOLD, 8.5, 11.5),
            ("NOSPLIT", (0, -2), (-1, -1)),
            ("LINEABOVE", (0, -1), (-1, -1), 0.9, style.INK2),
            ("LINEBELOW", (0, -1), (-1, -1), 0.9, style.INK2),
        ]
    return commands

"""Charts as vectors, every value written beside its mark so that none hangs on colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Group, Line, Rect, String
from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth

from desktop_app.domain import spanish
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.text import fitted

LABEL_SIZE = 8.0
_LINE, _THICK, _RAISED = 11.5, 7.5, 0.6  # a table's line, and where a bar lies in it


@dataclass(frozen=True, slots=True)
class Ink:
    """How an area is filled: a colour, or stripes of it on white."""

    colour: Color
    hatched: bool = False


ON_TIME = Ink(style.DEEP)
LATE = Ink(style.LATE, hatched=True)
OPEN = Ink(style.MIDDLE)
NEUTRAL = Ink(style.SOFT)


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = LABEL_SIZE,
    bold: bool = False,
    colour: Color = style.INK,
    anchor: str = "start",
) -> String:
    """Return a word on a chart."""
    font = style.SEMIBOLD if bold else style.REGULAR
    return String(x, y, words, fontName=font, fontSize=size, fillColor=colour, textAnchor=anchor)


def area(x: float, y: float, width: float, height: float, ink: Ink) -> Group:
    """Return a filled rectangle; stripes are cut at its edges, since not every printer clips."""
    if not ink.hatched:
        return Group(Rect(x, y, width, height, fillColor=ink.colour, strokeColor=None))
    shape = Group(Rect(x, y, width, height, fillColor=style.WHITE, strokeColor=None))
    step = 3.2
    offset = step / 2
    while offset < width + height:
        left, right = max(0.0, offset - height), min(width, offset)
        shape.add(
            Line(
                x + left,
                y + offset - left,
                x + right,
                y + offset - right,
                strokeColor=ink.colour,
                strokeWidth=1.15,
            )
        )
        offset += step
    shape.add(
        Rect(
            x + 0.35,
            y + 0.35,
            max(width - 0.7, 0),
            height - 0.7,
            fillColor=None,
            strokeColor=ink.colour,
            strokeWidth=0.7,
        )
    )
    return shape


def bar(value: float, largest: float, width: float) -> Drawing:
    """Return a bar for the first line of a table's cell, as long as ``value`` is to ``largest``."""
    drawing = Drawing(width, _LINE)
    drawing.add(Rect(0, _RAISED, width, _THICK, fillColor=style.PALE, strokeColor=None))
    length = width * value / largest if largest else 0
    if length > 0:
        drawing.add(area(0, _RAISED, max(length, 1.2), _THICK, Ink(style.ACCENT)))
    return drawing


def split_bar(parts: Sequence[tuple[int, Ink]], width: float) -> Drawing:
    """Return a bar for a table's cell, divided in proportion to its parts."""
    drawing = Drawing(width, _LINE)
    whole = sum(value for value, _ in parts)
    x = 0.0
    for value, ink in parts:
        length = width * value / whole if whole else 0
        if length > 0:
            drawing.add(area(x, _RAISED, max(length - 0.8, 0.8), _THICK, ink))
        x += length
    return drawing


def legend(entries: Sequence[tuple[str, Ink]], width: float) -> Drawing:
    """Return the key of a chart on one line."""
    drawing = Drawing(width, 12)
    x = 0.0
    for label, ink in entries:
        drawing.add(area(x, 1, 14, 8, ink))
        drawing.add(text(x + 18, 2, label, colour=style.INK2))
        x += 18 + stringWidth(label, style.REGULAR, LABEL_SIZE) + 16
    return drawing


def _ceiling(value: int) -> int:
    """Return a round number at or above ``value`` that has four even steps."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if step * factor * 4 >= value:
                return step * factor * 4
        step *= 10


def columns(values: Sequence[tuple[str, str, int, bool]], width: float, height: float = 122) -> Drawing:
    """Return columns over time; each has two lines of label, a value, and whether it is paler."""
    drawing = Drawing(width, height)
    left, bottom, top = 26.0, 22.0, 10.0
    ceiling = _ceiling(max((value for _, _, value, _ in values), default=0))
    scale = (height - bottom - top) / ceiling
    for quarter in range(5):
        y = bottom + ceiling * quarter / 4 * scale
        drawing.add(Line(left, y, width, y, strokeColor=style.RULE, strokeWidth=0.9 if quarter == 0 else 0.4))
        drawing.add(
            text(
                left - 5,
                y - 2.6,
                spanish.integer(ceiling * quarter // 4),
                size=7,
                colour=style.INK2,
                anchor="end",
            )
        )
    slot = (width - left) / max(len(values), 1)
    for index, (label, second, value, pale) in enumerate(values):
        x = left + index * slot
        if value:
            ink = NEUTRAL if pale else Ink(style.ACCENT)
            drawing.add(area(x + slot * 0.16, bottom, slot * 0.68, value * scale, ink))
            drawing.add(
                text(
                    x + slot / 2,
                    bottom + value * scale + 2.5,
                    spanish.integer(value),
                    size=5.8,
                    colour=style.INK2,
                    anchor="middle",
                )
            )
        drawing.add(text(x + slot / 2, 12, label, size=6.8, colour=style.INK2, anchor="middle"))
        drawing.add(text(x + slot / 2, 3, second, size=6.2, colour=style.INK2, anchor="middle"))
    return drawing


def heat_map(rows: Sequence[tuple[str, Sequence[int]]], heads: Sequence[str], width: float) -> Drawing:
    """Return a grid of counts, the darker the more, each with its number and with totals beside it."""
    line, left, right = 19.0, 62.0, 40.0
    height = line * (len(rows) + 1) + 16
    drawing = Drawing(width, height)
    slot = (width - left - right) / max(len(heads), 1)
    largest = max((value for _, values in rows for value in values), default=0)
    for index, head in enumerate(heads):
        drawing.add(
            text(left + (index + 0.5) * slot, height - 10, head, size=7.5, colour=style.INK2, anchor="middle")
        )
    drawing.add(text(width, height - 10, "Total", size=7.5, colour=style.INK2, anchor="end"))
    for number, (label, values) in enumerate(rows):
        y = height - 16 - (number + 1) * line
        drawing.add(text(0, y + 6, label))
        for index, value in enumerate(values):
            drawing.add(_square(left + index * slot, y, slot - 1.5, line - 1.5, value, largest))
        drawing.add(text(width, y + 6, spanish.integer(sum(values)), bold=True, anchor="end"))
    totals = [sum(column) for column in zip(*(values for _, values in rows), strict=True)]
    drawing.add(text(0, 5, "Total", bold=True))
    for index, value in enumerate(totals):
        drawing.add(
            text(left + (index + 0.5) * slot, 5, spanish.integer(value), size=7.5, bold=True, anchor="middle")
        )
    drawing.add(text(width, 5, spanish.integer(sum(totals)), bold=True, anchor="end"))
    return drawing


def _square(x: float, y: float, width: float, height: float, value: int, largest: int) -> Group:
    if not value:
        return Group(Rect(x, y, width, height, fillColor=style.PALE, strokeColor=None))
    shade = style.tint(value / largest)
    words = text(
        x + width / 2,
        y + 5.6,
        spanish.integer(value),
        size=7.5,
        colour=style.readable_on(shade),
        anchor="middle",
    )
    return Group(Rect(x, y, width, height, fillColor=shade, strokeColor=None), words)


@dataclass(frozen=True, slots=True)
class Load:
    """A unit's open cases, for :func:`loads`."""

    label: str
    overdue: int
    open: int
    words: str


def loads(rows: Sequence[Load], width: float) -> Drawing:
    """Return a bar for each unit: the hatched part is overdue, the plain one within its term."""
    line, left = 19.0, min(150.0, width * 0.34)
    noted = max((stringWidth(row.words, style.REGULAR, LABEL_SIZE) for row in rows), default=0) + 8
    drawing = Drawing(width, line * len(rows) + 2)
    largest = max((row.open for row in rows), default=0) or 1
    scale = (width - left - noted) / largest
    for number, row in enumerate(rows):
        y = drawing.height - (number + 1) * line
        drawing.add(text(0, y + 6, fitted(row.label, style.REGULAR, LABEL_SIZE, left - 8)))
        drawing.add(text(left + row.open * scale + 6, y + 6, row.words, bold=bool(row.overdue)))
        if row.overdue:
            drawing.add(area(left, y + 3.2, row.overdue * scale, 11.5, LATE))
        if row.open > row.overdue:
            drawing.add(
                area(left + row.overdue * scale, y + 3.2, (row.open - row.overdue) * scale, 11.5, OPEN)
            )
    drawing.add(Line(left, 0, left, drawing.height, strokeColor=style.INK2, strokeWidth=0.6))
    return drawing

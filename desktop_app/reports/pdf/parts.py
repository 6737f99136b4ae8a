"""Building blocks that several chapters use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from reportlab.platypus import Flowable, Table, TableStyle

from desktop_app.domain import spanish
from desktop_app.domain.figure_texts import definition
from desktop_app.domain.figures import Brief, MonthFigures, Tally
from desktop_app.domain.opinion_figures import ratio
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.charts import bar
from desktop_app.reports.pdf.tables import Cell, Column, table, widths, words
from desktop_app.reports.pdf.text import para
from desktop_app.reports.wording import change, month_name, no_data

Before = dict[str, int] | None


def facts(items: Sequence[tuple[str, str, str]], room: float) -> Table:
    """Return a row of figures, each a (label, value, note); a note may be empty."""
    cells = [
        [para(label, style.HEAD), para(value, style.FACT), *([para(note, style.CELL_NOTE)] if note else [])]
        for label, value, note in items
    ]
    made = Table([cells], colWidths=[room / len(items)] * len(items), hAlign="LEFT")
    made.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), style.REGULAR, 8.5),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 9),
                ("RIGHTPADDING", (0, 0), (-1, -1), 6),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
                ("LINEBEFORE", (0, 0), (-1, -1), 1.6, style.ACCENT),
            ]
        )
    )
    made.spaceBefore, made.spaceAfter = 8, 8
    return made


def defined(*keys: str) -> list[Flowable]:
    """Return the written definitions of the figures that follow, in small type."""
    made = []
    for key in keys:
        item = definition(key)
        made.append(para(f"{item.term}: {item.text}", style.NOTE))
    return made


def counts_by_code(brief: Brief | None, field: Literal["by_channel", "by_type"]) -> Before:
    """Return a month's counts by code, None when there is no data."""
    tallies = None if brief is None else getattr(brief, field)
    return None if tallies is None else {row.code: row.count for row in tallies}


def compared(
    head: str, rows: Sequence[Tally], figures: MonthFigures, before: Before, year_before: Before, room: float
) -> Table:
    """Return a breakdown with bars, shares and the two months it is compared with, and its total."""
    month = figures.month
    columns = [
        words(head, 27),
        words("", 20),
        Column(QT_TRANSLATE_NOOP("core", "Este mes"), 10),
        Column("%", 9),
        Column(month_name(month.previous()), 11),
        Column(QT_TRANSLATE_NOOP("core", "Variación"), 15),
        Column(month_name(month.year_before()), 11),
        Column(QT_TRANSLATE_NOOP("core", "Variación"), 15),
    ]
    whole = sum(row.count for row in rows)
    largest = max((row.count for row in rows), default=0)
    room_for_bar = widths(columns, room)[1] - 8
    body: list[list[Cell]] = [
        [
            row.label,
            bar(row.count, largest, room_for_bar),
            spanish.integer(row.count),
            spanish.percent(ratio(row.count, whole)),
            *_against(row.count, None if before is None else before.get(row.code, 0)),
            *_against(row.count, None if year_before is None else year_before.get(row.code, 0)),
        ]
        for row in rows
    ]
    body.append(
        [
            QT_TRANSLATE_NOOP("core", "Total"),
            "",
            spanish.integer(whole),
            spanish.percent(ratio(whole, whole)),
            *_against(whole, None if before is None else sum(before.values())),
            *_against(whole, None if year_before is None else sum(year_before.values())),
        ]
    )
    return table(columns, body, room, total=True)


def _against(now: int, before: int | None) -> tuple[str, str]:
    return (no_data(), "–") if before is None else (spanish.integer(before), change(now, before))


def movement(rows: Sequence[tuple[str, int, str]], figures: MonthFigures, room: float) -> Table:
    """Return figures against the two months they are compared with; each is (label, value, field)."""
    month = figures.month
    columns = [
        words("", 38),
        Column(QT_TRANSLATE_NOOP("core", "Este mes"), 12),
        Column(month_name(month.previous()), 12),
        Column(QT_TRANSLATE_NOOP("core", "Variación"), 16),
        Column(month_name(month.year_before()), 12),
        Column(QT_TRANSLATE_NOOP("core", "Variación"), 16),
    ]
    body: list[list[Cell]] = [
        [
            label,
            spanish.integer(value),
            *_against(value, _field(figures.previous, field)),
            *_against(value, _field(figures.year_before, field)),
        ]
        for label, value, field in rows
    ]
    return table(columns, body, room)


def _field(brief: Brief | None, field: str) -> int | None:
    value: int | None = None if brief is None else getattr(brief, field)
    return value


def shares(head: str, rows: Sequence[Tally], room: float, *, ranked: bool = False) -> Table:
    """Return a breakdown with bars and shares of its total; ``ranked`` numbers the rows."""
    columns = [
        words(head, 46),
        words("", 34),
        Column(QT_TRANSLATE_NOOP("core", "Este mes"), 11),
        Column("%", 9),
    ]
    if ranked:
        columns.insert(0, words("", 5))
    whole = sum(row.count for row in rows)
    largest = max((row.count for row in rows), default=0)
    room_for_bar = widths(columns, room)[-3] - 8
    body: list[list[Cell]] = []
    for rank, row in enumerate(rows, 1):
        cells: list[Cell] = [
            row.label,
            bar(row.count, largest, room_for_bar),
            spanish.integer(row.count),
            spanish.percent(ratio(row.count, whole)),
        ]
        body.append([str(rank), *cells] if ranked else cells)
    return table(columns, body, room)


def nothing(text: str) -> Flowable:
    """Return the sentence that stands where a month has nothing to show."""
    return para(text, style.EMPTY)

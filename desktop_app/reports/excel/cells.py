"""The only door through which values reach a worksheet.

User text is never a formula: its type is forced to text, and what begins like a formula carries the
mark that keeps it text when somebody edits the cell. Characters that a workbook cannot hold are
replaced by visible ones.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from openpyxl.cell import Cell

LONGEST = 32_767  # Excel's limit for a cell
WHOLE = "#,##0"
PERCENT = "0.0%"
ONE_PLACE = "#,##0.0"
TWO_PLACES = "0.00"
DAY = "dd/mm/yyyy"
MOMENT = "dd/mm/yyyy hh:mm"

_CONTROLS = re.compile("[\x00-\x1f]")
_CONTROLS_BUT_LINES = re.compile("[\x00-\x08\x0b-\x1f]")
_BARRED = re.compile("[\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_PLAIN = re.compile("[^\\W_][^\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff_]*")
_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_text(text: str, *, lines: bool = False) -> str:
    """Return text that a workbook can hold: controls as their pictures (``␉``), what is barred as ``�``.

    ``lines``: line feeds and tabs stay what they are. ``_x0041_`` would be read as a letter by Excel, so
    its first underscore is written escaped.
    """
    shown = (_CONTROLS_BUT_LINES if lines else _CONTROLS).sub(lambda found: chr(0x2400 + ord(found[0])), text)
    shown = _BARRED.sub("\N{REPLACEMENT CHARACTER}", shown)
    cut = shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
    return _ESCAPES.sub("_x005F_", cut)


def is_plain(text: str) -> bool:
    """Tell whether a text is one that openpyxl writes as it is: it begins with a letter or a digit, nothing is barred.

    Where hundreds of thousands of cells are written, these need no cell of their own.
    """
    return len(text) <= LONGEST and _PLAIN.fullmatch(text) is not None


def put_text(cell: Cell, text: str, *, lines: bool = False) -> None:
    """Write text as text, whatever it begins with; ``lines`` as for ``safe_text``."""
    cell.value = safe_text(text, lines=lines)
    cell.data_type = "s"
    if text.lstrip(" ").startswith(_FORMULA_LIKE):
        cell.quotePrefix = True


def put(cell: Cell, value: str | float | date | datetime | None, number_format: str = "") -> None:
    """Write a value; None leaves the cell empty, and a moment loses its zone (it is the office's)."""
    if value is None:
        return
    if isinstance(value, str):
        put_text(cell, value)
        return
    plain: Any = value.replace(tzinfo=None) if isinstance(value, datetime) else value
    cell.value = plain
    cell.number_format = number_format or _usual_format(value)


def _usual_format(value: float | date | datetime) -> str:
    if isinstance(value, datetime):
        return MOMENT
    if isinstance(value, date):
        return DAY
    return WHOLE if isinstance(value, int) else ONE_PLACE

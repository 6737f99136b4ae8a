"""What a reader of a workbook sees in it and its plain values do not say: number formats, merged cells."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any, Final

from desktop_app.domain.text import QT_TRANSLATE_NOOP

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*(?P<filling>.)'
    r"|(?P<digits>[#0?][#0?,.]*)|(?P<other>.)",
    re.DOTALL,
)
_LITERAL: Final = frozenset(" $%+-():!€£¥₡°")
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_CHUNK: Final = 1 << 20
_MOST_MERGED: Final = 100_000


def number_shown(value: float, pattern: str) -> str | None:
    """Return a number as its format shows it: decimals, leading zeros, currency, percent.

    Thousands stand together, however the format parts them: which sign does so depends on the machine. None
    where the format asks for nothing of this, or for more than this.
    """
    before, digits, after = "", "", ""
    for found in _TOKEN.finditer(pattern.split(";", maxsplit=1)[0]):
        other = found["other"]
        if other is not None and other not in _LITERAL:
            return None  # dates, fractions, exponents, "General"
        if found["digits"] is not None:
            if digits:
                return None
            digits = found["digits"]
            continue
        text = next(filter(None, (found[name] for name in ("quoted", "escaped", "money", "other"))), "")
        text = " " if found["filling"] is not None else text
        before, after = (before, after + text) if digits else (before + text, after)
    whole, _, decimals = digits.replace(",", "").partition(".")
    if not digits or digits.endswith(",") or decimals.strip("0"):
        return None  # in thousands, or with decimals only where there are some
    least = whole.count("0")
    if "%" in before + after:
        value *= 100
    number = f"{abs(value):0{least + (len(decimals) + 1 if decimals else 0)}.{len(decimals)}f}"
    shown = f"{before}{number}{after}".strip()
    return f"-{shown}" if value < 0 else shown


def time_shown(value: time) -> str:
    """Return an hour of the day without the seconds that nobody wrote."""
    return value.isoformat("seconds" if value.second else "minutes")


@dataclass(frozen=True, slots=True)
class _Range:
    left: int
    top: int
    right: int
    bottom: int
    name: str


class Merged:
    """The merged cells of a sheet, met row by row: what stands in the first one holds for those below."""

    def __init__(self, ranges: Sequence[_Range]) -> None:
        self._starting: dict[int, list[_Range]] = {}
        for each in ranges:
            self._starting.setdefault(each.top, []).append(each)
        self._open: list[tuple[_Range, str]] = []

    def fill(self, number: int, cells: list[str], named: Sequence[bool]) -> str:
        """Write into a row what merged cells say of it; return what is wrong with the row, "" if nothing.

        ``named`` tells which columns have a heading: a cell merged over several of them is a title, or says
        one thing of two fields. Rows come in order; those of the heading and above are not told.
        """
        self._open = [(each, text) for each, text in self._open if each.bottom >= number]
        problem = ""
        for each, text in self._open:
            if each.left <= len(cells) and not cells[each.left - 1]:
                cells[each.left - 1] = text
            elif each.left > len(cells) and text:
                cells.extend([""] * (each.left - len(cells)))
                cells[each.left - 1] = text
        for each in self._starting.get(number, ()):
            text = cells[each.left - 1] if each.left <= len(cells) else ""
            if sum(named[each.left - 1 : each.right]) > 1 and text:
                problem = QT_TRANSLATE_NOOP(
                    "core", "las celdas {cells} están combinadas: separe lo que va en cada columna"
                ).format(cells=each.name)
            elif each.bottom > number:
                self._open.append((each, text))
        return problem


def merged_cells(path: Path, part: str) -> Merged:
    """Return the merged cells of a sheet; ``part`` names it in the package. Raises what a damaged one does."""
    found: list[_Range] = []
    with zipfile.ZipFile(path) as package, package.open(part.lstrip("/")) as stream:
        rest = b""
        while (chunk := stream.read(_CHUNK)) and len(found) < _MOST_MERGED:
            window = rest + chunk
            end = 0
            for each in _MERGED.finditer(window):
                left, top, right, bottom = (group.decode() for group in each.groups())
                name = f"{left}{top}:{right}{bottom}"
                found.append(_Range(_column(left), int(top), _column(right), int(bottom), name))
                end = each.end()
            rest = window[max(end, len(window) - 128) :]
    return Merged(found)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def shown(cell: Any) -> str | None:
    """Return what a cell of openpyxl shows where its value alone says less; None where it does not."""
    value = cell.value
    if isinstance(value, time):
        return time_shown(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_shown(value, cell.number_format or "")
    return None

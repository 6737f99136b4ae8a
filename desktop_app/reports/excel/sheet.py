"""What a sheet is made of: heads, rows of values, and the chart beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Shown:
    """A number with a format of its own, where a column mixes kinds."""

    value: float
    number_format: str


Value = str | float | date | datetime | Shown | None
Chart = Literal["bars", "columns", "stacked", ""]


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head and its number format, empty for the usual one of its values."""

    text: str
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: ``chart`` draws the ``charted`` columns (from 0) against the first text column."""

    name: str
    title: str
    heads: tuple[Head, ...]
    rows: Sequence[Sequence[Value]]
    chart: Chart = ""
    charted: tuple[int, ...] = ()
    labels: int = 0
    note: str = ""

"""A table of thousands of rows: laid out page by page, for ReportLab's own copies all that is left at every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any, Final

from reportlab.platypus import Flowable, Table

MANY: Final = 40
"""From as many rows on it pays."""

_TALL: Final = 200.0
_SOME: Final = 500
_ANY_HEIGHT: Final = 1e9

Rows = Sequence[Sequence[Any]]
Make = Callable[[Rows, Sequence[float] | None], Table]
"""Turns rows into a table; how high they are, in points, where that is known."""


class LongTable(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Rows under a head that stands on every page; the heights begin with its own."""

    def __init__(
        self,
        make: Make,
        head: Sequence[Any],
        rows: Rows,
        heights: Sequence[float],
        after: float,
    ) -> None:
        super().__init__()
        self._make, self._head, self._rows, self._heights = make, head, rows, heights
        self.spaceAfter = after

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the room that all of it takes."""
        return width, sum(self._heights)

    def split(self, _width: float, height: float) -> list[Flowable]:
        """Return the table of the rows that fit, and the rest; nothing when not even one fits."""
        fit = sum(1 for used in accumulate(self._heights) if used <= height) - 1
        fit = min(fit, len(self._rows) - 1)  # all of it does not fit, whatever the last digits say
        if fit < 1:
            return []
        rest = LongTable(
            self._make, self._head, self._rows[fit:], [self._heights[0], *self._heights[fit + 1 :]],
            self.spaceAfter,
        )  # fmt: skip
        return [self._make([self._head, *self._rows[:fit]], self._heights[: fit + 1]), rest]

    def draw(self) -> None:
        """Draw what is left: it fits."""
        table = self._make([self._head, *self._rows], self._heights)
        table.wrapOn(self.canv, 0, _ANY_HEIGHT)
        table.drawOn(self.canv, 0, 0)


def heights_of(make: Make, rows: Rows) -> list[float] | None:
    """Return how high each row is; None where a page may have to cut one, which a LongTable does not."""
    heights: list[float] = []
    for start in range(0, len(rows), _SOME):
        some = make(rows[start : start + _SOME], None)
        some.wrap(_ANY_HEIGHT, _ANY_HEIGHT)
        heights += some._rowHeights  # noqa: SLF001 - it has them nowhere else
    return heights if all(height < _TALL for height in heights) else None

"""Charts over time: columns, and the map of hours and weekdays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from ui.kit.charts import Bar, Chart, draw_bar
from ui.kit.tokens import Tokens, contrast

_GAP = 2


class ColumnChart(Chart):
    """Upright bars with their number above and their name below."""

    def __init__(
        self,
        title: str,
        *,
        item_name: str = "",
        part_name: str = "",
        value_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._bars: list[Bar] = []
        self._item_name = item_name
        self._part_name = part_name
        self._value_name = value_name

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars from left to right."""
        self._bars = list(bars)
        self.data_changed()

    def item_count(self) -> int:
        """Return how many columns there are."""
        return len(self._bars)

    def item_text(self, item: int) -> str:
        """Return name and number of a column."""
        return f"{self._bars[item].label}: {self._bars[item].shown}"

    def item_key(self, item: int) -> object:
        """Return what the column stands for."""
        return self._bars[item].key

    def item_rect(self, item: int) -> QRect:
        """Return the strip of a column, number and name included."""
        count = max(len(self._bars), 1)
        left = self.width() * item // count
        return QRect(left, 0, self.width() * (item + 1) // count - left, self.height())

    def sizeHint(self) -> QSize:
        """Return room for every column."""
        return QSize(max(len(self._bars), 4) * 44, 160)

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which names and numbers can be read."""
        metrics = QFontMetrics(self.font())
        widest = max(
            (metrics.horizontalAdvance(text) for bar in self._bars for text in (bar.label, bar.shown)),
            default=0,
        )
        return QSize(max(len(self._bars), 1) * (widest + 4), 96)

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Return names and numbers."""
        titles = [self._item_name, self._value_name]
        rows = [[bar.label, f"{bar.value:g}"] for bar in self._bars]
        if self._part_name:
            titles.append(self._part_name)
            for row, bar in zip(rows, self._bars, strict=True):
                row.append(f"{bar.part:g}")
        return titles, rows

    def draw(self, painter: QPainter, tokens: Tokens) -> None:
        """Draw columns, numbers and names."""
        line = QFontMetrics(self.font()).height()
        room = self.height() - 2 * line - 6
        top_value = max((bar.value for bar in self._bars), default=0.0) or 1.0
        for item, bar in enumerate(self._bars):
            strip = self.item_rect(item)
            height = round(room * bar.value / top_value)
            margin = max(strip.width() // 6, 2)
            area = QRect(
                strip.left() + margin, line + 2 + room - height, strip.width() - 2 * margin, max(height, 1)
            )
            draw_bar(painter, area, round(room * bar.part / top_value), tokens, upright=True)
            painter.setPen(QColor(tokens.text))
            above = QRect(strip.left(), area.top() - line - 1, strip.width(), line)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, bar.shown)
            below = QRect(strip.left(), self.height() - line - 1, strip.width(), line)
            painter.setPen(QColor(tokens.text2))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, bar.label)


class HeatMap(Chart):
    """Counts by row and column: the darker a field, the more; every field shows its number."""

    def __init__(self, title: str, *, item_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._item_name = item_name
        self._rows: list[str] = []
        self._columns: list[str] = []
        self._values: list[list[int | None]] = []

    def set_values(
        self, rows: Sequence[str], columns: Sequence[str], values: Sequence[Sequence[int | None]]
    ) -> None:
        """Show ``values[row][column]``; None is a field that has not come to pass."""
        self._rows, self._columns = list(rows), list(columns)
        self._values = [list(line) for line in values]
        self.data_changed()

    def item_count(self) -> int:
        """Return how many fields there are."""
        return len(self._rows) * len(self._columns)

    def _place(self, item: int) -> tuple[int, int]:
        return divmod(item, max(len(self._columns), 1))

    def item_text(self, item: int) -> str:
        """Return row, column and number of a field."""
        row, column = self._place(item)
        value = self._values[row][column]
        return f"{self._rows[row]} {self._columns[column]}: {'–' if value is None else value}"

    def item_key(self, item: int) -> object:
        """Return the field as (row, column)."""
        return self._place(item)

    def step(self, key: Qt.Key) -> int:
        """Move up and down by rows."""
        width = len(self._columns)
        return {
            Qt.Key.Key_Up: -width,
            Qt.Key.Key_Down: width,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
        }.get(key, 0)

    def _margins(self) -> tuple[int, int]:
        metrics = QFontMetrics(self.font())
        label = max((metrics.horizontalAdvance(name) for name in self._rows), default=0)
        return label + 12, metrics.height() + 4

    def sizeHint(self) -> QSize:
        """Return room for every field."""
        left, bottom = self._margins()
        return QSize(left + len(self._columns) * 48, bottom + len(self._rows) * 30)

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which the numbers can be read."""
        left, bottom = self._margins()
        widest = max((len(str(value or 0)) for line in self._values for value in line), default=1)
        field = QFontMetrics(self.font()).horizontalAdvance("0" * max(widest, 2)) + 6
        return QSize(left + len(self._columns) * field, bottom + len(self._rows) * 22)

    def item_rect(self, item: int) -> QRect:
        """Return where a field is drawn."""
        row, column = self._place(item)
        left, bottom = self._margins()
        width = self.width() - left
        height = self.height() - bottom
        x, across = left + width * column // len(self._columns), len(self._columns)
        y, down = height * row // len(self._rows), len(self._rows)
        return QRect(
            x, y, left + width * (column + 1) // across - x - _GAP, height * (row + 1) // down - y - _GAP
        )

    def named_every(self) -> int:
        """Return how many columns share one name, so that the names do not run into each other."""
        if not self._columns:
            return 1
        metrics = QFontMetrics(self.font())
        widest = max(metrics.horizontalAdvance(name) for name in self._columns) + 4
        column = max((self.width() - self._margins()[0]) // len(self._columns), 1)
        return -(-widest // column)

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Return the same numbers turned round, one line a column: there are more of those than fit."""
        rows = []
        for at, name in enumerate(self._columns):
            values = (line[at] for line in self._values)
            rows.append([name, *("" if value is None else str(value) for value in values)])
        return [self._item_name, *self._rows], rows

    def draw(self, painter: QPainter, tokens: Tokens) -> None:
        """Draw the fields, their numbers and the names at both edges."""
        most = max((value or 0 for line in self._values for value in line), default=0) or 1
        left, bottom = self._margins()
        for item in range(self.item_count()):
            row, column = self._place(item)
            value = self._values[row][column]
            area = self.item_rect(item)
            if value is None:
                painter.fillRect(area, QColor(tokens.window))
                continue
            ground = _blend(tokens.surface, tokens.accent, value / most * 0.9)
            framed = tokens.outlined or not value
            painter.fillRect(area, QColor(tokens.line) if framed else ground)
            if framed:
                painter.fillRect(area.adjusted(1, 1, -1, -1), ground)
            painter.setPen(QColor(_readable(ground.name(), tokens) if value else tokens.placeholder))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(value))
        painter.setPen(QColor(tokens.text2))
        for row, name in enumerate(self._rows):
            area = self.item_rect(row * len(self._columns))
            words = QRect(4, area.top(), left - 8, area.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, name)
        every = self.named_every()
        for column in range(0, len(self._columns), every):
            area = self.item_rect(column)
            spare = area.width() * (every - 1) // 2 + 4
            words = QRect(
                area.left() - spare, self.height() - bottom + 2, area.width() + 2 * spare, bottom - 2
            )
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self._columns[column])


def _blend(one: str, other: str, share: float) -> QColor:
    first, second = QColor(one), QColor(other)
    return QColor(
        *(
            round(a + (b - a) * share)
            for a, b in (
                (first.red(), second.red()),
                (first.green(), second.green()),
                (first.blue(), second.blue()),
            )
        )
    )


def _readable(ground: str, tokens: Tokens) -> str:
    """Return whichever of the theme's two inks is read better on ``ground``."""
    return max((tokens.text, tokens.accent_ink), key=lambda ink: contrast(ink, ground))

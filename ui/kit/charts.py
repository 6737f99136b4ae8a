"""Charts drawn by hand: values stand beside their bars as text, and the keyboard walks them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.kit import speech, theme
from ui.kit.paint import hatch, ring
from ui.kit.tokens import Tokens

_LABEL_SHARE = 0.52
_ROW = 24
_ROW_MOST = 44
_LEAST_BARS = 3
_BAR_SHARE = 0.55
_BAR_MOST = 20
_GAP = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. ``part`` of ``value`` is hatched (overdue); ``shown`` is written at its end."""

    label: str
    value: float
    shown: str
    part: float = 0.0
    key: object = None


class Chart(QWidget):
    """What all charts share: items to walk through, a sentence for those who do not see them."""

    opened = Signal(object)
    """Key of an item that Enter or a click asks about."""
    table_asked = Signal()
    """The letter T: show the numbers as a table."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = 0
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # What each chart answers.

    def item_count(self) -> int:
        """Return how many items there are."""
        raise NotImplementedError

    def item_text(self, item: int) -> str:
        """Return an item as a sentence ("Vías: 12, 3 vencidos")."""
        raise NotImplementedError

    def item_key(self, item: int) -> object:
        """Return what the item stands for."""
        raise NotImplementedError

    def item_rect(self, item: int) -> QRect:
        """Return where the item is drawn."""
        raise NotImplementedError

    def step(self, key: Qt.Key) -> int:
        """Return how far an arrow moves among the items."""
        return {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}.get(key, 0)

    def draw(self, painter: QPainter, tokens: Tokens) -> None:
        """Draw the chart without the focus ring."""
        raise NotImplementedError

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Return headings and rows of the same numbers."""
        raise NotImplementedError

    # What they have in common.

    def current(self) -> int:
        """Return the item that the keyboard stands on."""
        return self._current

    def data_changed(self, stood: object = None) -> None:
        """Redraw; the keyboard stays on the item that it ``stood`` on as far as that exists."""
        keys = [self.item_key(item) for item in range(self.item_count())]
        if stood is not None and stood in keys:
            self._current = keys.index(stood)
        self._current = min(self._current, max(self.item_count() - 1, 0))
        sentences = (self.item_text(item) for item in range(self.item_count()))
        self.setAccessibleDescription("; ".join(sentences))
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with arrows, Home and End; open with Enter; T asks for the table."""
        key = Qt.Key(event.key())
        last = self.item_count() - 1
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or last < 0:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit(self.item_key(self._current))
        elif key == Qt.Key.Key_T:
            self.table_asked.emit()
        elif key == Qt.Key.Key_Home:
            self._move_to(0)
        elif key == Qt.Key.Key_End:
            self._move_to(last)
        elif self.step(key):
            self._move_to(min(max(self._current + self.step(key), 0), last))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell the whole of an item under the pointer, whose name may be shortened."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            item = self._item_at(event.pos())
            QToolTip.showText(event.globalPos(), "" if item is None else self.item_text(item), self)
            return True
        return super().event(event)

    def _item_at(self, place: QPoint) -> int | None:
        items = range(self.item_count())
        return next((item for item in items if self.item_rect(item).contains(place)), None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the item under the pointer."""
        item = self._item_at(event.position().toPoint())
        if item is not None:
            self._current = item
            self.update()
            self.opened.emit(self.item_key(item))

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in the new theme."""
        super().changeEvent(event)
        if theme.is_restyle(event):
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chart, and the ring around the item that the keyboard stands on."""
        painter = QPainter(self)
        painter.setFont(self.font())
        tokens = theme.current()
        self.draw(painter, tokens)
        if self.hasFocus():
            area = self.item_rect(self._current) if self.item_count() else self.rect()
            ring(painter, area, tokens.focus)

    def _move_to(self, item: int) -> None:
        if item != self._current:
            self._current = item
            self.update()
            speech.announce(self, self.item_text(item))


class BarList(Chart):
    """Horizontal bars, each with its name at the left and its number at the end."""

    def __init__(
        self,
        title: str,
        *,
        item_name: str = "",
        part_name: str = "",
        value_name: str = "",
        fold: Callable[[Sequence[Bar]], Bar | None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._all: list[Bar] = []
        self._bars: list[Bar] = []
        self._item_name = item_name
        self._part_name = part_name
        self._value_name = value_name
        self._fold = fold

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars in this order."""
        stood = self.item_key(self.current()) if self._bars else None
        self._all = list(bars)
        self._choose()
        self.data_changed(stood)

    def _choose(self) -> None:
        """Choose what is drawn: of those that find no room ``fold`` makes one bar, or leaves them out."""
        room = max(self.height() // _ROW, 2)
        self._bars = list(self._all)
        if self._fold is not None and len(self._all) > room:
            rest = self._fold(self._all[room - 1 :])
            self._bars = self._all[:room] if rest is None else [*self._all[: room - 1], rest]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw as many bars as there is room for."""
        super().resizeEvent(event)
        before = len(self._bars)
        self._choose()
        if len(self._bars) != before:
            self.data_changed()

    def item_count(self) -> int:
        """Return how many bars are drawn."""
        return len(self._bars)

    def item_text(self, item: int) -> str:
        """Return name and number of a bar."""
        return f"{self._bars[item].label}: {self._bars[item].shown}"

    def item_key(self, item: int) -> object:
        """Return what the bar stands for."""
        return self._bars[item].key

    def sizeHint(self) -> QSize:
        """Return room for every bar."""
        return QSize(320, max(len(self._all), 1) * _ROW + 4)

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which names and numbers can be read."""
        least = len(self._all) if self._fold is None else min(len(self._all), _LEAST_BARS)
        return QSize(220, max(least, 1) * _ROW)

    def item_rect(self, item: int) -> QRect:
        """Return the row of a bar."""
        row = min(self.height() // max(len(self._bars), 1), _ROW_MOST)
        return QRect(0, item * row, self.width(), row)

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Return names and numbers, with the hatched part in a column of its own where there is one."""
        titles = [self._item_name, self._value_name]
        rows = [[bar.label, f"{bar.value:g}"] for bar in self._all]
        if self._part_name:
            titles.append(self._part_name)
            for row, bar in zip(rows, self._all, strict=True):
                row.append(f"{bar.part:g}")
        return titles, rows

    def draw(self, painter: QPainter, tokens: Tokens) -> None:
        """Draw names, bars and numbers."""
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(bar.label) for bar in self._bars), default=0)
        label_width = min(widest + 2, int(self.width() * _LABEL_SHARE))
        number = max((metrics.horizontalAdvance(bar.shown) for bar in self._bars), default=0)
        left = 4 + label_width + _GAP
        room = max(self.width() - left - number - _GAP - 4, 8)
        top_value = max((bar.value for bar in self._bars), default=0.0) or 1.0
        for item, bar in enumerate(self._bars):
            row = self.item_rect(item)
            name = QRect(4, row.top(), label_width, row.height())
            painter.setPen(QColor(tokens.text))
            words = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, label_width)
            painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, words)
            height = min(int(row.height() * _BAR_SHARE), _BAR_MOST)
            length = round(room * bar.value / top_value)
            area = QRect(left, row.top() + (row.height() - height) // 2, length, height)
            draw_bar(painter, area, round(room * bar.part / top_value), tokens)
            end = QRect(area.right() + _GAP, row.top(), number + 4, row.height())
            painter.setPen(QColor(tokens.text))
            painter.drawText(end, Qt.AlignmentFlag.AlignVCenter, bar.shown)


def draw_bar(painter: QPainter, area: QRect, part: int, tokens: Tokens, *, upright: bool = False) -> None:
    """Draw a bar with its first ``part`` pixels hatched: visible in grey and without colour, too."""
    painter.fillRect(area, QColor(tokens.accent))
    if part <= 0:
        return
    if upright:
        piece = QRect(area.left(), area.bottom() - part + 1, area.width(), part)
    else:
        piece = QRect(area.left(), area.top(), part, area.height())
    painter.fillRect(piece, QColor(tokens.overdue.ground))
    painter.fillRect(piece, hatch(tokens.overdue.ink))
    if tokens.outlined:
        painter.setPen(QColor(tokens.text))
        painter.drawRect(piece.adjusted(0, 0, -1, -1))
    painter.setPen(QColor(tokens.surface))
    if upright:
        painter.drawLine(piece.topLeft(), piece.topRight())
    else:
        painter.drawLine(piece.topRight(), piece.bottomRight())

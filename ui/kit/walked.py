"""A short list that arrows walk: the current row carries an edge, and a ring while the list has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.kit import theme
from ui.kit.paging import Index
from ui.kit.paint import ring


class WalkedDelegate(QStyledItemDelegate):
    """Paints what shows where one stands; the kinds of lists paint their rows' content."""

    row_height = 28
    """Pixels."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self.view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(160, self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        tokens = theme.current()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        current = index == self.view.currentIndex()
        if current:
            painter.fillRect(rect, QColor(tokens.soft))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
        self.paint_content(painter, rect, index, current=current)
        if current and self.view.hasFocus():
            painter.save()
            ring(painter, rect.adjusted(1, 1, -1, -1), tokens.focus)
            painter.restore()

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, *, current: bool) -> None:
        """Draw the row's words over its ground."""
        raise NotImplementedError


class WalkedList(QListWidget):
    """Rows of one height; nothing is written in them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def event(self, event: QEvent) -> bool:
        """Redraw the ring when the focus comes or goes."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.viewport().update()
        return super().event(event)

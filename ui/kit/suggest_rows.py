"""How a row of suggestions is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem

from ui.kit import theme
from ui.kit.paging import Index
from ui.kit.paint import chosen_row

if TYPE_CHECKING:
    from ui.kit.suggest import Choice

ROW = 30
"""Height of a row in pixels."""
CHOICE = Qt.ItemDataRole.UserRole
"""Role under which an item keeps its Choice."""


class RowDelegate(QStyledItemDelegate):
    """Draws digit, title and, fainter at the right of it, the detail."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        choice: Choice = index.data(CHOICE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        view: QListWidget = option.widget  # type: ignore[attr-defined]
        tokens = theme.current()
        ink, faint = tokens.text, tokens.text2
        if view.currentRow() == index.row():
            chosen_row(painter, rect, tokens)
            if tokens.outlined:
                ink = faint = tokens.soft_ink
        painter.setFont(view.font())
        metrics = QFontMetrics(view.font())
        row = rect.adjusted(10, 0, -10, 0)
        centre = Qt.AlignmentFlag.AlignVCenter
        if choice.hint:
            painter.setPen(QColor(faint))
            painter.drawText(row, centre, choice.hint)
            row.setLeft(row.left() + 20)
        title = metrics.elidedText(choice.title, Qt.TextElideMode.ElideRight, row.width())
        painter.setPen(QColor(ink))
        painter.drawText(row, centre, title)
        row.setLeft(row.left() + metrics.horizontalAdvance(title) + 12)
        if choice.detail and row.width() > 40:
            detail = metrics.elidedText(choice.detail, Qt.TextElideMode.ElideRight, row.width())
            painter.setPen(QColor(faint))
            painter.drawText(row, centre | Qt.AlignmentFlag.AlignRight, detail)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(120, ROW)

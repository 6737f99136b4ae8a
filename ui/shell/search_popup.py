"""The list under the search field: what was found, a row each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.kit import icons, theme
from ui.kit.paging import Index
from ui.kit.paint import chosen_row
from ui.kit.surfaces import text_label

_ROW = 34
_MOST_ROWS = 9
_HIT = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found. ``act`` is called on the UI thread when it is taken."""

    icon: str
    title: str
    detail: str
    act: Callable[[], object]
    hint: str = ""


class _HitDelegate(QStyledItemDelegate):
    """Draws icon, title, detail and the shortcut at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        hit = index.data(_HIT)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        view: QListWidget = option.widget  # type: ignore[attr-defined]
        tokens = theme.current()
        ink, faint = tokens.text, tokens.text2
        if view.currentRow() == index.row():
            chosen_row(painter, rect, tokens)
            if tokens.outlined:
                ink = faint = tokens.soft_ink
        drawn = icons.pixmap(hit.icon, 20, faint, ratio=view.devicePixelRatioF())
        painter.drawPixmap(rect.left() + 12, rect.top() + (rect.height() - 20) // 2, drawn)
        painter.setFont(view.font())
        metrics = QFontMetrics(view.font())
        row = rect.adjusted(42, 0, -12, 0)
        centre = Qt.AlignmentFlag.AlignVCenter
        if hit.hint:
            painter.setPen(QColor(faint))
            painter.drawText(row, centre | Qt.AlignmentFlag.AlignRight, hit.hint)
            row.setRight(row.right() - metrics.horizontalAdvance(hit.hint) - 16)
        title = metrics.elidedText(hit.title, Qt.TextElideMode.ElideRight, row.width())
        painter.setPen(QColor(ink))
        painter.drawText(row, centre, title)
        row.setLeft(row.left() + metrics.horizontalAdvance(title) + 12)
        if hit.detail and row.width() > 24:
            painter.setPen(QColor(faint))
            painter.drawText(
                row, centre, metrics.elidedText(hit.detail, Qt.TextElideMode.ElideRight, row.width())
            )

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(200, _ROW)


class SearchPopup(QFrame):
    """The list under the field. It never takes the focus: typing goes on while it is open."""

    taken = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "popup")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 5, 1, 5)
        column.setSpacing(4)
        self.list = QListWidget()
        self.list.setAccessibleName(QCoreApplication.translate("Shell", "Resultados de la búsqueda"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_HitDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setStyleSheet("border: 0px;")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda item: self.taken.emit(item.data(_HIT)))
        self._empty = text_label(tone="muted")
        self._empty.setContentsMargins(12, 4, 12, 4)
        column.addWidget(self.list)
        column.addWidget(self._empty)
        self.hide()

    def show_hits(self, hits: Sequence[Hit], *, keep: bool, searching: bool = False) -> None:
        """Show rows. ``keep`` leaves the chosen row chosen: nothing moves under a finger on Enter.

        ``searching``: more may come, so having none is not told yet.
        """
        chosen = self.list.currentRow() if keep else 0
        self.list.clear()
        for hit in hits:
            item = QListWidgetItem(hit.title)
            item.setData(_HIT, hit)
            words = ", ".join(part for part in (hit.title, hit.detail, hit.hint) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            self.list.addItem(item)
        self.list.setCurrentRow(max(min(chosen, len(hits) - 1), 0) if hits else -1)
        self.list.setVisible(bool(hits))
        self._empty.setText(
            QCoreApplication.translate("Shell", "Buscando…")
            if searching
            else QCoreApplication.translate("Shell", "Sin resultados.")
        )
        self._empty.setVisible(not hits)

    def wanted_height(self) -> int:
        """Return the height at which nine rows at most can be seen."""
        rows = min(self.list.count(), _MOST_ROWS)
        return rows * _ROW + 14 if rows else _ROW + 8

    def step(self, by: int) -> None:
        """Choose another row."""
        count = self.list.count()
        if count:
            self.list.setCurrentRow((self.list.currentRow() + by) % count)

    def current(self) -> Hit | None:
        """Return the chosen row."""
        item = self.list.currentItem()
        hit = item.data(_HIT) if item is not None else None
        return hit if isinstance(hit, Hit) else None

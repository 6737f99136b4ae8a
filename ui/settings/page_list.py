"""The pages at the left: arrows walk, the page follows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.kit import icons, theme
from ui.kit.paging import Index
from ui.kit.paint import ring
from ui.settings.page import Page

_ROW = 36
_ICON = 20
_PAGE = Qt.ItemDataRole.UserRole
_ICON_NAME = Qt.ItemDataRole.UserRole + 1
_DIRTY = Qt.ItemDataRole.UserRole + 2


class _PageDelegate(QStyledItemDelegate):
    def __init__(self, view: PageList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(160, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one page's icon and name; a dot says that something is not saved."""
        tokens = theme.current()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        chosen = index == self._view.currentIndex()
        ink, ground = tokens.text, tokens.surface
        if chosen:
            ground = tokens.soft
            painter.fillRect(rect, QColor(ground))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
            ink = tokens.soft_ink
        ratio = self._view.devicePixelRatioF()
        drawn = icons.pixmap(str(index.data(_ICON_NAME)), _ICON, ink, ground=ground, ratio=ratio)
        painter.drawPixmap(rect.left() + 12, rect.top() + (rect.height() - _ICON) // 2, drawn)
        words = rect.adjusted(12 + _ICON + 8, 0, -12, 0)
        font = theme.font()
        painter.setFont(font)
        painter.setPen(QColor(ink))
        if index.data(_DIRTY):
            mark = "●"
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, mark)
            words = words.adjusted(0, 0, -20, 0)
        text = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if chosen and self._view.hasFocus():
            painter.save()
            ring(painter, rect.adjusted(1, 1, -1, -1), tokens.focus)
            painter.restore()


class PageList(QListWidget):
    """The names of the pages."""

    def __init__(self, pages: Sequence[type[Page]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(QCoreApplication.translate("Settings", "Páginas de ajustes"))
        self.setItemDelegate(_PageDelegate(self))
        self.setViewportMargins(2, 6, 2, 6)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for page in pages:
            item = QListWidgetItem(page.title(), self)
            item.setData(_PAGE, page.id)
            item.setData(_ICON_NAME, page.icon)

    def choose(self, page: str) -> None:
        """Stand on a page; one that is not here leaves the choice as it is."""
        for row in range(self.count()):
            if self.item(row).data(_PAGE) == page:
                self.setCurrentRow(row)

    def mark(self, page: str, *, dirty: bool) -> None:
        """Show whether a page has something that is not saved."""
        for row in range(self.count()):
            item = self.item(row)
            if item.data(_PAGE) == page and bool(item.data(_DIRTY)) != dirty:
                item.setData(_DIRTY, dirty)
                note = QCoreApplication.translate("Settings", "{page}, con cambios sin guardar")
                spoken = note.format(page=item.text()) if dirty else item.text()
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def event(self, event: QEvent) -> bool:
        """Redraw the ring when the focus comes or goes."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.viewport().update()
        return super().event(event)

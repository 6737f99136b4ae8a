"""The pages at the left: arrows walk, the page follows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidgetItem,
    QWidget,
)

from ui.kit import icons, theme
from ui.kit.paging import Index
from ui.kit.walked import WalkedDelegate, WalkedList
from ui.settings.page import Page

_ICON = 20
_PAGE = Qt.ItemDataRole.UserRole
_ICON_NAME = Qt.ItemDataRole.UserRole + 1
_DIRTY = Qt.ItemDataRole.UserRole + 2


class _PageDelegate(WalkedDelegate):
    row_height = 36

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, *, current: bool) -> None:
        """Draw one page's icon and name; a dot says that something is not saved."""
        tokens = theme.current()
        ink, ground = (tokens.soft_ink, tokens.soft) if current else (tokens.text, tokens.surface)
        ratio = self.view.devicePixelRatioF()
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


class PageList(WalkedList):
    """The names of the pages."""

    def __init__(self, pages: Sequence[type[Page]], parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Settings", "Páginas de ajustes"), parent)
        self.setItemDelegate(_PageDelegate(self))
        self.setViewportMargins(2, 6, 2, 6)
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

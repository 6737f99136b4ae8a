"""The months that a report can be made of, the newest on top."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.domain.months import Month
from ui.kit import theme
from ui.kit.paging import Index
from ui.kit.paint import ring

YEARS = 15
_ROW = 28
_MONTH_ROLE = Qt.ItemDataRole.UserRole
_CURRENT_ROLE = Qt.ItemDataRole.UserRole + 1


class _MonthDelegate(QStyledItemDelegate):
    """Paints a month; the one that has not ended says so."""

    def __init__(self, view: MonthList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(160, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one month."""
        tokens = theme.current()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        chosen = index == self._view.currentIndex()
        ink, faint = tokens.text, tokens.text2
        if chosen:
            painter.fillRect(rect, QColor(tokens.soft))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))
            ink = tokens.soft_ink if tokens.outlined else ink
            faint = ink if tokens.outlined else faint
        words = rect.adjusted(12, 0, -12, 0)
        painter.setFont(theme.font())
        painter.setPen(QColor(ink))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        if index.data(_CURRENT_ROLE):
            painter.setFont(theme.font(theme.Size.SMALL))
            painter.setPen(QColor(faint))
            note = QCoreApplication.translate("Reports", "en curso")
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)
        if chosen and self._view.hasFocus():
            painter.save()
            ring(painter, rect.adjusted(1, 1, -1, -1), tokens.focus)
            painter.restore()


class MonthList(QListWidget):
    """Arrows walk, letters find a month by its name; the last month that has ended is chosen at first."""

    chosen = Signal(object)
    """Month that somebody stands on now."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(QCoreApplication.translate("Reports", "Mes del informe"))
        self.setItemDelegate(_MonthDelegate(self))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        month = Month.of(today)
        for _ in range(12 * YEARS):
            self._add(month, current=month == Month.of(today))
            month = month.previous()
        self.setCurrentRow(1)
        self.currentRowChanged.connect(lambda _row: self.chosen.emit(self.month()))

    def _add(self, month: Month, *, current: bool) -> None:
        item = QListWidgetItem(month.name.capitalize(), self)
        item.setData(_MONTH_ROLE, month)
        item.setData(_CURRENT_ROLE, current)
        if current:
            note = QCoreApplication.translate("Reports", "{month}, en curso").format(month=item.text())
            item.setData(Qt.ItemDataRole.AccessibleTextRole, note)

    def month(self) -> Month:
        """Return the chosen month."""
        return self.currentItem().data(_MONTH_ROLE)  # type: ignore[no-any-return]

    def choose(self, month: Month) -> None:
        """Choose a month; one outside of the list leaves the choice as it is."""
        for row in range(self.count()):
            if self.item(row).data(_MONTH_ROLE) == month:
                self.setCurrentRow(row)
                self.scrollToItem(self.item(row))
                return

    def event(self, event: QEvent) -> bool:
        """Redraw the ring when the focus comes or goes."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.viewport().update()
        return super().event(event)

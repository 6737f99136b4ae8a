"""The months that a report can be made of, the newest on top."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListWidgetItem,
    QWidget,
)

from desktop_app.domain.months import Month
from ui.kit import theme
from ui.kit.paging import Index
from ui.kit.walked import WalkedDelegate, WalkedList

YEARS = 15
_MONTH_ROLE = Qt.ItemDataRole.UserRole
_CURRENT_ROLE = Qt.ItemDataRole.UserRole + 1


class _MonthDelegate(WalkedDelegate):
    """Paints a month; the one that has not ended says so."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index, *, current: bool) -> None:
        """Draw one month."""
        tokens = theme.current()
        ink, faint = tokens.text, tokens.text2
        if current and tokens.outlined:
            ink = faint = tokens.soft_ink
        words = rect.adjusted(12, 0, -12, 0)
        painter.setFont(theme.font())
        painter.setPen(QColor(ink))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        if index.data(_CURRENT_ROLE):
            painter.setFont(theme.font(theme.Size.SMALL))
            painter.setPen(QColor(faint))
            note = QCoreApplication.translate("Reports", "en curso")
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)


class MonthList(WalkedList):
    """Arrows walk, letters find a month by its name; the last month that has ended is chosen at first."""

    chosen = Signal(object)
    """Month that somebody stands on now."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Reports", "Mes del informe"), parent)
        self.setItemDelegate(_MonthDelegate(self))
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

"""The bar at the bottom: what presses, how the data are, what time it is. Every item can be clicked."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.kit import badges, icons, theme
from ui.kit.badges import Badge, BadgeKind
from ui.kit.formats import countdown_text
from ui.kit.messages import Message, MessageLine
from ui.kit.paint import box, ring
from ui.kit.tips import tip

HEIGHT = 28
_ITEM = 24


class Item(StrEnum):
    """The items one can click."""

    CRITICAL = "critical"
    OVERDUE = "overdue"
    SYNC = "sync"
    BACKUP = "backup"
    MODE = "mode"
    CLOCK = "clock"


class StatusItem(QAbstractButton):
    """Words, or a badge, that lead somewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge: Badge | None = None
        self._icon = ""
        self.setFont(theme.font(theme.Size.SMALL))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_text(self, text: str, *, icon: str = "", tooltip: str = "") -> None:
        """Show words; an empty text hides the item."""
        self._badge, self._icon = None, icon
        self._show(text, tooltip)

    def show_badge(self, badge: Badge | None, *, tooltip: str = "") -> None:
        """Show a badge; None hides the item."""
        self._badge = badge
        self._show(badge.text if badge else "", tooltip)

    def _show(self, text: str, tooltip: str) -> None:
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()
        self.setToolTip(tip(tooltip))
        self.setVisible(bool(text))
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the words or the badge."""
        if self._badge is not None:
            return QSize(badges.size(self._badge).width() + 4, _ITEM)
        icon = 20 if self._icon else 0
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + icon + 16, _ITEM)

    def minimumSizeHint(self) -> QSize:
        """Return the same: words are never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on Enter as on the space bar."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw words or badge, and the ring."""
        tokens = theme.current()
        painter = QPainter(self)
        if self._badge is not None:
            badges.paint(painter, self.rect().adjusted(2, 0, -2, 0), self._badge, self.devicePixelRatioF())
        else:
            if self.underMouse():
                box(painter, self.rect(), fill=tokens.hover)
            left = 8
            if self._icon:
                drawn = icons.pixmap(self._icon, 16, tokens.text2, ratio=self.devicePixelRatioF())
                painter.drawPixmap(left, (self.height() - 16) // 2, drawn)
                left += 20
            painter.setFont(self.font())
            painter.setPen(tokens.text2)
            words = self.rect().adjusted(left, 0, -4, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.hasFocus():
            ring(painter, self.rect(), tokens.focus)


class StatusBar(QFrame):
    """Critical and overdue cases at the left, one passing sentence, the state of the data at the right."""

    clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar-bottom")
        self.setAccessibleName(QCoreApplication.translate("Shell", "Estado"))
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 1, 8, 0)
        row.setSpacing(8)
        self._narrow = False
        self.items = {item: StatusItem() for item in Item}
        self.line = MessageLine()
        for item in (Item.CRITICAL, Item.OVERDUE):
            row.addWidget(self.items[item])
        row.addWidget(self.line, 1)
        for item in (Item.SYNC, Item.BACKUP, Item.MODE, Item.CLOCK):
            row.addWidget(self.items[item])
        for item, widget in self.items.items():
            widget.clicked.connect(lambda _checked=False, name=item: self.clicked.emit(name))
        self.line.filled.connect(self._make_room)

    def set_narrow(self, *, narrow: bool) -> None:
        """Say that a passing sentence needs the room of what matters less."""
        self._narrow = narrow
        self._make_room()

    def _make_room(self) -> None:
        crowded = self._narrow and bool(self.line.text())
        for item in (Item.SYNC, Item.BACKUP):
            self.items[item].setVisible(bool(self.items[item].text()) and not crowded)

    def show_message(self, message: Message) -> None:
        """Show a passing sentence."""
        self.line.show_message(message)

    def set_critical(self, count: int, seconds_left: int) -> None:
        """Show open critical cases and the time left for the first answer that is due first."""
        if count == 0:
            self.items[Item.CRITICAL].show_badge(None)
            return
        left = countdown_text(seconds_left)
        if count == 1:
            text = QCoreApplication.translate("Shell", "1 crítico · {left}").format(left=left)
        else:
            text = QCoreApplication.translate("Shell", "{count} críticos · {left}").format(
                count=count, left=left
            )
        self.items[Item.CRITICAL].show_badge(
            Badge(BadgeKind.CRITICAL, text),
            tooltip=QCoreApplication.translate("Shell", "Casos críticos abiertos y tiempo que queda"),
        )

    def set_overdue(self, count: int) -> None:
        """Show how many cases are past their term."""
        if count == 0:
            self.items[Item.OVERDUE].show_badge(None)
            return
        if count == 1:
            text = QCoreApplication.translate("Shell", "1 vencido")
        else:
            text = QCoreApplication.translate("Shell", "{count} vencidos").format(count=count)
        self.items[Item.OVERDUE].show_badge(
            Badge(BadgeKind.OVERDUE, text),
            tooltip=QCoreApplication.translate("Shell", "Ver los casos vencidos"),
        )

    def set_text(self, item: Item, text: str, *, icon: str = "", tooltip: str = "") -> None:
        """Show words in one of the items at the right; an empty text hides it."""
        self.items[item].show_text(text, icon=icon, tooltip=tooltip)
        self._make_room()

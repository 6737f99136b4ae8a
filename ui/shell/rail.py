"""The rail at the left: the sections there are, and which one is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.kit import icons, theme
from ui.kit.paint import ring
from ui.kit.screen import ScreenEntry
from ui.kit.tokens import Tokens

WIDE = 88
NARROW = 48
_ICON = 20
_EDGE = 1
_COUNT = 16
_MOST_COUNTED = 99
_RAIL_KEYS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class RailButton(QAbstractButton):
    """A section: icon above its name, or the icon alone with the name as tooltip."""

    def __init__(self, entry: ScreenEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self._narrow = False
        self._count = 0
        self.setCheckable(True)
        self.setText(entry.label())
        self.setAccessibleName(entry.label())
        self.setAccessibleDescription(entry.shortcut)
        self.setFont(theme.font(theme.Size.SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the name or not."""
        self._narrow = narrow
        hint = f"{self.entry.label()} ({self.entry.shortcut})" if self.entry.shortcut else self.entry.label()
        self.setToolTip(hint if narrow else self.entry.shortcut)
        self.updateGeometry()
        self.update()

    def set_count(self, count: int) -> None:
        """Show how many things wait there; 0 shows nothing."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(f"{self.entry.label()} ({count})" if count else self.entry.label())
            self.update()

    def count(self) -> int:
        """Return how many things are shown to wait there."""
        return self._count

    def sizeHint(self) -> QSize:
        """Return the comfortable size."""
        return QSize(NARROW - _EDGE, 40) if self._narrow else QSize(WIDE - _EDGE, 54)

    def minimumSizeHint(self) -> QSize:
        """Return the least height at which icon and name do not touch."""
        if self._narrow:
            return QSize(NARROW - _EDGE, 32)
        words = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(max(words + 6, WIDE - _EDGE), 46)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave arrows and Enter to the rail: Qt's own arrows would open what they pass."""
        if event.key() in _RAIL_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, bar, icon, name and ring."""
        tokens = theme.current()
        painter = QPainter(self)
        rect = self.rect()
        ink, ground = tokens.text2, tokens.surface
        if self.isChecked():
            ink, ground = tokens.soft_ink, tokens.soft
            painter.fillRect(rect, QColor(ground))
            painter.fillRect(QRect(0, 0, 3, rect.height()), QColor(tokens.accent))
        elif self.underMouse():
            ground = tokens.hover
            painter.fillRect(rect, QColor(ground))
        drawn = icons.pixmap(self.entry.icon, _ICON, ink, ground=ground, ratio=self.devicePixelRatioF())
        line = QFontMetrics(self.font()).height()
        content = _ICON if self._narrow else _ICON + 3 + line
        top = (rect.height() - content) // 2
        painter.drawPixmap((rect.width() - _ICON) // 2, top, drawn)
        if not self._narrow:
            painter.setFont(self.font())
            painter.setPen(QColor(ink))
            words = QRect(0, top + _ICON + 3, rect.width(), line)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._count:
            self._draw_count(
                painter, QRect((rect.width() + _ICON) // 2 - 6, top - 6, rect.width(), _COUNT), tokens
            )
        if self.hasFocus():
            ring(painter, rect.adjusted(1, 1, -1, -1), tokens.focus)

    def _draw_count(self, painter: QPainter, room: QRect, tokens: Tokens) -> None:
        """Draw the number on a pill at the icon's corner."""
        words = str(self._count) if self._count <= _MOST_COUNTED else f"{_MOST_COUNTED}+"
        font = theme.font(theme.Size.SMALL, strong=True)
        width = max(QFontMetrics(font).horizontalAdvance(words) + 8, _COUNT)
        pill = QRect(room.left(), max(room.top(), 1), width, _COUNT)
        pair = tokens.overdue
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(pair.ink), 2) if tokens.outlined else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(pair.ground))
        painter.drawRoundedRect(pill, _COUNT / 2, _COUNT / 2)
        painter.setFont(font)
        painter.setPen(QColor(pair.ink))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)


class Rail(QFrame):
    """The list of sections: Tab enters at the open one, arrows walk, Enter opens."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[ScreenEntry], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        for entry in entries:
            if entry.at_bottom and not any(button.entry.at_bottom for button in self._buttons.values()):
                column.addStretch(1)
            button = RailButton(entry)
            self._buttons[entry.id] = button
            self._group.addButton(button)
            column.addWidget(button)
            button.clicked.connect(lambda _checked, id_=entry.id: self.chosen.emit(id_))
        if not any(entry.at_bottom for entry in entries):
            column.addStretch(1)
        self.set_narrow(narrow=False)

    def buttons(self) -> list[RailButton]:
        """Return the buttons from top to bottom."""
        return list(self._buttons.values())

    def set_narrow(self, *, narrow: bool) -> None:
        """Show names, or icons alone."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        for button in self._buttons.values():
            button.set_narrow(narrow=narrow)

    def set_count(self, screen_id: str, count: int) -> None:
        """Show at a section how many things wait there, if it has a place here."""
        if screen_id in self._buttons:
            self._buttons[screen_id].set_count(count)

    def mark(self, screen_id: str) -> None:
        """Show which section is open."""
        # A section without a place here leaves no button down; Tab then enters at the first one.
        entered = screen_id if screen_id in self._buttons else next(iter(self._buttons), "")
        self._group.setExclusive(screen_id in self._buttons)
        for id_, button in self._buttons.items():
            button.setChecked(id_ == screen_id)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if id_ == entered else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk up and down; Enter opens where one stands."""
        buttons = self.buttons()
        here = next((at for at, button in enumerate(buttons) if button.hasFocus()), None)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if here is None:
            super().keyPressEvent(event)
        elif step:
            buttons[(here + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            buttons[here].click()
        else:
            super().keyPressEvent(event)

"""A case as something to open: its badge, its number and what it is about."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop_app.services.case_lists import CaseLine
from ui.kit import badges, theme
from ui.kit.paint import box, ring
from ui.kit.tips import tip
from ui.kit.urgency import case_badge

_HEIGHT = 56
_PAD = 8
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class CaseTile(QAbstractButton):
    """A button in two lines; Enter, the space bar and a click open the case."""

    def __init__(self, case: CaseLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case = case
        self._badge = case_badge(case.badge)
        # Not the button's own text: there an ampersand would be a shortcut.
        self._words = f"{case.number} · {case.subject}"
        self.setToolTip(tip(self._words))
        self.setAccessibleName(f"{self._badge.text}. {self._words}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return two lines, as wide as the badge at least."""
        return QSize(badges.size(self._badge).width() + 2 * _PAD, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the same: the badge is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter as with the space bar."""
        if event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Draw what the pointer is over."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Draw it as before."""
        super().leaveEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in the new theme."""
        super().changeEvent(event)
        if theme.is_restyle(event):
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, badge, words and ring."""
        tokens = theme.current()
        painter = QPainter(self)
        ground = tokens.hover if self.underMouse() or self.isDown() else tokens.raised
        box(painter, self.rect(), fill=ground, border=tokens.line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        inside = self.rect().adjusted(_PAD, 6, -_PAD, -6)
        line = QRect(inside.left(), inside.top(), inside.width(), badges.HEIGHT)
        badges.paint(painter, line, self._badge, self.devicePixelRatioF())
        words = QRect(inside.left(), line.bottom() + 4, inside.width(), inside.bottom() - line.bottom() - 3)
        painter.setFont(theme.font())
        painter.setPen(QColor(tokens.text))
        text = QFontMetrics(theme.font()).elidedText(self._words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self.hasFocus():
            ring(painter, self.rect(), tokens.focus)

"""Badges: how a deadline stands, as shape, icon and words, never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit import icons, theme
from ui.kit.paint import box
from ui.kit.tokens import Pair, Tokens

HEIGHT = 20
_PAD = 6
_GAP = 4
_ICON = 16


class BadgeKind(StrEnum):
    """The states of a deadline that a person must tell apart at a glance."""

    CRITICAL = "critical"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    ON_TIME = "on_time"
    PAUSED = "paused"
    CLOSED = "closed"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class Badge:
    """A state and the words that tell it ("Venció hace 5 h")."""

    kind: BadgeKind
    text: str


ICONS = {
    BadgeKind.CRITICAL: "star-solid",
    BadgeKind.OVERDUE: "alert",
    BadgeKind.DUE_SOON: "sandglass",
    BadgeKind.ON_TIME: "clock",
    BadgeKind.PAUSED: "hold",
    BadgeKind.CLOSED: "double-check",
    BadgeKind.VOIDED: "close",
}
_PLAIN = {BadgeKind.CLOSED, BadgeKind.VOIDED}
_SOLID = {BadgeKind.CRITICAL, BadgeKind.OVERDUE}


def colours(kind: BadgeKind, tokens: Tokens) -> Pair:
    """Return ink and ground; an outline's ground is the surface it stands on."""
    return {
        BadgeKind.CRITICAL: tokens.critical,
        BadgeKind.OVERDUE: tokens.overdue,
        BadgeKind.DUE_SOON: tokens.due_soon,
        BadgeKind.ON_TIME: Pair(tokens.on_time, tokens.surface),
        BadgeKind.PAUSED: Pair(tokens.paused, tokens.surface),
        BadgeKind.CLOSED: Pair(tokens.closed, tokens.surface),
        BadgeKind.VOIDED: Pair(tokens.paused, tokens.surface),
    }[kind]


def size(badge: Badge) -> QSize:
    """Return the room that a badge needs, in logical pixels."""
    return QSize(2 * _PAD + _ICON + _GAP + _width(badge.text), HEIGHT)


@lru_cache(maxsize=2048)
def _width(text: str) -> int:
    return QFontMetrics(theme.font(theme.Size.SMALL, strong=True)).horizontalAdvance(text)


def paint(
    painter: QPainter, rect: QRect, badge: Badge, ratio: float = 1.0, *, selected: bool = False
) -> None:
    """Draw a badge at the left of ``rect``, centred in its height; ``selected``: on a selected row."""
    tokens = theme.current()
    pair = colours(badge.kind, tokens)
    if selected and tokens.outlined:
        pair = Pair(tokens.soft_ink, tokens.soft)
    wanted = size(badge)
    area = QRect(
        rect.left(),
        rect.top() + (rect.height() - HEIGHT) // 2,
        min(wanted.width(), rect.width()),
        HEIGHT,
    )
    painter.save()
    _draw_shape(painter, area, badge.kind, pair, tokens)
    drawn = icons.pixmap(ICONS[badge.kind], _ICON, pair.ink, ground=pair.ground, ratio=ratio)
    painter.drawPixmap(area.left() + _PAD, area.top() + (HEIGHT - _ICON) // 2, drawn)
    font = theme.font(theme.Size.SMALL, strong=True)
    painter.setFont(font)
    painter.setPen(QColor(pair.ink))
    words = area.adjusted(_PAD + _ICON + _GAP, 0, -_PAD + 1, 0)
    text = badge.text
    if area.width() < wanted.width():
        text = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()


def _draw_shape(painter: QPainter, area: QRect, kind: BadgeKind, pair: Pair, tokens: Tokens) -> None:
    if tokens.outlined:
        box(painter, area, border=pair.ink, width=2, dashed=kind is BadgeKind.PAUSED)
    elif kind in _SOLID:
        box(painter, area, fill=pair.ground)
    elif kind is BadgeKind.DUE_SOON:
        box(painter, area, fill=pair.ground, border=pair.ink)
    elif kind not in _PLAIN:
        box(painter, area, border=pair.ink, dashed=kind is BadgeKind.PAUSED)


class BadgeLabel(QWidget):
    """A badge as a widget of its own; assistive programs read its words."""

    def __init__(self, badge: Badge | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._badge = badge
        if badge is None:
            self.hide()
        else:
            self.setAccessibleName(badge.text)

    def badge(self) -> Badge | None:
        """Return what is shown."""
        return self._badge

    def set_badge(self, badge: Badge | None) -> None:
        """Show a badge; None hides the label."""
        self._badge = badge
        self.setHidden(badge is None)
        self.setAccessibleName(badge.text if badge else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room that the badge needs."""
        return size(self._badge) if self._badge else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a badge is never cut."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in the new theme."""
        super().changeEvent(event)
        if theme.is_restyle(event):
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the badge."""
        if self._badge is not None:
            paint(QPainter(self), self.rect(), self._badge, self.devicePixelRatioF())

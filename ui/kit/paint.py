"""Strokes that several widgets share: grounds, rings and hatching, drawn sharp at every scale."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from ui.kit.tokens import Tokens

RADIUS = 4.0


def box(
    painter: QPainter,
    rect: QRect,
    *,
    fill: str | None = None,
    border: str | None = None,
    width: float = 1.0,
    dashed: bool = False,
    radius: float = RADIUS,
) -> None:
    """Draw a rounded box whose border lies wholly inside ``rect``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    inset = 0.0
    if border:
        pen = QPen(QColor(border), width)
        if dashed:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        inset = width / 2
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)


def ring(painter: QPainter, rect: QRect, colour: str, *, radius: float = RADIUS) -> None:
    """Draw the 2 px focus ring just inside ``rect``."""
    box(painter, rect, border=colour, width=2.0, radius=radius)


def underline(painter: QPainter, rect: QRect, colour: str) -> None:
    """Draw the 3 px bar that marks a selected choice along the lower edge of ``rect``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    bar = QRectF(rect.left() + 4, rect.bottom() - 2, rect.width() - 8, 3)
    painter.drawRoundedRect(bar, 1.5, 1.5)


def chosen_row(painter: QPainter, rect: QRect, tokens: Tokens) -> None:
    """Draw the ground of the chosen row of a list, with the bar at its left."""
    painter.fillRect(rect, QColor(tokens.soft))
    painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent))


def hatch(colour: str) -> QBrush:
    """Return diagonal strokes: a part of a chart that stays visible without colour."""
    return QBrush(QColor(colour), Qt.BrushStyle.BDiagPattern)

"""The five stages of the manual (3.2) as a small bar: done, now, still to come; never by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.domain.case_progress import STAGE_LABELS, StageProgress, StageStatus
from ui.cases.words import stages_spoken
from ui.kit import theme
from ui.kit.core import core
from ui.kit.tips import tip
from ui.kit.tokens import Tokens

_NODE = 7
"""Radius of a stage's mark, in pixels."""
_TOP = 10
_GAP = 4


class StageBar(QWidget):
    """A mark for each stage, joined by a line, with its name below: a check, a full ring, an open one, a dash."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: Sequence[StageProgress] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stages(self, stages: Sequence[StageProgress]) -> None:
        """Show how far a case is."""
        self._stages = tuple(stages)
        spoken = stages_spoken(tuple(stages))
        self.setAccessibleName(spoken)
        self.setToolTip(tip(spoken))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the marks and their names."""
        metrics = QFontMetrics(theme.font(theme.Size.SMALL))
        return QSize(sum(self._widths(metrics)), _TOP + _NODE + metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        """Return the height; where it is narrow, names of stages that are neither now nor next give way."""
        return QSize(120, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in the new theme."""
        super().changeEvent(event)
        if theme.is_restyle(event):
            self.updateGeometry()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, the marks and the names."""
        if not self._stages:
            return
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(theme.font(theme.Size.SMALL, strong=True))
        cells = self._cells(metrics)
        centres = [QPoint(cell.center().x(), _TOP) for cell in cells]
        for before, after, stage in zip(centres, centres[1:], self._stages[1:], strict=False):
            painter.setPen(_line(tokens, stage))
            painter.drawLine(before + QPoint(_NODE + 2, 0), after - QPoint(_NODE + 2, 0))
        for centre, cell, stage in zip(centres, cells, self._stages, strict=True):
            _draw_mark(painter, tokens, QPointF(centre), stage.status)
            now = stage.status is StageStatus.CURRENT
            painter.setFont(theme.font(theme.Size.SMALL, strong=now))
            painter.setPen(QColor(tokens.text if now or stage.status is StageStatus.DONE else tokens.text2))
            name = metrics.elidedText(_name(stage), Qt.TextElideMode.ElideRight, cell.width())
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, name)

    def _widths(self, metrics: QFontMetrics) -> list[int]:
        return [metrics.horizontalAdvance(_name(stage)) + _GAP for stage in self._stages]

    def _cells(self, metrics: QFontMetrics) -> list[QRect]:
        """Return where the names stand: as wide as each needs, what is left shared out."""
        needed = self._widths(metrics)
        spare = self.width() - sum(needed)
        extra = spare // len(needed) if spare > 0 else 0
        scale = min(1.0, self.width() / sum(needed)) if sum(needed) else 1.0
        cells, left = [], 0
        for width in needed:
            wide = int(width * scale) + extra
            cells.append(QRect(left, _TOP + _NODE + 2, wide, metrics.height()))
            left += wide
        return cells


def _name(stage: StageProgress) -> str:
    return core(STAGE_LABELS[stage.stage])


def _line(tokens: Tokens, stage: StageProgress) -> QPen:
    reached = stage.status in (StageStatus.DONE, StageStatus.CURRENT)
    pen = QPen(QColor(tokens.accent if reached else tokens.border), 2 if reached else 1)
    if not reached:
        pen.setStyle(Qt.PenStyle.DotLine)
    return pen


def _draw_mark(painter: QPainter, tokens: Tokens, centre: QPointF, status: StageStatus) -> None:
    """Draw a check in a disc, a disc in a ring, an empty ring, or a dash for what was left out."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if status is StageStatus.SKIPPED:
        painter.setPen(QPen(QColor(tokens.text2), 2))
        painter.drawLine(centre + QPointF(-4, 0), centre + QPointF(4, 0))
        return
    if status is StageStatus.DONE:
        painter.setPen(QPen(QColor(tokens.accent), 1))
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(centre, _NODE, _NODE)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.accent_ink), 2))
        painter.drawPolyline([centre + QPointF(-3, 0), centre + QPointF(-1, 3), centre + QPointF(4, -3)])
        return
    painter.setPen(QPen(QColor(tokens.accent if status is StageStatus.CURRENT else tokens.border), 2))
    painter.drawEllipse(centre, _NODE, _NODE)
    if status is StageStatus.CURRENT:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(centre, _NODE - 3.5, _NODE - 3.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

"""One of the figures at the top: its name, its number, and words that say what to make of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.kit import icons, theme
from ui.kit.badges import BadgeKind, colours
from ui.kit.paint import box, ring
from ui.kit.tokens import Pair, Tokens

_PAD = 12
_TIGHT_PAD = 8
_ICON = 16
_RADIUS = 6.0
_LEAST_WIDTH = 116
_OPENS: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


@dataclass(frozen=True, slots=True)
class Figure:
    """What a tile shows. ``words`` are the same thing said longer and shorter: the longest that fits.

    ``alarm`` is the state that fills the tile; None leaves it plain. ``definition`` says how it is counted.
    """

    name: str
    icon: str
    shown: str
    words: tuple[str, ...]
    definition: str
    alarm: BadgeKind | None = None
    muted: bool = False


class FigureTile(QAbstractButton):
    """A tile of the board; Enter, the space bar or a click opens what it counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = Figure("", "info", "", ("",), "")
        self._tight = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def figure(self) -> Figure:
        """Return what is shown."""
        return self._figure

    def show_figure(self, figure: Figure) -> None:
        """Show a figure; whoever listens hears name, number and words, then the definition."""
        if figure == self._figure:
            return
        self._figure = figure
        self.setText(figure.name)
        self.setAccessibleName(f"{figure.name}: {figure.shown}. {figure.words[0]}")
        self.setAccessibleDescription(figure.definition)
        self.setToolTip(figure.definition)
        self.update()

    def set_tight(self, *, tight: bool) -> None:
        """Take less height, where there is little of it."""
        self._tight = tight
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of three lines."""
        return QSize(180, 72 if self._tight else 92)

    def minimumSizeHint(self) -> QSize:
        """Return room for the name, the number and the shortest words."""
        pad = 2 * (_TIGHT_PAD if self._tight else _PAD)
        name = QFontMetrics(self._name_font()).horizontalAdvance(self._figure.name) + _ICON + 4
        small = QFontMetrics(theme.font(theme.Size.SMALL))
        words = min(small.horizontalAdvance(text) for text in self._figure.words)
        return QSize(max(name + pad, words + pad, _LEAST_WIDTH), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter as with the space bar."""
        if Qt.Key(event.key()) in _OPENS:
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in the new theme."""
        super().changeEvent(event)
        if theme.is_restyle(event):
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tile."""
        tokens = theme.current()
        painter = QPainter(self)
        pair, faint = self._draw_ground(painter, tokens)
        pad = _TIGHT_PAD if self._tight else _PAD
        area = self.rect().adjusted(pad, pad - 3, -pad, 3 - pad)
        self._draw_name(painter, area, pair, faint)
        self._draw_number(painter, area, pair)
        self._draw_words(painter, area, faint)
        if self.hasFocus():
            # On a filled tile the ring would drown at the edge: there it stands inside, in the ink.
            inset = 3 if self._filled(tokens) else 0
            colour = pair.ink if inset else tokens.focus
            if inset:
                ring(painter, self.rect(), tokens.focus, radius=_RADIUS)
            ring(painter, self.rect().adjusted(inset, inset, -inset, -inset), colour, radius=_RADIUS)

    def _filled(self, tokens: Tokens) -> bool:
        return self._figure.alarm in {BadgeKind.CRITICAL, BadgeKind.OVERDUE} and not tokens.outlined

    def _draw_ground(self, painter: QPainter, tokens: Tokens) -> tuple[Pair, str]:
        """Draw the ground; return ink and ground, and the fainter ink."""
        alarm = self._figure.alarm
        hovered = self.underMouse()
        if alarm is None:
            ground = tokens.hover if hovered and not tokens.outlined else tokens.surface
            box(painter, self.rect(), fill=ground, border=tokens.line, radius=_RADIUS)
            return Pair(tokens.text, ground), tokens.text2
        pair = colours(alarm, tokens)
        if tokens.outlined:
            box(painter, self.rect(), fill=tokens.surface, border=tokens.text, width=3, radius=_RADIUS)
            return Pair(tokens.text, tokens.surface), tokens.text
        border = None if self._filled(tokens) else pair.ink
        box(painter, self.rect(), fill=pair.ground, border=border, radius=_RADIUS)
        return pair, pair.ink

    def _name_font(self) -> QFont:
        return theme.font(theme.Size.SMALL if self._tight else theme.Size.BODY)

    def _draw_name(self, painter: QPainter, area: QRect, pair: Pair, faint: str) -> None:
        drawn = icons.pixmap(
            self._figure.icon, _ICON, faint, ground=pair.ground, ratio=self.devicePixelRatioF()
        )
        painter.drawPixmap(area.left(), area.top() + 2, drawn)
        painter.setFont(self._name_font())
        painter.setPen(QColor(faint))
        words = area.adjusted(_ICON + 5, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, self._figure.name)

    def _draw_number(self, painter: QPainter, area: QRect, pair: Pair) -> None:
        painter.setFont(theme.font(theme.Size.FIGURE, strong=True))
        painter.setPen(QColor(theme.current().text2 if self._figure.muted else pair.ink))
        middle = area.adjusted(0, 16 if self._tight else 18, 0, -15 if self._tight else -17)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(middle, flags, self._figure.shown)

    def _draw_words(self, painter: QPainter, area: QRect, faint: str) -> None:
        strong = self._figure.alarm is not None
        font = theme.font(theme.Size.SMALL, strong=strong)
        metrics = QFontMetrics(font)
        fitting = (text for text in self._figure.words if metrics.horizontalAdvance(text) <= area.width())
        words = next(fitting, self._figure.words[-1])
        painter.setFont(font)
        painter.setPen(QColor(faint))
        flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, flags, metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width()))

"""Where the form of a new case scrolls, if it must."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class FormArea(QScrollArea):
    """The form in its card, scrolled only where there is no room."""

    def __init__(self, card: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._card = card
        self.setWidget(card)
        card.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        """Return the least: two fields and a scroll bar."""
        return QSize(300, 96)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap otherwise at another width."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the card when a line appears in it."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Have the card as high as its words need at this width: a scroll area asks for their least only."""
        if self._card.hasHeightForWidth():
            needed = self._card.heightForWidth(max(self.viewport().width(), 300))
            if needed != self._card.minimumHeight():
                self._card.setMinimumHeight(needed)

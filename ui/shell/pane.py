"""The right pane: beside the workspace where there is room, above it where there is not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

WIDTH = 372


class Pane(QFrame):
    """Holds the pane of the screen that is open."""

    left = Signal()
    """Esc was pressed inside."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName(QCoreApplication.translate("Shell", "Panel lateral"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._content: QWidget | None = None

    def content(self) -> QWidget | None:
        """Return what is shown."""
        return self._content

    def set_content(self, content: QWidget | None) -> None:
        """Show a widget; the one before is kept by its screen."""
        if content is self._content:
            return
        if self._content is not None:
            self._content.hide()
            self._column.removeWidget(self._content)
        self._content = content
        if content is not None:
            self._column.addWidget(content)
            content.show()

    def place_over(self, area: QRect) -> None:
        """Stand at the right edge of ``area``, above what is there."""
        width = min(WIDTH, area.width() - 48)
        self.setGeometry(area.right() - width + 1, area.top(), width, area.height())
        self.raise_()

    def enter(self) -> bool:
        """Put the focus on the first control inside; tell whether there was one."""
        widget: QWidget | None = self.nextInFocusChain()
        while widget is not None and widget is not self:
            stop = (
                widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            )
            if stop and self.isAncestorOf(widget):
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            widget = widget.nextInFocusChain()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

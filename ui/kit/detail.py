"""What detail panes are made of: a column that scrolls, sections that are filled again, boxed words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.kit.surfaces import Icon


class DetailPane(QScrollArea):
    """A right pane: one column that scrolls up and down only."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(12, 10, 12, 10)
        self.column.setSpacing(8)
        self.setWidget(inside)
        # The pane's own card shows through.
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)


class Section(QWidget):
    """Lines under each other that are made anew for each thing shown."""

    def __init__(self, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)

    def emptied(self) -> QVBoxLayout:
        """Return the column without what stood in it."""
        empty(self._column)
        return self._column


def empty(layout: QLayout) -> None:
    """Take away everything that stands in a layout, also what stands in layouts inside it."""
    while layout.count():
        item = layout.takeAt(0)
        parts: tuple[QLayout | None, QWidget | None] = item.layout(), item.widget()
        inner, widget = parts
        if inner is not None:
            empty(inner)
            inner.deleteLater()
        elif widget is not None:
            widget.hide()
            widget.deleteLater()


def warned(words: QWidget) -> QFrame:
    """Return words that ask for attention, with their sign: not by colour alone."""
    box = QFrame()
    box.setProperty("kind", "warning")
    row = QHBoxLayout(box)
    row.setContentsMargins(10, 6, 10, 6)
    row.setSpacing(8)
    row.addWidget(Icon("warning", 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return box


def boxed(words: QWidget) -> QFrame:
    """Return words on a soft ground."""
    box = QFrame()
    box.setProperty("kind", "notice")
    column = QVBoxLayout(box)
    column.setContentsMargins(10, 6, 10, 6)
    column.addWidget(words)
    return box

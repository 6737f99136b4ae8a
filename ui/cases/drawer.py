"""A form between the filter and the rows: about the list itself, not about one case. Esc leaves it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.kit.forms import FormFoot
from ui.kit.surfaces import text_label


class Drawer(QFrame):
    """At most one of them is open; the list stays in sight below it."""

    left = Signal()
    """It was closed: the list takes the keys again."""

    def __init__(self, save: str, submit_hint: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(10, 8, 10, 8)
        self.column.setSpacing(6)
        self.title = text_label("", strong=True, wrap=True)
        self.column.addWidget(self.title)
        self.foot = FormFoot(save, submit_hint)
        self.foot.leave.clicked.connect(self.close_drawer)
        self.foot.save.clicked.connect(self.submit)
        self.hide()

    def is_open(self) -> bool:
        """Tell whether it is open."""
        return not self.isHidden()

    def submit(self) -> None:
        """Do what the form is for, or say what is missing."""
        raise NotImplementedError

    def close_drawer(self) -> None:
        """Leave it."""
        self.foot.set_error("")
        if self.is_open():
            self.hide()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_drawer()
        else:
            super().keyPressEvent(event)

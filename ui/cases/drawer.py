"""Forms between the filter and the rows: about the list itself, not about one case. Esc leaves them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

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


class DrawerStack(QObject):
    """The forms over the rows, of which one may be open."""

    changed = Signal()
    """One was opened or closed."""
    left = Signal()
    """One was closed: the list takes the keys again."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        self.column = QVBoxLayout()
        self._forms: list[Drawer] = []

    def add(self, drawer: Drawer) -> None:
        """Take a form in, closed."""
        self._forms.append(drawer)
        self.column.addWidget(drawer)
        drawer.left.connect(self.changed)
        drawer.left.connect(self.left)

    def forms(self) -> tuple[Drawer, ...]:
        """Return the forms."""
        return tuple(self._forms)

    def any_open(self) -> bool:
        """Tell whether one is open."""
        return any(form.is_open() for form in self._forms)

    def open(self, drawer: Drawer, act: Callable[[], None]) -> None:
        """Open a form with ``act``, and close the one that is open."""
        for other in self._forms:
            if other is not drawer:
                other.close_drawer()
        act()
        self.changed.emit()

    def submit(self) -> bool:
        """Do what the form in which somebody writes is for; tell whether there is one."""
        focus = self._around.window().focusWidget()
        for form in self._forms:
            if form.is_open() and focus is not None and form.isAncestorOf(focus):
                form.submit()
                return True
        return False

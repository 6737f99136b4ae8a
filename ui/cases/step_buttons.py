"""The buttons of what may be done with a case: the frequent ones at hand, the others behind "Más"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.cases.steps import Step
from ui.kit.buttons import ActRow, Button, Kind
from ui.kit.detail import empty


class StepButtons(QWidget):
    """Whether the seldom ones are open stays as one left it; the keys work either way."""

    chosen = Signal(object)
    """Step whose button was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.often, self.seldom = ActRow(), ActRow()
        column.addWidget(self.often)
        column.addWidget(self.seldom)
        self.seldom.hide()
        self._open = False

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show buttons for these steps; the focus stays among them."""
        # Not the window's own focusWidget(): that is where the focus once stood, perhaps in a hidden pane.
        now = QApplication.focusWidget()
        focused = now is not None and self.isAncestorOf(now)
        empty(self.often.flow)
        empty(self.seldom.flow)
        for step in steps:
            (self.seldom if step.seldom else self.often).flow.addWidget(self._button(step))
        if any(step.seldom for step in steps):
            self.often.flow.addWidget(self._more())
        self.seldom.setVisible(self._open and any(step.seldom for step in steps))
        self.setVisible(bool(steps))
        if focused and (first := self.first()) is not None:
            first.setFocus()

    def first(self) -> Button | None:
        """Return the first button."""
        return next(iter(self.often.buttons()), None)

    def _button(self, step: Step) -> Button:
        button = Button(step.title, hint=step.key)
        button.setObjectName(step.id)
        button.clicked.connect(lambda _checked=False, step=step: self.chosen.emit(step))
        return button

    def _more(self) -> Button:
        words = (
            QCoreApplication.translate("Cases", "Menos")
            if self._open
            else QCoreApplication.translate("Cases", "Más")
        )
        button = Button(words, kind=Kind.QUIET, icon="chevron-up" if self._open else "chevron-down")
        button.setObjectName("cases.more")
        button.clicked.connect(self._toggle)
        return button

    def _toggle(self) -> None:
        self._open = not self._open
        self.seldom.setVisible(self._open)
        more = self.often.findChild(Button, "cases.more")
        if more is not None:
            more.setText(
                QCoreApplication.translate("Cases", "Menos")
                if self._open
                else QCoreApplication.translate("Cases", "Más")
            )
            more.set_icon_name("chevron-up" if self._open else "chevron-down")

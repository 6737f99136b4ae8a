"""Giving the picked cases to somebody."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal

from desktop_app.services.context import Context
from ui.cases.drawer import Drawer
from ui.kit.operations import Background
from ui.kit.receivers import Receiver, receiver_choices
from ui.kit.suggest import Choice, SuggestField


class HandingForm(Drawer):
    """One field: who receives them."""

    submitted = Signal(object, object)
    """Ids of the cases, and the Receiver."""

    def __init__(self, context: Context, background: Background, submit_hint: str) -> None:
        translate = QCoreApplication.translate
        super().__init__(translate("Cases", "Asignar"), submit_hint)
        self._cases: list[bytes] = []
        self._receiver: Receiver | None = None
        self.receiver = SuggestField(background, partial(receiver_choices, context))
        self.receiver.setAccessibleName(translate("Cases", "Persona o unidad"))
        self.receiver.setPlaceholderText(translate("Cases", "Persona o unidad"))
        self.receiver.taken.connect(self._on_taken)
        self.receiver.textEdited.connect(self._forget)
        self.column.addWidget(self.receiver)
        self.column.addLayout(self.foot)

    def open_for(self, cases: list[bytes]) -> None:
        """Open for some cases."""
        self._cases = cases
        self._receiver = None
        self.receiver.setText("")
        words = QCoreApplication.translate("Cases", "Asignar {count} casos a…").format(count=len(cases))
        self.title.setText(words)
        self.foot.set_error("")
        self.foot.save.setEnabled(True)
        self.show()
        self.receiver.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Have the cases given away."""
        if not self.foot.save.isEnabled():
            return
        if self._receiver is None:
            sentence = QCoreApplication.translate("Cases", "Elija de la lista quién recibe los casos.")
            self.foot.set_error(sentence)
            self.receiver.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.foot.save.setEnabled(False)
        self.submitted.emit(self._cases, self._receiver)

    def refused(self, sentence: str) -> None:
        """Show why nothing was given; what was chosen stays."""
        self.foot.save.setEnabled(True)
        self.foot.set_error(sentence)

    def _on_taken(self, choice: object) -> None:
        if isinstance(choice, Choice) and isinstance(choice.value, Receiver):
            self._receiver = choice.value
            self.receiver.setText(choice.value.text())
            self.foot.set_error("")
            self.foot.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self, _text: str) -> None:
        self._receiver = None

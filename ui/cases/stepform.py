"""Where a step is written: in the pane, beside the case, never in a window of its own."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.context import Context
from ui.cases.checking import CheckField, SignMarks
from ui.cases.keeper import Key, StepKeeper
from ui.cases.panel import CasePanel, Record, step_record
from ui.cases.steps import STEP_FORM, Entry, Step
from ui.kit.digits import DigitBar
from ui.kit.note_edit import NoteEdit
from ui.kit.operations import Background
from ui.kit.receivers import Receiver, receiver_choices
from ui.kit.suggest import Choice, SuggestField
from ui.kit.surfaces import text_label

_TEXT = 64


class StepForm(CasePanel):
    """One step at a time. Esc leaves it; what was typed is there again when it is opened again."""

    name: ClassVar[str] = STEP_FORM

    def __init__(
        self, context: Context, background: Background, submit_hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(QCoreApplication.translate("Cases", "Guardar"), submit_hint, parent)
        self._context = context
        self._background = background
        self._typed: dict[tuple[bytes, str], Entry] = {}
        self.keeper = StepKeeper(context, background, self)
        self.keeper.restore(self._on_restored)
        self.step: Step | None = None
        self._receiver: Receiver | None = None
        self.digits: DigitBar | None = None
        column = self.column
        self._title = text_label("", strong=True, wrap=True)
        column.addWidget(self._title)
        self._choices = QVBoxLayout()
        column.addLayout(self._choices)
        self.receiver = SuggestField(background, partial(receiver_choices, context))
        self.receiver.setAccessibleName(QCoreApplication.translate("Cases", "Persona o unidad"))
        self.receiver.setPlaceholderText(QCoreApplication.translate("Cases", "Persona o unidad"))
        column.addWidget(self.receiver)
        self.text = NoteEdit()
        self.text.setFixedHeight(_TEXT)
        column.addWidget(self.text)
        self._mark = SignMarks(context, background, self.text, self)
        self.check = CheckField()
        column.addWidget(self.check)
        column.addLayout(self.foot)
        self.text.textChanged.connect(self._on_text)
        self.text.refused.connect(self.set_error)
        self.receiver.taken.connect(self._on_receiver)
        self.receiver.textEdited.connect(self._forget_receiver)

    def open_step(self, case: CaseDetail, step: Step) -> None:
        """Open a step of a case, with what was typed before."""
        self.keep()
        before = self._typed.get((case.line.id, step.id), Entry(choice=step.chosen))
        self.step = None  # while the fields are filled, nobody types
        self._title.setText(step.title)
        self._set_choices(step, step.chosen if before.choice is None else before.choice)
        self.receiver.setVisible(step.receiver)
        self.receiver.setText(before.receiver.text() if before.receiver else "")
        self.text.setVisible(bool(step.prompt))
        self.text.setPlaceholderText(step.prompt)
        self.text.setAccessibleName(step.prompt)
        self.text.setPlainText(before.text)
        self.check.ask(case, step, self._context.now(), before.check)
        self.set_error("")
        self.case, self.step, self._receiver = case, step, before.receiver
        self.show()
        if self.digits is not None and before.choice is None:
            self.digits.enter()
        else:
            (self.receiver if step.receiver else self.text).setFocus(Qt.FocusReason.OtherFocusReason)

    def entry(self) -> Entry:
        """Return what stands in the form."""
        choice = self.digits.value() if self.digits is not None else None
        return Entry(self.text.toPlainText(), choice, self._receiver, self.check.typed())

    def submit(self) -> None:
        """Have the step taken."""
        if self.case is None or self.step is None or self.text.isReadOnly():
            return
        if self.step.receiver and self._receiver is None:
            self.set_error(QCoreApplication.translate("Cases", "Elija de la lista quién recibe el caso."))
            self.receiver.setFocus()
            return
        # While it is being recorded nothing is typed that the record would not have.
        self.text.setReadOnly(True)
        self.submitted.emit(step_record(self.case.line.id, self.step, self.entry()))

    def set_error(self, sentence: str) -> None:
        """Show what is wrong; the text stays and can be changed."""
        self.text.setReadOnly(False)
        super().set_error(sentence)

    def refused(self, field: str, sentence: str) -> None:
        """Show what the service refused, with the focus where it is put right."""
        self.set_error(sentence)
        if field == "next_check" and self.check.isVisible():
            self.check.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keep what was typed for this case and step."""
        if self.case is not None and self.step is not None:
            self._typed[self.case.line.id, self.step.id] = self.entry()
        self.keeper.save()

    def _on_text(self) -> None:
        if self.case is not None and self.step is not None:
            self.keeper.touch((self.case.line.id, self.step.id), self.text.toPlainText())

    def _on_restored(self, texts: dict[Key, str]) -> None:
        for key, text in texts.items():
            self._typed.setdefault(key, Entry(text))

    def recorded(self, record: Record) -> None:
        """Forget what was typed: it is recorded, and another case may be shown meanwhile."""
        shown = self.case is not None and self.case.line.id == record.case
        if shown and self.step is not None and self.step.id == record.step:
            self.text.setReadOnly(False)
            self.finish()
        self._typed.pop((record.case, record.step), None)
        self.keeper.touch((record.case, record.step), "")

    def finish(self) -> None:
        """Close without a word."""
        self.step = None
        super().finish()

    def _set_choices(self, step: Step, chosen: object) -> None:
        if self.digits is not None:
            self._choices.removeWidget(self.digits)
            self.digits.hide()
            self.digits.deleteLater()
            self.digits = None
        if step.choices:
            self.digits = DigitBar(step.title, wrap=True)
            for value, words in step.choices:
                self.digits.add_numbered(value, words)
            self.digits.choose(chosen)
            self.digits.chosen.connect(lambda _value: self.text.setFocus())
            self._choices.addWidget(self.digits)
            QWidget.setTabOrder(self.digits, self.receiver)

    def _on_receiver(self, choice: Choice) -> None:
        if isinstance(choice.value, Receiver):
            self._receiver = choice.value
            self.receiver.setText(choice.value.text())
            self.set_error("")
            (self.text if self.text.isVisible() else self.save).setFocus()

    def _forget_receiver(self) -> None:
        self._receiver = None

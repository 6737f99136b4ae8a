"""What the forms with a reason share: a title, the choices above, the reason, what saving it would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.context import Context
from ui.cases.keeper import StepKeeper
from ui.cases.panel import CasePanel, Record, Recorded
from ui.cases.steps import Step
from ui.kit import theme
from ui.kit.note_edit import NoteEdit
from ui.kit.operations import Background, Failure, Operation
from ui.kit.surfaces import text_label

R = TypeVar("R")
_TEXT = 56


class ReasonPanel(CasePanel):
    """A form of one case and one step. Its reason is kept like that of any step."""

    def __init__(
        self,
        context: Context,
        background: Background,
        keeper: StepKeeper,
        submit_hint: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(QCoreApplication.translate("Cases", "Guardar"), submit_hint, parent)
        self.context = context
        self.background = background
        self._keeper = keeper
        self.step: Step | None = None
        self._reading: Operation[Any] | None = None
        self._busy = False
        self.title = text_label("", strong=True, wrap=True)
        self.top = QVBoxLayout()
        self.top.setSpacing(6)
        self.text = NoteEdit()
        self.text.setFixedHeight(_TEXT)
        self.effect = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        self.effect.setAccessibleName("")
        self.column.addWidget(self.title)
        self.column.addLayout(self.top)
        self.column.addWidget(self.text)
        self.column.addWidget(self.effect)
        self.column.addLayout(self.foot)
        self.text.textChanged.connect(self._on_text)
        self.text.refused.connect(self.set_error)

    def open_step(self, case: CaseDetail, step: Step) -> None:
        """Open for a case, with the reason that was typed before."""
        self.keep()
        self.step = None  # while the fields are filled, nobody types
        self._busy = False
        self.title.setText(step.title)
        self.text.setPlaceholderText(self.prompt())
        self.text.setAccessibleName(self.prompt())
        self.text.setPlainText(self._keeper.kept((case.line.id, step.id)))
        self.show_effect(())
        self.set_error("")
        self.case, self.step = case, step
        self.begin(case)
        self.show()
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def prompt(self) -> str:
        """Return what the reason is asked for with."""
        raise NotImplementedError

    def begin(self, case: CaseDetail) -> None:
        """Fill the choices for a case."""

    def first(self) -> QWidget:
        """Return the field in which work begins."""
        return self.text

    def ask(self, work: Callable[[], R], done: Callable[[R], None]) -> None:
        """Read something about the case beside the UI thread; what was asked before is dropped."""
        if self._reading is not None:
            self._reading.drop()
        case = self.case

        def show(found: R) -> None:
            self._reading = None
            if self.case is case:
                done(found)

        def failed(failure: Failure) -> None:
            self._reading = None
            if self.case is case:
                self.on_asked_in_vain(failure)

        self._reading = self.background.read(self, work).on_success(show).on_failure(failed).run()

    def on_asked_in_vain(self, failure: Failure) -> None:
        """What was asked about could not be done: say why already now."""
        self.show_effect([failure.sentence])

    def show_effect(self, lines: Sequence[str]) -> None:
        """Show what saving would do."""
        self.effect.setText("\n".join(lines))
        self.effect.setVisible(bool(lines))
        if lines and self.isVisible():
            self.grown.emit()

    def record(self, work: Callable[[Context, bytes], Recorded]) -> None:
        """Have the step recorded; meanwhile nothing is typed that the record would not have."""
        if self.case is None or self.step is None or self._busy:
            return
        self._busy = True
        self.text.setReadOnly(True)
        case, step = self.case.line.id, self.step
        self.submitted.emit(
            Record(case, lambda context: work(context, case), step.noted or step.title, step.id)
        )

    def set_error(self, sentence: str) -> None:
        """Show what is wrong; what was typed stays and can be changed."""
        self._busy = False
        self.text.setReadOnly(False)
        super().set_error(sentence)

    def recorded(self, record: Record) -> None:
        """Forget the reason: it is recorded."""
        self._keeper.touch((record.case, record.step), "")
        if self.step is not None and self.step.id == record.step:
            self.text.setReadOnly(False)
            self._busy = False
            super().recorded(record)

    def keep(self) -> None:
        """Keep what was typed."""
        self._keeper.save()

    def finish(self) -> None:
        """Close without a word."""
        self.step = None
        super().finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters that no choice wants begin the reason."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        if plain and event.text().isprintable() and event.text() and not self.text.isReadOnly():
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            QApplication.sendEvent(self.text, event)
        else:
            super().keyPressEvent(event)

    def _on_text(self) -> None:
        if self.case is not None and self.step is not None:
            self._keeper.touch((self.case.line.id, self.step.id), self.text.toPlainText())

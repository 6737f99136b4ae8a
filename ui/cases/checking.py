"""What a critical case asks for in the form of a step, and what a text suggests while it is typed."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.domain.case_states import OVER
from desktop_app.domain.check_in import UNANSWERED, check_words, preset
from desktop_app.domain.criticality import Suggestion, suggestions
from desktop_app.domain.values import Level
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.context import Context
from ui.cases import actions
from ui.cases.steps import Step
from ui.kit.core import core
from ui.kit.marks import mark_note
from ui.kit.operations import Background
from ui.kit.surfaces import text_label

_WAIT_MS = 250


class CheckField(QWidget):
    """When a critical case is looked at again: preset by the rule, changed as one speaks (+1h, mañana 9:00)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        label = text_label(QCoreApplication.translate("Cases", "Próxima revisión"))
        self.field = QLineEdit()
        self.field.setMaxLength(40)
        self.field.setAccessibleName(label.text())
        self.field.setPlaceholderText(QCoreApplication.translate("Cases", "+1h, 14:30, mañana 9:00"))
        self.field.setToolTip(
            QCoreApplication.translate("Cases", "Escriba +1h, 14:30, mañana 9:00 o 24/11 9:00")
        )
        label.setBuddy(self.field)
        row.addWidget(label)
        row.addWidget(self.field, 1)
        self.hide()

    def ask(self, case: CaseDetail, step: Step, now: datetime, before: str) -> None:
        """Show itself where the case is, or becomes, one that is not left alone."""
        line = case.line
        becomes = step.id == actions.CRITICAL
        critical = becomes or (line.level is Level.CRITICAL and line.state not in OVER)
        self.setVisible(step.checks and critical)
        if becomes:
            moment = preset(now, now + 2 * UNANSWERED, None)
        else:
            answered = step.id == actions.ANSWER or case.first_answer is not None
            moment = preset(now, None if answered else case.first_due, case.internal_due)
        self.field.setText(before or core(check_words(moment, now)))

    def typed(self) -> str:
        """Return what stands there; nothing where it is not asked for."""
        return "" if self.isHidden() else self.field.text().strip()


class SignMarks(QObject):
    """Marks the words of a text that may mean a critical case, a little after the typing stops."""

    def __init__(
        self, context: Context, background: Background, text: QPlainTextEdit, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._profile = context.profile
        self._background = background
        self._text = text
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._look)
        text.textChanged.connect(self._wait.start)

    def _look(self) -> None:
        written, profile = self._text.toPlainText(), self._profile

        def done(found: tuple[Suggestion, ...]) -> None:
            if self._text.toPlainText() == written:
                mark_note(self._text, [(span.start, span.end) for sign in found for span in sign.spans])

        self._background.read(self, lambda: suggestions(written, profile)).on_success(done).run()


def sign_sentence(sign: Suggestion) -> str:
    """Return why a case may be critical, and which keys answer."""
    keys = QCoreApplication.translate("Cases", "F9: es crítico. X: no lo es.")
    return f"{core(sign.explanation)} {keys}"

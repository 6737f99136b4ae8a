"""Closing: how the citizen confirmed (1 to 4), what they think (0 to 5), and it is done."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.labels import label
from desktop_app.domain.values import Confirmation
from desktop_app.services import closing
from desktop_app.services.case_lists import CaseDetail
from desktop_app.services.closing import ClosingForm
from ui.cases.panel import CasePanel, Record
from ui.cases.steps import CLOSING, Step
from ui.kit.core import core
from ui.kit.digits import DigitBar
from ui.kit.surfaces import text_label

_DECLINED = 0


class ClosingStrip(CasePanel):
    """Two digits and Ctrl+Enter. "No se logró" never counts as a confirmation, and asks no opinion."""

    name: ClassVar[str] = CLOSING

    def __init__(self, submit_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Cases", "Cerrar el caso"), submit_hint, parent)
        column = self.column
        title = QCoreApplication.translate("Cases", "¿Cómo confirmó el ciudadano la solución?")
        column.addWidget(text_label(title, strong=True, wrap=True))
        self.confirmation = DigitBar(title, wrap=True)
        for value in Confirmation:
            self.confirmation.add_numbered(value, core(label(value)))
        column.addWidget(self.confirmation)
        self._question = text_label(
            QCoreApplication.translate("Cases", "¿Qué tan satisfecho quedó? 5 es lo mejor"),
            strong=True,
            wrap=True,
        )
        column.addWidget(self._question)
        self.score = DigitBar(self._question.text(), first=0, wrap=True)
        self.score.add(_DECLINED, QCoreApplication.translate("Cases", "0 No quiso"))
        for score in range(1, 6):
            self.score.add(score, str(score))
        column.addWidget(self.score)
        self.comment = QLineEdit()
        self.comment.setPlaceholderText(QCoreApplication.translate("Cases", "En sus palabras (opcional)"))
        self.comment.setAccessibleName(QCoreApplication.translate("Cases", "Comentario del ciudadano"))
        column.addWidget(self.comment)
        column.addLayout(self.foot)
        self.confirmation.chosen.connect(self._on_confirmation)
        self.score.chosen.connect(lambda _value: self.set_error(""))

    def open_step(self, case: CaseDetail, step: Step) -> None:
        """Begin with nothing chosen."""
        self.case = case
        self.confirmation.choose(None)
        self.score.choose(None)
        self.comment.clear()
        self.set_error("")
        self._show_opinion(shown=True)
        self.show()
        self.confirmation.enter()

    def submit(self) -> None:
        """Have the case closed; say what is still missing."""
        confirmation = self.confirmation.value()
        score = self.score.value()
        if not isinstance(confirmation, Confirmation):
            self.set_error(QCoreApplication.translate("Cases", "Elija cómo confirmó el ciudadano: 1 a 4."))
            self.confirmation.enter()
            return
        asked = confirmation is not Confirmation.NOT_REACHED
        if asked and not isinstance(score, int):
            self.set_error(
                QCoreApplication.translate(
                    "Cases", "Elija su satisfacción de 1 a 5, o 0 si no quiso responder."
                )
            )
            self.score.enter()
            return
        given = score if isinstance(score, int) and score != _DECLINED else None
        if self.case is not None:
            case, form = (
                self.case.line.id,
                ClosingForm(confirmation, asked, given, self.comment.text() or None),
            )
            noted = QCoreApplication.translate("Cases", "Cerrado")
            self.submitted.emit(Record(case, lambda context: closing.close_case(context, case, form), noted))

    def _on_confirmation(self, value: object) -> None:
        self.set_error("")
        asked = value is not Confirmation.NOT_REACHED
        self._show_opinion(shown=asked)
        if asked:
            self.score.enter()
        # Otherwise there is nothing more to ask, and 1 to 3 still put the answer right.

    def _show_opinion(self, *, shown: bool) -> None:
        for widget in (self._question, self.score, self.comment):
            widget.setVisible(shown)

"""How the attention on paper ended: four results, and under them what each one needs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.labels import label
from desktop_app.domain.values import CriticalCriterion, Level, ReferralState, Result
from ui.kit.buttons import SegmentedBar
from ui.kit.core import core
from ui.kit.digits import DigitBar
from ui.kit.forms import FormRow
from ui.kit.suggest import SuggestField
from ui.kit.surfaces import text_label
from ui.kit.tips import tip
from ui.paper.filling import Filling


class EndingPart(QWidget):
    """The results, and what belongs to the chosen one."""

    edited = Signal()
    result_chosen = Signal(object)
    """Result that was chosen by hand."""

    def __init__(self, receiver: SuggestField, hints: dict[Result, str]) -> None:
        super().__init__()
        translate = QCoreApplication.translate
        self.results = SegmentedBar(translate("Paper", "Resultado"), wrap=True)
        for value, text, icon in (
            (Result.ORIENTED, translate("Paper", "Orientado"), "info"),
            (Result.REFERRED, translate("Paper", "Vinculado"), "link"),
            (Result.CASE_OPENED, translate("Paper", "Caso"), "cases"),
            (Result.CRITICAL_CASE, translate("Paper", "Crítico"), "star"),
        ):
            self.results.add(value, text, icon=icon, hint=hints.get(value, ""))
        self.unanswered = QCheckBox(translate("Paper", "Quedó una &pregunta sin respuesta"))
        self.receiver = receiver
        receiver.setPlaceholderText(translate("Paper", "Persona o unidad que recibió"))
        receiver.setMinimumWidth(180)
        self.unit_row = FormRow("unit", translate("Paper", "&Recibió"), receiver)
        self.unit_row.hide_label(self)
        self.handed = DigitBar(translate("Paper", "Respuesta de quien recibió"), wrap=True)
        for state, text in (
            (ReferralState.CONFIRMED_BY_PHONE, translate("Paper", "Confirmó")),
            (ReferralState.NO_ANSWER, core(label(ReferralState.NO_ANSWER))),
            (ReferralState.SENT, translate("Paper", "Enviar ahora a su bandeja")),
        ):
            self.handed.add_numbered(state, text)
        self.level = SegmentedBar(translate("Paper", "Nivel"))
        for level in (Level.SIMPLE, Level.COMPLEX):
            self.level.add(level, core(label(level)))
        self.criterion = DigitBar(translate("Paper", "Criterio"), wrap=True)
        for criterion, text in (
            (CriticalCriterion.RISK, translate("Paper", "Riesgo público")),
            (CriticalCriterion.RECURRENT, translate("Paper", "Queja recurrente")),
            (CriticalCriterion.VULNERABLE, translate("Paper", "Situación vulnerable")),
        ):
            self.criterion.add_numbered(criterion, text).setToolTip(core(label(criterion)))
        self.criterion_row = FormRow("criterion", "", self.criterion)
        self.criterion_row.hide_label(self)
        self.criterion.setAccessibleName(translate("Paper", "Criterio"))
        self.terms = text_label("", tone="muted", wrap=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        handing = QWidget()
        row = QHBoxLayout(handing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.receiver.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self.receiver, 2)
        row.addWidget(self.handed, 3)
        self._handing = handing
        for part in (
            self.results, self.unanswered, handing, self.unit_row.note, self.level, self.criterion,
            self.criterion_row.note, self.terms,
        ):  # fmt: skip
            column.addWidget(part)

    def _connect(self) -> None:
        self.results.chosen.connect(self.result_chosen)
        self.unanswered.toggled.connect(lambda _on: self.edited.emit())
        for bar in (self.handed, self.level, self.criterion):
            bar.chosen.connect(lambda _value: self.edited.emit())

    def chain(self) -> list[QWidget]:
        """Return the controls in the order of Tab."""
        return [
            *self.results.chips(), self.unanswered, self.receiver, *self.handed.chips(), *self.level.chips(),
            *self.criterion.chips(),
        ]  # fmt: skip

    def show_filling(self, filling: Filling) -> None:
        """Show the result and what belongs to it."""
        self.results.choose(filling.result)
        self.unanswered.setChecked(filling.unanswered)
        self.handed.choose(filling.handed)
        self.level.choose(filling.level if filling.level is not Level.CRITICAL else Level.COMPLEX)
        self.criterion.choose(filling.criterion)
        text = filling.receiver.text() if filling.receiver is not None else ""
        if self.receiver.text() != text:
            self.receiver.setText(text)
        self.unanswered.setVisible(filling.result is Result.ORIENTED)
        referred = filling.result is Result.REFERRED
        self._handing.setVisible(referred)
        self.unit_row.note.setVisible(referred and bool(self.unit_row.note.text()))
        self.level.setVisible(filling.result is Result.CASE_OPENED)
        critical = filling.result is Result.CRITICAL_CASE
        self.criterion.setVisible(critical)
        self.criterion_row.note.setVisible(critical and bool(self.criterion_row.note.text()))
        self.terms.setVisible(filling.opens_case)

    def read_into(self, filling: Filling) -> None:
        """Take what was chosen."""
        filling.unanswered = self.unanswered.isChecked()
        handed, level, criterion = self.handed.value(), self.level.value(), self.criterion.value()
        if isinstance(handed, ReferralState):
            filling.handed = handed
        if isinstance(level, Level) and filling.result is Result.CASE_OPENED:
            filling.level = level
        filling.criterion = criterion if isinstance(criterion, CriticalCriterion) else None

    def show_terms(self, words: str, why: str, *, over: bool) -> None:
        """Show by when the case is due, counted from when it was."""
        self.terms.setText(words)
        self.terms.setToolTip(tip(why))
        self.terms.setProperty("tone", "error" if over else "muted")
        self.terms.style().unpolish(self.terms)
        self.terms.style().polish(self.terms)

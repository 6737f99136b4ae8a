"""How the attention ends: four results, and under them what each one needs."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.labels import label
from desktop_app.domain.values import CriticalCriterion, Level, ReferralState, Result
from desktop_app.services.previews import TermPreview
from ui.kit import theme
from ui.kit.buttons import SegmentedBar
from ui.kit.core import core
from ui.kit.digits import DigitBar
from ui.kit.forms import FormRow
from ui.kit.suggest import SuggestField
from ui.kit.surfaces import text_label
from ui.kit.tips import tip
from ui.reception.attention import OpenAttention
from ui.reception.words import terms_text


class ResultChips(SegmentedBar):
    """Orientar, Vincular F7, Abrir caso F8, Crítico F9."""

    def __init__(self, hints: dict[Result, str], parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Reception", "Resultado"), parent)
        for value, text, icon in (
            (Result.ORIENTED, QCoreApplication.translate("Reception", "Orientar y despedir"), "info"),
            (Result.REFERRED, QCoreApplication.translate("Reception", "Vincular"), "link"),
            (Result.CASE_OPENED, QCoreApplication.translate("Reception", "Abrir caso"), "cases"),
            (Result.CRITICAL_CASE, QCoreApplication.translate("Reception", "Crítico"), "star"),
        ):
            self.add(value, text, icon=icon, hint=hints.get(value, ""))


def _line(*widgets: QWidget, stretch: bool = True) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch(1)
    return line


class OrientedPanel(QWidget):
    """Whether a doubt was left without an answer: the catalogue's owner learns of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.unanswered = QCheckBox(
            QCoreApplication.translate("Reception", "Quedó una &pregunta sin respuesta")
        )
        row.addWidget(self.unanswered)
        row.addStretch(1)


class ReferralPanel(QWidget):
    """Who receives the citizen, and whether they know already."""

    def __init__(self, receiver: SuggestField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.receiver = receiver
        receiver.setPlaceholderText(QCoreApplication.translate("Reception", "Persona o unidad que recibe"))
        receiver.setMinimumWidth(200)
        self.row = FormRow("unit", QCoreApplication.translate("Reception", "&Recibe"), receiver)
        self.row.hide_label(self)
        self.outcome = DigitBar(QCoreApplication.translate("Reception", "Respuesta de quien recibe"))
        self.outcome.add(ReferralState.SENT, QCoreApplication.translate("Reception", "Enviar"))
        self.outcome.add(
            ReferralState.CONFIRMED_BY_PHONE, QCoreApplication.translate("Reception", "Confirmó por teléfono")
        )
        self.outcome.add(ReferralState.NO_ANSWER, QCoreApplication.translate("Reception", "Sin respuesta"))
        self.outcome.choose(ReferralState.SENT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        line = _line(receiver, self.outcome, stretch=False)
        receiver.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column.addWidget(line)
        column.addWidget(self.row.note)


class CasePanel(QWidget):
    """The level of a case, and by when it is answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = SegmentedBar(QCoreApplication.translate("Reception", "Nivel"))
        for level in (Level.SIMPLE, Level.COMPLEX):
            self.level.add(level, core(label(level)))
        self.level.choose(Level.SIMPLE)
        self.terms = text_label("", wrap=True)
        self.terms.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.level)
        row.addWidget(self.terms, 1)


class CriticalPanel(QWidget):
    """Why it is critical (1, 2, 3), and what runs from now on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.criterion = DigitBar(QCoreApplication.translate("Reception", "Criterio"))
        self.criterion.add_numbered(
            CriticalCriterion.RISK, QCoreApplication.translate("Reception", "Riesgo público")
        )
        self.criterion.add_numbered(
            CriticalCriterion.RECURRENT, QCoreApplication.translate("Reception", "Queja recurrente")
        )
        self.criterion.add_numbered(
            CriticalCriterion.VULNERABLE, QCoreApplication.translate("Reception", "Situación vulnerable")
        )
        for value, chip in zip(CriticalCriterion, self.criterion.chips(), strict=True):
            chip.setToolTip(core(label(value)))
        self.row = FormRow("criterion", "", self.criterion)
        self.row.hide_label(self)
        self.criterion.setAccessibleName(QCoreApplication.translate("Reception", "Criterio"))
        self.terms = text_label("", theme.Size.SMALL, tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(_line(self.criterion))
        column.addWidget(self.row.note)
        column.addWidget(self.terms)


class ResultPanels(QStackedWidget):
    """One panel at a time, as high as that one needs."""

    edited = Signal()

    def __init__(self, receiver: SuggestField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiny = False
        self.oriented = OrientedPanel()
        self.referral = ReferralPanel(receiver)
        self.case = CasePanel()
        self.critical = CriticalPanel()
        self._panels: dict[Result, QWidget] = {
            Result.ORIENTED: self.oriented,
            Result.REFERRED: self.referral,
            Result.CASE_OPENED: self.case,
            Result.CRITICAL_CASE: self.critical,
        }
        for panel in self._panels.values():
            self.addWidget(panel)
            panel.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.oriented.unanswered.toggled.connect(self.edited)
        for bar in (self.referral.outcome, self.case.level, self.critical.criterion):
            bar.chosen.connect(lambda _value: self.edited.emit())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the panel when it tells what is wrong, or tells it no more."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.currentWidget():
            self._fit()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """Return the room of the panel that is shown."""
        return QSize(300, self.minimumHeight())

    def show_attention(self, attention: OpenAttention | None) -> None:
        """Show the panel of its result with its values; None leaves nothing of the one before."""
        self.oriented.unanswered.setChecked(attention.unanswered if attention else False)
        self.referral.outcome.choose(attention.handed if attention else ReferralState.SENT)
        level = attention.level if attention else Level.SIMPLE
        self.case.level.choose(level if level is not Level.CRITICAL else Level.COMPLEX)
        self.critical.criterion.choose(attention.criterion if attention else None)
        panel = self._panels.get(attention.result, self.oriented) if attention else self.oriented
        if self.currentWidget() is not panel:
            self.setCurrentWidget(panel)
        self._fit()

    def show_note(self, attention: OpenAttention | None) -> None:
        """Say under who receives that they are not here, and who is back when."""
        receiver = attention.receiver if attention is not None else None
        self.referral.row.set_hint(receiver.note if receiver is not None else "")
        self._fit()

    def read_into(self, attention: OpenAttention) -> None:
        """Take what was chosen in the panels."""
        attention.unanswered = self.oriented.unanswered.isChecked()
        handed = self.referral.outcome.value()
        attention.handed = handed if isinstance(handed, ReferralState) else ReferralState.SENT
        level = self.case.level.value()
        attention.level = level if isinstance(level, Level) else Level.SIMPLE
        criterion = self.critical.criterion.value()
        attention.criterion = criterion if isinstance(criterion, CriticalCriterion) else None

    def fit(self, *, tiny: bool) -> None:
        """Leave the warning to the tooltip where there is little height."""
        self._tiny = tiny

    def show_terms(self, terms: TermPreview | None, now: datetime) -> None:
        """Show by when the case would be answered."""
        text = terms_text(terms, now) if terms is not None else ""
        told = terms is not None and bool(terms.warning) and not self._tiny
        warning = f" {core(terms.warning)}" if terms is not None and told else ""
        for words, line in (
            (text, self.case.terms),
            (f"{text}.{warning}" if text else "", self.critical.terms),
        ):
            line.setText(words)
            why = (terms.explanation, terms.warning) if terms is not None else ()
            line.setToolTip(tip("\n".join(core(part) for part in why if part)))
        self._fit()

    def _fit(self) -> None:
        panel = self.currentWidget()
        if panel is not None:
            width = max(self.width(), 300)
            layout = panel.layout()
            height = layout.heightForWidth(width) if layout and layout.hasHeightForWidth() else 0
            self.setFixedHeight(max(height, panel.sizeHint().height(), theme.FIELD_HEIGHT))

"""Turning a hand-over into a case: what was told stands there, only what is missing is asked."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.labels import label
from desktop_app.domain.values import ComplaintKind, CriticalCriterion, Level
from desktop_app.services.case_from_referral import CaseFromForm, Preset
from desktop_app.services.citizens import CitizenForm
from ui.kit.breaking import shortened
from ui.kit.core import core
from ui.kit.digits import DigitBar
from ui.kit.forms import Form, FormFoot, FormRow
from ui.kit.surfaces import text_label
from ui.kit.tips import tip

_TYPE = 22
"""Characters of a type of request for which the narrow pane has room."""


class CaseFromPanel(QFrame):
    """C, then what is missing, Ctrl+Enter. What was written belongs to one hand-over; Esc keeps it."""

    submitted = Signal(object, object)
    """Id of the hand-over, CaseFromForm."""
    left = Signal()
    toggled = Signal()
    """It was opened or closed."""

    def __init__(self, submit_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.referral: bytes | None = None
        self._preset: Preset | None = None
        self._saving = False
        self._kept: dict[bytes, tuple[CaseFromForm, str]] = {}
        self.subject = QLineEdit()
        self.type = QComboBox()
        self.type.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.type.setMinimumContentsLength(12)
        self.level = _bar(QCoreApplication.translate("Referrals", "Nivel"), _levels())
        self.criterion = _bar(QCoreApplication.translate("Referrals", "Por qué es crítico"), _criteria())
        self.kind = _bar(QCoreApplication.translate("Referrals", "Reclama por"), _kinds())
        self.name, self.contact = QLineEdit(), QLineEdit()
        self.contact.setPlaceholderText(
            QCoreApplication.translate("Referrals", "Teléfono o correo (opcional)")
        )
        self.form = Form()
        self._lay_out(submit_hint)
        self.type.currentIndexChanged.connect(lambda _at: self._show_asked())
        self.level.chosen.connect(lambda _level: self._show_asked())
        self.leave.clicked.connect(self.close_form)
        self.save.clicked.connect(self.submit)
        self.hide()

    def _lay_out(self, submit_hint: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        title = QCoreApplication.translate("Referrals", "Abrir un caso con esta vinculación")
        column.addWidget(text_label(title, strong=True, wrap=True))
        for name, words, field in (
            ("subject", QCoreApplication.translate("Referrals", "A&sunto"), self.subject),
            ("type", QCoreApplication.translate("Referrals", "&Tipo"), self.type),
            ("complaint_kind", QCoreApplication.translate("Referrals", "Reclama por"), self.kind),
            ("level", QCoreApplication.translate("Referrals", "Nivel"), self.level),
            ("criterion", QCoreApplication.translate("Referrals", "Criterio"), self.criterion),
            ("citizen", QCoreApplication.translate("Referrals", "Ci&udadano"), self.name),
            ("contact", QCoreApplication.translate("Referrals", "Contact&o"), self.contact),
        ):
            self.form.add(FormRow(name, words, field))
        column.addWidget(self.form)
        self.foot = FormFoot(QCoreApplication.translate("Referrals", "Abrir el caso"), submit_hint)
        self.leave, self.save = self.foot.leave, self.foot.save
        column.addLayout(self.foot)

    def open_for(self, referral: bytes, known: Preset) -> None:
        """Begin with what the hand-over says, or with what was written for it before."""
        if self.isVisible() and self.referral == referral:
            self.subject.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.referral, self._preset, self._saving = referral, known, False
        written, contact = self._kept.get(
            referral, (CaseFromForm(known.subject, known.query_type, known.level), "")
        )
        person = written.citizen.name if isinstance(written.citizen, CitizenForm) else ""
        self.subject.setText(written.subject)
        self.subject.setCursorPosition(0)
        self.type.clear()
        for code, words in known.types:
            self.type.addItem(shortened(core(words), _TYPE), code)
            self.type.setItemData(self.type.count() - 1, tip(core(words)), Qt.ItemDataRole.ToolTipRole)
        self.type.setCurrentIndex(max(self.type.findData(written.query_type), 0))
        self.level.choose(written.level)
        self.kind.choose(written.complaint_kind)
        self.criterion.choose(written.criterion)
        self.name.setText(person)
        self.contact.setText(contact)
        self.form.clear_errors()
        self.foot.set_error("")
        self._show_asked()
        self.show()
        self.toggled.emit()
        self.first_open().setFocus(Qt.FocusReason.OtherFocusReason)

    def first_open(self) -> QWidget:
        """Return the first field that is still to be filled in, else the type."""
        if not self.subject.text().strip():
            return self.subject
        if self._complains() and self.kind.value() is None:
            return self.kind.chips()[0]
        if self._asks_person() and not self.name.text().strip():
            return self.name
        return self.type

    def submit(self) -> None:
        """Have the case opened."""
        if self.referral is None or self._saving:
            return
        self.form.clear_errors()
        self.foot.set_error("")
        self._saving = True
        self.submitted.emit(self.referral, self.written())

    def written(self) -> CaseFromForm:
        """Return what stands in the form."""
        level, kind, criterion = self.level.value(), self.kind.value(), self.criterion.value()
        contact = self.contact.text().strip()
        mail = "@" in contact
        person = CitizenForm(
            self.name.text().strip(), phone=None if mail else contact or None, email=contact if mail else None
        )
        return CaseFromForm(
            subject=self.subject.text(),
            query_type=str(self.type.currentData() or ""),
            level=level if isinstance(level, Level) else Level.SIMPLE,
            description=self._preset.description if self._preset is not None else None,
            complaint_kind=kind if isinstance(kind, ComplaintKind) else None,
            criterion=criterion if isinstance(criterion, CriticalCriterion) else None,
            citizen=person if self._asks_person() else None,
        )

    def refuse(self, field: str, sentence: str) -> None:
        """Show what is wrong, under its field where it has one."""
        self._saving = False
        if not self.form.show_errors([(field, sentence)]):
            self.foot.set_error(sentence)
        elif field in ("complaint_kind", "criterion"):
            (self.kind if field == "complaint_kind" else self.criterion).enter()

    def close_form(self) -> None:
        """Leave; what was written is there again the next time."""
        self.finish()
        self.left.emit()

    def done(self) -> None:
        """Go away: the case is open."""
        done = self.referral
        self.finish()
        if done is not None:
            self._kept.pop(done, None)

    def finish(self) -> None:
        """Go away: another hand-over is looked at. What was written stays for the one it belongs to."""
        if self.referral is not None:
            self._kept[self.referral] = (self.written(), self.contact.text())
        self.referral = None
        self._saving = False
        self.hide()
        self.toggled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _complains(self) -> bool:
        known = self._preset
        return known is not None and self.type.currentData() in known.complains

    def _asks_person(self) -> bool:
        return self._preset is not None and not self._preset.knows_citizen

    def _show_asked(self) -> None:
        rows = self.form.rows
        rows["complaint_kind"].set_visible(self._complains())
        rows["criterion"].set_visible(self.level.value() is Level.CRITICAL)
        for name in ("citizen", "contact"):
            rows[name].set_visible(self._asks_person())


def _bar(name: str, values: Sequence[tuple[StrEnum, str]]) -> DigitBar:
    """Return choices by digit in short words; the whole of each is told beside the pointer."""
    bar = DigitBar(name, wrap=True)
    for value, words in values:
        bar.add_numbered(value, words).setToolTip(tip(core(label(value))))
    return bar


def _levels() -> list[tuple[StrEnum, str]]:
    return [(level, core(label(level))) for level in Level]


def _criteria() -> list[tuple[StrEnum, str]]:
    return [
        (CriticalCriterion.RISK, QCoreApplication.translate("Referrals", "Riesgo público")),
        (CriticalCriterion.RECURRENT, QCoreApplication.translate("Referrals", "Queja recurrente")),
        (CriticalCriterion.VULNERABLE, QCoreApplication.translate("Referrals", "Situación vulnerable")),
    ]


def _kinds() -> list[tuple[StrEnum, str]]:
    return [
        (ComplaintKind.BAD_SERVICE, QCoreApplication.translate("Referrals", "Mal servicio")),
        (ComplaintKind.DELAY, QCoreApplication.translate("Referrals", "Demora")),
        (ComplaintKind.ERROR, QCoreApplication.translate("Referrals", "Error")),
    ]

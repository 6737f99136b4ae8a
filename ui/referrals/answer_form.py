"""Giving a hand-over back with its reason, resolving it with what was answered, or taking it back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.labels import label
from desktop_app.domain.values import ReferralState, ReturnReason
from ui.kit.core import core
from ui.kit.digits import DigitBar
from ui.kit.forms import FormFoot
from ui.kit.surfaces import text_label


class AnswerForm(QFrame):
    """D, a digit, Ctrl+Enter. What was written belongs to one hand-over and is kept while it stays open."""

    submitted = Signal(object, object, object, str)
    """Id of the hand-over, ReferralState, ReturnReason or None, comment."""
    left = Signal()
    toggled = Signal()
    """It was opened or closed."""

    def __init__(self, submit_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.referral: bytes | None = None
        self._to = ReferralState.RETURNED
        self._saving = False
        self._kept: dict[tuple[bytes, ReferralState], tuple[object, str]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        self._title = text_label("", strong=True, wrap=True)
        column.addWidget(self._title)
        self.reasons = DigitBar(QCoreApplication.translate("Referrals", "Motivo de la devolución"), wrap=True)
        for reason in ReturnReason:
            self.reasons.add_numbered(reason, core(label(reason)))
        column.addWidget(self.reasons)
        self.comment = QLineEdit()
        self.comment.setAccessibleName(QCoreApplication.translate("Referrals", "Comentario"))
        column.addWidget(self.comment)
        self.foot = FormFoot("", submit_hint)
        self.leave, self.save = self.foot.leave, self.foot.save
        column.addLayout(self.foot)
        self.reasons.chosen.connect(self._on_reason)
        self.leave.clicked.connect(self.close_form)
        self.save.clicked.connect(self.submit)
        self.hide()

    def open_for(self, referral: bytes, to: ReferralState) -> None:
        """Begin with nothing chosen; a form that is open for the same hand-over stays as it is."""
        if self.isVisible() and self.referral == referral and self._to is to:
            self._enter()
            return
        self.referral, self._to, self._saving = referral, to, False
        title, save, hint = _words(to)
        self._title.setText(title)
        self.save.setText(save)
        self.comment.setPlaceholderText(hint)
        self.reasons.setVisible(to is ReferralState.RETURNED)
        reason, comment = self._kept.get((referral, to), (None, ""))
        self.reasons.choose(reason)
        self.comment.setText(comment)
        self.set_error("")
        self.show()
        self.toggled.emit()
        self._enter()

    def submit(self) -> None:
        """Have it given back, or say what is missing."""
        if self.referral is None or self._saving:
            return
        reason = self.reasons.value() if self._to is ReferralState.RETURNED else None
        if self._to is ReferralState.RETURNED and not isinstance(reason, ReturnReason):
            self.set_error(QCoreApplication.translate("Referrals", "Elija el motivo: 1 a 4."))
            self.reasons.enter()
            return
        self._saving = True
        self.submitted.emit(self.referral, self._to, reason, self.comment.text())

    def set_error(self, sentence: str) -> None:
        """Show what is wrong."""
        self._saving = False
        self.foot.set_error(sentence)

    def close_form(self) -> None:
        """Leave without doing anything; what was written is there again the next time."""
        self.finish()
        self.left.emit()

    def finish(self) -> None:
        """Go away: another hand-over is looked at. What was written stays for the one it belongs to."""
        if self.referral is not None:
            self._kept[self.referral, self._to] = (self.reasons.value(), self.comment.text())
        self.referral = None
        self._saving = False
        self.hide()
        self.toggled.emit()

    def done(self) -> None:
        """Go away: it is done, nothing of it is to be there again."""
        done = self.referral
        self.finish()
        if done is not None:
            self._kept.pop((done, self._to), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self.reasons.isVisible():
            self.reasons.enter()
        else:
            self.comment.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reason(self, _value: object) -> None:
        self.set_error("")
        self.comment.setFocus(Qt.FocusReason.OtherFocusReason)


def _words(to: ReferralState) -> tuple[str, str, str]:
    """Return the form's title, what its button says, and the hint in the field."""
    return {
        ReferralState.RETURNED: (
            QCoreApplication.translate("Referrals", "¿Por qué se devuelve?"),
            QCoreApplication.translate("Referrals", "Devolver"),
            QCoreApplication.translate("Referrals", "Comentario (opcional)"),
        ),
        ReferralState.RESOLVED: (
            QCoreApplication.translate("Referrals", "¿Qué se le respondió al ciudadano?"),
            QCoreApplication.translate("Referrals", "Resolver"),
            QCoreApplication.translate("Referrals", "Lo que se le respondió, en una línea"),
        ),
    }.get(
        to,
        (
            QCoreApplication.translate("Referrals", "¿Por qué se anula?"),
            QCoreApplication.translate("Referrals", "Anular"),
            QCoreApplication.translate("Referrals", "Motivo"),
        ),
    )

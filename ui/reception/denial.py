"""Why it is not critical though there are signs of it: a digit or a line, asked once, in its place in the form."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.domain.cleaning import LINE
from desktop_app.domain.values import Result
from ui.kit.digits import DigitBar
from ui.kit.forms import FormRow
from ui.reception.attention import OpenAttention


class DenialLine(QWidget):
    """Appears when Ctrl+Enter met a sign that nobody has answered; F9 is the other answer."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presets = DigitBar(QCoreApplication.translate("Reception", "No es crítico porque"))
        for reason, words in (
            (
                QCoreApplication.translate("Reception", "Ya lo están atendiendo."),
                QCoreApplication.translate("Reception", "Ya lo atienden"),
            ),
            (
                QCoreApplication.translate("Reception", "Ya pasó: ahora no hay peligro."),
                QCoreApplication.translate("Reception", "Ya pasó"),
            ),
            (
                QCoreApplication.translate("Reception", "Se dijo en otro sentido."),
                QCoreApplication.translate("Reception", "Otro sentido"),
            ),
        ):
            self.presets.add_numbered(reason, words).setToolTip(reason)
        self.reason = QLineEdit()
        self.reason.setMaxLength(LINE)
        self.reason.setAccessibleName(QCoreApplication.translate("Reception", "No es crítico porque"))
        self.reason.setPlaceholderText(QCoreApplication.translate("Reception", "Otra razón"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.presets)
        row.addWidget(self.reason, 1)
        self.setFocusProxy(self.presets.chips()[0])
        self.row = FormRow("not_critical", QCoreApplication.translate("Reception", "No es crítico"), self)
        self.presets.chosen.connect(self._on_preset)
        self.reason.textEdited.connect(self._on_typed)

    def show_attention(self, attention: OpenAttention | None) -> None:
        """Show what was answered, where something was asked."""
        reason = attention.not_critical if attention is not None else ""
        if self.reason.text() != reason:
            self._show(reason)
        asked = attention is not None and attention.judged is not None
        self.row.set_visible(asked and attention is not None and attention.result is not Result.CRITICAL_CASE)

    def read_into(self, attention: OpenAttention) -> None:
        """Take the answer; about other words than those that were asked about it says nothing."""
        attention.not_critical = self.reason.text()
        if attention.judged not in (None, (attention.title, attention.detail)):
            attention.judged, attention.not_critical = None, ""
            self._show("")
            self.row.set_visible(False)

    def ask(self, attention: OpenAttention) -> None:
        """Have it asked about the words as they stand now."""
        attention.judged = (attention.title, attention.detail)
        self.show_attention(attention)

    def _show(self, reason: str) -> None:
        self.reason.setText(reason)
        presets = [chip.toolTip() for chip in self.presets.chips()]
        self.presets.choose(reason if reason in presets else None)

    def _on_preset(self, reason: object) -> None:
        self.reason.setText(str(reason))
        self.edited.emit()

    def _on_typed(self, _text: str) -> None:
        self.presets.choose(None)
        self.edited.emit()

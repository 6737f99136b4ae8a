"""What a case has besides: its type, with the route that its words suggest, and who carries it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.values import UNCLASSIFIED
from desktop_app.services.context import Context
from ui.kit import theme
from ui.kit.forms import FormRow
from ui.kit.receivers import Receiver
from ui.kit.suggest import Choice, SuggestField
from ui.reception.attention import OpenAttention


class CaseLine(QWidget):
    """Both are preset by the topic: nobody has to come here."""

    edited = Signal()

    def __init__(self, bearer: SuggestField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: Receiver | None = None
        self.kind = QComboBox()
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kind.setToolTip(
            QCoreApplication.translate("Reception", "Tipo de solicitud: decide la vía legal")
        )
        self.bearer = bearer
        bearer.setPlaceholderText(QCoreApplication.translate("Reception", "La unidad del tema"))
        bearer.setMinimumWidth(160)
        bearer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        label = QLabel(QCoreApplication.translate("Reception", "Respo&nsable"))
        label.setMinimumHeight(theme.FIELD_HEIGHT)
        label.setBuddy(bearer)
        bearer.setAccessibleName(QCoreApplication.translate("Reception", "Responsable"))
        row.addWidget(self.kind)
        row.addWidget(label)
        row.addWidget(bearer, 1)
        # The row's field is the type itself: a proxy for a box of choices would turn Tab in a circle.
        self.row = FormRow("type", QCoreApplication.translate("Reception", "Tip&o"), self.kind)
        self.kind.activated.connect(lambda _row: self.edited.emit())
        bearer.taken.connect(self._on_bearer)
        bearer.textEdited.connect(lambda _text: self.edited.emit())

    def lay_in(self, grid: QGridLayout, at: int) -> None:
        """Stand in a line of a form: the label, both fields, and under them what there is to say."""
        cell = QVBoxLayout()
        cell.setSpacing(2)
        cell.addWidget(self)
        cell.addWidget(self.row.note)
        grid.addWidget(self.row.label, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(cell, at, 1)

    def offer_types(self, context: Context) -> None:
        """Offer the request types of the country profile."""
        for each in context.profile.request_types.values():
            self.kind.addItem(each.label, each.code)

    def show_attention(self, attention: OpenAttention | None) -> None:
        """Show what holds, where a case is opened."""
        opens = attention is not None and attention.opens_case
        if attention is not None:
            at = self.kind.findData(attention.query_type)
            if self.kind.currentIndex() != at:
                self.kind.setCurrentIndex(at)
        bearer = attention.bearer if attention is not None else None
        text = bearer.text() if bearer is not None else ""
        if bearer is not self._chosen:
            self._chosen = bearer
            self.bearer.setText(text)
        self.row.set_visible(opens)
        self.setVisible(opens)

    def read_into(self, attention: OpenAttention) -> None:
        """Take what was chosen; the topic's own type is nobody's choice."""
        if not attention.opens_case:
            return
        own = attention.topic.query_type if attention.topic is not None else UNCLASSIFIED
        kind = str(self.kind.currentData() or own)
        attention.chosen_type = "" if kind == own else kind
        if self._chosen is not None and self.bearer.text() != self._chosen.text():
            self._chosen = None
        attention.bearer = self._chosen

    def astray(self) -> bool:
        """Tell whether a name stands there that was not chosen from the list."""
        return bool(self.bearer.text().strip()) and self._chosen is None

    def _on_bearer(self, choice: Choice) -> None:
        if isinstance(choice.value, Receiver):
            self._chosen = choice.value
            self.bearer.setText(choice.value.text())
            self.edited.emit()

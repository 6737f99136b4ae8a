"""What a complaint is about (training manual 3.1), asked where its case is opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop_app.domain.labels import label
from desktop_app.domain.profile import NamedCode
from desktop_app.domain.values import ComplaintKind
from ui.kit.core import core
from ui.kit.digits import DigitBar
from ui.kit.forms import FormRow
from ui.reception.attention import OpenAttention


class ComplaintLine(QWidget):
    """Bad service, delay or error, by digit, and the country's own classification; unknown stays open."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = DigitBar(QCoreApplication.translate("Reception", "Tipo de reclamo"))
        for kind, words in (
            (ComplaintKind.BAD_SERVICE, QCoreApplication.translate("Reception", "Mal servicio")),
            (ComplaintKind.DELAY, QCoreApplication.translate("Reception", "Demora")),
            (ComplaintKind.ERROR, QCoreApplication.translate("Reception", "Error")),
        ):
            self.kinds.add_numbered(kind, words).setToolTip(core(label(kind)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.kinds)
        self.aspect = QComboBox()
        self.aspect.setAccessibleName(QCoreApplication.translate("Reception", "Aspecto del reclamo"))
        self.aspect.setToolTip(
            QCoreApplication.translate("Reception", "Aspecto del reclamo, según la clasificación del país")
        )
        row.addWidget(self.aspect)
        row.addStretch(1)
        self.setFocusProxy(self.kinds.chips()[0])
        self.row = FormRow("complaint_kind", QCoreApplication.translate("Reception", "Rec&lamo por"), self)
        self.kinds.chosen.connect(lambda _kind: self.edited.emit())
        self.aspect.activated.connect(lambda _row: self.edited.emit())
        self.set_aspects(())

    def set_aspects(self, aspects: Sequence[NamedCode]) -> None:
        """Offer the country's aspects; none where they are the manual's kinds in other words."""
        own = [each for each in aspects if each.label not in {core(label(kind)) for kind in ComplaintKind}]
        self.aspect.clear()
        self.aspect.addItem(QCoreApplication.translate("Reception", "Aspecto (opcional)"), "")
        for each in own:
            self.aspect.addItem(each.label, each.code)
        self.aspect.setHidden(not own)

    def show_attention(self, attention: OpenAttention | None) -> None:
        """Show what was chosen, where a complaint becomes a case."""
        kind = attention.complaint_kind if attention is not None else None
        if self.kinds.value() is not kind:
            self.kinds.choose(kind)
        aspect = attention.complaint_aspect if attention is not None else ""
        if self.aspect.currentData() != aspect:
            self.aspect.setCurrentIndex(max(self.aspect.findData(aspect), 0))
        self.row.set_visible(attention is not None and attention.complains)

    def read_into(self, attention: OpenAttention) -> None:
        """Take what was chosen."""
        kind = self.kinds.value()
        attention.complaint_kind = kind if isinstance(kind, ComplaintKind) else None
        attention.complaint_aspect = str(self.aspect.currentData() or "")

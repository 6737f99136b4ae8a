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


class ComplaintLine(QWidget):
    """Bad service, delay or error, by digit, and the country's own classification; unknown stays open."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = DigitBar(QCoreApplication.translate("Complaint", "Tipo de reclamo"))
        for kind, words in (
            (ComplaintKind.BAD_SERVICE, QCoreApplication.translate("Complaint", "Mal servicio")),
            (ComplaintKind.DELAY, QCoreApplication.translate("Complaint", "Demora")),
            (ComplaintKind.ERROR, QCoreApplication.translate("Complaint", "Error")),
        ):
            self.kinds.add_numbered(kind, words).setToolTip(core(label(kind)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.kinds)
        self.aspect = QComboBox()
        self.aspect.setAccessibleName(QCoreApplication.translate("Complaint", "Aspecto del reclamo"))
        self.aspect.setToolTip(
            QCoreApplication.translate("Complaint", "Aspecto del reclamo, según la clasificación del país")
        )
        row.addWidget(self.aspect)
        row.addStretch(1)
        self.setFocusProxy(self.kinds.chips()[0])
        self.row = FormRow("complaint_kind", QCoreApplication.translate("Complaint", "Rec&lamo por"), self)
        self.kinds.chosen.connect(lambda _kind: self.edited.emit())
        self.aspect.activated.connect(lambda _row: self.edited.emit())
        self.set_aspects(())

    def set_aspects(self, aspects: Sequence[NamedCode]) -> None:
        """Offer the country's aspects; none where they are the manual's kinds in other words."""
        own = [each for each in aspects if each.label not in {core(label(kind)) for kind in ComplaintKind}]
        self.aspect.clear()
        self.aspect.addItem(QCoreApplication.translate("Complaint", "Aspecto (opcional)"), "")
        for each in own:
            self.aspect.addItem(each.label, each.code)
        self.aspect.setHidden(not own)

    def show_choice(self, kind: ComplaintKind | None, aspect: str, *, asked: bool) -> None:
        """Show what was chosen; ``asked``: a complaint becomes a case."""
        if self.kinds.value() is not kind:
            self.kinds.choose(kind)
        if self.aspect.currentData() != aspect:
            self.aspect.setCurrentIndex(max(self.aspect.findData(aspect), 0))
        self.row.set_visible(asked)

    def kind(self) -> ComplaintKind | None:
        """Return the manual's kind that was chosen, or None."""
        kind = self.kinds.value()
        return kind if isinstance(kind, ComplaintKind) else None

    def aspect_code(self) -> str:
        """Return the code of the country's aspect that was chosen, or an empty text."""
        return str(self.aspect.currentData() or "")

"""The small form in the pane that prints a batch, and the one that marks a form as spoiled."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.services import paper, reporting
from desktop_app.services.context import Context
from ui.kit import theme
from ui.kit.buttons import SegmentedBar
from ui.kit.digits import DigitBar
from ui.kit.forms import Form, FormFoot, FormRow
from ui.kit.operations import Failure
from ui.kit.surfaces import text_label

USUAL = 20


def paper_bar(context: Context) -> SegmentedBar:
    """Return the choice between the country's usual paper, two forms on each, and half sheets."""
    translate = QCoreApplication.translate
    bar = SegmentedBar(translate("Paper", "Papel"), wrap=True)
    usual = reporting.paper_for(context)
    whole = {
        "a4": translate("Paper", "A4, dos por hoja"),
        "carta": translate("Paper", "Carta, dos por hoja"),
    }
    bar.add(usual, whole[usual])
    bar.add(paper.HALF, translate("Paper", "Media hoja (A5)"))
    bar.choose(usual)
    return bar


class _SmallForm(QWidget):
    """A heading, fields, a foot; Esc leaves."""

    left = Signal()

    def __init__(self, title: str, words: str, save: str, hint: str) -> None:
        super().__init__()
        self.busy = False
        self.title = text_label(title, theme.Size.LEAD, strong=True, wrap=True)
        self.words = text_label(words, tone="muted", wrap=True)
        self.form = Form()
        self.foot = FormFoot(save, hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self.title, self.words, self.form):
            column.addWidget(part)
        column.addLayout(self.foot)
        column.addStretch(1)
        self.foot.leave.clicked.connect(self.close_form)
        self.foot.save.clicked.connect(self.submit)
        self.hide()

    def submit(self) -> None:
        """Have it done."""
        raise NotImplementedError

    def close_form(self) -> None:
        """Leave without doing anything."""
        if not self.busy:
            self.left.emit()

    def clear(self) -> None:
        """Take every error away."""
        self.busy = False
        self.form.clear_errors()
        self.foot.set_error("")

    def refuse(self, failure: Failure) -> None:
        """Show what is wrong."""
        self.busy = False
        if not self.form.show_errors([(failure.field, failure.sentence)]):
            self.foot.set_error(failure.sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        else:
            super().keyPressEvent(event)


class MakeForm(_SmallForm):
    """How many forms, on which paper."""

    asked = Signal(int, str)

    def __init__(self, context: Context, hint: str) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("Paper", "Imprimir formularios"),
            translate(
                "Paper",
                "Cada formulario lleva su número definitivo: el ciudadano se va con el número de su atención o de "
                "su caso. Los números quedan reservados al imprimir.",
            ),
            translate("Paper", "Imprimir"),
            hint,
        )
        self.count = QLineEdit(str(USUAL))
        self.count.setMaxLength(9)  # cut to three figures, 1000 would print 100
        self.form.add(
            FormRow(
                "count", translate("Paper", "Cantida&d"), self.count, hint=translate("Paper", "De 1 a 200")
            )
        )
        self.paper = paper_bar(context)
        self.form.add_widget(translate("Paper", "Papel"), self.paper)
        self.count.returnPressed.connect(self.submit)

    def open_form(self) -> None:
        """Begin."""
        self.clear()
        self.count.setFocus(Qt.FocusReason.OtherFocusReason)
        self.count.selectAll()

    def submit(self) -> None:
        """Ask for the batch."""
        if self.busy:
            return
        self.clear()
        typed = self.count.text().strip()
        self.busy = True
        # What is no number is refused with the same words as one that is out of range.
        self.asked.emit(int(typed) if typed.isdecimal() else 0, str(self.paper.value()))


class SpoilForm(_SmallForm):
    """Why a form will not come back."""

    asked = Signal(object, str)
    """Id of the form, and the reason."""

    def __init__(self, hint: str) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            "",
            translate(
                "Paper", "El número no se usará. Si el formulario aparece, se puede transcribir igual."
            ),
            translate("Paper", "Anular"),
            hint,
        )
        self._blank: bytes | None = None
        self.usual = DigitBar(translate("Paper", "Motivos usuales"), wrap=True)
        for reason in (
            translate("Paper", "Dañado"),
            translate("Paper", "Mal escrito"),
            translate("Paper", "Perdido"),
            translate("Paper", "Sin usar"),
        ):
            self.usual.add_numbered(reason, reason)
        self.reason = QLineEdit()
        self.form.add_widget(translate("Paper", "Usuales"), self.usual)
        self.form.add(FormRow("reason", translate("Paper", "&Motivo"), self.reason))
        self.usual.chosen.connect(lambda reason: self.reason.setText(str(reason)))
        self.reason.returnPressed.connect(self.submit)

    def open_for(self, blank: bytes, number: str) -> None:
        """Begin."""
        self.clear()
        self._blank = blank
        words = QCoreApplication.translate("Paper", "Anular el formulario {number}")
        self.title.setText(words.format(number=number))
        self.reason.clear()
        self.usual.choose(None)
        self.usual.enter()

    def submit(self) -> None:
        """Have it marked."""
        if self.busy or self._blank is None:
            return
        self.clear()
        self.busy = True
        self.asked.emit(self._blank, self.reason.text())

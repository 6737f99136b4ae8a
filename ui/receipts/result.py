"""What a check found: the verdict, what the paper must say, how the record stands today."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.services.receipt_checks import CheckedReceipt, compare_words
from ui.kit import speech, theme
from ui.kit.breaking import shortened
from ui.kit.buttons import Button
from ui.kit.detail import DetailPane, Section
from ui.kit.flow import FlowLayout
from ui.kit.surfaces import Icon, text_label
from ui.receipts.verdict import VerdictSign

_TOLD = 400


class Result(DetailPane):
    """Sections under each other; before the first check, how a paper is checked."""

    paper_asked = Signal()
    """Somebody wants to see the paper (a narrow window shows one thing at a time)."""
    case_asked = Signal()
    """Somebody wants to see the case."""

    def __init__(self, print_hint: str, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("Receipts", "Resultado"), parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "true")
        self.column.setContentsMargins(2, 2, 8, 2)
        self._print_hint = print_hint
        self._section = Section(12)
        self.column.addWidget(self._section)
        self.column.addStretch(1)
        self.checked: CheckedReceipt | None = None
        self.see_paper: Button | None = None
        self._acts: QWidget | None = None
        self._narrow = False
        self.show_steps()

    def fit(self, *, narrow: bool) -> None:
        """Offer the paper where it does not stand beside."""
        self._narrow = narrow
        if self.see_paper is not None and self._acts is not None and self.checked is not None:
            self.see_paper.setVisible(narrow)
            self._acts.setVisible(narrow or self.checked.case is not None)

    def show_steps(self) -> None:
        """Say how a paper is checked."""
        self.checked = self.see_paper = self._acts = None
        column = self._section.emptied()
        steps = (
            QCoreApplication.translate("Receipts", "Lea el código QR con el lector, o pegue lo que dice."),
            QCoreApplication.translate(
                "Receipts", "Si no hay lector, escriba el número del papel, con guiones o sin ellos."
            ),
            QCoreApplication.translate(
                "Receipts", "Compare lo que aparece aquí con el papel. No hace falta la red."
            ),
        )
        for number, step in enumerate(steps, 1):
            row = QHBoxLayout()
            row.setSpacing(10)
            row.addWidget(
                text_label(f"{number}", theme.Size.LEAD, strong=True, tone="accent"),
                0,
                Qt.AlignmentFlag.AlignTop,
            )
            row.addWidget(text_label(step, wrap=True), 1)
            column.addLayout(row)

    def show_checked(self, checked: CheckedReceipt) -> None:
        """Show what a check found."""
        self.checked, self.see_paper, self._acts = checked, None, None
        column = self._section.emptied()
        column.addWidget(VerdictSign(checked.verdict, checked.headline, checked.sentence))
        if checked.key is not None:
            column.addWidget(self._buttons(checked))
        column.addLayout(self._paper(checked))
        column.addLayout(_titled(QCoreApplication.translate("Receipts", "Hoy"), checked.state))
        for note in checked.notes:
            column.addWidget(_note(note))
        if checked.signed:
            column.addLayout(self._compare(checked))
        self.verticalScrollBar().setValue(0)
        speech.announce(self, f"{checked.headline}. {checked.sentence}")

    def _paper(self, checked: CheckedReceipt) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(4)
        title = QCoreApplication.translate("Receipts", "El papel debe decir")
        if not checked.signed:
            title = QCoreApplication.translate("Receipts", "Lo que hay con ese número")
        box.addWidget(text_label(title, strong=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for at, (label, text) in enumerate(checked.paper):
            name = text_label(label, theme.Size.SMALL, tone="muted")
            words = text_label(shortened(text, _TOLD), strong=at == 0, wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, at, 1, Qt.AlignmentFlag.AlignTop)
        box.addLayout(grid)
        return box

    def _compare(self, checked: CheckedReceipt) -> QVBoxLayout:
        """Offer to compare words of the paper with what was signed: all there is without the record."""
        facts = checked.facts
        box = QVBoxLayout()
        box.setSpacing(4)
        label = QLabel(
            QCoreApplication.translate("Receipts", "¿El &nombre o lo pedido del papel son los firmados?")
        )
        field = QLineEdit()
        field.setAccessibleName(label.text().replace("&", ""))
        field.setPlaceholderText(
            QCoreApplication.translate("Receipts", "Cópielo tal como está en el papel y Enter")
        )
        label.setBuddy(field)
        answer = text_label("", theme.Size.SMALL, tone="muted", wrap=True)

        def compare() -> None:
            if facts is not None and field.text().strip():
                answer.setText(compare_words(facts, field.text()))
                answer.show()
                speech.announce(field, answer.text())

        field.returnPressed.connect(compare)
        box.addWidget(label)
        box.addWidget(field)
        box.addWidget(answer)
        answer.hide()
        return box

    def _buttons(self, checked: CheckedReceipt) -> QWidget:
        row = self._acts = QWidget()
        flow = FlowLayout(row)
        self.see_paper = _button(
            QCoreApplication.translate("Receipts", "Ver e imprimir"), "print", self.paper_asked.emit
        )
        self.see_paper.set_hint(self._print_hint)
        flow.addWidget(self.see_paper)
        self.see_paper.setVisible(self._narrow)
        if checked.case is not None:
            flow.addWidget(
                _button(QCoreApplication.translate("Receipts", "Ver el caso"), "cases", self.case_asked.emit)
            )
        return row


def _button(text: str, icon: str, act: Callable[[], object]) -> Button:
    button = Button(text, icon=icon)
    button.clicked.connect(lambda _checked=False: act())
    return button


def _titled(title: str, text: str) -> QVBoxLayout:
    box = QVBoxLayout()
    box.setSpacing(2)
    box.addWidget(text_label(title, strong=True))
    box.addWidget(text_label(shortened(text, _TOLD), wrap=True))
    return box


def _note(text: str) -> QWidget:
    frame = QFrame()
    frame.setProperty("kind", "warning")
    row = QHBoxLayout(frame)
    row.setContentsMargins(10, 6, 10, 6)
    row.setSpacing(8)
    row.addWidget(Icon("warning"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text_label(shortened(text, _TOLD), wrap=True), 1)
    return frame

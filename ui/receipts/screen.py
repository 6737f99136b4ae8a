"""Constancias: one field, the verdict under it, and the paper beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from desktop_app.domain.errors import UserError
from desktop_app.services import receipt_checks, receipts
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.context import Context
from desktop_app.services.exchange import Custody
from desktop_app.services.receipt_checks import CheckedReceipt
from desktop_app.services.receipt_records import RecordKey
from desktop_app.services.receipts import IssuedReceipt
from ui.kit import theme
from ui.kit.buttons import Button
from ui.kit.forms import FormRow
from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.pdf_pages import PdfPages
from ui.kit.screen import CASES, Screen, ShowCases, ShowReceipt, Space, Tools
from ui.kit.surfaces import Card, text_label
from ui.receipts import actions
from ui.receipts.paper import Paper
from ui.receipts.preview import ReceiptPreview
from ui.receipts.result import Result

_FAILED = "receipts-failed"
_SHOWN = frozenset({"attention", "case", "referral", "citizen"})
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


@dataclass(frozen=True, slots=True)
class Found:
    """What a check or a record gave: the verdict, and its paper or why there is none."""

    checked: CheckedReceipt
    receipt: IssuedReceipt | None = None
    pages: PdfPages | None = None
    refused: str = ""


class ReceiptsScreen(Screen):
    """Checks what a reader or a hand types; shows and prints the paper of what is on record."""

    def __init__(
        self, context: Context, custody: Custody, tools: Tools, preferences: QSettings | None = None
    ) -> None:
        super().__init__()
        self._context, self._custody, self._tools = context, custody, tools
        self._narrow = False
        self._round = 0
        self._asked: str | RecordKey | None = None
        self._copy = True
        self.preview = ReceiptPreview(tools.background, tools.actions, receipts.papers(context), preferences)
        self.result = Result(tools.actions.spec(actions.PRINT).hint())
        self.field = QLineEdit()
        self.row = FormRow(
            "code", QCoreApplication.translate("Receipts", "&Código QR o número de la constancia"), self.field
        )
        self.check = Button(QCoreApplication.translate("Receipts", "Comprobar"), icon="shield", hint="Enter")
        self._build()
        self.paper = Paper(tools, self)
        self._connect()
        self._show_idle()

    # Composition.

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.left = Card()
        self.left.body.setContentsMargins(16, 12, 8, 8)
        title = QCoreApplication.translate("Receipts", "Comprobar una constancia")
        self.title = text_label(title, theme.Size.LEAD, strong=True)
        self.left.body.addWidget(self.title)
        self.left.body.addWidget(self.row.label)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 8, 0)
        line.setSpacing(8)
        self.field.setPlaceholderText(QCoreApplication.translate("Receipts", "Léalo, péguelo o escríbalo"))
        line.addWidget(self.field, 1)
        line.addWidget(self.check)
        self.left.body.addLayout(line)
        self.left.body.addWidget(self.row.note)
        self.left.body.addWidget(self.result, 1)
        row.addWidget(self.left, 9)
        row.addWidget(self.preview, 11)

    def _connect(self) -> None:
        self.field.returnPressed.connect(self.check_typed)
        self.check.clicked.connect(self.check_typed)
        self.result.paper_asked.connect(self.show_paper)
        self.result.case_asked.connect(self._go_to_case)
        self.preview.left.connect(self.show_check)
        self.preview.paper_changed.connect(self._again)
        self.preview.view.failed.connect(self.on_failure)
        bind = self._tools.actions.bind
        bind(actions.PRINT, self, self.paper.print_receipt)
        bind(actions.KEEP, self, self.paper.keep_receipt)
        bind(actions.SCAN, self, self.enter)

    # What the shell asks.

    def activate(self, args: object | None) -> None:
        """Show the paper that another section points to, else wait for a code."""
        if isinstance(args, ShowReceipt):
            self._copy = args.copy
            self._asked = RecordKey(args.kind, args.record)
            self.row.set_error("")
            self._fetch(focus=True)
        else:
            self.enter()

    def refresh(self, changes: frozenset[str]) -> None:
        """Look again at how the record stands."""
        if not changes or changes & _SHOWN:
            self._again()

    def fit(self, space: Space) -> None:
        """Show both halves, or one at a time."""
        if space.narrow != self._narrow:
            self._narrow = space.narrow
            self.left.show()
            self.preview.setVisible(not space.narrow)
        self.title.setVisible(not space.short)
        self.preview.leave.setVisible(space.narrow)
        self.result.fit(narrow=space.narrow)

    # Checking.

    def enter(self) -> None:
        """Come to the field, ready for the next paper."""
        self.show_check()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def check_typed(self) -> None:
        """Check what stands in the field."""
        typed = self.field.text().strip()
        self.field.selectAll()
        if not typed:
            self.row.set_error(
                QCoreApplication.translate("Receipts", "Lea el código QR del papel o escriba el número.")
            )
            return
        self._asked, self._copy = typed, True
        self._fetch(focus=False)

    def _again(self) -> None:
        if self._asked is not None:
            self._fetch(focus=False)

    def _fetch(self, *, focus: bool) -> None:
        self._round += 1
        asked, copy, paper, now = self._asked, self._copy, self.preview.wanted_paper(), self._round
        context, custody = self._context, self._custody

        def work() -> Found:
            if isinstance(asked, RecordKey):
                receipt = receipts.issue(context, custody, asked, paper, copy=copy)
                checked = receipt_checks.check(context, custody, receipt.code)
                return Found(replace(checked, key=asked), receipt, PdfPages(receipt.data))
            return _found(context, custody, asked or "", paper)

        def done(found: Found) -> None:
            if now == self._round:
                self._show(found, focus=focus)

        def refused(failure: Failure) -> None:
            if now == self._round:
                self._refuse(failure)

        self._tools.background.read(self, work).on_success(done).on_failure(refused).run()

    def _show(self, found: Found, *, focus: bool) -> None:
        self.row.set_error("")
        self.result.show_checked(found.checked)
        self.result.fit(narrow=self._narrow)
        if found.receipt is None or found.pages is None:
            self.preview.show_nothing(found.refused)
            return
        if focus:
            self.field.setText(found.receipt.code)
            self.field.setCursorPosition(0)
        self.preview.show_receipt(found.receipt, found.pages, copy=self._copy)
        if focus:
            self.show_paper()

    def _refuse(self, failure: Failure) -> None:
        self._asked = None
        self.result.show_steps()
        self._show_idle()
        self.show_check()
        self.row.set_error(failure.sentence)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _show_idle(self) -> None:
        words = QCoreApplication.translate("Receipts", "Aquí verá la constancia tal como sale en papel.")
        self.preview.show_nothing(words)

    def _go_to_case(self) -> None:
        checked = self.result.checked
        if checked is not None and checked.case is not None:
            self.go.emit(CASES, ShowCases(CaseQuery(view="all", text=checked.number), checked.case))

    # The paper.

    def show_paper(self) -> None:
        """Bring the paper to the front; the focus stands on what prints it."""
        self.preview.show()
        self.left.setVisible(not self._narrow)
        self.preview.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_check(self) -> None:
        """Bring field and verdict to the front."""
        if self._narrow and not self.left.isVisible():
            self.left.show()
            self.preview.hide()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a reader that types like a keyboard reach the field from anywhere; Esc leaves the paper."""
        text = event.text()
        if event.key() == Qt.Key.Key_Escape and self._narrow and not self.left.isVisible():
            self.show_check()
        elif text.isalnum() and event.modifiers() in _PLAIN:
            self.show_check()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.setText(text)
        else:
            super().keyPressEvent(event)

    def on_failure(self, failure: Failure) -> None:
        """Say why something did not work."""
        self.say.emit(Message(Tone.ERROR, failure.sentence, key=_FAILED))


def _found(context: Context, custody: Custody, typed: str, paper: str) -> Found:
    """Return the verdict about what was typed, with a copy of the paper where there is a record. On a worker."""
    checked = receipt_checks.check(context, custody, typed)
    if checked.key is None:
        return Found(checked, refused=checked.state)
    try:
        receipt = receipts.issue(context, custody, checked.key, paper, copy=True)
    except UserError as error:
        return Found(checked, refused=str(error))
    return Found(checked, receipt, PdfPages(receipt.data))

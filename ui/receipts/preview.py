"""The receipt as it will be printed, with what can be done with it; a sentence while there is none."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, QStandardPaths, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.receipt_paper import HALF, ROLL
from desktop_app.services import reporting
from desktop_app.services.receipts import IssuedReceipt
from ui.kit import theme
from ui.kit.actions import ActionRegistry
from ui.kit.buttons import Button, Kind, SegmentedBar
from ui.kit.flow import FlowLayout
from ui.kit.operations import Background
from ui.kit.pdf_pages import PdfPages
from ui.kit.pdf_view import Fit, PdfView
from ui.kit.surfaces import EmptyState, text_label
from ui.receipts import actions

PAPER_KEY = "receipts/paper"
"""Where this machine's preferences keep the paper of its printer."""

_PRINTER_KEY = "receipts/printer/{paper}"

_ROLL_ZOOM = 0.6
"""As wide as the view, letters of a roll would be as large as a headline."""


def save_receipt(receipt: IssuedReceipt, folder: Path) -> Path:
    """Save a receipt's PDF, on a worker; the one of the same number is replaced. Raises EnvironmentFault."""
    path = folder / f"{receipt.title} {receipt.number}.pdf"
    # Where the folder cannot be made, writing into it says so in words.
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    reporting.write_together({path: receipt.data})
    return path


def default_folder() -> Path:
    """Return where receipts go: a folder of their own among the documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name = QCoreApplication.translate("Receipts", "Constancias de Ventanilla")
    return Path(documents or Path.home()) / name


def paper_words(paper: str) -> str:
    """Return a paper in the person's language."""
    return {
        "a4": QCoreApplication.translate("Receipts", "A4"),
        "carta": QCoreApplication.translate("Receipts", "Carta"),
        HALF: QCoreApplication.translate("Receipts", "Media hoja (A5)"),
        ROLL: QCoreApplication.translate("Receipts", "Rollo de 80 mm"),
    }[paper]


class ReceiptPreview(QFrame):
    """Pages, paper, and buttons that print and save. The paper that is chosen is remembered on this machine."""

    paper_changed = Signal()
    left = Signal()

    def __init__(
        self,
        background: Background,
        registry: ActionRegistry,
        papers: Sequence[str],
        preferences: QSettings | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._preferences = preferences
        self.receipt: IssuedReceipt | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.title = text_label("", theme.Size.LEAD, strong=True, wrap=True)
        self.print = self._button(registry, actions.PRINT)
        self.print.set_kind(Kind.PRIMARY)
        self.keep = self._button(registry, actions.KEEP)
        self.paper = SegmentedBar(QCoreApplication.translate("Receipts", "Papel"))
        for paper in papers:
            self.paper.add(paper, paper_words(paper))
        kept = str(preferences.value(PAPER_KEY, "")) if preferences is not None else ""
        self.paper.choose(kept if kept in papers else papers[0])
        self.leave = Button(QCoreApplication.translate("Receipts", "Volver"), kind=Kind.QUIET, hint="Esc")
        self.head = self._build_head()
        column.addWidget(self.head)
        self.view = PdfView(background, QCoreApplication.translate("Receipts", "Constancia en papel"))
        self.empty = EmptyState("print", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)
        self.paper.chosen.connect(self._on_paper)
        self.leave.clicked.connect(self.left)

    def _build_head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(16, 12, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.title)
        row = QWidget()
        flow = FlowLayout(row)
        for widget in (self.print, self.keep, self.paper, self.leave):
            flow.addWidget(widget)
        column.addWidget(row)
        return head

    @staticmethod
    def _button(registry: ActionRegistry, action_id: str) -> Button:
        spec = registry.spec(action_id)
        button = Button(spec.label(), icon=spec.icon, hint=spec.hint())
        button.setToolTip(spec.tooltip())
        button.clicked.connect(lambda: registry.trigger(action_id))
        return button

    def wanted_paper(self) -> str:
        """Return the paper that is chosen."""
        return str(self.paper.value())

    def device(self, paper: str) -> str:
        """Return the printer that this paper went to last: a roll is rarely in the office's usual one."""
        key = _PRINTER_KEY.format(paper=paper)
        return str(self._preferences.value(key, "")) if self._preferences is not None else ""

    def remember_device(self, paper: str, name: str) -> None:
        """Remember the printer of a paper on this machine."""
        if self._preferences is not None and name:
            self._preferences.setValue(_PRINTER_KEY.format(paper=paper), name)

    def show_receipt(self, receipt: IssuedReceipt, pages: PdfPages, *, copy: bool) -> None:
        """Show the pages of a receipt."""
        same = self.receipt is not None and self.receipt.paper == receipt.paper
        self.receipt = receipt
        words = QCoreApplication.translate("Receipts", "Copia de la constancia {number}")
        if not copy:
            words = QCoreApplication.translate("Receipts", "Constancia {number}")
        self.title.setText(words.format(number=receipt.number))
        self.head.show()
        self._stack.setCurrentWidget(self.view)
        self.view.show_document(pages)
        if not same:
            self.view.set_fit(Fit.WIDTH)
            if receipt.paper == ROLL:
                self.view.zoom_by(_ROLL_ZOOM)

    def show_nothing(self, sentence: str) -> None:
        """Say why there are no pages."""
        self.receipt = None
        self.view.show_document(None)
        self.head.hide()
        self.empty.sentence.setText(sentence)
        self._stack.setCurrentWidget(self.empty)

    def _on_paper(self, paper: object) -> None:
        if self._preferences is not None:
            self._preferences.setValue(PAPER_KEY, str(paper))
        self.paper_changed.emit()

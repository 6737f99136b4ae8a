"""The receipt as it will be printed; a sentence while there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSettings, Signal

from desktop_app.domain.receipt_paper import ROLL
from desktop_app.services.receipts import IssuedReceipt
from ui.kit.actions import ActionRegistry
from ui.kit.document_preview import DocumentPreview, paper_bar
from ui.kit.operations import Background
from ui.kit.pdf_pages import PdfPages
from ui.kit.pdf_view import Fit
from ui.kit.surfaces import EmptyState
from ui.receipts import actions

PAPER_KEY = "receipts/paper"
"""Where this machine's preferences keep the paper of its printer."""

_PRINTER_KEY = "receipts/printer/{paper}"
_MARGINS = (16, 12, 12, 8)

_ROLL_ZOOM = 0.6
"""As wide as the view, letters of a roll would be as large as a headline."""


class ReceiptPreview(DocumentPreview):
    """Shows a receipt, or says why there is none. The paper that is chosen is remembered on this machine."""

    paper_changed = Signal()

    def __init__(
        self,
        background: Background,
        registry: ActionRegistry,
        papers: Sequence[str],
        preferences: QSettings | None,
    ) -> None:
        pages = QCoreApplication.translate("Receipts", "Constancia en papel")
        super().__init__(
            background, registry, paper_bar(*papers), actions.PRINT, actions.KEEP, pages, margins=_MARGINS
        )
        self._preferences = preferences
        self.receipt: IssuedReceipt | None = None
        kept = str(preferences.value(PAPER_KEY, "")) if preferences is not None else ""
        if kept in papers:
            self.paper.choose(kept)
        self.empty = EmptyState("print", "")
        self.empty.hide()
        self.column.addWidget(self.empty, 1)
        self.paper.chosen.connect(self._on_paper)

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
        self._show_pages(there=True)
        self.view.show_document(pages)
        if not same:
            self.view.set_fit(Fit.WIDTH)
            if receipt.paper == ROLL:
                self.view.zoom_by(_ROLL_ZOOM)

    def show_nothing(self, sentence: str) -> None:
        """Say why there are no pages."""
        self.receipt = None
        self.view.show_document(None)
        self.empty.sentence.setText(sentence)
        self._show_pages(there=False)

    def _show_pages(self, *, there: bool) -> None:
        self.head.setVisible(there)
        self.view.setVisible(there)
        self.empty.setVisible(not there)

    def _on_paper(self, paper: object) -> None:
        if self._preferences is not None:
            self._preferences.setValue(PAPER_KEY, str(paper))
        self.paper_changed.emit()

"""The forms of a batch as they will be printed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal

from desktop_app.services.context import Context
from desktop_app.services.paper import PrintedBatch
from ui.kit.actions import ActionRegistry
from ui.kit.document_preview import DocumentPreview
from ui.kit.operations import Background
from ui.kit.pdf_pages import PdfPages
from ui.paper import actions
from ui.paper.making import paper_bar
from ui.paper.words import forms_text


class BatchPreview(DocumentPreview):
    """Shows a batch, and asks for it on another paper."""

    paper_asked = Signal(object, str)
    """Key of the batch that is shown, and the paper it shall be on."""

    def __init__(self, context: Context, background: Background, registry: ActionRegistry) -> None:
        pages = QCoreApplication.translate("Paper", "Formularios para imprimir")
        super().__init__(background, registry, paper_bar(context), actions.PRINT, actions.KEEP, pages)
        self.batch: PrintedBatch | None = None
        self.paper.chosen.connect(self._on_paper)

    def show_batch(self, batch: PrintedBatch, pages: PdfPages) -> None:
        """Show the pages."""
        self.batch = batch
        self.paper.choose(batch.paper)
        words = QCoreApplication.translate("Paper", "{count}: del {first} al {last}")
        self.title.setText(
            words.format(count=forms_text(len(batch.numbers)), first=batch.numbers[0], last=batch.numbers[-1])
        )
        self.view.show_document(pages)

    def _on_paper(self, chosen: object) -> None:
        if self.batch is not None:
            self.paper_asked.emit(self.batch.key, str(chosen))

"""Batches of forms: reserved, shown, printed and saved, each beside the UI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPageLayout

from desktop_app.services import paper
from desktop_app.services.context import Context
from desktop_app.services.paper import BatchKey, PrintedBatch
from ui.kit.document_paper import DocumentPaper, Words
from ui.kit.messages import Message, Tone
from ui.kit.pdf_pages import PdfPages
from ui.kit.screen import Tools
from ui.paper.words import forms_text

if TYPE_CHECKING:
    from ui.paper.screen import PaperScreen


class Press(DocumentPaper):
    """Makes batches and puts them on paper."""

    def __init__(self, context: Context, tools: Tools, screen: PaperScreen) -> None:
        words = Words(
            QCoreApplication.translate("Paper", "Imprimiendo los formularios"),
            QCoreApplication.translate("Paper", "Los formularios se enviaron a la impresora."),
            QCoreApplication.translate("Paper", "Formularios de Ventanilla"),
        )
        super().__init__(tools, screen, words)
        self._context = context
        self._forms = screen

    def make(self, count: int, wanted: str) -> None:
        """Reserve numbers and show the forms that bear them."""
        context, screen = self._context, self._forms

        def done(batch: PrintedBatch) -> None:
            screen.make.busy = False
            words = QCoreApplication.translate(
                "Paper", "{count} con números reservados: del {first} al {last}."
            )
            screen.say.emit(
                Message(
                    Tone.DONE,
                    words.format(
                        count=forms_text(len(batch.numbers)), first=batch.numbers[0], last=batch.numbers[-1]
                    ),
                )
            )
            self._tools.background.read(self, lambda: PdfPages(batch.data)).on_success(
                lambda pages: self._show(batch, pages)
            ).run()

        self._tools.background.write(self, lambda: paper.print_forms(context, count, wanted)).on_success(
            done
        ).on_failure(screen.make.refuse).run()

    def again(self, batch: BatchKey, wanted: str = "") -> None:
        """Show a batch that was printed before, with the same numbers; on the usual paper unless one is wanted."""
        context = self._context

        def work() -> tuple[PrintedBatch, PdfPages]:
            made = paper.reprint(context, batch, wanted or None)
            return made, PdfPages(made.data)

        self._tools.background.read(self, work).on_success(lambda made: self._show(*made)).run()

    def _show(self, batch: PrintedBatch, pages: PdfPages) -> None:
        screen = self._forms
        screen.make.hide()
        fresh = not screen.preview.isVisible()
        screen.preview.show_batch(batch, pages)
        screen.show_page(screen.preview)
        if fresh:
            screen.preview.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shown(self) -> PrintedBatch | None:
        preview = self._forms.preview
        return preview.batch if preview.isVisible() else None

    def print_pages(self) -> None:
        """Send the batch that is shown to a printer."""
        batch, document = self._shown(), self._forms.preview.view.document()
        if batch is None or document is None:
            return
        from ui.kit import printing

        printer = printing.printer_for(batch.paper, batch.title)
        if batch.paper == paper.HALF:
            printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        self.send(document, printer)

    def keep_batch(self) -> None:
        """Save the batch that is shown as a PDF and say where it is; the same batch again takes its place."""
        batch = self._shown()
        if batch is not None:
            name = QCoreApplication.translate("Paper", "Formularios {first} a {last}.pdf")
            self.save(batch.data, name.format(first=batch.numbers[0], last=batch.numbers[-1]))

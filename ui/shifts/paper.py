"""The list of a shift, shown, printed and saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from desktop_app.services import shift_paper
from desktop_app.services.context import Context
from desktop_app.services.shift_paper import PrintedShift
from ui.kit.document_paper import DocumentPaper, Words
from ui.kit.document_preview import DocumentPreview, paper_bar
from ui.kit.pdf_pages import PdfPages
from ui.kit.screen import Tools
from ui.shifts import actions

if TYPE_CHECKING:
    from ui.shifts.screen import ShiftsScreen


class ShiftPaper(DocumentPaper):
    """What Ctrl+P and Ctrl+S do."""

    def __init__(self, context: Context, tools: Tools, screen: ShiftsScreen) -> None:
        words = Words(
            QCoreApplication.translate("Shifts", "Imprimiendo la lista del turno"),
            QCoreApplication.translate("Shifts", "La lista del turno se envió a la impresora."),
            QCoreApplication.translate("Shifts", "Turnos de Ventanilla"),
        )
        super().__init__(tools, screen, words)
        self._context = context
        self._shifts = screen
        self._made: PrintedShift | None = None
        self._preview: DocumentPreview | None = None

    @property
    def preview(self) -> DocumentPreview:
        """The list as it will be printed; made when it is first needed."""
        if self._preview is None:
            pages = QCoreApplication.translate("Shifts", "Lista del turno para imprimir")
            preview = DocumentPreview(
                self._tools.background,
                self._tools.actions,
                paper_bar("a4"),
                actions.PRINT,
                actions.KEEP,
                pages,
            )
            preview.paper.hide()
            preview.title.setText(QCoreApplication.translate("Shifts", "Lista del turno"))
            preview.left.connect(lambda: self._shifts.show_page(None))
            self._preview = preview
        return self._preview

    def print_list(self, receivers: Mapping[bytes, bytes], note: str) -> None:
        """Print the list that is shown; show it first."""
        shown = self._preview is not None and self._preview.isVisible()
        document = self.preview.view.document() if shown else None
        if document is None or self._made is None:
            self._show(receivers, note)
            return
        from ui.kit import printing

        title = QCoreApplication.translate("Shifts", "Lista del turno")
        self.send(document, printing.printer_for(self._made.paper, title))

    def keep_list(self) -> None:
        """Save the list that is shown as a PDF and say where it is."""
        if self._made is not None and self._preview is not None and self._preview.isVisible():
            name = QCoreApplication.translate("Shifts", "Turno {day}.pdf")
            self.save(self._made.data, name.format(day=f"{self._tools.now():%Y-%m-%d %H%M}"))

    def _show(self, receivers: Mapping[bytes, bytes], note: str) -> None:
        context = self._context

        def work() -> tuple[PrintedShift, PdfPages]:
            made = shift_paper.shift_list(context, receivers, note)
            return made, PdfPages(made.data)

        def done(found: tuple[PrintedShift, PdfPages]) -> None:
            self._made, pages = found
            self.preview.view.show_document(pages)
            self._shifts.show_page(self.preview)
            self.preview.print.setFocus(Qt.FocusReason.OtherFocusReason)

        self._tools.background.read(self, work).on_success(done).run()

"""The sheet for the citizen, printed and saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.file_names import file_stem
from desktop_app.services.sheets import PrintedSheet
from ui.kit.document_paper import DocumentPaper, Words
from ui.kit.operations import Failure
from ui.kit.screen import Screen, Tools
from ui.kit.sheet_preview import SheetPreview


def file_name(sheet: PrintedSheet) -> str:
    """Return the name of a sheet's file; the one of the same topic and day is replaced."""
    stem = file_stem(sheet.title, QCoreApplication.translate("Guide", "Ficha"))
    if sheet.on is not None:
        # The sheet of another day must not take the place of today's.
        stem = f"{stem} {sheet.on:%Y-%m-%d}"
    return f"{stem}.pdf"


class SheetPaper(DocumentPaper):
    """Prints and saves what a sheet's preview shows."""

    def __init__(self, tools: Tools, screen: Screen, on_failure: Callable[[Failure], None]) -> None:
        words = Words(
            QCoreApplication.translate("Guide", "Imprimiendo la ficha"),
            QCoreApplication.translate("Guide", "La ficha se envió a la impresora."),
            QCoreApplication.translate("Guide", "Fichas de Ventanilla"),
        )
        super().__init__(tools, screen, words, on_failure)

    def print_pages(self, preview: SheetPreview, then: Callable[[], None]) -> None:
        """Let the person choose a printer and print; ``then`` follows when the pages are out."""
        sheet, document = preview.sheet, preview.view.document()
        if sheet is None or document is None:
            return
        from ui.kit import printing

        printer = printing.printer_for(sheet.paper, sheet.title)
        self.send(document, printer, then)

    def keep(self, preview: SheetPreview) -> None:
        """Save the sheet as a PDF and say where it is."""
        sheet = preview.sheet
        if sheet is not None:
            self.save(sheet.data, file_name(sheet))

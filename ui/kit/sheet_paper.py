"""A sheet that is shown goes on paper or into a file, each beside the UI thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtGui import QDesktopServices

from ui.kit.messages import Message, Tone
from ui.kit.operations import Failure
from ui.kit.screen import Screen, Tools
from ui.kit.sheet_preview import SheetPreview, default_folder, save_sheet


class SheetPaper(QObject):
    """Prints and saves what a preview shows. ``folder`` is where sheets are saved, None the usual place."""

    def __init__(self, tools: Tools, screen: Screen, on_failure: Callable[[Failure], None]) -> None:
        super().__init__(screen)
        self._tools = tools
        self._screen = screen
        self._on_failure = on_failure
        self.folder: Path | None = None

    def print_pages(self, preview: SheetPreview, then: Callable[[], None]) -> None:
        """Let the person choose a printer and print; ``then`` follows when the pages are out."""
        sheet, document = preview.sheet, preview.view.document()
        if sheet is None or document is None:
            return
        from ui.kit import printing

        printer = printing.printer_for(sheet.paper, sheet.title)
        if not printing.ask_printer(self._screen, printer, len(document)):
            return
        data = sheet.data

        def done(_pages: int) -> None:
            words = QCoreApplication.translate("Guide", "La ficha se envió a la impresora.")
            self._screen.say.emit(Message(Tone.DONE, words))
            then()

        operation = self._tools.background.long_read(
            self, lambda progress, token: printing.print_pages(data, printer, progress, token)
        )
        operation.with_progress(QCoreApplication.translate("Guide", "Imprimiendo la ficha"))
        operation.on_success(done).on_failure(self._on_failure).run()

    def keep(self, preview: SheetPreview) -> None:
        """Save the sheet as a PDF and say where it is."""
        sheet = preview.sheet
        if sheet is None:
            return
        folder = self.folder or default_folder()

        def done(path: Path) -> None:
            words = QCoreApplication.translate("Guide", "Guardado: {file}").format(file=path)
            opened = QCoreApplication.translate("Guide", "Abrir")
            url = QUrl.fromLocalFile(str(path))
            self._screen.say.emit(Message(Tone.DONE, words, opened, lambda: QDesktopServices.openUrl(url)))

        work = partial(save_sheet, sheet, folder)
        self._tools.background.read(self, work).on_success(done).on_failure(self._on_failure).run()

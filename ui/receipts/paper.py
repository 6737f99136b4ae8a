"""The receipt on paper: printed and saved, each beside the UI thread."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtGui import QDesktopServices

from ui.kit.messages import Message, Tone
from ui.kit.screen import Tools
from ui.receipts.preview import default_folder, save_receipt

if TYPE_CHECKING:
    from ui.receipts.screen import ReceiptsScreen


class Paper(QObject):
    """What Ctrl+P and Ctrl+S do. ``folder`` is where receipts are saved, None the usual place."""

    def __init__(self, tools: Tools, screen: ReceiptsScreen) -> None:
        super().__init__(screen)
        self._tools = tools
        self._screen = screen
        self.folder: Path | None = None

    def print_receipt(self) -> None:
        """Print the receipt that is shown; in a narrow window show it first."""
        screen = self._screen
        receipt, document = screen.preview.receipt, screen.preview.view.document()
        if receipt is None or document is None:
            words = QCoreApplication.translate("Receipts", "Lea primero una constancia, o escriba su número.")
            screen.say.emit(Message(Tone.INFO, words, key="receipts-nothing"))
            return
        if not screen.preview.isVisible():
            screen.show_paper()
            return
        from ui.kit import printing

        printer = printing.printer_for(
            receipt.paper,
            f"{receipt.title} {receipt.number}",
            document.sizes[0],
            device=screen.preview.device(receipt.paper),
        )
        if not printing.ask_printer(screen, printer, len(document)):
            return
        screen.preview.remember_device(receipt.paper, printer.printerName())
        data = receipt.data
        operation = self._tools.background.long_read(
            self, lambda progress, token: printing.print_pages(data, printer, progress, token)
        )
        operation.with_progress(QCoreApplication.translate("Receipts", "Imprimiendo la constancia"))
        operation.on_success(lambda _pages: self._on_printed()).on_failure(screen.on_failure).run()

    def _on_printed(self) -> None:
        words = QCoreApplication.translate("Receipts", "La constancia se envió a la impresora.")
        self._screen.say.emit(Message(Tone.DONE, words))

    def keep_receipt(self) -> None:
        """Save the receipt that is shown as a PDF and say where it is."""
        screen = self._screen
        receipt = screen.preview.receipt
        if receipt is None:
            return
        folder = self.folder or default_folder()

        def done(path: Path) -> None:
            words = QCoreApplication.translate("Receipts", "Guardado: {file}").format(file=path)
            opened = QCoreApplication.translate("Receipts", "Abrir")
            screen.say.emit(
                Message(
                    Tone.DONE, words, opened, lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
                )
            )

        work = partial(save_receipt, receipt, folder)
        self._tools.background.read(self, work).on_success(done).on_failure(screen.on_failure).run()

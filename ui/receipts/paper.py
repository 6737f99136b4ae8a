"""The receipt, printed and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ui.kit.document_paper import DocumentPaper, Words
from ui.kit.messages import Message, Tone
from ui.kit.screen import Tools

if TYPE_CHECKING:
    from ui.receipts.screen import ReceiptsScreen


class Paper(DocumentPaper):
    """What Ctrl+P and Ctrl+S do."""

    def __init__(self, tools: Tools, screen: ReceiptsScreen) -> None:
        words = Words(
            QCoreApplication.translate("Receipts", "Imprimiendo la constancia"),
            QCoreApplication.translate("Receipts", "La constancia se envió a la impresora."),
            QCoreApplication.translate("Receipts", "Constancias de Ventanilla"),
        )
        super().__init__(tools, screen, words, screen.on_failure)
        self._receipts = screen

    def print_receipt(self) -> None:
        """Print the receipt that is shown; in a narrow window show it first."""
        screen = self._receipts
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
        if self.send(document, printer):
            screen.preview.remember_device(receipt.paper, printer.printerName())

    def keep_receipt(self) -> None:
        """Save the receipt that is shown as a PDF and say where it is; one of the same number is replaced."""
        receipt = self._receipts.preview.receipt
        if receipt is not None:
            self.save(receipt.data, f"{receipt.title} {receipt.number}.pdf")

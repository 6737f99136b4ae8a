"""Putting a document on paper, page by page, on a worker: a printer is slow and may be stopped."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.system.progress import CancelToken, Progress
from ui.kit.pdf_pages import PageSize, PdfPages

_SHARP = 300
_NARROW = 260
"""Points: what is narrower is the roll of a thermal printer, which has black and white only."""
PAPERS = {
    "a4": QPageSize.PageSizeId.A4,
    "a5": QPageSize.PageSizeId.A5,
    "a6": QPageSize.PageSizeId.A6,
    "carta": QPageSize.PageSizeId.Letter,
}


def printer_for(paper: str, title: str, size: PageSize | None = None, *, device: str = "") -> QPrinter:
    """Return a printer, set to a paper; the pages bring their own margins.

    A paper that is none of :data:`PAPERS` (a roll) has the document's own ``size``. It is the printer named
    ``device``, or the usual one where there is none of that name.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if device and not QPrinterInfo.printerInfo(device).isNull():
        printer.setPrinterName(device)
    if paper in PAPERS or size is None:
        page = QPageSize(PAPERS[paper])
    else:
        points = QSizeF(size.width, size.height)
        exact = QPageSize.SizeMatchPolicy.ExactMatch
        page = QPageSize(points, QPageSize.Unit.Point, "80 mm", exact)
    printer.setPageSize(page)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    return printer


def ask_printer(parent: QWidget, printer: QPrinter, pages: int) -> bool:
    """Let the person choose printer, pages and copies; tell whether to print."""
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    return dialog.exec() == QDialog.DialogCode.Accepted


def print_pages(data: bytes, printer: QPrinter, progress: Progress, token: CancelToken) -> int:
    """Print a PDF and return how many pages went out; runs on a worker.

    Raises EnvironmentFault when the printer does not take the document, Cancelled when stopped.
    """
    document = PdfPages(data)  # its own: the preview may go on to another month meanwhile
    try:
        return _print(document, printer, progress, token)
    finally:
        document.close()


def _print(document: PdfPages, printer: QPrinter, progress: Progress, token: CancelToken) -> int:
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or len(document), len(document))
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP(
                "core",
                "La impresora no aceptó el documento. Revise que esté encendida y con papel, y repita.",
            )
        )
    try:
        for page in range(first - 1, last):
            if token.cancelled:
                printer.abort()
            token.check()
            progress(page - first + 1, last - first + 1)
            if page >= first:
                printer.newPage()
            _print_page(painter, printer, document, page)
    finally:
        painter.end()
    progress(1, 1)
    return last - first + 1


def _print_page(painter: QPainter, printer: QPrinter, document: PdfPages, page: int) -> None:
    resolution = printer.resolution()
    sheet = QRectF(printer.pageLayout().fullRectPixels(resolution))
    size = document.sizes[page]
    image = document.picture(page, min(resolution, _SHARP) / 72)
    if size.width < _NARROW:
        # Grey edges would be scattered into dots by the printer, and blur letters and the QR code; so would
        # another size than the dots that were drawn.
        image = image.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)
        dots = max(resolution / _SHARP, 1.0)
        painter.drawImage(QRectF(0, 0, image.width() * dots, image.height() * dots), image)
        return
    fit = min(sheet.width() / size.width, sheet.height() / size.height)
    target = QRectF(0, 0, size.width * fit, size.height * fit)
    target.moveCenter(sheet.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target, image, QRectF(image.rect()))

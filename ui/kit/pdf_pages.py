"""Pages of a PDF as pictures. All of it runs on worker threads, one caller at a time."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QImage

from desktop_app.system.progress import Cancelled

# PDFium keeps global state: two threads inside it at once corrupt each other.
_PDFIUM = threading.Lock()


@dataclass(frozen=True, slots=True)
class PageSize:
    """Width and height in points (1/72 inch)."""

    width: float
    height: float


class PdfPages:
    """An open document. ``data`` is what was opened, byte for byte."""

    def __init__(self, data: bytes) -> None:
        """Open a document; raise ``pypdfium2.PdfiumError`` when the bytes are none."""
        import pypdfium2

        self.data = data
        with _PDFIUM:
            self._document: Any = pypdfium2.PdfDocument(data)
            self.sizes = tuple(
                PageSize(*self._document.get_page_size(at)) for at in range(len(self._document))
            )

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, page: int, scale: float) -> QImage:
        """Return a page; at scale 1 a point is a pixel. Raises Cancelled after :meth:`close`."""
        with _PDFIUM:
            opened = self._opened(page)
            try:
                bitmap = opened.render(scale=scale, prefer_bgrx=True)
                image = QImage(
                    bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
                )
                return image.copy()  # the buffer goes with the bitmap
            finally:
                opened.close()

    def text(self, page: int) -> str:
        """Return what is written on a page. Raises Cancelled after :meth:`close`."""
        with _PDFIUM:
            opened = self._opened(page)
            try:
                words = opened.get_textpage()
                try:
                    return str(words.get_text_bounded())
                finally:
                    words.close()
            finally:
                opened.close()

    def _opened(self, page: int) -> Any:
        if self._document is None:
            raise Cancelled  # somebody still wanted a page of what is no longer shown
        return self._document[page]

    def close(self) -> None:
        """Free the document; its bytes stay."""
        with _PDFIUM:
            if self._document is not None:
                self._document.close()
                self._document = None

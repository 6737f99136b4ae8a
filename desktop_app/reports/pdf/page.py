"""What printed documents share: how a file is dated, its properties, "Página n de m", the band that heads a page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, ClassVar

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.text import clean, fitted


def dated(canvas: Canvas, moment: datetime) -> Canvas:
    """Have a document say when it was made, in the zone of ``moment``: the same moment gives the same bytes.

    ReportLab's "invariant" alone would date every file in the year 2000.
    """
    offset = f"{moment:%z}"
    written = f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
    canvas.setDateFormatter(lambda *_: written)
    return canvas


def file_properties(title: str, author: str) -> dict[str, Any]:
    """Return what ReportLab is told about every file; with these the same pages are the same bytes."""
    return {
        "title": clean(title),
        "author": clean(author),
        "creator": "Ventanilla",
        "lang": "es",
        "displayDocTitle": 1,
        "invariant": 1,
        "initialFontName": style.REGULAR,
    }


class CountedCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas that writes "Página n de m" once it knows how many pages there are.

    Page n refers to the form "number<n>", defined at the end: so nothing is laid out twice, and links and
    bookmarks keep their pages.
    """

    number_size: ClassVar = 7.5
    number_base: ClassVar = 10 * mm
    """Above the page's lower edge, in points, as the size is."""

    def save(self) -> None:
        """Define the forms, then write the file."""
        self.define_forms()
        super().save()

    def define_forms(self) -> None:
        """Define what the pages refer to."""
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(f"number{page}")
            self.setFont(style.REGULAR, self.number_size)
            self.setFillColor(style.INK2)
            words = QT_TRANSLATE_NOOP("core", "Página {page} de {pages}").format(page=page, pages=pages)
            self.drawRightString(self._pagesize[0] - style.SIDE, self.number_base, words)
            self.endForm()


@dataclass(frozen=True, slots=True)
class Face:
    """What surrounds the text of a page, in points: the margins at the sides, the band, the room under each."""

    side: float
    band: float
    above: float
    below: float


class BandedDocument(BaseDocTemplate, ABC):  # type: ignore[misc]  # ReportLab has no types
    """Pages under a band with the municipality's name; each kind tells its story and paints its foot."""

    canvas_kind: ClassVar[type[Canvas]] = Canvas

    def __init__(
        self, size: tuple[float, float], face: Face, *, title: str, author: str, made_at: datetime
    ) -> None:
        style.register_fonts()
        self.buffer = BytesIO()
        self.paper_size, self.face, self.made_at = size, face, made_at
        width, height = size
        self.room = width - 2 * face.side
        super().__init__(self.buffer, pagesize=size, **file_properties(title, author))
        tall = height - face.band - face.above - face.below
        frame = Frame(face.side, face.below, self.room, tall, 0, 0, 0, 0, id="text")
        self.addPageTemplates([PageTemplate("page", [frame], onPage=self._paint_page)])

    @abstractmethod
    def story(self) -> Sequence[Flowable]:
        """Return what stands on the pages."""

    @abstractmethod
    def paint_face(self, canvas: Canvas) -> None:
        """Paint the lines in the band, and the foot."""

    def render(self) -> bytes:
        """Lay the document out and return the PDF."""
        self.build(list(self.story()), canvasmaker=self._made_canvas)
        return self.buffer.getvalue()

    def write_line(
        self,
        canvas: Canvas,
        text: str,
        size: float,
        base: float,
        *,
        font: str = style.REGULAR,
        room: float = 0,
    ) -> None:
        """Write one line at the left margin, ``base`` points above the page's edge, cut where it has no room."""
        canvas.setFont(font, size)
        canvas.drawString(self.face.side, base, fitted(text, font, size, room or self.room))

    def _made_canvas(self, *args: Any, **kwargs: Any) -> Canvas:
        return dated(self.canvas_kind(*args, **kwargs), self.made_at)

    def _paint_page(self, canvas: Canvas, _document: object) -> None:
        width, height = self.paper_size
        band = self.face.band
        canvas.saveState()
        canvas.setFillColor(style.DEEP)
        canvas.rect(0, height - band, width, band, stroke=0, fill=1)
        canvas.setFillColor(style.ACCENT)
        canvas.rect(0, height - band - 1.2 * mm, width, 1.2 * mm, stroke=0, fill=1)
        self.paint_face(canvas)
        canvas.restoreState()

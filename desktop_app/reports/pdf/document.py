"""The printed document: its pages, running heads, page numbers, outline and properties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Spacer,
)

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.page import CountedCanvas, dated, file_properties
from desktop_app.reports.pdf.text import clean, fitted, para

Painter = Callable[[Canvas, float, float], None]


@dataclass(frozen=True, slots=True)
class Properties:
    """What a reader program shows about the file; moments are aware."""

    title: str
    author: str
    subject: str
    running: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the document and the page it starts on."""

    number: str
    title: str
    page: int


class Heading(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A chapter's number and title over a rule; enters the outline and the contents."""

    keepWithNext = 1  # noqa: N815 - ReportLab's name

    def __init__(self, number: str, title: str) -> None:
        super().__init__()
        self.number = number
        self.title = title
        self.spaceBefore = 16
        self.spaceAfter = 8

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the size that the heading needs, in points."""
        self._room = width
        return width, 31

    def draw(self) -> None:
        """Draw the heading at the canvas's origin."""
        canvas = self.canv
        canvas.setFillColor(style.ACCENT)
        canvas.setFont(style.BOLD, 19)
        canvas.drawString(0, 9, self.number)
        canvas.setFillColor(style.DEEP)
        canvas.drawString(24, 9, fitted(self.title, style.BOLD, 19, self._room - 24))
        canvas.setFillColor(style.ACCENT)
        canvas.rect(0, 0, 16, 2.2, stroke=0, fill=1)
        canvas.setFillColor(style.RULE)
        canvas.rect(24, 0.8, self._room - 24, 0.6, stroke=0, fill=1)


class _NumberedCanvas(CountedCanvas):
    """A canvas that also writes the contents, a form like the numbers, once the chapters' pages are known."""

    number_size = 8
    number_base = 12 * mm
    sections: list[Section]
    contents_at: tuple[float, float, float] | None = None

    def define_forms(self) -> None:
        """Define the numbers and the contents."""
        super().define_forms()
        if self.contents_at is not None:
            self.beginForm("contents")
            self._draw_contents(*self.contents_at)
            self.endForm()

    def _draw_contents(self, x: float, y: float, width: float) -> None:
        for row, section in enumerate(self.sections):
            base = y - row * 15
            self.setFont(style.SEMIBOLD, 9)
            self.setFillColor(style.ACCENT)
            self.drawString(x, base, section.number)
            self.setFillColor(style.INK)
            self.setFont(style.REGULAR, 9)
            self.drawString(x + 16, base, section.title)
            self.drawRightString(x + width, base, str(section.page))
            begin = x + 16 + self.stringWidth(section.title, style.REGULAR, 9) + 6
            self.setStrokeColor(style.RULE)
            self.setLineWidth(0.6)
            self.setDash(0.6, 2.4)
            self.line(begin, base + 1.5, x + width - 16, base + 1.5)
            self.setDash()


class ReportDocument(BaseDocTemplate):  # type: ignore[misc]  # ReportLab has no types
    """A report with a painted cover and running pages."""

    def __init__(self, paper: str, properties: Properties, cover: Painter, step: Callable[[], None]) -> None:
        style.register_fonts()
        self.buffer = BytesIO()
        self.paper_size = style.PAPERS[paper]
        self.properties = properties
        self.sections: list[Section] = []
        self._cover = cover
        self._step = step
        width, height = self.paper_size
        self.room = width - 2 * style.SIDE
        super().__init__(
            self.buffer,
            pagesize=self.paper_size,
            subject=clean(properties.subject),
            **file_properties(properties.title, properties.author),
        )
        frame = Frame(
            style.SIDE, style.BOTTOM, self.room, height - style.TOP - style.BOTTOM, 0, 0, 0, 0, id="text"
        )
        self.addPageTemplates(
            [
                PageTemplate("cover", [frame], onPage=self._paint_cover, autoNextPageTemplate="running"),
                PageTemplate("running", [frame], onPage=self._paint_running),
            ]
        )

    def render(self, story: Sequence[Flowable]) -> bytes:
        """Lay out the story and return the PDF; the cover stands before it."""
        self.build(list(story), canvasmaker=self._canvas)
        return self.buffer.getvalue()

    def contents(self, canvas: _NumberedCanvas, width: float, top: float) -> None:
        """Place the list of chapters below ``top``; it is written when their pages are known."""
        canvas.contents_at = (style.SIDE, top - 10, width - 2 * style.SIDE)
        canvas.doForm("contents")

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - ReportLab's name
        """Enter a chapter or a part into the outline."""
        self._step()
        if isinstance(flowable, Heading):
            self.sections.append(Section(flowable.number, flowable.title, self.page))
            self._outline(f"{flowable.number} {flowable.title}", 0)
        elif getattr(flowable, "style", None) is style.H2 and self.sections:
            self._outline(flowable.getPlainText(), 1)

    def _outline(self, title: str, level: int) -> None:
        key = f"part{len(self.canv._destinations)}"  # noqa: SLF001 - the count of what was marked
        self.canv.bookmarkHorizontal(key, 0, self.frame._y + 40)  # noqa: SLF001 - where the text stands
        self.canv.addOutlineEntry(title, key, level, closed=False)

    def _canvas(self, *args: Any, **kwargs: Any) -> _NumberedCanvas:
        canvas = _NumberedCanvas(*args, **kwargs)
        canvas.sections = self.sections
        dated(canvas, self.properties.made_at)
        canvas.showOutline()
        return canvas

    def _paint_cover(self, canvas: Canvas, _document: object) -> None:
        canvas.bookmarkPage("cover")
        canvas.addOutlineEntry(QT_TRANSLATE_NOOP("core", "Portada"), "cover", 0)
        self._cover(canvas, *self.paper_size)
        canvas.doForm("number1")

    def _paint_running(self, canvas: Canvas, _document: object) -> None:
        width, height = self.paper_size
        canvas.saveState()
        canvas.setFillColor(style.INK2)
        canvas.setFont(style.REGULAR, 8)
        right = fitted(self.properties.running, style.REGULAR, 8, self.room * 0.45)
        taken = canvas.stringWidth(right, style.REGULAR, 8)
        author = fitted(self.properties.author, style.SEMIBOLD, 8, self.room - taken - 20)
        canvas.drawRightString(width - style.SIDE, height - 15 * mm, right)
        canvas.setFont(style.SEMIBOLD, 8)
        canvas.drawString(style.SIDE, height - 15 * mm, author)
        canvas.setStrokeColor(style.RULE)
        canvas.setLineWidth(0.6)
        canvas.line(style.SIDE, height - 17.5 * mm, width - style.SIDE, height - 17.5 * mm)
        canvas.setFont(style.REGULAR, 8)
        canvas.drawString(style.SIDE, 12 * mm, clean(self.properties.title))
        canvas.doForm(f"number{canvas.getPageNumber()}")
        canvas.restoreState()


def chapter(number: int, title: str, *, room_for: float = 60 * mm) -> list[Flowable]:
    """Return a chapter's heading; it moves to the next page unless ``room_for`` points follow it."""
    return [CondPageBreak(room_for), Heading(str(number), title)]


def part(title: str, *, room_for: float = 42 * mm) -> list[Flowable]:
    """Return the heading of a long part; it moves to the next page unless ``room_for`` points follow it."""
    return [CondPageBreak(room_for), para(title, style.H2)]


def whole(title: str, *body: Flowable) -> Flowable:
    """Return a short part under its heading, never torn over two pages."""
    return KeepTogether([para(title, style.H2), *body])


def gap(points: float) -> Flowable:
    """Return empty room."""
    return Spacer(1, points)

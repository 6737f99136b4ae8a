"""A citizen's receipt: a sheet (A4, A5, Carta) in the municipality's colours, or a roll of 80 mm in black."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any, Final

from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from desktop_app.domain.receipt_paper import ROLL, SMALL_PRINT, Following, PrintableReceipt
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.glyphs import EXPLAINED, GAP, drawable
from desktop_app.reports.pdf.qr import QrFlowable
from desktop_app.reports.pdf.text import clean, fitted, fitted_size, para

PAPERS: Final = {**style.PAPERS, "a5": A5}
_BAND: Final = 17 * mm
_LONGEST: Final = 900
_LONGEST_HALF: Final = 450
"""Characters of a free text on the sheet, and on half of it; the record has the rest."""
_QR: Final = {"a5": 31 * mm}
_QR_WIDE: Final = 36 * mm


def render_receipt(receipt: PrintableReceipt, *, paper: str = "a4") -> bytes:
    """Return the receipt as a PDF; ``paper`` is a4, a5, carta or roll. The same receipt, the same bytes."""
    style.register_fonts()
    shown = shown_with(receipt)
    if paper == ROLL:
        from desktop_app.reports.pdf.receipt_roll import render_roll

        return render_roll(shown)
    return _ReceiptDocument(shown, paper).render()


def shown_with(receipt: PrintableReceipt) -> PrintableReceipt:
    """Return the receipt with what the fonts can draw; where letters are missing, a last line says so."""
    rows = tuple((label, drawable(text)) for label, text in receipt.rows)
    following = Following(
        receipt.following.heading,
        drawable(receipt.following.big),
        tuple(drawable(line) for line in receipt.following.lines),
    )
    gaps = any(GAP in text for text in (*(text for _, text in rows), following.big, *following.lines))
    return replace(
        receipt,
        rows=rows,
        following=following,
        municipality=drawable(receipt.municipality),
        office=drawable(receipt.office),
        desk=drawable(receipt.desk),
        state=drawable(receipt.state),
        route=tuple(drawable(line) for line in receipt.route),
        text=f"{drawable(receipt.text)} {EXPLAINED if gaps else ''}".strip(),
        privacy=drawable(receipt.privacy),
    )


class _ReceiptDocument(BaseDocTemplate):  # type: ignore[misc]  # ReportLab has no types
    """One page under the municipality's name, another one where very long texts need it."""

    def __init__(self, receipt: PrintableReceipt, paper: str) -> None:
        self.receipt = receipt
        self.buffer = BytesIO()
        self.paper = paper
        self.paper_size = PAPERS[paper]
        width, height = self.paper_size
        self.side = 12 * mm if paper == "a5" else style.SIDE
        self.scale = 0.78 if paper == "a5" else 1.0
        self.room = width - 2 * self.side
        self.band = 14 * mm if paper == "a5" else _BAND
        self.longest = _LONGEST_HALF if paper == "a5" else _LONGEST
        super().__init__(
            self.buffer,
            pagesize=self.paper_size,
            title=clean(f"{receipt.title} {receipt.number}"),
            author=clean(receipt.municipality),
            creator="Ventanilla",
            lang="es",
            displayDocTitle=1,
            invariant=1,
            initialFontName=style.REGULAR,
        )
        top, bottom = self.band + 8 * mm * self.scale, 12 * mm
        frame = Frame(self.side, bottom, self.room, height - top - bottom, 0, 0, 0, 0, id="text")
        self.addPageTemplates([PageTemplate("receipt", [frame], onPage=self._paint_page)])

    def render(self) -> bytes:
        """Lay the receipt out and return the PDF."""
        self.build(self._story(), canvasmaker=self._canvas)
        return self.buffer.getvalue()

    def _canvas(self, *args: Any, **kwargs: Any) -> Canvas:
        return dated(Canvas(*args, **kwargs), self.receipt)

    def _paint_page(self, canvas: Canvas, _document: object) -> None:
        width, height = self.paper_size
        receipt, room = self.receipt, self.room
        canvas.saveState()
        canvas.setFillColor(style.DEEP)
        canvas.rect(0, height - self.band, width, self.band, stroke=0, fill=1)
        canvas.setFillColor(style.ACCENT)
        canvas.rect(0, height - self.band - 1.2 * mm, width, 1.2 * mm, stroke=0, fill=1)
        canvas.setFillColor(style.WHITE)
        size = 12 * self.scale + 1
        canvas.setFont(style.SEMIBOLD, size)
        canvas.drawString(
            self.side, height - self.band * 0.5, fitted(receipt.municipality, style.SEMIBOLD, size, room)
        )
        canvas.setFillColor(style.SOFT)
        small = 8.5 * self.scale + 0.8
        canvas.setFont(style.REGULAR, small)
        under = " · ".join(part for part in (receipt.office, receipt.desk) if part)
        canvas.drawString(self.side, height - self.band * 0.79, fitted(under, style.REGULAR, small, room))
        canvas.setFillColor(style.INK2)
        canvas.setFont(style.REGULAR, 7)
        footer = f"{receipt.title} {receipt.number}"
        canvas.drawString(self.side, 7 * mm, fitted(footer, style.REGULAR, 7, room - 30))
        canvas.drawRightString(width - self.side, 7 * mm, str(canvas.getPageNumber()))
        canvas.restoreState()

    def _style(self, name: str, base: Any, size: float, leading: float, **rest: Any) -> Any:
        return base.clone(
            f"receipt-{name}",
            fontSize=size * self.scale,
            leading=leading * self.scale,
            splitLongWords=1,
            **rest,
        )

    def _story(self) -> list[Flowable]:
        receipt = self.receipt
        note = self._style("note", style.NOTE, 9.5, 13.5)
        small = self._style("small", style.NOTE, 8, 11)
        body = self._style("body", style.BODY, 11, 15.5, spaceAfter=0)
        story: list[Flowable] = [self._head(), Spacer(1, 9 * self.scale), self._rows(body)]
        story += [Spacer(1, 12 * self.scale), self._following(body)]
        if receipt.state:
            story += [Spacer(1, 8 * self.scale), para(receipt.state, body)]
        if receipt.route:
            heading = self._style("heading", style.H2, 11, 15, spaceBefore=12 * self.scale, spaceAfter=1)
            first, *rest = receipt.route
            title = QT_TRANSLATE_NOOP("core", "Vía que sigue")
            story.append(
                KeepTogether([para(title, heading), para(first, body), *(para(t, note) for t in rest)])
            )
        story += [Spacer(1, 10 * self.scale), para(receipt.text, body, _LONGEST), Spacer(1, 4 * self.scale)]
        line = HRFlowable(width="100%", thickness=0.6, color=style.RULE, spaceBefore=3, spaceAfter=5)
        story.append(KeepTogether([line, para(receipt.privacy, small, _LONGEST), para(SMALL_PRINT, small)]))
        return story

    def _head(self) -> Flowable:
        receipt = self.receipt
        side = _QR.get(self.paper, _QR_WIDE)
        left = self.room - side - 4 * mm
        title = self._style("title", style.H1, 19, 24, spaceAfter=6 * self.scale)
        label = self._style("label", style.NOTE, 9, 12, spaceAfter=0)
        size = fitted_size(receipt.number, style.BOLD, 27 * self.scale, 12, left)
        number = style.FACT.clone(
            "receipt-number", fontName=style.BOLD, fontSize=size, leading=size * 1.25, textColor=style.INK
        )
        when = self._style("when", style.BODY, 11, 15, spaceBefore=3 * self.scale, spaceAfter=0)
        words = [para(receipt.title, title)]
        if receipt.copy:
            words.append(self._copy_mark(left))
        words += [para(QT_TRANSLATE_NOOP("core", "Número"), label), para(receipt.number, number)]
        if receipt.registered:
            words.append(para(receipt.registered, when))
        table = Table(
            [[words, QrFlowable(receipt.code, side)]], colWidths=[left + 4 * mm, side], hAlign="LEFT"
        )
        table.setStyle(
            TableStyle(
                [
                    ("FONT", (0, 0), (-1, -1), style.REGULAR, 10),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("ALIGN", (1, 0), (1, 0), "RIGHT"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                    ("TOPPADDING", (0, 0), (-1, -1), 0),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
                ]
            )
        )
        return table

    def _copy_mark(self, room: float) -> Flowable:
        mark = self._style("copy", style.CELL_STRONG, 10, 13, textColor=style.LATE)
        table = Table(
            [[para(self.receipt.copy, mark)]], colWidths=[min(room, 76 * mm * self.scale)], hAlign="LEFT"
        )
        table.setStyle(
            TableStyle(
                [
                    ("FONT", (0, 0), (-1, -1), style.REGULAR, 10),
                    ("BOX", (0, 0), (-1, -1), 1.2, style.LATE),
                    ("TOPPADDING", (0, 0), (-1, -1), 2),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
                ]
            )
        )
        table.spaceAfter = 6 * self.scale
        return table

    def _rows(self, body: Any) -> Flowable:
        label = self._style("row", style.CELL, 10, 15.5, textColor=style.INK2)
        made = [[para(name, label), para(text, body, self.longest)] for name, text in self.receipt.rows]
        if not made:
            return Spacer(1, 1)
        wide = 33 * mm * self.scale
        table = Table(made, colWidths=[wide, self.room - wide], hAlign="LEFT", splitInRow=1)
        table.setStyle(
            TableStyle(
                [
                    ("FONT", (0, 0), (-1, -1), style.REGULAR, 10),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                    ("TOPPADDING", (0, 0), (-1, -1), 3 * self.scale**2),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 4 * self.scale**2),
                    ("LINEABOVE", (0, 0), (-1, 0), 0.6, style.RULE),
                    ("LINEBELOW", (0, 0), (-1, -1), 0.6, style.RULE),
                ]
            )
        )
        return table

    def _following(self, body: Any) -> Flowable:
        following = self.receipt.following
        heading = self._style("next", style.CELL_STRONG, 10, 14, textColor=style.INK2)
        big = style.FACT.clone("receipt-big", fontSize=17 * self.scale, leading=22 * self.scale, spaceAfter=3)
        cells = [para(following.heading, heading), para(following.big, big, 200)]
        cells += [para(line, body, 400) for line in following.lines]
        table = Table([[cells]], colWidths=[self.room], hAlign="LEFT")
        table.setStyle(
            TableStyle(
                [
                    ("FONT", (0, 0), (-1, -1), style.REGULAR, 10),
                    ("BACKGROUND", (0, 0), (-1, -1), style.PALE),
                    ("LINEBEFORE", (0, 0), (0, -1), 3, style.ACCENT),
                    ("LEFTPADDING", (0, 0), (-1, -1), 12),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 10),
                    ("TOPPADDING", (0, 0), (-1, -1), 8 * self.scale),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 10 * self.scale),
                ]
            )
        )
        return table


def dated(canvas: Canvas, receipt: PrintableReceipt) -> Canvas:
    """Have a document say when it was made in the office's time, so that the same receipt gives the same bytes."""
    moment = receipt.made_at
    offset = f"{moment:%z}"
    written = f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
    canvas.setDateFormatter(lambda *_: written)
    return canvas

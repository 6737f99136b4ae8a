"""A citizen's receipt: a sheet (A4, A5, Carta) in the municipality's colours, or a roll of 80 mm in black."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    KeepTogether,
    Spacer,
    Table,
    TableStyle,
)

from desktop_app.domain.receipt_paper import ROLL, SMALL_PRINT, Following, PrintableReceipt
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.glyphs import EXPLAINED, GAP, drawable
from desktop_app.reports.pdf.page import BandedDocument, Face
from desktop_app.reports.pdf.qr import QrFlowable
from desktop_app.reports.pdf.text import fitted_size, para

PAPERS: Final = {**style.PAPERS, "a5": A5}
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


class _ReceiptDocument(BandedDocument):
    """One page, another one where very long texts need it."""

    def __init__(self, receipt: PrintableReceipt, paper: str) -> None:
        half = paper == "a5"
        self.receipt = receipt
        self.paper = paper
        self.scale = 0.78 if half else 1.0
        self.longest = _LONGEST_HALF if half else _LONGEST
        face = Face(
            12 * mm if half else style.SIDE, band=(14 if half else 17) * mm, above=8 * mm * self.scale, below=12 * mm
        )  # fmt: skip
        super().__init__(
            PAPERS[paper],
            face,
            title=f"{receipt.title} {receipt.number}",
            author=receipt.municipality,
            made_at=receipt.made_at,
        )

    def paint_face(self, canvas: Canvas) -> None:
        """Paint the municipality, the desk, the receipt's number and the page's."""
        width, height = self.paper_size
        receipt, band = self.receipt, self.face.band
        canvas.setFillColor(style.WHITE)
        self.write_line(
            canvas, receipt.municipality, 12 * self.scale + 1, height - band * 0.5, font=style.SEMIBOLD
        )
        canvas.setFillColor(style.SOFT)
        under = " · ".join(part for part in (receipt.office, receipt.desk) if part)
        self.write_line(canvas, under, 8.5 * self.scale + 0.8, height - band * 0.79)
        canvas.setFillColor(style.INK2)
        self.write_line(canvas, f"{receipt.title} {receipt.number}", 7, 7 * mm, room=self.room - 30)
        canvas.drawRightString(width - self.face.side, 7 * mm, str(canvas.getPageNumber()))

    def _style(self, name: str, base: Any, size: float, leading: float, **rest: Any) -> Any:
        return base.clone(
            f"receipt-{name}",
            fontSize=size * self.scale,
            leading=leading * self.scale,
            splitLongWords=1,
            **rest,
        )

    def story(self) -> list[Flowable]:
        """Return the number with its code, the facts, what follows and the small print."""
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

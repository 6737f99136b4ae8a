"""A guide sheet for the citizen: one topic, in letters that are read at arm's length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table, TableStyle

from desktop_app.domain.guide_sheet import TITLES, PrintableSheet
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.page import BandedDocument, Face
from desktop_app.reports.pdf.text import para

PAPERS: Final = {**style.PAPERS, "a5": A5}
_LONGEST: Final = 4_000


def render_sheet(sheet: PrintableSheet, *, paper: str = "a4") -> bytes:
    """Return the sheet as a PDF; ``paper`` is ``a4``, ``a5`` or ``carta``. The same sheet, the same bytes."""
    return _SheetDocument(sheet, paper).render()


class _SheetDocument(BandedDocument):
    """One or more pages about one topic."""

    def __init__(self, sheet: PrintableSheet, paper: str) -> None:
        self.sheet = sheet
        # On half a sheet everything is a little smaller.
        self.scale = 0.86 if paper == "a5" else 1.0
        side = 12 * mm if paper == "a5" else style.SIDE
        face = Face(side, band=17 * mm, above=8 * mm, below=16 * mm)
        super().__init__(
            PAPERS[paper], face, title=sheet.title, author=sheet.municipality, made_at=sheet.made_at
        )

    def paint_face(self, canvas: Canvas) -> None:
        """Paint the municipality, the office, when it was printed, and the page's number."""
        width, height = self.paper_size
        sheet = self.sheet
        canvas.setFillColor(style.WHITE)
        self.write_line(canvas, sheet.municipality, 12 * self.scale, height - 8.6 * mm, font=style.SEMIBOLD)
        canvas.setFillColor(style.SOFT)
        self.write_line(canvas, sheet.office, 8.5 * self.scale, height - 13.4 * mm)
        canvas.setFillColor(style.INK2)
        made = QT_TRANSLATE_NOOP("core", "Impreso el {day}").format(day=f"{sheet.made_at:%d/%m/%Y}")
        self.write_line(canvas, " · ".join([*sheet.notes, made]), 7.5, 8 * mm, room=self.room - 20)
        canvas.drawRightString(width - self.face.side, 8 * mm, str(canvas.getPageNumber()))

    def _style(self, name: str, base: Any, size: float, leading: float, **rest: Any) -> Any:
        return base.clone(
            name, fontSize=size * self.scale, leading=leading * self.scale, splitLongWords=1, **rest
        )

    def story(self) -> list[Flowable]:
        """Return the sheet's title, requirements, facts and contact."""
        sheet = self.sheet
        title = self._style("sheet-title", style.H1, 20, 25, spaceAfter=2)
        under = self._style("sheet-under", style.NOTE, 10.5, 15)
        heading = self._style("sheet-heading", style.H2, 12, 16, spaceBefore=10 * self.scale, spaceAfter=2)
        body = self._style("sheet-body", style.BODY, 11, 16, spaceAfter=2)
        story: list[Flowable] = [para(sheet.title, title)]
        if sheet.kind or sheet.unit:
            story.append(para(" · ".join(part for part in (sheet.kind, sheet.unit) if part), under))
        story.append(Spacer(1, 4))
        if sheet.mark:
            story += [self._boxed([para(sheet.mark, body, _LONGEST)]), Spacer(1, 4)]
        if sheet.requirements:
            story += self._requirements(sheet.requirements, heading, body)
        for name, text in sheet.facts:
            first, *rest = text.split("\n")
            story.append(KeepTogether([para(name, heading), para(first, body, _LONGEST)]))
            story += [para(line, body, _LONGEST) for line in rest]
        if not sheet.requirements and not sheet.facts:
            empty = QT_TRANSLATE_NOOP("core", "Este tema todavía no tiene ficha. Pregunte en ventanilla.")
            story.append(para(empty, body))
        if sheet.contact:
            story += [Spacer(1, 10), self._contact(body)]
        return story

    def _requirements(self, lines: Sequence[str], heading: Any, body: Any) -> list[Flowable]:
        if len(lines) == 1:
            return [para(TITLES["requirements"], heading), para(lines[0], body, _LONGEST)]
        number = self._style("sheet-number", style.CELL_STRONG, 11, 16, textColor=style.ACCENT)
        rows = [[para(f"{at}.", number), para(line, body, _LONGEST)] for at, line in enumerate(lines, 1)]
        wide = 20 * self.scale
        table = Table(rows, colWidths=[wide, self.room - wide], hAlign="LEFT", splitInRow=1)
        table.setStyle(
            TableStyle(
                [
                    ("FONT", (0, 0), (-1, -1), style.REGULAR, 11 * self.scale),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LEFTPADDING", (0, 0), (-1, -1), 0),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
                ]
            )
        )
        return [para(TITLES["requirements"], heading), table]

    def _contact(self, body: Any) -> Flowable:
        strong = self._style("sheet-strong", style.CELL_STRONG, 11, 16)
        cells = [para(self.sheet.unit, strong), para(" · ".join(self.sheet.contact), body, _LONGEST)]
        return self._boxed(cells)

    def _boxed(self, cells: list[Flowable]) -> Flowable:
        """Return paragraphs on a pale ground with a strong edge."""
        table = Table([[cells]], colWidths=[self.room], hAlign="LEFT", splitInRow=1)
        table.setStyle(
            TableStyle(
                [
                    ("FONT", (0, 0), (-1, -1), style.REGULAR, 11 * self.scale),
                    ("BACKGROUND", (0, 0), (-1, -1), style.PALE),
                    ("LINEBEFORE", (0, 0), (0, -1), 2.4, style.ACCENT),
                    ("LEFTPADDING", (0, 0), (-1, -1), 10),
                    ("TOPPADDING", (0, 0), (-1, -1), 6),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
                ]
            )
        )
        return table

"""A letter to a citizen: head, place and date, addressee, reference, body, and a line to sign on."""

from __future__ import annotations

from typing import Any, Final

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, ListFlowable, ListItem, Spacer

from desktop_app.domain.letter import Letter, long_date, paragraphs
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.page import BandedDocument, CountedCanvas, Face
from desktop_app.reports.pdf.text import para, rich

_LONGEST: Final = 15_000
_SIDE: Final = style.SIDE
_FACE: Final = Face(_SIDE, band=19 * mm, above=10 * mm, below=22 * mm)
_SIGNATURE: Final = 70 * mm
_BULLETS: Final = ("- ", "• ", "* ")


def render_letter(letter: Letter, *, paper: str = "a4") -> bytes:
    """Return the letter as a PDF; ``paper`` is ``a4`` or ``carta``. The same letter, the same bytes."""
    return _LetterDocument(letter, paper).render()


class _LetterDocument(BandedDocument):
    canvas_kind = CountedCanvas

    def __init__(self, letter: Letter, paper: str) -> None:
        self.letter = letter
        title = QT_TRANSLATE_NOOP("core", "Carta del caso {number}").format(number=letter.number)
        super().__init__(
            style.PAPERS[paper], _FACE, title=title, author=letter.municipality, made_at=letter.made_at
        )

    def paint_face(self, canvas: Canvas) -> None:
        """Paint the municipality and its office, the reference and the page's number."""
        _width, height = self.paper_size
        letter = self.letter
        canvas.setFillColor(style.WHITE)
        self.write_line(canvas, letter.municipality, 13, height - 9.4 * mm, font=style.SEMIBOLD)
        canvas.setFillColor(style.SOFT)
        under = " · ".join(part for part in (letter.office, letter.unit) if part)
        self.write_line(canvas, under, 9, height - 14.8 * mm)
        canvas.setFillColor(style.INK2)
        words = QT_TRANSLATE_NOOP("core", "Caso {number}").format(number=letter.number)
        self.write_line(canvas, words, 7.5, 10 * mm, room=self.room / 2)
        canvas.doForm(f"number{canvas.getPageNumber()}")

    def story(self) -> list[Flowable]:
        """Return what stands on the pages, from the date to the signature."""
        letter = self.letter
        body = style.BODY.clone("letter-body", fontSize=11, leading=16, spaceAfter=9, splitLongWords=1)
        right = body.clone("letter-right", alignment=TA_RIGHT, spaceAfter=16)
        line = body.clone("letter-line", spaceAfter=0)
        dated = long_date(letter.made_at)
        first = QT_TRANSLATE_NOOP("core", "{place}, {day}").format(place=letter.place, day=dated)
        story: list[Flowable] = [para(first if letter.place else dated, right)]
        story += [para(each, line) for each in letter.addressee]
        story.append(Spacer(1, 12))
        reference = QT_TRANSLATE_NOOP("core", "<b>Referencia:</b> caso {number}. {subject}")
        bold = reference.replace("<b>", f'<font name="{style.SEMIBOLD}">').replace("</b>", "</font>")
        story += [rich(bold, body, number=letter.number, subject=letter.subject), Spacer(1, 4)]
        for lines in paragraphs(letter.body):
            story += self._paragraph(lines, body, line)
        story.append(self._signature(line))
        return story

    def _paragraph(self, lines: list[str], body: Any, line: Any) -> list[Flowable]:
        if all(each.startswith(_BULLETS) or each in ("-", "•", "*") for each in lines):
            items = [ListItem(para(each[1:], line, _LONGEST), leftIndent=14) for each in lines]
            found = ListFlowable(
                items,
                bulletType="bullet",
                start="•",
                bulletFontName=style.REGULAR,
                bulletFontSize=11,
                leftIndent=14,
            )
            return [found, Spacer(1, 9)]
        return [*(para(each, line, _LONGEST) for each in lines[:-1]), para(lines[-1], body, _LONGEST)]

    def _signature(self, line: Any) -> Flowable:
        letter = self.letter
        strong = line.clone("letter-strong", fontName=style.SEMIBOLD)
        note = line.clone("letter-note", textColor=style.INK2, fontSize=10, leading=14)
        rule = HRFlowable(
            width=_SIGNATURE, thickness=0.7, color=style.INK2, hAlign="LEFT", spaceBefore=0, spaceAfter=4
        )
        under = [para(each, note) for each in (letter.position, letter.unit, letter.municipality) if each]
        closing = para(QT_TRANSLATE_NOOP("core", "Atentamente,"), line)
        return KeepTogether([Spacer(1, 6), closing, Spacer(1, 48), rule, para(letter.signer, strong), *under])

"""The list that goes along with a shift: what is open, who receives it, and room to sign."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from desktop_app.domain.shift_page import ShiftPage
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.page import BandedDocument, Face
from desktop_app.reports.pdf.tables import table, words
from desktop_app.reports.pdf.text import para

_NOTE = 4_000


def render_shift(page: ShiftPage, *, paper: str = "a4") -> bytes:
    """Return the list as a PDF; ``paper`` is ``a4`` or ``carta``. The same list, the same bytes."""
    return _ShiftDocument(page, paper).render()


class _ShiftDocument(BandedDocument):
    """A page of what one leaves open; long lists go on."""

    def __init__(self, page: ShiftPage, paper: str) -> None:
        self.page_told = page
        face = Face(style.SIDE, band=17 * mm, above=8 * mm, below=16 * mm)
        super().__init__(
            style.PAPERS[paper], face, title=_title(page), author=page.municipality, made_at=page.made_at
        )

    def paint_face(self, canvas: Canvas) -> None:
        """Paint the municipality, the office, when it was printed, and the page's number."""
        width, height = self.paper_size
        page = self.page_told
        canvas.setFillColor(style.WHITE)
        self.write_line(canvas, page.municipality, 12, height - 8.6 * mm, font=style.SEMIBOLD)
        canvas.setFillColor(style.SOFT)
        self.write_line(canvas, page.office, 8.5, height - 13.4 * mm)
        canvas.setFillColor(style.INK2)
        made = QT_TRANSLATE_NOOP(
            "core", "Impreso el {moment}. Contiene datos de casos: no lo deje a la vista."
        )
        self.write_line(
            canvas, made.format(moment=f"{page.made_at:%d/%m/%Y %H:%M}"), 7.5, 8 * mm, room=self.room - 20
        )
        canvas.drawRightString(width - self.face.side, 8 * mm, str(canvas.getPageNumber()))

    def story(self) -> Sequence[Flowable]:
        """Return the title, the note, the cases, the hand-overs, and the lines to sign on."""
        page = self.page_told
        story: list[Flowable] = [para(_title(page), style.H1), Spacer(1, 4)]
        if page.note:
            story += [para(page.note, style.BODY, _NOTE), Spacer(1, 6)]
        story.append(para(QT_TRANSLATE_NOOP("core", "Casos abiertos"), style.H2))
        if page.cases:
            columns = [
                words(QT_TRANSLATE_NOOP("core", "Caso"), 19),
                words(QT_TRANSLATE_NOOP("core", "Asunto"), 30),
                words(QT_TRANSLATE_NOOP("core", "Plazo"), 17),
                words(QT_TRANSLATE_NOOP("core", "Próxima acción"), 20),
                words(QT_TRANSLATE_NOOP("core", "Recibe"), 14),
            ]
            rows = [[row.number, row.subject, row.due, row.next_action, row.receiver] for row in page.cases]
            story.append(table(columns, rows, self.room))
        else:
            story.append(para(QT_TRANSLATE_NOOP("core", "Ninguno."), style.BODY))
        if page.referrals:
            story.append(para(QT_TRANSLATE_NOOP("core", "Vinculaciones sin respuesta"), style.H2))
            columns = [
                words(QT_TRANSLATE_NOOP("core", "Número"), 20),
                words(QT_TRANSLATE_NOOP("core", "Necesidad"), 50),
                words(QT_TRANSLATE_NOOP("core", "Unidad"), 30),
            ]
            story.append(table(columns, [list(row) for row in page.referrals], self.room))
        line = "_" * 34
        signed = QT_TRANSLATE_NOOP("core", "Entrega: {line}        Recibe: {line}").format(line=line)
        story += [Spacer(1, 34), para(signed, style.BODY)]
        return story


def _title(page: ShiftPage) -> str:
    words_ = QT_TRANSLATE_NOOP("core", "Entrega de turno de {sender}, {moment}")
    return words_.format(sender=page.sender, moment=f"{page.made_at:%d/%m/%Y %H:%M}")

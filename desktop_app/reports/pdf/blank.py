"""Numbered blank forms for when the power or the computer is away, with the sheet that goes before them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from reportlab.lib.pagesizes import A5, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop_app.domain.blanks import PrintableForms, cut_and_stack
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.blank_form import FormDrawing
from desktop_app.reports.pdf.page import dated
from desktop_app.reports.pdf.text import clean, fitted, fitted_size, para

HALF: Final = "a5"
PAPERS: Final = {**style.PAPERS, HALF: landscape(A5)}
"""Whole sheets carry two forms, one above the other; half a sheet lies on its side and carries one."""

_STEPS: Final = (
    QT_TRANSLATE_NOOP(
        "core",
        "Use los formularios en orden, uno por cada atención. El número ya es el de la atención o del caso.",
    ),
    QT_TRANSLATE_NOOP("core", "Escriba la fecha y las horas reales, y quién atendió. Firme al final."),
    QT_TRANSLATE_NOOP(
        "core", "Corte el talón y entréguelo al ciudadano: con ese número podrá preguntar por lo suyo."
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "Si es crítico (riesgo, queja recurrente o situación vulnerable), avise de inmediato por teléfono a la "
        "jefatura: su plazo corre desde ahora.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "Un formulario dañado o mal escrito no se bota: anótelo abajo con su motivo y guárdelo con los demás.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "Cuando vuelva el sistema, transcriba todos en «Formularios en papel» (Ctrl+9). Los que no aparezcan "
        "quedan en la lista de faltantes.",
    ),
)
_CUT: Final = QT_TRANSLATE_NOOP(
    "core", "Corte el montón por la mitad y ponga la parte de arriba sobre la de abajo: así quedan en orden."
)


def render_forms(batch: PrintableForms, *, paper: str = "a4") -> bytes:
    """Return a batch as a PDF: its sheet, then the forms. ``paper``: ``a4``, ``carta`` or ``a5``.

    The same batch on the same paper gives the same bytes.
    """
    style.register_fonts()
    width, height = PAPERS[paper]
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=1, initialFontName=style.REGULAR, lang="es")
    dated(canvas, batch.printed_at)
    canvas.setTitle(clean(f"{batch.numbers[0]} – {batch.numbers[-1]}"))
    canvas.setAuthor(clean(batch.municipality))
    canvas.setCreator("Ventanilla")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    _Cover(canvas, batch, width, height, half=paper == HALF).draw()
    canvas.showPage()
    if paper == HALF:
        drawing = FormDrawing(canvas, batch, width, height)
        for number in batch.numbers:
            drawing.draw(number, 0)
            canvas.showPage()
    else:
        _draw_pairs(canvas, batch, width, height)
    canvas.save()
    return buffer.getvalue()


def _draw_pairs(canvas: Canvas, batch: PrintableForms, width: float, height: float) -> None:
    drawing = FormDrawing(canvas, batch, width, height / 2)
    for top, bottom in cut_and_stack(len(batch.numbers)):
        drawing.draw(batch.numbers[top], height / 2)
        if bottom is not None:
            drawing.draw(batch.numbers[bottom], 0)
        canvas.saveState()
        canvas.setStrokeColor(style.INK2)
        canvas.setLineWidth(0.5)
        canvas.setDash(3, 3)
        canvas.line(0, height / 2, width, height / 2)
        canvas.restoreState()
        canvas.showPage()


class _Cover:
    """What goes before the forms of a batch: from which to which number, how to use them, what went wrong."""

    def __init__(
        self, canvas: Canvas, batch: PrintableForms, width: float, height: float, *, half: bool
    ) -> None:
        self.canvas = canvas
        self.batch = batch
        self.width = width
        self.half = half
        self.side = 12 * mm if half else style.SIDE
        self.room = width - 2 * self.side
        self.y = height

    def draw(self) -> None:
        """Draw the whole page, from top to bottom."""
        self._band()
        self._numbers()
        self._steps()
        self._spoiled()

    def _band(self) -> None:
        canvas, batch = self.canvas, self.batch
        band = (14 if self.half else 20) * mm
        canvas.setFillColor(style.DEEP)
        canvas.rect(0, self.y - band, self.width, band, stroke=0, fill=1)
        canvas.setFillColor(style.ACCENT)
        canvas.rect(0, self.y - band - 1.2 * mm, self.width, 1.2 * mm, stroke=0, fill=1)
        size = 11 if self.half else 13
        canvas.setFillColor(style.WHITE)
        canvas.setFont(style.SEMIBOLD, size)
        line = self.y - band / 2
        canvas.drawString(
            self.side, line + 1.2 * mm, fitted(batch.municipality, style.SEMIBOLD, size, self.room)
        )
        canvas.setFillColor(style.SOFT)
        canvas.setFont(style.REGULAR, 8.5)
        where = " · ".join(part for part in (batch.office, batch.desk) if part)
        canvas.drawString(self.side, line - 3.4 * mm, fitted(where, style.REGULAR, 8.5, self.room))
        self.y -= band + (8.5 if self.half else 14) * mm

    def _numbers(self) -> None:
        canvas, batch = self.canvas, self.batch
        canvas.setFillColor(style.DEEP)
        canvas.setFont(style.BOLD, 15 if self.half else 19)
        canvas.drawString(self.side, self.y, QT_TRANSLATE_NOOP("core", "Formularios de atención en papel"))
        self.y -= (4 if self.half else 6) * mm
        height = (13 if self.half else 18) * mm
        canvas.setFillColor(style.PALE)
        canvas.rect(self.side, self.y - height, self.room, height, stroke=0, fill=1)
        canvas.setFillColor(style.ACCENT)
        canvas.rect(self.side, self.y - height, 0.9 * mm, height, stroke=0, fill=1)
        facts = (
            (QT_TRANSLATE_NOOP("core", "Del número"), batch.numbers[0], 0.29),
            (QT_TRANSLATE_NOOP("core", "Al número"), batch.numbers[-1], 0.29),
            (QT_TRANSLATE_NOOP("core", "Formularios"), str(len(batch.numbers)), 0.13),
            (QT_TRANSLATE_NOOP("core", "Impresos por"), batch.printed_by, 0.29),
        )
        left = self.side + 4 * mm
        for caption, value, share in facts:
            room = (self.room - 4 * mm) * share - 3 * mm
            canvas.setFillColor(style.INK2)
            canvas.setFont(style.REGULAR, 7.5)
            canvas.drawString(left, self.y - height * 0.36, caption)
            size = fitted_size(value, style.BOLD, 13, 8, room)
            canvas.setFillColor(style.INK)
            canvas.setFont(style.BOLD, size)
            canvas.drawString(left, self.y - height * 0.72, fitted(value, style.BOLD, size, room))
            left += room + 3 * mm
        canvas.setFillColor(style.INK2)
        canvas.setFont(style.REGULAR, 7.5)
        when = f"{batch.printed_at:%d/%m/%Y %H:%M}"
        canvas.drawRightString(self.side + self.room - 3 * mm, self.y - height * 0.36, when)
        self.y -= height + (4 if self.half else 8) * mm

    def _steps(self) -> None:
        size = 8 if self.half else 10
        leading = size * (1.3 if self.half else 1.45)
        text = style.BODY.clone("blank-step", fontSize=size, leading=leading, spaceAfter=0)
        strong = style.CELL_STRONG.clone(
            "blank-number", fontSize=size, leading=leading, textColor=style.ACCENT
        )
        steps: Sequence[str] = _STEPS if self.half else (_CUT, *_STEPS)
        for at, step in enumerate(steps, 1):
            number, words = para(f"{at}.", strong), para(step, text)
            _, high = words.wrapOn(self.canvas, self.room - 6 * mm, 1000)
            number.wrapOn(self.canvas, 6 * mm, 1000)
            number.drawOn(self.canvas, self.side, self.y - leading)
            words.drawOn(self.canvas, self.side + 6 * mm, self.y - high)
            self.y -= high + (0.8 if self.half else 1.6) * mm
        self.y -= (5 if self.half else 7) * mm

    def _spoiled(self) -> None:
        canvas = self.canvas
        canvas.setFillColor(style.DEEP)
        canvas.setFont(style.SEMIBOLD, 9 if self.half else 11)
        canvas.drawString(self.side, self.y, QT_TRANSLATE_NOOP("core", "Formularios dañados o sin usar"))
        self.y -= (2 if self.half else 3) * mm
        bottom = 9 * mm if self.half else 16 * mm
        head, row = 5.5 * mm, (7 if self.half else 9) * mm
        rows = int((self.y - bottom - head) // row)
        titles = (
            (QT_TRANSLATE_NOOP("core", "Número"), 0.3),
            (QT_TRANSLATE_NOOP("core", "Motivo"), 0.42),
            (QT_TRANSLATE_NOOP("core", "Quién y cuándo"), 0.28),
        )
        canvas.setFillColor(style.PALE)
        canvas.rect(self.side, self.y - head, self.room, head, stroke=0, fill=1)
        canvas.setStrokeColor(style.RULE)
        canvas.setLineWidth(0.6)
        low = self.y - head - rows * row
        for at in range(rows + 1):
            canvas.line(self.side, self.y - head - at * row, self.side + self.room, self.y - head - at * row)
        left = self.side
        for title, share in titles:
            canvas.line(left, self.y, left, low)
            canvas.setFillColor(style.INK2)
            canvas.setFont(style.SEMIBOLD, 7.5)
            canvas.drawString(left + 2 * mm, self.y - head + 1.8 * mm, title)
            left += self.room * share
        canvas.line(left, self.y, left, low)

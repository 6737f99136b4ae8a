"""One blank form: the fields of AUM-010 in the order of the conversation, and the citizen's strip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from desktop_app.domain.blanks import PrintableForms
from desktop_app.domain.labels import label
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.text import fitted, fitted_size, para

_LEFT: Final = 9 * mm
_EDGE: Final = 6 * mm
_STRIP: Final = 50 * mm
"""From the cut to the edge of the paper."""
_GAP: Final = 4 * mm
_HEAD: Final = 11.5 * mm
_BOX: Final = 2.9 * mm
_CAPTION: Final = 6.4
_CHOICE: Final = 7.6
_LEAST: Final = 5.4

_CASE: Final = (
    QT_TRANSLATE_NOOP("core", "Caso simple"),
    QT_TRANSLATE_NOOP("core", "Caso complejo"),
    QT_TRANSLATE_NOOP("core", "Crítico por:"),
    QT_TRANSLATE_NOOP("core", "1 Riesgo público"),
    QT_TRANSLATE_NOOP("core", "2 Queja recurrente"),
    QT_TRANSLATE_NOOP("core", "3 Situación vulnerable"),
)
_ANSWERS: Final = (QT_TRANSLATE_NOOP("core", "Confirmó"), QT_TRANSLATE_NOOP("core", "Sin respuesta"))
_KEEP: Final = QT_TRANSLATE_NOOP(
    "core",
    "Guarde este talón. Con este número puede preguntar por su atención; si se abre un caso, será también "
    "el número de su caso.",
)

Cell = tuple[str, float, Sequence[str]]
"""Caption, share of the row, and the choices to tick; without choices it is written in."""
Row = tuple[float, Sequence[Cell]]
"""Height in millimetres on half a sheet of A4, and the cells from left to right."""


class FormDrawing:
    """Draws forms of one batch into an area of ``width`` x ``height`` points."""

    def __init__(self, canvas: Canvas, batch: PrintableForms, width: float, height: float) -> None:
        self.canvas = canvas
        self.batch = batch
        self.width = width
        self.height = height
        self.cut = width - _STRIP
        self.room = self.cut - _GAP - _LEFT
        self.rows = _rows(batch)
        self.scale = (height - 2 * _EDGE - _HEAD) / sum(high * mm for high, _ in self.rows)

    def draw(self, number: str, bottom: float) -> None:
        """Draw the form with a number; its lower edge lies at ``bottom``."""
        top = bottom + self.height - _EDGE
        self._head(number, top)
        y = top - _HEAD
        for high, cells in self.rows:
            tall = high * mm * self.scale
            left = _LEFT
            for caption, share, choices in cells:
                wide = self.room * share
                self._cell(left, y - tall, wide, tall, caption, choices)
                left += wide
            y -= tall
        self._strip(number, bottom, top)

    # The head.

    def _head(self, number: str, top: float) -> None:
        canvas = self.canvas
        canvas.setFillColor(style.DEEP)
        wide = stringWidth(number, style.BOLD, 14)
        room = self.room - wide - 6 * mm
        size = fitted_size(self.batch.municipality, style.SEMIBOLD, 10.5, 7.5, room)
        canvas.setFont(style.SEMIBOLD, size)
        canvas.drawString(_LEFT, top - 4 * mm, fitted(self.batch.municipality, style.SEMIBOLD, size, room))
        canvas.setFillColor(style.INK2)
        canvas.setFont(style.REGULAR, 7.5)
        title = QT_TRANSLATE_NOOP("core", "Registro de atención en papel")
        words = " · ".join(part for part in (title, self.batch.office, self.batch.desk) if part)
        canvas.drawString(_LEFT, top - 8 * mm, fitted(words, style.REGULAR, 7.5, room))
        canvas.setFillColor(style.INK)
        canvas.setFont(style.BOLD, 14)
        canvas.drawRightString(_LEFT + self.room, top - 5 * mm, number)
        canvas.setFillColor(style.INK2)
        canvas.setFont(style.REGULAR, _CAPTION)
        canvas.drawRightString(
            _LEFT + self.room, top - 8.2 * mm, QT_TRANSLATE_NOOP("core", "Número de la atención")
        )

    # Cells.

    def _cell(
        self, left: float, bottom: float, wide: float, tall: float, caption: str, choices: Sequence[str]
    ) -> None:
        canvas = self.canvas
        canvas.setStrokeColor(style.MIDDLE)
        canvas.setLineWidth(0.6)
        canvas.rect(left, bottom, wide, tall, stroke=1, fill=0)
        canvas.setFillColor(style.INK2)
        size = fitted_size(caption, style.SEMIBOLD, _CAPTION, 4.5, wide - 2.4 * mm)
        canvas.setFont(style.SEMIBOLD, size)
        canvas.drawString(left + 1.2 * mm, bottom + tall - 2.5 * mm, caption)
        if choices:
            self._choices(left + 1.6 * mm, bottom, wide - 2.6 * mm, tall - 3 * mm, choices)
        elif tall > 13 * mm * self.scale:
            self._lines(left, bottom, wide, tall)

    def _lines(self, left: float, bottom: float, wide: float, tall: float) -> None:
        """Draw faint lines to write on."""
        canvas = self.canvas
        count = round(tall / (6.2 * mm * self.scale))
        canvas.setStrokeColor(style.RULE)
        canvas.setLineWidth(0.4)
        for at in range(1, count):
            y = bottom + tall * at / count - (1 - at / count) * 0.6 * mm
            canvas.line(left + 1.2 * mm, y, left + wide - 1.2 * mm, y)

    def _choices(self, left: float, bottom: float, wide: float, tall: float, choices: Sequence[str]) -> None:
        most = max(1, int(tall // (_BOX + 0.9 * mm)))
        size = _CHOICE
        lines = _flow(choices, size, wide)
        while len(lines) > most and size > _LEAST:
            size -= 0.2
            lines = _flow(choices, size, wide)
        pitch = tall / len(lines)
        for row, line in enumerate(lines):
            middle = bottom + tall - pitch * (row + 0.5)
            x = left
            for choice in line:
                self._box(x, middle, choice, size, style.INK, left + wide - x)
                x += _choice_width(choice, size)

    def _box(self, x: float, middle: float, words: str, size: float, ink: Color, room: float) -> None:
        canvas = self.canvas
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(0.7)
        canvas.rect(x, middle - _BOX / 2, _BOX, _BOX, stroke=1, fill=0)
        canvas.setFillColor(ink)
        canvas.setFont(style.REGULAR, size)
        canvas.drawString(
            x + _BOX + 1 * mm, middle - size * 0.36, fitted(words, style.REGULAR, size, room - _BOX - mm)
        )

    # The citizen's strip.

    def _strip(self, number: str, bottom: float, top: float) -> None:
        canvas, batch = self.canvas, self.batch
        canvas.saveState()
        canvas.setStrokeColor(style.INK2)
        canvas.setLineWidth(0.6)
        canvas.setDash(2.2, 2.2)
        canvas.line(self.cut, bottom, self.cut, bottom + self.height)
        canvas.restoreState()
        self._sideways(bottom)
        left, wide = self.cut + 5 * mm, _STRIP - 5 * mm - 8 * mm
        y = top
        name = style.CELL_STRONG.clone("strip-name", fontSize=8.6, leading=10.6, textColor=style.DEEP)
        small = style.CELL_NOTE.clone("strip-note", fontSize=6.8, leading=8.8)
        y = self._words(batch.municipality, name, left, y, wide, 200)
        y = self._words(batch.office, small, left, y - 0.6 * mm, wide, 90)
        y -= 9 * mm
        canvas.setFillColor(style.INK2)
        canvas.setFont(style.REGULAR, 7)
        canvas.drawString(left, y, QT_TRANSLATE_NOOP("core", "Su número de atención"))
        size = fitted_size(number, style.BOLD, 13, 8, wide)
        y -= 6 * mm
        canvas.setFillColor(style.INK)
        canvas.setFont(style.BOLD, size)
        canvas.drawString(left, y, number)
        y -= 6 * mm
        for caption, lines in (
            (QT_TRANSLATE_NOOP("core", "Fecha y hora"), 1),
            (QT_TRANSLATE_NOOP("core", "Asunto"), 3),
            (QT_TRANSLATE_NOOP("core", "Lo atendió"), 1),
        ):
            canvas.setFillColor(style.INK2)
            canvas.setFont(style.REGULAR, 7)
            y -= 3.2 * mm
            canvas.drawString(left, y, caption)
            canvas.setStrokeColor(style.MIDDLE)
            canvas.setLineWidth(0.6)
            for _ in range(lines):
                y -= 9 * mm * self.scale
                canvas.line(left, y, left + wide, y)
            y -= 1.2 * mm
        y = self._words(_KEEP, small, left, y - 4 * mm, wide, 300)
        self._words(batch.office_card, small, left, y - 2.4 * mm, wide, 120)

    def _words(self, text: str, how: ParagraphStyle, left: float, y: float, wide: float, most: int) -> float:
        """Draw a paragraph below ``y``; return where it ends."""
        if not text:
            return y
        words = para(text, how, most)
        _, high = words.wrapOn(self.canvas, wide, 1000)
        words.drawOn(self.canvas, left, y - high)
        return y - float(high)

    def _sideways(self, bottom: float) -> None:
        canvas = self.canvas
        canvas.saveState()
        canvas.translate(self.cut + 2.8 * mm, bottom + self.height / 2)
        canvas.rotate(90)
        canvas.setFillColor(style.INK2)
        canvas.setFont(style.REGULAR, 5.6)
        canvas.drawCentredString(0, 0, QT_TRANSLATE_NOOP("core", "corte aquí y entregue al ciudadano"))
        canvas.restoreState()


def _rows(batch: PrintableForms) -> Sequence[Row]:
    """Return the rows of a form, in the order of AUM-010."""
    return (*_who_comes(batch), *_what_came_of_it())


def _who_comes(batch: PrintableForms) -> Sequence[Row]:
    channels = tuple(label(channel) for channel in Channel)
    return (
        (
            9.5,
            (
                (QT_TRANSLATE_NOOP("core", "Fecha (dd/mm/aa)"), 0.2, ()),
                (QT_TRANSLATE_NOOP("core", "Hora de inicio"), 0.13, ()),
                (QT_TRANSLATE_NOOP("core", "Hora de fin"), 0.13, ()),
                (QT_TRANSLATE_NOOP("core", "Canal"), 0.54, channels),
            ),
        ),
        (12, ((QT_TRANSLATE_NOOP("core", "Tipo de consulta"), 1, batch.query_types),)),
        (9.5, ((QT_TRANSLATE_NOOP("core", "Ciudadano: nombres y apellidos"), 1, ()),)),
        (
            9.5,
            (
                (QT_TRANSLATE_NOOP("core", "Documento"), 0.66, batch.documents),
                (QT_TRANSLATE_NOOP("core", "Número del documento"), 0.34, ()),
            ),
        ),
        (
            9.5,
            (
                (QT_TRANSLATE_NOOP("core", "Teléfono o correo para avisarle"), 0.76, ()),
                (
                    QT_TRANSLATE_NOOP("core", "No tiene o no lo da"),
                    0.24,
                    (QT_TRANSLATE_NOOP("core", "Sin contacto"),),
                ),
            ),
        ),
        (8.5, ((QT_TRANSLATE_NOOP("core", "Atención preferente"), 1, batch.preferential),)),
    )


def _what_came_of_it() -> Sequence[Row]:
    return (
        (9.5, ((QT_TRANSLATE_NOOP("core", "Lugar o dirección del asunto"), 1, ()),)),
        (19, ((QT_TRANSLATE_NOOP("core", "Qué pidió"), 1, ()),)),
        (14.5, ((QT_TRANSLATE_NOOP("core", "Qué se le respondió"), 1, ()),)),
        (
            9.5,
            (
                (QT_TRANSLATE_NOOP("core", "Vinculado a la unidad"), 0.38, ()),
                (QT_TRANSLATE_NOOP("core", "Persona que lo recibe"), 0.34, ()),
                (QT_TRANSLATE_NOOP("core", "Respuesta de la unidad"), 0.28, _ANSWERS),
            ),
        ),
        (8.5, ((QT_TRANSLATE_NOOP("core", "Si se sigue como caso"), 1, _CASE),)),
        (
            10.5,
            (
                (QT_TRANSLATE_NOOP("core", "Escrito por (nombre)"), 0.58, ()),
                (QT_TRANSLATE_NOOP("core", "Firma"), 0.42, ()),
            ),
        ),
    )


def _choice_width(words: str, size: float) -> float:
    return float(_BOX + 1 * mm + stringWidth(words, style.REGULAR, size) + 3.2 * mm)


def _flow(choices: Sequence[str], size: float, wide: float) -> list[list[str]]:
    """Break choices into lines no wider than there is room."""
    lines: list[list[str]] = [[]]
    used = 0.0
    for choice in choices:
        width = _choice_width(choice, size)
        if lines[-1] and used + width - 3.2 * mm > wide:
            lines.append([])
            used = 0.0
        lines[-1].append(choice)
        used += width
    return lines

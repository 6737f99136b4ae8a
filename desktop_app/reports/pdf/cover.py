"""The cover: who, which month, six key figures, and three sentences that the data dictates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop_app.domain import spanish
from desktop_app.domain.figures import Brief, MonthFigures
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.charts import LATE, area
from desktop_app.reports.pdf.text import fitted, fitted_size, para
from desktop_app.reports.wording import change, month_name, no_data

_TILE_HEIGHT = 27 * mm
_GAP = 4 * mm


@dataclass(frozen=True, slots=True)
class Tile:
    """A key figure: its name, its value, and what stands below it."""

    label: str
    value: str
    notes: tuple[str, str]
    alarm: bool = False


def tiles(figures: MonthFigures) -> tuple[Tile, ...]:
    """Return the six key figures of the month."""
    cases, briefs = figures.cases, (figures.previous, figures.year_before)
    scores = figures.satisfaction.scores
    answers = spanish.counted(scores.n, "opinión", "opiniones")
    rate = figures.satisfaction.response_rate
    return (
        Tile(
            QT_TRANSLATE_NOOP("core", "Atenciones"),
            spanish.integer(figures.attentions.total),
            _against(
                figures.attentions.total, figures, [None if b is None else b.attentions for b in briefs]
            ),
        ),
        Tile(
            QT_TRANSLATE_NOOP("core", "Casos abiertos"),
            spanish.integer(cases.opened),
            _against(cases.opened, figures, [None if b is None else b.opened for b in briefs]),
        ),
        Tile(
            QT_TRANSLATE_NOOP("core", "Casos cerrados"),
            spanish.integer(cases.closed),
            _against(cases.closed, figures, [None if b is None else b.closed for b in briefs]),
        ),
        Tile(
            QT_TRANSLATE_NOOP("core", "Vencidos hoy")
            if figures.partial
            else QT_TRANSLATE_NOOP("core", "Vencidos al terminar el mes"),
            spanish.integer(cases.overdue_at_end),
            _against(
                cases.overdue_at_end, figures, [None if b is None else b.overdue_at_end for b in briefs]
            ),
            alarm=cases.overdue_at_end > 0,
        ),
        Tile(
            QT_TRANSLATE_NOOP("core", "Cumplimiento de plazos"),
            spanish.percent(cases.total.rate, 0),
            _rates(figures),
        ),
        Tile(
            QT_TRANSLATE_NOOP("core", "Satisfacción, de 1 a 5"),
            "–" if scores.mean is None else spanish.decimal(scores.mean),
            (
                answers,
                QT_TRANSLATE_NOOP("core", "Tasa de respuesta: {rate}").format(rate=spanish.percent(rate, 0)),
            ),
        ),
    )


def _against(value: int, figures: MonthFigures, before: Sequence[int | None]) -> tuple[str, str]:
    months = (figures.month.previous(), figures.month.year_before())
    first, second = (
        f"{change(value, old)} · {month_name(month)}"
        if old is not None
        else f"{month_name(month)}: {no_data()}"
        for month, old in zip(months, before, strict=True)
    )
    return first, second


def _rates(figures: MonthFigures) -> tuple[str, str]:
    first, second = (
        f"{month_name(month)}: {no_data() if rate is None else spanish.percent(rate, 0)}"
        for month, rate in (
            (figures.month.previous(), _rate(figures.previous)),
            (figures.month.year_before(), _rate(figures.year_before)),
        )
    )
    return first, second


def _rate(brief: Brief | None) -> float | None:
    return None if brief is None else brief.on_time_rate


def paint(
    canvas: Canvas, width: float, height: float, figures: MonthFigures, logo: str | None = None
) -> float:
    """Paint the cover; return the height at which the list of contents may begin."""
    band = 92 * mm
    canvas.saveState()
    canvas.setFillColor(style.DEEP)
    canvas.rect(0, height - band, width, band, stroke=0, fill=1)
    canvas.setFillColor(style.ACCENT)
    canvas.rect(0, height - band - 2 * mm, width, 2 * mm, stroke=0, fill=1)
    _title(canvas, width, height, figures, logo)
    top = _key_figures(canvas, width, height - band - 14 * mm, figures)
    top = _sentences(canvas, width, top - 11 * mm, figures)
    canvas.restoreState()
    return top


def _title(canvas: Canvas, width: float, height: float, figures: MonthFigures, logo: str | None) -> None:
    room = width - 2 * style.SIDE
    x = style.SIDE
    canvas.setFillColor(style.WHITE)
    if logo is not None:
        canvas.drawImage(logo, x, height - 34 * mm, 18 * mm, 18 * mm, mask="auto", preserveAspectRatio=True)
        x += 23 * mm
        room -= 23 * mm
    size = fitted_size(figures.municipality, style.SEMIBOLD, 14, 9, room)
    canvas.setFont(style.SEMIBOLD, size)
    canvas.drawString(x, height - 24 * mm, fitted(figures.municipality, style.SEMIBOLD, size, room))
    canvas.setFillColor(style.SOFT)
    canvas.setFont(style.REGULAR, 10.5)
    canvas.drawString(x, height - 30.5 * mm, fitted(figures.office, style.REGULAR, 10.5, room))
    canvas.setFont(style.REGULAR, 12)
    kind = QT_TRANSLATE_NOOP("core", "Informe mensual de atención al ciudadano")
    canvas.drawString(style.SIDE, height - 57 * mm, kind)
    canvas.setFillColor(style.WHITE)
    canvas.setFont(style.BOLD, 34)
    name = figures.month.name
    canvas.drawString(style.SIDE, height - 71 * mm, name[0].upper() + name[1:])
    canvas.setFillColor(style.SOFT)
    canvas.setFont(style.REGULAR, 9)
    canvas.drawString(style.SIDE, height - 80 * mm, status(figures))


def status(figures: MonthFigures) -> str:
    """Return what kind of document this is and when its figures were taken."""
    made = spanish.moment(figures.generated_at)
    if figures.partial:
        return QT_TRANSLATE_NOOP("core", "Mes en curso: datos registrados hasta el {moment}").format(
            moment=made
        )
    return QT_TRANSLATE_NOOP("core", "Generado el {moment} con los datos de este equipo").format(moment=made)


def _key_figures(canvas: Canvas, width: float, top: float, figures: MonthFigures) -> float:
    slot = (width - 2 * style.SIDE - 2 * _GAP) / 3
    for index, tile in enumerate(tiles(figures)):
        x = style.SIDE + index % 3 * (slot + _GAP)
        y = top - (index // 3 + 1) * _TILE_HEIGHT - index // 3 * _GAP
        _tile(canvas, x, y, slot, tile)
    return float(top - 2 * _TILE_HEIGHT - _GAP)


def _tile(canvas: Canvas, x: float, y: float, width: float, tile: Tile) -> None:
    canvas.setFillColor(style.LATE_SOFT if tile.alarm else style.PALE)
    canvas.rect(x, y, width, _TILE_HEIGHT, stroke=0, fill=1)
    if tile.alarm:
        edge = Drawing(6, _TILE_HEIGHT)
        edge.add(area(0, 0, 6, _TILE_HEIGHT, LATE))
        renderPDF.draw(edge, canvas, x, y)
    else:
        canvas.setFillColor(style.ACCENT)
        canvas.rect(x, y, 2.4, _TILE_HEIGHT, stroke=0, fill=1)
    left, room = x + 12, width - 16
    canvas.setFillColor(style.INK)
    canvas.setFont(style.SEMIBOLD, 8.5)
    canvas.drawString(left, y + _TILE_HEIGHT - 15, fitted(tile.label, style.SEMIBOLD, 8.5, room))
    canvas.setFillColor(style.LATE if tile.alarm else style.DEEP)
    size = fitted_size(tile.value, style.BOLD, 25, 12, room)
    canvas.setFont(style.BOLD, size)
    canvas.drawString(left, y + _TILE_HEIGHT - 41, tile.value)
    canvas.setFillColor(style.INK2)
    canvas.setFont(style.REGULAR, 7.5)
    for row, note in enumerate(tile.notes):
        canvas.drawString(left, y + 17 - row * 10.5, fitted(note, style.REGULAR, 7.5, room))


def _sentences(canvas: Canvas, width: float, top: float, figures: MonthFigures) -> float:
    room = width - 2 * style.SIDE - 24
    y = top
    for number, sentence in enumerate(figures.sentences, 1):
        paragraph = para(sentence, style.SENTENCE)
        _, needed = paragraph.wrap(room, y)
        canvas.setFillColor(style.ACCENT)
        canvas.setFont(style.BOLD, 16)
        canvas.drawString(style.SIDE, y - 13, str(number))
        paragraph.drawOn(canvas, style.SIDE + 24, y - needed)
        y -= needed + 9
    return float(y - 4 * mm)

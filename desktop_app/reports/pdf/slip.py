"""The slip of a hand-over: a roll of 80 mm for a thermal printer, or an A6 sheet. Black only, so that both print it."""

from __future__ import annotations

import math
from dataclasses import replace
from io import BytesIO
from typing import Any, Final

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A6
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, Spacer

from desktop_app.domain.receipt_paper import ROLL
from desktop_app.domain.slip import PrintableSlip
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.glyphs import drawable
from desktop_app.reports.pdf.page import dated, file_properties
from desktop_app.reports.pdf.receipt_roll import DOT
from desktop_app.reports.pdf.receipt_roll import ROOM as ROLL_ROOM
from desktop_app.reports.pdf.receipt_roll import WIDTH as ROLL_WIDTH
from desktop_app.reports.pdf.text import fitted_size, para

_MARGIN: Final = 24 * DOT
_FEED: Final = 64 * DOT
"""Paper after the last line of a roll, so that the knife does not touch it."""
_A6_SIDE: Final = 9 * mm
_NEED: Final = {ROLL: 400}
_NEED_SMALL: Final = 300
"""Characters of the need: the register has the rest, and an A6 has one page."""
_SMALLEST: Final = 0.6


def render_slip(slip: PrintableSlip, *, paper: str = ROLL) -> bytes:
    """Return the slip as a PDF of one page; ``paper`` is roll or a6. The same slip, the same bytes."""
    style.register_fonts()
    shown = _drawable(slip)
    if paper == ROLL:
        story = _story(shown, ROLL_ROOM, 1.0, _NEED[ROLL])
        tall = _height(story, ROLL_ROOM) + _MARGIN + _FEED
        size = ROLL_WIDTH, math.floor(math.ceil(tall / DOT) * DOT * 1000) / 1000
        return _page(shown, story, size, (ROLL_WIDTH - ROLL_ROOM) / 2, ROLL_ROOM, _MARGIN)
    room = A6[0] - 2 * _A6_SIDE
    scale = 1.15
    # Long names are written smaller rather than onto a second sheet, which would be lost.
    while True:
        story = _story(shown, room, scale, _NEED_SMALL)
        if _height(story, room) <= A6[1] - 2 * _A6_SIDE or scale <= _SMALLEST:
            return _page(shown, story, A6, _A6_SIDE, room, _A6_SIDE)
        scale -= 0.05


def _page(
    slip: PrintableSlip,
    story: list[Flowable],
    size: tuple[float, float],
    side: float,
    room: float,
    top: float,
) -> bytes:
    buffer = BytesIO()
    properties = file_properties(f"{slip.title} {slip.number}", slip.municipality)
    canvas = dated(
        Canvas(buffer, pagesize=size, invariant=1, lang="es", initialFontName=style.REGULAR), slip.made_at
    )
    canvas.setTitle(properties["title"])
    canvas.setAuthor(properties["author"])
    canvas.setCreator(properties["creator"])
    y = top
    for flowable in story:
        y += flowable.getSpaceBefore()
        _, tall = flowable.wrap(room, math.inf)
        flowable.drawOn(canvas, side, size[1] - y - tall)
        y += tall + flowable.getSpaceAfter()
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _height(story: list[Flowable], room: float) -> float:
    return float(
        sum(each.getSpaceBefore() + each.wrap(room, math.inf)[1] + each.getSpaceAfter() for each in story)
    )


def _story(slip: PrintableSlip, room: float, scale: float, longest: int) -> list[Flowable]:
    middle = _text("middle", 9 * scale, alignment=TA_CENTER)
    label = _text("label", 8 * scale)
    body = _text("body", 10.5 * scale)
    size = fitted_size(slip.number, style.BOLD, 21 * scale, 9 * scale, room)
    story: list[Flowable] = [
        para(slip.municipality, _text("strong", 11 * scale, style.BOLD, alignment=TA_CENTER), 160)
    ]
    story += [para(slip.office, middle, 120)] if slip.office else []
    story += [_rule(scale), para(slip.title, _text("title", 12 * scale, style.BOLD, alignment=TA_CENTER))]
    story += [
        para(slip.number, _text("number", size, style.BOLD, alignment=TA_CENTER)),
        para(slip.sent, middle),
    ]
    story += [_rule(scale), para(slip.heading, _text("heading", 9.5 * scale, style.SEMIBOLD))]
    story.append(para(slip.person, _text("person", 16 * scale, style.BOLD), 120))
    for name, words in (
        (QT_TRANSLATE_NOOP("core", "Unidad"), slip.unit),
        (QT_TRANSLATE_NOOP("core", "Lugar"), slip.place),
    ):
        if words:
            story += [para(name, label), para(words, _text("where", 12 * scale, style.SEMIBOLD), 160)]
    story += [
        _rule(scale),
        para(QT_TRANSLATE_NOOP("core", "Necesidad"), label),
        para(slip.need, body, longest),
    ]
    story += [Spacer(1, 4 * scale), *(para(line, middle) for line in slip.lines)]
    return story


def _text(name: str, size: float, font: str = style.REGULAR, **rest: Any) -> Any:
    return style.BODY.clone(
        f"slip-{name}",
        fontName=font,
        fontSize=size,
        leading=size * 1.32,
        textColor=style.BLACK,
        splitLongWords=1,
        spaceAfter=0,
        **rest,
    )


def _rule(scale: float) -> Flowable:
    return HRFlowable(
        width="100%",
        thickness=2 * DOT,
        color=style.BLACK,
        lineCap="butt",
        spaceBefore=5 * scale,
        spaceAfter=5 * scale,
    )


def _drawable(slip: PrintableSlip) -> PrintableSlip:
    """Return the slip with what the fonts can draw."""
    return replace(
        slip,
        municipality=drawable(slip.municipality),
        office=drawable(slip.office),
        need=drawable(slip.need),
        person=drawable(slip.person),
        unit=drawable(slip.unit),
        place=drawable(slip.place),
    )

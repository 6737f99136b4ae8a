"""The receipt on a roll of 80 mm: one page as long as it must be, for a thermal printer of 203 dots an inch.

Everything is black, since such a printer has no grey. Lengths that matter are whole dots, so that lines and
the modules of the QR code are not blurred over two dots.
"""

from __future__ import annotations

import math
from io import BytesIO
from typing import Any, Final

from reportlab.lib.enums import TA_CENTER
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, HRFlowable, Spacer

from desktop_app.domain.receipt_paper import SMALL_PRINT, PrintableReceipt
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style
from desktop_app.reports.pdf.page import dated
from desktop_app.reports.pdf.qr import QUIET, matrix
from desktop_app.reports.pdf.qr import draw as draw_qr
from desktop_app.reports.pdf.text import clean, fitted_size, para

DOT: Final = 72 / 203
"""A dot in points."""
WIDTH: Final = 226.995
"""The roll: 80 mm, 640 dots and never a part of another one."""
ROOM: Final = 560 * DOT
"""What is printed upon: 70 mm, a little less than the 72 mm that printers of this kind reach."""
_SIDE: Final = (WIDTH - ROOM) / 2
_MODULE_DOTS: Final = 5
_MARGIN: Final = 24 * DOT
_FEED: Final = 64 * DOT
"""Paper after the last line, so that the knife does not touch it."""
_LONGEST: Final = 500


def render_roll(receipt: PrintableReceipt) -> bytes:
    """Return the receipt as one long page; fonts are registered and its texts can be drawn."""
    story = _story(receipt)
    placed, y = [], _MARGIN
    for flowable in story:
        y += flowable.getSpaceBefore()
        _, tall = flowable.wrap(ROOM, math.inf)
        placed.append((flowable, y, tall))
        y += tall + flowable.getSpaceAfter()
    height = math.floor(math.ceil((y + _FEED) / DOT) * DOT * 1000) / 1000
    buffer = BytesIO()
    canvas = dated(
        Canvas(buffer, pagesize=(WIDTH, height), invariant=1, lang="es", initialFontName=style.REGULAR),
        receipt.made_at,
    )
    canvas.setTitle(clean(f"{receipt.title} {receipt.number}"))
    canvas.setAuthor(clean(receipt.municipality))
    canvas.setCreator("Ventanilla")
    for flowable, top, tall in placed:
        flowable.drawOn(canvas, _SIDE, height - top - tall)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class _DotQr(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A code in the middle of the roll, every module whole dots, wherever it comes to stand."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.modules = matrix(text)
        self.side = (len(self.modules) + 2 * QUIET) * _MODULE_DOTS * DOT

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the room that is needed, with a dot for finding the grid."""
        return ROOM, self.side + DOT

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803 - ReportLab's
        """Draw on the printer's grid."""
        left = round((x + (ROOM - self.side) / 2) / DOT) * DOT
        draw_qr(canvas, self.modules, left, math.ceil(y / DOT) * DOT, self.side)


def _text(name: str, size: float, leading: float, font: str = style.REGULAR, **rest: Any) -> Any:
    given = {"spaceAfter": 0, **rest}
    return style.BODY.clone(
        f"roll-{name}",
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=style.BLACK,
        splitLongWords=1,
        **given,
    )


def _rule() -> Flowable:
    return HRFlowable(
        width="100%", thickness=2 * DOT, color=style.BLACK, lineCap="butt", spaceBefore=5, spaceAfter=5
    )


def _story(receipt: PrintableReceipt) -> list[Flowable]:
    middle = _text("middle", 9, 12, alignment=TA_CENTER)
    strong = _text("strong", 11, 14, style.BOLD, alignment=TA_CENTER)
    title = _text("title", 12, 16, style.BOLD, alignment=TA_CENTER)
    small = _text("small", 7.5, 10)
    body = _text("body", 9.5, 13)
    story: list[Flowable] = [para(receipt.municipality, strong)]
    under = " · ".join(part for part in (receipt.office, receipt.desk) if part)
    story += [para(under, middle)] if under else []
    story += [_rule(), para(receipt.title, title)]
    if receipt.copy:
        story.append(para(receipt.copy, _text("copy", 10, 13, style.BOLD, alignment=TA_CENTER)))
    size = fitted_size(receipt.number, style.BOLD, 21, 10, ROOM)
    number = _text("number", size, size * 1.35, style.BOLD, alignment=TA_CENTER)
    story += [Spacer(1, 3), para(receipt.number, number)]
    if receipt.registered:
        story.append(para(receipt.registered, middle))
    story.append(_rule())
    label = _text("label", 8, 11)
    for name, text in receipt.rows:
        story += [para(name, label), para(text, body.clone("roll-row", spaceAfter=3), _LONGEST)]
    if receipt.rows:
        story.append(_rule())
    story += _following(receipt, body)
    story += [para(receipt.state, body.clone("roll-state", spaceBefore=4))] if receipt.state else []
    if receipt.route:
        heading = _text("heading", 9.5, 13, style.SEMIBOLD, spaceBefore=4)
        story.append(para(QT_TRANSLATE_NOOP("core", "Vía que sigue"), heading))
        story += [para(line, small.clone("roll-route", fontSize=8.5, leading=11.5)) for line in receipt.route]
    story += [_rule(), para(receipt.text, body), _DotQr(receipt.code)]
    return [*story, para(SMALL_PRINT, small), Spacer(1, 3), para(receipt.privacy, small)]


def _following(receipt: PrintableReceipt, body: Any) -> list[Flowable]:
    following = receipt.following
    heading = _text("next", 9.5, 13, style.SEMIBOLD)
    big = _text("big", 14, 18, style.BOLD, spaceAfter=2)
    return [
        para(following.heading, heading),
        para(following.big, big, 200),
        *(para(line, body) for line in following.lines),
    ]

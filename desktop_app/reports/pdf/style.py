"""Fonts, colours and paragraph styles of the printed report.

The colours keep their order of lightness in greyscale; what is overdue is hatched besides, so that no
meaning hangs on hue.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from reportlab.graphics.shapes import STATE_DEFAULTS
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR: Final = "OpenSans"
SEMIBOLD: Final = "OpenSans-SemiBold"
BOLD: Final = "OpenSans-Bold"
_FILES: Final = {
    REGULAR: "OpenSans-Regular.ttf",
    SEMIBOLD: "OpenSans-SemiBold.ttf",
    BOLD: "OpenSans-Bold.ttf",
}

BLACK: Final = HexColor(0x000000)
WHITE: Final = HexColor(0xFFFFFF)
INK: Final = HexColor(0x1A1F27)
INK2: Final = HexColor(0x475160)
RULE: Final = HexColor(0xC9D1DB)
PALE: Final = HexColor(0xEEF2F7)
DEEP: Final = HexColor(0x0B2A4A)
ACCENT: Final = HexColor(0x0B5CAD)
MIDDLE: Final = HexColor(0x7FB0DE)
SOFT: Final = HexColor(0xCFE1F3)
LATE: Final = HexColor(0xA3172B)
LATE_SOFT: Final = HexColor(0xF7E3E6)

PAPERS: Final = {"a4": A4, "carta": LETTER}
SIDE: Final = 20 * mm
TOP: Final = 25 * mm
BOTTOM: Final = 22 * mm


def register_fonts() -> None:
    """Make the bundled fonts known to ReportLab, once a process; they are embedded as subsets."""
    folder = Path(__file__).resolve().parents[3] / "resources" / "fonts"
    known = set(pdfmetrics.getRegisteredFontNames())
    for name, file in _FILES.items():
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    # Else every drawing names Helvetica, which is not embedded.
    STATE_DEFAULTS["fontName"] = REGULAR


def _style(name: str, size: float, leading: float, font: str = REGULAR, **rest: object) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        **{
            "fontName": font,
            "fontSize": size,
            "leading": leading,
            "textColor": INK,
            "allowWidows": 0,
            "allowOrphans": 0,
            "splitLongWords": 1,
            "bulletFontName": REGULAR,
            **rest,
        },
    )


H1: Final = _style("h1", 19, 24, BOLD, textColor=DEEP)
H2: Final = _style("h2", 11, 15, SEMIBOLD, textColor=DEEP, spaceBefore=14, spaceAfter=3)
BODY: Final = _style("body", 9.5, 14, spaceAfter=4)
LEAD: Final = _style("lead", 10.5, 16, spaceAfter=6)
NOTE: Final = _style("note", 8, 11.5, textColor=INK2, spaceAfter=2)
EMPTY: Final = _style(
    "empty",
    9.5,
    14,
    textColor=INK2,
    backColor=PALE,
    borderPadding=(7, 10, 8, 10),
    spaceBefore=19,
    spaceAfter=14,
    leftIndent=10,
    rightIndent=10,
)
CELL: Final = _style("cell", 8.5, 11.5)
CELL_STRONG: Final = _style("cell-strong", 8.5, 11.5, SEMIBOLD)
CELL_NOTE: Final = _style("cell-note", 7.5, 10, textColor=INK2)
HEAD: Final = _style("head", 7.5, 9.5, SEMIBOLD, textColor=INK2)
HEAD_RIGHT: Final = _style("head-right", 7.5, 9.5, SEMIBOLD, textColor=INK2, alignment=TA_RIGHT)
HEAD_CENTRE: Final = _style("head-centre", 7.5, 9.5, SEMIBOLD, textColor=INK2, alignment=TA_CENTER)
FACT: Final = _style("fact", 16, 20, BOLD, textColor=DEEP)
SENTENCE: Final = _style("sentence", 11, 16.5)
BULLET: Final = _style("bullet", 9, 13, leftIndent=10, bulletIndent=0, spaceAfter=3)


def tint(share: float) -> Color:
    """Return a blue from white (0) to the accent (1), even steps of lightness."""
    low, high = WHITE, ACCENT
    return Color(*(a + (b - a) * share for a, b in zip(low.rgb(), high.rgb(), strict=True)))


def readable_on(background: Color) -> Color:
    """Return black or white, whichever contrasts more with a background: at least 4.5 to 1 (WCAG)."""
    light = _luminance(background) + 0.05
    return WHITE if 1.05 / light > light / 0.05 else BLACK


def _luminance(colour: Color) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.rgb()]
    return float(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2])

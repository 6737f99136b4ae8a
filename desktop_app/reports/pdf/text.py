"""The only door through which text becomes a ReportLab paragraph.

A Paragraph reads markup: raw text that holds ``<`` breaks it, and ``<img src="file://…">`` would open
a file. So everything is escaped here, and a test sees to it that no other module makes a Paragraph.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph

LONGEST = 600
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str, limit: int = LONGEST) -> str:
    """Return text on one line that can be drawn: no control characters, no end without end."""
    shown = _LONE_SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _UNPRINTABLE.sub(" ", text))
    line = " ".join(shown.replace("\N{NO-BREAK SPACE}", "\x00").split()).replace("\x00", "\N{NO-BREAK SPACE}")
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def para(text: str, style: ParagraphStyle, limit: int = LONGEST) -> Paragraph:
    """Return a paragraph that shows this text as it is, whatever it holds, cut at ``limit`` characters."""
    return Paragraph(escape(clean(text, limit)), style)


def rich(template: str, style: ParagraphStyle, **places: str) -> Paragraph:
    """Return a paragraph of our own markup; what fills its ``{places}`` is escaped."""
    return Paragraph(template.format(**{name: escape(clean(text)) for name, text in places.items()}), style)


def bulleted(text: str, style: ParagraphStyle) -> Paragraph:
    """Return a paragraph with a bullet before it."""
    return Paragraph(escape(clean(text)), style, bulletText="•")


def fitted(text: str, font: str, size: float, width: float) -> str:
    """Return text cut with an ellipsis so that one line of it is no wider than ``width`` points."""
    line = clean(text)
    if stringWidth(line, font, size) <= width:
        return line
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if stringWidth(line[:middle].rstrip() + "…", font, size) <= width:
            low = middle
        else:
            high = middle - 1
    return line[:low].rstrip() + "…"


def fitted_size(text: str, font: str, largest: float, smallest: float, width: float) -> float:
    """Return the greatest font size, in points, at which one line of text fits into ``width``."""
    natural = stringWidth(clean(text), font, largest)
    return largest if natural <= width else max(smallest, largest * width / natural)

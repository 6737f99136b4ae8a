"""Which letters the bundled fonts can draw: a name in another script must not become a row of boxes."""

from __future__ import annotations

import unicodedata
from typing import Final

from reportlab.pdfbase import pdfmetrics

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.reports.pdf import style

GAP: Final = "[…]"
EXPLAINED: Final = QT_TRANSLATE_NOOP(
    "core", "[…]: texto en otra escritura, que este papel no muestra. Está completo en el registro."
)


def drawable(text: str) -> str:
    """Return text as the fonts can show it: other scripts become a mark, pictures go. Fonts must be registered."""
    known = pdfmetrics.getFont(style.REGULAR).face.charToGlyph
    words: list[str] = []
    for word in text.split(" "):
        shown = "".join(_shown(char, known) for char in word)
        while GAP * 2 in shown:
            shown = shown.replace(GAP * 2, GAP)
        if shown and not (shown == GAP and words and words[-1] == GAP):
            words.append(shown)
    return " ".join(words)


def _shown(char: str, known: dict[int, int]) -> str:
    if ord(char) in known or char.isspace() or unicodedata.category(char) in ("Cc", "Cs"):
        return char
    return GAP if unicodedata.category(char)[0] in "LN" else ""

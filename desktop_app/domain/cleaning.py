"""Typed and pasted text, made storable without losing what was written."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP

LINE: Final = 400
"""Characters of a one-line field."""

NOTE: Final = 15_000
"""Characters of a free text; four bytes each still fit an operation's payload."""

# Tab and line feed stay; other controls, unpaired surrogates and non-characters mean nothing to a reader.
_DROP = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")


def clean_line(text: str | None, field: str = "", limit: int = LINE) -> str | None:
    """Return one line in NFC without outer or doubled blanks, or None when nothing is left.

    Raises InvalidInput for more than ``limit`` characters.
    """
    if not text:
        return None
    return _limited(" ".join(clean_text(text).split()), field, limit)


def clean_note(text: str | None, field: str = "", limit: int = NOTE) -> str | None:
    """Return a free text in NFC with its line breaks, or None when it is blank.

    Raises InvalidInput for more than ``limit`` characters.
    """
    if not text:
        return None
    return _limited(clean_text(text).strip(), field, limit)


def clean_text(text: str) -> str:
    """Return text in NFC, its line breaks as line feeds, without invisible controls."""
    return unicodedata.normalize("NFC", _DROP.sub("", _BREAKS.sub("\n", text)))


def too_long(length: int, limit: int, field: str = "") -> InvalidInput:
    """Return the refusal of a text with ``length`` characters where ``limit`` fit."""
    return InvalidInput(
        QT_TRANSLATE_NOOP(
            "core",
            "El texto tiene {length} caracteres y caben {limit}. Acórtelo o guarde el resto en otra nota.",
        ),
        field=field,
        length=length,
        limit=limit,
    )


def _limited(text: str, field: str, limit: int) -> str | None:
    if len(text) > limit:
        raise too_long(len(text), limit, field)
    return text or None


def digits_of(text: str | None) -> str:
    """Return the digits of a text (to compare telephone numbers)."""
    return "".join(char for char in text or "" if char.isdigit())

"""Text without accents or case, for comparing what people type."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\w+")
_SEPARATORS = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Return the text in lower case, without accents ("ñ" becomes "n")."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def folded_words(text: str) -> str:
    """Return the words of a text without accents and case, parted by one blank."""
    return " ".join(_WORD.findall(folded(text)))


def folded_code(text: str) -> str:
    """Return a code such as "acceso_informacion" from "Acceso-Información"."""
    return _SEPARATORS.sub("_", folded(text)).strip("_")

"""The root key on paper: groups of Crockford characters that forgive how they are typed."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE: Final = str.maketrans("OIL", "011")
_SEED_CHARS: Final = 52
_CHECK_CHARS: Final = 4
_GROUP: Final = 7
_ON_A_SHEET: Final = re.compile(r"(?m)^\s*[0-9A-Za-z]{7}(?:-[0-9A-Za-z]{7}){7}\s*$")


def recovery_text(seed: bytes) -> str:
    """Return the 32 bytes of a root seed as eight groups of seven characters, checksum included."""
    if len(seed) != 32:
        raise ValueError("a seed has 32 bytes")
    text = _characters(int.from_bytes(seed, "big"), _SEED_CHARS) + _check(seed)
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def recovery_seed(text: str) -> bytes:
    """Return the seed that was typed, or that stands on a sheet as ``sync recovery`` writes it.

    Case, spaces, dashes, O for 0 and I or L for 1 are forgiven.
    Raises InvalidInput when a character is missing or its checksum does not agree.
    """
    sheet = _ON_A_SHEET.search(text)
    typed = re.sub(r"[\s\-–—_.]", "", sheet[0] if sheet else text).upper().translate(_ALIKE)
    if len(typed) != _SEED_CHARS + _CHECK_CHARS or not set(typed) <= set(_ALPHABET):
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "La llave de la hoja de recuperación tiene ocho grupos de siete letras y números."
            ),
            field="root",
        )
    number = 0
    for char in typed[:_SEED_CHARS]:
        number = number << 5 | _ALPHABET.index(char)
    seed = number.to_bytes(33, "big")
    if seed[0] or _check(seed[1:]) != typed[_SEED_CHARS:]:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "La llave no cuadra con su comprobación. Revise lo escrito contra la hoja impresa."
            ),
            field="root",
        )
    return seed[1:]


def digits(data: bytes, groups: int = 6) -> str:
    """Return a fingerprint to be read aloud: groups of five digits."""
    number = int.from_bytes(hashlib.sha256(data).digest(), "big") % 10 ** (5 * groups)
    text = f"{number:0{5 * groups}d}"
    return " ".join(text[at : at + 5] for at in range(0, len(text), 5))


def _check(seed: bytes) -> str:
    digest = hashlib.sha256(b"ventanilla root key 1\n" + seed).digest()
    return _characters(int.from_bytes(digest[:3], "big") >> 4, _CHECK_CHARS)


def _characters(number: int, count: int) -> str:
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(5 * (count - 1), -1, -5))

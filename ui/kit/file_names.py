"""Names of files made from what people typed."""

from __future__ import annotations

from typing import Final

_FORBIDDEN: Final = frozenset('\\/:*?"<>|')
_DEVICES: Final = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10))}
)
_BYTES: Final = 180
"""Linux allows 255 bytes, some of which a suffix needs."""


def file_stem(text: str, instead: str, longest: int = 80) -> str:
    """Return a name without its suffix that Windows and Linux accept, ``instead`` where nothing is left of it.

    Invisible characters go too: one that turns the direction around would hide what kind of file it is.
    """
    plain = "".join(
        char for char in text if char not in _FORBIDDEN and (char.isprintable() or char.isspace())
    )
    cut = " ".join(plain.split())[:longest].encode()[:_BYTES].decode(errors="ignore").strip(" .")
    if not cut:
        return instead
    # Windows keeps the names of its devices for itself, with any suffix.
    return f"{instead} {cut}" if cut.split(".")[0].strip().upper() in _DEVICES else cut

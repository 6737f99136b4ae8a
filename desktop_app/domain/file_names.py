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


def file_name(given: str, endings: tuple[str, ...], instead: str, known: frozenset[str]) -> str:
    """Return a name for a file of a known type: what was given, its ending made to tell the truth.

    ``endings`` are those of the type, the usual one first; ``known`` all endings that stand for some type. An ending
    that says something else goes ("foto.exe" that is a picture becomes "foto.png"), one that means nothing stays a
    part of the name ("acta 3.5" becomes "acta 3.5.pdf"). Folders before the name go too.
    """
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(char for char in last if char.isprintable()).strip(" .")
    stem, dot, ending = visible.rpartition(".")
    ending = f".{ending.strip().lower()}"
    chosen = endings[0]
    if dot and stem:
        if ending in endings:
            visible, chosen = stem, ending
        elif ending in known:
            visible = stem
    return file_stem(visible, instead, 120) + chosen

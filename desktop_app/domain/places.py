"""Addresses as people write them, folded so that the same place has the same key."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from desktop_app.domain.folded import folded

LONGEST: Final = 400
"""Characters of a place that are looked at: a one-line field holds no more."""

_WORDS = re.compile(r"\d+|[^\W\d_]+")
_ORDINALS = str.maketrans("ºª°#", "    ")
_NUMBER_WORDS: Final = frozenset({"n", "no", "nro", "num", "numero"})
_KINDS: Final = {
    short: word
    for word, shorts in (
        ("jiron", "jr jir"),
        ("avenida", "av avda avd ave"),
        ("calle", "ca cl cll"),
        ("pasaje", "psje pje psj pj"),
        ("manzana", "mz mza mzn manz"),
        ("lote", "lt lte"),
        ("urbanizacion", "urb urbaniz"),
        ("prolongacion", "prol prolong"),
        ("carretera", "carr ctra"),
        ("cuadra", "cdra cdr cuad"),
        ("bloque", "blq blk"),
        ("malecon", "mcon mal"),
        ("plaza", "plz pza"),
        ("parque", "pq pque"),
        ("esquina", "esq"),
    )
    for short in (word, *shorts.split())
}
_INSIDE: Final = frozenset(
    {"dpto", "depto", "dep", "departamento", "int", "interior", "piso", "oficina", "of", "apto"}
)
_FILLERS: Final = frozenset({"de", "del"})


def place_key(text: str | None) -> str | None:
    """Return what two spellings of one address have in common, or None for what names no place.

    Accents, case, dots and the usual short forms do not matter ("Jr. Unión N.° 0120-A" and "jiron union
    120 a"); the house number, the block and the lot do. A flat or floor is left out: it is the same
    building. Never raises.
    """
    words = [
        each.lstrip("0") or "0"
        for each in _WORDS.findall(folded((text or "")[:LONGEST].translate(_ORDINALS)))
    ]
    kept: list[str] = []
    skip = False
    for word, following in pairwise((*words, "")):
        numbered = following.isdecimal()
        if skip:
            skip = False
        elif (numbered and word in _INSIDE) or (word, following) == ("s", "n"):
            skip = True
        elif word not in _FILLERS and not (numbered and word in _NUMBER_WORDS):
            kept.append(_KINDS.get(word, word))
    own = [word for word in kept if word not in _KINDS]
    named = any(len(word) > 2 and not word.isdecimal() for word in own) or 2 <= len(own) < len(kept)
    return " ".join(kept) if named else None

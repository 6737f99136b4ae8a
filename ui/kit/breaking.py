"""Words that are longer than a line."""

from __future__ import annotations

import re

_LONGEST = 20
_LONG = re.compile(rf"\S{{{_LONGEST + 1},}}")
_PIECE = re.compile(rf"\S{{1,{_LONGEST}}}")
_SPOT = "\u200b"


def breakable(text: str) -> str:
    """Return text with invisible places to break a line inside words too long for any line.

    Qt breaks lines between words only: without them one long word makes a whole pane wider.
    """
    return _LONG.sub(lambda found: _SPOT.join(_PIECE.findall(found.group())), text)

"""Words that are longer than a line."""

from __future__ import annotations

import re

_LONGEST = 20
_HEADING = 120
_LONG = re.compile(rf"\S{{{_LONGEST + 1},}}")
_PIECE = re.compile(rf"\S{{1,{_LONGEST}}}")
_SPOT = "\u200b"


def shortened(text: str, most: int = _HEADING) -> str:
    """Return a text cut to what a heading has room for; the whole of it belongs into the tooltip."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def breakable(text: str) -> str:
    """Return text with invisible places to break a line inside words too long for any line.

    Qt breaks lines between words only: without them one long word makes a whole pane wider.
    """
    return _LONG.sub(lambda found: _SPOT.join(_PIECE.findall(found.group())), text)

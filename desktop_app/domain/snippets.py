"""Where in a text the words were found that somebody looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.typeahead import fits, fold, words_of

ROOM: Final = 90
"""Characters of a text that are shown around what was found."""

_WORD = re.compile(r"\w+", re.UNICODE)
_BLANKS = re.compile(r"\s+")
_MORE: Final = "…"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text, and the places ``(start, end)`` in it of what was found."""

    text: str
    marks: tuple[tuple[int, int], ...]


def find_snippet(text: str, typed: str, room: int = ROOM) -> Snippet | None:
    """Return the piece of a text around the first word that one of the typed ones finds, or None.

    Words are found as the search finds them: by their beginning, without accents, with one typo.
    """
    wanted = words_of(typed)
    line = _BLANKS.sub(" ", text).strip()
    marks = list(_marks(line, wanted))
    if not marks:
        return None
    start = max(0, marks[0][0] - room // 3) if len(line) > room else 0
    if start:
        # From the beginning of a word on.
        start = line.find(" ", start, marks[0][0]) + 1 or start
    end = min(len(line), start + room)
    head = _MORE if start else ""
    piece = f"{head}{line[start:end].rstrip()}{_MORE if end < len(line) else ''}"
    shift = len(head) - start
    return Snippet(piece, tuple((a + shift, min(b, end) + shift) for a, b in marks if a < end))


def _marks(text: str, wanted: Sequence[str]) -> Iterable[tuple[int, int]]:
    for found in _WORD.finditer(text):
        word = fold(found.group())
        typed = next((each for each in wanted if " " not in word and fits(each, word)), None)
        if typed is not None:
            exact = word.startswith(typed) and len(word) == len(found.group())
            yield found.start(), found.start() + len(typed) if exact else found.end()

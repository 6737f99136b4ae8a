"""Finds phrases that a Spanish text affirms: word by word, blind to accents, aware of negation.

A phrase is written in words: "fuga de gas". A word may end in ``*`` (any ending: "derrumb*"), and
``...`` between two words allows up to three others there: "cable* ... caid*".

Negation is judged narrowly, for a missed risk costs more than a needless question. It counts when
only light words (hay, existe, un, ningún, riesgo de …) stand between the negation and the phrase, or
when the words after the phrase say that it is over (ya no existe, fue reparada, descartado).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from desktop_app.domain.folded import folded

_WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*")
_BREAK = re.compile(r"[.,;:!?¡¿()«»\"—–]|\n\s*\n")
_GAP = "..."
_MAX_GAP = 3
_LOOK_AHEAD = 6


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEGATIONS: Final = _words("no ni sin nunca jamas tampoco ningun ninguna ninguno")
_LIGHT: Final = _words(
    "hay habia hubo habra haya hubiera existe existen existia existio es son era eran fue fueron esta estan "
    "se ha han he hemos sido ve ven vio observa observan observo reporta reportan reporto registra registran "
    "registro presenta presentan presento percibe siente huele tenemos tengo tiene tienen tuvo hubieron "
    "un una unos unas el la los las ningun ninguna algun alguna otro otra mas ya ahora aqui alli tal "
    "de del a al en o u e ni "
    "riesgo riesgos peligro peligros posible posibilidad indicio indicios senal senales rastro sospecha "
    "amenaza problema problemas caso casos reporte reportes tipo clase ningun"
)
_DRILLS: Final = _words("simulacro simulacros simulacion")
_CONTRARY: Final = _words("pero aunque sino sin embargo y que porque pues mientras cuando si")
_OVER: Final = (
    "descartad", "controlad", "reparad", "solucionad", "arreglad", "superad", "extinguid", "sofocad",
    "retirad", "resuelt", "eliminad",
)  # fmt: skip
# With their accents: "arregló" ends a risk, "pido arreglo" does not.
_OVER_VERBS: Final = _words(
    "repararon arreglaron solucionaron controlaron descartaron retiraron resolvieron extinguieron apagaron "
    "reparó arregló solucionó controló descartó retiró resolvió extinguió apagó"
)
_NOT_YET: Final = _words("sin aun todavia nunca tampoco nadie falta mal")
_GONE: Final = _words("existe existen sigue siguen continua continuan representa representan")
_GONE_AT_END: Final = _words("hay esta estan")


class Span(NamedTuple):
    """A stretch of the original text, ``end`` not included."""

    start: int
    end: int


class _Token(NamedTuple):
    word: str
    written: str
    start: int
    end: int
    clause: int


def find_phrases(
    text: str, phrases: Iterable[str], *, past: bool = False, light: frozenset[str] = frozenset()
) -> list[Span]:
    """Return where the text affirms one of the phrases, in order; negated ones are left out.

    ``past``: what is over counts as well ("me trataron mal, ya fue resuelto" is a complaint all the same).
    ``light``: more words over which a negation reaches ("no quiero denunciar").
    """
    tokens, places = _read(text)
    hits = {hit for phrase in phrases for hit in _hits(tokens, places, _pattern(phrase))}
    covered = {index for hit in hits for index in hit}
    found: list[Span] = []
    for first, last in sorted({(hit[0], hit[-1]) for hit in hits}, key=lambda hit: (hit[0], -hit[1])):
        inside = bool(found) and tokens[last].end <= found[-1].end
        if inside or _negated_before(tokens, first, covered, light):
            continue
        if past or not _over_after(tokens, last):
            found.append(Span(tokens[first].start, tokens[last].end))
    return found


class _Reading(NamedTuple):
    tokens: tuple[_Token, ...]
    places: dict[str, list[int]]
    """Where each word stands."""


@lru_cache(maxsize=2)
def _read(text: str) -> _Reading:
    """Read a text once: it is asked for many lists of phrases in a row."""
    tokens = tuple(_tokens(text))
    places: dict[str, list[int]] = {}
    for index, token in enumerate(tokens):
        places.setdefault(token.word, []).append(index)
    return _Reading(tokens, places)


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    clause = previous = 0
    for match in _WORD.finditer(text):
        clause += bool(_BREAK.search(text, previous, match.start()))
        word = match.group()
        tokens.append(_Token(folded(word), _composed(word), match.start(), match.end(), clause))
        previous = match.end()
    return tokens


@lru_cache(maxsize=2048)
def _pattern(phrase: str) -> tuple[str, ...]:
    return tuple(folded(part) for part in phrase.split())


def _hits(
    tokens: Sequence[_Token], places: dict[str, list[int]], pattern: tuple[str, ...]
) -> list[tuple[int, ...]]:
    """Return the places of the phrase, each as the indices of its words (gaps left out)."""
    if not pattern:
        return []
    if pattern[0].endswith("*"):
        stem = pattern[0][:-1]
        starts = [index for word, found in places.items() if word.startswith(stem) for index in found]
    else:
        starts = places.get(pattern[0], [])
    matches = (_match(tokens, first, pattern) for first in starts)
    return [place for place in matches if place]


def _match(tokens: Sequence[_Token], first: int, pattern: tuple[str, ...]) -> tuple[int, ...]:
    """Return the indices of the phrase's words when it starts at ``first``, else nothing."""
    place: list[int] = []
    slack = 0
    for part in pattern:
        if part == _GAP:
            slack = _MAX_GAP
            continue
        start = place[-1] + 1 if place else first
        at = _next_fit(tokens, range(start, min(start + 1 + slack, len(tokens))), part, tokens[first].clause)
        if at is None:
            return ()
        place.append(at)
        slack = 0
    return tuple(place)


def _next_fit(tokens: Sequence[_Token], indices: range, part: str, clause: int) -> int | None:
    for index in indices:
        token = tokens[index]
        if token.clause != clause:
            return None
        if _fits(token.word, part):
            return index
        if token.word in _NEGATIONS:
            return None
    return None


def _fits(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


def _negated_before(tokens: Sequence[_Token], first: int, hits: set[int], light: frozenset[str]) -> bool:
    for index in range(first - 1, -1, -1):
        token = tokens[index]
        if token.clause != tokens[first].clause:
            return False
        if token.word in _NEGATIONS:
            return not _insists(tokens, index)
        if token.word in _DRILLS or (token.word == "alarma" and index and tokens[index - 1].word == "falsa"):
            return True
        # Another phrase in between is as light as its negation: "no hay fuga ni humo".
        if token.word not in _LIGHT and token.word not in light and index not in hits:
            return False
    return False


def _insists(tokens: Sequence[_Token], index: int) -> bool:
    """Tell a negation that affirms: "no sin riesgo", "no solo hay riesgo"."""
    if not index or tokens[index].word != "sin":
        return False
    before = tokens[index - 1]
    return before.word == "no" and before.clause == tokens[index].clause


def _over_after(tokens: Sequence[_Token], last: int) -> bool:
    following: list[_Token] = []
    for token in tokens[last + 1 : last + 1 + _LOOK_AHEAD]:
        if token.clause != tokens[last].clause or token.word in _CONTRARY:
            break
        following.append(token)
    for index, token in enumerate(following):
        if token.word == "no":
            words = [each.word for each in following]
            return _gone(words[:index], words[index + 1 :])
        if token.word in _NOT_YET:
            return False
        if token.word.startswith(_OVER) or token.written in _OVER_VERBS:
            return True
    return False


def _gone(before: list[str], after: list[str]) -> bool:
    """Judge what stands around a "no" after the phrase: "ya no existe" against "no está controlada"."""
    if not after or not set(before) <= _LIGHT:
        return False
    if after[0] in _GONE_AT_END:
        return len(after) == 1 or (after[0] == "hay" and "ya" in before)
    return after[0] in _GONE


def _composed(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold()

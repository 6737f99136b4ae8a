"""Type-ahead over a small catalogue: word prefixes, kind spelling, one typo forgiven, a calm order.

Everything is answered from memory. A word's topics are a bit set, so that a letter costs some hundreds of
integer operations however many topics begin with it.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import groupby
from typing import Final

LEAST_FORGIVEN: Final = 5
"""Letters from which on one typo is forgiven."""

SHOWN: Final = 7
"""Rows of a list of suggestions (ux.md 2)."""

_LEAST_KIND: Final = 3
_LEAST_HEARD: Final = 7
"""Letters from which on a word spelt by ear may have a typo besides: short ones sound like too many others."""
_LONGEST_WORD: Final = 40
_LONGEST_QUERY: Final = 64
_MOST_WORDS: Final = 12
_REMEMBERED: Final = 4_096
_END: Final = "\U0010ffff"
_WORD = re.compile(r"\w+", re.UNICODE)
_KIND: Final = str.maketrans({"v": "b", "z": "s", "c": "s", "y": "l", "h": None})


def fold(text: str) -> str:
    """Return text without accents, case and punctuation, its words parted by one blank."""
    # Texts say the same words again and again.
    folded = (_folded(piece) if len(piece) <= _LONGEST_WORD else _fold(piece) for piece in text.split())
    return " ".join(piece for piece in folded if piece)


def _fold(piece: str) -> str:
    plain = unicodedata.normalize("NFD", piece.casefold())
    if not plain.isascii():
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(_WORD.findall(plain.replace("_", " ")))


_folded = lru_cache(maxsize=50_000)(_fold)


def words_of(text: str) -> list[str]:
    """Return the folded words of a text; of an endless word only its beginning."""
    return [word[:_LONGEST_WORD] for word in fold(text).split()]


@lru_cache(maxsize=50_000)
def kind_spelling(word: str) -> str:
    """Return how a folded word sounds to who spells by ear: b/v, s/z/c and ll/y are one, h is silent.

    Letter by letter, so that the beginning of a word sounds like the beginning of its sound.
    """
    heard = word.translate(_KIND)
    return "".join(letter for letter, _ in groupby(heard))


@dataclass(frozen=True, slots=True)
class Document:
    """Something to be found: by its title, other words for it, and what its sheet says.

    ``first`` has it stand before others that match as well; ``offered`` is false for what editors alone find.
    """

    key: Hashable
    title: str
    synonyms: str = ""
    body: str = ""
    first: bool = False
    offered: bool = True


class _Words:
    """Words in order, each with the documents that have it as a bit set."""

    def __init__(self, found: dict[str, int]) -> None:
        self.words: Sequence[str] = sorted(found)
        self._documents = [found[word] for word in self.words]
        self._five: dict[str, int] = {}
        for word in self.words:
            if len(word) == LEAST_FORGIVEN:
                for at in range(LEAST_FORGIVEN):
                    short = word[:at] + word[at + 1 :]
                    self._five[short] = self._five.get(short, 0) | found[word]

    def starting(self, prefix: str, low: int = 0, high: int | None = None) -> int:
        """Return the documents with a word that begins so."""
        first, last = self._span(prefix, low, len(self.words) if high is None else high)
        return self._between(first, last)

    def near(self, typed: str) -> int:
        """Return the documents with a word whose beginning is at most one typo away from ``typed``.

        A typo is a letter too many, one missing, a wrong one, or two that changed places.
        """
        if len(typed) < LEAST_FORGIVEN:
            # A word of five that lacks one letter was typed to its end.
            return self._five.get(typed, 0) if len(typed) == LEAST_FORGIVEN - 1 else 0
        found, low, high = 0, 0, len(self.words)
        for at in range(len(typed) + 1):
            if low == high:
                break
            head, rest = typed[:at], typed[at + 1 :]
            span = partial(self.starting, low=low, high=high)
            found |= span(head + rest)
            if rest:
                found |= span(head + rest[0] + typed[at] + rest[1:])
            for letter in self._letters_after(head, low, high):
                found |= span(head + letter + rest) | span(head + letter + typed[at:])
            if at < len(typed):
                low, high = self._span(typed[: at + 1], low, high)
        return found

    def _span(self, prefix: str, low: int, high: int) -> tuple[int, int]:
        first = bisect_left(self.words, prefix, low, high)
        return first, bisect_left(self.words, prefix + _END, first, high)

    def _between(self, first: int, last: int) -> int:
        found = 0
        for documents in self._documents[first:last]:
            found |= documents
        return found

    def _letters_after(self, head: str, low: int, high: int) -> Iterator[str]:
        """Yield the letters that follow a beginning which all words from ``low`` to ``high`` share."""
        at = len(head)
        while low < high:
            word = self.words[low]
            if len(word) == at:
                low += 1
                continue
            yield word[at]
            low = bisect_left(self.words, head + word[at] + _END, low, high)


@dataclass(frozen=True, slots=True)
class _Match:
    """The documents that one typed word finds, from the strictest reading to the most forgiving."""

    opening: int
    title: int
    named: int
    anywhere: int
    kind: int
    near: int


@dataclass(slots=True)
class Index:
    """Documents ready to be searched; made by ``build_index``, never changed."""

    keys: Sequence[Hashable]
    _offered: int
    _openings: _Words
    _titles: _Words
    _names: _Words
    _sounds: _Words
    _texts: Sequence[str]
    _bodies: _Words | None = None
    _matches: dict[str, _Match] = field(default_factory=dict)
    _shown: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def suggest(self, typed: str, limit: int = SHOWN) -> list[Hashable]:
        """Return at most ``limit`` keys, never more than seven, for what is being typed.

        Titles and synonyms count. Exact matches stand before those spelt by ear, and these before those
        with a typo. Of two rows that were to be seen one letter before and still fit as well as each other,
        the upper one stays above the other. The same letters give the same list, typed or pasted.
        """
        query = fold(typed[:_LONGEST_QUERY])[:_LONGEST_QUERY]
        before: tuple[int, ...] = ()
        for end in range(1, len(query) + 1):
            if query[end - 1] != " ":
                before = self._step(query[:end], before)
        return [self.keys[at] for at in before[:limit]]

    def find(self, typed: str, *, every: bool = False) -> list[Hashable]:
        """Return all keys that have every typed word anywhere, the likeliest first.

        ``every``: also what is not offered.
        """
        words = words_of(typed)
        scope = -1 if every else self._offered
        return [self.keys[at] for group in self._ranked(words, body=True) for at in _bits(group & scope)]

    def _step(self, query: str, before: tuple[int, ...]) -> tuple[int, ...]:
        """Return the rows for a text whose rows one letter before are known."""
        known = self._shown.get(query)
        if known is not None:
            return known
        *exact, heard, typo = [group & self._offered for group in self._ranked(query.split(), body=False)]
        calm: list[int] = []
        for part in (exact, [heard], [typo]):
            rows: list[int] = []
            for group in part:
                rows += _bits(group, SHOWN - len(calm) - len(rows))
            stay = iter([row for row in before if row in rows])
            calm += [next(stay) if row in before else row for row in rows]
        shown = tuple(calm)
        if len(self._shown) >= _REMEMBERED:
            self._shown.clear()
        self._shown[query] = shown
        return shown

    def _ranked(self, words: Sequence[str], *, body: bool) -> list[int]:
        """Return groups of documents that exclude each other, the likeliest first.

        The last but one are spelt by ear, the last have a typo. Without words nothing is found.
        """
        matches = [self._match(word[:_LONGEST_WORD], body=body) for word in words[:_MOST_WORDS]]
        if not matches:
            return []
        titled = _all(match.title for match in matches)
        kind = [match.kind for match in matches]
        groups = [
            matches[0].opening & titled,
            titled,
            _all(match.named for match in matches),
            _all(match.anywhere for match in matches),
            _all(kind),
            _one_forgiven(kind, [match.near for match in matches]),
        ]
        taken = 0
        for at, group in enumerate(groups):
            groups[at] = group & ~taken
            taken |= group
        return groups

    def _match(self, word: str, *, body: bool) -> _Match:
        name = f"{word}\n{body}"
        known = self._matches.get(name)
        if known is None:
            if len(self._matches) >= _REMEMBERED:
                self._matches.clear()
            known = self._matches[name] = self._look_up(word, body=body)
        return known

    def _look_up(self, word: str, *, body: bool) -> _Match:
        heard = kind_spelling(word)
        title = self._titles.starting(word)
        named = title | self._names.starting(word)
        sheets = self._sheets() if body else None
        anywhere = named | sheets.starting(word) if sheets else named
        kind = anywhere | (self._sounds.starting(heard) if len(heard) >= _LEAST_KIND else 0)
        near = self._names.near(word)
        if len(heard) >= _LEAST_HEARD:
            near |= self._sounds.near(heard)
        if sheets:
            near |= sheets.near(word)
        return _Match(self._openings.starting(word), title, named, anywhere, kind, kind | near)

    def _sheets(self) -> _Words:
        """Return the words of the sheets: many, and only a search of everything asks for them."""
        if self._bodies is None:
            found: dict[str, int] = {}
            for at, text in enumerate(self._texts):
                _put(found, set(words_of(text)), 1 << at)
            self._bodies = _Words(found)
        return self._bodies


def build_index(documents: Iterable[Document]) -> Index:
    """Return an index of documents, whose order follows from what they say alone."""
    ordered = sorted(
        documents, key=lambda each: (not each.first, fold(each.title), each.title, str(each.key))
    )
    openings: dict[str, int] = {}
    titles: dict[str, int] = {}
    names: dict[str, int] = {}
    sounds: dict[str, int] = {}
    offered = 0
    for at, document in enumerate(ordered):
        bit = 1 << at
        offered |= bit if document.offered else 0
        title = words_of(document.title)
        _put(openings, title[:1], bit)
        _put(titles, title, bit)
        named = {*title, *words_of(document.synonyms)}
        _put(names, named, bit)
        _put(sounds, {kind_spelling(word) for word in named}, bit)
    return Index(
        [each.key for each in ordered], offered, _Words(openings), _Words(titles), _Words(names),
        _Words(sounds), [each.body for each in ordered],
    )  # fmt: skip


def _put(words: dict[str, int], found: Iterable[str], bit: int) -> None:
    for word in found:
        words[word] = words.get(word, 0) | bit


def _all(sets: Iterable[int]) -> int:
    found = -1
    for each in sets:
        found &= each
    return found


def _one_forgiven(strict: Sequence[int], near: Sequence[int]) -> int:
    """Return what fits when one of the words may have a typo: one in a question, whichever word it is in."""
    found = 0
    for at, forgiven in enumerate(near):
        found |= forgiven & _all(other for place, other in enumerate(strict) if place != at)
    return found


def _bits(documents: int, most: int = sys.maxsize) -> Iterator[int]:
    """Yield the places of the bits, the lowest first."""
    while documents and most > 0:
        low = documents & -documents
        yield low.bit_length() - 1
        documents ^= low
        most -= 1


def fits(typed: str, word: str) -> bool:
    """Tell whether one typed word finds one word of a text; both folded."""
    heard = kind_spelling(typed)
    if word.startswith(typed) or (len(heard) >= _LEAST_KIND and kind_spelling(word).startswith(heard)):
        return True
    return _near(typed, word) or (len(heard) >= _LEAST_HEARD and _near(heard, kind_spelling(word)))


def alike(one: str, other: str) -> bool:
    """Tell whether two whole words, folded, are the same to who spells by ear or makes one typo."""
    heard, again = kind_spelling(one), kind_spelling(other)
    long = min(len(one), len(other)) >= LEAST_FORGIVEN
    return heard == again or (long and (one_typo(one, other) or one_typo(heard, again)))


def one_typo(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter too many, missing or wrong, or two that changed places."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    first, second = one[start:], other[start:]
    swapped = first[:2] == second[1::-1] and first[2:] == second[2:]
    return first[1:] == second[1:] or first[1:] == second or first == second[1:] or swapped


def _near(typed: str, word: str) -> bool:
    if len(typed) < LEAST_FORGIVEN:
        return len(typed) == LEAST_FORGIVEN - 1 and len(word) == LEAST_FORGIVEN and one_typo(typed, word)
    lengths = (len(typed) - 1, len(typed), len(typed) + 1)
    return any(one_typo(typed, word[:length]) for length in lengths if length <= len(word))

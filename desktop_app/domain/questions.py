"""Questions that fit no topic, put together where people asked the same in other words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from desktop_app.domain.typeahead import LEAST_FORGIVEN, alike, fold, kind_spelling, words_of

_FILLERS: Final = frozenset(
    (
        "a al ante con como cual cuales cuando cuanto cuanta de del desde donde el ella en es esta este esto hay "
        "la las le les lo los me mi mis necesito no o para pero por porque puede puedo pueden que quien quiere "
        "quiero quisiera saber se ser si sobre su sus te tengo tiene tu un una unas uno unos va voy y ya yo "
        "buenos buenas dias tardes favor por"
    ).split()
)
"""Words that say nothing about what is asked."""

_SHORT: Final = 4
_MOST_WORDS: Final = 24
"""Words of a question up to which a typo is looked for: a longer one says the rest in other words anyway."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One way in which a question was put."""

    text: str
    count: int
    last: date


@dataclass(slots=True)
class Group:
    """The same question in several wordings, the most frequent first; ``keys`` are what they come down to."""

    wordings: list[Wording] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How often it was asked."""
        return sum(each.count for each in self.wordings)

    @property
    def last(self) -> date:
        """When it was asked last."""
        return max(each.last for each in self.wordings)


def telling_words(text: str) -> list[str]:
    """Return the folded words that say what is asked, in their order, each once."""
    words = [word for word in words_of(text) if word not in _FILLERS]
    return list(dict.fromkeys(words))


def question_key(text: str) -> str:
    """Return what a question comes down to: its telling words as they sound, in whatever order."""
    words = telling_words(text) or words_of(text)
    sounds = {_singular(kind_spelling(word)) or word for word in words}
    return " ".join(sorted(sounds)) or fold(text) or text.strip()


def _singular(sound: str) -> str:
    """Return how a word sounds without its plural's s: of several dogs people ask the same."""
    return sound[:-1] if len(sound) > _SHORT and sound.endswith("s") else sound


def question_mark(key: str) -> str:
    """Return a name for a question that does not tell what was asked: somebody may be named in it."""
    return hashlib.sha256(f"question\x1f{key}".encode("utf-8", "surrogatepass")).hexdigest()[:24]


def group_questions(asked: Iterable[Wording]) -> list[Group]:
    """Return the questions with their wordings, the most asked first, then the latest.

    Wordings are one question when they have the same telling words, save one typo in one of them. What
    comes out does not depend on the order of what goes in.
    """
    found: dict[str, Group] = {}
    for wording in sorted(asked, key=lambda each: (-each.count, -each.last.toordinal(), each.text)):
        key = question_key(wording.text)
        group = found.setdefault(key, Group())
        group.wordings.append(wording)
        group.keys.add(key)
    leaders: list[Group] = []
    near = _Near()
    for key, group in sorted(found.items(), key=lambda item: (-item[1].count, item[0])):
        words = frozenset(key.split())
        at = near.find(words)
        if at is None:
            near.add(words, len(leaders))
            leaders.append(group)
        else:
            leader = leaders[at]
            leader.wordings += group.wordings
            leader.keys |= group.keys
    for group in leaders:
        group.wordings.sort(key=lambda each: (-each.count, -each.last.toordinal(), each.text))
    return sorted(leaders, key=lambda each: (-each.count, -each.last.toordinal(), each.wordings[0].text))


class _Near:
    """Finds which question differs in one typo of one word, without comparing it to each of thousands.

    Words that are alike have a spelling in common once a letter is left out of either.
    """

    def __init__(self) -> None:
        self._places: dict[tuple[int, str], list[tuple[int, str, frozenset[str]]]] = {}

    def add(self, words: frozenset[str], place: int) -> None:
        """Take a question in under its place in the list."""
        for word, rest, spelling in _looks(words):
            self._places.setdefault((rest, spelling), []).append((place, word, words))

    def find(self, words: frozenset[str]) -> int | None:
        """Return the place of the first question with such a word, trying the words in their order."""
        best: tuple[str, int] | None = None
        for word, rest, spelling in _looks(words):
            if best is not None and word > best[0]:
                break
            for place, other, whole in self._places.get((rest, spelling), ()):
                if best is not None and place >= best[1]:
                    break
                # The number only stands for the rest of the words.
                if alike(word, other) and whole - {other} == words - {word}:
                    best = word, place
                    break
        return None if best is None else best[1]


def _looks(words: frozenset[str]) -> Iterator[tuple[str, int, str]]:
    """Yield each word in order with a number for the others and a spelling that it shares with those alike."""
    if len(words) > _MOST_WORDS:
        return
    total = 0
    for word in words:
        total ^= hash(word)
    for word in sorted(words):
        for spelling in _spellings(word):
            yield word, total ^ hash(word), spelling


def _spellings(word: str) -> set[str]:
    heard = kind_spelling(word)
    if len(word) < LEAST_FORGIVEN:
        return {heard}
    found = {word, heard}
    for spelt in (word, heard):
        found.update(spelt[:at] + spelt[at + 1 :] for at in range(len(spelt)))
    return found

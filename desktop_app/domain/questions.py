"""Questions that fit no topic, put together where people asked the same in other words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from desktop_app.domain.typeahead import alike, fold, kind_spelling, words_of

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
    near: dict[frozenset[str], list[tuple[str, Group]]] = {}
    for key, group in sorted(found.items(), key=lambda item: (-item[1].count, item[0])):
        words = frozenset(key.split())
        leader = _leader(words, near)
        if leader is None:
            leaders.append(group)
            for word in words:
                near.setdefault(words - {word}, []).append((word, group))
        else:
            leader.wordings += group.wordings
            leader.keys |= group.keys
    for group in leaders:
        group.wordings.sort(key=lambda each: (-each.count, -each.last.toordinal(), each.text))
    return sorted(leaders, key=lambda each: (-each.count, -each.last.toordinal(), each.wordings[0].text))


def _leader(words: frozenset[str], near: dict[frozenset[str], list[tuple[str, Group]]]) -> Group | None:
    """Return the question that differs in one typo of one word."""
    for word in sorted(words):
        for other, group in near.get(words - {word}, ()):
            if alike(word, other):
                return group
    return None

"""Folding a set of operations into a state: pure, total, and blind to the order of arrival."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_app.domain.ids import ULID_BYTES

MOST_TOLD: Final = 16
"""Rivals that one review item names: more than people make, and forged thousands must not fill the disk."""


UNITED: Final = frozenset({"distinct_from"})
"""Fields that are sets of ids: what desks apart added is there together, and there is nothing to choose."""

MOST_UNITED: Final = 2_000
"""Ids of such a set: as many as one write can hold, however many a hostile desk names."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a fold may look at in an operation; ``uid`` and ``author`` as ULID text."""

    uid: str
    stamp: int
    kind: str
    author: str | None
    facts: Mapping[str, Any]
    personal: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Review:
    """A conflict that a person has to look at; the id is the same on every desk."""

    id: bytes
    kind: str
    facts: Mapping[str, Any]


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries by stamp, ties by id: the same order on every desk."""
    return sorted(entries, key=lambda entry: (entry.stamp, entry.uid))


def make_review(kind: str, *parts: str, **facts: object) -> Review:
    """Return a review item whose id follows from what it is about."""
    digest = hashlib.sha256("\x1f".join(("review", kind, *parts)).encode()).digest()
    return Review(digest[:ULID_BYTES], kind, facts)


@dataclass(slots=True)
class Record:
    """The registers of a record-like entity: what shows, who wrote it, and what disagrees."""

    values: dict[str, Any] = field(default_factory=dict)
    heads: dict[str, list[str]] = field(default_factory=dict)
    reviews: list[Review] = field(default_factory=list)


def fold_record(target: str, entries: Iterable[Entry]) -> Record:
    """Fold ``set`` operations: the greatest stamp shows, rivals that did not see each other are told.

    A write lists in ``bases`` the writes of the same field that it saw; those are superseded. Rivals of a
    field in ``UNITED`` count together.
    """
    writes: dict[str, dict[str, Any]] = {}
    seen: dict[str, set[str]] = {}
    for entry in in_order(entries):
        if entry.kind != "set":
            continue
        bases = _mapping(entry.facts.get("bases"))
        for name, value in (
            *_mapping(entry.facts.get("set")).items(),
            *_mapping(entry.personal.get("set")).items(),
        ):
            writes.setdefault(name, {})[entry.uid] = value
            known = bases.get(name)
            if isinstance(known, list):
                seen.setdefault(name, set()).update(uid for uid in known if isinstance(uid, str))
    record = Record()
    for name, by_uid in writes.items():
        heads = [uid for uid in by_uid if uid not in seen.get(name, ())] or [list(by_uid)[-1]]
        record.heads[name] = heads
        record.values[name] = by_uid[heads[-1]]
        if name in UNITED and len(heads) > 1:
            record.values[name] = _united(by_uid[uid] for uid in heads)
        elif any(by_uid[uid] != by_uid[heads[-1]] for uid in heads):
            record.reviews.append(
                make_review("field", target, name, *heads, field=name, heads=heads[-MOST_TOLD:])
            )
    return record


def _united(values: Iterable[object]) -> list[str] | None:
    """Return the ids that any of several lists names; None for none."""
    lists = (value for value in values if isinstance(value, list))
    return sorted({each for some in lists for each in some if isinstance(each, str)})[:MOST_UNITED] or None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


@dataclass(frozen=True, slots=True)
class Ancestry:
    """Which events each event had seen, as bit sets over their order."""

    position: Mapping[str, int]
    seen: Sequence[int]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Ancestry:
        """Return the ancestry of entries that stand in order; unknown parents are ignored."""
        position = {entry.uid: index for index, entry in enumerate(entries)}
        seen: list[int] = []
        for index, entry in enumerate(entries):
            bits = 0
            parents = entry.facts.get("parents")
            for parent in parents if isinstance(parents, list) else ():
                at = position.get(parent, index) if isinstance(parent, str) else index
                if at < index:
                    bits |= seen[at] | 1 << at
            seen.append(bits)
        return cls(position, seen)

    def concurrent(self, one: int, other: int) -> bool:
        """Tell whether neither of the two events had seen the other."""
        return one != other and not self.seen[one] >> other & 1 and not self.seen[other] >> one & 1

    def heads(self) -> list[int]:
        """Return the events that no other event had seen."""
        covered = 0
        for bits in self.seen:
            covered |= bits
        return [index for index in range(len(self.seen)) if not covered >> index & 1]

"""What a desk holds, in a few numbers for each stream.

The highest sequence alone lies (a gap, or a fork after a restore, has the same one), so a vector
carries the count of operations and the XOR of their hashes as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.domain.operations import check_stream
from desktop_app.storage.queries import sync as queries
from desktop_app.storage.store import Store

Range = tuple[int, int]
"""Sequences from the first to the last, both included."""

_CACHE: Final = "sync.vector"
_CACHE_STEP: Final = 2_000


@dataclass(frozen=True, slots=True)
class Extent:
    """What is held of a stream: highest sequence, number of operations, XOR of their hashes."""

    max: int
    count: int
    xor: bytes

    @property
    def whole(self) -> bool:
        """Tell whether nothing is missing below the highest sequence (forks aside)."""
        return self.count >= self.max


Vector = Mapping[str, Extent]

LARGEST: Final = 1 << 62
"""Sequences and counts stay below this; what a desk says to hold becomes what the others ask for."""


@dataclass(slots=True)
class _Sum:
    max: int = 0
    count: int = 0
    xor: int = 0
    solid: int = 0

    def add(self, seq: int, digest: bytes) -> None:
        self.max = max(self.max, seq)
        self.count += 1
        self.xor ^= int.from_bytes(digest, "big")
        if seq == self.solid + 1:
            self.solid = seq


@dataclass(frozen=True, slots=True)
class Holdings:
    """The vector of this desk, and the sequences that are missing below each stream's highest."""

    vector: Vector
    gaps: Mapping[str, Sequence[Range]]

    @property
    def total(self) -> int:
        """Return the number of operations held."""
        return sum(extent.count for extent in self.vector.values())


def holdings(store: Store) -> Holdings:
    """Return what this desk holds.

    The sums are kept up to a row of the log and continued from there, so that a long history is read
    once, not at every exchange.
    """
    row, sums = _cached(store)
    start = row
    for number, name, seq, digest in queries.operations_after(store, row):
        sums.setdefault(name, _Sum()).add(seq, digest)
        row = number
    gaps = {}
    for name, total in sums.items():
        if total.solid < total.max:
            total.solid, missing = _scan(total.solid, queries.sequences_above(store, name, total.solid))
            if missing:
                gaps[name] = missing
    if row - start >= _CACHE_STEP and not store.read_only:
        body = {name: [s.max, s.count, s.xor.to_bytes(32, "big").hex(), s.solid] for name, s in sums.items()}
        store.set_local(_CACHE, json.dumps({"row": row, "streams": body}))
    vector = {
        name: Extent(s.max, s.count, s.xor.to_bytes(32, "big")) for name, s in sorted(sums.items()) if s.count
    }
    return Holdings(vector, gaps)


def _cached(store: Store) -> tuple[int, dict[str, _Sum]]:
    text = store.get_local(_CACHE)
    if text is None:
        return 0, {}
    body = json.loads(text)
    sums = {
        name: _Sum(high, count, int(xor, 16), solid)
        for name, (high, count, xor, solid) in body["streams"].items()
    }
    return body["row"], sums


def _scan(solid: int, present: Iterable[int]) -> tuple[int, list[Range]]:
    """Return up to where nothing is missing above ``solid``, and the ranges missing beyond."""
    missing: list[Range] = []
    last = solid
    for seq in present:
        if seq > last + 1:
            missing.append((last + 1, seq - 1))
        elif not missing:
            solid = seq
        last = seq
    return solid, missing


def merged(ranges: Iterable[Range]) -> list[Range]:
    """Return the same sequences in the fewest ranges; empty ones vanish."""
    found: list[Range] = []
    for low, high in sorted(ranges):
        if low > high:
            continue
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def subtract(ranges: Iterable[Range], taken: Iterable[Range]) -> list[Range]:
    """Return what remains of ``ranges`` without ``taken``."""
    remaining = sorted(ranges)
    for low, high in sorted(taken):
        cut: list[Range] = []
        for lo, hi in remaining:
            if hi < low or lo > high:
                cut.append((lo, hi))
                continue
            if lo < low:
                cut.append((lo, low - 1))
            if hi > high:
                cut.append((high + 1, hi))
        remaining = cut
    return remaining


def encode(vector: Vector) -> dict[str, list[Any]]:
    """Return a vector as it stands in a bundle's header."""
    return {name: [e.max, e.count, e.xor.hex()] for name, e in vector.items()}


def _held(value: object) -> bool:
    return type(value) is int and 0 <= value < LARGEST


def decode(body: Any) -> dict[str, Extent]:
    """Return the vector of a bundle's header. Raises ValueError for another form."""
    if not isinstance(body, dict):
        raise ValueError("not a vector")  # noqa: TRY004 - data from outside, not a caller's mistake
    found = {}
    for name, value in body.items():
        if not isinstance(value, list) or len(value) != 3:
            raise ValueError("not an extent")
        check_stream(name)
        high, count, xor = value
        if not (_held(high) and _held(count) and isinstance(xor, str) and len(xor) == 64):
            raise ValueError("not an extent")
        found[name] = Extent(high, count, bytes.fromhex(xor))
    return found

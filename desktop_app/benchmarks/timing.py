"""Timing two ways of doing the same work, turn by turn, so that a noisy machine is noisy for both."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

Work = Callable[[int], object]
"""One unit of work; told its running number."""

MANY: Final = 100
"""From so many samples on, the second number is the 99th percentile; below, the slowest."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Milliseconds: the median of the rounds' medians, and the 99th percentile of all."""

    p50: float
    p99: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. ``goal`` in words; ``ok`` None where no goal is set."""

    name: str
    ours: Samples
    floor: Samples | None
    goal: str
    ok: bool | None
    unit: str = "ms"
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours ÷ floor, of the medians."""
        return self.ours.p50 / self.floor.p50 if self.floor and self.floor.p50 else None

    @property
    def ratio_p99(self) -> float | None:
        """Ours ÷ floor, of the 99th percentiles."""
        return self.ours.p99 / self.floor.p99 if self.floor and self.floor.p99 else None

    def as_dict(self) -> dict[str, Any]:
        """Return the row for a JSON document."""
        floor = self.floor
        return {
            "name": self.name, "unit": self.unit, "ours": round(self.ours.p50, 4),
            "ours_p99": round(self.ours.p99, 4), "floor": round(floor.p50, 4) if floor else None,
            "floor_p99": round(floor.p99, 4) if floor else None,
            "ratio": round(self.ratio, 3) if self.ratio else None, "goal": self.goal, "ok": self.ok,
            "note": self.note,
        }  # fmt: skip


def samples(rounds: Sequence[Sequence[float]]) -> Samples:
    """Sum up rounds of seconds."""
    every = sorted(second for one in rounds for second in one)
    rank = int(len(every) * 0.99) if len(every) >= MANY else len(every) - 1
    return Samples(
        statistics.median(statistics.median(one) for one in rounds) * 1000,
        every[min(rank, len(every) - 1)] * 1000,
    )


def interleaved(ours: Work, floor: Work, *, rounds: int, each: int, warm: int = 1) -> tuple[Samples, Samples]:
    """Run both by turns: ``rounds`` times ``each`` units of one, then of the other."""
    works = (ours, floor)
    for work in works:
        for number in range(warm):
            work(number)
    taken: tuple[list[list[float]], list[list[float]]] = ([], [])
    for turn in range(rounds):
        # Who begins changes, so that neither always inherits the other's caches.
        for place in (0, 1) if turn % 2 == 0 else (1, 0):
            taken[place].append(timed(works[place], turn * each, each))
    return samples(taken[0]), samples(taken[1])


def timed(work: Work, first: int, count: int) -> list[float]:
    """Return the seconds of ``count`` units of work, numbered from ``first``."""
    gc.collect()
    seconds = []
    for number in range(first, first + count):
        begins = time.perf_counter()
        work(number)
        seconds.append(time.perf_counter() - begins)
    return seconds


def within(value: float, goal: float, ratio: float | None, allowed: float) -> bool:
    """Tell whether a goal is met: in milliseconds, or else as the ratio to the floor measured beside it."""
    return value <= goal or (ratio is not None and ratio <= allowed)

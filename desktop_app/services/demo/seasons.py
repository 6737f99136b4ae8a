"""How many people come on a day, and for what: the year of a municipality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

WEEKDAYS: Final = (1.24, 1.1, 1.0, 0.92, 0.82, 0.6, 0.5)
"""Monday is what Sunday kept."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """A part of the year, first and last as (month, day), in which fewer people come."""

    first: tuple[int, int]
    last: tuple[int, int]
    factor: float


@dataclass(frozen=True, slots=True)
class Seasons:
    """Factors by month, and the quiet weeks."""

    months: Sequence[float]
    quiet: Sequence[Quiet]

    def factor(self, day: date) -> float:
        """Return how many people come on a day, where 1 is an ordinary Wednesday."""
        found = self.months[day.month - 1] * WEEKDAYS[day.weekday()]
        for part in self.quiet:
            if part.first <= (day.month, day.day) <= part.last:
                found *= part.factor
        return found


def read_seasons(data: Mapping[str, Any]) -> Seasons:
    """Return the seasons as ``municipality.toml`` tells them."""
    quiet = [Quiet(_day(part["from"]), _day(part["until"]), part["factor"]) for part in data["quiet"]]
    return Seasons(data["months"], quiet)


def _day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)

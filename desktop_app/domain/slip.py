"""What stands on the slip that a citizen carries to the unit, as words: a roll of 80 mm or an A6 sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

SMALL: Final = "a6"


@dataclass(frozen=True, slots=True)
class PrintableSlip:
    """A slip in words: number, need, whom to ask for, where, and when it was sent; no document number.

    ``heading`` and ``lines`` claim no more than what has happened. ``made_at`` is when it was drawn, in the
    office's zone.
    """

    title: str
    municipality: str
    office: str
    number: str
    need: str
    heading: str
    person: str
    unit: str
    place: str
    sent: str
    lines: tuple[str, ...]
    made_at: datetime

"""Opening hours of one day, written as "08:00-12:30, 13:30-16:30"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import NamedTuple

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP

_STRETCH = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
_DAY = 24 * 60
_QUOTED = 40


class Hours(NamedTuple):
    """A stretch of opening hours in minutes since local midnight; ``end`` is the closing moment."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{_clock(self.start)}-{_clock(self.end)}"


def parse_hours(text: str) -> tuple[Hours, ...]:
    """Read opening hours such as "08:00-12:30, 13:30-16:30"; "" means closed.

    Raises InvalidInput for what cannot be read, ends before it starts, or overlaps.
    """
    stretches = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        match = _STRETCH.fullmatch(part)
        numbers = [int(group) for group in match.groups()] if match else []
        if not match or numbers[1] > 59 or numbers[3] > 59:
            raise _unreadable(part)
        stretches.append(Hours(numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]))
    return checked_hours(stretches)


def format_hours(hours: Iterable[Hours]) -> str:
    """Return the text that ``parse_hours`` reads."""
    return ", ".join(str(stretch) for stretch in hours)


def checked_hours(hours: Iterable[Hours]) -> tuple[Hours, ...]:
    """Return the stretches in order; raise InvalidInput when one is empty or two overlap."""
    ordered = tuple(sorted(hours))
    for stretch in ordered:
        if not 0 <= stretch.start < stretch.end <= _DAY:
            raise _unreadable(str(stretch))
    for before, after in itertools.pairwise(ordered):
        if after.start < before.end:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "Los horarios {first} y {second} se superponen."),
                field="hours",
                first=str(before),
                second=str(after),
            )
    return ordered


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _unreadable(part: str) -> InvalidInput:
    return InvalidInput(
        QT_TRANSLATE_NOOP("core", "El horario «{text}» no es válido: escriba, por ejemplo, 08:00-16:30."),
        field="hours",
        text=part if len(part) <= _QUOTED else f"{part[: _QUOTED - 1]}…",
    )

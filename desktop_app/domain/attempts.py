"""Attempts to confirm a solution with the citizen: which of them count (training manual 6.1).

Three calls within five minutes are one attempt: who did not answer the first had no other chance to
answer. An attempt counts when it comes at least the gap after the last one that counted, and only
since the case was last resolved: before that there was nothing to confirm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_app.domain import facts
from desktop_app.domain.values import CaseState

MOST_KEPT: Final = 200
"""More than any honest case has; a forged thousand must not slow every reading of it."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try to reach the citizen: epoch seconds, and the channel's code."""

    at: int
    channel: str = ""


@dataclass(slots=True)
class Attempts:
    """The attempts since the case was last resolved, gathered event by event."""

    found: list[Attempt] = field(default_factory=list)

    def take(self, kind: str, said: Mapping[str, Any], at: int) -> None:
        """Take an event that counts, at epoch seconds."""
        if kind == "move" and said.get("to") in (CaseState.RESOLVED, CaseState.REOPENED):
            self.found = []
        elif kind == "contact" and said.get("attempt") and len(self.found) < MOST_KEPT:
            self.found.append(Attempt(at, facts.words(said.get("channel")) or ""))


def counted(attempts: Iterable[Attempt], gap_seconds: int) -> list[Attempt]:
    """Return the attempts that count, oldest first, whatever the order they came in."""
    kept: list[Attempt] = []
    for each in sorted(attempts, key=lambda attempt: (attempt.at, attempt.channel)):
        if not kept or each.at - kept[-1].at >= gap_seconds:
            kept.append(each)
    return kept


def would_count(attempts: Sequence[Attempt], gap_seconds: int, at: int) -> bool:
    """Tell whether another attempt at that moment would count beside those that were made."""
    before = counted(attempts, gap_seconds)
    return len(counted([*attempts, Attempt(at)], gap_seconds)) > len(before)

"""What a citizen said of the service: 1 to 5, or that they did not want to answer (training manual 6.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.domain import facts
from desktop_app.domain.folding import Entry

CITIZEN: Final = "citizen"
"""Who entered an opinion on a turned screen, as a ``rate`` event says it in ``by``."""
DECLINED: Final = 0
"""The score of who was asked and did not want to answer; opinions go from 1 to 5."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """A score, who entered it, and the citizen's words; nobody was asked while ``score`` is None."""

    score: int | None = None
    by_handler: bool = False
    comment: str | None = None
    by_citizen: bool = False

    @property
    def stored_handler(self) -> int | None:
        """Whether who handled it entered it, as a column holds it."""
        return None if self.score is None else int(self.by_handler)


NO_OPINION: Final = Opinion()


def read_opinion(entry: Entry) -> Opinion | None:
    """Return the opinion that a ``rate`` event holds, or None for one that holds none."""
    value = entry.facts.get("score")
    score = None if isinstance(value, bool) else facts.number(value)
    if score is None and entry.facts.get("declined"):
        score = DECLINED
    elif score is None or not 1 <= score <= 5:
        return None
    return Opinion(
        score,
        bool(entry.facts.get("by_handler")),
        facts.words(entry.personal.get("text")),
        entry.facts.get("by") == CITIZEN,
    )

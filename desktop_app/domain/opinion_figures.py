"""Figures of what citizens think and of how cases were closed (training manual 6.1, 6.2)."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_NUMBERS = 20
"""Case numbers that a cause names as its evidence."""


def ratio(part: int, whole: int) -> float | None:
    """Return a fraction, None when there is nothing to divide by."""
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class Scores:
    """Answers from 1 to 5; ``distribution[0]`` counts the ones."""

    distribution: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.distribution)

    @property
    def mean(self) -> float | None:
        """The arithmetic mean, None without answers."""
        return ratio(sum(score * count for score, count in enumerate(self.distribution, 1)), self.n)


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Opinions on cases closed in the month (training manual 6.2).

    ``by_handler`` are those that the person who handled the case typed in, reported apart.
    """

    scores: Scores = field(default_factory=Scores)
    by_handler: Scores = field(default_factory=Scores)
    declined: int = 0
    closed: int = 0

    @property
    def response_rate(self) -> float | None:
        """Opinions received, of either kind, ÷ cases closed in the month."""
        return ratio(self.scores.n + self.by_handler.n, self.closed)


@dataclass(frozen=True, slots=True)
class DeskOpinions:
    """Opinions on the sample of attentions without a case, never mixed with those on cases.

    ``sampled`` attentions were to be asked; ``by_handler`` are answers that who attended them typed in.
    """

    scores: Scores = field(default_factory=Scores)
    by_handler: Scores = field(default_factory=Scores)
    declined: int = 0
    sampled: int = 0

    @property
    def response_rate(self) -> float | None:
        """Opinions received, of either kind, ÷ attentions of the sample."""
        return ratio(self.scores.n + self.by_handler.n, self.sampled)


@dataclass(frozen=True, slots=True)
class CauseTally:
    """A cause, how many closed cases had it, and the numbers of the newest of them."""

    cause: str
    count: int
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Closings:
    """How the cases of the month were closed, for the monthly analysis.

    ``unconfirmed`` were closed without a confirmation, after as many attempts as the office asks for;
    ``reopened`` had been open again before; ``objections`` are citizens who did not agree in the month.
    A case may have several causes; ``without_cause`` have none.
    """

    closed: int = 0
    unconfirmed: int = 0
    reopened: int = 0
    objections: int = 0
    causes: tuple[CauseTally, ...] = ()
    without_cause: int = 0

"""Turning opinions and closings into figures. Nothing here reads or rounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from desktop_app.domain.opinion_figures import (
    MOST_NUMBERS,
    CauseTally,
    Closings,
    DeskOpinions,
    Satisfaction,
    Scores,
)
from desktop_app.domain.values import Confirmation
from desktop_app.storage.queries.opinions import ClosedFacts


def count_satisfaction(rows: Iterable[tuple[int, int | None, int]], closed: int) -> Satisfaction:
    """Return satisfaction from ``(score, by handler, count)``; score 0 is a refusal to answer."""
    scores, own, declined = _gathered(rows)
    return Satisfaction(scores, own, declined, closed)


def count_desk(rows: Sequence[tuple[int | None, int | None, int]]) -> DeskOpinions:
    """Return the opinions on attentions from ``(score, by handler, count)``; None stands for no answer."""
    given = ((score, own, count) for score, own, count in rows if score is not None)
    scores, own, declined = _gathered(given)
    return DeskOpinions(scores, own, declined, sum(count for _, _, count in rows))


def count_closings(rows: Sequence[ClosedFacts], objections: int) -> Closings:
    """Return how cases were closed; the causes by how often they were named."""
    numbers: dict[str, list[str]] = defaultdict(list)
    without = unconfirmed = 0
    for row in rows:
        causes = _causes(row)
        for cause in causes:
            numbers[cause].append(row.number)
        without += not causes
        unconfirmed += row.facts.get("confirmation") == Confirmation.NOT_REACHED
    ranked = sorted(numbers.items(), key=lambda item: (-len(item[1]), item[0]))
    return Closings(
        closed=len(rows),
        unconfirmed=unconfirmed,
        reopened=sum(1 for row in rows if row.reopened),
        objections=objections,
        causes=tuple(
            CauseTally(cause, len(found), tuple(found[: -MOST_NUMBERS - 1 : -1])) for cause, found in ranked
        ),
        without_cause=without,
    )


def _causes(row: ClosedFacts) -> list[str]:
    """Return the causes of a closing, each once; what another program wrote is read as far as it can be."""
    causes = row.facts.get("causes")
    if not isinstance(causes, list):
        return []
    return list(dict.fromkeys(each for each in causes if isinstance(each, str) and each))


def _gathered(rows: Iterable[tuple[int, int | None, int]]) -> tuple[Scores, Scores, int]:
    asked, own, declined = [0] * 5, [0] * 5, 0
    for score, by_handler, count in rows:
        if 1 <= score <= 5:
            (own if by_handler else asked)[score - 1] += count
        elif score == 0:
            declined += count
    first, second = (Scores((a, b, c, d, e)) for a, b, c, d, e in (asked, own))
    return first, second, declined

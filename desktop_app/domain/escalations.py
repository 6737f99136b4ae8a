"""Who must be told of a case that presses, and when (training manual 5.2; 75 % of the time, then the end).

What was told is an event beside the state. Desks that are unplugged may tell the same twice: the fold
counts the first of each cause and due moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.domain.case_attached import DUE, WARNING
from desktop_app.domain.case_fold import FINAL_STATES, Case
from desktop_app.domain.values import CaseState, Level

CRITICAL: Final = "critical"
PERSON: Final = "person"
"""Causes that a person's act has: the case became critical, somebody brought it before the chief."""

FIRST_ANSWER: Final = {10: "first_10", 30: "first_30", 60: "first_60"}
"""Causes by the minutes left for the first answer to a critical case, the most pressing first."""

AT_ONCE: Final = frozenset({CRITICAL, PERSON, *FIRST_ANSWER.values()})
"""Causes that are told also while the office is closed."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell; ``mark`` is the due moment that it is about, in epoch seconds."""

    cause: str
    mark: int


def notices(case: Case, now: int, since: int) -> tuple[Notice, ...]:
    """Return what has to be told of a case now and was not told yet; moments in epoch seconds.

    What came before ``since`` is old: nobody is told of each such case. Nor of what another system
    brought, of a resolved case, or of one that ended.
    """
    if case.state is None or case.state in FINAL_STATES or case.state is CaseState.RESOLVED:
        return ()
    if case.values.get("historic") and case.level is not Level.CRITICAL:
        return ()
    answer = case.level is Level.CRITICAL and "first" in case.running
    found: list[Notice] = []
    for name in case.running:
        mark = case.due[name]
        if mark <= now:
            found += [Notice(DUE, mark)] if mark > since else []
        elif name == "first" and answer:
            found += _first_answer(mark, now)
        elif not answer and since < _warned(case, name) <= now:
            # While the first answer is due, its own notices are closer than those of the other clocks.
            found.append(Notice(WARNING, mark))
    told = case.attached.escalations
    return tuple(dict.fromkeys(each for each in found if (each.cause, each.mark) not in told))


def _first_answer(mark: int, now: int) -> list[Notice]:
    cause = next((name for minutes, name in FIRST_ANSWER.items() if mark - now <= minutes * 60), None)
    return [] if cause is None else [Notice(cause, mark)]


def _warned(case: Case, name: str) -> int:
    own = case.due.get(f"warn_{name}")
    if own is None and case.due[name] == case.due_at:
        own = case.due.get("warn")
    return int(own) if own is not None else int(case.due[name])

"""The attention protocol AUM-010: the steps, and which one an attention stands at.

Nothing is ticked off: the step follows from what has been entered. A hand-over goes straight to the
record (AUM-010-030 leads to 060): it has no farewell step.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel, HoldReason, ReferralState


class Step(StrEnum):
    """A step of the procedure."""

    RECEPTION = "reception"
    DETECTION = "detection"
    DECISION = "decision"
    REFERRAL = "referral"
    ORIENTATION = "orientation"
    FAREWELL = "farewell"
    RECORD = "record"


STEP_LABELS: Final = {
    Step.RECEPTION: QT_TRANSLATE_NOOP("core", "Recibimiento"),
    Step.DETECTION: QT_TRANSLATE_NOOP("core", "Detección"),
    Step.DECISION: QT_TRANSLATE_NOOP("core", "Decisión"),
    Step.REFERRAL: QT_TRANSLATE_NOOP("core", "Vinculación"),
    Step.ORIENTATION: QT_TRANSLATE_NOOP("core", "Orientación"),
    Step.FAREWELL: QT_TRANSLATE_NOOP("core", "Despedida"),
    Step.RECORD: QT_TRANSLATE_NOOP("core", "Registro"),
}

STEP_CODES: Final = {
    Step.RECEPTION: "AUM-010-010",
    Step.DETECTION: "AUM-010-020",
    Step.DECISION: "AUM-010-020",
    Step.REFERRAL: "AUM-010-030",
    Step.ORIENTATION: "AUM-010-040",
    Step.FAREWELL: "AUM-010-050",
    Step.RECORD: "AUM-010-060",
}


@dataclass(frozen=True, slots=True)
class HandOver:
    """The official to whom the citizen is handed over, as far as known; no state: not sent yet."""

    official: str = ""
    unit: str = ""
    place: str = ""
    state: ReferralState | None = None


@dataclass(frozen=True, slots=True)
class AttentionFacts:
    """What is known of an attention while it runs.

    ``need`` is what was typed, ``need_settled`` that a topic was chosen or the text left as it is;
    ``outside_capacity`` is the decision (None: not taken); ``oriented`` that the information was given;
    ``citizen_known`` that a name, a document or "anonymous" was entered.
    """

    channel: Channel
    need: str = ""
    need_settled: bool = False
    citizen_known: bool = False
    outside_capacity: bool | None = None
    hand_over: HandOver | None = None
    oriented: bool = False
    doubts_left: bool = False
    case_number: str = ""
    hold: HoldReason | None = None
    recorded: bool = False


class StepStatus(NamedTuple):
    """A step of the strip: done before the current one, current, or to come."""

    step: Step
    done: bool
    current: bool


def steps(facts: AttentionFacts) -> tuple[Step, ...]:
    """Return the steps that this attention goes through, in order."""
    if facts.outside_capacity:
        return (Step.RECEPTION, Step.DETECTION, Step.DECISION, Step.REFERRAL, Step.RECORD)
    return (Step.RECEPTION, Step.DETECTION, Step.DECISION, Step.ORIENTATION, Step.FAREWELL, Step.RECORD)


def current_step(facts: AttentionFacts) -> Step:
    """Return the step an attention stands at, derived from its data."""
    if facts.recorded:
        return Step.RECORD
    if not facts.need.strip() and not facts.need_settled:
        return Step.DETECTION if facts.citizen_known else Step.RECEPTION
    if not facts.need_settled:
        return Step.DETECTION
    if facts.outside_capacity is None:
        return Step.DECISION
    if facts.outside_capacity:
        sent = facts.hand_over is not None and facts.hand_over.state in _HANDED_OVER
        return Step.RECORD if sent else Step.REFERRAL
    return Step.FAREWELL if facts.oriented else Step.ORIENTATION


def strip(facts: AttentionFacts) -> tuple[StepStatus, ...]:
    """Return the steps with their status for the protocol strip; once recorded all are done."""
    path, current = steps(facts), current_step(facts)
    at = path.index(current)
    return tuple(
        StepStatus(step, index < at or facts.recorded, index == at and not facts.recorded)
        for index, step in enumerate(path)
    )


_HANDED_OVER: Final = frozenset(
    {ReferralState.ACCEPTED, ReferralState.CONFIRMED_BY_PHONE, ReferralState.RESOLVED}
)

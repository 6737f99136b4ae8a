"""The five stages of the training manual (3.2), derived from the events of a case."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState


class Stage(StrEnum):
    """A stage of the handling of a complaint."""

    RECEPTION = "reception"
    REGISTRATION = "registration"
    REFERRAL = "referral"
    FOLLOW_UP = "follow_up"
    ANSWER = "answer"


class StageStatus(StrEnum):
    """How far a stage is; ``SKIPPED`` when the case went on without it."""

    DONE = "done"
    CURRENT = "current"
    PENDING = "pending"
    SKIPPED = "skipped"


STAGE_LABELS: Final = {
    Stage.RECEPTION: QT_TRANSLATE_NOOP("core", "Recepción"),
    Stage.REGISTRATION: QT_TRANSLATE_NOOP("core", "Registro"),
    Stage.REFERRAL: QT_TRANSLATE_NOOP("core", "Derivación"),
    Stage.FOLLOW_UP: QT_TRANSLATE_NOOP("core", "Seguimiento"),
    Stage.ANSWER: QT_TRANSLATE_NOOP("core", "Respuesta"),
}


class CaseStep(NamedTuple):
    """An event of a case as its progress sees it: its kind and, for a move, the state it leads to."""

    kind: str
    to: CaseState | None = None


class StageProgress(NamedTuple):
    """A stage and how far it is."""

    stage: Stage
    status: StageStatus


_FOLLOWING: Final = frozenset({"note", "contact", "plan"})
_ANSWERED: Final = frozenset({CaseState.RESOLVED, CaseState.CLOSED})
_WORKED: Final = frozenset({CaseState.IN_PROGRESS, CaseState.WAITING_CITIZEN})


def progress(events: Iterable[CaseStep]) -> tuple[StageProgress, ...]:
    """Return the five stages with their status, from the events in order (the first one opens).

    The referral counts once the case was referred; a reopened case awaits its answer again; a voided
    one has no current stage.
    """
    state: CaseState | None = None
    exists = referred = followed = False
    for event in events:
        exists = True
        if event.to is not None:
            state = event.to
        referred = referred or event.to is CaseState.REFERRED
        followed = followed or event.to in _WORKED or event.kind in _FOLLOWING
    if not exists:
        return _statuses({}, Stage.RECEPTION)
    done = {
        Stage.RECEPTION: True,
        Stage.REGISTRATION: True,
        Stage.REFERRAL: referred,
        Stage.FOLLOW_UP: followed,
        Stage.ANSWER: state in _ANSWERED,
    }
    if state in _ANSWERED or state is CaseState.VOIDED:
        current = None
    elif state in (CaseState.REFERRED, CaseState.REGISTERED, None):
        current = Stage.REFERRAL
    else:
        current = Stage.FOLLOW_UP
    return _statuses(done, current)


def _statuses(done: dict[Stage, bool], current: Stage | None) -> tuple[StageProgress, ...]:
    stages = tuple(Stage)
    reached = max((stages.index(stage) for stage, is_done in done.items() if is_done), default=-1)
    found = []
    for index, stage in enumerate(stages):
        if stage is current:
            status = StageStatus.CURRENT
        elif done.get(stage, False):
            status = StageStatus.DONE
        elif index < reached or (current is not None and index < stages.index(current)):
            status = StageStatus.SKIPPED
        else:
            status = StageStatus.PENDING
        found.append(StageProgress(stage, status))
    return tuple(found)

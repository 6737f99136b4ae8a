"""The states of a case and the steps between them, as data (training manual 3.2, 4.2, 6.1).

"Escalated" is an event beside the state. What the table does not allow is refused here, below the
screen; what merging brings together is folded, not refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.errors import ForbiddenTransition
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState, Confirmation, Level
from desktop_app.domain.workflow import ORIGINAL, Workflow

ATTEMPTS_TO_CLOSE: Final = 3
"""Logged attempts to reach the citizen after which a case may be closed without a confirmation."""


@dataclass(frozen=True, slots=True)
class Transition:
    """A step that the table allows: where it leads and what the button says."""

    to: CaseState
    action: str


OVER: Final = frozenset({CaseState.RESOLVED, CaseState.CLOSED, CaseState.VOIDED})
"""States in which nothing presses any more: the answer was given, or the case ended."""

_S = CaseState
_REFER = QT_TRANSLATE_NOOP("core", "Derivar")
_ATTEND = QT_TRANSLATE_NOOP("core", "Poner en atención")
_WAIT = QT_TRANSLATE_NOOP("core", "Pausar en espera del ciudadano")
_RESOLVE = QT_TRANSLATE_NOOP("core", "Resolver")
_VOID = QT_TRANSLATE_NOOP("core", "Anular")
_REOPEN = QT_TRANSLATE_NOOP("core", "Reabrir")

TRANSITIONS: Final[Mapping[CaseState | None, tuple[Transition, ...]]] = {
    None: (
        Transition(_S.REGISTERED, QT_TRANSLATE_NOOP("core", "Registrar")),
        Transition(_S.RESOLVED, QT_TRANSLATE_NOOP("core", "Resolver en ventanilla")),
    ),
    _S.REGISTERED: (
        Transition(_S.REFERRED, _REFER),
        Transition(_S.IN_PROGRESS, _ATTEND),
        Transition(_S.RESOLVED, _RESOLVE),
        Transition(_S.VOIDED, _VOID),
    ),
    _S.REFERRED: (
        Transition(_S.IN_PROGRESS, QT_TRANSLATE_NOOP("core", "Aceptar")),
        Transition(_S.REGISTERED, QT_TRANSLATE_NOOP("core", "Devolver")),
        Transition(_S.REFERRED, QT_TRANSLATE_NOOP("core", "Derivar a otra unidad")),
        Transition(_S.RESOLVED, _RESOLVE),
        Transition(_S.VOIDED, _VOID),
    ),
    _S.IN_PROGRESS: (
        Transition(_S.WAITING_CITIZEN, _WAIT),
        Transition(_S.REFERRED, _REFER),
        Transition(_S.RESOLVED, _RESOLVE),
        Transition(_S.VOIDED, _VOID),
    ),
    _S.WAITING_CITIZEN: (
        Transition(_S.IN_PROGRESS, QT_TRANSLATE_NOOP("core", "Reanudar")),
        Transition(_S.RESOLVED, _RESOLVE),
        Transition(_S.VOIDED, _VOID),
    ),
    _S.RESOLVED: (
        Transition(_S.CLOSED, QT_TRANSLATE_NOOP("core", "Cerrar")),
        Transition(_S.REOPENED, _REOPEN),
    ),
    _S.CLOSED: (Transition(_S.REOPENED, _REOPEN),),
    _S.REOPENED: (
        Transition(_S.IN_PROGRESS, _ATTEND),
        Transition(_S.REFERRED, _REFER),
        Transition(_S.WAITING_CITIZEN, _WAIT),
        Transition(_S.RESOLVED, _RESOLVE),
        Transition(_S.VOIDED, _VOID),
    ),
    _S.VOIDED: (Transition(_S.REOPENED, QT_TRANSLATE_NOOP("core", "Deshacer la anulación")),),
}

_ALLOWED: Final = {
    state: tuple(transition.to for transition in transitions) for state, transitions in TRANSITIONS.items()
}


def allowed(state: CaseState | None) -> tuple[CaseState, ...]:
    """Return the states that may follow (None: a case that does not exist yet)."""
    return _ALLOWED[state]


def actions(state: CaseState | None, level: Level | None = None) -> tuple[Transition, ...]:
    """Return the steps to offer, with their words; a critical case is not offered a pause."""
    return tuple(
        transition
        for transition in TRANSITIONS[state]
        if not (level is Level.CRITICAL and transition.to is CaseState.WAITING_CITIZEN)
    )


def check(
    state: CaseState | None,
    to: CaseState,
    *,
    level: Level | None = None,
    reason: str = "",
    confirmation: Confirmation | None = None,
    attempts: int = 0,
    names: Workflow = ORIGINAL,
    needed: int = ATTEMPTS_TO_CLOSE,
) -> None:
    """Raise ForbiddenTransition, with a Spanish sentence, unless the step may be taken.

    Pausing needs a reason and is refused for a critical case; voiding and reopening need a reason;
    closing needs the citizen's confirmation or as many attempts to reach them as the office asks for
    ("no se logró" is no confirmation).
    """
    if to not in _ALLOWED[state]:
        raise _refused(state, to, names)
    if to is CaseState.WAITING_CITIZEN and level is Level.CRITICAL:
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP("core", "Un caso crítico no se pausa: su plazo corre hasta resolverlo.")
        )
    if to in _REASON_NEEDED and not reason.strip():
        raise ForbiddenTransition(_REASON_NEEDED[to])
    if to is CaseState.CLOSED:
        _check_closing(confirmation, attempts, needed)


_REASON_NEEDED: Final = {
    CaseState.WAITING_CITIZEN: QT_TRANSLATE_NOOP(
        "core", "Escriba qué se espera del ciudadano para pausar el caso."
    ),
    CaseState.VOIDED: QT_TRANSLATE_NOOP("core", "Escriba el motivo para anular el caso."),
    CaseState.REOPENED: QT_TRANSLATE_NOOP("core", "Escriba el motivo para reabrir el caso."),
}


def _check_closing(confirmation: Confirmation | None, attempts: int, needed: int) -> None:
    if confirmation not in (None, Confirmation.NOT_REACHED) or attempts >= needed:
        return
    raise ForbiddenTransition(
        QT_TRANSLATE_NOOP(
            "core",
            "Para cerrar el caso, confirme la solución con el ciudadano o registre {needed} intentos de "
            "contacto (lleva {attempts}).",
        ),
        needed=needed,
        attempts=attempts,
    )


def _refused(state: CaseState | None, to: CaseState, names: Workflow) -> ForbiddenTransition:
    if state is None:
        return ForbiddenTransition(
            QT_TRANSLATE_NOOP("core", "Un caso nuevo no puede empezar como «{to}»."), to=names.state(to)
        )
    if state is to:
        return ForbiddenTransition(
            QT_TRANSLATE_NOOP("core", "El caso ya está como «{to}»."), to=names.state(to)
        )
    options = ", ".join(f"«{names.state(each)}»" for each in _ALLOWED[state])
    return ForbiddenTransition(
        QT_TRANSLATE_NOOP(
            "core", "Un caso en estado «{state}» no puede pasar a «{to}»; puede pasar a: {options}."
        ),
        state=names.state(state),
        to=names.state(to),
        options=options,
    )

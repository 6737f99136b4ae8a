"""The states of a hand-over (AUM-010-030) and the steps between them, as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop_app.domain.errors import ForbiddenTransition
from desktop_app.domain.labels import label
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import ReferralState, ReturnReason

_S = ReferralState

TRANSITIONS: Final[Mapping[ReferralState | None, tuple[ReferralState, ...]]] = {
    None: (_S.SENT,),
    _S.SENT: (_S.ACCEPTED, _S.CONFIRMED_BY_PHONE, _S.NO_ANSWER, _S.RETURNED, _S.VOIDED),
    # The official may still answer after the desk gave up waiting.
    _S.NO_ANSWER: (_S.ACCEPTED, _S.CONFIRMED_BY_PHONE, _S.RETURNED, _S.VOIDED),
    _S.CONFIRMED_BY_PHONE: (_S.ACCEPTED, _S.RETURNED, _S.RESOLVED, _S.VOIDED),
    # Accepted, then nobody came, or the need turned out to be another one.
    _S.ACCEPTED: (_S.RETURNED, _S.RESOLVED, _S.VOIDED),
    _S.RETURNED: (),
    _S.RESOLVED: (),
    _S.VOIDED: (),
}

TAKEN_BACK: Final = frozenset({_S.RETURNED, _S.RESOLVED})
"""Ended, yet it may be voided with its reason by somebody who knew how it had ended."""

ACCEPTED_STATES: Final = frozenset({_S.ACCEPTED, _S.CONFIRMED_BY_PHONE, _S.RESOLVED})
"""The official knows the need: what AUM-010-030 asks for before the citizen is told so."""

WAITING_STATES: Final = frozenset({_S.SENT, _S.NO_ANSWER})


def allowed(state: ReferralState | None, *, knowing: bool = True) -> tuple[ReferralState, ...]:
    """Return the states that may follow (None: a hand-over that does not exist yet).

    ``knowing``: whoever takes the step had heard of ``state``. A record that ended is voided by them alone.
    """
    steps = TRANSITIONS[state]
    return (*steps, _S.VOIDED) if knowing and state in TAKEN_BACK else steps


def check(
    state: ReferralState | None,
    to: ReferralState,
    *,
    return_reason: ReturnReason | None = None,
    reason: str = "",
) -> None:
    """Raise ForbiddenTransition, with a Spanish sentence, unless the step may be taken.

    A return needs one of the four reasons, voiding a reason in words, resolving what was answered.
    """
    if to not in allowed(state):
        if state is None:
            raise ForbiddenTransition(
                QT_TRANSLATE_NOOP("core", "Una vinculación nueva no puede empezar como «{to}»."), to=label(to)
            )
        if state is to:
            raise ForbiddenTransition(
                QT_TRANSLATE_NOOP("core", "La vinculación ya está como «{to}»."), to=label(to)
            )
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP("core", "Una vinculación en estado «{state}» no puede pasar a «{to}»."),
            state=label(state),
            to=label(to),
        )
    if to is ReferralState.RETURNED and return_reason is None:
        raise ForbiddenTransition(QT_TRANSLATE_NOOP("core", "Elija el motivo de la devolución."))
    if to is ReferralState.VOIDED and not reason.strip():
        raise ForbiddenTransition(QT_TRANSLATE_NOOP("core", "Escriba el motivo para anular la vinculación."))
    if to is ReferralState.RESOLVED and not reason.strip():
        raise ForbiddenTransition(QT_TRANSLATE_NOOP("core", "Escriba qué se le respondió al ciudadano."))


def may_reassign(state: ReferralState) -> bool:
    """Tell whether the need may be handed to someone else: returned, or nobody answered.

    Reassigning starts a new hand-over that names the earlier one.
    """
    return state in (ReferralState.RETURNED, ReferralState.NO_ANSWER)


def check_follow(state: ReferralState | None, *, sent_on: bool) -> None:
    """Check that another hand-over may be linked to this one as the same need. Raises ForbiddenTransition.

    Whatever became of it (accepted as well: the citizen came back to the counter), but once only.
    """
    if state is None or state is ReferralState.VOIDED:
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP("core", "Esa vinculación fue anulada: no se enlaza con otra.")
        )
    if sent_on:
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP("core", "Esa vinculación ya tiene otra que la sigue: enlace con la última.")
        )


def check_reassign(state: ReferralState | None, *, sent_on: bool) -> None:
    """Check that the need may be handed to someone else, once. Raises ForbiddenTransition."""
    if state is None or not may_reassign(state):
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP("core", "Solo se reasigna una vinculación devuelta o que quedó sin respuesta.")
        )
    if sent_on:
        raise ForbiddenTransition(QT_TRANSLATE_NOOP("core", "Esta vinculación ya se reasignó."))


def counts_as_wrong_transfer(state: ReferralState, return_reason: ReturnReason | str | None) -> bool:
    """Tell whether a hand-over was a wrong transfer: returned as "no corresponde a esta unidad"."""
    return state is ReferralState.RETURNED and return_reason == ReturnReason.WRONG_UNIT

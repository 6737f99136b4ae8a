"""Taking a record back later, with its reason: the attention, and the case or hand-over that it ended in."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.case_fold import Case
from desktop_app.domain.errors import ForbiddenTransition, NotFound
from desktop_app.domain.escalations import PERSON
from desktop_app.domain.ids import ulid_bytes
from desktop_app.domain.labels import label
from desktop_app.domain.referral_fold import Referral
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState, ReferralState, Role
from desktop_app.services import cases, reception, referrals
from desktop_app.services.context import Context
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import attentions as queries
from desktop_app.storage.queries import referrals as queries_referrals

_AT_THE_DESK = frozenset({ReferralState.SENT, ReferralState.CONFIRMED_BY_PHONE})
_WAITS_FOR_THE_DESK = frozenset({ReferralState.RETURNED, ReferralState.NO_ANSWER})
"""The citizen is with the desk again, unless the need was sent on."""
_WENT_ON = QT_TRANSLATE_NOOP(
    "core",
    "Su vinculación {number} ya siguió («{state}»): la atención no se anula sola. Anule primero la vinculación.",
)
_SENT_ON = QT_TRANSLATE_NOOP(
    "core", "Su vinculación {number} ya se reasignó a {receiver}. Anule primero la que la sigue."
)
_RESOLVED = QT_TRANSLATE_NOOP(
    "core",
    "Su vinculación {number} ya se resolvió: al ciudadano se le respondió. Solo la anula su supervisión, con el "
    "motivo.",
)
_BECAME_A_CASE = QT_TRANSLATE_NOOP(
    "core", "Su vinculación {number} se volvió un caso. Anule primero el caso, donde se trabaja."
)
_ENDED = frozenset({CaseState.RESOLVED, CaseState.CLOSED})
"""From here a case is not voided before it is reopened."""


@dataclass(frozen=True, slots=True)
class Voided:
    """What kinds of things changed."""

    changes: frozenset[str]


def void(ctx: Context, attention: bytes, reason: str) -> Voided:
    """Void an attention with what it ended in: all or nothing.

    A hand-over that came back and was not sent on goes with it; one that was resolved goes with it where
    supervision voids it, for a citizen was answered. Raises ForbiddenTransition, in words, when its case or
    hand-over went on: that is voided first, where it is worked on; else as ``reception.void_attention``.
    """
    with ctx.store.transaction() as transaction:
        changes = set(reception.void_attention(ctx, attention, reason))
        found = queries.standing(ctx.store, attention)
        if found is not None and found.case is not None and _case_stands(ctx, transaction, found.case):
            changes |= cases.move_case(ctx, found.case, CaseState.VOIDED, reason=reason).changes
        if (
            found is not None
            and found.referral is not None
            and _referral_stands(ctx, transaction, found.referral)
        ):
            changes |= referrals.answer(ctx, found.referral, ReferralState.VOIDED, comment=reason).changes
    return Voided(frozenset(changes))


def _case_stands(ctx: Context, transaction: Transaction, case: bytes) -> bool:
    """Tell whether a case is still to be voided; raise ForbiddenTransition when somebody worked on it."""
    try:
        current = cases.load(transaction, case)
    except NotFound:
        return False
    if current.state is CaseState.VOIDED:
        return False
    if not untouched(current):
        over = current.state in _ENDED
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP(
                "core",
                "Su caso {number} ya siguió («{state}»): la atención no se anula sola. Reabra el caso y anúlelo "
                "primero.",
            )
            if over
            else QT_TRANSLATE_NOOP(
                "core",
                "Su caso {number} ya siguió («{state}»): la atención no se anula sola. Anule primero el caso.",
            ),
            number=current.values.get("number") or "",
            state=ctx.rules.workflow.state(current.state) if current.state else "",
        )
    return True


def untouched(case: Case) -> bool:
    """Tell whether nothing happened but what opening a case does by itself."""
    return all(
        entry.kind in ("open", "sign", "seen")
        or (entry.kind == "escalate" and entry.facts.get("cause") != PERSON)
        or (entry.kind == "plan" and bool(entry.facts.get("preset")))
        for entry, _counted in case.timeline
    )


def _referral_stands(ctx: Context, transaction: Transaction, referral: bytes) -> bool:
    """Tell whether a hand-over is still to be voided; raise ForbiddenTransition when it went on."""
    try:
        current = referrals.load(transaction, referral)
    except NotFound:
        return False
    state = current.state
    if state is None or state is ReferralState.VOIDED:
        return False
    if state is ReferralState.RESOLVED:
        _check_resolved(ctx, transaction, current)
        return True
    if state in _WAITS_FOR_THE_DESK:
        onward = queries_referrals.receiver_onward(ctx.store, referral)
        if onward is not None:
            raise _refusal(current, _SENT_ON, receiver=onward)
        return True
    if state not in _AT_THE_DESK or not _of_the_sender(current):
        raise _refusal(current, _WENT_ON)
    return True


def _check_resolved(ctx: Context, transaction: Transaction, current: Referral) -> None:
    """Raise ForbiddenTransition unless what was answered may be taken back here: by supervision, without a case."""
    case = current.values.get("case")
    if isinstance(case, str) and _case_is_there(transaction, ulid_bytes(case)):
        raise _refusal(current, _BECAME_A_CASE)
    if Role.SUPERVISOR not in ctx.actor.roles:
        raise _refusal(current, _RESOLVED)


def _case_is_there(transaction: Transaction, case: bytes) -> bool:
    try:
        return cases.load(transaction, case).state is not CaseState.VOIDED
    except NotFound:
        return False


def _refusal(current: Referral, template: str, **more: object) -> ForbiddenTransition:
    number, state = current.values.get("number") or "", current.state
    return ForbiddenTransition(template, number=number, state=label(state) if state else "", **more)


def _of_the_sender(current: Referral) -> bool:
    return current.answered_by in (None, current.author)

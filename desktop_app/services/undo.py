"""Taking back what has just been recorded: the record stays in the log, marked as taken back."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.values import CaseState, ReferralState
from desktop_app.services import cases, reception, referrals
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context


@dataclass(frozen=True, slots=True)
class Undone:
    """What kinds of things changed."""

    number: str
    changes: frozenset[str]


def take_back(ctx: Context, saved: reception.AttentionSaved) -> Undone:
    """Take back an attention with the case or hand-over that it ended in: all or nothing.

    Raises ForbiddenTransition when somebody has gone on with them meanwhile.
    """
    require(ctx.actor, Permission.RECORD_ATTENTION)
    with ctx.store.transaction():
        changes = set(reception.void_attention(ctx, saved.id, reception.UNDONE))
        if saved.case is not None:
            changes |= cases.move_case(ctx, saved.case, CaseState.VOIDED, reason=reception.UNDONE).changes
        if saved.referral is not None:
            changes |= referrals.answer(
                ctx, saved.referral, ReferralState.VOIDED, comment=reception.UNDONE
            ).changes
    return Undone(saved.number, frozenset(changes))

"""Who may answer a hand-over: the unit that receives it; who sent it writes down what the telephone told."""

from __future__ import annotations

from typing import Final

from desktop_app.domain import referral_states
from desktop_app.domain.errors import NotAllowed
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import ReferralState, Role
from desktop_app.services.closing import own_official
from desktop_app.services.context import Context
from desktop_app.storage.queries import referrals as queries

_RECEIVER: Final = frozenset({ReferralState.ACCEPTED, ReferralState.RETURNED, ReferralState.RESOLVED})
_SENDER: Final = frozenset(
    {
        ReferralState.CONFIRMED_BY_PHONE, ReferralState.NO_ANSWER, ReferralState.RETURNED,
        ReferralState.VOIDED,
    }
)  # fmt: skip


def answers(
    ctx: Context, referral: bytes, author: str | None, state: ReferralState
) -> tuple[ReferralState, ...]:
    """Return the answers that the actor may give now, in the order of the table of states.

    Supervision may give all of them. An official accepts and returns what is meant for their unit, or for
    whom they stand in for; one who belongs to no unit, for all. Who sent it (``author``, ULID text)
    records what was said on the telephone.
    """
    granted = _granted(ctx, referral, author)
    return tuple(each for each in referral_states.allowed(state) if each in granted)


def require_answer(ctx: Context, referral: bytes, author: str | None, to: ReferralState) -> None:
    """Raise NotAllowed unless the actor may give this answer (see :func:`answers`)."""
    if to in _granted(ctx, referral, author):
        return
    if to in _RECEIVER:
        raise NotAllowed(
            QT_TRANSLATE_NOOP("core", "Esta vinculación la responde la unidad que la recibe, o su supervisión.")
        )
    raise NotAllowed(QT_TRANSLATE_NOOP("core", "Esto lo anota quien envió la vinculación, o su supervisión."))


def _granted(ctx: Context, referral: bytes, author: str | None) -> frozenset[ReferralState]:
    if Role.SUPERVISOR in ctx.actor.roles:
        return frozenset(ReferralState)
    granted: frozenset[ReferralState] = frozenset()
    if ctx.actor.id is not None and author == ulid_text(ctx.actor.id):
        granted |= _SENDER
    official = own_official(ctx)
    if official is None:
        return granted | _RECEIVER if Role.OFFICIAL in ctx.actor.roles else granted
    return granted | _RECEIVER if queries.receives(ctx.store, official, referral) else granted

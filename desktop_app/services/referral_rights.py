"""Who may answer a hand-over: the unit that receives it; who sent it writes down what the telephone told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.domain import referral_states
from desktop_app.domain.errors import NotAllowed
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import ReferralState, Role
from desktop_app.services.availability import covered_by
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


@dataclass(frozen=True, slots=True)
class Parties:
    """Who sent a hand-over, and the unit and person that it is meant for."""

    author: bytes | None
    unit: bytes | None
    official: bytes | None


def answers(ctx: Context, parties: Parties, state: ReferralState) -> tuple[ReferralState, ...]:
    """Return the answers that the actor may give now, in the order of the table of states.

    Supervision may give all of them. An official accepts and returns what is meant for their unit, or for
    whom they stand in for; one who belongs to no unit, for all. Who sent it records what was said on the
    telephone. What was resolved is taken back by supervision alone.
    """
    granted = _granted(ctx, parties)
    return tuple(
        each for each in referral_states.allowed(state) if each in granted and not _reserved(ctx, state, each)
    )


def may_resolve(ctx: Context, parties: Parties, state: ReferralState) -> bool:
    """Tell whether the actor may resolve the need on the spot, or make a case of it."""
    open_still = state in referral_states.WAITING_STATES or state in (
        ReferralState.ACCEPTED,
        ReferralState.CONFIRMED_BY_PHONE,
    )
    return open_still and ReferralState.RESOLVED in _granted(ctx, parties)


def may_link(ctx: Context, parties: Parties) -> bool:
    """Tell whether the actor may say that a hand-over is the same need as an earlier one."""
    return Role.SUPERVISOR in ctx.actor.roles or (ctx.actor.id is not None and parties.author == ctx.actor.id)


def require_link(ctx: Context, parties: Parties) -> None:
    """Raise NotAllowed unless the actor may link (see :func:`may_link`)."""
    if not may_link(ctx, parties):
        raise NotAllowed(QT_TRANSLATE_NOOP("core", "La enlaza quien envió la vinculación, o su supervisión."))


def _reserved(ctx: Context, state: ReferralState | None, to: ReferralState) -> bool:
    """Tell whether a step is for supervision: taking back that a citizen was answered."""
    supervises = Role.SUPERVISOR in ctx.actor.roles
    return state is ReferralState.RESOLVED and to is ReferralState.VOIDED and not supervises


def require_answer(
    ctx: Context, parties: Parties, to: ReferralState, state: ReferralState | None = None
) -> None:
    """Raise NotAllowed unless the actor may give this answer (see :func:`answers`)."""
    if _reserved(ctx, state, to):
        raise NotAllowed(
            QT_TRANSLATE_NOOP("core", "Una vinculación resuelta la anula solo su supervisión, con el motivo.")
        )
    if to in _granted(ctx, parties):
        return
    if to in _RECEIVER:
        raise NotAllowed(
            QT_TRANSLATE_NOOP(
                "core", "Esta vinculación la responde la unidad que la recibe, o su supervisión."
            )
        )
    raise NotAllowed(QT_TRANSLATE_NOOP("core", "Esto lo anota quien envió la vinculación, o su supervisión."))


def _granted(ctx: Context, parties: Parties) -> frozenset[ReferralState]:
    if Role.SUPERVISOR in ctx.actor.roles:
        return frozenset(ReferralState)
    granted: frozenset[ReferralState] = frozenset()
    if ctx.actor.id is not None and parties.author == ctx.actor.id:
        granted |= _SENDER
    official = own_official(ctx)
    if official is None:
        return granted | _RECEIVER if Role.OFFICIAL in ctx.actor.roles else granted
    mine = queries.receives(ctx.store, official, parties.unit, parties.official) or any(
        each.id == parties.official for each in covered_by(ctx, official)
    )
    return granted | _RECEIVER if mine else granted

"""Closing a case with the citizen: confirmation, then their opinion (training manual 6.1, 6.2)."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.values import CaseState, Confirmation
from desktop_app.services import cases, directory
from desktop_app.services.cases import CaseSaved
from desktop_app.services.context import Context
from desktop_app.storage.queries import cases as queries


@dataclass(frozen=True, slots=True)
class ClosingForm:
    """How the citizen confirmed and what they said.

    ``asked`` says that they were asked for their opinion; ``score`` is 1 to 5, or None when they
    declined to answer.
    """

    confirmation: Confirmation
    asked: bool = False
    score: int | None = None
    comment: str | None = None


def close_case(ctx: Context, case: bytes, form: ClosingForm) -> CaseSaved:
    """Close a resolved case and record the opinion: both or neither.

    An opinion entered by who handled the case is marked so. Raises ForbiddenTransition without a
    confirmation or three logged attempts, InvalidInput for a score beyond 1 to 5.
    """
    with ctx.store.transaction():
        saved = cases.move_case(ctx, case, CaseState.CLOSED, confirmation=form.confirmation)
        if form.asked and form.confirmation is not Confirmation.NOT_REACHED:
            handler = _handles(ctx, case)
            cases.rate_case(ctx, case, form.score, form.comment, by_handler=handler)
    return saved


def _handles(ctx: Context, case: bytes) -> bool:
    row = queries.detail(ctx.store, case)
    official = own_official(ctx)
    return row is not None and official is not None and row.responsible_id == official


def own_official(ctx: Context) -> bytes | None:
    """Return the official that the acting user is, or None."""
    return next((user.official for user in directory.users(ctx) if user.id == ctx.actor.id), None)

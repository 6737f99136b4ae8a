"""Taking back what has just been recorded: the record stays in the log, marked as taken back."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.services import reception, voiding
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
    return Undone(saved.number, voiding.void(ctx, saved.id, reception.UNDONE).changes)

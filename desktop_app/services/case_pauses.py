"""Pausing a case until the citizen answers, with what is waited for and by when a request must be put right."""

from __future__ import annotations

from datetime import date, datetime

from desktop_app.domain.deadlines import deadline
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState
from desktop_app.domain.waits import WAIT_WORDS, Wait
from desktop_app.services.access import Permission, require
from desktop_app.services.case_writing import CaseSaved, read
from desktop_app.services.cases import move_case
from desktop_app.services.context import Context, epoch
from desktop_app.services.writing import without_none


def pause_case(
    ctx: Context, case: bytes, wait: Wait, text: str = "", *, cure_by: date | None = None
) -> CaseSaved:
    """Pause a case. What is waited for may be told by the preset alone; any other reason is written.

    ``cure_by`` is the day by whose end the citizen must have put the request right; None asks for none.
    Raises InvalidInput (``field``: ``cure``) for a day that is over, ForbiddenTransition as the table says.
    """
    require(ctx.actor, Permission.WORK_CASE)
    now = ctx.now()
    until = None
    if cure_by is not None:
        closing = ctx.calendar.closing(cure_by)
        until = closing or datetime(cure_by.year, cure_by.month, cure_by.day, 23, 59, 59, tzinfo=ctx.zone)
        if until <= now:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "La fecha para subsanar debe ser hoy o posterior."), field="cure"
            )
    preset = "" if wait is Wait.OTHER else f"{WAIT_WORDS[wait]}."
    reason = text.strip() or preset
    more = without_none(waits=wait, cure=epoch(until) if until is not None else None)
    return move_case(ctx, case, CaseState.WAITING_CITIZEN, reason=reason, more=more)


def cure_day(ctx: Context, case: bytes) -> date | None:
    """Return by which day a citizen who is told now must put the request right; None where the law sets none."""
    require(ctx.actor, Permission.READ_CASES)
    kind = ctx.profile.request_types.get(str(read(ctx, case).values.get("query_type")))
    if kind is None or kind.cure is None:
        return None
    return ctx.calendar.local_date(deadline(kind.cure, ctx.now(), ctx.calendar).due)

"""No critical case is left without its next check-in (training manual 5.2: constant monitoring until closed)."""

from __future__ import annotations

from datetime import datetime

from desktop_app.domain import check_in
from desktop_app.domain.case_fold import Case
from desktop_app.domain.case_states import OVER
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level
from desktop_app.services.context import Context, epoch
from desktop_app.services.writing import append
from desktop_app.storage.journal import Transaction

_TEXT = QT_TRANSLATE_NOOP("core", "Revisar el caso crítico")


def plan_in(ctx: Context, transaction: Transaction, target: bytes, case: Case, when: datetime | None) -> None:
    """Plan the next check-in of a case that is critical as it stands in ``case``; nothing for any other.

    ``when`` is what a person said; without it a check-in that still lies ahead stays, else the rule presets
    one. Raises InvalidInput (``next_check``) for a moment that is no check-in.
    """
    if case.level is not Level.CRITICAL or case.state in OVER:
        return
    now = ctx.now()
    if when is not None:
        when = check_in.checked(when, now)
    elif case.next_action_at is not None and case.next_action_at > epoch(now):
        return
    facts = {
        "plan_at": epoch(when or preset_for(ctx, case, now)),
        "preset": int(when is None),
        "at": epoch(now),
        "parents": case.heads,
    }
    append(ctx, transaction, "case", "plan", target, facts, {"text": case.next_action or _TEXT})


def preset_for(ctx: Context, case: Case, now: datetime) -> datetime:
    """Return when the rule would look at the case again."""
    first = case.due.get("first") if case.first_answer is None else None
    return check_in.preset(now, ctx.local(first), ctx.local(case.due.get("internal")))

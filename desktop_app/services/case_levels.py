"""The level of a case in both directions: history and pauses stay (training manual 4.3, 5)."""

from __future__ import annotations

from datetime import datetime

from desktop_app.domain.cleaning import clean_note
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState, CriticalCriterion, Level
from desktop_app.services import check_ins
from desktop_app.services.access import Permission, require
from desktop_app.services.case_escalation import escalate
from desktop_app.services.case_writing import CaseSaved, load, number_of, require_open
from desktop_app.services.context import Context, epoch
from desktop_app.services.terms import terms_now
from desktop_app.services.writing import append, without_none


def change_level(
    ctx: Context,
    case: bytes,
    level: Level,
    reason: str,
    criterion: CriticalCriterion | None = None,
    *,
    next_check: datetime | None = None,
) -> CaseSaved:
    """Change the level; history and pauses stay. Raising to critical needs its criterion and escalates.

    ``next_check`` is when a critical case is looked at again; None lets the rule say it.
    """
    require(ctx.actor, Permission.WORK_CASE)
    text = clean_note(reason, "reason")
    if not text:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba por qué cambia el nivel."), field="reason")
    if level is Level.CRITICAL and criterion is None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "Diga por qué es crítico: 1 riesgo, 2 queja recurrente, 3 situación vulnerable."
            ),
            field="criterion",
        )
    moment = ctx.now()
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        require_open(current)
        if level is current.level:
            return CaseSaved(case, number_of(current))
        state = current.state
        if level is Level.CRITICAL and state is CaseState.WAITING_CITIZEN:
            state = CaseState.IN_PROGRESS
        due = terms_now(ctx, current, level=level, state=state, at=moment)
        facts = without_none(
            level=level, criterion=criterion, at=epoch(moment), parents=current.heads, due=due
        )
        event = append(ctx, transaction, "case", "level", case, facts, {"text": text})
        if level is Level.CRITICAL:
            topic, unit = current.values.get("topic"), current.values.get("unit")
            escalate(ctx, transaction, case, topic, unit, [event], moment)
            check_ins.plan_in(ctx, transaction, case, load(transaction, case), next_check)
    return CaseSaved(case, number_of(current))

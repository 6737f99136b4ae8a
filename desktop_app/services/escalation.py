"""Tells, as time goes by, who must hear of a case that presses, and keeps who was told and when.

Run every minute or so by whatever desk is open; each run is one short transaction. Reminders wait for
the office's next opening; criticals do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from desktop_app.domain import escalations
from desktop_app.domain.calendar import BusinessCalendar
from desktop_app.domain.case_attached import WARNING
from desktop_app.domain.case_fold import Case
from desktop_app.domain.escalations import Notice
from desktop_app.domain.values import Level
from desktop_app.services import cases
from desktop_app.services.access import CONSOLE
from desktop_app.services.context import Context, epoch
from desktop_app.services.writing import append, text_id, without_none
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import cases as case_queries
from desktop_app.storage.queries import escalations as queries

BATCH: Final = 20
"""Events of one run: a clerk's record never waits long behind them."""

_FURTHEST: Final = 30
"""Days to look back for a day on which the office opened."""

_TURN: Final = timedelta(minutes=6)
_MOST_TURNS: Final = 4
_OTHER_OFFICE: Final = timedelta(minutes=30)
"""Desks take turns: an exchange, every five minutes, mostly spares the others the same event."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What a run told; ``more`` says that the next one need not wait."""

    told: int
    more: bool
    changes: frozenset[str]


def told_since(calendar: BusinessCalendar, now: datetime) -> datetime:
    """Return since when events are news: the end of the last day before today on which the office opened.

    Before it lies what somebody had time to see; what a closed day brought is told when the office opens.
    """
    today = calendar.local_date(now)
    for back in range(1, _FURTHEST):
        closing = calendar.closing(today - timedelta(days=back))
        if closing is not None:
            return closing
    return now - timedelta(days=1)


def first_told(calendar: BusinessCalendar, now: datetime) -> datetime:
    """Return since when what came due is told of case by case: the opening of the last business day.

    What is older is told of once, as a number (``Alerts.backlog``): after an upgrade, or weeks without the
    program, nobody gets a hundred notices.
    """
    today = calendar.local_date(now)
    for back in range(1, _FURTHEST):
        openings = calendar.openings(today - timedelta(days=back))
        if openings:
            return openings[0][0]
    return now - timedelta(days=1)


def sweep(ctx: Context) -> Swept:
    """Tell what has to be told by now, at most ``BATCH`` events; it is the program's act, nobody's."""
    ctx = ctx.acting_as(CONSOLE)
    now = ctx.now()
    since = epoch(first_told(ctx.calendar, now))
    # Looked for before the lock is taken: most minutes there is nothing to write.
    candidates = dict.fromkeys(queries.criticals(ctx.store, epoch(now), since), now)
    if ctx.calendar.is_open(now):
        moment = now.astimezone(UTC) - _TURN * min(max(ctx.desk.desk_code - 1, 0), _MOST_TURNS)
        for case in queries.pressing(ctx.store, epoch(moment), since):
            candidates.setdefault(case, moment)
    if not candidates:
        return Swept(0, more=False, changes=frozenset())
    told = 0
    with ctx.store.transaction() as transaction:
        for case, moment in candidates.items():
            told += _tell(ctx, transaction, case, now, moment, since)
            if told >= BATCH:
                break
    return Swept(told, more=told >= BATCH, changes=cases.CHANGES if told else frozenset())


def _tell(
    ctx: Context, transaction: Transaction, target: bytes, now: datetime, moment: datetime, since: int
) -> int:
    case = cases.load(transaction, target)
    if case.level is not Level.CRITICAL and case.values.get("office") != text_id(ctx.desk.office):
        moment = moment.astimezone(UTC) - _OTHER_OFFICE
    found = [
        each
        for each in escalations.notices(case, epoch(moment), since)
        # Nobody is warned of an end that has come while this desk gave the others their turn.
        if (each.cause != WARNING or each.mark > epoch(now))
        and (_cannot_wait(case, each) or ctx.calendar.is_open(now))
    ]
    parents = case.heads
    for notice in found:
        to, unit = _receiver(transaction, case, notice)
        facts = without_none(
            cause=notice.cause, mark=notice.mark, to=to, unit=unit, at=epoch(now), parents=parents
        )
        parents = [append(ctx, transaction, "case", "escalate", target, facts)]
    return len(found)


def _cannot_wait(case: Case, notice: Notice) -> bool:
    return notice.cause in escalations.AT_ONCE or case.level is Level.CRITICAL


def _receiver(transaction: Transaction, case: Case, notice: Notice) -> tuple[str | None, str | None]:
    """Return official and unit to tell: who answers for the case, from its due moment on who stands above."""
    if notice.cause == WARNING:
        responsible = case.values.get("responsible")
        return responsible, None if responsible else case.values.get("unit")
    return case_queries.escalation(transaction.connection, case.values.get("topic"), case.values.get("unit"))

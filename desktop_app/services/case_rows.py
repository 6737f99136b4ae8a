"""The rows of the case list: what is asked for, what a row tells, and how both reach the storage."""

from __future__ import annotations

import json
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from desktop_app.domain import case_states
from desktop_app.domain.day_spans import DaySpan
from desktop_app.domain.filter_words import Condition
from desktop_app.domain.silence import silent_days, too_silent
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.urgency import Badge, Clocks, badge
from desktop_app.domain.values import CaseState, Level
from desktop_app.services.availability import covered_by
from desktop_app.services.context import Context, epoch
from desktop_app.services.directory import Official
from desktop_app.storage import search
from desktop_app.storage.queries import case_conditions
from desktop_app.storage.queries import cases as queries
from desktop_app.storage.queries.case_conditions import Between, Bound, Term


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """What a list asks for; ``text`` is searched in number, subject, description, place and citizen."""

    view: str = "open"
    text: str = ""
    unit: bytes | None = None
    responsible: bytes | None = None
    state: CaseState | None = None
    level: Level | None = None
    citizen: bytes | None = None
    conditions: tuple[Condition, ...] = ()
    """What else must hold; all of them."""
    sort: str = ""
    """One of ``case_order.SORTS``; "" is the view's own order."""
    descending: bool = False
    alone: bool = False
    """In the view of one's own: without the cases of those for whom one stands in."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list, its badge computed for this moment; moments in the office's zone."""

    id: bytes
    number: str
    subject: str
    citizen: str
    unit: str
    responsible: str
    state: CaseState
    level: Level
    query_type: str
    channel: str
    opened: datetime | None
    due: datetime | None
    badge: Badge
    next_action: str
    next_action_at: datetime | None
    topic: str = ""
    place: str = ""
    closed: datetime | None = None
    last_contact: datetime | None = None
    due_facts: str = field(default="", repr=False)
    """See ``clock_reasons``."""
    silent_days: int | None = None
    """Days since somebody spoke with the citizen; None where the case is over or nobody can be reached."""
    too_silent: bool = False
    """That is too long for the level."""
    replacing: bool = False
    """Its responsible is absent, and who asks stands in for them."""


def clock_reasons(line: CaseLine) -> dict[str, str]:
    """Return why each clock of a case (internal, first, legal) ends when it does; for one case at a time."""
    facts = json.loads(line.due_facts) if line.due_facts else {}
    reasons = {name: facts.get(f"why_{name}") for name in ("first", "internal", "legal")}
    return {name: str(why) for name, why in reasons.items() if why}


def storage_filter(ctx: Context, query: CaseQuery) -> queries.Filter:
    """Return what the storage is asked for a query, as of now."""
    now = ctx.now()
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0)
    if query.text.strip() or any(each.key in case_conditions.COSTLY for each in query.conditions):
        search.flush_all(ctx.store)
    return queries.Filter(
        view=query.view,
        now=epoch(now),
        today_ends=epoch(midnight) - 1,
        unit=query.unit,
        responsible=query.responsible,
        state=query.state,
        level=query.level,
        citizen=query.citizen,
        text=query.text,
        user=ctx.actor.id,
        covered=tuple(each.id for each in covered(ctx, query)),
        terms=tuple(_term(ctx, each) for each in query.conditions),
        sort=query.sort,
        descending=query.descending,
    )


def covered(ctx: Context, query: CaseQuery) -> Sequence[Official]:
    """Return the absent officials whose cases are in somebody's own view while they stand in for them."""
    if query.responsible is None or query.alone or query.view != "mine":
        return ()
    return covered_by(ctx, query.responsible)


def _term(ctx: Context, condition: Condition) -> Term:
    """Return a condition with its days as moments of the office's zone."""
    today = ctx.now().date()
    values: list[Bound] = []
    for value in condition.values:
        if isinstance(value, DaySpan):
            first, last = value.days(today)
            until = None if last is None else last + timedelta(days=1)
            values.append(Between(_midnight(ctx, first), _midnight(ctx, until)))
        else:
            values.append(value)
    return Term(condition.key, tuple(values), condition.negated)


def _midnight(ctx: Context, day: date | None) -> int | None:
    return None if day is None else epoch(datetime.combine(day, time(), ctx.zone))


def line_of(
    ctx: Context, row: queries.ListRow, now: datetime, absent: AbstractSet[str] = frozenset()
) -> CaseLine:
    """Return a row as the list shows it at a moment; ``absent`` are the names of those whom one replaces."""
    state, level = CaseState(row.state), Level(row.level)
    zone = ctx.zone

    def local(seconds: int | None) -> datetime | None:
        return None if seconds is None else datetime.fromtimestamp(seconds, zone)

    clocks = Clocks(
        state=state,
        level=level,
        due=local(row.due_at),
        warn=local(row.warn_at),
        first_answer_due=local(row.due_first),
        first_answer=local(row.first_answer),
        internal_due=local(row.due_internal),
        paused_since=local(row.paused_at),
        resolved=local(row.resolved),
        check_in=local(row.next_action_at),
        name=ctx.rules.workflow.state(state),
    )
    days = silent_days(state, local(row.last_contact), now, reachable=bool(row.reachable))
    return CaseLine(
        id=row.id,
        number=row.number,
        subject=row.subject,
        citizen=row.citizen,
        unit=row.unit,
        responsible=row.responsible,
        state=state,
        level=level,
        query_type=row.query_type,
        channel=row.channel,
        opened=local(row.opened),
        due=local(row.due_at),
        badge=badge(clocks, now),
        next_action=_next_words(state, level, row, now),
        next_action_at=local(row.next_action_at),
        topic=row.topic,
        place=row.place,
        silent_days=days,
        too_silent=too_silent(level, days, ctx.rules.silence),
        closed=local(row.closed),
        last_contact=local(row.last_contact),
        due_facts=row.due_facts,
        replacing=bool(row.responsible) and row.responsible in absent,
    )


def _next_words(state: CaseState, level: Level, row: queries.ListRow, now: datetime) -> str:
    """Return the next action; of a critical case that its check-in is late, or that it has none."""
    if level is not Level.CRITICAL or state in case_states.OVER:
        return row.next_action
    if row.next_action_at is None:
        return QT_TRANSLATE_NOOP("core", "Falta la próxima revisión")
    if row.next_action_at <= epoch(now):
        return QT_TRANSLATE_NOOP("core", "Revisión vencida: {action}").format(action=row.next_action)
    return row.next_action

"""What the person at the screen should be told of without asking (training manual 5.2: constant monitoring)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from desktop_app.domain.case_states import OVER
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.values import Level
from desktop_app.services import shifts
from desktop_app.services.access import Permission, require
from desktop_app.services.availability import covered_by
from desktop_app.services.case_writing import load
from desktop_app.services.closing import own_official
from desktop_app.services.context import Context, day_number, epoch
from desktop_app.services.escalation import first_told, told_since
from desktop_app.services.paper import Missing, missing
from desktop_app.services.shifts import ReceivedShift
from desktop_app.services.writing import append
from desktop_app.storage.queries import alerts as queries
from desktop_app.storage.queries import sync as sync_queries
from desktop_app.storage.queries.escalations import backlog

_DAYS_BACK: Final = 7
"""How long ago a hand-over was sent whose return is still told of."""


@dataclass(frozen=True, slots=True)
class CaseAlert:
    """A case and the moment (the office's zone) that matters; ``own``: who is told opened it."""

    case: bytes
    number: str
    subject: str
    due: datetime
    own: bool
    instead: str = ""
    """Name of the absent official in whose place they are told."""


@dataclass(frozen=True, slots=True)
class NewsAlert:
    """Something that happened to a case: ``kind`` is told, assigned or reopened; ``cause`` why it was told."""

    case: bytes
    number: str
    subject: str
    kind: str
    cause: str
    text: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class CheckAlert:
    """A critical case that has to be looked at: since when (the office's zone), or None without a next check-in."""

    case: bytes
    number: str
    subject: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class ReferralAlert:
    """A hand-over; ``moment`` (the office's zone) is when it was sent, or when it came back."""

    referral: bytes
    number: str
    citizen: str
    need: str
    unit: str
    reason: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Alerts:
    """Everything that holds now for one person.

    ``reviews`` are conflicts that merging left to a person, ``papers`` forms on paper that did not come back.
    """

    criticals: tuple[CaseAlert, ...] = ()
    overdue: tuple[CaseAlert, ...] = ()
    waiting: tuple[ReferralAlert, ...] = ()
    returned: tuple[ReferralAlert, ...] = ()
    reviews: int = 0
    papers: Missing | None = None
    soon: tuple[CaseAlert, ...] = ()
    news: tuple[NewsAlert, ...] = ()
    checks: tuple[CheckAlert, ...] = ()
    backlog: int = 0
    """Cases that came due long ago, of which nobody is told one by one; for who supervises."""
    objected: tuple[CaseAlert, ...] = ()
    """Reopened since the citizen did not agree; ``due`` is when."""
    shifts: tuple[ReceivedShift, ...] = ()


def read_alerts(ctx: Context, since: datetime) -> Alerts:
    """Return what holds now, for what the person may see; ``since`` is when they began to work.

    Criticals whose first answer was due before that are in the lists already, they are not news; of the
    person's own cases those are told of that came due on that day, or since the office last closed before it.
    Supervisors hear of every critical, others of those that they opened, or that they or their unit answer
    for. While the office is closed reminders wait for the next opening; criticals do not.
    """
    may, store = ctx.actor.may, ctx.store
    official = own_official(ctx)
    covered = [] if official is None else [each.id for each in covered_by(ctx, official)]
    who = queries.person(store, ctx.actor.id, covered)
    criticals: list[queries.CaseRow] = []
    cases = _Cases()
    objected: list[queries.CaseRow] = []
    waiting: list[queries.ReferralRow] = []
    returned: list[queries.ReferralRow] = []
    now = ctx.now()
    if may(Permission.READ_CASES):
        everyone = may(Permission.ASSIGN_CASE)
        criticals = queries.unanswered_criticals(store, who, epoch(since), everyone=everyone)
        cases = _cases(ctx, who, since, {row.id for row in criticals}, everyone=everyone)
        objected = queries.objected(store, who)
    if may(Permission.ANSWER_REFERRAL):
        waiting = queries.waiting_referrals(store, who, covered)
        returned = queries.returned_referrals(store, who, day_number(now - timedelta(days=_DAYS_BACK)))
    return Alerts(
        tuple(_case(ctx, row) for row in criticals),
        cases.overdue,
        tuple(_referral(ctx, row) for row in waiting),
        tuple(_referral(ctx, row) for row in returned),
        sync_queries.review_count(store) if may(Permission.SYNC) else 0,
        missing(ctx) if may(Permission.RECORD_ATTENTION) and may(Permission.ASSIGN_CASE) else None,
        cases.soon,
        cases.news,
        cases.checks,
        cases.backlog,
        tuple(_case(ctx, row) for row in objected),
        shifts.received(ctx) if may(Permission.WORK_CASE) else (),
    )


def acknowledge(ctx: Context, case: bytes) -> Acknowledged:
    """Keep that the person has taken notice of a critical case, once for each time that it became critical."""
    require(ctx.actor, Permission.READ_CASES)
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        author = None if ctx.actor.id is None else ulid_text(ctx.actor.id)
        seen = {
            (entry.author, entry.facts.get("mark"))
            for entry, _counted in current.timeline
            if entry.kind == "seen"
        }
        critical = current.level is Level.CRITICAL and current.state not in OVER
        if not critical or (author, current.raised_at) in seen:
            return Acknowledged(frozenset())
        facts = {"mark": current.raised_at, "at": epoch(ctx.now()), "parents": current.heads}
        append(ctx, transaction, "case", "seen", case, facts)
    return Acknowledged(frozenset({"case"}))


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What taking notice has changed: nothing the second time."""

    changes: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Cases:
    """What one person is told of cases besides the criticals without an answer."""

    overdue: tuple[CaseAlert, ...] = ()
    soon: tuple[CaseAlert, ...] = ()
    news: tuple[NewsAlert, ...] = ()
    checks: tuple[CheckAlert, ...] = ()
    backlog: int = 0


def _cases(ctx: Context, who: queries.Person, began: datetime, told: set[bytes], *, everyone: bool) -> _Cases:
    store, now = ctx.store, ctx.now()
    midnight = began.astimezone(ctx.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    since = epoch(min(midnight, told_since(ctx.calendar, began)))
    # While the office is closed nobody is reminded of more than was known when it closed.
    until = epoch(_known_until(ctx, now))
    checks = queries.check_ins(store, who, epoch(now), everyone=everyone)
    return _Cases(
        tuple(_case(ctx, row) for row in queries.came_due(store, who, since, until)),
        tuple(_case(ctx, row) for row in queries.near_due(store, who, since, until)),
        tuple(
            NewsAlert(row.id, row.number, row.subject, row.kind, row.cause, row.text, _local(ctx, row.moment))
            for row in queries.news(store, who, since, everyone=everyone)
            if not (row.kind == "told" and row.id in told)
        ),
        tuple(CheckAlert(row.id, row.number, row.subject, ctx.local(row.since)) for row in checks),
        backlog(store, epoch(first_told(ctx.calendar, now))) if everyone and until == epoch(now) else 0,
    )


def _known_until(ctx: Context, now: datetime) -> datetime:
    if ctx.calendar.is_open(now):
        return now
    today = [closing for _, closing in ctx.calendar.openings(now.date()) if closing <= now]
    return max(today, default=told_since(ctx.calendar, now))


def _case(ctx: Context, row: queries.CaseRow) -> CaseAlert:
    return CaseAlert(row.id, row.number, row.subject, _local(ctx, row.due), row.own, row.instead)


def _referral(ctx: Context, row: queries.ReferralRow) -> ReferralAlert:
    moment = _local(ctx, row.moment)
    return ReferralAlert(row.id, row.number, row.citizen, row.need, row.unit, row.reason, moment)


def _local(ctx: Context, seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, ctx.zone)

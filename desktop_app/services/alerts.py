"""What the person at the screen should be told of without asking (training manual 5.2: constant monitoring)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from desktop_app.services.access import Permission
from desktop_app.services.availability import covered_by
from desktop_app.services.closing import own_official
from desktop_app.services.context import Context, day_number, epoch
from desktop_app.services.paper import Missing, missing
from desktop_app.storage.queries import alerts as queries
from desktop_app.storage.queries import sync as sync_queries

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


def read_alerts(ctx: Context, since: datetime) -> Alerts:
    """Return what holds now, for what the person may see; ``since`` is when they began to work.

    Criticals whose first answer was due before that are in the lists already, they are not news; of the
    person's own cases those are told of that came due on that day. Supervisors hear of every critical,
    others of those that they opened, or that they or their unit answer for.
    """
    may, store = ctx.actor.may, ctx.store
    who = queries.person(store, ctx.actor.id)
    criticals: list[queries.CaseRow] = []
    overdue: list[queries.CaseRow] = []
    waiting: list[queries.ReferralRow] = []
    returned: list[queries.ReferralRow] = []
    now = ctx.now()
    if may(Permission.READ_CASES):
        everyone = may(Permission.ASSIGN_CASE)
        criticals = queries.unanswered_criticals(store, who, epoch(since), everyone=everyone)
        midnight = since.astimezone(ctx.zone).replace(hour=0, minute=0, second=0, microsecond=0)
        overdue = queries.came_due(store, who, epoch(midnight), epoch(now))
    if may(Permission.ANSWER_REFERRAL):
        official = own_official(ctx)
        covered = [] if official is None else [each.id for each in covered_by(ctx, official)]
        waiting = queries.waiting_referrals(store, who, covered)
        returned = queries.returned_referrals(store, who, day_number(now - timedelta(days=_DAYS_BACK)))
    return Alerts(
        tuple(_case(ctx, row) for row in criticals),
        tuple(_case(ctx, row) for row in overdue),
        tuple(_referral(ctx, row) for row in waiting),
        tuple(_referral(ctx, row) for row in returned),
        sync_queries.review_count(store) if may(Permission.SYNC) else 0,
        missing(ctx) if may(Permission.RECORD_ATTENTION) and may(Permission.ASSIGN_CASE) else None,
    )


def _case(ctx: Context, row: queries.CaseRow) -> CaseAlert:
    return CaseAlert(row.id, row.number, row.subject, _local(ctx, row.due), row.own)


def _referral(ctx: Context, row: queries.ReferralRow) -> ReferralAlert:
    moment = _local(ctx, row.moment)
    return ReferralAlert(row.id, row.number, row.citizen, row.need, row.unit, row.reason, moment)


def _local(ctx: Context, seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, ctx.zone)

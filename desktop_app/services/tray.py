"""What waits for a person: hand-overs to receive, those that came back to them, their cases by urgency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desktop_app.domain.labels import label
from desktop_app.domain.urgency import Badge, Urgency
from desktop_app.domain.values import ReferralState
from desktop_app.domain.waiting import waiting_badge
from desktop_app.services import case_lists, referrals
from desktop_app.services.access import Permission, require
from desktop_app.services.case_lists import CaseLine, CaseQuery
from desktop_app.services.closing import own_official
from desktop_app.services.context import Context

class TrayKind(StrEnum):
    """The parts of the tray, in their order."""

    RECEIVE = "receive"
    BACK = "back"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class TrayLine:
    """One thing that waits; ``since`` in the office's zone."""

    kind: TrayKind
    id: bytes
    badge: Badge
    number: str
    need: str
    citizen: str
    sender: str
    receiver: str
    since: datetime | None
    bounces: int = 0


@dataclass(frozen=True, slots=True)
class Tray:
    """The hand-overs of the tray and how many cases follow them. ``official`` is who the actor is."""

    official: bytes | None
    receive: tuple[TrayLine, ...]
    back: tuple[TrayLine, ...]
    cases: int

    def counts(self) -> dict[TrayKind, int]:
        """Return how many lines each part has."""
        return {
            TrayKind.RECEIVE: len(self.receive),
            TrayKind.BACK: len(self.back),
            TrayKind.CASE: self.cases,
        }


def read_tray(ctx: Context, unit: bytes | None = None) -> Tray:
    """Return the actor's tray: an official's own unit; for others a unit of their choice, or all (None)."""
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    official = own_official(ctx)
    now = ctx.now()
    waiting = (
        referrals.inbox_of(ctx, official)
        if official is not None and unit is None
        else referrals.inbox(ctx, unit)
    )
    back = referrals.returned_to_me(ctx)
    cases = 0
    if official is not None and ctx.actor.may(Permission.READ_CASES):
        cases = case_lists.count(ctx, CaseQuery("mine", responsible=official))
    return Tray(
        official,
        tuple(_waiting_line(ctx, row, now) for row in waiting),
        tuple(_back_line(ctx, row) for row in back),
        cases,
    )


def tray_cases(ctx: Context, official: bytes, offset: int, limit: int) -> list[TrayLine]:
    """Return a page of an official's open cases, the most urgent first."""
    query = CaseQuery("mine", responsible=official)
    return [_case_line(line) for line in case_lists.page(ctx, query, offset, limit)]


def _waiting_line(ctx: Context, row: referrals.InboxRow, now: datetime) -> TrayLine:
    sent = ctx.local(row.sent) or now
    return TrayLine(
        TrayKind.RECEIVE, row.id, waiting_badge(max(now - sent, timedelta(0))), row.number, row.need,
        row.citizen_name, row.sender, row.official_name or row.unit_name, sent, row.bounces,
    )  # fmt: skip


def _back_line(ctx: Context, row: referrals.InboxRow) -> TrayLine:
    # Somebody still stands there: it is to be sent on.
    badge = Badge(Urgency.DUE_SOON, label(ReferralState.RETURNED))
    return TrayLine(
        TrayKind.BACK, row.id, badge, row.number, row.need, row.citizen_name,
        row.unit_name, row.sender, ctx.local(row.sent), row.bounces,
    )  # fmt: skip


def _case_line(line: CaseLine) -> TrayLine:
    return TrayLine(
        TrayKind.CASE, line.id, line.badge, line.number, line.subject, line.citizen, line.unit,
        line.responsible, line.opened,
    )  # fmt: skip

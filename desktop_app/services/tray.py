"""What waits for a person: hand-overs to receive, those that came back to them, their cases by urgency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desktop_app.domain.labels import label
from desktop_app.domain.urgency import Badge, Urgency
from desktop_app.domain.values import ReferralState
from desktop_app.domain.waiting import waiting_badge
from desktop_app.services import case_lists, referrals
from desktop_app.services.access import Permission, require
from desktop_app.services.availability import covered_by
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
    instead_of: str = ""
    """The absent person in whose place this is in the tray."""


@dataclass(frozen=True, slots=True)
class Share:
    """An official's open cases in a tray; ``absent`` names them where somebody stands in."""

    official: bytes
    count: int
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Tray:
    """The hand-overs of the tray and how many cases follow them. ``official`` is who the actor is."""

    official: bytes | None
    receive: tuple[TrayLine, ...]
    back: tuple[TrayLine, ...]
    cases: int
    shares: tuple[Share, ...] = ()
    """Whose open cases they are, in their order: the actor's own first."""

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
    covered = {each.id: each.name for each in covered_by(ctx, official)} if official is not None else {}
    shares = _shares(ctx, official, covered)
    return Tray(
        official,
        tuple(_waiting_line(ctx, row, now, covered) for row in waiting),
        tuple(_back_line(ctx, row) for row in back),
        sum(share.count for share in shares),
        shares,
    )


def _shares(ctx: Context, official: bytes | None, covered: Mapping[bytes, str]) -> tuple[Share, ...]:
    """Return whose cases a tray has: one's own, and of whom one stands in for while they are away."""
    if official is None or not ctx.actor.may(Permission.READ_CASES):
        return ()

    def open_cases(of: bytes) -> int:
        return case_lists.count(ctx, CaseQuery(_view(of, official), responsible=of, alone=True))

    others = [Share(each, open_cases(each), name) for each, name in covered.items()]
    return Share(official, open_cases(official)), *(each for each in others if each.count)


def _view(of: bytes, official: bytes) -> str:
    """One's own cases are those as well that one opened and that nobody answers for; of the absent, theirs alone."""
    return "mine" if of == official else "open"


def tray_cases(ctx: Context, shares: Sequence[Share], offset: int, limit: int) -> list[TrayLine]:
    """Return a page of the open cases of a tray: one's own by urgency, then those of each absent person."""
    found: list[TrayLine] = []
    for share in shares:
        wanted = limit - len(found)
        if wanted > 0 and offset < share.count:
            query = CaseQuery(
                _view(share.official, shares[0].official), responsible=share.official, alone=True
            )
            page = case_lists.page(ctx, query, offset, min(wanted, share.count - offset))
            found += [_case_line(line, share.absent) for line in page]
        offset = max(offset - share.count, 0)
    return found


def _waiting_line(
    ctx: Context, row: referrals.InboxRow, now: datetime, covered: Mapping[bytes, str]
) -> TrayLine:
    sent = ctx.local(row.sent) or now
    return TrayLine(
        TrayKind.RECEIVE, row.id, waiting_badge(max(now - sent, timedelta(0))), row.number, row.need,
        row.citizen_name, row.sender, row.official_name or row.unit_name, sent, row.bounces,
        covered.get(row.official, "") if row.official is not None else "",
    )  # fmt: skip


def _back_line(ctx: Context, row: referrals.InboxRow) -> TrayLine:
    # Somebody still stands there: it is to be sent on.
    silent = row.state == ReferralState.NO_ANSWER
    badge = Badge(Urgency.DUE_SOON, label(ReferralState.NO_ANSWER if silent else ReferralState.RETURNED))
    return TrayLine(
        TrayKind.BACK, row.id, badge, row.number, row.need, row.citizen_name,
        row.unit_name, row.sender, ctx.local(row.sent), row.bounces,
    )  # fmt: skip


def _case_line(line: CaseLine, absent: str) -> TrayLine:
    return TrayLine(
        TrayKind.CASE, line.id, line.badge, line.number, line.subject, line.citizen, line.unit,
        line.responsible, line.opened, instead_of=absent,
    )  # fmt: skip

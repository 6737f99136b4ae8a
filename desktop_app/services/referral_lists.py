"""Hand-overs as the screens show them: views with their counts, one of them with all that happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from desktop_app.domain import facts
from desktop_app.domain.errors import NotFound
from desktop_app.domain.folding import Entry
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel, ReferralState, ReturnReason
from desktop_app.services import directory, referral_rights
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context, day_number
from desktop_app.storage.queries import referral_lists as queries

VIEWS = tuple(queries.VIEWS)
DAYS: Final = 30
"""How far back the views of answered hand-overs reach."""

_STATES: Final = {state.value: state for state in ReferralState}
_REASONS: Final = {reason.value: reason for reason in ReturnReason}
_CHANNELS: Final = {channel.value: channel for channel in Channel}


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """A hand-over in a list; moments in the office's zone, ``waited`` from sending to answer (or to now)."""

    id: bytes
    number: str
    sent: datetime
    answered: datetime | None
    state: ReferralState
    reason: ReturnReason | None
    need: str
    citizen: str
    unit: str
    official: str
    sender: str
    bounces: int
    waited: timedelta
    sent_on: bool
    """Handed to somebody else after it came back or nobody answered."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """Something that happened to a need on its way; ``to`` is None for the sending itself."""

    at: datetime
    author: str
    unit: str
    official: str
    to: ReferralState | None
    reason: ReturnReason | None
    text: str


@dataclass(frozen=True, slots=True)
class ReferralDetail:
    """One hand-over, its history across all units, and what the actor may do with it."""

    line: ReferralLine
    unit_id: bytes | None
    official_id: bytes | None
    place: str
    citizen_id: bytes | None
    contact: str
    topic_id: bytes | None
    topic: str
    comment: str
    case_id: bytes | None
    attention_id: bytes | None
    channel: Channel
    answers: tuple[ReferralState, ...]
    may_reassign: bool
    history: tuple[HistoryEntry, ...]


def count(ctx: Context, view: str) -> int:
    """Return how many hand-overs a view has."""
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    return queries.count(ctx.store, _filter(ctx, view))


def page(ctx: Context, view: str, offset: int, limit: int) -> list[ReferralLine]:
    """Return one page of a view: what waits oldest first, everything else newest first."""
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    now = ctx.now()
    return [_line(ctx, row, now) for row in queries.page(ctx.store, _filter(ctx, view), offset, limit)]


def view_counts(ctx: Context) -> dict[str, int]:
    """Return the counts of all views."""
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    return queries.view_counts(ctx.store, _filter(ctx, "all"))


def detail(ctx: Context, referral: bytes) -> ReferralDetail:
    """Return one hand-over with its history. Raises NotFound."""
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    row = queries.detail(ctx.store, referral)
    if row is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Esa vinculación no está en los datos de este equipo."))
    line = _line(ctx, row.row, ctx.now())
    parties = referral_rights.Parties(row.author_id, row.unit_id, row.official_id)
    again = line.state in (ReferralState.RETURNED, ReferralState.NO_ANSWER) and not line.sent_on
    return ReferralDetail(
        line=line,
        unit_id=row.unit_id,
        official_id=row.official_id,
        place=row.official_place or row.unit_place,
        citizen_id=row.citizen_id,
        contact=row.phone or row.email,
        topic_id=row.topic_id,
        topic=row.topic,
        comment=row.comment,
        case_id=row.case_id,
        attention_id=row.attention_id,
        channel=_CHANNELS.get(row.channel, Channel.IN_PERSON),
        answers=referral_rights.answers(ctx, parties, line.state),
        may_reassign=again,
        history=_history(ctx, referral),
    )


def _history(ctx: Context, referral: bytes) -> tuple[HistoryEntry, ...]:
    people = {ulid_text(user.id): user.name for user in directory.users(ctx)}
    return tuple(
        _entry(ctx, event, step, people)
        for step in queries.chain(ctx.store, referral)
        for event in step.events
        if event.kind in ("refer", "answer")
    )


def _entry(ctx: Context, event: Entry, step: queries.StepRow, people: dict[str, str]) -> HistoryEntry:
    told = facts.moment(event.facts.get("sent" if event.kind == "refer" else "at"))
    seconds = (event.stamp >> 16) // 1000 if told is None else told
    return HistoryEntry(
        at=ctx.local(seconds) or ctx.now(),
        author=people.get(event.author or "", step.sender if event.kind == "refer" else ""),
        unit=step.unit,
        official=step.official,
        to=_STATES.get(str(event.facts.get("to"))),
        reason=_REASONS.get(str(event.facts.get("reason"))),
        text=facts.words(event.personal.get("text")) or "",
    )


def _filter(ctx: Context, view: str) -> queries.Filter:
    now = ctx.now()
    return queries.Filter(view, day_number(now), day_number(now - timedelta(days=DAYS)))


def _line(ctx: Context, row: queries.ListRow, now: datetime) -> ReferralLine:
    sent = ctx.local(row.sent) or now
    answered = ctx.local(row.answered)
    return ReferralLine(
        id=row.id,
        number=row.number,
        sent=sent,
        answered=answered,
        state=_STATES.get(row.state, ReferralState.SENT),
        reason=_REASONS.get(row.reason),
        need=row.need,
        citizen=row.citizen,
        unit=row.unit,
        official=row.official,
        sender=row.sender,
        bounces=row.bounces,
        waited=max((answered or now) - sent, timedelta(0)),
        sent_on=row.sent_on,
    )

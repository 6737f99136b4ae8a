"""Hand-overs as the screens show them: views with their counts, one of them with all that happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from desktop_app.domain import facts
from desktop_app.domain.errors import NotFound
from desktop_app.domain.folding import Entry
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.referral_fold import fold_referral
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel, ReferralState, ReturnReason
from desktop_app.services import directory, referral_rights
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context, day_number, epoch
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
    """Something that happened to a need on its way; ``to`` is None for the sending itself.

    ``counted`` is False for an answer that changed nothing: somebody else had answered otherwise.
    ``linked``: it was said to be the same need as the one before it.
    """

    at: datetime
    author: str
    unit: str
    official: str
    to: ReferralState | None
    reason: ReturnReason | None
    text: str
    counted: bool = True
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One hand-over of the need's way: to whom it went and what became of it."""

    id: bytes
    number: str
    unit: str
    official: str
    state: ReferralState
    reason: ReturnReason | None


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
    way: tuple[Step, ...] = ()
    """All hand-overs of this need in their order, this one among them."""
    works_in: str = ""
    """The unit of the official: who stands in for somebody may be of another one than the hand-over's."""
    position: str = ""
    may_resolve: bool = False
    may_open_case: bool = False
    same_need: tuple[ReferralLine, ...] = ()
    """Earlier hand-overs that look like the same need; the actor may link one."""

    @property
    def rivals(self) -> tuple[HistoryEntry, ...]:
        """The answers to this need that changed nothing: two desks answered without knowing of each other."""
        return tuple(entry for entry in self.history if not entry.counted)

    @property
    def onward(self) -> Step | None:
        """The hand-over that the need went to after this one, or None."""
        at = next((n for n, step in enumerate(self.way) if step.id == self.line.id), len(self.way))
        return next((step for step in self.way[at + 1 :] if step.state is not ReferralState.VOIDED), None)


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
    chain = queries.chain(ctx.store, referral)
    resolves = referral_rights.may_resolve(ctx, parties, line.state) and not _too_late(line)
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
        answers=() if _too_late(line) else referral_rights.answers(ctx, parties, line.state),
        may_reassign=again,
        history=_history(ctx, chain),
        way=tuple(_step(step) for step in chain),
        works_in=row.official_unit or line.unit,
        position=row.position,
        may_resolve=resolves,
        may_open_case=resolves and row.case_id is None and ctx.actor.may(Permission.OPEN_CASE),
        same_need=_same_need(ctx, row, parties, line),
    )


def _too_late(line: ReferralLine) -> bool:
    """Tell whether the need went to somebody else after nobody answered, or after it came back."""
    return line.sent_on and line.state in (ReferralState.NO_ANSWER, ReferralState.RETURNED)


def similar(
    ctx: Context,
    *,
    citizen: bytes | None = None,
    topic: bytes | None = None,
    attention: bytes | None = None,
) -> list[ReferralLine]:
    """Return today's hand-overs that a new one may follow: same attention, or same citizen and topic."""
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    now = ctx.now()
    wanted = queries.SameNeed(day_number(now), None, attention, topic, citizen)
    return [_line(ctx, row, now) for row in queries.same_needs(ctx.store, wanted, epoch(now))]


def _same_need(
    ctx: Context, row: queries.DetailRow, parties: referral_rights.Parties, line: ReferralLine
) -> tuple[ReferralLine, ...]:
    if row.linked or not referral_rights.may_link(ctx, parties) or line.state is ReferralState.VOIDED:
        return ()
    wanted = queries.SameNeed(day_number(line.sent), line.id, row.attention_id, row.topic_id, row.citizen_id)
    found = queries.same_needs(ctx.store, wanted, row.row.sent)
    return tuple(_line(ctx, each, ctx.now()) for each in found)


def _step(step: queries.StepRow) -> Step:
    state = _STATES.get(step.state, ReferralState.SENT)
    return Step(step.id, step.number, step.unit, step.official, state, _REASONS.get(step.reason))


def _history(ctx: Context, chain: list[queries.StepRow]) -> tuple[HistoryEntry, ...]:
    people = {ulid_text(user.id): user.name for user in directory.users(ctx)}
    return tuple(
        _entry(ctx, event, step, people, counted=event.uid not in refused)
        for step in chain
        for refused in (fold_referral(ulid_text(step.id), step.events).refused,)
        for event in step.events
        if event.kind in ("refer", "answer", "link")
    )


def _entry(
    ctx: Context, event: Entry, step: queries.StepRow, people: dict[str, str], *, counted: bool
) -> HistoryEntry:
    told = facts.moment(event.facts.get("sent" if event.kind == "refer" else "at"))
    seconds = (event.stamp >> 16) // 1000 if told is None else told
    return HistoryEntry(
        at=ctx.local(seconds) or ctx.now(),
        author=people.get(event.author or "", step.sender if event.kind == "refer" else ""),
        unit=step.unit,
        official=step.official,
        to=_STATES.get(str(event.facts.get("to"))) if event.kind == "answer" else None,
        reason=_REASONS.get(str(event.facts.get("reason"))),
        text=facts.words(event.personal.get("text")) or "",
        counted=counted,
        linked=event.kind == "link",
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

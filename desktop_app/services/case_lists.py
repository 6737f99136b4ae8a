"""Reading cases: lists by view with live badges, counts, one case with its clocks and timeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from desktop_app.domain import case_states, facts
from desktop_app.domain.case_progress import CaseStep, StageProgress, progress
from desktop_app.domain.case_signs import case_signs
from desktop_app.domain.case_states import Transition
from desktop_app.domain.cleaning import clean_text
from desktop_app.domain.criticality import Suggestion
from desktop_app.domain.errors import NotFound
from desktop_app.domain.folio import parse_folio
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState, ReferralState
from desktop_app.services import case_order, case_rows
from desktop_app.services.access import Permission, require
from desktop_app.services.attachments import AttachedFile, files_of
from desktop_app.services.availability import covered_by, stands_in
from desktop_app.services.case_relations import Related, related
from desktop_app.services.case_rows import line_of, storage_filter
from desktop_app.services.closing import own_official
from desktop_app.services.context import Context
from desktop_app.storage.queries import cases as queries
from desktop_app.storage.queries import directory as directory_queries
from desktop_app.storage.queries import referrals as referral_queries
from desktop_app.storage.queries.entities import numbers_of

CaseLine = case_rows.CaseLine
CaseQuery = case_rows.CaseQuery
VIEWS = tuple(queries.VIEWS)

HAND_OVER = "hand_over"
"""Kind of a timeline entry that a hand-over of the case made."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An event of the timeline."""

    at: datetime
    kind: str
    author: str
    facts: Mapping[str, Any]
    text: str
    counted: bool


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """One case: its line, what was asked, both clocks with their reasons, steps that are allowed."""

    line: CaseLine
    description: str
    place: str
    phone: str
    email: str
    topic: str
    complaint_kind: str
    criterion: str
    internal_due: datetime | None
    internal_why: str
    first_due: datetime | None
    first_why: str
    first_answer: datetime | None
    legal_due: datetime | None
    legal_why: str
    legal_basis: str
    legal_verified: bool
    score: int | None
    last_contact: datetime | None
    flags: tuple[str, ...]
    source: Mapping[str, Any]
    office: str
    actions: tuple[Transition, ...]
    stages: tuple[StageProgress, ...]
    timeline: tuple[TimelineEntry, ...]
    signs: tuple[Suggestion, ...] = ()
    """Why it may be critical, until a person has answered."""
    related: Related = field(default_factory=Related)
    paused_since: datetime | None = None
    cure_until: datetime | None = None
    """Until when the citizen may put the request right, while the case waits for that."""
    cure_over: bool = False
    hand_overs: tuple[TimelineEntry, ...] = ()
    """Sent and answered, whoever wrote it at whatever desk; see ``timeline.story``."""
    files: tuple[AttachedFile, ...] = ()


def count(ctx: Context, query: CaseQuery) -> int:
    """Return how many cases the list has."""
    require(ctx.actor, Permission.READ_CASES)
    return queries.count(ctx.store, storage_filter(ctx, query))


def page(ctx: Context, query: CaseQuery, offset: int, limit: int) -> list[CaseLine]:
    """Return one page of the list; see ``case_order`` for the orders that a long list does not have."""
    require(ctx.actor, Permission.READ_CASES)
    return case_order.page(ctx, case_order.arrange(ctx, query, counted=False), offset, limit)


def lines(ctx: Context, ids: Sequence[bytes]) -> list[CaseLine]:
    """Return the lines of some cases, in that order; those that are not in this desk's data are left out."""
    require(ctx.actor, Permission.READ_CASES)
    now = ctx.now()
    return [line_of(ctx, row, now) for row in queries.by_numbers(ctx.store, numbers_of(ctx.store, ids))]


def view_counts(ctx: Context, responsible: bytes | None = None) -> dict[str, int]:
    """Return the counts of the work views."""
    require(ctx.actor, Permission.READ_CASES)
    return queries.view_counts(ctx.store, storage_filter(ctx, CaseQuery("mine", responsible=responsible)))


def find_number(ctx: Context, typed: str) -> bytes:
    """Return the case of a printed number, typed with or without dashes.

    Raises InvalidInput when the check digits do not fit, NotFound when no desk's data has it.
    """
    require(ctx.actor, Permission.READ_CASES)
    typed = clean_text(typed).strip()
    # A case from another system keeps the number it had there, which need not look like ours.
    found = queries.id_of_number(ctx.store, typed) if typed else None
    if found is None:
        found = queries.id_of_number(ctx.store, str(parse_folio(typed)))
    if found is None:
        raise NotFound(
            QT_TRANSLATE_NOOP("core", "El caso {number} no está en los datos de este equipo."),
            number=typed,
        )
    return found


def detail(ctx: Context, case: bytes) -> CaseDetail:
    """Return one case with everything it shows. Raises NotFound."""
    require(ctx.actor, Permission.READ_CASES)
    row = queries.detail(ctx.store, case)
    if row is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese caso no está en los datos de este equipo."))
    events = queries.timeline(ctx.store, case)
    line = line_of(ctx, row.row, ctx.now(), _replaced(ctx, row))
    states = {state.value: state for state in CaseState}
    steps = [
        # A case may be born in a later state than registered: its opening says in which.
        CaseStep(event.kind, states.get(str(event.facts.get("to") or event.facts.get("state"))))
        for event in events
        if event.counted
    ]
    kind = ctx.profile.request_types.get(row.row.query_type)
    return CaseDetail(
        line=line,
        description=row.description,
        place=row.place,
        phone=row.phone,
        email=row.email,
        topic=row.topic,
        complaint_kind=row.complaint_kind,
        criterion=row.criterion,
        internal_due=ctx.local(row.row.due_internal),
        internal_why=str(row.due.get("why_internal", "")),
        first_due=ctx.local(row.row.due_first),
        first_why=str(row.due.get("why_first", "")),
        first_answer=ctx.local(row.row.first_answer),
        legal_due=ctx.local(row.due_legal),
        legal_why=str(row.due.get("why_legal", "")),
        legal_basis=kind.reference.legal_basis if kind else "",
        legal_verified=kind.verified if kind else False,
        score=row.score,
        last_contact=ctx.local(row.last_contact),
        flags=tuple(str(flag) for flag in row.flags),
        source=row.source,
        office=row.office,
        actions=tuple(
            replace(each, action=ctx.rules.workflow.step(line.state, each.to, each.action))
            for each in _offered(ctx, row, case_states.actions(line.state, line.level))
        ),
        stages=progress(steps),
        timeline=tuple(
            TimelineEntry(ctx.local(e.happened) or ctx.now(), e.kind, e.author, e.facts, e.text, e.counted)
            for e in events
        ),
        signs=case_signs(
            line.state,
            line.level,
            f"{line.subject}. {row.description}",
            [(event.kind, event.text) for event in events],
            ctx.profile,
        ),
        related=related(ctx, case),
        paused_since=ctx.local(row.row.paused_at),
        cure_until=(cure := _cure(ctx, line.state, events)),
        cure_over=cure is not None and cure <= ctx.now(),
        hand_overs=tuple(_hand_overs(ctx, case)),
        files=files_of(ctx, case),
    )


def _cure(ctx: Context, state: CaseState, events: Iterable[queries.EventRow]) -> datetime | None:
    """Return until when the citizen may put the request right, as the pause that lasts says it."""
    if state is not CaseState.WAITING_CITIZEN:
        return None
    steps = [event.facts for event in events if event.kind == "move" and event.counted]
    return ctx.local(facts.moment(steps[-1].get("cure"))) if steps else None


def _hand_overs(ctx: Context, case: bytes) -> Iterable[TimelineEntry]:
    for row in referral_queries.of_case(ctx.store, case):
        told = {"number": row.number, "whom": row.whom, "to": ReferralState.SENT.value}
        sent, answered = ctx.local(row.sent), ctx.local(row.answered)
        if sent is not None:
            yield TimelineEntry(sent, HAND_OVER, row.sender, told, row.need, counted=True)
        if answered is not None and row.state != ReferralState.SENT:
            told = {**told, "to": row.state, "reason": row.reason}
            yield TimelineEntry(answered, HAND_OVER, row.answered_by, told, row.comment, counted=True)


def _offered(ctx: Context, row: queries.DetailRow, allowed: Iterable[Transition]) -> tuple[Transition, ...]:
    """Leave out accepting and returning a case that was handed to somebody else who works with the program.

    A supervisor may answer for everybody; for a unit without users of its own, whoever is at the desk does.
    """
    if row.row.state != CaseState.REFERRED or ctx.actor.may(Permission.ASSIGN_CASE):
        return tuple(allowed)
    receivers = directory_queries.users_of(ctx.store, row.responsible_id, row.unit_id)
    if not receivers or ctx.actor.id in receivers or stands_in(ctx, row.responsible_id):
        return tuple(allowed)
    return tuple(each for each in allowed if each.to not in (CaseState.IN_PROGRESS, CaseState.REGISTERED))


def _replaced(ctx: Context, row: queries.DetailRow) -> AbstractSet[str]:
    own = own_official(ctx) if row.responsible_id is not None else None
    if own is None or own == row.responsible_id:
        return frozenset()
    return {each.name for each in covered_by(ctx, own) if each.id == row.responsible_id}

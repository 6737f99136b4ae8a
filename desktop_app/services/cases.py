"""The life of a case: opening, steps, notes, contacts (training manual 3 to 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.domain import attempts, case_states, check_in
from desktop_app.domain.cleaning import clean_line, clean_note
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.opinions import CITIZEN
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import (
    CaseState,
    Channel,
    ComplaintKind,
    Confirmation,
    CriticalCriterion,
    Level,
)
from desktop_app.services import check_ins
from desktop_app.services.access import Permission, require
from desktop_app.services.case_escalation import escalate, escalate_case
from desktop_app.services.case_levels import change_level
from desktop_app.services.case_writing import (
    CHANGES,
    CaseSaved,
    after_step,
    append_event,
    load,
    number_of,
    required_text,
)
from desktop_app.services.citizens import CitizenForm, create_citizen, standing
from desktop_app.services.context import Context, day_number, epoch
from desktop_app.services.in_use import check_in_use
from desktop_app.services.terms import opening_terms, terms_now
from desktop_app.services.writing import append, fresh_id, take_number, text_id, without_none
from desktop_app.storage.journal import Transaction

__all__ = (
    "CHANGES", "CaseForm", "CaseSaved", "add_note", "assign_case", "change_level", "escalate_case", "load",
    "log_contact", "move_case", "open_case", "open_in", "plan_next", "rate_case",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseForm:
    """A case as it is opened. A citizen with a name and one contact is asked for, unless anonymous."""

    subject: str
    query_type: str
    channel: Channel
    level: Level = Level.SIMPLE
    description: str | None = None
    place: str | None = None
    topic: bytes | None = None
    unit: bytes | None = None
    responsible: bytes | None = None
    citizen: bytes | CitizenForm | None = None
    complaint_kind: ComplaintKind | None = None
    complaint_aspect: str | None = None
    """Code of the country profile's own classification, beside the manual's."""
    criterion: CriticalCriterion | None = None
    no_contact: bool = False
    anonymous: bool = False
    next_check: datetime | None = None
    """When a critical one is looked at again; None lets the rule say it."""


def open_case(ctx: Context, form: CaseForm) -> CaseSaved:
    """Open a case directly. Raises InvalidInput, NotAllowed."""
    require(ctx.actor, Permission.OPEN_CASE)
    moment = ctx.now()
    with ctx.store.transaction() as transaction:
        number = take_number(ctx, transaction, moment)
        case = open_in(ctx, transaction, form, number, moment, fresh_id(ctx))
    return CaseSaved(case, number)


def open_in(
    ctx: Context,
    transaction: Transaction,
    form: CaseForm,
    number: str,
    opened: datetime,
    case: bytes,
    attention: bytes | None = None,
    *,
    office: bytes | None = None,
    current: bool = True,
) -> bytes:
    """Open a case inside the transaction of another service, under a number already taken.

    ``office`` is the one where it was opened; None is this desk's. ``current``: its topic, unit and
    responsible person must be in use now. Raises InvalidInput naming the field.

    A critical case needs its criterion (training manual 5.1) and is escalated at once to the
    immediate chief or the specialised unit of its topic (5.2).
    """
    subject = clean_line(form.subject, "subject")
    if not subject:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba el asunto del caso."), field="subject")
    if form.level is Level.CRITICAL and form.criterion is None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "Diga por qué es crítico: 1 riesgo, 2 queja recurrente, 3 situación vulnerable."
            ),
            field="criterion",
        )
    if current:
        check_in_use(ctx, form.topic, form.unit, form.responsible)
    query_type = ctx.profile.request_type(form.query_type).code
    who = form.citizen
    citizen = create_citizen(ctx, transaction, who) if isinstance(who, CitizenForm) else standing(ctx, who)
    facts = without_none(
        number=number,
        office=text_id(office or ctx.desk.office),
        topic=text_id(form.topic),
        unit=text_id(form.unit),
        responsible=text_id(form.responsible),
        citizen=text_id(citizen),
        query_type=query_type,
        complaint_kind=form.complaint_kind,
        complaint_aspect=_aspect(ctx, form.complaint_aspect),
        channel=form.channel,
        level=form.level,
        criterion=form.criterion,
        opened=epoch(opened),
        oday=day_number(opened),
        no_contact=1 if form.no_contact else None,
        anonymous=1 if form.anonymous else None,
        state=CaseState.REGISTERED,
        attention=text_id(attention),
        at=epoch(opened),
        due=opening_terms(ctx, form.level, query_type, opened),
    )
    personal = without_none(
        subject=subject,
        description=clean_note(form.description, "detail"),
        place=clean_line(form.place, "place"),
    )
    append(ctx, transaction, "case", "open", case, facts, personal, new=True)
    if form.level is Level.CRITICAL:
        escalate(ctx, transaction, case, form.topic, form.unit, [ulid_text(case)], opened)
        check_ins.plan_in(ctx, transaction, case, load(transaction, case), form.next_check)
    return case


def _aspect(ctx: Context, code: str | None) -> str | None:
    return code if any(code == each.code for each in ctx.profile.complaint_aspects) else None


def move_case(
    ctx: Context,
    case: bytes,
    to: CaseState,
    *,
    reason: str | None = None,
    unit: bytes | None = None,
    responsible: bytes | None = None,
    confirmation: Confirmation | None = None,
    causes: list[str] | None = None,
    answer: str | None = None,
    more: Mapping[str, Any] | None = None,
) -> CaseSaved:
    """Take a step of the table of states. Raises ForbiddenTransition in words when it may not be taken.

    ``answer`` is what was answered to the citizen when the case is resolved, ``causes`` the tags for
    the monthly analysis, ``confirmation`` how the citizen confirmed (training manual 6.1), ``more`` what else
    the event says of the step (why it waits, what it duplicates, that the citizen objected).
    """
    require(ctx.actor, Permission.WORK_CASE)
    text = clean_note(answer, "answer") or clean_note(reason, "reason")
    moment, rules = ctx.now(), ctx.rules.closing
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        tries = len(attempts.counted(current.tries.found, rules.gap_seconds))
        case_states.check(
            current.state,
            to,
            level=current.level,
            reason=text or "",
            confirmation=confirmation,
            attempts=tries,
            needed=rules.attempts,
            names=ctx.rules.workflow,
        )
        unconfirmed = to is CaseState.CLOSED and confirmation in (None, Confirmation.NOT_REACHED)
        facts = without_none(
            to=to,
            at=epoch(moment),
            unit=text_id(unit),
            responsible=text_id(responsible),
            confirmation=confirmation,
            causes=causes or None,
            attempts=tries if unconfirmed else None,
            parents=current.heads,
            lday=day_number(moment) if to in (CaseState.CLOSED, CaseState.VOIDED) else None,
            contact=1 if confirmation not in (None, Confirmation.NOT_REACHED) else None,
        )
        facts |= more or {}
        if to is CaseState.WAITING_CITIZEN or current.state is CaseState.WAITING_CITIZEN:
            facts["due"] = terms_now(ctx, after_step(current, to, epoch(moment)), state=to, at=moment)
        append(ctx, transaction, "case", "move", case, facts, without_none(text=text))
        if to is CaseState.REOPENED:
            check_ins.plan_in(ctx, transaction, case, load(transaction, case), None)
    return CaseSaved(case, number_of(current))


def assign_case(
    ctx: Context, case: bytes, unit: bytes | None = None, responsible: bytes | None = None
) -> CaseSaved:
    """Give the case to a unit, a person, or both, without changing its state."""
    require(ctx.actor, Permission.ASSIGN_CASE)
    facts = without_none(unit=text_id(unit), responsible=text_id(responsible))
    return append_event(ctx, case, "assign", facts, {}, only_open=True)


def add_note(ctx: Context, case: bytes, text: str) -> CaseSaved:
    """Log an observation or an action taken (training manual 4.2)."""
    require(ctx.actor, Permission.WORK_CASE)
    return append_event(ctx, case, "note", {}, {"text": required_text(text)})


def log_contact(
    ctx: Context,
    case: bytes,
    channel: Channel,
    text: str,
    *,
    reached: bool = True,
    answered: bool = False,
    next_check: datetime | None = None,
) -> CaseSaved:
    """Log a contact with the citizen; an attempt that did not reach them counts towards closing.

    ``answered`` says that it gave the citizen an answer: it stops the first-answer clock. ``next_check`` is
    when a critical case is looked at again; none is left without.
    """
    require(ctx.actor, Permission.WORK_CASE)
    facts = {"channel": channel, "reached": reached, "answered": answered and reached, "attempt": not reached}
    with ctx.store.transaction() as transaction:
        saved = append_event(ctx, case, "contact", facts, {"text": required_text(text)})
        check_ins.plan_in(ctx, transaction, case, load(transaction, case), next_check)
    return saved


def plan_next(ctx: Context, case: bytes, text: str, by: datetime | None) -> CaseSaved:
    """Write the next action and by when: for a critical case its next check-in, which it is not left without.

    Raises InvalidInput (``next_check``) for a critical case without a moment ahead, within the day.
    """
    require(ctx.actor, Permission.WORK_CASE)
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        if current.level is Level.CRITICAL and current.state not in case_states.OVER:
            if by is None:
                raise check_in.missing()
            check_in.checked(by, ctx.now())
    facts = without_none(plan_at=epoch(by) if by else None)
    return append_event(ctx, case, "plan", facts, {"text": required_text(text)}, only_open=True)


def rate_case(
    ctx: Context,
    case: bytes,
    score: int | None,
    comment: str | None = None,
    *,
    by_handler: bool = False,
    by_citizen: bool = False,
) -> CaseSaved:
    """Record the citizen's opinion, 1 to 5, or None for "no quiso responder" (training manual 6.2).

    ``by_handler``: who handled the case typed it in; ``by_citizen``: they did so themselves, on a turned screen.
    """
    require(ctx.actor, Permission.WORK_CASE)
    if score is not None and not 1 <= score <= 5:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "La satisfacción va de 1 a 5."), field="score")
    facts = without_none(
        score=score,
        by_handler=int(by_handler and not by_citizen),
        by=CITIZEN if by_citizen else None,
        declined=1 if score is None else None,
    )
    return append_event(ctx, case, "rate", facts, without_none(text=clean_note(comment, "comment")))

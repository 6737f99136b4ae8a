"""The life of a case: opening, steps, notes, contacts, closing (training manual 3 to 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.domain import case_states
from desktop_app.domain.case_fold import Case, fold_case
from desktop_app.domain.cleaning import clean_line, clean_note
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotFound
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import (
    CaseState,
    Channel,
    ComplaintKind,
    Confirmation,
    CriticalCriterion,
    Level,
)
from desktop_app.services.access import Permission, require
from desktop_app.services.citizens import CitizenForm, create_citizen, standing
from desktop_app.services.context import Context, day_number, epoch
from desktop_app.services.terms import opening_terms, terms_now
from desktop_app.services.writing import append, fresh_id, take_number, text_id, without_none
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import cases as queries

CHANGES = frozenset({"case"})


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


@dataclass(frozen=True, slots=True)
class CaseSaved:
    """What was written; ``number`` is the one to tell the citizen."""

    id: bytes
    number: str
    changes: frozenset[str] = CHANGES


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
) -> bytes:
    """Open a case inside the transaction of another service, under a number already taken.

    ``office`` is the one where it was opened; None is this desk's.

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
        _escalate(ctx, transaction, case, form.topic, form.unit, [ulid_text(case)], opened)
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
) -> CaseSaved:
    """Take a step of the table of states. Raises ForbiddenTransition in words when it may not be taken.

    ``answer`` is what was answered to the citizen when the case is resolved, ``causes`` the tags for
    the monthly analysis, ``confirmation`` how the citizen confirmed (training manual 6.1).
    """
    require(ctx.actor, Permission.WORK_CASE)
    text = clean_note(answer, "answer") or clean_note(reason, "reason")
    moment = ctx.now()
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        case_states.check(
            current.state,
            to,
            level=current.level,
            reason=text or "",
            confirmation=confirmation,
            attempts=current.attempts,
        )
        facts = without_none(
            to=to,
            at=epoch(moment),
            unit=text_id(unit),
            responsible=text_id(responsible),
            confirmation=confirmation,
            causes=causes or None,
            parents=current.heads,
            lday=day_number(moment) if to in (CaseState.CLOSED, CaseState.VOIDED) else None,
            contact=1 if confirmation not in (None, Confirmation.NOT_REACHED) else None,
        )
        if to is CaseState.WAITING_CITIZEN or current.state is CaseState.WAITING_CITIZEN:
            facts["due"] = terms_now(ctx, _after_step(current, to, epoch(moment)), state=to, at=moment)
        append(ctx, transaction, "case", "move", case, facts, without_none(text=text))
    return CaseSaved(case, _number(current))


def change_level(
    ctx: Context, case: bytes, level: Level, reason: str, criterion: CriticalCriterion | None = None
) -> CaseSaved:
    """Change the level; history and pauses stay. Raising to critical needs its criterion and escalates."""
    require(ctx.actor, Permission.WORK_CASE)
    text = clean_note(reason, "reason")
    if not text:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba por qué cambia el nivel."), field="reason")
    if level is Level.CRITICAL and criterion is None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "Diga por qué es crítico: 1 riesgo, 2 queja recurrente, 3 situación vulnerable."
            ),
            field="criterion",
        )
    moment = ctx.now()
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        _require_open(current)
        if level is current.level:
            return CaseSaved(case, _number(current))
        state = current.state
        if level is Level.CRITICAL and state is CaseState.WAITING_CITIZEN:
            state = CaseState.IN_PROGRESS
        due = terms_now(ctx, current, level=level, state=state, at=moment)
        facts = without_none(
            level=level, criterion=criterion, at=epoch(moment), parents=current.heads, due=due
        )
        event = append(ctx, transaction, "case", "level", case, facts, {"text": text})
        if level is Level.CRITICAL:
            topic, unit = current.values.get("topic"), current.values.get("unit")
            _escalate(ctx, transaction, case, topic, unit, [event], moment)
    return CaseSaved(case, _number(current))


def escalate_case(ctx: Context, case: bytes, reason: str) -> CaseSaved:
    """Bring a case before the chief or the specialised unit of its topic; its state stays (5.2)."""
    require(ctx.actor, Permission.WORK_CASE)
    text = clean_note(reason, "reason")
    if not text:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba por qué escala el caso."), field="reason")
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        _require_open(current)
        topic, unit = current.values.get("topic"), current.values.get("unit")
        _escalate(ctx, transaction, case, topic, unit, current.heads, ctx.now(), cause="person", text=text)
    return CaseSaved(case, _number(current))


def assign_case(
    ctx: Context, case: bytes, unit: bytes | None = None, responsible: bytes | None = None
) -> CaseSaved:
    """Give the case to a unit, a person, or both, without changing its state."""
    require(ctx.actor, Permission.ASSIGN_CASE)
    facts = without_none(unit=text_id(unit), responsible=text_id(responsible))
    return _event(ctx, case, "assign", facts, {}, only_open=True)


def add_note(ctx: Context, case: bytes, text: str) -> CaseSaved:
    """Log an observation or an action taken (training manual 4.2)."""
    require(ctx.actor, Permission.WORK_CASE)
    return _event(ctx, case, "note", {}, {"text": _required(text)})


def log_contact(
    ctx: Context, case: bytes, channel: Channel, text: str, *, reached: bool = True, answered: bool = False
) -> CaseSaved:
    """Log a contact with the citizen; an attempt that did not reach them counts towards closing.

    ``answered`` says that it gave the citizen an answer: it stops the first-answer clock.
    """
    require(ctx.actor, Permission.WORK_CASE)
    facts = {"channel": channel, "reached": reached, "answered": answered and reached, "attempt": not reached}
    return _event(ctx, case, "contact", facts, {"text": _required(text)})


def plan_next(ctx: Context, case: bytes, text: str, by: datetime | None) -> CaseSaved:
    """Write the next action and by when (for a critical case, the next check-in)."""
    require(ctx.actor, Permission.WORK_CASE)
    facts = without_none(plan_at=epoch(by) if by else None)
    return _event(ctx, case, "plan", facts, {"text": _required(text)}, only_open=True)


def rate_case(
    ctx: Context, case: bytes, score: int | None, comment: str | None = None, *, by_handler: bool = False
) -> CaseSaved:
    """Record the citizen's opinion, 1 to 5, or None for "no quiso responder" (training manual 6.2)."""
    require(ctx.actor, Permission.WORK_CASE)
    if score is not None and not 1 <= score <= 5:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "La satisfacción va de 1 a 5."), field="score")
    facts = without_none(score=score, by_handler=int(by_handler), declined=1 if score is None else None)
    return _event(ctx, case, "rate", facts, without_none(text=clean_note(comment, "comment")))


def load(transaction: Transaction, case: bytes) -> Case:
    """Return the case as its events tell it, inside a transaction. Raises NotFound."""
    name = ulid_text(case)
    found = fold_case(name, transaction.entries("case", name))
    if found.state is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese caso no está en los datos de este equipo."))
    return found


def _event(
    ctx: Context,
    case: bytes,
    kind: str,
    facts: Mapping[str, Any],
    personal: Mapping[str, Any],
    *,
    only_open: bool = False,
) -> CaseSaved:
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        if only_open:
            _require_open(current)
        body = {**facts, "at": epoch(ctx.now()), "parents": current.heads}
        append(ctx, transaction, "case", kind, case, body, personal)
    return CaseSaved(case, _number(current))


def _escalate(
    ctx: Context,
    transaction: Transaction,
    case: bytes,
    topic: bytes | str | None,
    unit: bytes | str | None,
    parents: list[str],
    at: datetime,
    *,
    cause: str = "critical",
    text: str | None = None,
) -> None:
    official, specialised = queries.escalation(transaction.connection, _id_text(topic), _id_text(unit))
    facts = without_none(to=official, unit=specialised, at=epoch(at), parents=parents, cause=cause)
    append(ctx, transaction, "case", "escalate", case, facts, without_none(text=text))


def _after_step(case: Case, to: CaseState, at: int) -> Case:
    pauses = list(case.pauses)
    if case.paused_at is not None:
        pauses[-1] = (case.paused_at, max(at, case.paused_at))
    if to is CaseState.WAITING_CITIZEN:
        pauses.append((at, None))
    case.pauses = pauses
    return case


def _require_open(case: Case) -> None:
    if case.state in (CaseState.CLOSED, CaseState.VOIDED):
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP("core", "El caso ya está cerrado. Reábralo para seguir trabajando en él.")
        )


def _number(case: Case) -> str:
    return str(case.values.get("number") or "")


def _required(text: str) -> str:
    value = clean_note(text, "text")
    if not value:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba el texto."), field="text")
    return value


def _id_text(value: bytes | str | None) -> str | None:
    return ulid_text(value) if isinstance(value, bytes) else value

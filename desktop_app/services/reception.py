"""Recording an attention: the whole of procedure AUM-010 ends here in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from desktop_app.domain.cleaning import clean_line, clean_note
from desktop_app.domain.closing_rules import falls_in_sample, may_be_asked
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotAllowed, NotFound
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import (
    Channel,
    ComplaintKind,
    CriticalCriterion,
    HoldReason,
    Level,
    ReferralState,
    Result,
)
from desktop_app.services import cases, referrals, signs
from desktop_app.services.access import Permission, require
from desktop_app.services.citizens import CitizenForm, create_citizen, standing
from desktop_app.services.context import Context, day_number, epoch
from desktop_app.services.drafts import drop_draft
from desktop_app.services.introductions import check_reachable, identified, named
from desktop_app.services.writing import append, fresh_id, take_number, text_id, without_none
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import attentions as queries

LONGEST = timedelta(hours=12)
"""An attention that lasts longer has a mistyped start."""

UNDONE: Final = QT_TRANSLATE_NOOP("core", "Deshecho al momento de registrarlo.")
"""Reason of what was taken back within seconds."""

_CASES: Final = frozenset({Result.CASE_OPENED, Result.CRITICAL_CASE})

TodayRow = queries.TodayRow


@dataclass(frozen=True, slots=True)
class AttentionForm:
    """One contact with a citizen, from greeting to farewell.

    ``started`` is aware; ``original_start`` is the clock's own start when a clerk corrected it.
    ``holds`` are waits with their reason and seconds. Without ``topic``, ``subject`` is the free text.
    ``who`` is what was typed of a person who was not chosen among those known; ``visit`` the first attention
    of a visit with several questions; ``place`` is where the problem is: the case's, or told in the detail.
    """

    channel: Channel
    started: datetime
    query_type: str
    result: Result = Result.ORIENTED
    topic: bytes | None = None
    subject: str | None = None
    unit: bytes | None = None
    citizen: bytes | CitizenForm | None = None
    who: str | None = None
    contact: str | None = None
    no_contact: bool = False
    detail: str | None = None
    preferential: str | None = None
    holds: tuple[tuple[HoldReason, int], ...] = ()
    original_start: datetime | None = None
    level: Level = Level.SIMPLE
    criterion: CriticalCriterion | None = None
    complaint_kind: ComplaintKind | None = None
    complaint_aspect: str | None = None
    place: str | None = None
    official: bytes | None = None
    referral_state: ReferralState = ReferralState.SENT
    visit: bytes | None = None
    weigh: bool = False
    """Signs of a critical case are answered before it is recorded; ``not_critical`` is the reasoned "no"."""
    not_critical: str | None = None


@dataclass(frozen=True, slots=True)
class PaperTrail:
    """Where an attention that was written on paper comes from: the form, who wrote it, when it was typed in.

    ``office`` is the one whose number the form bears; ``recorded`` is aware.
    """

    blank: bytes
    writer: bytes
    office: bytes
    recorded: datetime

    def facts(self) -> dict[str, Any]:
        """Return what the operation says of it."""
        return {
            "blank": ulid_text(self.blank),
            "writer": ulid_text(self.writer),
            "office": ulid_text(self.office),
            "recorded": epoch(self.recorded),
        }


@dataclass(frozen=True, slots=True)
class AttentionSaved:
    """What was written; the case and the hand-over bear the attention's number."""

    id: bytes
    number: str
    case: bytes | None = None
    referral: bytes | None = None
    changes: frozenset[str] = field(default_factory=lambda: frozenset({"attention"}))
    citizen: bytes | None = None
    ended: datetime | None = None
    asks: bool = False
    """It is one of those whose citizen is asked for an opinion."""


def register_attention(ctx: Context, form: AttentionForm, draft: str | None = None) -> AttentionSaved:
    """Record an attention, with the case or hand-over that it ends in (AUM-010-060).

    ``draft`` names the draft that this was: it goes in the same transaction.
    Raises InvalidInput naming the field, NotAllowed, EnvironmentFault. One transaction: all or nothing.
    """
    require(ctx.actor, Permission.RECORD_ATTENTION)
    ended = ctx.now()
    form, subject = checked_form(ctx, form, ended)
    form, denied = signs.weighed(ctx, form, subject)
    with ctx.store.transaction() as transaction:
        number = take_number(ctx, transaction, ended)
        saved = record_in(ctx, transaction, form, subject, number, ended)
        if denied is not None and saved.case is not None:
            signs.deny_in(ctx, transaction, saved.case, denied, [ulid_text(saved.case)])
        if draft is not None:
            drop_draft(ctx, draft)
    return saved


def checked_form(ctx: Context, form: AttentionForm, ended: datetime) -> tuple[AttentionForm, str | None]:
    """Return the form with its person found and its place kept, and the clean subject.

    Raises InvalidInput naming the field unless it can be recorded as ended at that moment.
    """
    subject = clean_line(form.subject, "subject")
    form = identified(ctx, _placed(form))
    _check(ctx, form, subject, ended)
    return form, subject


def record_in(
    ctx: Context,
    transaction: Transaction,
    form: AttentionForm,
    subject: str | None,
    number: str,
    ended: datetime,
    paper: PaperTrail | None = None,
) -> AttentionSaved:
    """Write a form that was checked, under a number already taken, inside the transaction of another service.

    With ``paper`` it happened earlier, before the program knew: a case's clocks run from the real start.
    """
    attention = fresh_id(ctx)
    case = fresh_id(ctx) if form.result in _CASES else None
    referral = fresh_id(ctx) if form.result is Result.REFERRED else None
    changes = {"attention"}
    citizen = form.citizen
    if isinstance(citizen, CitizenForm):
        citizen = create_citizen(ctx, transaction, named(ctx, citizen))
        changes.add("citizen")
    else:
        citizen = standing(ctx, citizen)
    facts = _facts(ctx, form, number, ended, citizen, case, referral)
    if paper is not None:
        facts |= paper.facts()
    asks = paper is None and _asks(ctx, form, attention)
    if asks:
        facts["sampled"] = 1
    personal = without_none(
        subject=subject,
        detail=clean_note(form.detail, "detail"),
        contact=clean_line(form.contact, "contact"),
    )
    append(ctx, transaction, "attention", "attend", attention, facts, personal, new=True)
    office = paper.office if paper is not None else None
    if case is not None:
        opening = _case_form(ctx, form, subject, citizen)
        opened = ended if paper is None else form.started.astimezone(ctx.zone)
        # What was written on paper may be about a topic or a unit of that time.
        cases.open_in(
            ctx, transaction, opening, number, opened, case, attention, office=office, current=paper is None
        )
        changes.add("case")
    if referral is not None:
        sending = _referral_form(ctx, form, subject, citizen, attention)
        sent = None if paper is None else ended
        referrals.refer_in(ctx, transaction, sending, number, referral, sent=sent, office=office)
        changes.add("referral")
    return AttentionSaved(attention, number, case, referral, frozenset(changes), citizen, ended, asks)


def _asks(ctx: Context, form: AttentionForm, attention: bytes) -> bool:
    """Draw the sample of those asked for an opinion (training manual 6.2); it is kept, the rule may change."""
    return may_be_asked(form.result, form.channel) and falls_in_sample(attention, ctx.rules.closing.every)


def _facts(
    ctx: Context,
    form: AttentionForm,
    number: str,
    ended: datetime,
    citizen: bytes | None,
    case: bytes | None,
    referral: bytes | None,
) -> dict[str, Any]:
    started = form.started.astimezone(ctx.zone)
    return without_none(
        number=number,
        office=ulid_text(ctx.desk.office),
        channel=form.channel,
        query_type=form.query_type,
        topic=text_id(form.topic),
        unit=text_id(form.unit),
        citizen=text_id(citizen),
        started=epoch(started),
        ended=epoch(ended),
        lday=day_number(started),
        lhour=started.hour,
        result=form.result,
        holds=[[reason, seconds] for reason, seconds in form.holds] or None,
        preferential=form.preferential,
        no_contact=1 if form.no_contact else None,
        original_start=epoch(form.original_start) if form.original_start else None,
        case=text_id(case),
        referral=text_id(referral),
        visit=text_id(form.visit),
    )


def _placed(form: AttentionForm) -> AttentionForm:
    """Tell the place in the detail where no case keeps it."""
    place = clean_line(form.place, "place")
    if place is None or form.result in _CASES:
        return form
    told = QT_TRANSLATE_NOOP("core", "Lugar: {place}").format(place=place)
    return replace(form, detail=f"{form.detail.rstrip()}\n{told}" if form.detail else told)


def void_attention(ctx: Context, attention: bytes, reason: str) -> frozenset[str]:
    """Take a record back (undo within seconds, or later with its reason); it stays in the log.

    One's own, or anybody's for supervision. Raises InvalidInput, NotFound, NotAllowed, ForbiddenTransition
    for one that is voided already. The case or hand-over stays: see ``voiding.void`` for all of it.
    """
    require(ctx.actor, Permission.RECORD_ATTENTION)
    text = clean_note(reason, "reason")
    if not text:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba el motivo de la anulación."), field="reason")
    with ctx.store.transaction() as transaction:
        found = queries.standing(ctx.store, attention)
        if found is None:
            raise NotFound(QT_TRANSLATE_NOOP("core", "Esa atención no está en los datos de este equipo."))
        if found.author != ctx.actor.id and not ctx.actor.may(Permission.VOID_ANY_ATTENTION):
            raise NotAllowed(
                QT_TRANSLATE_NOOP("core", "Una atención la anula quien la registró, o su supervisión.")
            )
        if found.voided:
            raise ForbiddenTransition(QT_TRANSLATE_NOOP("core", "Esa atención ya está anulada."))
        append(ctx, transaction, "attention", "void", attention, {"at": epoch(ctx.now())}, {"reason": text})
    return frozenset({"attention"})


def today(ctx: Context, limit: int = 200) -> list[TodayRow]:
    """Return the actor's own attentions of today, newest first; voided ones too, but for those undone at once."""
    return of_day(ctx, ctx.now().date(), limit=limit)


def of_day(ctx: Context, day: date, *, everyone: bool = False, limit: int = 200) -> list[TodayRow]:
    """Return the actor's own attentions of a local day as ``today`` does, or those of ``everyone``.

    Everyone's are for who may void anybody's. Raises NotAllowed.
    """
    require(ctx.actor, Permission.VOID_ANY_ATTENTION if everyone else Permission.RECORD_ATTENTION)
    number = int(f"{day:%Y%m%d}")
    return queries.of_day(ctx.store, ctx.actor.id, number, limit, UNDONE, everyone=everyone)


def _check(ctx: Context, form: AttentionForm, subject: str | None, ended: datetime) -> None:
    _check_subject(form, subject)
    # In UTC: the same hour comes twice on the night when clocks are put back.
    _check_start(form.started.astimezone(UTC), ended.astimezone(UTC))
    if form.result in _CASES:
        check_reachable(ctx, form.citizen, form.contact, no_contact=form.no_contact)
    if form.result is Result.REFERRED and form.unit is None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Elija la unidad que va a recibir al ciudadano."), field="unit"
        )


def _check_subject(form: AttentionForm, subject: str | None) -> None:
    if form.topic is not None:
        return
    if not subject:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Escriba o elija la consulta del ciudadano."), field="subject"
        )
    if not any(char.isalpha() for char in subject):
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "Escriba la consulta con palabras: «{typed}» no es una consulta frecuente."
            ),
            field="subject",
            typed=subject[:20],
        )


def _check_start(started: datetime, ended: datetime) -> None:
    if started > ended:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El inicio de la atención no puede estar en el futuro."),
            field="started",
        )
    if ended - started > LONGEST:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El inicio de la atención es de hace más de 12 horas. Corríjalo."),
            field="started",
        )


def _referral_form(
    ctx: Context, form: AttentionForm, subject: str | None, citizen: bytes | None, attention: bytes
) -> referrals.ReferralForm:
    return referrals.ReferralForm(
        unit=form.unit,
        official=form.official,
        need=referrals.need_of(ctx, form.topic, subject, form.detail),
        topic=form.topic,
        citizen=citizen,
        attention=attention,
        state=form.referral_state,
    )


def _case_form(
    ctx: Context, form: AttentionForm, subject: str | None, citizen: bytes | None
) -> cases.CaseForm:
    critical = form.result is Result.CRITICAL_CASE
    return cases.CaseForm(
        subject=subject or referrals.topic_title(ctx, form.topic),
        query_type=form.query_type,
        channel=form.channel,
        level=Level.CRITICAL if critical else form.level,
        description=form.detail,
        place=form.place,
        topic=form.topic,
        unit=form.unit,
        citizen=citizen,
        complaint_kind=form.complaint_kind,
        complaint_aspect=form.complaint_aspect,
        criterion=form.criterion,
        responsible=form.official,
    )

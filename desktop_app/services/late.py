"""Late transcription: what was written on a paper form becomes the attention it was, at the time it was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from desktop_app.domain import blanks
from desktop_app.domain.documents import normalise_document
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folded import folded_words
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level
from desktop_app.services import paper, reception
from desktop_app.services.access import Permission, require
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context
from desktop_app.services.drafts import drop_draft
from desktop_app.services.paper import Form
from desktop_app.services.previews import preview_terms
from desktop_app.services.reception import AttentionForm, AttentionSaved, PaperTrail
from desktop_app.services.undo import Undone
from desktop_app.services.undo import take_back as take_attention_back
from desktop_app.services.writing import update
from desktop_app.storage import records
from desktop_app.storage.queries import blanks as queries
from desktop_app.storage.queries import citizens as citizen_queries
from desktop_app.storage.queries import desk as desk_queries


@dataclass(frozen=True, slots=True)
class Transcription:
    """A filled form: ``attention.started`` and ``ended`` are the real moments, aware.

    ``writer`` is the user who attended and wrote; who types it in is the author of the record.
    """

    blank: bytes
    writer: bytes | None
    ended: datetime
    attention: AttentionForm


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who may have written a form; ``active`` False: no longer works with the program."""

    id: bytes
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class LateTerms:
    """By when a case that opens at the real start is due, and whether that moment has passed already."""

    due: datetime
    explanation: str
    first_answer: datetime | None
    over: bool


def terms(ctx: Context, level: Level, query_type: str, started: datetime) -> LateTerms:
    """Return the due moments of a case that opened at ``started``, an aware moment."""
    found = preview_terms(ctx, level, query_type, started.astimezone(ctx.zone))
    return LateTerms(found.due, found.explanation, found.first_answer, found.due <= ctx.now())


def writers(ctx: Context) -> list[Writer]:
    """Return who may have written a form: every user, those who still work here first."""
    require(ctx.actor, Permission.RECORD_ATTENTION)
    return [
        Writer(user, name or login, bool(active))
        for user, login, name, _roles, _official, _official_name, active in desk_queries.all_users(ctx.store)
    ]


def check_form(form: Form) -> None:
    """Raise InvalidInput when a form was transcribed already, saying by whom and when."""
    if form.uses:
        use = form.uses[0]
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "El formulario {number} ya se transcribió el {moment}{by}. Mire el número en el papel.",
            ),
            field="number",
            number=form.number,
            moment=f"{use.recorded:%d/%m/%Y %H:%M}",
            by=f" ({use.author})" if use.author else "",
        )


def transcribe(ctx: Context, late: Transcription, draft: str | None = None) -> AttentionSaved:
    """Record what a form says under the form's number, on the day and at the hour it happened.

    A case's clocks run from the real start. A form that was marked as spoiled and turned up counts as
    transcribed again. ``draft`` names the draft that this was: it goes in the same transaction. Two desks
    that transcribe one form while they are apart both keep their record, and a review item tells.
    Raises InvalidInput naming the field, NotFound, NotAllowed, EnvironmentFault.
    """
    require(ctx.actor, Permission.RECORD_ATTENTION)
    now, form = ctx.now(), late.attention
    with ctx.store.transaction() as transaction:
        found = paper.form_of(ctx, late.blank)
        check_form(found)
        started, ended = form.started.astimezone(ctx.zone), late.ended.astimezone(ctx.zone)
        blanks.check_moments(found.printed, started, ended, now)
        if late.writer is None or not queries.is_user(ctx.store, late.writer):
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "Elija quién atendió y escribió el formulario."), field="writer"
            )
        form, subject = reception.checked_form(ctx, _recognised(ctx, form), ended)
        trail = PaperTrail(found.id, late.writer, found.office or ctx.desk.office, now)
        saved = reception.record_in(ctx, transaction, form, subject, found.number, ended, trail)
        # The form names its attention, so that two desks apart which both do so are told of each other.
        update(
            ctx,
            transaction,
            "blank",
            found.id,
            {"used": ulid_text(saved.id), "spoiled": None, "reason": None},
        )
        if draft is not None:
            drop_draft(ctx, draft)
    changes = saved.changes | paper.CHANGES
    return replace(saved, changes=changes)


def _recognised(ctx: Context, form: AttentionForm) -> AttentionForm:
    """Return the form with the person whose document it bears, where exactly one of that name is known."""
    person = form.citizen
    if not isinstance(person, CitizenForm) or not person.document:
        return form
    kind = ctx.profile.document_types.get(person.document_type or "")
    if kind is not None and kind.validator != "free":
        person = replace(person, document=normalise_document(person.document, kind.validator))
    found = citizen_queries.by_document(ctx.store, person.document or "", 2)
    same = len(found) == 1 and folded_words(person.name) in ("", folded_words(found[0].name))
    return replace(form, citizen=found[0].id if same else person)


def keep_one(ctx: Context, blank: bytes, attention: bytes) -> Undone:
    """Keep one of the attentions that desks apart made of one form; the others are voided, the review ends.

    A case or hand-over of those others ends with them. Raises InvalidInput for an attention that is not of
    this form, ForbiddenTransition when somebody has gone on with one of the others.
    """
    require(ctx.actor, Permission.RECORD_ATTENTION)
    found = paper.form_of(ctx, blank)
    if attention not in {use.attention for use in found.uses}:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Esa atención no es del formulario {number}."), number=found.number
        )
    changes = set(paper.CHANGES)
    with ctx.store.transaction() as transaction:
        for use in found.uses:
            if use.attention != attention:
                saved = AttentionSaved(use.attention, found.number, use.case, use.referral)
                changes |= take_attention_back(ctx, saved).changes
        records.settle_record(
            transaction,
            "blank",
            blank,
            {"used": ulid_text(attention)},
            wall_ms=ctx.clock.milliseconds(),
            author=ctx.actor.id,
        )
    return Undone(found.number, frozenset(changes))


def take_back(ctx: Context, saved: AttentionSaved) -> Undone:
    """Take a transcription back, with its case or hand-over: the form can be transcribed again."""
    undone = take_attention_back(ctx, saved)
    return Undone(undone.number, undone.changes | paper.CHANGES)

"""A case opened directly, without an attention: what is asked for it, its record, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.cleaning import clean_line, clean_note
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState, Channel, ComplaintKind, CriticalCriterion, Level
from desktop_app.services import cases, voiding
from desktop_app.services.access import Permission, require
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context
from desktop_app.services.drafts import drop_draft
from desktop_app.services.introductions import check_reachable, named, person_told
from desktop_app.services.reception import UNDONE
from desktop_app.services.writing import fresh_id, take_number
from desktop_app.storage.queries import citizens as citizen_queries


@dataclass(frozen=True, slots=True)
class NewCaseForm:
    """What was entered. ``who`` is what was typed of a person who was not chosen among those known.

    ``anonymous``: nobody gave a name, which the request type must allow; ``no_contact`` is a legitimate
    answer, kept and counted.
    """

    subject: str
    query_type: str
    channel: Channel
    level: Level = Level.SIMPLE
    description: str = ""
    place: str = ""
    topic: bytes | None = None
    unit: bytes | None = None
    responsible: bytes | None = None
    citizen: bytes | None = None
    who: str = ""
    contact: str = ""
    no_contact: bool = False
    anonymous: bool = False
    complaint_kind: ComplaintKind | None = None
    complaint_aspect: str | None = None
    criterion: CriticalCriterion | None = None


@dataclass(frozen=True, slots=True)
class NewCaseSaved:
    """What was written; ``number`` is the one to tell the citizen."""

    id: bytes
    number: str
    changes: frozenset[str]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The number of what was taken back, and what changed."""

    number: str
    changes: frozenset[str]


def record_case(ctx: Context, form: NewCaseForm, draft: str | None = None) -> NewCaseSaved:
    """Open a case directly (training manual 4.1); ``draft`` names the draft that this was.

    Raises InvalidInput naming the field, NotAllowed. One transaction: all or nothing.
    """
    require(ctx.actor, Permission.OPEN_CASE)
    opening = _checked(ctx, form)
    moment = ctx.now()
    with ctx.store.transaction() as transaction:
        number = take_number(ctx, transaction, moment)
        case = cases.open_in(ctx, transaction, opening, number, moment, fresh_id(ctx))
        if draft is not None:
            drop_draft(ctx, draft)
    new_person = isinstance(opening.citizen, CitizenForm)
    return NewCaseSaved(case, number, frozenset({"case", "citizen"} if new_person else {"case"}))


def take_back(ctx: Context, saved: NewCaseSaved) -> TakenBack:
    """Take a case back that was opened a moment ago; it stays in the log, annulled.

    Raises ForbiddenTransition, in words, when somebody has gone on with it meanwhile.
    """
    require(ctx.actor, Permission.OPEN_CASE)
    with ctx.store.transaction() as transaction:
        current = cases.load(transaction, saved.id)
        if not voiding.untouched(current):
            raise ForbiddenTransition(
                QT_TRANSLATE_NOOP(
                    "core", "El caso {number} ya siguió («{state}»): ya no se deshace. Anúlelo con su motivo."
                ),
                number=saved.number,
                state=ctx.rules.workflow.state(current.state) if current.state else "",
            )
        changes = cases.move_case(ctx, saved.id, CaseState.VOIDED, reason=UNDONE).changes
    return TakenBack(saved.number, changes)


def _checked(ctx: Context, form: NewCaseForm) -> CaseForm:
    subject = clean_line(form.subject, "subject")
    if subject and not any(char.isalpha() for char in subject):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Escriba el asunto con palabras, no solo con números."), field="subject"
        )
    citizen, loose, no_contact = _person(ctx, form)
    description = clean_note(form.description, "description")
    if loose:
        told = QT_TRANSLATE_NOOP("core", "Contacto: {contact}").format(contact=loose)
        description = clean_note(f"{description}\n{told}" if description else told, "description")
    return CaseForm(
        subject=subject or "",
        query_type=form.query_type,
        channel=form.channel,
        level=form.level,
        description=description,
        place=form.place,
        topic=form.topic,
        unit=form.unit,
        responsible=form.responsible,
        citizen=citizen,
        complaint_kind=form.complaint_kind,
        complaint_aspect=form.complaint_aspect,
        criterion=form.criterion if form.level is Level.CRITICAL else None,
        no_contact=no_contact,
        anonymous=form.anonymous,
    )


def _person(ctx: Context, form: NewCaseForm) -> tuple[bytes | CitizenForm | None, str, bool]:
    """Return who it is, a contact that their record does not hold, and whether there is none."""
    if form.anonymous:
        _check_anonymous(ctx, form)
        return None, clean_line(form.contact, "contact") or "", not form.contact.strip()
    citizen: bytes | CitizenForm | None = form.citizen
    contact, no_contact = clean_line(form.contact, "contact"), form.no_contact and not form.contact.strip()
    if citizen is None and form.who.strip():
        found = person_told(ctx, form.who, contact, no_contact=no_contact)
        citizen, contact, no_contact = found.citizen, found.contact, found.no_contact
    if isinstance(citizen, CitizenForm):
        citizen = named(ctx, citizen)
    check_reachable(ctx, citizen, contact, no_contact=no_contact)
    return citizen, _loose(ctx, citizen, contact), no_contact


def _check_anonymous(ctx: Context, form: NewCaseForm) -> None:
    kind = ctx.profile.request_type(form.query_type)
    if not ctx.profile.may_be_anonymous(kind.code):
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "«{type}» no admite un caso anónimo: escriba el nombre de quien lo presenta."
            ),
            field="citizen",
            type=kind.label,
        )
    if form.citizen is not None or form.who.strip():
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Hay un nombre escrito: bórrelo o quite la marca «Anónimo»."),
            field="citizen",
        )


def _loose(ctx: Context, citizen: bytes | CitizenForm | None, contact: str | None) -> str:
    if not contact:
        return ""
    if isinstance(citizen, CitizenForm):
        kept = {citizen.phone, citizen.email}
    else:
        known = citizen_queries.by_id(ctx.store, citizen) if citizen is not None else None
        kept = {known.phone, known.email} if known is not None else set()
    return "" if contact in kept else contact

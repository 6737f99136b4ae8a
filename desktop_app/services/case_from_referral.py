"""Turning a hand-over into a case: what was told travels, only what is missing is asked (AUM-010-030, manual 4.1)."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.cleaning import clean_line
from desktop_app.domain.coach import GRIEVANCES
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotFound
from desktop_app.domain.ids import ulid_bytes
from desktop_app.domain.phones import reachable
from desktop_app.domain.referral_fold import Referral
from desktop_app.domain.referral_states import WAITING_STATES
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import (
    CaseState,
    Channel,
    ComplaintKind,
    CriticalCriterion,
    Level,
    ReferralState,
)
from desktop_app.services import cases, referral_rights, referrals
from desktop_app.services.access import Permission, require
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.closing import own_official
from desktop_app.services.context import Context
from desktop_app.services.writing import fresh_id, take_number
from desktop_app.storage.queries import cases as case_queries
from desktop_app.storage.queries import referral_lists as queries

_CHANNELS = {channel.value: channel for channel in Channel}


@dataclass(frozen=True, slots=True)
class CaseFromForm:
    """What a hand-over does not say of its case. ``citizen`` is asked where nobody was identified."""

    subject: str
    query_type: str
    level: Level = Level.SIMPLE
    description: str | None = None
    complaint_kind: ComplaintKind | None = None
    criterion: CriticalCriterion | None = None
    citizen: bytes | CitizenForm | None = None


@dataclass(frozen=True, slots=True)
class Preset:
    """What the form begins with. ``complains`` are the types whose kind of complaint is asked."""

    subject: str
    description: str
    query_type: str
    level: Level
    knows_citizen: bool
    types: tuple[tuple[str, str], ...]
    complains: frozenset[str] = GRIEVANCES


@dataclass(frozen=True, slots=True)
class CaseFrom:
    """The case that was opened, under the hand-over's number where no other case has it."""

    id: bytes
    number: str
    referral: bytes
    changes: frozenset[str] = frozenset({"case", "referral", "attention"})


def preset(ctx: Context, referral: bytes) -> Preset:
    """Return what is known of the case that a hand-over would become. Raises NotFound."""
    require(ctx.actor, Permission.OPEN_CASE)
    row = queries.detail(ctx.store, referral)
    origin = queries.origin(ctx.store, referral)
    need = row.row.need if row is not None else ""
    title, _, rest = need.partition(": ")
    if row is not None and row.topic and not need.startswith(row.topic):
        title, rest = row.topic, need
    types = ctx.profile.request_types
    known = origin.query_type in types
    levels = {level.value: level for level in Level if level is not Level.CRITICAL}
    return Preset(
        subject=" ".join(title.split()),
        description=rest.strip(),
        query_type=origin.query_type if known else next(iter(types), ""),
        level=levels.get(origin.level, Level.SIMPLE),
        knows_citizen=row is not None and row.citizen_id is not None,
        types=tuple((each.code, each.label) for each in types.values()),
    )


def require_openable(ctx: Context, referral: bytes) -> None:
    """Raise, in words, where a case may not be opened with a hand-over: as :func:`open_case_from` would."""
    require(ctx.actor, Permission.OPEN_CASE)
    row = queries.detail(ctx.store, referral)
    if row is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Esa vinculación no está en los datos de este equipo."))
    states = {state.value: state for state in ReferralState}
    sides = referral_rights.Parties(row.author_id, row.unit_id, row.official_id)
    _check_open(ctx, sides, states.get(row.row.state, ReferralState.VOIDED), has_case=row.case_id is not None)


def open_case_from(ctx: Context, referral: bytes, form: CaseFromForm) -> CaseFrom:
    """Open the case of a need that was handed over; all or nothing.

    It bears the hand-over's number, need, citizen, topic and unit; responsible is the official who accepts.
    A hand-over that still waited is accepted with it, then it is resolved: the case goes on. Attention, case
    and hand-over name each other. Raises InvalidInput naming the field, ForbiddenTransition, NotAllowed,
    NotFound.
    """
    require(ctx.actor, Permission.OPEN_CASE)
    with ctx.store.transaction() as transaction:
        current = referrals.load(transaction, referral)
        _check(ctx, current, form)
        if current.state in WAITING_STATES:
            referrals.answer(ctx, referral, ReferralState.ACCEPTED)
            current = referrals.load(transaction, referral)
        values, now, case = current.values, ctx.now(), fresh_id(ctx)
        number = str(values.get("number") or "")
        if not number or case_queries.id_of_number(ctx.store, number) is not None:
            number = take_number(ctx, transaction, now)
        unit, attention = _id(values.get("unit")), _id(values.get("attention"))
        responsible = own_official(ctx) or _id(values.get("official"))
        opening = _opening(ctx, referral, current, form, responsible)
        cases.open_in(ctx, transaction, opening, number, now, case, attention)
        cases.move_case(ctx, case, CaseState.IN_PROGRESS, unit=unit, responsible=responsible)
        told = QT_TRANSLATE_NOOP("core", "Se abrió el caso {number}.").format(number=number)
        referrals.answer_in(ctx, transaction, referral, current, ReferralState.RESOLVED, text=told, case=case)
    return CaseFrom(case, number, referral)


def _check(ctx: Context, current: Referral, form: CaseFromForm) -> None:
    _check_open(
        ctx,
        referrals.parties(current),
        current.state or ReferralState.VOIDED,
        has_case=bool(current.values.get("case")),
    )
    if form.query_type in GRIEVANCES and form.complaint_kind is None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Diga por qué reclama: 1 mal servicio, 2 demora, 3 error."),
            field="complaint_kind",
        )
    if current.values.get("citizen") is None:
        _check_person(form.citizen)


def _check_open(
    ctx: Context, sides: referral_rights.Parties, state: ReferralState, *, has_case: bool
) -> None:
    if has_case:
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP("core", "Esta vinculación ya tiene su caso: ábralo y siga allí.")
        )
    referral_rights.require_answer(ctx, sides, ReferralState.RESOLVED, state)
    if not referral_rights.may_resolve(ctx, sides, state):
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP("core", "Esta vinculación ya terminó: no se abre un caso con ella.")
        )


def _check_person(citizen: bytes | CitizenForm | None) -> None:
    """A case needs somebody who can be told its answer; a contact may be missing, a wrong one may not be kept."""
    if citizen is None or (isinstance(citizen, CitizenForm) and not (clean_line(citizen.name) or "")):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Para abrir un caso, escriba el nombre del ciudadano."), field="citizen"
        )
    if isinstance(citizen, CitizenForm) and citizen.phone and not reachable(citizen.phone):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Escriba un teléfono con sus números o un correo."), field="contact"
        )


def _opening(
    ctx: Context, referral: bytes, current: Referral, form: CaseFromForm, responsible: bytes | None
) -> cases.CaseForm:
    values = current.values
    return cases.CaseForm(
        subject=form.subject,
        query_type=form.query_type,
        channel=_CHANNELS.get(queries.origin(ctx.store, referral).channel, Channel.IN_PERSON),
        level=form.level,
        description=form.description or None,
        topic=_id(values.get("topic")),
        unit=_id(values.get("unit")),
        responsible=responsible,
        citizen=_id(values.get("citizen")) or form.citizen,
        complaint_kind=form.complaint_kind if form.query_type in GRIEVANCES else None,
        criterion=form.criterion if form.level is Level.CRITICAL else None,
    )


def _id(name: object) -> bytes | None:
    return ulid_bytes(name) if isinstance(name, str) else None

"""Hand-overs: the citizen, or a need, handed to a named official who answers (AUM-010-030)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from desktop_app.domain import referral_states
from desktop_app.domain.cleaning import clean_note
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotFound
from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.domain.labels import label
from desktop_app.domain.referral_fold import Referral, fold_referral
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState, ReferralState, ReturnReason
from desktop_app.services import cases, referral_rights
from desktop_app.services.access import Permission, require
from desktop_app.services.availability import covered_by
from desktop_app.services.citizens import standing
from desktop_app.services.closing import own_official
from desktop_app.services.context import Context, day_number, epoch
from desktop_app.services.writing import append, fresh_id, take_number, text_id, without_none
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import referrals as queries

CHANGES = frozenset({"referral"})
InboxRow = queries.InboxRow
DAYS_BACK: Final = 7
"""How long ago a hand-over was sent whose return its sender still has to see to."""


@dataclass(frozen=True, slots=True)
class ReferralForm:
    """Whom the citizen is handed to and with what need; ``previous`` is the hand-over that came back.

    ``same_need``: ``previous`` did not come back, a person said that this is the same need again.
    """

    unit: bytes | None
    need: str
    official: bytes | None = None
    topic: bytes | None = None
    citizen: bytes | None = None
    attention: bytes | None = None
    case: bytes | None = None
    previous: bytes | None = None
    state: ReferralState = ReferralState.SENT
    same_need: bool = False


@dataclass(frozen=True, slots=True)
class ReferralSaved:
    """The hand-over's id and number."""

    id: bytes
    number: str
    changes: frozenset[str] = CHANGES


def refer(ctx: Context, form: ReferralForm, number: str | None = None) -> ReferralSaved:
    """Hand over outside reception (a case, or again after a return, under the number it had).

    A case goes to the unit with it, in the same transaction. Raises InvalidInput, ForbiddenTransition.
    """
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    target = fresh_id(ctx)
    with ctx.store.transaction() as transaction:
        number = number or _number_for(ctx, transaction, form)
        refer_in(ctx, transaction, form, number, target)
        if form.case is not None:
            cases.move_case(
                ctx,
                form.case,
                CaseState.REFERRED,
                unit=form.unit,
                responsible=form.official,
                reason=form.need,
            )
            if form.state is ReferralState.CONFIRMED_BY_PHONE:
                cases.move_case(ctx, form.case, CaseState.IN_PROGRESS)
    return ReferralSaved(target, number, CHANGES | ({"case"} if form.case else set()))


def missing(unit: bytes | None, need: str | None) -> tuple[InvalidInput, ...]:
    """Return what a hand-over can't be sent without, in the order of the form."""
    wrong: list[InvalidInput] = []
    if unit is None:
        wrong.append(
            InvalidInput(
                QT_TRANSLATE_NOOP("core", "Elija la unidad que va a recibir al ciudadano."), field="unit"
            )
        )
    if not (need or "").strip():
        wrong.append(
            InvalidInput(
                QT_TRANSLATE_NOOP("core", "Escriba la necesidad que el funcionario debe resolver."),
                field="detail",
            )
        )
    return tuple(wrong)


def _number_for(ctx: Context, transaction: Transaction, form: ReferralForm) -> str:
    """Return the number that the need has already, or a new one."""
    found = None
    if form.previous is not None:
        found = load(transaction, form.previous).values.get("number")
    elif form.case is not None:
        found = cases.load(transaction, form.case).values.get("number")
    return str(found) if found else take_number(ctx, transaction, ctx.now())


def refer_in(
    ctx: Context,
    transaction: Transaction,
    form: ReferralForm,
    number: str,
    target: bytes,
    *,
    sent: datetime | None = None,
    office: bytes | None = None,
) -> None:
    """Write a hand-over inside the transaction of another service.

    The official must know the need before the citizen goes, so an empty one is refused. ``sent`` is when
    and ``office`` where the citizen was handed over; None is now, at this desk.
    """
    need = clean_note(form.need, "detail")
    wrong = missing(form.unit, need)
    if wrong:
        raise wrong[0]
    now = sent or ctx.now()
    bounces = 0
    if form.previous is not None:
        before = load(transaction, form.previous)
        may_follow = referral_states.check_follow if form.same_need else referral_states.check_reassign
        may_follow(before.state, sent_on=queries.sent_on(ctx.store, form.previous))
        bounces = int(before.values.get("bounces") or 0) + 1
    facts = without_none(
        number=number,
        attention=text_id(form.attention),
        case=text_id(form.case),
        office=text_id(office or ctx.desk.office),
        topic=text_id(form.topic),
        unit=text_id(form.unit),
        official=text_id(form.official),
        citizen=text_id(standing(ctx, form.citizen)),
        sent=epoch(now),
        lday=day_number(now),
        previous=text_id(form.previous),
        bounces=bounces or None,
    )
    append(ctx, transaction, "referral", "refer", target, facts, {"need": need}, new=True)
    if form.state is not ReferralState.SENT:
        referral_states.check(ReferralState.SENT, form.state)
        answer = {"to": form.state, "at": epoch(now), "parents": [ulid_text(target)]}
        append(ctx, transaction, "referral", "answer", target, answer)


def answer(
    ctx: Context,
    referral: bytes,
    to: ReferralState,
    *,
    reason: ReturnReason | None = None,
    comment: str | None = None,
    official: bytes | None = None,
) -> ReferralSaved:
    """Accept, return with its reason, confirm by phone… Raises ForbiddenTransition, NotAllowed, NotFound.

    The case that was handed on with it follows: accepted it is being attended, returned it is registered,
    resolved it is resolved with the same words.
    """
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    text = clean_note(comment, "comment")
    with ctx.store.transaction() as transaction:
        current = load(transaction, referral)
        referral_states.check(current.state, to, return_reason=reason, reason=text or "")
        referral_rights.require_answer(ctx, parties(current), to, current.state)
        _check_standing(ctx, referral, current, to)
        answer_in(ctx, transaction, referral, current, to, reason=reason, text=text, official=official)
        moved = _move_case(ctx, transaction, current, to, reason, text)
    changes = CHANGES | ({"case"} if moved else set())
    return ReferralSaved(referral, str(current.values.get("number") or ""), changes)


def resolve(ctx: Context, referral: bytes, answered: str) -> ReferralSaved:
    """Resolve a need on the spot: received where it was not yet, with what was answered (AUM-010-030).

    Raises ForbiddenTransition without an answer or out of its state, NotAllowed, NotFound.
    """
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    changes = CHANGES
    with ctx.store.transaction() as transaction:
        # Asked first: who may not resolve it does not learn so after it was accepted in their name.
        if load(transaction, referral).state in referral_states.WAITING_STATES:
            referral_states.check(ReferralState.ACCEPTED, ReferralState.RESOLVED, reason=answered or "")
            changes |= answer(ctx, referral, ReferralState.ACCEPTED).changes
        saved = answer(ctx, referral, ReferralState.RESOLVED, comment=answered)
    return ReferralSaved(saved.id, saved.number, saved.changes | changes)


def answer_in(
    ctx: Context,
    transaction: Transaction,
    referral: bytes,
    current: Referral,
    to: ReferralState,
    *,
    reason: ReturnReason | None = None,
    text: str | None = None,
    official: bytes | None = None,
    case: bytes | None = None,
) -> None:
    """Write an answer that was checked, inside a transaction; ``case`` is what a resolved need became."""
    facts = without_none(
        to=to,
        reason=reason,
        official=text_id(official),
        case=text_id(case),
        at=epoch(ctx.now()),
        parents=current.heads,
    )
    append(ctx, transaction, "referral", "answer", referral, facts, without_none(text=text))


def link(ctx: Context, referral: bytes, previous: bytes) -> ReferralSaved:
    """Say that a hand-over is the same need as an earlier one: its second one is a bounce ("rebote").

    For who sent it and for supervision. Raises ForbiddenTransition, NotAllowed, NotFound.
    """
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    with ctx.store.transaction() as transaction:
        current, before = load(transaction, referral), load(transaction, previous)
        referral_rights.require_link(ctx, parties(current))
        if current.values.get("previous") or _follows(transaction, before, ulid_text(referral)):
            raise ForbiddenTransition(QT_TRANSLATE_NOOP("core", "Esas vinculaciones ya están enlazadas."))
        referral_states.check_follow(before.state, sent_on=queries.sent_on(ctx.store, previous))
        facts = {
            "previous": ulid_text(previous),
            "bounces": int(before.values.get("bounces") or 0) + 1,
            "at": epoch(ctx.now()),
            "parents": current.heads,
        }
        append(ctx, transaction, "referral", "link", referral, facts)
    return ReferralSaved(referral, str(current.values.get("number") or ""))


def _follows(transaction: Transaction, later: Referral, earlier: str) -> bool:
    """Tell whether a hand-over follows another one, however far back; the same one follows itself."""
    seen: set[str] = set()
    name = str(later.values.get("previous") or "")
    while name and name not in seen:
        if name == earlier:
            return True
        seen.add(name)
        found = fold_referral(name, transaction.entries("referral", name))
        name = str(found.values.get("previous") or "")
    return False


def _check_standing(ctx: Context, referral: bytes, current: Referral, to: ReferralState) -> None:
    """Raise ForbiddenTransition for an answer that comes after the need went to somebody else."""
    if current.state not in (ReferralState.NO_ANSWER, ReferralState.RETURNED):
        return
    onward = queries.receiver_onward(ctx.store, referral)
    if onward is None:
        return
    if to is ReferralState.VOIDED:
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP(
                "core", "Esta vinculación ya se reasignó a {receiver}: anule primero la que la sigue."
            ),
            receiver=onward,
        )
    raise ForbiddenTransition(
        QT_TRANSLATE_NOOP(
            "core", "Respondió tarde: la necesidad ya se reasignó a {receiver}. Coordine con quien la recibe."
        ),
        receiver=onward,
    )


def parties(current: Referral) -> referral_rights.Parties:
    """Return who sent a hand-over and who is to receive it."""

    def of(name: object) -> bytes | None:
        return ulid_bytes(str(name)) if name else None

    values = current.values
    return referral_rights.Parties(of(current.author), of(values.get("unit")), of(values.get("official")))


_CASE_STEPS = {
    ReferralState.ACCEPTED: CaseState.IN_PROGRESS,
    ReferralState.CONFIRMED_BY_PHONE: CaseState.IN_PROGRESS,
    ReferralState.RETURNED: CaseState.REGISTERED,
    ReferralState.RESOLVED: CaseState.RESOLVED,
}


def _move_case(
    ctx: Context,
    transaction: Transaction,
    current: Referral,
    to: ReferralState,
    reason: ReturnReason | None,
    text: str | None,
) -> bool:
    """Let the case take the answer's step, unless somebody has moved it on meanwhile."""
    name, step = current.values.get("case"), _CASE_STEPS.get(to)
    if not isinstance(name, str) or step is None:
        return False
    case = cases.load(transaction, ulid_bytes(name))
    stands = (
        (CaseState.REFERRED, CaseState.IN_PROGRESS) if to is ReferralState.RESOLVED else (CaseState.REFERRED,)
    )
    if case.state not in stands or case.values.get("unit") != current.values.get("unit"):
        return False
    if to is ReferralState.RESOLVED:
        cases.move_case(ctx, ulid_bytes(name), step, answer=text)
        return True
    why = ". ".join(part for part in (label(reason) if reason else "", text or "") if part)
    cases.move_case(ctx, ulid_bytes(name), step, reason=why or None)
    return True


def load(transaction: Transaction, referral: bytes) -> Referral:
    """Return a hand-over as its events tell it, inside a transaction. Raises NotFound."""
    name = ulid_text(referral)
    found = fold_referral(name, transaction.entries("referral", name))
    if found.state is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Esa vinculación no está en los datos de este equipo."))
    return found


def inbox(ctx: Context, unit: bytes | None = None) -> list[InboxRow]:
    """Return the hand-overs that wait for an answer, oldest first; of one unit or of all."""
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    return queries.waiting(ctx.store, unit)


def inbox_of(ctx: Context, official: bytes) -> list[InboxRow]:
    """Return the hand-overs that wait for an official: their unit's, and of whom they stand in for."""
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    covered = [each.id for each in covered_by(ctx, official)]
    return queries.waiting(ctx.store, None, official, covered)


def waiting_count(ctx: Context) -> int:
    """Return how many hand-overs wait for the actor: to be received, or sent on after a return.

    Whoever receives for no unit has only their own returned ones to see to.
    """
    official = own_official(ctx)
    to_receive = inbox_of(ctx, official) if official is not None else []
    return len(to_receive) + len(returned_to_me(ctx))


def returned_to_me(ctx: Context) -> list[InboxRow]:
    """Return the actor's hand-overs of this week that came back, or found nobody, and were not sent on."""
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    return queries.returned(ctx.store, ctx.actor.id, day_number(ctx.now() - timedelta(days=DAYS_BACK)))


def topic_title(ctx: Context, topic: bytes | None) -> str:
    """Return the title of a topic, or an empty text."""
    return queries.topic_title(ctx.store, topic) if topic else ""


def need_of(ctx: Context, topic: bytes | None, subject: str | None, detail: str | None) -> str:
    """Return the need in words: what was asked, and the detail."""
    first = subject or topic_title(ctx, topic)
    more = clean_note(detail, "detail")
    return f"{first}: {more}" if first and more else first or more or ""

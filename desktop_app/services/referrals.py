"""Hand-overs: the citizen, or a need, handed to a named official who answers (AUM-010-030)."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain import referral_states
from desktop_app.domain.cleaning import clean_note
from desktop_app.domain.errors import InvalidInput, NotFound
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.referral_fold import Referral, fold_referral
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import ReferralState, ReturnReason
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context, day_number, epoch
from desktop_app.services.writing import append, fresh_id, take_number, text_id, without_none
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import referrals as queries

CHANGES = frozenset({"referral"})
InboxRow = queries.InboxRow


@dataclass(frozen=True, slots=True)
class ReferralForm:
    """Whom the citizen is handed to and with what need; ``previous`` is the hand-over that came back."""

    unit: bytes | None
    need: str
    official: bytes | None = None
    topic: bytes | None = None
    citizen: bytes | None = None
    attention: bytes | None = None
    case: bytes | None = None
    previous: bytes | None = None
    state: ReferralState = ReferralState.SENT


@dataclass(frozen=True, slots=True)
class ReferralSaved:
    """The hand-over's id and number."""

    id: bytes
    number: str
    changes: frozenset[str] = CHANGES


def refer(ctx: Context, form: ReferralForm, number: str | None = None) -> ReferralSaved:
    """Hand over outside reception (a case, or again after a return, under the number it had)."""
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    target = fresh_id(ctx)
    with ctx.store.transaction() as transaction:
        number = number or take_number(ctx, transaction, ctx.now())
        refer_in(ctx, transaction, form, number, target)
    return ReferralSaved(target, number)


def refer_in(ctx: Context, transaction: Transaction, form: ReferralForm, number: str, target: bytes) -> None:
    """Write a hand-over inside the transaction of another service.

    The official must know the need before the citizen goes, so an empty one is refused.
    """
    need = clean_note(form.need, "detail")
    if not need:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Escriba la necesidad que el funcionario debe resolver."),
            field="detail",
        )
    if form.unit is None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Elija la unidad que va a recibir al ciudadano."), field="unit"
        )
    now = ctx.now()
    bounces = 0
    if form.previous is not None:
        before = load(transaction, form.previous)
        bounces = int(before.values.get("bounces") or 0) + 1
    facts = without_none(
        number=number,
        attention=text_id(form.attention),
        case=text_id(form.case),
        office=ulid_text(ctx.desk.office),
        topic=text_id(form.topic),
        unit=text_id(form.unit),
        official=text_id(form.official),
        citizen=text_id(form.citizen),
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
    """Accept, return with its reason, confirm by phone… Raises ForbiddenTransition, NotFound."""
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    text = clean_note(comment, "comment")
    with ctx.store.transaction() as transaction:
        current = load(transaction, referral)
        referral_states.check(current.state, to, return_reason=reason, reason=text or "")
        facts = without_none(
            to=to,
            reason=reason,
            official=text_id(official),
            at=epoch(ctx.now()),
            parents=current.heads,
        )
        append(ctx, transaction, "referral", "answer", referral, facts, without_none(text=text))
    return ReferralSaved(referral, str(current.values.get("number") or ""))


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


def returned_to_me(ctx: Context) -> list[InboxRow]:
    """Return the actor's hand-overs of today that came back and were not sent on."""
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    return queries.returned(ctx.store, ctx.actor.id, day_number(ctx.now()))


def topic_title(ctx: Context, topic: bytes | None) -> str:
    """Return the title of a topic, or an empty text."""
    return queries.topic_title(ctx.store, topic) if topic else ""


def need_of(ctx: Context, topic: bytes | None, subject: str | None, detail: str | None) -> str:
    """Return the need in words: what was asked, and the detail."""
    first = subject or topic_title(ctx, topic)
    more = clean_note(detail, "detail")
    return f"{first}: {more}" if first and more else first or more or ""

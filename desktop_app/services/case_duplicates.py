"""Cases that are the same matter: united into one, related to each other, and parted again."""

from __future__ import annotations

from typing import Final

from desktop_app.domain.case_crossing import DUPLICATE, RELATED
from desktop_app.domain.case_fold import Case
from desktop_app.domain.cleaning import clean_note
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput
from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState
from desktop_app.services.access import Permission, require
from desktop_app.services.case_writing import CaseSaved, load, number_of
from desktop_app.services.cases import move_case
from desktop_app.services.context import Context, epoch
from desktop_app.services.writing import append, without_none
from desktop_app.storage.journal import Transaction

_DEEPEST: Final = 64
"""Steps from a duplicate to the case that stays; honest chains have two or three."""


def unite(ctx: Context, case: bytes, into: bytes, reason: str | None = None) -> CaseSaved:
    """Void a case as a duplicate of another, which stays; of one that is a duplicate itself, of its last.

    Raises InvalidInput (``field``: ``other``) for itself, a circle, and a case that is over;
    ForbiddenTransition where the table does not let the case be voided.
    """
    require(ctx.actor, Permission.WORK_CASE)
    with ctx.store.transaction() as transaction:
        stays, survivor = last_of(transaction, into)
        if stays == case:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "Un caso no puede ser duplicado de sí mismo."), field="other"
            )
        _require_standing(survivor)
        current = load(transaction, case)
        words = QT_TRANSLATE_NOOP("core", "Es duplicado del caso {number}.")
        text = clean_note(reason, "reason") or words.format(number=number_of(survivor))
        more = {"duplicate_of": ulid_text(stays), "duplicate_number": number_of(survivor)}
        saved = move_case(ctx, case, CaseState.VOIDED, reason=text, more=more)
        _tie(ctx, transaction, "link", stays, survivor, case, current, DUPLICATE)
    return saved


def part(ctx: Context, case: bytes, reason: str) -> CaseSaved:
    """Undo a union: the duplicate is reopened, and the one that stayed is no longer tied to it.

    Raises ForbiddenTransition for a case that is no duplicate, or without a reason.
    """
    require(ctx.actor, Permission.WORK_CASE)
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        into = current.values.get("duplicate_of")
        if current.state is not CaseState.VOIDED or not isinstance(into, str):
            raise ForbiddenTransition(
                QT_TRANSLATE_NOOP("core", "Este caso no está unido a otro: no hay unión que deshacer.")
            )
        saved = move_case(ctx, case, CaseState.REOPENED, reason=reason, more={"cause": "parted"})
        stays = ulid_bytes(into)
        survivor = load(transaction, stays)
        if survivor.attached.links.get(ulid_text(case)) == DUPLICATE:
            _tie(ctx, transaction, "unlink", stays, survivor, case, current, DUPLICATE)
    return saved


def relate(ctx: Context, case: bytes, other: bytes) -> CaseSaved:
    """Say that two cases concern the same matter; both go on. Raises InvalidInput (``field``: ``other``)."""
    require(ctx.actor, Permission.WORK_CASE)
    if case == other:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Un caso no se relaciona consigo mismo."), field="other")
    with ctx.store.transaction() as transaction:
        current, counterpart = load(transaction, case), load(transaction, other)
        if _tied(current, other) or _tied(counterpart, case):
            raise InvalidInput(QT_TRANSLATE_NOOP("core", "Esos casos ya están relacionados."), field="other")
        _tie(ctx, transaction, "link", case, current, other, counterpart, RELATED)
    return CaseSaved(case, number_of(current))


def unrelate(ctx: Context, case: bytes, other: bytes) -> CaseSaved:
    """Take the relation of two cases away, whichever of them it was written on."""
    require(ctx.actor, Permission.WORK_CASE)
    with ctx.store.transaction() as transaction:
        current, counterpart = load(transaction, case), load(transaction, other)
        if _tied(current, other):
            _tie(ctx, transaction, "unlink", case, current, other, counterpart, RELATED)
        if _tied(counterpart, case):
            _tie(ctx, transaction, "unlink", other, counterpart, case, current, RELATED)
    return CaseSaved(case, number_of(current))


def last_of(transaction: Transaction, case: bytes) -> tuple[bytes, Case]:
    """Return the case that stays at the end of a chain of duplicates; of a circle, its smallest id."""
    walked: dict[bytes, Case] = {}
    at = case
    while at not in walked and len(walked) < _DEEPEST:
        walked[at] = load(transaction, at)
        into = walked[at].values.get("duplicate_of")
        if not isinstance(into, str):
            return at, walked[at]
        at = ulid_bytes(into)
    smallest = min(walked)
    return smallest, walked[smallest]


def _require_standing(survivor: Case) -> None:
    if survivor.state is CaseState.VOIDED:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El caso {number} está anulado: elija el que sigue en pie."),
            field="other",
            number=number_of(survivor),
        )
    if survivor.state is CaseState.CLOSED:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "El caso {number} ya está cerrado: reábralo si el asunto sigue, o relaciónelos."
            ),
            field="other",
            number=number_of(survivor),
        )


def _tied(case: Case, other: bytes) -> bool:
    return case.attached.links.get(ulid_text(other)) == RELATED


def _tie(
    ctx: Context,
    transaction: Transaction,
    kind: str,
    case: bytes,
    current: Case,
    other: bytes,
    counterpart: Case,
    relation: str,
) -> None:
    facts = without_none(
        other=ulid_text(other),
        number=number_of(counterpart) or None,
        relation=relation,
        at=epoch(ctx.now()),
        parents=current.heads,
    )
    append(ctx, transaction, "case", kind, case, facts)

"""What every write about a case shares: the case as its events tell it, and the event that joins them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.domain.case_fold import Case, fold_case
from desktop_app.domain.cleaning import clean_note
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotFound
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState
from desktop_app.services.context import Context, epoch
from desktop_app.services.writing import append
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import case_entries

CHANGES = frozenset({"case"})


@dataclass(frozen=True, slots=True)
class CaseSaved:
    """What was written; ``number`` is the one to tell the citizen."""

    id: bytes
    number: str
    changes: frozenset[str] = CHANGES


def load(transaction: Transaction, case: bytes) -> Case:
    """Return the case as its events tell it, inside a transaction. Raises NotFound."""
    name = ulid_text(case)
    found = fold_case(name, transaction.entries("case", name))
    if found.state is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese caso no está en los datos de este equipo."))
    return found


def read(ctx: Context, case: bytes) -> Case:
    """Return the case as its events tell it, outside a transaction. Raises NotFound."""
    found = fold_case(ulid_text(case), case_entries.entries(ctx.store, case))
    if found.state is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese caso no está en los datos de este equipo."))
    return found


def append_event(
    ctx: Context,
    case: bytes,
    kind: str,
    facts: Mapping[str, Any],
    personal: Mapping[str, Any],
    *,
    only_open: bool = False,
) -> CaseSaved:
    """Append an event that asks nothing of the state, or (``only_open``) that the case is not over."""
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        if only_open:
            require_open(current)
        body = {**facts, "at": epoch(ctx.now()), "parents": current.heads}
        append(ctx, transaction, "case", kind, case, body, personal)
    return CaseSaved(case, number_of(current))


def after_step(case: Case, to: CaseState, at: int) -> Case:
    """Return the case with its pauses as they stand after a step at epoch seconds."""
    pauses = list(case.pauses)
    if case.paused_at is not None:
        pauses[-1] = (case.paused_at, max(at, case.paused_at))
    if to is CaseState.WAITING_CITIZEN:
        pauses.append((at, None))
    return replace(case, pauses=pauses)


def require_open(case: Case) -> None:
    """Raise ForbiddenTransition for a case that is closed or voided."""
    if case.state in (CaseState.CLOSED, CaseState.VOIDED):
        raise ForbiddenTransition(
            QT_TRANSLATE_NOOP("core", "El caso ya está cerrado. Reábralo para seguir trabajando en él.")
        )


def number_of(case: Case) -> str:
    """Return the printed number."""
    return str(case.values.get("number") or "")


def required_text(text: str) -> str:
    """Return a note as it is written. Raises InvalidInput for an empty one."""
    value = clean_note(text, "text")
    if not value:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba el texto."), field="text")
    return value

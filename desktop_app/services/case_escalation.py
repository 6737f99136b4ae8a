"""Bringing a case before the chief or the specialised unit (training manual 5.2)."""

from __future__ import annotations

from datetime import datetime

from desktop_app.domain.cleaning import clean_note
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.access import Permission, require
from desktop_app.services.case_writing import CaseSaved, load, number_of, require_open
from desktop_app.services.context import Context, epoch
from desktop_app.services.writing import append, without_none
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import cases as queries


def escalate_case(ctx: Context, case: bytes, reason: str) -> CaseSaved:
    """Bring a case before the chief or the specialised unit of its topic; its state stays (5.2)."""
    require(ctx.actor, Permission.WORK_CASE)
    text = clean_note(reason, "reason")
    if not text:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba por qué escala el caso."), field="reason")
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        require_open(current)
        topic, unit = current.values.get("topic"), current.values.get("unit")
        escalate(ctx, transaction, case, topic, unit, current.heads, ctx.now(), cause="person", text=text)
    return CaseSaved(case, number_of(current))


def escalate(
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
    """Write that a case is escalated, inside a transaction; ``cause`` says who or what did it."""
    official, specialised = queries.escalation(transaction.connection, _id_text(topic), _id_text(unit))
    facts = without_none(to=official, unit=specialised, at=epoch(at), parents=parents, cause=cause)
    append(ctx, transaction, "case", "escalate", case, facts, without_none(text=text))


def _id_text(value: bytes | str | None) -> str | None:
    return ulid_text(value) if isinstance(value, bytes) else value

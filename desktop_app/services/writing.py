"""What the writing services share: local days, numbers, references."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desktop_app.domain.folio import make_folio
from desktop_app.domain.ids import new_ulid, ulid_text
from desktop_app.services.context import Context
from desktop_app.storage import records
from desktop_app.storage.journal import Transaction


def fresh_id(ctx: Context) -> bytes:
    """Return a new id for something that is being created now."""
    return new_ulid(ctx.clock.milliseconds())


def text_id(value: bytes | None) -> str | None:
    """Return an id as it stands in facts, or None."""
    return None if value is None else ulid_text(value)


def take_number(ctx: Context, transaction: Transaction, moment: datetime) -> str:
    """Return the next printed number of this desk; ``moment`` is local."""
    epoch, count = transaction.next_number(moment.year)
    desk = ctx.desk
    return str(make_folio(desk.office_code, desk.desk_code, moment.year, epoch, count))


def without_none(**values: Any) -> dict[str, Any]:
    """Return the facts that have a value."""
    return {name: value for name, value in values.items() if value is not None}


def append(
    ctx: Context,
    transaction: Transaction,
    entity: str,
    kind: str,
    target: bytes,
    facts: Mapping[str, Any],
    personal: Mapping[str, Any] | None = None,
    *,
    new: bool = False,
) -> str:
    """Append an operation in the actor's name at the present moment."""
    return transaction.append(
        entity,
        kind,
        target,
        facts,
        personal,
        wall_ms=ctx.clock.milliseconds(),
        author=ctx.actor.id,
        new=new,
    )


def update(
    ctx: Context,
    transaction: Transaction,
    entity: str,
    target: bytes,
    values: Mapping[str, Any],
    *,
    anew: bool = False,
) -> bool:
    """Write the fields of a record that differ, in the actor's name at the present moment; tell whether any did.

    ``anew``: write them also where they stand so already.
    """
    wall, author = ctx.clock.milliseconds(), ctx.actor.id
    return records.update_record(transaction, entity, target, values, wall_ms=wall, author=author, anew=anew)

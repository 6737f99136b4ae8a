"""Writing record-like entities: only the fields that change, with what the writer saw of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from desktop_app.domain.folding import fold_record
from desktop_app.domain.ids import ulid_text
from desktop_app.storage.journal import Transaction

PERSONAL: Final[Mapping[str, frozenset[str]]] = {
    "citizen": frozenset({"name", "document_type", "document", "phone", "email", "address", "merged_values"}),
    # Why a form on paper was spoiled is free text, and the form may have borne somebody's name.
    "blank": frozenset({"reason"}),
    "shift": frozenset({"note"}),
}
"""Fields that anonymising removes, by entity."""


def create_record(
    transaction: Transaction,
    entity: str,
    target: bytes,
    values: Mapping[str, Any],
    *,
    wall_ms: int,
    author: bytes | None,
) -> None:
    """Write a record that never existed; fields that are None are left out."""
    facts, personal = _split(entity, {name: value for name, value in values.items() if value is not None})
    transaction.append(entity, "set", target, facts, personal, wall_ms=wall_ms, author=author, new=True)


def update_record(
    transaction: Transaction,
    entity: str,
    target: bytes,
    values: Mapping[str, Any],
    *,
    wall_ms: int,
    author: bytes | None,
    anew: bool = False,
) -> bool:
    """Write the fields that differ from what stands, with ``anew`` all of them; return whether any was written.

    Each field names the writes that its writer saw, so that a rival write of another desk is told.
    """
    name = ulid_text(target)
    record = fold_record(name, transaction.entries(entity, name))
    # A field that was never written is empty already.
    changed = {field: value for field, value in values.items() if anew or record.values.get(field) != value}
    if not changed:
        return False
    facts, personal = _split(entity, changed)
    bases = {field: record.heads[field] for field in changed if field in record.heads}
    if bases:
        facts["bases"] = bases
    transaction.append(entity, "set", target, facts, personal, wall_ms=wall_ms, author=author)
    return True


def settle_record(
    transaction: Transaction,
    entity: str,
    target: bytes,
    values: Mapping[str, Any],
    *,
    wall_ms: int,
    author: bytes | None,
) -> None:
    """Write fields about which desks disagreed, also the value that shows already: every rival is answered."""
    name = ulid_text(target)
    record = fold_record(name, transaction.entries(entity, name))
    facts, personal = _split(entity, values)
    facts["bases"] = {field: record.heads[field] for field in values if field in record.heads}
    transaction.append(entity, "set", target, facts, personal, wall_ms=wall_ms, author=author)


def _split(entity: str, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    secret = PERSONAL.get(entity, frozenset())
    facts = {name: value for name, value in values.items() if name not in secret}
    personal = {name: value for name, value in values.items() if name in secret}
    return {"set": facts}, {"set": personal} if personal else {}

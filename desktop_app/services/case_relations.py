"""The cases beside a case: who else presented it, what it was united with, what it is related to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.values import CaseState
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.storage.queries import case_relations as queries


@dataclass(frozen=True, slots=True)
class RelatedCase:
    """A case beside another; ``opened`` in the office's zone, ``contact`` a telephone or an address."""

    id: bytes
    number: str
    subject: str
    citizen_id: bytes | None
    citizen: str
    contact: str
    state: CaseState
    opened: datetime | None
    files: int


@dataclass(frozen=True, slots=True)
class Related:
    """``into`` is the case that stays of a duplicate, ``duplicates`` what was united with this one."""

    into: RelatedCase | None = None
    duplicates: tuple[RelatedCase, ...] = ()
    linked: tuple[RelatedCase, ...] = ()


def related(ctx: Context, case: bytes) -> Related:
    """Return what stands beside a case."""
    require(ctx.actor, Permission.READ_CASES)
    above = queries.united_with(ctx.store, case)
    return Related(
        related_case(ctx, above[-1]) if above else None,
        tuple(related_case(ctx, row) for row in queries.duplicates(ctx.store, case)),
        tuple(related_case(ctx, row) for row in queries.linked(ctx.store, case)),
    )


def related_case(ctx: Context, row: queries.RelatedRow) -> RelatedCase:
    """Return a case as it stands beside another."""
    return RelatedCase(
        row.id,
        row.number,
        row.subject,
        row.citizen_id,
        row.citizen,
        row.phone or row.email,
        CaseState(row.state),
        ctx.local(row.opened),
        row.files,
    )

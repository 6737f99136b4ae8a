"""The cases beside a case: who else presented it, what it was united with, what is likely the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from desktop_app.domain.values import CaseState
from desktop_app.services import case_lists
from desktop_app.services.access import Permission, require
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.context import Context, epoch
from desktop_app.storage.queries import case_relations as queries

RECENT: Final = timedelta(days=60)
"""How long ago a case was opened that may be the same matter."""
_MOST: Final = 7


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
        _case(ctx, above[-1]) if above else None,
        tuple(_case(ctx, row) for row in queries.duplicates(ctx.store, case)),
        tuple(_case(ctx, row) for row in queries.linked(ctx.store, case)),
    )


def likely_duplicates(ctx: Context, case: bytes) -> list[RelatedCase]:
    """Return open, recent cases of the same citizen, or of the same place and topic; at most seven."""
    require(ctx.actor, Permission.READ_CASES)
    since = epoch(ctx.now() - RECENT)
    return [_case(ctx, row) for row in queries.likely(ctx.store, case, since, _MOST)]


def find_others(ctx: Context, case: bytes, typed: str) -> list[RelatedCase]:
    """Return cases by number or words, voided ones and the case itself left out."""
    found = case_lists.page(ctx, CaseQuery("all", typed), 0, _MOST + 1)
    return [
        RelatedCase(
            line.id, line.number, line.subject, None, line.citizen, "", line.state, line.opened, files=0
        )
        for line in found
        if line.id != case and line.state is not CaseState.VOIDED
    ][:_MOST]


def _case(ctx: Context, row: queries.RelatedRow) -> RelatedCase:
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

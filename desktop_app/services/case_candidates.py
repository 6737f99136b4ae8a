"""Which cases may be the same matter as one: likely ones by themselves, others by number or words."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from desktop_app.domain.values import CaseState
from desktop_app.services import case_lists
from desktop_app.services.access import Permission, require
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.case_relations import RelatedCase, related_case
from desktop_app.services.context import Context, epoch
from desktop_app.storage.queries import case_relations as queries

RECENT: Final = timedelta(days=60)
"""How long ago a case was opened that may be the same matter."""
_MOST: Final = 7


def likely_duplicates(ctx: Context, case: bytes) -> list[RelatedCase]:
    """Return open, recent cases of the same citizen, or of the same place and topic; at most seven."""
    require(ctx.actor, Permission.READ_CASES)
    since = epoch(ctx.now() - RECENT)
    return [related_case(ctx, row) for row in queries.likely(ctx.store, case, since, _MOST)]


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

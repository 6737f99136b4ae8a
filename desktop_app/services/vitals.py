"""What the status bar tells at every moment: urgent cases, and how the data stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.services import backups
from desktop_app.services.access import Permission
from desktop_app.services.context import Context, epoch
from desktop_app.services.exchange import last_problem
from desktop_app.storage.queries import bundles as bundle_queries
from desktop_app.storage.queries import cases as case_queries
from desktop_app.storage.queries import sync as sync_queries


@dataclass(frozen=True, slots=True)
class Vitals:
    """Moments in the office's zone. ``critical_due`` is the first one to come (or gone by) of the criticals.

    The case figures are 0 for a person who may not read cases. ``reviews`` are conflicts that merging
    left to a person; ``exchange_problem`` is why the last exchange failed, empty after one that went well.
    """

    criticals: int
    critical_due: datetime | None
    overdue: int
    to_send: int
    exchanged: datetime | None
    reviews: int
    backup: datetime | None
    exchange_problem: str = ""


def read_vitals(ctx: Context) -> Vitals:
    """Return the figures of this moment; cheap enough to ask every few seconds."""
    criticals, due, overdue = 0, None, 0
    if ctx.actor.may(Permission.READ_CASES):
        criticals, due, overdue = case_queries.urgent(ctx.store, epoch(ctx.now()))
    store = ctx.store
    exchanged = bundle_queries.last_exchange(store)
    copy = backups.last(ctx)
    return Vitals(
        criticals=criticals,
        critical_due=ctx.local(due),
        overdue=overdue,
        to_send=max(0, store.journal.position[0] - bundle_queries.exported_until(store, store.journal.stream)),
        exchanged=ctx.local(exchanged),
        reviews=sync_queries.review_count(store),
        backup=copy.taken if copy else None,
        exchange_problem=last_problem(ctx)[0],
    )

"""What may wait until nobody is waiting: the search index, statistics, the log file, files of no case."""

from __future__ import annotations

from desktop_app.services import attachments
from desktop_app.services.context import Context
from desktop_app.storage import search


def tidy(ctx: Context) -> int:
    """Bring queued changes into the search index and let SQLite look after itself; return how many.

    Any role: it shows nothing and changes nothing that is shared.
    """
    done = search.flush(ctx.store)
    if done == 0:
        ctx.store.optimise()
        attachments.sweep_daily(ctx)
    return done

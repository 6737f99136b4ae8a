"""The events of a case as its fold wants them, for reads that ask what a step would do."""

from __future__ import annotations

from desktop_app.domain.folding import Entry
from desktop_app.storage.log import entries_of
from desktop_app.storage.store import Store


def entries(store: Store, case: bytes) -> list[Entry]:
    """Return the events of a case; none for one that is not here."""
    row = store.row("SELECT id FROM entity WHERE uid = ?", (case,))
    return entries_of(store.database.raw(), "case", row[0]) if row else []

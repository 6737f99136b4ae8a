"""What was written about a topic, and by whom."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.domain.folding import Entry
from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.storage.log import entries_of
from desktop_app.storage.store import Store


def entries(store: Store, topic: bytes) -> list[Entry]:
    """Return what was written about a topic, in order; nothing for one that is not known."""
    row = store.row("SELECT id FROM entity WHERE uid = ?", (topic,))
    return entries_of(store.database.raw(), "topic", int(row[0])) if row else []


def author_names(store: Store, authors: Iterable[str]) -> dict[str, str]:
    """Return the names of users by their ULID text; whoever is not known is left out."""
    wanted = {ulid_bytes(author) for author in authors}
    rows = store.rows(
        "SELECT e.uid, u.name FROM user_account u JOIN entity e ON e.id = u.id WHERE u.name <> ''"
    )
    return {ulid_text(uid): str(name) for uid, name in rows if uid in wanted}

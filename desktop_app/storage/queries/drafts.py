"""What was typed and not recorded yet: local to this desk, it never syncs."""

from __future__ import annotations

from desktop_app.storage.store import Store


def save(store: Store, slot: str, content: str, at: int) -> None:
    """Keep a draft in the place of the one before; ``at`` in epoch seconds."""
    with store.local_write() as connection:
        connection.execute(
            "INSERT INTO draft VALUES (?, ?, ?) ON CONFLICT (slot) DO UPDATE SET "
            "content = excluded.content, saved_at = excluded.saved_at",
            (slot, content, at),
        )


def drop(store: Store, slot: str) -> None:
    """Forget a draft."""
    with store.local_write() as connection:
        connection.execute("DELETE FROM draft WHERE slot = ?", (slot,))


def of_owner(store: Store, owner: str) -> list[tuple[str, str, int]]:
    """Return ``(slot, content, saved at)`` of the slots that begin with ``owner``, oldest slot first."""
    rows = store.rows(
        "SELECT slot, content, saved_at FROM draft WHERE substr(slot, 1, length(?1)) = ?1 ORDER BY slot",
        (owner,),
    )
    return [(slot, content, saved_at) for slot, content, saved_at in rows]

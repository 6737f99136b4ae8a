"""What merging people looks up."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.storage.log import entries_of
from desktop_app.storage.queries.clusters import Rows, as_list
from desktop_app.storage.store import Store


def created(store: Store, citizen: bytes) -> int | None:
    """Return when a person was recorded (epoch seconds), or None."""
    row = store.row(
        "SELECT c.created FROM citizen c JOIN entity e ON e.id = c.id WHERE e.uid = ?", (citizen,)
    )
    return row[0] if row else None


def written(store: Store, citizen: bytes) -> dict[str, int]:
    """Return when each field of a person was last written (stamp)."""
    row = store.row("SELECT id FROM entity WHERE uid = ?", (citizen,))
    found: dict[str, int] = {}
    for entry in entries_of(store.database.raw(), "citizen", row[0]) if row else ():
        for part in (entry.facts.get("set"), entry.personal.get("set")):
            found |= dict.fromkeys(part if isinstance(part, dict) else (), entry.stamp)
    return found


def merged_into(rows: Rows, citizen: bytes) -> list[bytes]:
    """Return who was merged into a person directly, the smallest id first."""
    sql = (
        "SELECT e.uid FROM citizen c JOIN entity e ON e.id = c.id "
        "WHERE c.merged_into = (SELECT id FROM entity WHERE uid = ?) ORDER BY e.uid"
    )
    return [row[0] for row in rows(sql, (citizen,))]


def ids_of(store: Store, numbers: Sequence[int]) -> list[tuple[int, bytes]]:
    """Return ``(integer, id)`` of entity integers."""
    sql = "SELECT id, uid FROM entity WHERE id IN (SELECT value FROM json_each(?)) ORDER BY uid"
    return [(number, uid) for number, uid in store.rows(sql, (as_list(numbers),))]


def user_name(store: Store, user: bytes) -> str:
    """Return a user's name, or an empty text."""
    row = store.row(
        "SELECT coalesce(u.name, '') FROM user_account u JOIN entity e ON e.id = u.id WHERE e.uid = ?",
        (user,),
    )
    return str(row[0]) if row else ""

"""Open cases whose due moments a change of the calendar or of a term may move."""

from __future__ import annotations

from desktop_app.storage.store import Store


def running(store: Store) -> list[tuple[bytes, bytes | None]]:
    """Return the open cases that have terms, with their office, oldest first."""
    rows = store.rows(
        "SELECT e.uid, o.uid FROM case_file f JOIN entity e ON e.id = f.id LEFT JOIN entity o ON o.id = f.office "
        "WHERE f.closed IS NULL AND f.state != 'resolved' AND f.due_facts IS NOT NULL ORDER BY f.opened, e.uid"
    )
    return [(row[0], row[1]) for row in rows]

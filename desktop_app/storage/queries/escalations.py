"""Which cases may have to be told of: asked every minute, so only what is new is read whole."""

from __future__ import annotations

from typing import Final

from desktop_app.storage.store import Store

_MOST: Final = 200
_LIVE: Final = "f.closed IS NULL AND f.state != 'resolved' AND f.historic IS NOT 1"
_SQL: Final = f"""
SELECT e.uid FROM case_file f JOIN entity e ON e.id = f.id WHERE {_LIVE} AND f.due_at <= :now AND (
    (f.due_internal > max(:since, coalesce(f.told_due, 0)) AND f.due_internal <= :now)
    OR (f.due_legal > max(:since, coalesce(f.told_due, 0)) AND f.due_legal <= :now)
    OR (f.first_answer IS NULL AND f.due_first > max(:since, coalesce(f.told_due, 0)) AND f.due_first <= :now)
    OR (f.due_legal > :now AND f.told_warn IS NOT f.due_legal
        AND json_extract(f.due_facts, '$.warn_legal') <= :now))
UNION SELECT e.uid FROM case_file f JOIN entity e ON e.id = f.id
WHERE {_LIVE} AND f.due_at > :now AND f.warn_at <= :now AND f.warn_at > :since AND f.told_warn IS NOT f.due_at
    AND NOT (f.level = 'critical' AND f.first_answer IS NULL AND f.due_first IS NOT NULL)
LIMIT :most
"""
_CRITICAL: Final = """
SELECT e.uid FROM case_file f JOIN entity e ON e.id = f.id WHERE f.closed IS NULL AND f.state != 'resolved'
    AND f.level = 'critical' AND ((f.first_answer IS NULL AND f.due_first > :since AND f.due_first <= :soon)
    OR (f.due_at > :since AND f.due_at <= :now AND f.due_at > coalesce(f.told_due, 0))
    OR (f.due_at > :now AND f.warn_at <= :now AND f.warn_at > :since AND f.told_warn IS NOT f.due_at
        AND (f.first_answer IS NOT NULL OR f.due_first IS NULL)))
ORDER BY f.due_at LIMIT :most
"""
_BACKLOG: Final = f"SELECT count(*) FROM case_file f WHERE {_LIVE} AND f.due_at <= ? AND f.told_due IS NULL"


def pressing(store: Store, now: int, since: int) -> list[bytes]:
    """Return cases of which a clock warns or ended after ``since`` and that may not have been told of."""
    rows = store.rows_named(_SQL, {"now": now, "since": since, "most": _MOST})
    return [row[0] for row in rows]


def criticals(store: Store, now: int, since: int) -> list[bytes]:
    """Return the criticals that lack their first answer with an hour left at most, warn, or came due."""
    values = {"now": now, "soon": now + 3600, "since": since, "most": _MOST}
    return [row[0] for row in store.rows_named(_CRITICAL, values)]


def backlog(store: Store, since: int) -> int:
    """Return how many cases came due until ``since`` of which nobody was told one by one."""
    row = store.row(_BACKLOG, (since,))
    return int(row[0]) if row else 0

"""Cases beside a case: those united with it, the one it was united with, related ones, likely duplicates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.storage.queries import clusters
from desktop_app.storage.store import Store

_MOST: Final = 60
_DEEPEST: Final = 64


@dataclass(frozen=True, slots=True)
class RelatedRow:
    """A case beside another; ``opened`` in epoch seconds, ``files`` how many it has."""

    id: bytes
    number: str
    subject: str
    citizen_id: bytes | None
    citizen: str
    phone: str
    email: str
    state: str
    opened: int | None
    files: int


_SHOWN: Final = (
    "e.uid, coalesce(f.number, ''), coalesce(f.subject, ''), ce.uid, coalesce(c.name, ''), coalesce(c.phone, ''), "
    "coalesce(c.email, ''), coalesce(f.state, ''), f.opened, coalesce(f.files, 0)"
)
_FROM: Final = (
    f"JOIN case_file f ON f.id = found.id JOIN entity e ON e.id = f.id "
    f"LEFT JOIN citizen c ON c.id = {clusters.standing('f.citizen')} LEFT JOIN entity ce ON ce.id = c.id"
)
_UP: Final = (
    "WITH RECURSIVE found (id, depth) AS (SELECT f.duplicate_of, 1 FROM case_file f JOIN entity e ON e.id = f.id "
    "WHERE e.uid = ?1 AND f.duplicate_of IS NOT NULL UNION SELECT f.duplicate_of, found.depth + 1 FROM found "
    "JOIN case_file f ON f.id = found.id WHERE f.duplicate_of IS NOT NULL AND found.depth < ?2) "
    f"SELECT {_SHOWN}, min(found.depth) AS near FROM found {_FROM} WHERE e.uid != ?1 GROUP BY f.id ORDER BY near"
)
_DOWN: Final = (
    "WITH RECURSIVE found (id) AS (SELECT f.id FROM case_file f JOIN entity e ON e.id = f.duplicate_of "
    "WHERE e.uid = ?1 UNION SELECT f.id FROM case_file f JOIN found ON f.duplicate_of = found.id LIMIT ?2) "
    f"SELECT {_SHOWN} FROM found {_FROM} WHERE e.uid != ?1 ORDER BY f.opened, e.uid"
)
_LINKED: Final = (
    "WITH here (id) AS (SELECT id FROM entity WHERE uid = ?1), found (id) AS ("
    "SELECT l.other FROM case_link l, here WHERE l.case_file = here.id AND l.kind = 'related' UNION "
    "SELECT l.case_file FROM case_link l, here WHERE l.other = here.id AND l.kind = 'related') "
    f"SELECT {_SHOWN} FROM found {_FROM} ORDER BY f.opened, e.uid LIMIT ?2"
)


def united_with(store: Store, case: bytes) -> list[RelatedRow]:
    """Return the case that this one is a duplicate of, and what that one is a duplicate of in turn."""
    return [RelatedRow(*row[:-1]) for row in store.rows(_UP, (case, _DEEPEST))]


def duplicates(store: Store, case: bytes) -> list[RelatedRow]:
    """Return the cases that were united with this one, also through others."""
    return [RelatedRow(*row) for row in store.rows(_DOWN, (case, _MOST))]


def linked(store: Store, case: bytes) -> list[RelatedRow]:
    """Return the cases that were related to this one, from either side."""
    return [RelatedRow(*row) for row in store.rows(_LINKED, (case, _MOST))]


def likely(store: Store, case: bytes, since: int, limit: int) -> list[RelatedRow]:
    """Return the open cases of the same citizen, or of the same place and topic, newest first."""
    row = store.row(
        "SELECT ce.uid, f.place_key, f.topic FROM case_file f JOIN entity e ON e.id = f.id "
        "LEFT JOIN entity ce ON ce.id = f.citizen WHERE e.uid = ?",
        (case,),
    )
    if row is None:
        return []
    citizen, place, topic = row
    members = clusters.cluster(store.rows, citizen) if citizen is not None else []
    sql = (
        "WITH found (id) AS (SELECT id FROM case_file WHERE citizen IN (SELECT value FROM json_each(?2)) "
        "AND opened >= ?3 AND closed IS NULL UNION SELECT id FROM case_file WHERE place_key = ?4 AND place_key != '' "
        "AND topic = ?5 AND opened >= ?3 AND closed IS NULL) "
        f"SELECT {_SHOWN} FROM found {_FROM} WHERE e.uid != ?1 ORDER BY f.opened DESC, e.uid LIMIT ?6"
    )
    found = store.rows(sql, (case, clusters.as_list(members), since, place, topic, limit))
    return [RelatedRow(*each) for each in found]

"""What opening a case asks of the data: records in use, and open cases that may be the same matter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.storage.queries import clusters
from desktop_app.storage.queries.clusters import standing
from desktop_app.storage.store import Store

_IN_USE: Final = {
    kind: f"SELECT r.active FROM entity e JOIN {kind} r ON r.id = e.id WHERE e.uid = ?"
    for kind in ("topic", "unit", "official")
}
_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class SameMatter:
    """An open case on the same topic; ``opened`` in epoch seconds."""

    id: bytes
    number: str
    subject: str
    state: str
    opened: int
    citizen: str
    place: str
    same_person: bool
    same_place: bool


def in_use(store: Store, kind: str, target: bytes) -> bool:
    """Tell whether a topic, unit or official is in the data of this desk and not retired."""
    rows = store.rows(_IN_USE[kind], (target,))
    return bool(rows) and bool(rows[0][0])


def same_matter(store: Store, topic: bytes, citizen: bytes | None, place: str | None) -> list[SameMatter]:
    """Return open cases on a topic of the same person, or at the place with that key; newest first.

    Cases of people who were merged into this one are theirs.
    """
    people = clusters.as_list(clusters.cluster(store.rows, citizen)) if citizen is not None else "[]"
    # The plus keeps the planner at the person's and the place's few cases, away from all those of the topic.
    rows = store.rows(
        "SELECT e.uid, coalesce(f.number, ''), coalesce(f.subject, ''), f.state, coalesce(f.opened, 0), "
        "coalesce(c.name, ''), coalesce(f.place, ''), found.person, found.place FROM ("
        "SELECT id, max(person) AS person, max(place) AS place FROM ("
        "SELECT f.id, 1 AS person, 0 AS place FROM case_file f "
        "WHERE f.citizen IN (SELECT value FROM json_each(?1)) AND +f.topic = "
        "(SELECT id FROM entity WHERE uid = ?3) UNION ALL "
        "SELECT f.id, 0, 1 FROM case_file f WHERE f.place_key = ?2 AND +f.topic = "
        "(SELECT id FROM entity WHERE uid = ?3)) GROUP BY id) AS found "
        "JOIN case_file f ON f.id = found.id JOIN entity e ON e.id = f.id "
        f"LEFT JOIN citizen c ON c.id = {standing('f.citizen')} "
        "WHERE f.state NOT IN ('resolved', 'closed', 'voided') "
        f"ORDER BY f.opened DESC, f.id DESC LIMIT {_MOST}",
        (people, place, topic),
    )
    return [SameMatter(*(*row[:7], bool(row[7]), bool(row[8]))) for row in rows]

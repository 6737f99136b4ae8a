"""Reads about people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.ids import ulid_text
from desktop_app.storage.queries import clusters
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class CitizenRow:
    """A person as the screens show one."""

    id: bytes
    name: str
    document_type: str | None
    document: str | None
    phone: str | None
    email: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class VisitRow:
    """An earlier attention of a person; ``started`` in epoch seconds."""

    number: str
    started: int
    channel: str
    topic: str
    result: str


_COLUMNS: Final = "e.uid, coalesce(c.name, ''), c.document_type, c.document, c.phone, c.email, c.address"
_FROM: Final = "FROM citizen c JOIN entity e ON e.id = c.id "
_COMPLAINT: Final = "f.opened, f.resolved IS NOT NULL OR f.closed IS NOT NULL FROM case_file f"
_MOST_COMPLAINTS: Final = 200


def by_id(store: Store, citizen: bytes) -> CitizenRow | None:
    """Return one person, or None; for somebody who was merged, who stands for them."""
    return exactly(store, clusters.root_of(store.rows, citizen))


def exactly(store: Store, citizen: bytes) -> CitizenRow | None:
    """Return one person's own record, whomever they were merged into, or None."""
    row = store.row(f"SELECT {_COLUMNS} {_FROM} WHERE e.uid = ?", (citizen,))
    return CitizenRow(*row) if row else None


def by_numbers(store: Store, numbers: Sequence[int]) -> list[CitizenRow]:
    """Return the people behind entity integers, in that order: each once, as who stands for them."""
    if not numbers:
        return []
    standing = clusters.roots(store.rows, numbers)
    wanted = list(dict.fromkeys(standing[number] for number in numbers))
    places = ",".join("?" * len(wanted))
    rows = store.rows(f"SELECT c.id, {_COLUMNS} {_FROM} WHERE c.id IN ({places})", wanted)
    found = {row[0]: CitizenRow(*row[1:]) for row in rows}
    return [found[number] for number in wanted if number in found]


def by_digits(store: Store, digits: str, limit: int) -> list[CitizenRow]:
    """Return people whose document or phone is, or was before a merge, exactly these digits."""
    rows = store.rows("SELECT id FROM citizen WHERE document = ?1 OR phone = ?1 LIMIT ?2", (digits, limit))
    return by_numbers(store, [row[0] for row in rows])


def by_document(store: Store, document: str, limit: int) -> list[CitizenRow]:
    """Return people whose document is, or was before a merge, exactly this one, as it is stored."""
    rows = store.rows("SELECT id FROM citizen WHERE document = ? LIMIT ?", (document, limit))
    return by_numbers(store, [row[0] for row in rows])


def named(store: Store, name_key: str, mark: str) -> list[bytes]:
    """Return who stands for the people of exactly this folded name whose id's text ends so; nobody without both."""
    if not name_key or not mark:
        return []
    rows = store.rows(
        "SELECT c.id, e.uid FROM citizen c JOIN entity e ON e.id = c.id WHERE c.name_key = ?", (name_key,)
    )
    numbers = [number for number, uid in rows if ulid_text(uid).endswith(mark)]
    return [row.id for row in by_numbers(store, numbers)]


def visits(store: Store, citizen: bytes, limit: int) -> list[VisitRow]:
    """Return a person's latest attentions, newest first."""
    rows = store.rows(
        "SELECT coalesce(a.number, ''), coalesce(a.started, 0), coalesce(a.channel, ''), "
        "coalesce(t.title, a.subject, ''), coalesce(a.result, '') FROM attention a "
        "LEFT JOIN topic t ON t.id = a.topic WHERE a.citizen IN (SELECT value FROM json_each(?)) "
        "AND a.voided = 0 ORDER BY a.started DESC LIMIT ?",
        (clusters.as_list(clusters.cluster(store.rows, citizen)), limit),
    )
    return [VisitRow(*row) for row in rows]


def complaints(
    store: Store, citizen: bytes, topic: bytes | None, since: int, kinds: Sequence[str] = ()
) -> list[tuple[int, bool]]:
    """Return ``(opened, attended)`` of a person's cases since a moment (epoch seconds), oldest first.

    On one topic, or of any topic and one of these query types. Cases of people who were merged into this one
    count.
    """
    # The plus keeps the planner at the person's few cases, away from all those of the topic.
    which = "+f.topic = (SELECT id FROM entity WHERE uid = ?)"
    values: tuple[object, ...] = (topic,)
    if topic is None:
        which, values = f"f.query_type IN ({','.join('?' * len(kinds))})", tuple(kinds)
    rows = store.rows(
        f"SELECT {_COMPLAINT} WHERE f.citizen IN (SELECT value FROM json_each(?)) "
        f"AND f.opened >= ? AND {which} AND f.state != 'voided' ORDER BY f.opened LIMIT {_MOST_COMPLAINTS}",
        (clusters.as_list(clusters.cluster(store.rows, citizen)), since, *values),
    )
    return [(opened, bool(attended)) for opened, attended in rows]


def complaints_at(store: Store, place: str, topic: bytes, since: int) -> list[tuple[int, bool]]:
    """Return ``(opened, attended)`` of anybody's cases on a topic at a place, given by its key."""
    rows = store.rows(
        f"SELECT {_COMPLAINT} WHERE f.place_key = ? AND f.topic = (SELECT id FROM entity WHERE uid = ?) "
        f"AND f.opened >= ? AND f.state != 'voided' ORDER BY f.opened LIMIT {_MOST_COMPLAINTS}",
        (place, topic, since),
    )
    return [(opened, bool(attended)) for opened, attended in rows]

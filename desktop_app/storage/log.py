"""The operations as rows: appending, reading back, interning identities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import apsw

from desktop_app.domain.folding import Entry
from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.domain.operations import Header, Operation, parse_payload

INSERT_OP: Final = (
    "INSERT INTO op (stream, seq, hash, uid, stamp, kind, entity, target, version, author, previous, "
    "payload_hash, payload) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
"""Stores an operation: stream's number, sequence, hash, id, stamp, kind, entity, target, version, author…"""

_CACHE_LIMIT: Final = 200_000
MAX_EVENTS: Final = 4_000
"""Events of one entity that are folded, the earliest first: no honest case comes near, and the cost of
folding a forged one stays bounded."""


class Identities:
    """The integers that stand for entities in this database, with a cache.

    One instance belongs to one connection's writer; ``forget`` must follow a rollback.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._known: dict[str, int] = {}

    def forget(self) -> None:
        """Drop the cache (after a rollback the integers may not exist)."""
        self._known.clear()

    def of(self, uid: str | None) -> int | None:
        """Return the integer of a ULID text, making one when it is new; None for None."""
        if uid is None:
            return None
        found = self._known.get(uid)
        if found is not None:
            return found
        raw = ulid_bytes(uid)
        return self.find(uid, raw) or self.new(uid, raw)

    def find(self, uid: str, raw: bytes) -> int | None:
        """Return the integer of an id, or None when it is new here."""
        found = self._known.get(uid)
        if found is not None:
            return found
        row = self._connection.execute("SELECT id FROM entity WHERE uid = ?", (raw,)).fetchone()
        return self._remember(uid, int(row[0])) if row else None

    def new(self, uid: str, raw: bytes) -> int:
        """Return a fresh integer for an id that is known to be new."""
        self._connection.execute("INSERT INTO entity (uid) VALUES (?)", (raw,))
        return self._remember(uid, self._connection.last_insert_rowid())

    def _remember(self, uid: str, number: int) -> int:
        if len(self._known) >= _CACHE_LIMIT:
            self._known.clear()
        self._known[uid] = number
        return number


def insert_operation(
    connection: apsw.Connection,
    stream: int,
    operation: Operation,
    target: int,
    author: int | None,
) -> int:
    """Store an operation and its effect; return its row number."""
    header = operation.header
    connection.execute(
        INSERT_OP,
        (
            stream, header.seq, operation.hash, header.uid, header.stamp, header.kind, header.entity, target,
            header.schema, author, header.previous, header.payload_hash, operation.payload,
        ),
    )  # fmt: skip
    return int(connection.last_insert_rowid())


_ENTRIES: Final = (
    "SELECT op.uid, op.stamp, op.kind, a.uid, op.payload FROM op {effect}"
    "LEFT JOIN entity a ON a.id = op.author WHERE op.target = ? AND op.entity = ? "
    "ORDER BY op.stamp, op.uid, op.hash LIMIT ?"
)
_EFFECTIVE: Final = _ENTRIES.format(effect="JOIN effect ON effect.uid = op.uid AND effect.op = op.id ")
_CERTIFICATES: Final = _ENTRIES.format(effect="")


def entries_of(connection: apsw.Connection, entity: str, target: int) -> list[Entry]:
    """Return the effective operations of an entity as the folds want them.

    The kind of the entity counts as well: an id that a forged operation uses for another kind of thing
    must not mix the two. Certificates need no effect: the root's signature is their whole authority, and
    a desk must not be able to shadow one with an operation of the same id.
    """
    sql = _CERTIFICATES if entity == "certificate" else _EFFECTIVE
    rows = connection.execute(sql, (target, entity, MAX_EVENTS))
    return [
        Entry(ulid_text(uid), stamp, kind, ulid_text(author) if author else None, *parse_payload(payload))
        for uid, stamp, kind, author, payload in rows
    ]


SELECT_OPS: Final = (
    "SELECT s.name, op.seq, op.uid, op.stamp, op.kind, op.entity, e.uid, op.version, a.uid, op.previous, "
    "op.payload_hash, op.hash, op.payload FROM op JOIN stream s ON s.id = op.stream "
    "JOIN entity e ON e.id = op.target LEFT JOIN entity a ON a.id = op.author "
)


def operations(connection: apsw.Connection, stream: str, low: int, high: int) -> Iterator[Operation]:
    """Yield the operations of a stream from ``low`` to ``high``, both included, in order."""
    rows = connection.execute(
        SELECT_OPS + "WHERE s.name = ? AND op.seq BETWEEN ? AND ? ORDER BY op.seq, op.hash",
        (stream, low, high),
    )
    return as_operations(rows)


def as_operations(rows: Iterable[tuple[object, ...]]) -> Iterator[Operation]:
    """Yield the operations in rows of ``SELECT_OPS``."""
    for row in rows:
        *fields, digest, payload = row
        yield Operation(Header(*fields), digest, payload)  # type: ignore[arg-type]  # columns of our own table

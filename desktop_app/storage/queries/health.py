"""Whether a database is sound: its pages, its chains of operations, its projections."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.domain.operations import GENESIS, MalformedOperation, Operation, payload_hash
from desktop_app.storage import projection, schema
from desktop_app.storage.connection import told_in_words
from desktop_app.storage.log import operations
from desktop_app.storage.store import Store

PROBLEMS: Final = 20
_END: Final = (1 << 63) - 1

Progress = Callable[[int, int], None]
"""Told ``(done, total)`` operations."""


@dataclass(frozen=True, slots=True)
class ChainResult:
    """How many operations were looked at; the first that does not fit, by stream and sequence."""

    count: int
    stream: str = ""
    seq: int = 0

    @property
    def sound(self) -> bool:
        """Whether every operation proves itself and the own chain has no hole."""
        return not self.stream


class _Undo(Exception):
    """Ends a transaction whose changes nobody wants."""


def integrity(store: Store, *, quick: bool = False) -> list[str]:
    """Return what SQLite finds wrong with the file; each page's authentication code is checked too."""
    name = "quick_check" if quick else "integrity_check"
    return [str(row[0]) for row in store.rows(f"PRAGMA {name}({PROBLEMS})") if row[0] != "ok"]


def schema_version(store: Store) -> tuple[int, int]:
    """Return the database's schema and the one of this program."""
    return schema.version(store.database.raw()), len(schema.MIGRATIONS)


def created_at(store: Store) -> int:
    """Return when the database was made, in epoch seconds."""
    row = store.row("SELECT min(applied) FROM migration")
    return int(row[0] or 0) if row else 0


def verify_chains(store: Store, progress: Progress, newest: int | None = None) -> ChainResult:
    """Compute every hash anew: headers, payloads, and on the own chains each link to the one before.

    Streams of other desks may have gaps, the own ones may not. ``newest`` limits the look to the last
    operations of each stream.
    """
    streams = store.rows(
        "SELECT s.name, s.own, (SELECT max(seq) FROM op WHERE stream = s.id) FROM stream s ORDER BY s.name"
    )
    total = sum(min(last or 0, newest or _END) for _, _, last in streams)
    done = 0
    for name, own, last in streams:
        first = 1 if newest is None else max(1, (last or 0) - newest + 1)
        expected, previous = first, GENESIS if first == 1 else None
        with told_in_words(store.path):
            for operation in operations(store.database.raw(), name, first, _END):
                header = operation.header
                linked = header.seq == expected and previous in (None, header.previous)
                if not _proves_itself(operation) or (own and not linked):
                    return ChainResult(done, name, header.seq)
                expected, previous = header.seq + 1, operation.hash
                done += 1
                if done % 10_000 == 0:
                    progress(done, total)
    return ChainResult(done)


def _proves_itself(operation: Operation) -> bool:
    if operation.header.hash() != operation.hash or operation.payload is None:
        return False
    try:
        return payload_hash(operation.payload) == operation.header.payload_hash
    except MalformedOperation:
        return False


def refolded_differences(store: Store) -> list[str]:
    """Return the projections that change when they are built again from the operations; undoes it all."""
    differences: list[str] = []
    try:
        with store.transaction() as transaction:
            before = {table: _digest(transaction.connection, table) for table in projection.TABLES}
            projection.refold(transaction.connection, transaction.identities)
            differences += [
                table
                for table in projection.TABLES
                if _digest(transaction.connection, table) != before[table]
            ]
            raise _Undo
    except _Undo:
        return differences


def _digest(connection: Any, table: str) -> bytes:
    digest = hashlib.sha256()
    for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3"):
        digest.update(repr(row).encode())
    return digest.digest()

"""Whether a database is sound: its pages, its chains of operations, its projections."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.domain.operations import GENESIS, MalformedOperation, Operation, payload_hash
from desktop_app.storage import projection, schema
from desktop_app.storage.connection import told_in_words
from desktop_app.storage.journal import LOST
from desktop_app.storage.log import operations
from desktop_app.storage.store import Store

PROBLEMS: Final = 20
LOSS_TOLD: Final = 30 * 24 * 3600
"""Seconds for which a lost tail is told: after that what did not come back has been recorded anew, or never will."""
_END: Final = (1 << 63) - 1
_WRITTEN: Final = 1  # what ``stream.own`` says of the stream that is being written

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

    The stream that is being written has no gaps; the others may. Earlier own streams may hold two chains,
    where a restored copy went on before it was noticed. ``newest`` limits the look to the last operations
    of each stream.
    """
    streams = store.rows(
        "SELECT s.name, s.own, (SELECT max(seq) FROM op WHERE stream = s.id) FROM stream s ORDER BY s.name"
    )
    total = sum(min(last or 0, newest or _END) for _, _, last in streams)
    done = 0
    for name, own, last in streams:
        first = 1 if newest is None else max(1, (last or 0) - newest + 1)
        links = _Links(first, whole=own == _WRITTEN)
        with told_in_words(store.path):
            for operation in operations(store.database.raw(), name, first, _END):
                if not _proves_itself(operation) or (own and not links.holds(operation)):
                    return ChainResult(done, name, operation.header.seq)
                done += 1
                if done % 10_000 == 0:
                    progress(done, total)
    return ChainResult(done)


class _Links:
    """Follows a stream in order of sequence; ``whole`` allows neither a gap nor a second chain."""

    def __init__(self, first: int, *, whole: bool) -> None:
        self._whole = whole
        self._seq = first - 1
        self._here: set[bytes] = {GENESIS} if first == 1 else set()
        self._before: set[bytes] = set()

    def holds(self, operation: Operation) -> bool:
        """Tell whether an operation follows one that stood before it."""
        header = operation.header
        step = header.seq - self._seq
        if self._whole and step != 1:
            return False
        if step:
            self._before = self._here if step == 1 else set()
            self._here, self._seq = set(), header.seq
        self._here.add(operation.hash)
        return not self._before or header.previous in self._before


def _proves_itself(operation: Operation) -> bool:
    if operation.header.hash() != operation.hash or operation.payload is None:
        return False
    try:
        return payload_hash(operation.payload) == operation.header.payload_hash
    except MalformedOperation:
        return False


def lost_before(store: Store) -> int:
    """Return how many own operations of a tail lost in the last weeks have not come back."""
    noted = store.get_local(LOST)
    if noted is None:
        return 0
    lost = json.loads(noted)
    if time.time() - lost["at"] > LOSS_TOLD:
        return 0
    row = store.row(
        "SELECT count(DISTINCT op.seq) FROM op JOIN stream s ON s.id = op.stream "
        "WHERE s.name = ? AND op.seq BETWEEN ? AND ?",
        (lost["stream"], lost["first"], lost["last"]),
    )
    return max(0, int(lost["last"]) - int(lost["first"]) + 1 - int(row[0] if row else 0))


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

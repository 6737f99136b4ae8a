"""The one write path: rows, operation and search queue in one transaction.

Every change of synced business data goes through ``Transaction.append``. The operation is chained
and stored, and at the end of the transaction each touched entity is projected anew from its
operations, so that what a desk wrote itself and what came from another desk take the same way.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import apsw

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.folding import Entry
from desktop_app.domain.ids import new_ulid, ulid_text
from desktop_app.domain.operations import (
    GENESIS,
    SCHEMA,
    Facts,
    Header,
    Operation,
    Payload,
    StampClock,
    compose_payload,
)
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.storage import numbers
from desktop_app.storage.log import Identities, entries_of, insert_operation
from desktop_app.storage.marker import Mark, Marker

LOST: Final = "journal.lost"
"""Where a lost tail is remembered: the stream, the sequences that were missing, when it was noticed."""

_LEFT: Final = 2  # what ``stream.own`` says of a stream that this desk wrote to before
_INSERT_EFFECT: Final = "INSERT INTO effect (uid, op) VALUES (?, ?)"


@dataclass(slots=True)
class _Head:
    """Where the own chain stands."""

    stream: str
    number: int
    seq: int
    hash: bytes
    count: int
    epoch: int


class Journal:
    """The own chain of operations, and the clock of its stamps."""

    def __init__(self, connection: apsw.Connection, marker: Marker) -> None:
        self.identities = Identities(connection)
        self._connection = connection
        self._marker = marker
        self._clock = StampClock()
        self._head = self._read_head(connection)
        self.lost_tail = self._compare_marker(connection)
        self.leave_stream: LeaveStream | None = None

    def _read_head(self, connection: apsw.Connection) -> _Head | None:
        own = connection.execute("SELECT name, id, epoch FROM stream WHERE own = 1").fetchone()
        if own is None:
            return None
        name, number, epoch = own
        last = connection.execute(
            "SELECT seq, hash, stamp FROM op WHERE stream = ? ORDER BY seq DESC LIMIT 1", (number,)
        ).fetchone()
        # Operations are never deleted, so the highest row number is their count, without a scan.
        count = connection.execute("SELECT max(id) FROM op").fetchone()
        seq, digest, stamp = last or (0, GENESIS, 0)
        self._clock = StampClock(stamp)
        return _Head(name, number, seq, digest, int(count[0] or 0) if count else 0, epoch or 0)

    def _compare_marker(self, connection: apsw.Connection) -> int:
        mark, head = self._marker.read(), self._head
        if mark is None or head is None:
            return 0
        behind = max(0, mark.count - head.count)
        if mark.stream == head.stream:
            return max(behind, mark.seq - head.seq)
        left = connection.execute("SELECT own FROM stream WHERE name = ?", (mark.stream,)).fetchone()
        # A stream that this database left stands in a marker that was not written any more; one that it
        # never wrote to means that the database is an older copy.
        return 0 if left is not None and left[0] == _LEFT else max(1, behind)

    @property
    def stream(self) -> str:
        """The name of the stream this desk writes to; empty before there is one."""
        return self._head.stream if self._head else ""

    @property
    def position(self) -> tuple[int, bytes]:
        """The last own sequence and its hash."""
        return (self._head.seq, self._head.hash) if self._head else (0, GENESIS)

    @property
    def epoch(self) -> int:
        """The epoch of this desk's numbers; it rises with each new stream."""
        return self._head.epoch if self._head else 0

    def start_stream(self, connection: apsw.Connection, name: str) -> None:
        """Begin a new own stream (at enrolment, and after every restore, clone or lost tail)."""
        mark = self._marker.read()
        known = connection.execute("SELECT max(epoch) FROM stream WHERE own IN (1, 2)").fetchone()
        highest = known[0] if known and known[0] is not None else -1
        epoch = max(highest, mark.epoch if mark else -1) + 1
        connection.execute("UPDATE stream SET own = 2 WHERE own = 1")
        connection.execute(
            "INSERT INTO stream (name, own, epoch) VALUES (?, 1, ?) "
            "ON CONFLICT (name) DO UPDATE SET own = 1, epoch = excluded.epoch",
            (name, epoch),
        )
        if self.lost_tail and mark is not None:
            self._note_loss(connection, mark)
        self._head = self._read_head(connection)
        self.lost_tail = 0

    def _note_loss(self, connection: apsw.Connection, mark: Mark) -> None:
        """Remember what the marker knew: this transaction's end writes the marker anew."""
        held = self._head.seq if self._head is not None and self._head.stream == mark.stream else 0
        noted = json.dumps(
            {"stream": mark.stream, "first": held + 1, "last": mark.seq, "at": int(time.time())}
        )
        connection.execute(
            "INSERT INTO local VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (LOST, noted),
        )

    @contextlib.contextmanager
    def transaction(self, connection: apsw.Connection) -> Iterator[Transaction]:
        """Run one write transaction; see ``Store.transaction``."""
        if connection is not self._connection:
            # Another thread has become the writer; integers of rolled-back rows must not survive.
            self._connection = connection
            self.identities = Identities(connection)
        head, lost = self._head, self.lost_tail
        before = None if head is None else (head.seq, head.hash, head.count)
        connection.execute("BEGIN IMMEDIATE")
        transaction = Transaction(self, connection)
        try:
            if lost and self.leave_stream is not None:
                self.leave_stream(transaction)
            yield transaction
            transaction.project()
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            self.identities.forget()
            self._head, self.lost_tail = head, lost
            if head is not None and before is not None:
                head.seq, head.hash, head.count = before
            raise
        self._mark()

    def _mark(self) -> None:
        head = self._head
        if head is None:
            return
        # The transaction stands; a marker that cannot be written is one that is behind.
        with contextlib.suppress(OSError):
            self._marker.write(Mark(head.stream, head.seq, head.hash, head.count, head.epoch))

    def chain(
        self, wall_ms: int, above: int, uid: bytes, kind: str, entity: str, target: bytes,
        author: bytes | None, payload: Payload,
    ) -> tuple[int, Operation]:  # fmt: skip
        """Return the own stream's number and the next operation of its chain."""
        head = self._head
        if head is None:
            raise EnvironmentFault(
                QT_TRANSLATE_NOOP("core", "Este equipo todavía no está inscrito en una municipalidad.")
            )
        header = Header(
            head.stream, head.seq + 1, uid, self._clock.next(wall_ms, above), kind, entity, target, SCHEMA,
            author, head.hash, payload.hash,
        )  # fmt: skip
        operation = Operation(header, header.hash(), payload.text)
        head.seq, head.hash, head.count = header.seq, operation.hash, head.count + 1
        return head.number, operation

    def count_foreign(self, operations: int) -> None:
        """Add operations of other desks to the count that the marker keeps."""
        if self._head is not None:
            self._head.count += operations


class Transaction:
    """What may be written together. Obtained from ``Store.transaction``."""

    def __init__(self, journal: Journal, connection: apsw.Connection) -> None:
        self.connection = connection
        self.journal = journal
        self.identities = journal.identities
        self._touched: dict[tuple[str, int], list[Entry] | None] = {}
        self.kinds: set[str] = set()

    def append(
        self,
        entity: str,
        kind: str,
        target: bytes,
        facts: Facts,
        personal: Facts | None = None,
        *,
        wall_ms: int,
        author: bytes | None = None,
        new: bool = False,
    ) -> str:
        """Chain and store one operation; return its id as ULID text.

        ``facts`` stay for ever, ``personal`` is removed by anonymising. ``new`` says that nothing was
        ever written about ``target``. Raises MalformedOperation for values without canonical form.
        """
        name = ulid_text(target)
        uid = target if new else new_ulid(wall_ms)
        number = self.identities.new(name, target) if new else self.identities.of(name)
        assert number is not None  # noqa: S101 - only None has no integer
        above = 0 if new else self._highest_stamp(number)
        payload = compose_payload(facts, personal)
        stream, operation = self.journal.chain(wall_ms, above, uid, kind, entity, target, author, payload)
        who = ulid_text(author) if author else None
        row = insert_operation(self.connection, stream, operation, number, self.identities.of(who))
        self.connection.execute(_INSERT_EFFECT, (uid, row))
        uid_text = name if new else ulid_text(uid)
        if new:
            entry = Entry(uid_text, operation.header.stamp, kind, who, payload.facts, payload.personal)
            self._touched[entity, number] = [entry]
        else:
            self._touched[entity, number] = None
        return uid_text

    def entries(self, entity: str, name: str) -> Sequence[Entry]:
        """Return what was written about an entity, whose id is given as ULID text, so far."""
        return entries_of(self.connection, entity, self.identities.of(name) or 0)

    def next_number(self, year: int) -> tuple[int, int]:
        """Return ``(epoch, count)`` of this desk's next printed number in a year."""
        return numbers.next_number(self, year)

    def touch(self, entity: str, target: int) -> None:
        """Have an entity projected again at the end (its operations came from elsewhere)."""
        self._touched[entity, target] = None

    def supply(self, entity: str, target: int, entries: list[Entry]) -> None:
        """Have an entity projected from ``entries`` at the end, which hold all that there is about it.

        A later ``touch`` of the entity takes precedence.
        """
        self._touched[entity, target] = entries

    def project(self) -> None:
        """Bring the projections of everything touched so far up to date."""
        from desktop_app.storage import projection

        touched, self._touched = self._touched, {}
        for (entity, target), entries in touched.items():
            self.kinds.add(entity)
            projection.project(self.connection, self.identities, entity, target, entries)

    def _highest_stamp(self, target: int) -> int:
        row = self.connection.execute("SELECT max(stamp) FROM op WHERE target = ?", (target,)).fetchone()
        return int(row[0] or 0) if row else 0


LeaveStream = Callable[[Transaction], object]
"""Begins a new own stream: called first in a transaction when the database lost what the marker knows."""

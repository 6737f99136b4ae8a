"""Writing very many operations at once, with a valid chain and the rows that the product would project.

The rows are made by the product's own projections, so that refolding the database changes nothing;
only the statements are gathered and run many at a time, without durability, on a database that is
worth nothing until it is complete.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import apsw

from desktop_app.domain.folding import Entry
from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.domain.operations import GENESIS, SCHEMA, Facts, Header, compose_payload
from desktop_app.storage import projection, search
from desktop_app.storage.log import INSERT_OP, Identities
from desktop_app.storage.store import Store

BATCH: Final = 20_000
INDEX_BATCH: Final = 50_000
_EFFECT: Final = "INSERT INTO effect (uid, op) VALUES (?, ?)"
_ENTITY: Final = "INSERT INTO entity (id, uid) VALUES (?, ?)"
_UID: Final = "SELECT uid FROM entity WHERE id = ?"

Progress = Callable[[str, int, int], None]
"""Told now and then: what is being written, how much, of how much."""


class _Gathering:
    """Takes the statements of the projections instead of a connection."""

    def __init__(self, uids: dict[int, bytes]) -> None:
        self.statements: dict[str, list[Sequence[Any]]] = {}
        self._uids = uids
        self._answer: tuple[bytes] | None = None

    def execute(self, sql: str, values: Sequence[Any] = ()) -> _Gathering:
        """Keep a statement for later, or answer the one question that projections ask."""
        if sql == _UID:
            self._answer = (self._uids[values[0]],)
        elif not sql.startswith("INSERT INTO search_queue"):
            self.statements.setdefault(sql, []).append(values)
        return self

    def fetchone(self) -> tuple[bytes] | None:
        """Return the answer to the last question."""
        return self._answer


class _Numbers(Identities):
    """Identities that are all known beforehand; none is ever forgotten."""

    def __init__(self, connection: apsw.Connection, introduce: Callable[[bytes, str], int]) -> None:
        super().__init__(connection)
        self._introduce = introduce

    def of(self, uid: str | None) -> int | None:
        """Return the integer of an id; one that is mentioned before it is written gets its integer here."""
        if uid is None:
            return None
        found = self._known.get(uid)
        return self._introduce(ulid_bytes(uid), uid) if found is None else found

    def new(self, uid: str, raw: bytes) -> int:
        """Return the integer of an id that is new, or was only mentioned."""
        return self._known.get(uid) or self._introduce(raw, uid)

    def keep(self, uid: str, number: int) -> None:
        """Make an integer known."""
        self._known[uid] = number


@dataclass(slots=True)
class _Chain:
    """Where a stream stands."""

    name: str
    number: int
    seq: int = 0
    head: bytes = GENESIS
    stamp: int = 0


class Loader:
    """Appends operations to streams of an open store, first to its own. As a context; nothing else may write."""

    def __init__(self, store: Store, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - invented data
        self.connection = store.database.raw()
        self.operations = 0
        self._store = store
        self._uids: dict[int, bytes] = {}
        self.numbers = _Numbers(self.connection, self.introduce)
        self._gathered = _Gathering(self._uids)
        self._entities: list[tuple[int, bytes]] = []
        self._ops: list[tuple[Any, ...]] = []
        self._indexes: list[tuple[str, str]] = []
        for number, uid in self.connection.execute("SELECT id, uid FROM entity"):
            self.numbers.keep(ulid_text(uid), number)
            self._uids[number] = uid
        seq, head = store.journal.position
        stamp = self._one("SELECT coalesce(max(stamp), 0) FROM op WHERE stamp < 1 << 40")
        number = self._one("SELECT id FROM stream WHERE own = 1")
        self._chain = _Chain(store.journal.stream, number, seq, head, stamp)
        self._chains = {self._chain.name: self._chain}
        self._entity = self._one("SELECT coalesce(max(id), 0) FROM entity")
        self._op = self._one("SELECT coalesce(max(id), 0) FROM op")

    def write_to(self, stream: str) -> None:
        """Append to a stream from now on; one that is new here begins."""
        chain = self._chains.get(stream)
        if chain is None:
            self.connection.execute("INSERT INTO stream (name) VALUES (?)", (stream,))
            chain = self._chains[stream] = _Chain(stream, self.connection.last_insert_rowid())
        self._chain = chain

    def _one(self, sql: str) -> int:
        row = self.connection.execute(sql).fetchone()
        return int(row[0]) if row else 0

    def __enter__(self) -> Loader:
        run = self.connection.execute
        self.connection.pragma("journal_mode", "off")
        self.connection.pragma("synchronous", "off")
        self._indexes = [
            (name, sql)
            for name, sql in run(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
            )
        ]
        run("BEGIN IMMEDIATE")
        for name, _ in self._indexes:
            run(f"DROP INDEX {name}")
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.flush()
            self.connection.execute("COMMIT")

    def uid(self, milliseconds: int) -> bytes:
        """Return a new id for a moment."""
        return milliseconds.to_bytes(6, "big") + self.random.randbytes(10)

    def introduce(self, uid: bytes, text: str) -> int:
        """Give a new entity its integer."""
        self._entity += 1
        self._entities.append((self._entity, uid))
        self._uids[self._entity] = uid
        self.numbers.keep(text, self._entity)
        return self._entity

    def append(
        self, entity: str, kind: str, target: bytes, facts: Facts, personal: Facts | None,
        *, milliseconds: int, author: bytes | None, new: bool = False, above: int = 0,
    ) -> Entry:  # fmt: skip
        """Chain an operation, stamped later than ``above``, and return what folds see of it."""
        text, chain = ulid_text(target), self._chain
        number = self.numbers.new(text, target) if new else self.numbers.of(text)
        uid = target if new else self.uid(milliseconds)
        chain.stamp = max(milliseconds << 16, chain.stamp + 1, above + 1)
        chain.seq += 1
        self._op += 1
        payload = compose_payload(facts, personal, self.random.randbytes(16))
        header = Header(
            chain.name, chain.seq, uid, chain.stamp, kind, entity, target, SCHEMA, author, chain.head,
            payload.hash,
        )  # fmt: skip
        previous, chain.head = chain.head, header.hash()
        who = ulid_text(author) if author else None
        self._ops.append(
            (
                chain.number, chain.seq, chain.head, uid, chain.stamp, kind, entity, number, SCHEMA,
                self.numbers.of(who), previous, payload.hash, payload.text,
            )
        )  # fmt: skip
        self.operations += 1
        return Entry(text if new else ulid_text(uid), chain.stamp, kind, who, payload.facts, payload.personal)

    def project(self, entity: str, target: bytes, entries: Sequence[Entry]) -> None:
        """Gather the rows of an entity all of whose operations are given."""
        number = self.numbers.of(ulid_text(target))
        connection = cast("apsw.Connection", self._gathered)
        projection.project(connection, self.numbers, entity, number or 0, entries)
        if len(self._ops) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered."""
        first = self._op - len(self._ops) + 1
        many = self.connection.executemany
        many(_ENTITY, self._entities)
        many(INSERT_OP, self._ops)
        many(_EFFECT, [(row[3], first + place) for place, row in enumerate(self._ops)])
        for sql, rows in self._gathered.statements.items():
            many(sql, rows)
        self._entities.clear()
        self._ops.clear()
        self._gathered.statements.clear()

    def finish(self, progress: Progress) -> None:
        """Fill the search index, build the indexes, take statistics, and make the database durable."""
        self._index_words(progress)
        for place, (name, sql) in enumerate(self._indexes):
            progress(f"índice {name}", place, len(self._indexes))
            self.connection.execute(sql)
        progress("estadísticas del planificador", 0, 1)
        self.connection.execute("ANALYZE")
        self.connection.pragma("synchronous", "full")
        self.connection.pragma("journal_mode", "wal")

    def _index_words(self, progress: Progress) -> None:
        tables = {"citizen": "citizen", "case": "case_file", "attention": "attention"}
        for kind, table in tables.items():
            total = self._one(f"SELECT count(*) FROM {table}")
            rows = self.connection.execute(f"SELECT id FROM {table} ORDER BY id").fetchall()
            targets = [int(row[0] or 0) for row in rows]
            for start in range(0, total, INDEX_BATCH):
                progress(f"búsqueda: {kind}", start, total)
                self.connection.execute("BEGIN IMMEDIATE")
                search.index(self.connection, kind, targets[start : start + INDEX_BATCH])
                self.connection.execute("COMMIT")
        self.connection.execute("DELETE FROM search_queue")

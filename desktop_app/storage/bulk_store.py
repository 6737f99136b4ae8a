"""A store whose transactions only gather: services write through it what a loader keeps all at once.

The operations are those that the services make; only their rows come later, together. Several desks
can write into one load, each to its own stream.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from desktop_app.domain.folding import Entry
from desktop_app.domain.folio import PER_EPOCH
from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.domain.operations import Facts
from desktop_app.storage.bulk import Loader
from desktop_app.storage.connection import Row
from desktop_app.storage.journal import Transaction
from desktop_app.storage.store import Store


def _numbered(count: int) -> tuple[int, int]:
    epoch, before = divmod(count - 1, PER_EPOCH - 1)
    return epoch, before + 1


class BulkLedger:
    """What a load has written so far, by entity; shared by the desks that write into it."""

    def __init__(self, loader: Loader) -> None:
        self.loader = loader
        self.written: dict[tuple[str, str], list[Entry]] = {}
        self._counts: dict[str, dict[int, int]] = {}

    def number(self, stream: str, year: int) -> tuple[int, int]:
        """Return ``(epoch, count)`` of the next number of a stream's desk, whose first stream it must be."""
        counts = self._counts.setdefault(stream, {})
        counts[year] = counts.get(year, 0) + 1
        return _numbered(counts[year])

    def keep_numbers(self, stream: str) -> None:
        """Have the desk of the own stream go on from the numbers given out."""
        for year, count in self._counts.get(stream, {}).items():
            self.loader.connection.execute(
                "INSERT OR REPLACE INTO counter (year, epoch, last) VALUES (?, ?, ?)",
                (year, *_numbered(count)),
            )

    def project(self) -> None:
        """Hand the rows of everything written to the loader; nothing may be written afterwards."""
        for (entity, name), entries in self.written.items():
            self.loader.project(entity, ulid_bytes(name), entries)
        self.written.clear()


class BulkTransaction(Transaction):
    """What a service may do inside a transaction, for one desk's stream."""

    def __init__(self, store: Store, ledger: BulkLedger, stream: str) -> None:
        super().__init__(store.journal, ledger.loader.connection)
        self.identities = ledger.loader.numbers
        self._ledger = ledger
        self._stream = stream

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
        """Chain one operation and return its id as ULID text.

        Raises KeyError for a target that was not written in this load: its earlier rows would not be seen.
        """
        ledger, key = self._ledger, (entity, ulid_text(target))
        if new:
            ledger.written[key] = []
        entries = ledger.written[key]
        ledger.loader.write_to(self._stream)
        entry = ledger.loader.append(
            entity, kind, target, facts, personal, milliseconds=wall_ms, author=author, new=new,
            above=entries[-1].stamp if entries else 0,
        )  # fmt: skip
        entries.append(entry)
        return entry.uid

    def entries(self, entity: str, name: str) -> Sequence[Entry]:
        """Return what was written about an entity so far."""
        found = self._ledger.written.get((entity, name))
        return super().entries(entity, name) if found is None else found

    def next_number(self, year: int) -> tuple[int, int]:
        """Return ``(epoch, count)`` of the desk's next number in a year."""
        return self._ledger.number(self._stream, year)

    def project(self) -> None:
        """Leave the rows to the end of the load."""


class BulkStore(Store):
    """An open store as one desk writes to it during a load."""

    def __init__(self, store: Store, ledger: BulkLedger, stream: str) -> None:
        super().__init__(store.folder, store.database, read_only=False)
        self.gathering = BulkTransaction(store, ledger, stream)
        self._read: dict[tuple[str, Sequence[Any]], Row | None] = {}

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """Return the first row of a query: always the same one, since no row changes during a load."""
        key = (sql, parameters)
        if key not in self._read:
            self._read[key] = super().row(sql, parameters)
        return self._read[key]

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Give out the one gathering transaction; a failure inside it spoils the whole load."""
        yield self.gathering

"""A desk's database, open: one writer, any number of readers."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import apsw

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.storage import blobs, schema
from desktop_app.storage.connection import EncryptedDatabase, Row, told_in_words
from desktop_app.storage.journal import Journal, LeaveStream, Transaction
from desktop_app.storage.marker import Marker
from desktop_app.storage.remembered import Remembered

DATABASE = "ventanilla.db"
MARKER = "ventanilla.mark"


class Store:
    """Reads for everyone, writes one at a time through ``transaction``."""

    def __init__(self, folder: Path, database: EncryptedDatabase, *, read_only: bool) -> None:
        self.folder = folder
        self.path = folder / DATABASE
        self.database = database
        self.read_only = read_only
        self._lock = threading.RLock()
        self._journal: Journal | None = None
        self._marker = Marker(folder / MARKER)
        self.leave_stream: LeaveStream | None = None
        self.blobs = blobs.BlobStore(folder / blobs.FOLDER, database.key_for_files())
        self.remembered = Remembered()
        # Both belong to the thread that holds the lock.
        self._open: Transaction | None = None
        self._spoiled = False

    @property
    def lost_tail(self) -> int:
        """How many operations the outside marker knows beyond the database; 0 when none is lost."""
        return self.journal.lost_tail

    @property
    def journal(self) -> Journal:
        """The one write path."""
        if self._journal is None:
            with self._lock, told_in_words(self.path):
                self._journal = Journal(self.database.raw(), self._marker)
                self._journal.leave_stream = self.leave_stream
        return self._journal

    def reload(self) -> None:
        """Read the head of the own chain again (after a bulk load or a restore wrote past the journal)."""
        with self._lock:
            self._journal = None
        self.remembered.forget()

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of a query on this thread's connection."""
        with told_in_words(self.path):
            return self.database.raw().execute(sql, tuple(parameters)).fetchall()

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """Return the first row of a query, or None."""
        with told_in_words(self.path):
            return self.database.raw().execute(sql, tuple(parameters)).fetchone()

    def rows_named(self, sql: str, parameters: Mapping[str, Any]) -> list[Row]:
        """Return all rows of a query with ``:named`` parameters."""
        with told_in_words(self.path):
            return self.database.raw().execute(sql, dict(parameters)).fetchall()

    def row_named(self, sql: str, parameters: Mapping[str, Any]) -> Row | None:
        """Return the first row of a query with ``:named`` parameters, or None."""
        with told_in_words(self.path):
            return self.database.raw().execute(sql, dict(parameters)).fetchone()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open the one write transaction; everything inside commits together or not at all.

        A transaction inside another one joins it: several services are then one act, and the first
        failure among them undoes all, also when somebody catches it. Rows of a joined part can be read
        as soon as it ends. Raises EnvironmentFault when the machine refuses the write; nothing of it is
        kept then.
        """
        if self.read_only:
            raise EnvironmentFault(
                QT_TRANSLATE_NOOP("core", "Los datos están abiertos solo para leer; no se guardó nada.")
            )
        with self._lock, told_in_words(self.path):
            if self._open is not None:
                with self._joined() as transaction:
                    yield transaction
                return
            with self.journal.transaction(self.database.raw()) as transaction:
                self._open, self._spoiled = transaction, False
                try:
                    yield transaction
                    self._refuse_spoiled()
                finally:
                    self._open = None
            self.remembered.note(transaction.kinds)

    @contextlib.contextmanager
    def local_write(self) -> Iterator[apsw.Connection]:
        """Open a write transaction for what never syncs: drafts, window state, search queue.

        Inside ``transaction`` it joins that one.
        """
        connection = self.database.raw()
        with self._lock, told_in_words(self.path):
            if self._open is not None:
                with self._joined():
                    yield connection
                return
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextlib.contextmanager
    def _joined(self) -> Iterator[Transaction]:
        outer = self._open
        assert outer is not None  # noqa: S101 - the callers looked
        self._refuse_spoiled()
        try:
            yield outer
            outer.project()
        except BaseException:
            self._spoiled = True
            raise

    def _refuse_spoiled(self) -> None:
        if self._spoiled:
            raise RuntimeError("a part of this transaction failed; nothing of it is kept")

    def optimise(self) -> None:
        """Refresh the planner's statistics and move the write-ahead log into the file, as far as is free."""
        if self.read_only:
            return
        with self._lock, told_in_words(self.path):
            connection = self.database.raw()
            connection.execute("PRAGMA optimize")
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def get_local(self, key: str) -> str | None:
        """Return a value that belongs to this desk alone."""
        row = self.row("SELECT value FROM local WHERE key = ?", (key,))
        return str(row[0]) if row else None

    def set_local(self, key: str, value: str) -> None:
        """Keep a value that belongs to this desk alone and never syncs."""
        with self.local_write() as connection:
            connection.execute(
                "INSERT INTO local VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, value),
            )

    def close_thread(self) -> None:
        """Close this thread's connection."""
        if not self.database.is_closed():
            self.database.close()

    def close(self) -> None:
        """Close this thread's connection and the marker."""
        self.close_thread()
        self._marker.close()


def _empty(folder: Path) -> EnvironmentFault:
    # Filling an empty database would bury what its log may still hold.
    if (folder / MARKER).exists():
        text = QT_TRANSLATE_NOOP(
            "core",
            "La base de datos de {folder} está vacía, aunque antes tuvo registros. No se cambió nada: "
            "restaure la última copia de seguridad o llame a informática.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "core",
            "La carpeta {folder} quedó a medio crear y no tiene datos. Indique otra carpeta, o bórrela y "
            "repita.",
        )
    return EnvironmentFault(text, folder=str(folder))


def open_store(
    folder: Path,
    key: bytes,
    *,
    read_only: bool = False,
    create: bool = False,
    before_migration: Callable[[Store, int], object] | None = None,
) -> Store:
    """Open the database of a data folder, bringing its schema up to date.

    ``key`` has 32 bytes. With ``create`` a missing database is made. ``before_migration`` is called with
    the store and its schema when an existing database is about to change. Raises EnvironmentFault in
    words for a missing, read-only, locked, damaged, foreign or newer database.
    """
    path = folder / DATABASE
    if not create and not path.exists():
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "En la carpeta {folder} no hay datos de Ventanilla."),
            folder=str(folder),
        )
    database = EncryptedDatabase(path, key, read_only=read_only)
    try:
        with told_in_words(path):
            connection = database.raw()
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            schema.refuse_newer(connection)
            store = Store(folder, database, read_only=read_only)
            held = schema.version(connection)
            if held == 0 and not create:
                raise _empty(folder)
            if not read_only:
                if before_migration is not None and held > 0 and schema.needs_migration(connection):
                    before_migration(store, held)
                # Also without a migration: the plug may have been pulled before the last one was caught up with.
                schema.migrate(connection)
    except BaseException:
        if not database.is_closed():
            database.close()
        raise
    return store

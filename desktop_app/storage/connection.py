"""Connections to a desk's database: encrypted, WAL, durable at every commit."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import apsw
import peewee
from playhouse.apsw_ext import APSWDatabase

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP

BUSY_TIMEOUT_MS: Final = 5_000
_NO_ROOM_FOR_INDEX: Final = frozenset({apsw.SQLITE_IOERR_SHMSIZE, apsw.SQLITE_IOERR_SHMOPEN})
_FULL_BELOW: Final = 64 * 1024
"""Free bytes with which nothing can be written: the index that programs share takes half of that."""

_PRAGMAS: Final = (
    ("journal_mode", "wal"),
    # FULL: an acknowledged record must survive a power cut; NORMAL can lose it.
    ("synchronous", "full"),
    ("cache_size", "-65536"),
    ("temp_store", "2"),
    ("foreign_keys", "off"),
    ("secure_delete", "on"),
)


class EncryptedDatabase(APSWDatabase):  # type: ignore[misc]  # playhouse ships without stubs
    """peewee's database over apsw, with the key given before anything is read."""

    def __init__(self, path: Path, key: bytes, *, read_only: bool = False) -> None:
        super().__init__(str(path), autoconnect=True)
        self._key = key.hex()
        self._flags = (
            apsw.SQLITE_OPEN_READONLY if read_only else (apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
        )
        self._read_only = read_only

    def key_for_files(self) -> bytes:
        """Return the key from which the keys of the files beside the database are derived."""
        return bytes.fromhex(self._key)

    def _connect(self) -> apsw.Connection:
        try:
            return self._open(self._address(), self._flags)
        except apsw.IOError as error:
            if not self._read_only or getattr(error, "extendedresult", 0) not in _NO_ROOM_FOR_INDEX:
                raise
        # On a full disk there is no room for the index that programs share. Who is alone keeps it in memory;
        # where another program has the data open, the index is there already.
        return self._open(self.database, apsw.SQLITE_OPEN_READWRITE, alone=True)

    def _open(self, address: str, flags: int, *, alone: bool = False) -> apsw.Connection:
        connection = apsw.Connection(address, flags=flags)
        try:
            connection.set_busy_timeout(BUSY_TIMEOUT_MS)
            # 32 random bytes need no stretching, which would cost forty milliseconds a connection.
            connection.pragma("key", f"raw:{self._key}")
            if alone:
                connection.pragma("locking_mode", "exclusive")
            for name, value in _PRAGMAS:
                if not (self._read_only and name == "journal_mode"):
                    connection.pragma(name, value)
            if self._read_only:
                connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection

    def _address(self) -> str:
        """Return the file's path; on a disk that cannot be written, its address as a file that never changes.

        Otherwise SQLite would insist on writing its shared index there. With records left in a log the
        file alone is not the whole truth, so then it stays refused.
        """
        path = Path(self.database)
        log = Path(f"{path}-wal")
        left = log.exists() and log.stat().st_size > 0
        if not self._read_only or left or os.access(path.parent, os.W_OK):
            return str(path)
        self._flags |= apsw.SQLITE_OPEN_URI
        return f"{path.absolute().as_uri()}?immutable=1"

    def raw(self) -> apsw.Connection:
        """Return this thread's apsw connection, opened when needed."""
        if self.is_closed():
            try:
                self.connect()
            except peewee.PeeweeException as error:
                # peewee wraps what happens while it connects; elsewhere apsw's own errors come through.
                if isinstance(error.__context__, apsw.Error):
                    raise error.__context__ from None
                raise
        connection: apsw.Connection = self.connection()
        return connection


class told_in_words:  # noqa: N801 - used as a statement's word, like contextlib's own
    """Turn the machine's faults into sentences; defects of the program pass unchanged.

    Raises EnvironmentFault for a full disk, a read-only or missing folder, a locked or damaged file,
    and a key that does not open it. A class, because it stands in the path of every read and write.
    """

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, apsw.Error):
            fault = _fault(error, self._path)
            if fault is not None:
                raise fault from error


def _fault(error: apsw.Error, path: Path) -> EnvironmentFault | None:
    """Return the sentence for a fault of the machine, or None for a defect of the program."""
    for kinds, sentence in _SENTENCES:
        if isinstance(error, kinds) or (kinds == (apsw.FullError,) and _is_full(error, path)):
            return EnvironmentFault(sentence, folder=str(path.parent), file=str(path))
    return None


def _is_full(error: apsw.Error, path: Path) -> bool:
    """Tell whether an error of reading or writing comes from a disk without room, which SQLite does not say."""
    if not isinstance(error, apsw.IOError):
        return False
    try:
        return shutil.disk_usage(path.parent).free < _FULL_BELOW
    except OSError:
        return False


_SENTENCES: Final[tuple[tuple[tuple[type[apsw.Error], ...], str], ...]] = (
    (
        (apsw.FullError,),
        QT_TRANSLATE_NOOP(
            "core",
            "El disco está lleno y no se pudo guardar. Lo guardado antes está intacto: "
            "libere espacio y repita.",
        ),
    ),
    (
        (apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError),
        QT_TRANSLATE_NOOP(
            "core",
            "No se puede escribir en la carpeta de datos {folder}. "
            "Pida a informática que dé permiso de escritura.",
        ),
    ),
    (
        (apsw.BusyError, apsw.LockedError),
        QT_TRANSLATE_NOOP("core", "Otro programa está usando los datos. Espere unos segundos y repita."),
    ),
    (
        (apsw.NotADBError,),
        QT_TRANSLATE_NOOP(
            "core",
            "La base de datos {file} está dañada o su llave no corresponde. No se cambió nada: "
            "restaure la última copia de seguridad o llame a informática.",
        ),
    ),
    (
        (apsw.CorruptError,),
        QT_TRANSLATE_NOOP(
            "core",
            "La base de datos {file} está dañada. No se cambió nada: restaure la última copia de seguridad.",
        ),
    ),
    (
        (apsw.IOError,),
        QT_TRANSLATE_NOOP(
            "core",
            "El disco no respondió al leer o escribir {file}. Lo guardado antes está intacto; "
            "revise el disco o la carpeta de red y repita.",
        ),
    ),
)


Row = tuple[Any, ...]

"""Copies of the database, opened and verified before they are believed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import apsw

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.storage.connection import EncryptedDatabase, told_in_words
from desktop_app.storage.store import Store

PROBLEMS: Final = 5


def copy_to(store: Store, target: Path, key: bytes) -> int:
    """Write a verified, encrypted copy of the whole database; return its size in bytes.

    ``VACUUM INTO`` reads one consistent snapshot, the write-ahead log included; copying the files
    would not. Raises EnvironmentFault when the copy cannot be written or does not open.
    """
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "No se puede escribir la copia de seguridad en {folder}."),
            folder=str(target.parent),
        ) from error
    with told_in_words(store.path):
        held = _operations(store.database.raw())
    try:
        with told_in_words(part):
            store.database.raw().execute("VACUUM INTO ?", (str(part),))
        problems = verify(part, key, held)
        if problems:
            raise EnvironmentFault(
                QT_TRANSLATE_NOOP(
                    "core", "La copia de seguridad no se pudo verificar ({problem}). Repítala."
                ),
                problem=problems[0],
            )
        _make_durable(part)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return target.stat().st_size


def _make_durable(part: Path) -> None:
    descriptor = os.open(part, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _operations(connection: apsw.Connection) -> int:
    row = connection.execute("SELECT max(id) FROM op").fetchone()
    return int(row[0] or 0) if row else 0


def verify(path: Path, key: bytes, operations: int = 0) -> list[str]:
    """Return what is wrong with a database file; an empty list when it is sound.

    It must hold at least ``operations`` operations.
    """
    database = EncryptedDatabase(path, key, read_only=True)
    try:
        with told_in_words(path):
            connection = database.raw()
            rows = connection.execute(f"PRAGMA integrity_check({PROBLEMS})").fetchall()
            if _operations(connection) < operations:
                rows.append(("operaciones incompletas",))
    except EnvironmentFault as error:
        return [str(error)]
    finally:
        if not database.is_closed():
            database.close()
    return [str(row[0]) for row in rows if row[0] != "ok"]

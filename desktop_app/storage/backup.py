"""Copies of the database, opened and verified before they are believed."""

from __future__ import annotations

import os
from pathlib import Path

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.storage.connection import EncryptedDatabase, told_in_words
from desktop_app.storage.store import Store


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
    with told_in_words(part):
        store.database.raw().execute("VACUUM INTO ?", (str(part),))
    problems = verify(part, key)
    if problems:
        part.unlink(missing_ok=True)
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "La copia de seguridad no se pudo verificar ({problem}). Repítala."),
            problem=problems[0],
        )
    descriptor = os.open(part, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    part.replace(target)
    return target.stat().st_size


def verify(path: Path, key: bytes) -> list[str]:
    """Return what is wrong with a database file; an empty list when it is sound."""
    database = EncryptedDatabase(path, key, read_only=True)
    try:
        with told_in_words(path):
            rows = database.raw().execute("PRAGMA integrity_check(5)").fetchall()
    except EnvironmentFault as error:
        return [str(error)]
    finally:
        if not database.is_closed():
            database.close()
    return [str(row[0]) for row in rows if row[0] != "ok"]

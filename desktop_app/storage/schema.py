"""Bringing a database to this program's schema."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Final

import apsw

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.storage.catch_up import catch_up
from desktop_app.storage.migrations import m0001_initial, m0002_counter, m0003_cases

Migration = str | Callable[[apsw.Connection], None]

MIGRATIONS: Final[Sequence[tuple[str, Migration]]] = (
    ("0001_initial", m0001_initial.SQL),
    ("0002_counter", m0002_counter.SQL),
    ("0003_cases", m0003_cases.SQL),
)


def version(connection: apsw.Connection) -> int:
    """Return how many migrations the database has seen."""
    return int(connection.pragma("user_version"))


def needs_migration(connection: apsw.Connection) -> bool:
    """Tell whether ``migrate`` would change anything."""
    return version(connection) < len(MIGRATIONS)


def refuse_newer(connection: apsw.Connection) -> None:
    """Raise EnvironmentFault when a newer program wrote the database."""
    found = version(connection)
    if found > len(MIGRATIONS):
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP(
                "core",
                "Estos datos son de una versión más reciente de Ventanilla (esquema {found}; este programa "
                "conoce hasta {known}). Instale la versión nueva; no se cambió nada.",
            ),
            found=found,
            known=len(MIGRATIONS),
        )


def migrate(connection: apsw.Connection) -> list[str]:
    """Apply the missing migrations and return their names.

    Each migration, its record and the schema number commit together: a power cut leaves the old
    schema or the new one; then the projections catch up with what the program has learnt. Raises
    EnvironmentFault for a newer database.
    """
    refuse_newer(connection)
    done = []
    for number, (name, change) in enumerate(MIGRATIONS[version(connection) :], version(connection) + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, applied INTEGER NOT NULL)"
            )
            if isinstance(change, str):
                connection.execute(change)
            else:
                change(connection)
            connection.execute("INSERT INTO migration VALUES (?, ?)", (name, int(time.time())))
            connection.execute(f"PRAGMA user_version = {number}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        done.append(name)
    catch_up(connection)
    return done

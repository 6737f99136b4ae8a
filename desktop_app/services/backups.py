"""Verified, encrypted copies of this desk's data.

A copy is a database file, and beside it the folder ``attachments`` that all copies of a folder share: files of cases
lie there by content, encrypted as they are beside the data, so that each is copied once. To restore: put the database
file in its place and have ``bring_files`` fetch what the cases refer to.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.storage import backup as copies
from desktop_app.storage import blobs
from desktop_app.storage.blobs import BlobStore
from desktop_app.storage.queries import attachments as attachment_queries
from desktop_app.storage.store import Store
from desktop_app.system.clock import Clock

FOLDER: Final = "backups"
"""Where copies go unless told otherwise, below the data folder."""

FILES: Final = blobs.FOLDER
"""Where the files of cases lie, in each folder with copies."""

KEPT: Final = timedelta(days=35)
LEAST: Final = 5
"""Copies that stay however old they are: a wrong clock must not remove the last ones."""

_LAST: Final = "last.json"
_NAME = re.compile(r"ventanilla-(\d{8}-\d{6})(?:-\d{1,3})?(?:-esquema-\d+)?\.db")
_STAMP: Final = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy: its file, its size in bytes, when it was taken (aware, UTC)."""

    path: Path
    size: int
    taken: datetime
    files: int = 0
    """Files of cases that the copy holds."""
    lacking: int = 0
    """Files that the cases name and this desk has not got, or not sound: no copy can hold them."""


def back_up(ctx: Context, key: bytes, to: Path | None = None) -> Backup:
    """Take a copy, verify it, and remove copies older than 35 days from the same folder.

    ``key`` opens the data and will open the copy. Raises NotAllowed, EnvironmentFault; the older
    copies stay when the new one fails.
    """
    require(ctx.actor, Permission.BACKUP)
    folder = to or ctx.store.folder / FOLDER
    made = _copy(ctx.store, key, folder, ctx.clock.now())
    _remember(ctx.store.folder / FOLDER, made)
    files, lacking = _copy_files(ctx.store, key, folder)
    prune(folder, ctx.clock.now())
    return replace(made, files=files, lacking=lacking)


def bring_files(ctx: Context, key: bytes, folder: Path) -> tuple[int, int]:
    """Fetch the files of cases that are missing or damaged here from a folder with copies.

    Returns how many were fetched, and how many are still missing. Raises NotAllowed, EnvironmentFault.
    """
    require(ctx.actor, Permission.BACKUP)
    kept, mine = BlobStore(folder / blobs.FOLDER, key), ctx.store.blobs
    fetched = missing = 0
    for sha, _size in attachment_queries.wanted(ctx.store):
        if mine.verify(sha):
            continue
        if kept.verify(sha):
            mine.discard(sha)
            fetched += mine.copy_from(kept, sha)
        else:
            missing += 1
    return fetched, missing


def _copy_files(store: Store, key: bytes, folder: Path) -> tuple[int, int]:
    """Copy what the folder has not got yet; return how many files it holds, and how many nobody could copy."""
    kept = BlobStore(folder / blobs.FOLDER, key)
    held = lacking = 0
    wanted = attachment_queries.wanted(store)
    for sha, _size in wanted:
        if kept.copy_from(store.blobs, sha):
            kept.keep_young(sha)
            held += 1
        else:
            lacking += 1
    kept.sweep((sha for sha, _size in wanted), KEPT.total_seconds())
    return held, lacking


def before_migration(store: Store, key: bytes, clock: Clock, held: int) -> Backup:
    """Take a copy of data whose schema ``held`` is about to change. Raises EnvironmentFault."""
    folder = store.folder / FOLDER
    made = _copy(store, key, folder, clock.now(), f"-esquema-{held}")
    _remember(folder, made)
    return made


def listed(folder: Path) -> list[Backup]:
    """Return the copies in a folder, newest first. Raises EnvironmentFault when it cannot be read."""
    try:
        return sorted(_found(folder), key=_age, reverse=True)
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "No se puede leer la carpeta {folder}."), folder=str(folder)
        ) from error


def last(ctx: Context) -> Backup | None:
    """Return the newest copy that this desk knows of, also one that went to another folder."""
    folder = ctx.store.folder / FOLDER
    known = [*listed(folder), *_remembered(folder)]
    newest = max(known, key=lambda each: each.taken, default=None)
    return newest and Backup(newest.path, newest.size, newest.taken.astimezone(ctx.zone))


def prune(folder: Path, now: datetime) -> list[Path]:
    """Remove our copies older than 35 days, never the newest ones; return what was removed."""
    removed = []
    for old in listed(folder)[LEAST:]:
        if now - old.taken > KEPT:
            # Another program may hold the file; the next copy tries again.
            try:
                old.path.unlink()
            except OSError:
                continue
            removed.append(old.path)
    return removed


def _copy(store: Store, key: bytes, folder: Path, now: datetime, suffix: str = "") -> Backup:
    taken = now.astimezone(UTC).replace(microsecond=0)
    stem = f"ventanilla-{taken.strftime(_STAMP)}"
    names = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
    target = next(path for name in names if not (path := folder / f"{name}{suffix}.db").exists())
    return Backup(target, copies.copy_to(store, target, key), taken)


def _age(backup: Backup) -> tuple[datetime, int, str]:
    # "-2" and "-10" follow within the same second.
    return backup.taken, len(backup.path.name), backup.path.name


def _found(folder: Path) -> Iterable[Backup]:
    if not folder.exists():
        return
    for path in folder.iterdir():
        match = _NAME.fullmatch(path.name)
        taken = _moment(match[1], UTC) if match else None
        if taken is not None and path.is_file():
            yield Backup(path, path.stat().st_size, taken)


def _moment(text: str, zone: tzinfo) -> datetime | None:
    try:
        return datetime.strptime(text, _STAMP).replace(tzinfo=zone)
    except ValueError:
        return None


def _remember(folder: Path, made: Backup) -> None:
    """Note the copy beside the data, where ``last`` finds it; the copy itself is what counts."""
    body = {"path": str(made.path), "size": made.size, "taken": made.taken.strftime(_STAMP)}
    part = folder / f"{_LAST}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(body), "utf-8")
        os.replace(part, folder / _LAST)  # noqa: PTH105 - one call that replaces on every system
    except OSError:
        return


def _remembered(folder: Path) -> Iterable[Backup]:
    try:
        body = json.loads((folder / _LAST).read_text("utf-8"))
        taken = _moment(str(body["taken"]), UTC)
        if taken is not None:
            yield Backup(Path(str(body["path"])), int(body["size"]), taken)
    except (OSError, ValueError, KeyError, TypeError):
        return

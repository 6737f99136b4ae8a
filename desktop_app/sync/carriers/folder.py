"""A folder as carrier: a network share, a synchronised directory, a USB stick."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.sync.bundle import MAX_FILE

_NAME = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}-[0-9a-f]{12}_\d{1,19}-\d{1,19}_[0-9a-f]{8}\.vnt")
_PART: Final = ".part"
STALE_SECONDS: Final = 24 * 3600
"""Age of a ``.part`` file that nobody is writing any more."""

# Windows: access denied, sharing violation, lock violation: an antivirus is looking at the file.
_PASSING: Final = frozenset({5, 32, 33})
_PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)

_T = TypeVar("_T")


class FolderCarrier:
    """Bundles in a folder. ``sleep`` waits between attempts, in seconds."""

    def __init__(self, folder: Path, sleep: Callable[[float], None] = time.sleep) -> None:
        self.folder = folder
        self._sleep = sleep

    def names(self) -> list[str]:
        """Return the names of the bundle files, in order."""
        try:
            with os.scandir(self.folder) as entries:
                return sorted(entry.name for entry in entries if _NAME.fullmatch(entry.name))
        except OSError as error:
            raise self._gone() from error

    def read(self, name: str) -> bytes | None:
        """Return a file's content, at most one byte beyond the limit; None when it is gone or locked."""

        def attempt() -> bytes:
            with (self.folder / name).open("rb") as file:
                return file.read(MAX_FILE + 1)

        try:
            return self._patiently(attempt)
        except (FileNotFoundError, PermissionError):
            if not self.folder.is_dir():
                raise self._gone() from None
            return None
        except OSError as error:
            raise self._gone() from error

    def write(self, name: str, data: bytes) -> None:
        """Write ``.part``, sync it, rename it, sync the folder, read it back and compare.

        Raises EnvironmentFault when any of that fails; what was there before is never replaced.
        """
        part, final = self.folder / (name + _PART), self.folder / name
        try:
            if final.exists():
                raise FileExistsError(errno.EEXIST, "a bundle is never overwritten", str(final))
            self._patiently(lambda: _write_synced(part, data))
            self._patiently(lambda: part.rename(final))
            _sync_folder(self.folder)
            back = self._patiently(lambda: _read_uncached(final))
        except OSError as error:
            raise self._not_written(error) from error
        if hashlib.sha256(back).digest() != hashlib.sha256(data).digest():
            raise EnvironmentFault(
                QT_TRANSLATE_NOOP(
                    "core",
                    "Lo que se escribió en {folder} no se lee igual: el disco o la memoria USB falla. "
                    "Sus datos están guardados en este equipo; use otra memoria.",
                ),
                folder=str(self.folder),
            )

    def sweep(self, now: float) -> int:
        """Remove ``.part`` files that nobody has written to for a day; return how many."""
        swept = 0
        try:
            with os.scandir(self.folder) as entries:
                parts = [
                    entry
                    for entry in entries
                    if entry.name.endswith(_PART) and _NAME.fullmatch(entry.name.removesuffix(_PART))
                ]
            for entry in parts:
                with contextlib.suppress(FileNotFoundError, PermissionError):
                    if entry.stat().st_mtime < now - STALE_SECONDS:
                        Path(entry.path).unlink()
                        swept += 1
        except OSError as error:
            raise self._gone() from error
        return swept

    def _patiently(self, act: Callable[[], _T]) -> _T:
        for pause in _PAUSES:
            try:
                return act()
            except OSError as error:
                if getattr(error, "winerror", None) not in _PASSING:
                    raise
                self._sleep(pause)
        return act()

    def _gone(self) -> EnvironmentFault:
        return EnvironmentFault(
            QT_TRANSLATE_NOOP(
                "core",
                "La carpeta compartida {folder} no responde. Sus datos están guardados en este equipo; "
                "se reintentará.",
            ),
            folder=str(self.folder),
        )

    def _not_written(self, error: OSError) -> EnvironmentFault:
        if not self.folder.is_dir():
            return self._gone()
        if error.errno == errno.ENOSPC:
            return EnvironmentFault(
                QT_TRANSLATE_NOOP(
                    "core",
                    "No queda espacio en {folder}. Sus datos están guardados en este equipo; "
                    "libere espacio y se reintentará.",
                ),
                folder=str(self.folder),
            )
        return EnvironmentFault(
            QT_TRANSLATE_NOOP(
                "core",
                "No se puede escribir en la carpeta {folder}. Sus datos están guardados en este equipo; "
                "pida a informática que dé permiso de escritura.",
            ),
            folder=str(self.folder),
        )


def _write_synced(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return  # NTFS commits the rename with its own journal; a folder cannot be opened
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems cannot sync a folder; the file itself has been synced.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EROFS):
            raise
    finally:
        os.close(descriptor)


def _read_uncached(path: Path) -> bytes:
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            # Read what the device holds, not what this program has just handed to the cache.
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file.read()

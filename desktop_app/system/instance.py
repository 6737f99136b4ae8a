"""One writer program for each data folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.system.faults import unwritable


class InstanceLock:
    """A lock on ``ventanilla.lock`` that the system frees when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "ventanilla.lock"
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the lock; EnvironmentFault when another program has it or it cannot be written."""
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise unwritable(self._path.parent, error) from error
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise EnvironmentFault(
                QT_TRANSLATE_NOOP(
                    "core",
                    "Ventanilla ya está abierta con estos datos ({folder}). "
                    "Use la ventana que ya está abierta o ciérrela primero.",
                ),
                folder=str(self._path.parent),
            ) from error
        self._descriptor = descriptor

    def release(self) -> None:
        """Free the lock."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

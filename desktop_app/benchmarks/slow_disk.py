"""A disk on which every fsync takes its time."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import apsw

_NAME = "ventanilla-slow"


@contextlib.contextmanager
def slow_disk(seconds: float) -> Iterator[None]:
    """Open every database that is opened inside on a disk whose fsync takes ``seconds`` longer."""
    base = apsw.vfs_names()[0]

    class _File(apsw.VFSFile):
        def xSync(self, flags: int) -> None:  # noqa: N802 - apsw's own name
            time.sleep(seconds)
            super().xSync(flags)

    class _Disk(apsw.VFS):
        def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - apsw's own name
            return _File(base, name, flags)

    disk = _Disk(_NAME, base, makedefault=True)
    try:
        yield
    finally:
        disk.unregister()

"""Files of earlier releases, laid into a folder under the key of the tests."""

from __future__ import annotations

import lzma
from pathlib import Path

import apsw

from desktop_app.storage.store import DATABASE

KEY = bytes(range(32))
_DATA = Path(__file__).parent / "data"


def plain_file(folder: Path, name: str) -> apsw.Connection:
    """Put an old file into a folder as it was kept, without a key, and open it."""
    (folder / DATABASE).write_bytes(lzma.decompress((_DATA / f"{name}.db.xz").read_bytes()))
    return apsw.Connection(str(folder / DATABASE))


def lay_down(folder: Path, name: str) -> None:
    """Put an old file into a folder, under ``KEY``."""
    plain = plain_file(folder, name)
    plain.pragma("rekey", f"raw:{KEY.hex()}")
    plain.close()

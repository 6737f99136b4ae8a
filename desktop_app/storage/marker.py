"""The marker outside the database: how far the desk's own chain had come.

A damaged ``-wal`` can drop the last committed transactions while SQLite reports no error. The
marker is written after each commit; when it knows more operations than the database, a tail is lost.
Two slots alternate, each with its own checksum, so a torn write leaves the other one readable.
"""

from __future__ import annotations

import os
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

_BODY = struct.Struct("<4sQQIQ32s40s")
_CRC = struct.Struct("<I")
_SLOT = 128
_MAGIC = b"VMK1"


@dataclass(frozen=True, slots=True)
class Mark:
    """The own stream, its last sequence and hash, the number of operations held, the folio epoch."""

    stream: str
    seq: int
    head: bytes
    count: int
    epoch: int


class Marker:
    """The marker file of one data folder. Not synced to the disk at each write: being behind is harmless."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = 0
        self._file: int | None = None

    def read(self) -> Mark | None:
        """Return the newest readable mark, or None when there is none."""
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return None
        best: tuple[int, Mark] | None = None
        for slot in range(2):
            chunk = data[slot * _SLOT : slot * _SLOT + _BODY.size + _CRC.size]
            if len(chunk) < _BODY.size + _CRC.size:
                continue
            body, (crc,) = chunk[: _BODY.size], _CRC.unpack(chunk[_BODY.size :])
            magic, turn, seq, epoch, count, head, stream = _BODY.unpack(body)
            if magic != _MAGIC or zlib.crc32(body) != crc:
                continue
            mark = Mark(stream.rstrip(b"\0").decode("ascii"), seq, head, count, epoch)
            if best is None or turn > best[0]:
                best = (turn, mark)
        if best is None:
            return None
        self._turn = best[0]
        return best[1]

    def write(self, mark: Mark) -> None:
        """Record ``mark`` in the slot that is not the newest.

        What it marks is committed already, so a marker that cannot be written is no failure: it stays behind.
        """
        self._turn += 1
        body = _BODY.pack(
            _MAGIC, self._turn, mark.seq, mark.epoch, mark.count, mark.head, mark.stream.encode("ascii")
        )
        try:
            if self._file is None:
                flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
                self._file = os.open(self._path, flags, 0o600)
            os.lseek(self._file, (self._turn % 2) * _SLOT, os.SEEK_SET)
            os.write(self._file, body + _CRC.pack(zlib.crc32(body)))
        except OSError:
            self.close()

    def close(self) -> None:
        """Let the file go."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

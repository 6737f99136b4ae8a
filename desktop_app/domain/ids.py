"""Identifiers: ULIDs of 16 bytes, written as 26 Crockford characters."""

from __future__ import annotations

import hashlib
import os
import re
from functools import lru_cache

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Python reads base 32 with the digits 0-9 and a-v.
_BASE_32 = str.maketrans(_ALPHABET, "0123456789abcdefghijklmnopqrstuv")
_PATTERN = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_PAIRS = tuple(a + b for a in _ALPHABET for b in _ALPHABET)
ULID_BYTES = 16
ULID_CHARS = 26


def new_ulid(milliseconds: int) -> bytes:
    """Return a new ULID for a wall-clock moment in milliseconds since 1970 (UTC)."""
    return (milliseconds & 0xFFFFFFFFFFFF).to_bytes(6, "big") + os.urandom(10)


def derived_id(*parts: str) -> bytes:
    """Return the id that every desk computes for the same natural key.

    Settings and calendar days are created on desks that cannot see each other; a shared id makes
    their writes meet in one register instead of two rivals.
    """
    return hashlib.sha256("\x1f".join(parts).encode()).digest()[:ULID_BYTES]


@lru_cache(maxsize=16_384)
def ulid_text(value: bytes) -> str:
    """Return the 26 Crockford characters of a 16-byte id."""
    if len(value) != ULID_BYTES:
        raise ValueError("an id has 16 bytes")
    number = int.from_bytes(value, "big")
    # Two characters a step, and the same few ids again and again: this stands in the path of every
    # registration.
    chunks = [_PAIRS[(number >> shift) & 1023] for shift in range(120, -1, -10)]
    return "".join(chunks)


def ulid_bytes(text: str) -> bytes:
    """Return the 16 bytes of a ULID text; raise ValueError when it is not one."""
    if not _PATTERN.fullmatch(text):
        raise ValueError(f"not a ULID: {text[:40]!r}")
    return int(text.translate(_BASE_32), 32).to_bytes(ULID_BYTES, "big")

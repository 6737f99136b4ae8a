"""Two short answers to "do we agree?": one about the operations, one about what they add up to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from desktop_app.storage.queries import digest as queries
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class SetDigest:
    """The set of operations: count, XOR of the hashes, SHA-256 over the sorted keys (hex)."""

    count: int
    xor: str
    sha: str


def set_digest(store: Store) -> SetDigest:
    """Return the digest of the operations held; equal on desks with equal sets."""
    count, xor, sha = 0, 0, hashlib.sha256()
    for stream, seq, digest in queries.operation_keys(store):
        count += 1
        xor ^= int.from_bytes(digest, "big")
        sha.update(f"{stream} {seq} {digest.hex()}\n".encode())
    return SetDigest(count, xor.to_bytes(32, "big").hex(), sha.hexdigest())


def state_digest(store: Store) -> str:
    """Return the SHA-256 (hex) over the projections; equal on desks with equal sets."""
    sha = hashlib.sha256()
    for table in queries.TABLES:
        sha.update(f"{table} {','.join(queries.columns(store, table))}\n".encode())
        for row in queries.projected_rows(store, table):
            sha.update(json.dumps(row, default=_hex, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return sha.hexdigest()


def _hex(value: Any) -> str:
    return bytes(value).hex()

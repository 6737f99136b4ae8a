"""Certificates and revocations of desks, as signed; who uses one verifies its signature."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from desktop_app.domain.folding import Entry, Review
from desktop_app.domain.ids import ulid_bytes
from desktop_app.storage.log import Identities
from desktop_app.storage.projection.values import text


def project(
    connection: apsw.Connection, identities: Identities, target: int, entries: Sequence[Entry]
) -> Sequence[Review]:
    """Write one row for each statement about a desk: none replaces another, a forged one hides nothing."""
    del identities
    for entry in entries:
        body, signature = text(entry.facts, "body"), text(entry.facts, "signature")
        if body is not None and signature is not None:
            connection.execute(
                "INSERT OR IGNORE INTO certificate VALUES (?,?,?,?,?,?)",
                (target, entry.stamp, ulid_bytes(entry.uid), entry.kind, body, signature),
            )
    return ()

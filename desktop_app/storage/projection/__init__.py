"""From operations to the ordinary tables: the same rows whatever arrived first."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

import apsw

from desktop_app.domain.folding import Entry, Review
from desktop_app.storage.log import Identities, entries_of
from desktop_app.storage.projection import attentions, cases, certificates, records, referrals

Projector = Callable[[apsw.Connection, Identities, int, Sequence[Entry]], Sequence[Review]]

PROJECTORS: Final[dict[str, Projector]] = {
    "attention": attentions.project,
    "case": cases.project,
    "certificate": certificates.project,
    "referral": referrals.project,
    **{entity: table.project for entity, table in records.TABLES.items()},
}

TABLES: Final = (
    "attention", "case_file", "case_event", "case_link", "case_attachment", "referral", "review", "certificate",
    *(table.name for table in records.TABLES.values()),
)  # fmt: skip
"""Every table that refolding rebuilds."""

_CLEARING: Final[dict[str, tuple[str, ...]]] = {
    "attention": ("DELETE FROM attention WHERE id = ?",),
    "case": (
        "DELETE FROM case_file WHERE id = ?",
        "DELETE FROM case_event WHERE case_file = ?",
        "DELETE FROM case_link WHERE case_file = ?",
        "DELETE FROM case_attachment WHERE case_file = ?",
    ),
    "certificate": ("DELETE FROM certificate WHERE desk = ?",),
    "referral": ("DELETE FROM referral WHERE id = ?",),
    **{entity: (f"DELETE FROM {table.name} WHERE id = ?",) for entity, table in records.TABLES.items()},
    # Who was merged into somebody lends them words to be found by: those may go now.
    "citizen": (
        (
            "INSERT INTO search_queue (kind, target) SELECT 'citizen', merged_into FROM citizen "
            "WHERE id = ? AND merged_into IS NOT NULL"
        ),
        "DELETE FROM citizen WHERE id = ?",
    ),
}


def project(
    connection: apsw.Connection,
    identities: Identities,
    entity: str,
    target: int,
    entries: Sequence[Entry] | None = None,
) -> None:
    """Bring the row of one entity up to date; ``entries`` when the caller holds all of them.

    Kinds of entities that this version does not know are kept in the log and wait for an upgrade.
    """
    projector = PROJECTORS.get(entity)
    if projector is None:
        return
    if entries is None:
        entries = entries_of(connection, entity, target)
        _clear(connection, entity, target)
    if not entries:
        return
    for review in projector(connection, identities, target, entries):
        connection.execute(
            "INSERT OR REPLACE INTO review (id, kind, entity, target, facts) VALUES (?, ?, ?, ?, ?)",
            (review.id, review.kind, entity, target, canonical(review.facts)),
        )


def _clear(connection: apsw.Connection, entity: str, target: int) -> None:
    """Remove what stands of an entity: its operations may have lost their effect."""
    for sql in _CLEARING[entity]:
        connection.execute(sql, (target,))
    connection.execute("DELETE FROM review WHERE target = ? AND entity = ?", (target, entity))


def refold(connection: apsw.Connection, identities: Identities) -> None:
    """Empty the projections and build them again from the operations (inside a transaction)."""
    for table in TABLES:
        connection.execute(f"DELETE FROM {table}")
    targets: list[tuple[Any, ...]] = connection.execute(
        "SELECT DISTINCT entity, target FROM op ORDER BY target"
    ).fetchall()
    for entity, target in targets:
        project(connection, identities, entity, target)


def canonical(value: Any) -> str:
    """Return JSON with sorted keys, for columns that hold a small structure."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

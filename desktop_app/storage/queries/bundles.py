"""Bundles that this desk wrote, applied or set aside."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from desktop_app.storage.queries.sync import Source
from desktop_app.storage.store import Store

LAST_EXCHANGE: Final = "sync.last"
"""Where a desk remembers its last exchange: its moment, its folder and its report."""


@dataclass(frozen=True, slots=True)
class BundleRow:
    """A bundle file this desk has written or read."""

    name: str
    sha: bytes
    stream: str
    lo: int
    hi: int
    head: bytes
    outcome: str
    reason: str | None
    at: int
    operations: int


_BUNDLE: Final = "SELECT name, sha, stream, lo, hi, head, outcome, reason, at, operations FROM bundle "


def bundles(store: Store) -> dict[str, BundleRow]:
    """Return the bundles this desk has written or read, by file name."""
    return {row[0]: BundleRow(*row) for row in store.rows(_BUNDLE)}


def bundle(store: Store, name: str) -> BundleRow | None:
    """Return what became of one bundle file."""
    row = store.row(_BUNDLE + "WHERE name = ?", (name,))
    return BundleRow(*row) if row else None


def record_bundle(source: Source, row: BundleRow) -> None:
    """Keep what became of a bundle file, replacing an earlier outcome."""
    values = (
        row.name, row.sha, row.stream, row.lo, row.hi, row.head, row.outcome, row.reason, row.at,
        row.operations,
    )  # fmt: skip
    sql = (
        "INSERT OR REPLACE INTO bundle (name, sha, stream, lo, hi, head, outcome, reason, at, operations) "
        "VALUES (?,?,?,?,?,?,?,?,?,?)"
    )
    if isinstance(source, Store):
        with source.local_write() as connection:
            connection.execute(sql, values)
    else:
        source.connection.execute(sql, values)


def exported_until(store: Store, stream: str) -> int:
    """Return the highest sequence of a stream that this desk has written to a carrier."""
    row = store.row(
        "SELECT max(hi) FROM bundle WHERE stream = ? AND outcome = 'exported' AND lo <= hi", (stream,)
    )
    return int(row[0] or 0) if row else 0


def last_exchange(store: Store) -> int | None:
    """Return when this desk last exchanged with a carrier (epoch seconds), or None."""
    text = store.get_local(LAST_EXCHANGE)
    found = json.loads(text).get("at") if text else None
    return found if isinstance(found, int) else None


def bundle_counts(store: Store) -> dict[str, int]:
    """Return how many bundles there are of each outcome."""
    return dict(store.rows("SELECT outcome, count(*) FROM bundle GROUP BY outcome"))


def waiting_ranges(store: Store) -> list[tuple[str, int, int]]:
    """Return ``(stream, lo, hi)`` of the bundles that could not be used when they were read."""
    return list(store.rows("SELECT stream, lo, hi FROM bundle WHERE outcome = 'wait'"))

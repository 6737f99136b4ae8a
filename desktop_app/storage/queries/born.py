"""Orientations as cases that were born resolved."""

from __future__ import annotations

from desktop_app.storage.store import Store


def oriented(store: Store, first: int, last: int) -> int:
    """Return how many attentions of these local days (yyyymmdd, both included) ended in an orientation."""
    rows = store.rows(
        "SELECT count(*) FROM attention WHERE lday BETWEEN ? AND ? AND result = 'oriented' AND voided = 0",
        (first, last),
    )
    return int(rows[0][0])

"""Looking at a whole database: every projection, and whether its chains hold."""

from __future__ import annotations

from typing import Any

from desktop_app.storage import projection
from desktop_app.storage.queries.health import verify_chains
from desktop_app.storage.store import Store

Tables = dict[str, list[tuple[Any, ...]]]

EVERYTHING = (*projection.TABLES, "op", "effect", "entity", "counter", "search_queue", "stream")


def projections(store: Store) -> Tables:
    """Return the rows of every table that refolding rebuilds."""
    return {table: store.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in projection.TABLES}


def everything(store: Store) -> Tables:
    """Return the rows of every table that a service writes."""
    return {table: store.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in EVERYTHING}


def chains_hold(store: Store) -> bool:
    """Tell whether every operation proves itself and the own chain has no hole."""
    return verify_chains(store, lambda done, total: None).sound


def refold(store: Store) -> None:
    """Drop the projections and build them again from the operations."""
    with store.transaction() as transaction:
        projection.refold(transaction.connection, transaction.identities)

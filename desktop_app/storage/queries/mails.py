"""Reads of the messages of cases."""

from __future__ import annotations

from desktop_app.storage.store import Store


def has_message(store: Store, case: bytes, key: str) -> bool:
    """Tell whether a case has a message, which is known by the hash of its Message-ID."""
    row = store.row(
        "SELECT 1 FROM case_event v WHERE v.case_file = (SELECT id FROM entity WHERE uid = ?) AND v.kind = 'mail' "
        "AND v.facts ->> 'message' = ? LIMIT 1",
        (case, key),
    )
    return row is not None

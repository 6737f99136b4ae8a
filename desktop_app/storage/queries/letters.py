"""What a letter needs besides the case: who signs, and where the citizen lives."""

from __future__ import annotations

from desktop_app.storage.queries.clusters import standing
from desktop_app.storage.store import Store


def signer(store: Store, user: bytes | None) -> tuple[str, str]:
    """Return ``(position, unit)`` of a user who stands in the directory; empty texts for others."""
    row = store.row(
        "SELECT coalesce(o.position, ''), coalesce(u.name, '') FROM user_account w JOIN entity e ON e.id = w.id "
        "JOIN official o ON o.id = w.official LEFT JOIN unit u ON u.id = o.unit WHERE e.uid = ?",
        (user,),
    )
    return (str(row[0]), str(row[1])) if row else ("", "")


def address(store: Store, case: bytes) -> str:
    """Return the address of a case's citizen, or an empty text."""
    row = store.row(
        f"SELECT coalesce(c.address, '') FROM case_file f LEFT JOIN citizen c ON c.id = {standing('f.citizen')} "
        "WHERE f.id = (SELECT id FROM entity WHERE uid = ?)",
        (case,),
    )
    return str(row[0]) if row else ""

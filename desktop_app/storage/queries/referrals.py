"""Reads of hand-overs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A hand-over as the receiving unit sees it; moments in epoch seconds."""

    id: bytes
    number: str
    sent: int
    state: str
    reason: str
    need: str
    unit: bytes | None
    unit_name: str
    official_name: str
    citizen: bytes | None
    citizen_name: str
    topic: bytes | None
    sender: str
    bounces: int


_SQL: Final = (
    "SELECT e.uid, coalesce(r.number, ''), coalesce(r.sent, 0), r.state, coalesce(r.reason, ''), "
    "coalesce(r.need, ''), ue.uid, coalesce(u.name, ''), coalesce(o.name, ''), ce.uid, coalesce(c.name, ''), "
    "te.uid, coalesce(a.name, ''), coalesce(r.bounces, 0) FROM referral r JOIN entity e ON e.id = r.id "
    "LEFT JOIN entity ue ON ue.id = r.unit LEFT JOIN unit u ON u.id = r.unit "
    "LEFT JOIN official o ON o.id = r.official LEFT JOIN entity ce ON ce.id = r.citizen "
    "LEFT JOIN citizen c ON c.id = r.citizen LEFT JOIN entity te ON te.id = r.topic "
    "LEFT JOIN user_account a ON a.id = r.author "
)


def waiting(store: Store, unit: bytes | None) -> list[InboxRow]:
    """Return the hand-overs without an answer, oldest first."""
    rows = store.rows(
        _SQL + "WHERE r.state = 'sent' AND (?1 IS NULL OR ue.uid = ?1) ORDER BY r.sent, r.id LIMIT 500",
        (unit,),
    )
    return [InboxRow(*row) for row in rows]


def returned(store: Store, author: bytes | None, day: int) -> list[InboxRow]:
    """Return the hand-overs that a person sent on a local day, that came back and were not sent on."""
    rows = store.rows(
        _SQL
        + "WHERE r.state = 'returned' AND r.lday = ? AND r.author IS (SELECT id FROM entity WHERE uid = ?) "
        "AND NOT EXISTS (SELECT 1 FROM referral n WHERE n.previous = r.id) ORDER BY r.sent, r.id",
        (day, author),
    )
    return [InboxRow(*row) for row in rows]


def topic_title(store: Store, topic: bytes) -> str:
    """Return a topic's title, or an empty text."""
    row = store.row("SELECT t.title FROM topic t JOIN entity e ON e.id = t.id WHERE e.uid = ?", (topic,))
    return str(row[0] or "") if row else ""

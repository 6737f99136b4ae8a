"""Reads for the figures of hand-overs: the rows of a period with their events, in one pass over the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from desktop_app.domain.folding import Entry
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.operations import parse_payload
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class LivedRow:
    """A hand-over of the period: ids with names ("" until they arrive), how it stands, and all its events."""

    events: tuple[Entry, ...]
    id: str
    unit: bytes | None
    unit_name: str
    topic: bytes | None
    topic_name: str
    author: bytes | None
    author_name: str
    state: str
    reason: str
    bounces: int
    sent: int | None


_SQL: Final = (
    "SELECT e.uid, ue.uid, coalesce(u.name, ''), te.uid, coalesce(t.title, ''), ae.uid, coalesce(a.name, ''), "
    "r.state, coalesce(r.reason, ''), coalesce(r.bounces, 0), r.sent, "
    "op.uid, op.stamp, op.kind, we.uid, op.payload "
    "FROM referral r JOIN entity e ON e.id = r.id "
    "JOIN op ON op.target = r.id AND op.entity = 'referral' "
    "JOIN effect ON effect.uid = op.uid AND effect.op = op.id "
    "LEFT JOIN entity we ON we.id = op.author "
    "LEFT JOIN entity ue ON ue.id = r.unit LEFT JOIN unit u ON u.id = r.unit "
    "LEFT JOIN entity te ON te.id = r.topic LEFT JOIN topic t ON t.id = r.topic "
    "LEFT JOIN entity ae ON ae.id = r.author LEFT JOIN user_account a ON a.id = r.author "
    "WHERE r.lday BETWEEN ? AND ?"
)
_ROW: Final = 11


def lived(store: Store, first: int, last: int, office: bytes | None) -> Iterator[LivedRow]:
    """Yield the hand-overs sent within local days (yyyymmdd, both included), of one office or of all."""
    sql, values = _SQL, [first, last]
    parameters: list[Any] = list(values)
    if office is not None:
        sql += " AND r.office = (SELECT id FROM entity WHERE uid = ?)"
        parameters.append(office)
    rows = store.rows(f"{sql} ORDER BY r.id, op.stamp, op.uid", parameters)
    for uid, group in groupby(rows, key=lambda row: row[0]):
        told = list(group)
        yield LivedRow(tuple(_entry(row[_ROW:]) for row in told), ulid_text(uid), *told[0][1:_ROW])


def _entry(row: tuple[Any, ...]) -> Entry:
    uid, stamp, kind, author, payload = row
    return Entry(ulid_text(uid), stamp, kind, ulid_text(author) if author else None, *parse_payload(payload))

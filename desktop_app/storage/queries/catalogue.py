"""Reads of the catalogue of topics."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with its unit's name and its guide sheet."""

    id: bytes
    title: str
    query_type: str
    level: str
    outside: bool
    result: str
    quick: int | None
    synonyms: str
    unit: bytes | None
    unit_name: str
    chief: bytes | None
    specialised: bytes | None
    sheet: Mapping[str, Any]


_SQL: Final = (
    "SELECT t.id, e.uid, coalesce(t.title, ''), coalesce(t.query_type, 'informacion'), "
    "coalesce(t.level, 'simple'), coalesce(t.outside, 0), coalesce(t.result, 'oriented'), t.quick, "
    "coalesce(t.synonyms, ''), ue.uid, coalesce(u.name, ''), ce.uid, se.uid, t.sheet FROM topic t "
    "JOIN entity e ON e.id = t.id LEFT JOIN entity ue ON ue.id = t.unit LEFT JOIN unit u ON u.id = t.unit "
    "LEFT JOIN entity ce ON ce.id = u.chief LEFT JOIN entity se ON se.id = t.specialised "
    "WHERE t.active = 1 ORDER BY t.title, e.uid"
)


def numbered(store: Store) -> list[tuple[int, TopicRow]]:
    """Return the active topics by title, each with its entity integer."""
    found = []
    for number, *row in store.rows(_SQL):
        row[4], row[12] = bool(row[4]), json.loads(row[12]) if row[12] else {}
        found.append((number, TopicRow(*row)))
    return found


def active(store: Store) -> list[TopicRow]:
    """Return the active topics by title."""
    return [topic for _, topic in numbered(store)]

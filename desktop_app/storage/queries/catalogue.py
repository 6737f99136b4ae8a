"""Reads of the catalogue of topics."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with its unit's name and its guide sheet.

    ``coming`` is a sheet that waits for its day while ``sheet`` still rules.
    """

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
    active: bool = True
    coming: Mapping[str, Any] | None = None


_SQL: Final = (
    "SELECT t.id, e.uid, coalesce(t.title, ''), coalesce(t.query_type, 'informacion'), "
    "coalesce(t.level, 'simple'), coalesce(t.outside, 0), coalesce(t.result, 'oriented'), t.quick, "
    "coalesce(t.synonyms, ''), ue.uid, coalesce(u.name, ''), ce.uid, se.uid, t.sheet, t.active FROM topic t "
    "JOIN entity e ON e.id = t.id LEFT JOIN entity ue ON ue.id = t.unit LEFT JOIN unit u ON u.id = t.unit "
    "LEFT JOIN entity ce ON ce.id = u.chief LEFT JOIN entity se ON se.id = t.specialised "
    "WHERE {which} ORDER BY t.title, e.uid"
)
_MANY: Final = _SQL.format(which="t.active = 1 OR ?")
_ONE: Final = _SQL.format(which="e.uid = ?")


def numbered(store: Store, *, every: bool = False) -> list[tuple[int, TopicRow]]:
    """Return the topics by title, each with its entity integer; ``every``: the inactive ones as well."""
    return [(int(number), _topic(row)) for number, *row in store.rows(_MANY, (int(every),))]


def one(store: Store, topic: bytes) -> TopicRow | None:
    """Return a topic, active or not, or None."""
    row = store.row(_ONE, (topic,))
    return _topic(list(row[1:])) if row else None


def _topic(row: list[Any]) -> TopicRow:
    row[4], row[12], row[13] = bool(row[4]), _sheet(row[12]), bool(row[13])
    return TopicRow(*row)


def _sheet(stored: str | None) -> Mapping[str, Any]:
    """Return a guide sheet; what another desk wrote may be a list."""
    found = json.loads(stored) if stored else {}
    return found if isinstance(found, dict) else {}


def active(store: Store) -> list[TopicRow]:
    """Return the active topics by title."""
    return [topic for _, topic in numbered(store)]

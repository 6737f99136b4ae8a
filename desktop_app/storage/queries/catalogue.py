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
    active: bool = True


_SQL: Final = (
    "SELECT t.id, e.uid, coalesce(t.title, ''), coalesce(t.query_type, 'informacion'), "
    "coalesce(t.level, 'simple'), coalesce(t.outside, 0), coalesce(t.result, 'oriented'), t.quick, "
    "coalesce(t.synonyms, ''), ue.uid, coalesce(u.name, ''), ce.uid, se.uid, t.sheet, t.active FROM topic t "
    "JOIN entity e ON e.id = t.id LEFT JOIN entity ue ON ue.id = t.unit LEFT JOIN unit u ON u.id = t.unit "
    "LEFT JOIN entity ce ON ce.id = u.chief LEFT JOIN entity se ON se.id = t.specialised "
    "WHERE t.active = 1 OR ? ORDER BY t.title, e.uid"
)


def numbered(store: Store, *, every: bool = False) -> list[tuple[int, TopicRow]]:
    """Return the topics by title, each with its entity integer; ``every``: the inactive ones as well."""
    found = []
    for number, *row in store.rows(_SQL, (int(every),)):
        row[4], row[12], row[13] = bool(row[4]), _sheet(row[12]), bool(row[13])
        found.append((number, TopicRow(*row)))
    return found


def _sheet(stored: str | None) -> Mapping[str, Any]:
    """Return a guide sheet; what another desk wrote may be a list."""
    found = json.loads(stored) if stored else {}
    return found if isinstance(found, dict) else {}


def active(store: Store) -> list[TopicRow]:
    """Return the active topics by title."""
    return [topic for _, topic in numbered(store)]


@dataclass(frozen=True, slots=True)
class OpenQuestionRow:
    """What was asked and the catalogue did not answer; ``topic`` is None for what fits no topic."""

    topic: bytes | None
    title: str
    count: int
    last_day: int


def unanswered(store: Store, first_day: int) -> list[OpenQuestionRow]:
    """Return the topics whose attentions ended without an answer since a local day (yyyymmdd)."""
    rows = store.rows(
        "SELECT e.uid, coalesce(t.title, ''), count(*), max(a.lday) FROM attention a INDEXED BY attention_day "
        "JOIN entity e ON e.id = a.topic LEFT JOIN topic t ON t.id = a.topic "
        "WHERE a.lday >= ? AND a.voided = 0 AND a.result = 'unanswered' AND a.topic IS NOT NULL "
        "GROUP BY a.topic ORDER BY 3 DESC, 4 DESC LIMIT 100",
        (first_day,),
    )
    return [OpenQuestionRow(*row) for row in rows]


def unclassified(store: Store, first_day: int, newest: int = 500) -> list[OpenQuestionRow]:
    """Return the subjects typed for what fits no topic since a day, from the ``newest`` such attentions."""
    rows = store.rows(
        "SELECT NULL, max(subject), count(*), max(lday) FROM (SELECT a.subject, a.lday FROM attention a "
        "INDEXED BY attention_day WHERE a.lday >= ? AND a.voided = 0 AND a.topic IS NULL "
        "ORDER BY a.lday DESC LIMIT ?) WHERE subject IS NOT NULL AND trim(subject) <> '' "
        "GROUP BY lower(trim(subject)) ORDER BY 3 DESC, 4 DESC LIMIT 100",
        (first_day, newest),
    )
    return [OpenQuestionRow(*row) for row in rows]

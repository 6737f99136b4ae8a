"""Reads of what was asked and the catalogue did not answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from desktop_app.domain.cleaning import LINE
from desktop_app.storage.store import Store

_BATCH = 400


@dataclass(frozen=True, slots=True)
class UnansweredRow:
    """A topic whose attentions ended without an answer; ``last`` in epoch seconds."""

    topic: bytes
    title: str
    count: int
    last_day: int
    last: int


@dataclass(frozen=True, slots=True)
class UnclassifiedRow:
    """An attention whose words fit no topic; days as yyyymmdd."""

    attention: bytes
    subject: str
    day: int
    query_type: str
    unit: bytes | None


def unanswered(store: Store, first_day: int) -> list[UnansweredRow]:
    """Return the topics whose attentions ended without an answer since a local day (yyyymmdd)."""
    rows = store.rows(
        "SELECT e.uid, coalesce(t.title, ''), count(*), max(a.lday), max(coalesce(a.ended, 0)) FROM attention a "
        "INDEXED BY attention_day JOIN entity e ON e.id = a.topic LEFT JOIN topic t ON t.id = a.topic "
        "WHERE a.lday >= ? AND a.voided = 0 AND a.result = 'unanswered' AND a.topic IS NOT NULL "
        "GROUP BY a.topic ORDER BY 3 DESC, 4 DESC LIMIT 100",
        (first_day,),
    )
    return [UnansweredRow(*row) for row in rows]


def unanswered_after(store: Store, topic: bytes, first_day: int, moment: int) -> int:
    """Return how many attentions of a topic ended without an answer after a moment (epoch seconds)."""
    row = store.row(
        "SELECT count(*) FROM attention a INDEXED BY attention_day WHERE a.lday >= ? AND a.voided = 0 "
        "AND a.result = 'unanswered' AND a.topic = (SELECT id FROM entity WHERE uid = ?) AND a.ended > ?",
        (first_day, topic, moment),
    )
    return int(row[0]) if row else 0


def unclassified(store: Store, first_day: int, newest: int) -> list[UnclassifiedRow]:
    """Return the newest attentions since a local day that fit no topic, with the words typed for them."""
    rows = store.rows(
        "SELECT e.uid, substr(a.subject, 1, ?), a.lday, coalesce(a.query_type, ''), u.uid "
        "FROM (SELECT id, subject, lday, query_type, unit FROM attention INDEXED BY attention_day "
        "WHERE lday >= ? AND voided = 0 AND topic IS NULL ORDER BY lday DESC, id DESC LIMIT ?) a "
        "JOIN entity e ON e.id = a.id LEFT JOIN entity u ON u.id = a.unit WHERE trim(coalesce(a.subject, '')) <> ''",
        (LINE, first_day, newest),
    )
    return [UnclassifiedRow(*row) for row in rows]


def topics_of(store: Store, attentions: Iterable[bytes]) -> dict[bytes, bytes | None]:
    """Return the topic of each attention that is known."""
    found: dict[bytes, bytes | None] = {}
    for batch in _batches(attentions):
        places = ",".join("?" * len(batch))
        rows = store.rows(
            "SELECT e.uid, te.uid FROM entity e JOIN attention a ON a.id = e.id "
            f"LEFT JOIN entity te ON te.id = a.topic WHERE e.uid IN ({places})",
            batch,
        )
        found.update((uid, topic) for uid, topic in rows)
    return found


def dismissed(store: Store, prefix: str) -> set[str]:
    """Return the settings under a prefix that are on, without the prefix."""
    rows = store.rows(
        "SELECT key FROM setting WHERE key >= ? AND key < ? AND value = 'true'", (prefix, f"{prefix}~")
    )
    return {str(key).removeprefix(prefix) for (key,) in rows}


def _batches(values: Iterable[bytes]) -> Iterator[list[Any]]:
    left = iter(values)
    while batch := list(islice(left, _BATCH)):
        yield batch

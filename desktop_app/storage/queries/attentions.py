"""Reads of attentions."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class TodayRow:
    """An attention in the clerk's list of today; moments in epoch seconds, ``duration`` in seconds."""

    id: bytes
    number: str
    started: int
    channel: str
    topic: str
    citizen: str
    result: str
    duration: int


def of_day(store: Store, author: bytes | None, day: int, limit: int) -> list[TodayRow]:
    """Return the attentions that a person recorded on a local day, newest first."""
    rows = store.rows(
        "SELECT e.uid, coalesce(a.number, ''), coalesce(a.started, 0), coalesce(a.channel, ''), "
        "coalesce(t.title, a.subject, ''), coalesce(c.name, ''), coalesce(a.result, ''), "
        "coalesce(a.duration, 0) FROM attention a JOIN entity e ON e.id = a.id "
        "LEFT JOIN topic t ON t.id = a.topic LEFT JOIN citizen c ON c.id = a.citizen "
        "WHERE a.author IS (SELECT id FROM entity WHERE uid = ?) AND a.lday = ? AND a.voided = 0 "
        "ORDER BY a.started DESC, a.id DESC LIMIT ?",
        (author, day, limit),
    )
    return [TodayRow(*row) for row in rows]


def exists(store: Store, attention: bytes) -> bool:
    """Tell whether an attention is in this desk's data."""
    sql = "SELECT 1 FROM attention a JOIN entity e ON e.id = a.id WHERE e.uid = ?"
    return store.row(sql, (attention,)) is not None

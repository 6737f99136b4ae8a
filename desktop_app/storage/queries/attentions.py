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


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """Everything that one attention says; ``holds`` as JSON, ``duration`` in seconds."""

    number: str
    channel: str
    query_type: str
    result: str
    topic: str
    detail: str
    contact: str
    citizen: str
    unit: str
    author: str
    duration: int
    holds: str
    case: bytes | None
    referral: bytes | None
    voided: int
    writer: str
    recorded: int | None


def details(store: Store, attention: bytes) -> AttentionRow | None:
    """Return one attention with names instead of numbers, or None."""
    row = store.row(
        "SELECT coalesce(a.number, ''), coalesce(a.channel, ''), coalesce(a.query_type, ''), "
        "coalesce(a.result, ''), coalesce(t.title, a.subject, ''), coalesce(a.detail, ''), "
        "coalesce(a.contact, ''), coalesce(c.name, ''), coalesce(u.name, ''), coalesce(w.name, ''), "
        "coalesce(a.duration, 0), coalesce(a.holds, '[]'), fe.uid, re.uid, coalesce(a.voided, 0), "
        "coalesce(p.name, ''), a.recorded "
        "FROM attention a JOIN entity e ON e.id = a.id LEFT JOIN topic t ON t.id = a.topic "
        "LEFT JOIN citizen c ON c.id = a.citizen LEFT JOIN unit u ON u.id = a.unit "
        "LEFT JOIN user_account w ON w.id = a.author LEFT JOIN user_account p ON p.id = a.writer "
        "LEFT JOIN entity fe ON fe.id = a.case_file "
        "LEFT JOIN entity re ON re.id = a.referral WHERE e.uid = ?",
        (attention,),
    )
    return AttentionRow(*row) if row else None


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

"""Reads of attentions."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.storage.queries import clusters
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class TodayRow:
    """An attention in the list of a day; moments in epoch seconds, ``duration`` in seconds."""

    id: bytes
    number: str
    started: int
    channel: str
    topic: str
    citizen: str
    result: str
    duration: int
    preferential: str
    no_contact: int
    voided: int
    author: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose an attention is, whether it is voided, and what it ended in."""

    author: bytes | None
    voided: bool
    case: bytes | None
    referral: bytes | None


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """Everything that one attention says; ``holds`` as JSON, ``duration`` in seconds, moments in epoch seconds.

    ``case_state`` and ``referral_state`` are what they are now, ``answer`` what the receiving official answered on
    the spot; ``author_id`` who recorded it.
    """

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
    started: int
    ended: int
    original_start: int | None
    preferential: str
    no_contact: int
    void_reason: str
    case_number: str
    case_state: str
    referral_number: str
    referral_state: str
    author_id: bytes | None
    writer: str
    recorded: int | None
    answer: str
    sampled: int
    score: int | None
    score_by_handler: int | None
    opinion: str


def details(store: Store, attention: bytes) -> AttentionRow | None:
    """Return one attention with names instead of numbers, or None."""
    row = store.row(
        "SELECT coalesce(a.number, ''), coalesce(a.channel, ''), coalesce(a.query_type, ''), "
        "coalesce(a.result, ''), coalesce(t.title, a.subject, ''), coalesce(a.detail, ''), "
        "coalesce(a.contact, ''), coalesce(c.name, ''), coalesce(u.name, ''), coalesce(w.name, ''), "
        "coalesce(a.duration, 0), coalesce(a.holds, '[]'), fe.uid, re.uid, coalesce(a.voided, 0), "
        "coalesce(a.started, 0), coalesce(a.ended, 0), a.original_start, coalesce(a.preferential, ''), "
        "coalesce(a.no_contact, 0), coalesce(a.void_reason, ''), coalesce(f.number, ''), "
        "coalesce(f.state, ''), coalesce(r.number, ''), coalesce(r.state, ''), we.uid, "
        "coalesce(p.name, ''), a.recorded, "
        "CASE WHEN r.state = 'resolved' THEN coalesce(r.comment, '') ELSE '' END, "
        "coalesce(a.sampled, 0), a.score, a.score_by_handler, coalesce(a.opinion, '') "
        "FROM attention a JOIN entity e ON e.id = a.id LEFT JOIN topic t ON t.id = a.topic "
        f"LEFT JOIN citizen c ON c.id = {clusters.standing('a.citizen')} LEFT JOIN unit u ON u.id = a.unit "
        "LEFT JOIN user_account w ON w.id = a.author LEFT JOIN user_account p ON p.id = a.writer "
        "LEFT JOIN entity re ON re.id = a.referral LEFT JOIN referral r ON r.id = a.referral "
        "LEFT JOIN entity fe ON fe.id = coalesce(a.case_file, r.case_file) "
        "LEFT JOIN case_file f ON f.id = coalesce(a.case_file, r.case_file) LEFT JOIN entity we ON we.id = a.author "
        "WHERE e.uid = ?",
        (attention,),
    )
    return AttentionRow(*row) if row else None


def of_day(
    store: Store, author: bytes | None, day: int, limit: int, undone: str, *, everyone: bool = False
) -> list[TodayRow]:
    """Return the attentions that a person, or ``everyone``, recorded on a local day, newest first.

    Voided ones too, but for those whose reason says that they were ``undone`` at once.
    """
    whose = "(? IS NULL OR 1)" if everyone else "a.author IS (SELECT id FROM entity WHERE uid = ?)"
    rows = store.rows(
        "SELECT e.uid, coalesce(a.number, ''), coalesce(a.started, 0), coalesce(a.channel, ''), "
        "coalesce(t.title, a.subject, ''), coalesce(c.name, ''), coalesce(a.result, ''), "
        "coalesce(a.duration, 0), coalesce(a.preferential, ''), coalesce(a.no_contact, 0), a.voided, "
        "coalesce(w.name, '') FROM attention a JOIN entity e ON e.id = a.id "
        f"LEFT JOIN topic t ON t.id = a.topic LEFT JOIN citizen c ON c.id = {clusters.standing('a.citizen')} "
        f"LEFT JOIN user_account w ON w.id = a.author WHERE {whose} AND a.lday = ? "
        "AND (a.voided = 0 OR a.void_reason IS NOT ?) ORDER BY a.started DESC, a.id DESC LIMIT ?",
        (author, day, undone, limit),
    )
    return [TodayRow(*row) for row in rows]


def standing(store: Store, attention: bytes) -> Standing | None:
    """Return what decides whether an attention may be voided; None when it is not in this desk's data."""
    row = store.row(
        "SELECT w.uid, a.voided, f.uid, r.uid FROM attention a JOIN entity e ON e.id = a.id "
        "LEFT JOIN entity w ON w.id = a.author LEFT JOIN entity f ON f.id = a.case_file "
        "LEFT JOIN entity r ON r.id = a.referral WHERE e.uid = ?",
        (attention,),
    )
    return Standing(row[0], bool(row[1]), row[2], row[3]) if row else None


def visit(store: Store, attention: bytes) -> tuple[int, int]:
    """Return which question of its visit an attention is, and how many there were; (1, 1) for the only one."""
    row = store.row(
        "WITH one AS (SELECT a.id, a.started, coalesce(a.visit, a.id) AS first FROM attention a "
        "JOIN entity e ON e.id = a.id WHERE e.uid = ?), "
        "together AS (SELECT a.id, a.started FROM attention a, one WHERE a.visit = one.first AND a.voided = 0 "
        "UNION SELECT a.id, a.started FROM attention a, one WHERE a.id = one.first AND a.voided = 0) "
        "SELECT coalesce(sum((t.started, t.id) <= (one.started, one.id)), 0), count(*) FROM together t, one",
        (attention,),
    )
    return (max(int(row[0]), 1), max(int(row[1]), 1)) if row else (1, 1)

"""Reads of hand-overs: what waits for an answer and for whom, what came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.storage.queries.clusters import standing
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
    official: bytes | None = None


_SQL: Final = (
    "SELECT e.uid, coalesce(r.number, ''), coalesce(r.sent, 0), r.state, coalesce(r.reason, ''), "
    "coalesce(r.need, ''), ue.uid, coalesce(u.name, ''), coalesce(o.name, ''), ce.uid, coalesce(c.name, ''), "
    "te.uid, coalesce(a.name, ''), coalesce(r.bounces, 0), oe.uid FROM referral r JOIN entity e ON e.id = r.id "
    "LEFT JOIN entity ue ON ue.id = r.unit LEFT JOIN unit u ON u.id = r.unit "
    f"LEFT JOIN official o ON o.id = r.official LEFT JOIN citizen c ON c.id = {standing('r.citizen')} "
    "LEFT JOIN entity ce ON ce.id = coalesce(c.id, r.citizen) LEFT JOIN entity te ON te.id = r.topic "
    "LEFT JOIN user_account a ON a.id = r.author LEFT JOIN entity oe ON oe.id = r.official "
)
# Served by the index of the days: only those that follow another one are looked up.
_SENT_ON: Final = (
    "EXISTS (SELECT 1 FROM referral n WHERE n.lday >= r.lday AND n.bounces > 0 AND n.previous = r.id "
    "AND n.state != 'voided')"
)

# What is meant for the official's unit, and for whomever they stand in for.
_MINE: Final = (
    "(r.unit = (SELECT m.unit FROM official m JOIN entity me ON me.id = m.id WHERE me.uid = :me) OR "
    "r.official IN (SELECT m.id FROM official m JOIN entity me ON me.id = m.id WHERE me.uid = :me UNION ALL "
    "SELECT m.id FROM official m JOIN entity me ON me.id = m.substitute WHERE me.uid = :me))"
)

_RECEIVES: Final = (
    "SELECT 1 FROM official m JOIN entity me ON me.id = m.id LEFT JOIN entity u ON u.id = m.unit "
    "WHERE me.uid = ? AND (u.uid = ? OR me.uid = ?) UNION ALL "
    "SELECT 1 FROM entity named JOIN official m ON m.id = named.id JOIN entity me ON me.id = m.substitute "
    "WHERE named.uid = ? AND me.uid = ?"
)


def waiting(
    store: Store, unit: bytes | None, receiver: bytes | None = None, covered: Sequence[bytes] = ()
) -> list[InboxRow]:
    """Return the hand-overs without an answer, oldest first: of a unit, of all, or what an official receives.

    ``covered`` are the absent officials in whose place they receive, by whatever chain of substitutes.
    """
    values: dict[str, Any] = {"unit": unit}
    where = "r.state = 'sent' AND (:unit IS NULL OR ue.uid = :unit)"
    if receiver is not None:
        places = ", ".join(f":covered{at}" for at in range(len(covered)))
        where += f" AND ({_MINE} OR oe.uid IN ({places}))"
        values |= {"me": receiver} | {f"covered{at}": each for at, each in enumerate(covered)}
    return [
        InboxRow(*row)
        for row in store.rows_named(f"{_SQL} WHERE {where} ORDER BY r.sent, r.id LIMIT 500", values)
    ]


def receives(store: Store, receiver: bytes, unit: bytes | None, official: bytes | None) -> bool:
    """Tell whether an official may answer what is meant for a unit and a person of it.

    They may when it is theirs, their unit's, or of whom they stand in for.
    """
    return store.row(_RECEIVES, (receiver, unit, official, official, receiver)) is not None


def returned(store: Store, author: bytes | None, day: int) -> list[InboxRow]:
    """Return what a person sent since a local day that came back or found nobody, and was not sent on."""
    rows = store.rows(
        _SQL + "WHERE r.state IN ('returned', 'no_answer') AND r.lday >= ? "
        "AND r.author IS (SELECT id FROM entity WHERE uid = ?) "
        f"AND NOT {_SENT_ON} ORDER BY r.sent, r.id",
        (day, author),
    )
    return [InboxRow(*row) for row in rows]


def sent_on(store: Store, referral: bytes) -> bool:
    """Tell whether the need of a hand-over was handed to somebody else after it, and that one stands."""
    sql = f"SELECT {_SENT_ON} FROM referral r JOIN entity e ON e.id = r.id WHERE e.uid = ?"
    row = store.row(sql, (referral,))
    return bool(row and row[0])


def receiver_onward(store: Store, referral: bytes) -> str | None:
    """Return who received a need after this hand-over of it (person, else unit), None where nobody did."""
    row = store.row(
        "SELECT coalesce(o.name, u.name, '') FROM referral r JOIN entity e ON e.id = r.id "
        "JOIN referral n ON n.lday >= r.lday AND n.bounces > 0 AND n.previous = r.id AND n.state != 'voided' "
        "LEFT JOIN official o ON o.id = n.official LEFT JOIN unit u ON u.id = n.unit "
        "WHERE e.uid = ? ORDER BY n.sent DESC, n.id DESC LIMIT 1",
        (referral,),
    )
    return str(row[0]) if row else None


@dataclass(frozen=True, slots=True)
class CaseReferralRow:
    """A hand-over of a case; moments in epoch seconds, ``answered`` is None while it waits."""

    number: str
    sent: int | None
    sender: str
    whom: str
    need: str
    state: str
    answered: int | None
    answered_by: str
    reason: str
    comment: str


def of_case(store: Store, case: bytes) -> list[CaseReferralRow]:
    """Return the hand-overs of a case and the one that it began with, the oldest first."""
    rows = store.rows(
        "WITH it (id) AS (SELECT id FROM entity WHERE uid = ?) "
        "SELECT coalesce(r.number, ''), r.sent, coalesce(a.name, ''), "
        "trim(coalesce(o.name, '') || ' · ' || coalesce(u.name, ''), ' ·'), coalesce(r.need, ''), r.state, r.answered, "
        "coalesce(w.name, ''), coalesce(r.reason, ''), coalesce(r.comment, '') FROM referral r "
        "LEFT JOIN user_account a ON a.id = r.author LEFT JOIN user_account w ON w.id = r.answered_by "
        "LEFT JOIN unit u ON u.id = r.unit LEFT JOIN official o ON o.id = r.official WHERE r.id IN ("
        "SELECT n.id FROM it JOIN referral n ON n.case_file = it.id UNION "
        "SELECT t.referral FROM it JOIN case_file f ON f.id = it.id JOIN attention t ON t.id = f.attention) "
        "ORDER BY r.sent, r.id",
        (case,),
    )
    return [CaseReferralRow(*row) for row in rows]


def topic_title(store: Store, topic: bytes) -> str:
    """Return a topic's title, or an empty text."""
    row = store.row("SELECT t.title FROM topic t JOIN entity e ON e.id = t.id WHERE e.uid = ?", (topic,))
    return str(row[0] or "") if row else ""

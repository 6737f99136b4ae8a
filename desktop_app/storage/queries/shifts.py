"""Reads of shifts that were handed over: what one leaves open, what one received and has not acknowledged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.storage.queries.alerts import Person
from desktop_app.storage.store import Store

_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class OwnCase:
    """An open case of a person: what decides who may have it; ``responsible`` None while nobody has."""

    id: bytes
    responsible: bytes | None
    unit: bytes | None


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A shift that was handed over; ``sent`` and ``taken`` in epoch seconds, ids as bytes."""

    id: bytes
    author: bytes | None
    sender: str
    receiver: bytes | None
    receiver_name: str
    sent: int
    note: str
    cases: Sequence[Any]
    referrals: Sequence[Any]
    taken: int | None
    undone: int | None


@dataclass(frozen=True, slots=True)
class ShiftCase:
    """A case of a shift as it stands now."""

    id: bytes
    number: str
    subject: str


@dataclass(frozen=True, slots=True)
class SentReferral:
    """A hand-over that was sent and has no answer; ``sent`` in epoch seconds."""

    id: bytes
    number: str
    need: str
    unit: str
    official: str
    sent: int


_SHIFT: Final = (
    "SELECT e.uid, ae.uid, coalesce(w.name, ''), re.uid, coalesce(o.name, ''), coalesce(s.sent, 0), "
    "coalesce(s.note, ''), coalesce(s.cases, '[]'), coalesce(s.referrals, '[]'), s.taken, s.undone "
    "FROM shift s JOIN entity e ON e.id = s.id LEFT JOIN user_account w ON w.id = s.author "
    "LEFT JOIN entity ae ON ae.id = s.author LEFT JOIN official o ON o.id = s.receiver "
    "LEFT JOIN entity re ON re.id = s.receiver "
)


def own_cases(store: Store, who: Person) -> list[OwnCase]:
    """Return the open cases that a person answers for, or opened and nobody answers for; the most urgent first."""
    rows = store.rows(
        "SELECT e.uid, re.uid, ue.uid FROM case_file f JOIN entity e ON e.id = f.id "
        "LEFT JOIN entity re ON re.id = f.responsible LEFT JOIN entity ue ON ue.id = f.unit "
        "WHERE f.closed IS NULL AND (f.responsible = ?1 OR (f.responsible IS NULL AND f.historic IS NOT 1 "
        "AND f.author = ?2)) ORDER BY (f.level = 'critical') DESC, (f.due_at IS NULL), f.due_at, f.id LIMIT ?3",
        (who.official, who.user, _MOST),
    )
    return [OwnCase(*row) for row in rows]


def sent_referrals(store: Store, who: Person, since: int) -> list[SentReferral]:
    """Return the hand-overs that a person sent since a local day (yyyymmdd) and that nobody answered."""
    rows = store.rows(
        "SELECT e.uid, coalesce(r.number, ''), coalesce(r.need, ''), coalesce(u.name, ''), coalesce(o.name, ''), "
        "coalesce(r.sent, 0) FROM referral r JOIN entity e ON e.id = r.id LEFT JOIN unit u ON u.id = r.unit "
        "LEFT JOIN official o ON o.id = r.official WHERE r.state IN ('sent', 'no_answer') AND r.lday >= ? "
        "AND r.author = ? ORDER BY r.sent, r.id LIMIT ?",
        (since, who.user, _MOST),
    )
    return [SentReferral(*row) for row in rows]


def waiting(store: Store, who: Person) -> list[ShiftRow]:
    """Return the shifts that a person received and has not acknowledged, the newest first."""
    rows = store.rows(
        f"{_SHIFT} WHERE s.taken IS NULL AND s.undone IS NULL AND s.receiver = ? ORDER BY s.sent DESC, s.id LIMIT ?",
        (who.official, _MOST),
    )
    return [_row(row) for row in rows]


def shift(store: Store, shift_id: bytes) -> ShiftRow | None:
    """Return one shift, or None."""
    row = store.row(f"{_SHIFT} WHERE e.uid = ?", (shift_id,))
    return _row(row) if row else None


def cases(store: Store, ids: Sequence[bytes]) -> list[ShiftCase]:
    """Return cases by their ids, those that are in this desk's data."""
    places = ",".join("?" * len(ids))
    rows = store.rows(
        "SELECT e.uid, coalesce(f.number, ''), coalesce(f.subject, '') FROM case_file f "
        f"JOIN entity e ON e.id = f.id WHERE e.uid IN ({places})",
        tuple(ids),
    )
    found = {row[0]: ShiftCase(*row) for row in rows}
    return [found[each] for each in ids if each in found]


def uid(store: Store, number: int) -> bytes | None:
    """Return the id of an entity's integer, or None."""
    row = store.row("SELECT uid FROM entity WHERE id = ?", (number,))
    return bytes(row[0]) if row else None


def _row(row: Sequence[Any]) -> ShiftRow:
    values = list(row)
    values[7:9] = [_list(row[7]), _list(row[8])]
    return ShiftRow(*values)


def _list(text: str) -> Sequence[Any]:
    found = json.loads(text)
    return found if isinstance(found, list) else ()

"""Reads of the directory: units, officials, absences, notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of the municipality."""

    id: bytes
    name: str
    place: str
    phone: str
    hours: str
    chief: bytes | None
    chief_name: str
    email: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """An official, and the absence that holds now (``absent_until`` in epoch seconds).

    ``phone``, ``place`` and ``hours`` fall back to the unit's; the ``own_`` ones do not.
    """

    id: bytes
    name: str
    unit: bytes | None
    unit_name: str
    position: str
    phone: str
    place: str
    substitute: bytes | None
    substitute_name: str
    absent_until: int | None
    absence_reason: str
    own_phone: str = ""
    own_place: str = ""
    hours: str = ""
    own_hours: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """An absence; moments in epoch seconds."""

    id: bytes
    official: bytes
    starts: int
    ends: int
    reason: str


_UNITS: Final = (
    "SELECT e.uid, coalesce(u.name, ''), coalesce(u.place, ''), coalesce(u.phone, ''), coalesce(u.hours, ''), "
    "ce.uid, coalesce(c.name, ''), coalesce(u.email, ''), u.active FROM unit u JOIN entity e ON e.id = u.id "
    "LEFT JOIN entity ce ON ce.id = u.chief LEFT JOIN official c ON c.id = u.chief "
    "WHERE u.active = 1 OR ?1 ORDER BY u.name, e.uid"
)
_OFFICIALS: Final = (
    "SELECT e.uid, coalesce(o.name, ''), ue.uid, coalesce(u.name, ''), coalesce(o.position, ''), "
    "coalesce(o.phone, u.phone, ''), coalesce(o.place, u.place, ''), se.uid, coalesce(s.name, ''), "
    "(SELECT max(a.ends) FROM absence a WHERE a.official = o.id AND a.active = 1 AND a.starts <= ?1 "
    "AND a.ends > ?1), "
    "coalesce((SELECT a.reason FROM absence a WHERE a.official = o.id AND a.active = 1 AND a.starts <= ?1 "
    "AND a.ends > ?1 ORDER BY a.ends DESC LIMIT 1), ''), "
    "coalesce(o.phone, ''), coalesce(o.place, ''), coalesce(o.hours, u.hours, ''), coalesce(o.hours, ''), o.active "
    "FROM official o JOIN entity e ON e.id = o.id LEFT JOIN entity ue ON ue.id = o.unit "
    "LEFT JOIN unit u ON u.id = o.unit LEFT JOIN entity se ON se.id = o.substitute "
    "LEFT JOIN official s ON s.id = o.substitute WHERE o.active = 1 OR ?2 "
    "ORDER BY u.name, o.name, e.uid"
)


def _standing(row: Sequence[Any]) -> list[Any]:
    """Return a row whose last column is a truth value."""
    return [*row[:-1], bool(row[-1])]


def units(store: Store, *, every: bool = False) -> list[UnitRow]:
    """Return the active units by name; ``every``: the retired ones as well."""
    return [UnitRow(*_standing(row)) for row in store.rows(_UNITS, (int(every),))]


def officials(store: Store, now: int, *, every: bool = False) -> list[OfficialRow]:
    """Return the active officials by unit and name; ``now`` in epoch seconds; ``every``: retired ones too."""
    return [OfficialRow(*_standing(row)) for row in store.rows(_OFFICIALS, (now, int(every)))]


def absences(store: Store, now: int) -> list[AbsenceRow]:
    """Return the absences that have not ended, the next one first."""
    rows = store.rows(
        "SELECT e.uid, oe.uid, coalesce(a.starts, 0), a.ends, coalesce(a.reason, '') FROM absence a "
        "JOIN entity e ON e.id = a.id JOIN entity oe ON oe.id = a.official "
        "WHERE a.active = 1 AND a.ends > ? ORDER BY a.starts, e.uid",
        (now,),
    )
    return [AbsenceRow(*row) for row in rows]


def absence(store: Store, absence_id: bytes) -> AbsenceRow | None:
    """Return one absence, or None."""
    row = store.row(
        "SELECT e.uid, oe.uid, coalesce(a.starts, 0), coalesce(a.ends, 0), coalesce(a.reason, '') "
        "FROM absence a JOIN entity e ON e.id = a.id JOIN entity oe ON oe.id = a.official WHERE e.uid = ?",
        (absence_id,),
    )
    return AbsenceRow(*row) if row else None


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice; days as yyyymmdd, None where it says none; ``office`` None is every office."""

    id: bytes
    text: str
    first_day: int | None
    last_day: int | None
    office: bytes | None
    office_name: str


_NOTICES: Final = (
    "SELECT e.uid, n.text, n.first_day, n.last_day, oe.uid, coalesce(o.name, '') FROM notice n "
    "JOIN entity e ON e.id = n.id LEFT JOIN entity oe ON oe.id = n.office LEFT JOIN office o ON o.id = n.office "
    "WHERE n.active = 1 AND n.text IS NOT NULL AND coalesce(n.last_day, 99999999) >= ? "
    "ORDER BY coalesce(n.first_day, 0), n.id"
)


def notices(store: Store, since: int) -> list[NoticeRow]:
    """Return the notices that hold on a local day (yyyymmdd) or later, the first to hold first."""
    return [NoticeRow(*row) for row in store.rows(_NOTICES, (since,))]


def users_of(store: Store, official: bytes | None, unit: bytes | None) -> frozenset[bytes]:
    """Return the active users who are that official, or an official of that unit."""
    rows = store.rows(
        "SELECT e.uid FROM user_account w JOIN entity e ON e.id = w.id JOIN official o ON o.id = w.official "
        "JOIN entity oe ON oe.id = o.id LEFT JOIN entity ue ON ue.id = o.unit "
        "WHERE w.active = 1 AND o.active = 1 AND (oe.uid = ? OR ue.uid = ?)",
        (official, unit),
    )
    return frozenset(row[0] for row in rows)

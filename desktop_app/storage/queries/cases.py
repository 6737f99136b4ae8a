"""Reads of cases: lists by view, counts, one case with its timeline."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import apsw

from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.storage.queries import case_conditions, clusters
from desktop_app.storage.queries.case_conditions import Term
from desktop_app.storage.queries.entities import answers
from desktop_app.storage.search import number_ranges, phrase_expression
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class ListRow:
    """A case in a list; moments in epoch seconds."""

    id: bytes
    number: str
    subject: str
    citizen: str
    unit: str
    responsible: str
    state: str
    level: str
    query_type: str
    channel: str
    opened: int
    due_at: int | None
    warn_at: int | None
    due_internal: int | None
    due_first: int | None
    first_answer: int | None
    paused_at: int | None
    resolved: int | None
    closed: int | None
    next_action: str
    next_action_at: int | None
    topic: str = ""
    place: str = ""
    last_contact: int | None = None
    due_facts: str = ""
    """What the clocks say, as JSON: read only for the case that is asked about."""
    reachable: int = 0
    """Whether a telephone or an address of the citizen is known."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """An entry of the timeline; ``counted`` is false where merging kept it without effect."""

    happened: int
    kind: str
    author: str
    facts: Mapping[str, Any]
    text: str
    counted: bool


@dataclass(frozen=True, slots=True)
class DetailRow:
    """Everything one case shows besides its list row and its timeline."""

    row: ListRow
    description: str
    place: str
    citizen_id: bytes | None
    phone: str
    email: str
    unit_id: bytes | None
    responsible_id: bytes | None
    topic: str
    complaint_kind: str
    criterion: str
    due: Mapping[str, Any]
    due_legal: int | None
    score: int | None
    last_contact: int | None
    flags: Sequence[str]
    source: Mapping[str, Any]
    office: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cases a list shows. ``text`` is searched by word prefixes (blank: not searched)."""

    view: str
    now: int
    today_ends: int
    unit: bytes | None = None
    responsible: bytes | None = None
    state: str | None = None
    level: str | None = None
    citizen: bytes | None = None
    text: str = ""
    user: bytes | None = None
    """Who asks: their unassigned cases belong to the view of their own."""
    terms: tuple[Term, ...] = ()
    sort: str = ""
    """One of ``ORDERS``; "" is the view's own order."""
    descending: bool = False
    covered: tuple[bytes, ...] = ()  # the absent for whom the responsible one stands in


# The very expressions of the index case_open_urgent: a page of the open cases is read in its order.
_URGENT: Final = "(f.level = 'critical' AND f.due_at IS NOT NULL) DESC, (f.due_at IS NULL), f.due_at, f.id"
_OPEN: Final = "f.closed IS NULL"
_ANSWERED: Final = "SELECT value FROM json_each(:answers)"
_OWN_UNASSIGNED: Final = "(f.responsible IS NULL AND f.historic IS NOT 1 AND f.author = :user)"
VIEWS: Final[Mapping[str, tuple[str, str]]] = {
    "open": (_OPEN, _URGENT),
    # Theirs is what they, or an absent they replace, answer for; what they opened until somebody answers for it.
    "mine": (f"{_OPEN} AND (f.responsible IN ({_ANSWERED}) OR {_OWN_UNASSIGNED})", _URGENT),
    "critical": (f"{_OPEN} AND f.level = 'critical' AND f.state != 'resolved'", _URGENT),
    "overdue": (f"{_OPEN} AND f.due_at <= :now", _URGENT),
    "today": (f"{_OPEN} AND f.due_at > :now AND f.due_at <= :today", _URGENT),
    # Imported history waits for nobody: it is listed and searched, but it is no work to hand out.
    "unassigned": (
        f"{_OPEN} AND f.responsible IS NULL AND f.state != 'resolved' AND f.historic IS NOT 1",
        _URGENT,
    ),
    "paused": (f"{_OPEN} AND f.state = 'waiting_citizen'", _URGENT),
    "to_confirm": (f"{_OPEN} AND f.state = 'resolved'", "f.resolved, f.id"),
    "closed": ("f.closed IS NOT NULL", "f.opened DESC, f.id DESC"),
    "all": ("1", "f.opened DESC, f.id DESC"),
}

ORDERS: Final[Mapping[str, str]] = {"opened": "f.opened", "closed": "f.closed", "number": "f.number"}
"""Orders other than the view's that an index serves; see ``services/case_order`` for where each may be asked for."""

VALUES: Final[Mapping[str, str]] = {
    "due": "f.due_at", "number": "f.number", "subject": "f.subject", "citizen": "c.name", "unit": "u.name",
    "state": "f.state", "responsible": "o.name", "next": "f.next_action", "next_at": "f.next_action_at",
    "opened": "f.opened", "type": "f.query_type", "channel": "f.channel", "level": "f.level",
    "topic": "t.title", "place": "f.place", "contact": "f.last_contact", "closed": "f.closed",
}  # fmt: skip
"""What a short list can be ordered by, and where it stands."""

_NOBODY: Final = -1
"""The integer of no entity."""

CROWD: Final = 3_000
"""Hits of a search from which on the cases are walked through in order instead of looked up one by one."""

_COLUMNS: Final = (
    "e.uid, coalesce(f.number, ''), coalesce(f.subject, ''), coalesce(c.name, ''), coalesce(u.name, ''), "
    "coalesce(o.name, ''), coalesce(f.state, ''), coalesce(f.level, ''), coalesce(f.query_type, ''), "
    "coalesce(f.channel, ''), coalesce(f.opened, 0), f.due_at, f.warn_at, f.due_internal, f.due_first, "
    "f.first_answer, f.paused_at, f.resolved, f.closed, coalesce(f.next_action, ''), f.next_action_at, "
    "coalesce(t.title, ''), coalesce(f.place, ''), f.last_contact, coalesce(f.due_facts, ''), "
    "coalesce(c.phone, '') != '' OR coalesce(c.email, '') != ''"
)
_HEAD: Final = len(fields(ListRow))
"""How many columns a list row has."""
_JOINS: Final = (
    f"JOIN entity e ON e.id = f.id LEFT JOIN citizen c ON c.id = {clusters.standing('f.citizen')} "
    "LEFT JOIN unit u ON u.id = f.unit "
    "LEFT JOIN official o ON o.id = f.responsible LEFT JOIN topic t ON t.id = f.topic "
)


def narrowing(store: Store, chosen: Filter, mark: str = "") -> tuple[str, dict[str, Any]]:
    """Return the condition of a list and the values bound in it; ``mark`` parts the names of several lists."""
    condition, _ = VIEWS[chosen.view]
    parts = [condition]
    values: dict[str, Any] = {"now": chosen.now, "today": chosen.today_ends, "me": None, "user": chosen.user}
    if chosen.view == "mine":
        values["answers"] = answers(store, (chosen.responsible, *chosen.covered))
    if chosen.unit is not None:
        # A unit has thousands of cases: their order comes from the view's index, which knows the unit.
        parts.append(f"+f.unit = :{mark}unit")
        values[f"{mark}unit"] = chosen.unit
    if chosen.responsible is not None:
        if chosen.view != "mine":
            parts.append("+f.responsible = :me")
        values["me"] = chosen.responsible
    if chosen.citizen is not None:
        members = clusters.cluster(store.rows, chosen.citizen) or [_NOBODY]
        alone = len(members) == 1
        one = f"= :{mark}citizen" if alone else f"IN (SELECT value FROM json_each(:{mark}citizen))"
        parts.append(f"f.citizen {one}")
        values[f"{mark}citizen"] = members[0] if alone else clusters.as_list(members)
    for column, text in (("state", chosen.state), ("level", chosen.level)):
        if text is not None:
            parts.append(f"f.{column} = :{mark}{column}")
            values[f"{mark}{column}"] = text
    narrowed, bound = case_conditions.condition(store, chosen.terms, mark)
    parts += narrowed
    values |= bound
    if chosen.text.strip():
        # The index answers inside the statement, so that counts are whole and pages reach the last hit.
        hits, found = _hits(chosen.text)
        parts.append(f"{_lookup(store, hits, found)} IN ({hits})" if hits else "0")
        values |= found
    return " AND ".join(parts), _resolved(store, values)


def _hits(text: str) -> tuple[str, dict[str, str]]:
    """Return the statement that finds the cases of a text, and its values; empty when there is nothing to find."""
    match = phrase_expression(text)
    hits = ["SELECT rowid FROM search_case WHERE search_case MATCH :match"] if match else []
    values = {"match": match}
    for place, (low, high) in enumerate(number_ranges(text)):
        hits.append(f"SELECT id FROM case_file WHERE number >= :low{place} AND number < :high{place}")
        values |= {f"low{place}": low, f"high{place}": high}
    return " UNION ALL ".join(hits), values


def _lookup(store: Store, hits: str, values: Mapping[str, str]) -> str:
    """Return how a case is compared to the hits: a word that half of the cases have is not looked up hit by hit.

    With the plus SQLite walks through the covering index of the view instead.
    """
    row = (
        store.row_named(f"SELECT count(*) FROM (SELECT 1 FROM ({hits}) LIMIT {CROWD})", values)
        if hits
        else None
    )
    return "+f.id" if row and row[0] >= CROWD else "f.id"


def _resolved(store: Store, values: dict[str, Any]) -> dict[str, Any]:
    # Ids become this database's integers once, not in every row.
    for name, uid in values.items():
        if isinstance(uid, bytes):
            row = store.row("SELECT id FROM entity WHERE uid = ?", (uid,))
            values[name] = row[0] if row else _NOBODY
    return values


def _used(sql: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if f":{name}" in sql}


def count(store: Store, chosen: Filter) -> int:
    """Return how many cases a filter shows."""
    where, values = narrowing(store, chosen)
    sql = f"SELECT count(*) FROM case_file f WHERE {where}"
    row = store.row_named(sql, _used(sql, values))
    return int(row[0]) if row else 0


def page(store: Store, chosen: Filter, offset: int, limit: int) -> list[ListRow]:
    """Return one page: ids first over a covering index, the rest joined for the page alone."""
    where, values = narrowing(store, chosen)
    order = order_of(chosen)
    sql = f"SELECT f.id FROM case_file f WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset"
    values |= {"limit": limit, "offset": offset}
    numbers = [row[0] for row in store.rows_named(sql, _used(sql, values))]
    return by_numbers(store, numbers)


def order_of(chosen: Filter) -> str:
    """Return the order of a list as SQL: of an index, or the view's own."""
    column = ORDERS.get(chosen.sort)
    if column is None:
        return VIEWS[chosen.view][1]
    return f"{column} DESC, f.id DESC" if chosen.descending else f"{column}, f.id"


def numbers(store: Store, chosen: Filter, limit: int) -> list[int]:
    """Return the entity integers of the first cases in their order, without anything else of them."""
    where, values = narrowing(store, chosen)
    sql = f"SELECT f.id FROM case_file f WHERE {where} ORDER BY {order_of(chosen)} LIMIT :limit"
    values["limit"] = limit
    return [row[0] for row in store.rows_named(sql, _used(sql, values))]


def sort_values(store: Store, chosen: Filter, column: str, limit: int) -> list[tuple[int, Any]]:
    """Return ``(entity integer, what it is to be ordered by)`` of at most ``limit`` cases, in the view's order."""
    where, values = narrowing(store, chosen)
    order = VIEWS[chosen.view][1]
    sql = (
        f"SELECT f.id, {VALUES[column]} FROM (SELECT f.id AS chosen FROM case_file f WHERE {where} "
        f"ORDER BY {order} LIMIT :limit) JOIN case_file f ON f.id = chosen {_JOINS}"
    )
    values["limit"] = limit
    return [(row[0], row[1]) for row in store.rows_named(sql, _used(sql, values))]


def ids_of(store: Store, numbers: Sequence[int]) -> list[bytes]:
    """Return the ids of entity integers, in that order."""
    rows = store.rows(
        "SELECT e.uid FROM json_each(?) j JOIN entity e ON e.id = j.value ORDER BY j.key",
        (json.dumps(list(numbers)),),
    )
    return [row[0] for row in rows]


def by_numbers(store: Store, numbers: Sequence[int]) -> list[ListRow]:
    """Return the list rows of entity integers, in that order."""
    if not numbers:
        return []
    places = ",".join("?" * len(numbers))
    rows = store.rows(
        f"SELECT f.id, {_COLUMNS} FROM case_file f {_JOINS} WHERE f.id IN ({places})",
        numbers,
    )
    found = {row[0]: ListRow(*row[1:]) for row in rows}
    return [found[number] for number in numbers if number in found]


def view_counts(store: Store, chosen: Filter) -> dict[str, int]:
    """Return the counts of the work views."""
    names = ("open", "mine", "critical", "overdue", "today", "unassigned", "paused", "to_confirm")
    # One statement, but a count each: every one of them is served by its own part of an index.
    counts = ", ".join(f"(SELECT count(*) FROM case_file f WHERE {VIEWS[name][0]})" for name in names)
    values: dict[str, Any] = {"now": chosen.now, "today": chosen.today_ends, "user": chosen.user}
    values["answers"] = answers(store, (chosen.responsible, *chosen.covered))
    row = store.row_named(f"SELECT {counts}", _resolved(store, values))
    return dict(zip(names, (int(value) for value in row), strict=True)) if row else dict.fromkeys(names, 0)


def urgent(store: Store, now: int) -> tuple[int, int | None, int]:
    """Return how many critical cases are open, when the first of them is due, how many are overdue."""
    critical, overdue = VIEWS["critical"][0], VIEWS["overdue"][0]
    row = store.row_named(
        f"SELECT (SELECT count(*) FROM case_file f WHERE {critical}), "
        f"(SELECT min(f.due_at) FROM case_file f WHERE {critical}), "
        f"(SELECT count(*) FROM case_file f WHERE {overdue})",
        {"now": now},
    )
    return (int(row[0]), row[1], int(row[2])) if row else (0, None, 0)


def id_of_number(store: Store, number: str) -> bytes | None:
    """Return the id of the case with a printed number, or None."""
    row = store.row(
        "SELECT e.uid FROM case_file f JOIN entity e ON e.id = f.id WHERE f.number = ? ORDER BY e.uid",
        (number,),
    )
    return row[0] if row else None


def detail(store: Store, case: bytes) -> DetailRow | None:
    """Return one case, or None."""
    row = store.row(
        f"SELECT {_COLUMNS}, coalesce(f.description, ''), coalesce(f.place, ''), ce.uid, "
        "coalesce(c.phone, ''), coalesce(c.email, ''), ue.uid, oe.uid, coalesce(t.title, ''), "
        "coalesce(f.complaint_kind, ''), coalesce(f.criterion, ''), f.due_facts, f.due_legal, f.score, "
        f"f.last_contact, f.flags, f.source, coalesce(x.name, '') FROM case_file f {_JOINS} "
        "LEFT JOIN entity ce ON ce.id = coalesce(c.id, f.citizen) LEFT JOIN entity ue ON ue.id = f.unit "
        "LEFT JOIN entity oe ON oe.id = f.responsible "
        "LEFT JOIN office x ON x.id = f.office WHERE e.uid = ?",
        (case,),
    )
    if row is None:
        return None
    rest = list(row[_HEAD:])
    for at, default in ((10, {}), (14, []), (15, {})):
        rest[at] = json.loads(rest[at]) if rest[at] else default
    return DetailRow(ListRow(*row[:_HEAD]), *rest)


def timeline(store: Store, case: bytes) -> list[EventRow]:
    """Return the events of a case, oldest first."""
    rows = store.rows(
        "SELECT v.happened, v.kind, coalesce(a.name, ''), v.facts, coalesce(v.text, ''), v.counted "
        "FROM case_event v LEFT JOIN user_account a ON a.id = v.author "
        "WHERE v.case_file = (SELECT id FROM entity WHERE uid = ?) ORDER BY v.stamp, v.uid",
        (case,),
    )
    return [
        EventRow(happened, kind, author, json.loads(facts), text, bool(counted))
        for happened, kind, author, facts, text, counted in rows
    ]


def escalation(
    connection: apsw.Connection, topic: str | None, unit: str | None
) -> tuple[str | None, str | None]:
    """Return the ULID texts of the chief, and of the specialised unit, to whom a critical case goes."""
    specialised: int | None = None
    if topic is not None:
        found = connection.execute(
            "SELECT t.specialised FROM topic t JOIN entity e ON e.id = t.id WHERE e.uid = ?",
            (ulid_bytes(topic),),
        ).fetchone()
        specialised = int(found[0]) if found and isinstance(found[0], int) else None
    if specialised is None and unit is None:
        return None, None
    row = connection.execute(
        "SELECT ce.uid, e.uid FROM unit u JOIN entity e ON e.id = u.id LEFT JOIN entity ce ON ce.id = u.chief "
        "WHERE u.id = ? OR e.uid = ?",
        (specialised, ulid_bytes(unit) if unit and specialised is None else None),
    ).fetchone()
    if row is None:
        return None, None
    chief, own = row
    return (
        ulid_text(chief) if isinstance(chief, bytes) else None,
        ulid_text(own) if isinstance(own, bytes) and specialised is not None else None,
    )

"""Reads of hand-overs for Vincular: views by page, their counts, one hand-over with its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from desktop_app.domain.folding import Entry
from desktop_app.storage.log import entries_of
from desktop_app.storage.queries.clusters import standing
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class ListRow:
    """A hand-over in a list; moments in epoch seconds."""

    id: bytes
    number: str
    sent: int
    answered: int | None
    state: str
    reason: str
    need: str
    citizen: str
    unit: str
    official: str
    sender: str
    bounces: int
    sent_on: bool = False


@dataclass(frozen=True, slots=True)
class DetailRow:
    """What one hand-over shows besides its list row."""

    row: ListRow
    unit_id: bytes | None
    unit_place: str
    official_id: bytes | None
    official_place: str
    citizen_id: bytes | None
    phone: str
    email: str
    topic_id: bytes | None
    topic: str
    comment: str
    case_id: bytes | None
    attention_id: bytes | None
    author_id: bytes | None
    channel: str
    linked: int
    """Whether it names the hand-over of the same need before it."""
    official_unit: str
    position: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What the attention behind a hand-over, else its topic, says of the case that it could become."""

    channel: str
    query_type: str
    level: str


@dataclass(frozen=True, slots=True)
class SameNeed:
    """What two hand-overs of one need share; ``referral`` is the one that asks, ``day`` its local day."""

    day: int
    referral: bytes | None = None
    attention: bytes | None = None
    topic: bytes | None = None
    citizen: bytes | None = None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One hand-over of the chain that a need went through, with its events.

    ``answered_by`` is the official that the last one who answered is.
    """

    events: Sequence[Entry]
    id: bytes
    number: str
    state: str
    reason: str
    unit_id: bytes | None
    official_id: bytes | None
    answered_by: bytes | None
    unit: str
    official: str
    sender: str
    sent: int


@dataclass(frozen=True, slots=True)
class Filter:
    """Which hand-overs a list shows; ``today`` and ``since`` are local days (yyyymmdd)."""

    view: str
    today: int
    since: int


# A hand-over that was sent on follows another one: the days' index tells that without looking it up.
_SENT_ON_SINCE: Final = (
    "r.id IN (SELECT n.previous FROM referral n WHERE n.lday >= :since AND n.bounces > 0 "
    "AND n.previous IS NOT NULL AND n.state != 'voided')"
)
_NEWEST: Final = "r.lday DESC, r.sent DESC, r.id DESC"
_OLDEST: Final = "r.sent, r.id"
VIEWS: Final[Mapping[str, tuple[str, str]]] = {
    "today": ("r.lday = :today", _NEWEST),
    "unanswered": (
        f"(r.state = 'sent' OR (r.state = 'no_answer' AND r.lday >= :since AND NOT {_SENT_ON_SINCE}))",
        _OLDEST,
    ),
    "returned": (f"r.lday >= :since AND r.state = 'returned' AND NOT {_SENT_ON_SINCE}", _OLDEST),
    "accepted": (
        "r.lday >= :since AND r.state IN ('accepted', 'confirmed_by_phone', 'resolved')",
        _NEWEST,
    ),
    "all": ("r.lday IS NOT NULL", _NEWEST),
}

_COLUMNS: Final = (
    "e.uid, coalesce(r.number, ''), coalesce(r.sent, 0), r.answered, r.state, coalesce(r.reason, ''), "
    "coalesce(r.need, ''), coalesce(c.name, ''), coalesce(u.name, ''), coalesce(o.name, ''), "
    "coalesce(a.name, ''), coalesce(r.bounces, 0)"
)
_COLUMN_COUNT: Final = 12
_JOINS: Final = (
    f"JOIN entity e ON e.id = r.id LEFT JOIN citizen c ON c.id = {standing('r.citizen')} "
    "LEFT JOIN unit u ON u.id = r.unit "
    "LEFT JOIN official o ON o.id = r.official LEFT JOIN user_account a ON a.id = r.author"
)
_LONGEST_CHAIN: Final = 12


def _used(sql: str, chosen: Filter) -> dict[str, Any]:
    values = {"today": chosen.today, "since": chosen.since}
    return {name: value for name, value in values.items() if f":{name}" in sql}


def count(store: Store, chosen: Filter) -> int:
    """Return how many hand-overs a view has."""
    sql = f"SELECT count(*) FROM referral r WHERE {VIEWS[chosen.view][0]}"
    row = store.row_named(sql, _used(sql, chosen))
    return int(row[0]) if row else 0


def page(store: Store, chosen: Filter, offset: int, limit: int) -> list[ListRow]:
    """Return one page: ids first over the days' index, the rest joined for the page alone."""
    where, order = VIEWS[chosen.view]
    sql = f"SELECT r.id FROM referral r WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset"
    values = _used(sql, chosen) | {"limit": limit, "offset": offset}
    numbers = [row[0] for row in store.rows_named(sql, values)]
    if not numbers:
        return []
    places = ",".join("?" * len(numbers))
    rows = store.rows(f"SELECT r.id, {_COLUMNS} FROM referral r {_JOINS} WHERE r.id IN ({places})", numbers)
    again = _sent_on(store, numbers)
    found = {row[0]: replace(ListRow(*row[1:]), sent_on=row[0] in again) for row in rows}
    return [found[number] for number in numbers if number in found]


def _sent_on(store: Store, numbers: Sequence[int]) -> set[int]:
    """Return which hand-overs of a page were followed by another one."""
    places = ",".join("?" * len(numbers))
    rows = store.rows(
        "SELECT n.previous FROM referral n WHERE n.lday >= (SELECT min(r.lday) FROM referral r "
        f"WHERE r.id IN ({places})) AND n.bounces > 0 AND n.state != 'voided' AND n.previous IN ({places})",
        (*numbers, *numbers),
    )
    return {int(row[0]) for row in rows}


def view_counts(store: Store, chosen: Filter) -> dict[str, int]:
    """Return the counts of all views."""
    counts = ", ".join(f"(SELECT count(*) FROM referral r WHERE {where})" for where, _ in VIEWS.values())
    row = store.row_named(f"SELECT {counts}", {"today": chosen.today, "since": chosen.since})
    return dict(zip(VIEWS, (int(value) for value in row), strict=True)) if row else dict.fromkeys(VIEWS, 0)


def detail(store: Store, referral: bytes) -> DetailRow | None:
    """Return one hand-over, or None."""
    row = store.row(
        f"SELECT {_COLUMNS}, ue.uid, coalesce(u.place, ''), oe.uid, coalesce(o.place, ow.place, ''), ce.uid, "
        "coalesce(c.phone, ''), coalesce(c.email, ''), te.uid, coalesce(t.title, ''), coalesce(r.comment, ''), "
        "fe.uid, xe.uid, ae.uid, coalesce(x.channel, ''), r.previous IS NOT NULL, "
        "coalesce(ow.name, ''), coalesce(o.position, ''), EXISTS (SELECT 1 FROM referral n "
        "WHERE n.lday >= r.lday AND n.bounces > 0 AND n.previous = r.id AND n.state != 'voided') "
        f"FROM referral r {_JOINS} LEFT JOIN entity ue ON ue.id = r.unit "
        "LEFT JOIN unit ow ON ow.id = o.unit "
        "LEFT JOIN entity oe ON oe.id = r.official LEFT JOIN entity ce ON ce.id = coalesce(c.id, r.citizen) "
        "LEFT JOIN entity te ON te.id = r.topic LEFT JOIN topic t ON t.id = r.topic "
        "LEFT JOIN entity fe ON fe.id = r.case_file LEFT JOIN entity xe ON xe.id = r.attention "
        "LEFT JOIN attention x ON x.id = r.attention LEFT JOIN entity ae ON ae.id = r.author WHERE e.uid = ?",
        (referral,),
    )
    if row is None:
        return None
    *rest, sent_on = row[_COLUMN_COUNT:]
    return DetailRow(replace(ListRow(*row[:_COLUMN_COUNT]), sent_on=bool(sent_on)), *rest)


def chain(store: Store, referral: bytes) -> list[StepRow]:
    """Return the hand-overs that a need went through, the first one first, up to the latest."""
    numbers = [row[0] for row in store.rows(_BACK, (referral, _LONGEST_CHAIN))][::-1]
    while numbers and len(numbers) < 2 * _LONGEST_CHAIN:
        row = store.row(_ONWARD, (numbers[-1],))
        if row is None or row[0] in numbers:
            break
        numbers.append(row[0])
    return [step for number in numbers if (step := _step(store, number)) is not None]


_BACK: Final = (
    "WITH RECURSIVE earlier (id, previous, depth) AS ("
    "SELECT r.id, r.previous, 1 FROM referral r JOIN entity e ON e.id = r.id WHERE e.uid = ?1 UNION "
    "SELECT r.id, r.previous, depth + 1 FROM earlier JOIN referral r ON r.id = earlier.previous "
    "WHERE depth < ?2) SELECT id FROM earlier ORDER BY depth"
)
_ONWARD: Final = (
    "SELECT n.id FROM referral r JOIN referral n ON n.lday >= r.lday AND n.bounces > 0 AND n.previous = r.id "
    "WHERE r.id = ? ORDER BY n.sent, n.id LIMIT 1"
)


def _step(store: Store, number: int) -> StepRow | None:
    row = store.row(
        "SELECT e.uid, coalesce(r.number, ''), r.state, coalesce(r.reason, ''), ue.uid, oe.uid, be.uid, "
        "coalesce(u.name, ''), coalesce(o.name, ''), coalesce(a.name, ''), coalesce(r.sent, 0) "
        "FROM referral r JOIN entity e ON e.id = r.id LEFT JOIN unit u ON u.id = r.unit "
        "LEFT JOIN official o ON o.id = r.official LEFT JOIN user_account a ON a.id = r.author "
        "LEFT JOIN entity ue ON ue.id = r.unit LEFT JOIN entity oe ON oe.id = r.official "
        "LEFT JOIN user_account b ON b.id = r.answered_by LEFT JOIN entity be ON be.id = b.official "
        "WHERE r.id = ?",
        (number,),
    )
    return None if row is None else StepRow(entries_of(store.database.raw(), "referral", number), *row)


def origin(store: Store, referral: bytes) -> Origin:
    """Return channel, type and level that a hand-over comes with, as far as they are known."""
    row = store.row(
        "SELECT coalesce(x.channel, ''), coalesce(x.query_type, t.query_type, ''), coalesce(t.level, '') "
        "FROM referral r JOIN entity e ON e.id = r.id LEFT JOIN attention x ON x.id = r.attention "
        "LEFT JOIN topic t ON t.id = r.topic WHERE e.uid = ?",
        (referral,),
    )
    return Origin(*row) if row else Origin("", "", "")


def same_needs(store: Store, of: SameNeed, before: int, limit: int = 3) -> list[ListRow]:
    """Return the hand-overs that may be of the same need, the newest first: sent earlier, followed by none.

    Of the same attention; or of the same citizen (whoever stands for them) and topic on that local day,
    where one of the two names no topic as well.
    """
    rows = store.rows(
        f"SELECT {_COLUMNS} FROM referral r {_JOINS} WHERE r.lday = ?1 AND r.state != 'voided' "
        "AND coalesce(r.sent, 0) <= ?2 AND e.uid IS NOT ?3 AND (r.attention = (SELECT id FROM entity WHERE uid = ?4) "
        "OR ((r.topic IS NULL OR ?5 IS NULL OR r.topic = (SELECT id FROM entity WHERE uid = ?5)) "
        "AND coalesce(c.id, r.citizen) = "
        f"(SELECT {standing('p.id')} FROM entity p WHERE p.uid = ?6))) "
        "AND NOT EXISTS (SELECT 1 FROM referral n WHERE n.lday >= r.lday AND n.bounces > 0 AND n.previous = r.id "
        "AND n.state != 'voided') ORDER BY r.sent DESC, r.id DESC LIMIT ?7",
        (of.day, before, of.referral, of.attention, of.topic, of.citizen, limit),
    )
    return [ListRow(*row) for row in rows]

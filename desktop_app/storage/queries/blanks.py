"""Reads of the numbered blank forms and of what became of them."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.storage.queries.clusters import standing
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class BlankRow:
    """A printed form; moments in epoch seconds. Empty texts where what it refers to is not known here."""

    id: bytes
    number: str
    office: bytes | None
    office_name: str
    desk: bytes | None
    printed: int
    by: str
    spoiled: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class UseRow:
    """An attention that a form became; moments in epoch seconds, names instead of ids."""

    blank: bytes
    attention: bytes
    started: int
    ended: int
    recorded: int
    topic: str
    citizen: str
    writer: str
    author: str
    result: str
    case: bytes | None
    referral: bytes | None


_BLANK = (
    "SELECT e.uid, b.number, oe.uid, coalesce(o.name, ''), de.uid, b.printed, "
    "coalesce(u.name, ''), b.spoiled, coalesce(b.reason, '') FROM blank b JOIN entity e ON e.id = b.id "
    "LEFT JOIN entity oe ON oe.id = b.office LEFT JOIN office o ON o.id = b.office "
    "LEFT JOIN entity de ON de.id = b.desk LEFT JOIN user_account u ON u.id = b.by "
    # What somebody said of a form whose printing has not arrived yet tells of no paper.
    "WHERE b.number IS NOT NULL AND b.printed IS NOT NULL "
)
_USE = (
    "SELECT be.uid, ae.uid, coalesce(a.started, 0), coalesce(a.ended, 0), coalesce(a.recorded, 0), "
    "coalesce(t.title, a.subject, ''), coalesce(c.name, ''), coalesce(w.name, ''), coalesce(u.name, ''), "
    "coalesce(a.result, ''), fe.uid, re.uid FROM attention a JOIN entity ae ON ae.id = a.id "
    "JOIN entity be ON be.id = a.blank LEFT JOIN topic t ON t.id = a.topic "
    f"LEFT JOIN citizen c ON c.id = {standing('a.citizen')} LEFT JOIN user_account w ON w.id = a.writer "
    "LEFT JOIN user_account u ON u.id = a.author LEFT JOIN entity fe ON fe.id = a.case_file "
    "LEFT JOIN entity re ON re.id = a.referral "
)
_ORDER = "ORDER BY b.printed DESC, b.desk, length(b.number), b.number, e.uid"


def every(store: Store) -> list[BlankRow]:
    """Return every printed form: the last batch first, in the order of the numbers."""
    return [BlankRow(*row) for row in store.rows(_BLANK + _ORDER)]


def traces(store: Store, since: int, until: int) -> list[tuple[int | None, int, bool, bool]]:
    """Return ``(desk, printed, used, spoiled)`` of the forms printed between two moments, batch by batch.

    ``desk`` is a number of this database; within a batch the forms stand in the order of their numbers.
    """
    rows = store.rows(
        "SELECT b.desk, b.printed, b.spoiled IS NOT NULL, EXISTS (SELECT 1 FROM attention a "
        "WHERE a.blank = b.id AND a.voided = 0) FROM blank b WHERE b.printed BETWEEN ? AND ? "
        "ORDER BY b.printed, b.desk, length(b.number), b.number, b.id",
        (since, until),
    )
    return [(desk, printed, bool(used), bool(spoiled)) for desk, printed, spoiled, used in rows]


def batch(store: Store, desk: bytes | None, printed: int) -> list[BlankRow]:
    """Return the forms that a desk printed at a moment, in the order of the numbers."""
    return [
        BlankRow(*row)
        for row in store.rows(_BLANK + "AND b.printed = ? AND de.uid IS ? " + _ORDER, (printed, desk))
    ]


def with_number(store: Store, number: str) -> BlankRow | None:
    """Return the form that bears a number, or None."""
    row = store.row(_BLANK + "AND b.number = ? ORDER BY e.uid", (number,))
    return BlankRow(*row) if row else None


def with_id(store: Store, blank: bytes) -> BlankRow | None:
    """Return a form, or None."""
    row = store.row(_BLANK + "AND e.uid = ?", (blank,))
    return BlankRow(*row) if row else None


def uses(store: Store, blank: bytes | None = None) -> list[UseRow]:
    """Return the attentions that forms became, of one form or of all; what was taken back does not count."""
    sql = _USE + "WHERE a.blank IS NOT NULL AND a.voided = 0 "
    values: tuple[bytes, ...] = ()
    if blank is not None:
        sql, values = sql + "AND be.uid = ? ", (blank,)
    return [UseRow(*row) for row in store.rows(sql + "ORDER BY a.recorded, ae.uid", values)]


def last_hand(store: Store, blank: bytes) -> str:
    """Return the name of who wrote about a form last (who marked it as spoiled, while it is), or nothing."""
    row = store.row(
        "SELECT coalesce(u.name, '') FROM op JOIN entity e ON e.id = op.target "
        "LEFT JOIN user_account u ON u.id = op.author WHERE e.uid = ? AND op.entity = 'blank' "
        "ORDER BY op.stamp DESC, op.uid DESC LIMIT 1",
        (blank,),
    )
    return str(row[0]) if row else ""


def is_user(store: Store, user: bytes) -> bool:
    """Tell whether somebody works, or worked, with the program."""
    sql = "SELECT 1 FROM user_account u JOIN entity e ON e.id = u.id WHERE e.uid = ?"
    return store.row(sql, (user,)) is not None

"""Reads behind a citizen's receipt: the record of a printed number, and which operation wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.storage.queries.clusters import standing
from desktop_app.storage.store import Store

ATTENTION: Final = "attention"
CASE: Final = "case"
REFERRAL: Final = "referral"


@dataclass(frozen=True, slots=True)
class RecordRow:
    """What one record says. ``moment`` in epoch seconds; ``stream`` and ``seq`` place its first operation.

    ``kind`` says of which table it is; ``case`` and ``referral`` what the attention ended in, if it did.
    """

    kind: str
    id: bytes
    number: str
    moment: int
    result: str
    query_type: str
    topic: str
    subject: str
    detail: str
    citizen: str
    unit: str
    office: str
    reachable: bool
    voided: bool
    void_reason: str
    case: bytes | None
    referral: bytes | None
    stream: str
    seq: int


_TAIL: Final = (
    "coalesce(c.name, ''), coalesce(u.name, ''), coalesce(x.name, ''), {reach}, {voided}, {reason}, {case}, "
    "{referral}, coalesce(s.name, ''), coalesce(o.seq, 0) "
)
_PHONE: Final = "coalesce(c.phone, '') != '' OR coalesce(c.email, '') != ''"
# The first effective operation about a record is the one that wrote it; after a restore it may have been
# issued again in another stream.
_JOINS: Final = (
    "JOIN entity e ON e.id = r.id LEFT JOIN topic t ON t.id = r.topic "
    f"LEFT JOIN citizen c ON c.id = {standing('r.citizen')} "
    "LEFT JOIN unit u ON u.id = r.unit LEFT JOIN office x ON x.id = r.office LEFT JOIN op o ON o.id = ("
    "SELECT w.id FROM op w JOIN effect f ON f.uid = w.uid AND f.op = w.id "
    "WHERE w.target = r.id AND w.kind = '{kind}' ORDER BY w.stamp LIMIT 1) "
    "LEFT JOIN stream s ON s.id = o.stream "
)
_SQL: Final = {
    ATTENTION: (
        "SELECT e.uid, coalesce(r.number, ''), coalesce(r.ended, r.started, 0), coalesce(r.result, ''), "
        "coalesce(r.query_type, ''), coalesce(t.title, ''), coalesce(t.title, r.subject, ''), "
        "coalesce(r.detail, ''), "
        + _TAIL.format(
            reach=f"coalesce(r.contact, '') != '' OR {_PHONE}", voided="coalesce(r.voided, 0)",
            reason="coalesce(r.void_reason, '')", case="fe.uid", referral="re.uid",
        )
        + "FROM attention r "
        + _JOINS.format(kind="attend")
        + "LEFT JOIN entity fe ON fe.id = r.case_file LEFT JOIN entity re ON re.id = r.referral "
    ),
    CASE: (
        "SELECT e.uid, coalesce(r.number, ''), coalesce(r.opened, 0), '', coalesce(r.query_type, ''), "
        "coalesce(t.title, ''), coalesce(r.subject, ''), coalesce(r.description, ''), "
        + _TAIL.format(
            reach=_PHONE, voided="coalesce(r.state = 'voided', 0)", reason="''", case="e.uid", referral="NULL"
        )
        + "FROM case_file r "
        + _JOINS.format(kind="open")
    ),
    REFERRAL: (
        "SELECT e.uid, coalesce(r.number, ''), coalesce(r.sent, 0), 'referred', coalesce(t.query_type, ''), "
        "coalesce(t.title, ''), coalesce(r.need, t.title, ''), '', "
        + _TAIL.format(
            reach=_PHONE, voided="coalesce(r.state = 'voided', 0)", reason="coalesce(r.comment, '')",
            case="NULL", referral="e.uid",
        )
        + "FROM referral r "
        + _JOINS.format(kind="refer")
    ),
}  # fmt: skip


def record(store: Store, kind: str, id_: bytes) -> RecordRow | None:
    """Return a record, or None when it is not in this desk's data."""
    return _row(store, kind, "e.uid = ?", id_)


def of_number(store: Store, number: str) -> RecordRow | None:
    """Return the record of a printed number: its attention where there is one, else the case or hand-over.

    Of several records with one number (two offices that met) it is the one written first.
    """
    for low in (_indexed, _queued):
        found = low(store, number)
        if found is not None:
            return _row(store, ATTENTION, "r.id = ?", found)
    case = _row(store, CASE, "r.number = ?", number)
    if case is not None:
        return case
    # Few enough to read; a taken back attention has no words in the index any more.
    referral = _row(store, REFERRAL, "r.number = ?", number)
    if referral is not None:
        return referral
    return _row(store, ATTENTION, "r.voided = 1 AND r.number = ?", number)


def superseded(store: Store, stream: str) -> bool:
    """Tell whether the desk of a stream has gone on in another one, as far as is known here."""
    desk = stream.partition("-")[0]
    rows = store.rows(
        "SELECT s.name, s.own, coalesce((SELECT o.stamp FROM op o WHERE o.stream = s.id ORDER BY o.seq DESC "
        "LIMIT 1), 0) FROM stream s WHERE s.name >= ? AND s.name < ?",
        (f"{desk}-", f"{desk}."),
    )
    # A stream of which nothing has arrived may well be the newest of all.
    if stream not in [row[0] for row in rows]:
        return False
    return bool(max(rows, key=lambda row: (row[1] == 1, row[2]))[0] != stream)


def _row(store: Store, kind: str, where: str, value: object) -> RecordRow | None:
    row = store.row(f"{_SQL[kind]} WHERE {where} ORDER BY r.id LIMIT 1", (value,))
    if row is None:
        return None
    values = list(row)
    for at in (11, 12):
        values[at] = bool(values[at])
    return RecordRow(kind, *values)


def _indexed(store: Store, number: str) -> int | None:
    words = number.replace("-", " ")
    if not words.replace(" ", "").isdigit():
        return None
    row = store.row(
        "SELECT a.id FROM search_attention JOIN attention a ON a.id = search_attention.rowid "
        "WHERE search_attention MATCH ? AND a.number = ? ORDER BY a.id LIMIT 1",
        (f'"{words}"', number),
    )
    return int(row[0]) if row else None


def _queued(store: Store, number: str) -> int | None:
    """Look among the records whose words are not in the index yet."""
    row = store.row(
        "SELECT a.id FROM search_queue q JOIN attention a ON a.id = q.target "
        "WHERE q.kind = 'attention' AND a.number = ? ORDER BY a.id LIMIT 1",
        (number,),
    )
    return int(row[0]) if row else None

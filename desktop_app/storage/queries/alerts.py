"""Reads of what somebody should be told of: small answers, asked every few seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.ids import ulid_text
from desktop_app.storage.queries.clusters import standing
from desktop_app.storage.store import Store

_MOST: Final = 20
# Whose case it is, where the person only stands in for them.
_INSTEAD: Final = (
    "CASE WHEN f.responsible IS NOT NULL AND f.responsible IS NOT {own} "
    "THEN (SELECT coalesce(o.name, '') FROM official o WHERE o.id = f.responsible) ELSE '' END"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Who is to be told: integers of this database, or None where there is nothing."""

    user: int | None
    official: int | None
    unit: int | None
    official_id: bytes | None = None
    unit_id: bytes | None = None
    answers: str = "[]"
    """The officials for whom they answer now, themselves among them, as JSON."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case with the moment that matters, in epoch seconds; ``own``: the person opened it."""

    id: bytes
    number: str
    subject: str
    due: int
    own: bool
    instead: str = ""
    """Name of the absent official in whose place the person is told."""


@dataclass(frozen=True, slots=True)
class NewsRow:
    """Something that happened to a case, in epoch seconds; ``kind`` is told, assigned or reopened."""

    id: bytes
    number: str
    subject: str
    kind: str
    cause: str
    text: str
    moment: int


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A critical case whose check-in came (epoch seconds), or that has none."""

    id: bytes
    number: str
    subject: str
    since: int | None


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A hand-over; ``moment`` (epoch seconds) is when it was sent, or when it came back."""

    id: bytes
    number: str
    citizen: str
    need: str
    unit: str
    reason: str
    moment: int


def person(store: Store, user: bytes | None, covered: Sequence[bytes] = ()) -> Person:
    """Return what a user is in the directory, and for whom they answer: ``covered`` are the absent."""
    places = ",".join("?" * len(covered))
    row = store.row(
        "SELECT w.id, w.official, o.unit, oe.uid, ue.uid, (SELECT json_group_array(n.id) FROM "
        f"(SELECT w.official AS id UNION SELECT id FROM entity WHERE uid IN ({places})) n WHERE n.id IS NOT NULL) "
        "FROM user_account w JOIN entity e ON e.id = w.id LEFT JOIN official o ON o.id = w.official "
        "LEFT JOIN entity oe ON oe.id = w.official LEFT JOIN entity ue ON ue.id = o.unit WHERE e.uid = ?",
        (*covered, user),
    )
    return Person(*row) if row else Person(None, None, None)


def unanswered_criticals(store: Store, who: Person, since: int, *, everyone: bool) -> list[CaseRow]:
    """Return the open criticals without a first answer that is (or was) due after ``since``.

    ``everyone``: also those that are neither of the person, nor of their unit, nor opened by them.
    """
    rows = store.rows(
        "SELECT e.uid, coalesce(f.number, ''), coalesce(f.subject, ''), f.due_first, f.author IS ?1 "
        "FROM case_file f JOIN entity e ON e.id = f.id WHERE f.closed IS NULL AND f.level = 'critical' "
        "AND f.state != 'resolved' AND f.first_answer IS NULL AND f.due_first > ?2 AND f.historic IS NOT 1 "
        "AND (?3 OR f.author = ?1 OR f.responsible IN (SELECT value FROM json_each(?4)) OR f.unit = ?5) "
        "ORDER BY f.due_first, f.id LIMIT ?6",
        (who.user, since, everyone, who.answers, who.unit, _MOST),
    )
    return [CaseRow(id_, number, subject, due, bool(own)) for id_, number, subject, due, own in rows]


def came_due(store: Store, who: Person, since: int, now: int) -> list[CaseRow]:
    """Return the person's open cases that came due after ``since``, the newest first; none that is resolved."""
    rows = store.rows(
        "SELECT e.uid, coalesce(f.number, ''), coalesce(f.subject, ''), f.due_at, f.author IS ?1, "
        f"{_INSTEAD.format(own='?6')} "
        "FROM case_file f JOIN entity e ON e.id = f.id WHERE f.closed IS NULL AND f.due_at > ?2 AND f.due_at <= ?3 "
        "AND f.state != 'resolved' AND f.historic IS NOT 1 "
        "AND (f.responsible IN (SELECT value FROM json_each(?4)) OR (f.responsible IS NULL AND f.author = ?1)) "
        "ORDER BY f.due_at DESC, f.id LIMIT ?5",
        (who.user, since, now, who.answers, _MOST, who.official),
    )
    return [
        CaseRow(id_, number, subject, due, bool(own), instead)
        for id_, number, subject, due, own, instead in rows
    ]


def objected(store: Store, who: Person) -> list[CaseRow]:
    """Return the person's cases that were reopened since the citizen did not agree, the newest first.

    One goes away when somebody works on it again; ``due`` is when it was reopened.
    """
    rows = store.rows(
        "SELECT e.uid, coalesce(f.number, ''), coalesce(f.subject, ''), v.happened, f.author IS ?1, "
        f"{_INSTEAD.format(own='?4')} "
        "FROM case_file f JOIN entity e ON e.id = f.id JOIN case_event v ON v.case_file = f.id "
        "WHERE f.closed IS NULL AND f.state = 'reopened' "
        "AND (f.responsible IN (SELECT value FROM json_each(?2)) OR (f.responsible IS NULL AND f.author = ?1)) "
        "AND (v.stamp, v.uid) = (SELECT m.stamp, m.uid FROM case_event m WHERE m.case_file = f.id "
        "AND m.kind = 'move' AND m.counted = 1 ORDER BY m.stamp DESC, m.uid DESC LIMIT 1) "
        "AND json_extract(v.facts, '$.cause') = 'objection' ORDER BY v.happened DESC, f.id LIMIT ?3",
        (who.user, who.answers, _MOST, who.official),
    )
    return [
        CaseRow(id_, number, subject, due, bool(own), instead)
        for id_, number, subject, due, own, instead in rows
    ]


def near_due(store: Store, who: Person, since: int, now: int) -> list[CaseRow]:
    """Return the open cases of the person, or of their unit where nobody answers for them, that are about to end.

    Most of their time was used after ``since``. Of criticals without a first answer others tell.
    """
    rows = store.rows(
        "SELECT e.uid, coalesce(f.number, ''), coalesce(f.subject, ''), f.due_at, f.author IS ?1 "
        "FROM case_file f JOIN entity e ON e.id = f.id WHERE f.closed IS NULL AND f.due_at > ?3 "
        "AND f.warn_at > ?2 AND f.warn_at <= ?3 AND f.state != 'resolved' AND f.historic IS NOT 1 "
        "AND NOT (f.level = 'critical' AND f.first_answer IS NULL) "
        "AND (f.responsible = ?4 OR (f.responsible IS NULL AND f.unit = ?5)) ORDER BY f.due_at, f.id LIMIT ?6",
        (who.user, since, now, who.official, who.unit, _MOST),
    )
    return [CaseRow(id_, number, subject, due, bool(own)) for id_, number, subject, due, own in rows]


def check_ins(store: Store, who: Person, now: int, *, everyone: bool) -> list[CheckRow]:
    """Return the answered criticals that have to be looked at, or lack a next check-in."""
    rows = store.rows(
        "SELECT e.uid, coalesce(f.number, ''), coalesce(f.subject, ''), f.next_action_at "
        "FROM case_file f JOIN entity e ON e.id = f.id WHERE f.closed IS NULL AND f.level = 'critical' "
        "AND f.state != 'resolved' AND f.historic IS NOT 1 AND coalesce(f.next_action_at, 0) <= ?2 "
        "AND (f.first_answer IS NOT NULL OR f.due_first IS NULL) "
        "AND (?3 OR f.author = ?1 OR f.responsible = ?4 OR f.unit = ?5) ORDER BY f.next_action_at, f.id LIMIT ?6",
        (who.user, now, everyone, who.official, who.unit, _MOST),
    )
    return [CheckRow(*row) for row in rows]


NEWS: Final = """
SELECT e.uid, coalesce(f.number, ''), coalesce(f.subject, ''),
    CASE v.kind WHEN 'escalate' THEN 'told' WHEN 'move' THEN 'reopened' ELSE 'assigned' END,
    coalesce(json_extract(v.facts, '$.cause'), ''), coalesce(v.text, ''), v.happened
FROM case_file f JOIN case_event v ON v.case_file = f.id JOIN entity e ON e.id = f.id
WHERE f.closed IS NULL AND f.updated >= :since AND f.state != 'resolved' AND f.historic IS NOT 1
    AND v.happened >= :since AND v.counted AND (
    (v.kind = 'escalate' AND coalesce(json_extract(v.facts, '$.cause'), '') != 'warning'
        AND v.author IS NOT coalesce(:user, -1) AND (json_extract(v.facts, '$.to') = :official_id
        OR (json_extract(v.facts, '$.to') IS NULL AND json_extract(v.facts, '$.unit') = :unit_id)
        OR (:everyone AND json_extract(v.facts, '$.to') IS NULL AND json_extract(v.facts, '$.unit') IS NULL)))
    OR (v.kind = 'assign' AND f.responsible = :official AND v.author IS NOT :user
        AND json_extract(v.facts, '$.cause') IS NOT 'shift'
        AND json_extract(v.facts, '$.responsible') = :official_id)
    OR (v.kind = 'open' AND f.responsible = :official AND v.author IS NOT :user)
    OR (v.kind = 'move' AND json_extract(v.facts, '$.to') = 'reopened'
        AND json_extract(v.facts, '$.cause') IS NOT 'objection' AND v.author IS NOT :user
        AND (f.responsible = :official OR (f.responsible IS NULL AND f.author = :user))))
ORDER BY v.happened DESC LIMIT :most
"""


def news(store: Store, who: Person, since: int, *, everyone: bool) -> list[NewsRow]:
    """Return what happened since then to open cases that the person must hear of, the newest first.

    They were told of it as chief or specialised unit (``everyone``: also where there is neither), were made
    responsible by somebody else, or a case of theirs was opened again.
    """
    values = {
        "since": since, "user": who.user, "official": who.official, "everyone": everyone, "most": _MOST,
        "official_id": ulid_text(who.official_id) if who.official_id else None,
        "unit_id": ulid_text(who.unit_id) if who.unit_id else None,
    }  # fmt: skip
    return [NewsRow(*row) for row in store.rows_named(NEWS, values)]


_REFERRAL: Final = (
    "SELECT e.uid, coalesce(r.number, ''), coalesce(c.name, ''), coalesce(r.need, ''), coalesce(u.name, ''), "
    "coalesce(r.reason, ''), coalesce({moment}, 0) FROM referral r JOIN entity e ON e.id = r.id "
    f"LEFT JOIN citizen c ON c.id = {standing('r.citizen')} LEFT JOIN unit u ON u.id = r.unit "
)


def waiting_referrals(store: Store, who: Person, covered: Sequence[bytes] = ()) -> list[ReferralRow]:
    """Return the newest hand-overs without an answer to the person's unit, to them, or to whom they stand in for.

    ``covered`` are the absent officials whose inbox they have now.
    """
    places = ",".join("?" * len(covered))
    rows = store.rows(
        _REFERRAL.format(moment="r.sent") + "WHERE r.state = 'sent' AND (r.unit = ?1 OR r.official = ?2 OR "
        "r.official IN (SELECT m.id FROM official m WHERE m.substitute = ?2) OR "
        f"r.official IN (SELECT id FROM entity WHERE uid IN ({places}))) "
        f"ORDER BY r.sent DESC, r.id LIMIT {_MOST}",
        (who.unit, who.official, *covered),
    )
    return [ReferralRow(*row) for row in rows]


def returned_referrals(store: Store, who: Person, day: int) -> list[ReferralRow]:
    """Return the person's hand-overs sent since a local day (yyyymmdd) that came back and were not sent on."""
    rows = store.rows(
        _REFERRAL.format(moment="r.answered") + "WHERE r.state = 'returned' AND r.lday >= ? AND r.author = ? "
        "AND NOT EXISTS (SELECT 1 FROM referral n WHERE n.previous = r.id AND n.lday >= r.lday "
        "AND n.state != 'voided') "
        "ORDER BY r.answered DESC, r.id LIMIT ?",
        (day, who.user, _MOST),
    )
    return [ReferralRow(*row) for row in rows]

"""Everything that happened with a person: attentions, cases, contacts of their cases, hand-overs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.storage.queries.clusters import as_list
from desktop_app.storage.store import Store

KINDS: Final = ("attention", "case", "contact", "hand_over")


@dataclass(frozen=True, slots=True)
class HappenedRow:
    """One thing that happened; ``at`` in epoch seconds, ``state`` and ``channel`` as codes.

    ``about`` is the topic, subject or need; ``whom`` the unit, the person or the clerk.
    """

    kind: str
    id: bytes
    at: int
    number: str
    about: str
    channel: str
    state: str
    whom: str
    text: str
    case: bytes | None


_MINE: Final = "IN (SELECT value FROM json_each(:members))"
# A hand-over made without an attention is found by its own person: the few without one are walked through.
_REFERRALS: Final = (
    f"(SELECT a.referral FROM attention a WHERE a.citizen {_MINE} AND a.voided = 0 AND a.referral IS NOT NULL "
    f"UNION SELECT r.id FROM referral r WHERE r.citizen {_MINE})"
)
_NEAR_REFERRALS: Final = (
    f"(SELECT a.referral FROM attention a WHERE a.citizen {_MINE} AND a.voided = 0 AND a.referral IS NOT NULL "
    f"UNION SELECT r.id FROM referral r WHERE r.state = 'sent' AND r.citizen {_MINE})"
)
_PARTS: Final = {
    "attention": (
        "SELECT 'attention', x.uid, coalesce(a.started, 0), coalesce(a.number, ''), coalesce(t.title, a.subject, ''), "
        "coalesce(a.channel, ''), coalesce(a.result, ''), coalesce(u.name, ''), coalesce(a.detail, ''), fe.uid "
        "FROM attention a JOIN entity x ON x.id = a.id LEFT JOIN topic t ON t.id = a.topic "
        "LEFT JOIN user_account u ON u.id = a.author LEFT JOIN entity fe ON fe.id = a.case_file "
        f"WHERE a.citizen {_MINE} AND a.voided = 0"
    ),
    "case": (
        "SELECT 'case', x.uid, coalesce(f.opened, 0), coalesce(f.number, ''), coalesce(f.subject, ''), "
        "coalesce(f.channel, ''), coalesce(f.state, ''), coalesce(u.name, ''), coalesce(f.description, ''), x.uid "
        "FROM case_file f JOIN entity x ON x.id = f.id LEFT JOIN unit u ON u.id = f.unit "
        f"WHERE f.citizen {_MINE}"
    ),
    "contact": (
        "SELECT 'contact', x.uid, coalesce(v.happened, 0), coalesce(f.number, ''), coalesce(f.subject, ''), "
        "coalesce(v.facts ->> 'channel', ''), CASE WHEN v.facts ->> 'reached' = 0 THEN 'not_reached' ELSE 'reached' "
        "END, coalesce(u.name, ''), coalesce(v.text, ''), x.uid FROM case_file f "
        "JOIN case_event v ON v.case_file = f.id AND v.kind = 'contact' JOIN entity x ON x.id = f.id "
        f"LEFT JOIN user_account u ON u.id = v.author WHERE f.citizen {_MINE}"
    ),
    "hand_over": (
        "SELECT 'hand_over', x.uid, coalesce(r.sent, 0), coalesce(r.number, ''), coalesce(r.need, ''), '', "
        "coalesce(r.state, ''), trim(coalesce(o.name, '') || ' · ' || coalesce(u.name, ''), ' ·'), "
        "coalesce(r.comment, ''), fe.uid FROM referral r JOIN entity x ON x.id = r.id "
        "LEFT JOIN unit u ON u.id = r.unit LEFT JOIN official o ON o.id = r.official "
        "LEFT JOIN entity fe ON fe.id = r.case_file WHERE r.id IN {referrals}"
    ),
}
_COUNTS: Final = {
    "attention": f"SELECT count(*) FROM attention a WHERE a.citizen {_MINE} AND a.voided = 0",
    "case": f"SELECT count(*) FROM case_file f WHERE f.citizen {_MINE}",
    "contact": "SELECT count(*) FROM case_file f JOIN case_event v ON v.case_file = f.id AND v.kind = 'contact' "
    f"WHERE f.citizen {_MINE}",
    "hand_over": f"SELECT count(*) FROM {_REFERRALS}",
}


def counts(store: Store, members: Sequence[int]) -> dict[str, int]:
    """Return how many things of each kind happened with a person, whose records are ``members``."""
    parts = ", ".join(f"({sql})" for sql in _COUNTS.values())
    row = store.row_named(f"SELECT {parts}", {"members": as_list(members)})
    return dict(zip(_COUNTS, (int(value) for value in row), strict=True)) if row else {}


def page(
    store: Store, members: Sequence[int], kinds: Sequence[str], offset: int, limit: int
) -> list[HappenedRow]:
    """Return a page of what happened, newest first; ``limit`` -1: all of it."""
    return _read(store, members, kinds, {"offset": offset, "limit": limit}, _REFERRALS)


def latest(store: Store, members: Sequence[int], kind: str, limit: int) -> list[HappenedRow]:
    """Return the newest things of a kind, of hand-overs those that are found without a walk through all."""
    return _read(store, members, (kind,), {"offset": 0, "limit": limit}, _NEAR_REFERRALS)


def _read(
    store: Store, members: Sequence[int], kinds: Sequence[str], values: dict[str, Any], referrals: str
) -> list[HappenedRow]:
    if not kinds:
        return []
    union = " UNION ALL ".join(_PARTS[kind].format(referrals=referrals) for kind in kinds)
    sql = f"{union} ORDER BY 3 DESC, 4 DESC, 1 LIMIT :limit OFFSET :offset"
    rows = store.rows_named(sql, {**values, "members": as_list(members)})
    return [HappenedRow(*row) for row in rows]

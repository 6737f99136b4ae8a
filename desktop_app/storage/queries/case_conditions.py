"""What narrows a list of cases, as SQL whose every value is a bound parameter."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.domain.filter_words import LATE, NOBODY, Key
from desktop_app.storage.queries import clusters
from desktop_app.storage.queries.people import expression
from desktop_app.storage.search import match_expression
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class Between:
    """Moments in epoch seconds: from ``first`` on and before ``until``; None is open."""

    first: int | None
    until: int | None


Bound = bytes | str | int | Between


@dataclass(frozen=True, slots=True)
class Term:
    """A case is (``negated``: is not) any of ``values`` of ``key``; as ``filter_words.Condition``, with moments."""

    key: Key
    values: tuple[Bound, ...]
    negated: bool = False


_SECONDS: Final = 86_400
_REFERENCES: Final[Mapping[Key, str]] = {
    Key.UNIT: "f.unit",
    Key.RESPONSIBLE: "f.responsible",
    Key.TOPIC: "f.topic",
}
_CODES: Final[Mapping[Key, str]] = {
    Key.STATE: "f.state",
    Key.LEVEL: "f.level",
    Key.TYPE: "f.query_type",
    Key.CHANNEL: "f.channel",
    Key.CRITERION: "f.criterion",
}
_MOMENTS: Final[Mapping[Key, str]] = {
    Key.DUE: "f.due_at",
    Key.OPENED: "f.opened",
    Key.CLOSED: "f.closed",
}
COSTLY: Final = frozenset({Key.CITIZEN, Key.WORDS})
"""What is looked for in an index of words first: such a view is not counted together with the others."""

CROWD: Final = 3_000
"""People from whom on the cases are walked through in order instead of looked up person by person."""


def condition(store: Store, terms: Sequence[Term], mark: str = "") -> tuple[list[str], dict[str, Any]]:
    """Return the conditions of some terms, to be joined with AND, and the values bound in them.

    The names of the values begin with ``mark``; the statement has the value ``now`` as well.
    """
    found: list[str] = []
    values: dict[str, Any] = {}
    for place, term in enumerate(terms):
        sql, bound = _one(store, term, f"{mark}t{place}_")
        # NULL is no: a case without a unit is not of a unit, and so it is one that is "not of it".
        found.append(f"({sql}) IS NOT 1" if term.negated else f"({sql})")
        values |= bound
    return found, values


def _one(store: Store, term: Term, name: str) -> tuple[str, dict[str, Any]]:
    if term.key in _REFERENCES:
        return _reference(store, term, name)
    if term.key in _CODES:
        # A unit or a state has thousands of cases: their order comes from the view's index, which knows them.
        sql = f"+{_CODES[term.key]} IN (SELECT value FROM json_each(:{name}))"
        if term.key is Key.CRITERION:
            sql += " AND +f.level = 'critical'"
        return sql, {name: json.dumps([str(value) for value in term.values])}
    if term.key in _MOMENTS:
        return _moments(term, name)
    if term.key is Key.SILENT:
        days = max((value for value in term.values if isinstance(value, int)), default=0)
        return f"+f.last_contact <= :now - :{name}", {name: days * _SECONDS}
    text = " ".join(str(value) for value in term.values if isinstance(value, str))
    if term.key is Key.PLACE:
        return _place(text, name)
    if term.key is Key.WORDS:
        return _words(text, name)
    return _citizen(store, term, text, name)


def _reference(store: Store, term: Term, name: str) -> tuple[str, dict[str, Any]]:
    column = _REFERENCES[term.key]
    uids = [value for value in term.values if isinstance(value, bytes)]
    parts, values = [], {}
    if NOBODY in term.values:
        parts.append(f"+{column} IS NULL")
    if uids or not parts:
        parts.append(f"+{column} IN (SELECT value FROM json_each(:{name}))")
        values[name] = json.dumps(numbers_of(store, uids))
    return " OR ".join(parts), values


def numbers_of(store: Store, uids: Sequence[bytes]) -> list[int]:
    """Return this database's integers of some ids, leaving out those of nothing."""
    rows = (store.row("SELECT id FROM entity WHERE uid = ?", (uid,)) for uid in uids)
    return [int(row[0]) for row in rows if row]


def _moments(term: Term, name: str) -> tuple[str, dict[str, Any]]:
    column = _MOMENTS[term.key]
    parts: list[str] = []
    values: dict[str, Any] = {}
    for place, value in enumerate(term.values):
        if value == LATE:
            parts.append(f"{column} <= :now")
        if not isinstance(value, Between):
            continue
        ends = []
        for mark, sign, moment in (("a", ">=", value.first), ("b", "<", value.until)):
            if moment is not None:
                ends.append(f"{column} {sign} :{name}{mark}{place}")
                values[f"{name}{mark}{place}"] = moment
        parts.append(" AND ".join(ends) or "1")
    return " OR ".join(parts) or "0", values


def _place(text: str, name: str) -> tuple[str, dict[str, Any]]:
    words = text.split()
    if not words:
        return "0", {}
    # The folded place stands in the indexes of the lists; words begin after a blank.
    tests = " AND ".join(f"instr(' ' || f.place_key, :{name}w{at})" for at in range(len(words)))
    return f"f.place_key IS NOT NULL AND {tests}", {
        f"{name}w{at}": f" {word}" for at, word in enumerate(words)
    }


def _words(text: str, name: str) -> tuple[str, dict[str, Any]]:
    match = match_expression(text)
    if not match:
        return "0", {}
    return f"+f.id IN (SELECT rowid FROM search_case WHERE search_case MATCH :{name})", {name: match}


def _citizen(store: Store, term: Term, text: str, name: str) -> tuple[str, dict[str, Any]]:
    uids = [value for value in term.values if isinstance(value, bytes)]
    if uids:
        members = [number for uid in uids for number in clusters.cluster(store.rows, uid)]
        return f"f.citizen IN (SELECT value FROM json_each(:{name}))", {name: json.dumps(members)}
    match = expression(text)
    if not match:
        return "0", {}
    people = f"SELECT rowid FROM search_citizen WHERE search_citizen MATCH :{name}"
    row = store.row_named(f"SELECT count(*) FROM (SELECT 1 FROM ({people}) LIMIT {CROWD})", {name: match})
    plus = "+" if row and row[0] >= CROWD else ""
    # Who was merged is found by the words of who stands for them: the index knows only these.
    merged = (
        "WITH RECURSIVE down (id) AS (SELECT rowid FROM search_citizen WHERE search_citizen MATCH "
        f":{name} UNION SELECT c.id FROM down JOIN citizen c ON c.merged_into = down.id) SELECT id FROM down"
    )
    some = store.row("SELECT 1 FROM citizen WHERE merged_into IS NOT NULL LIMIT 1")
    return f"{plus}f.citizen IN ({merged if some else people})", {name: match}

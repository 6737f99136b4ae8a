"""What the search for people recorded twice reads: everyone once, then those worth comparing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.duplicates import Person
from desktop_app.domain.ids import ulid_bytes
from desktop_app.storage.queries import clusters
from desktop_app.storage.store import Store

_BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class KeyRow:
    """What one record is compared by; ``distinct_from`` as stored, ``stands`` false for who was merged."""

    number: int
    name_key: str | None
    document: str | None
    phone: str | None
    email: str | None
    address: str | None
    stands: bool
    distinct_from: str | None


def everybody(store: Store) -> Iterator[list[KeyRow]]:
    """Yield all records, a thousand at a time: never all of them in memory, nor long without other threads."""
    last = 0
    while True:
        rows = store.rows(
            "SELECT id, name_key, document, phone, email, address, merged_into IS NULL, distinct_from "
            "FROM citizen WHERE id > ? ORDER BY id LIMIT ?",
            (last, _BATCH),
        )
        if not rows:
            return
        yield [KeyRow(*row) for row in rows]
        last = rows[-1][0]


def people(store: Store, numbers: Iterable[int]) -> dict[int, Person]:
    """Return the records of some people to be compared."""
    rows = store.rows(
        "SELECT c.id, e.uid, coalesce(c.name, ''), c.document_type, c.document, c.phone, c.email, c.address "
        "FROM citizen c JOIN entity e ON e.id = c.id WHERE c.id IN (SELECT value FROM json_each(?))",
        (clusters.as_list(numbers),),
    )
    return {row[0]: Person(*row[1:]) for row in rows}


def numbers_of(store: Store, ids: Iterable[bytes]) -> dict[bytes, int]:
    """Return the entity integers of ids that are known here."""
    wanted = [bytes(each).hex() for each in ids]
    rows = store.rows(
        "SELECT e.uid, e.id FROM json_each(?) j JOIN entity e ON e.uid = unhex(j.value)",
        (json.dumps(wanted),),
    )
    return {row[0]: row[1] for row in rows}


def told_apart(store: Store, marks: Mapping[int, str]) -> set[tuple[int, int]]:
    """Return which standing people were told apart, the smaller integer first; ``marks`` as they are stored."""
    ids = {number: _ids(text) for number, text in marks.items()}
    numbers = numbers_of(store, {each for some in ids.values() for each in some})
    pairs = [(number, numbers[each]) for number, some in ids.items() for each in some if each in numbers]
    standing = clusters.roots(store.rows, {number for pair in pairs for number in pair})
    found: set[tuple[int, int]] = set()
    for one, other in pairs:
        first, second = sorted((standing[one], standing[other]))
        found.add((first, second))
    return found


def marks_about(store: Store, members: Sequence[int]) -> dict[int, str]:
    """Return the marks that some records bear."""
    rows = store.rows(
        "SELECT id, distinct_from FROM citizen WHERE distinct_from IS NOT NULL "
        "AND id IN (SELECT value FROM json_each(?))",
        (clusters.as_list(members),),
    )
    return {row[0]: row[1] for row in rows}


def _ids(text: str) -> list[bytes]:
    value = json.loads(text)
    found = []
    for each in value if isinstance(value, list) else ():
        try:
            found.append(ulid_bytes(each) if isinstance(each, str) else b"")
        except ValueError:
            continue
    return [each for each in found if each]

"""Ids as this database's integers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from desktop_app.storage.store import Store


def numbers_of(store: Store, uids: Sequence[bytes]) -> list[int]:
    """Return the integers of ids, in that order; those that this database does not know are left out."""
    places = ",".join("?" * len(uids))
    rows = store.rows(f"SELECT uid, id FROM entity WHERE uid IN ({places})", tuple(uids))
    known: dict[bytes, int] = {row[0]: row[1] for row in rows}
    return [known[uid] for uid in uids if uid in known]


def answers(store: Store, uids: Iterable[bytes | None]) -> str:
    """Return the integers of those for whom somebody answers, as JSON; None is nobody."""
    return json.dumps(numbers_of(store, [uid for uid in uids if uid is not None]))

"""Full-text search: word prefixes, blind to accents and case.

The index is filled from a queue: a row of it belongs to the transaction that changes the data, the
words follow when the worker is idle, and before any search that must see them. Topics and officials are few and
are searched in memory (``domain/typeahead``, ``services/finding``): nothing is written for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import apsw

from desktop_app.domain.folded import folded_words
from desktop_app.storage.connection import Row
from desktop_app.storage.queries import clusters
from desktop_app.storage.store import Store

KINDS: Final = ("citizen", "case", "attention")
_WORD = re.compile(r"\w+", re.UNICODE)
_MAX_WORDS: Final = 12
_NUMBER = re.compile(r"\d{4,15}")


def match_expression(text: str) -> str:
    """Return an FTS5 expression of word prefixes; what a user types is never FTS syntax."""
    words = _WORD.findall(text.replace("_", " "))[:_MAX_WORDS]
    return " ".join(f'"{word}"*' for word in words)


def phrase_expression(text: str) -> str:
    """Return an FTS5 expression as ``match_expression``; words in quotes must follow each other."""
    found: list[str] = []
    for place, piece in enumerate(text.split('"')):
        words = _WORD.findall(piece.replace("_", " "))
        # Between the first quote and the second, the third and the fourth… stands what is quoted.
        found += [f'"{" ".join(words)}"'] if place % 2 and words else [f'"{word}"*' for word in words]
    return " ".join(found[:_MAX_WORDS])


def search(store: Store, kind: str, text: str, limit: int = 50) -> list[int]:
    """Return the entity integers that have every word of ``text`` as a prefix, newest first."""
    if kind not in KINDS:
        raise ValueError(kind)
    expression = match_expression(text)
    if not expression:
        return []
    found = _by_number(store, text, limit) if kind == "case" else []
    rows = store.rows(
        f"SELECT rowid FROM search_{kind} WHERE search_{kind} MATCH ? ORDER BY rowid DESC LIMIT ?",
        (expression, limit),
    )
    return list(dict.fromkeys([*found, *(row[0] for row in rows)]))[:limit]


def _by_number(store: Store, text: str, limit: int) -> list[int]:
    """Return the cases whose printed number begins with the digits typed."""
    sql = "SELECT id FROM case_file WHERE number >= ? AND number < ? ORDER BY number DESC LIMIT ?"
    return [row[0] for low, high in number_ranges(text) for row in store.rows(sql, (low, high, limit))]


def number_ranges(text: str) -> list[tuple[str, str]]:
    """Return the ranges of printed numbers that begin with the digits typed, with or without dashes.

    Numbers without dashes are no words of the index: each would be a term of its own, and one more digit
    typed would walk through hundreds of thousands of them.
    """
    digits = text.replace("-", "").replace(" ", "")
    if not _NUMBER.fullmatch(digits):
        return []
    head, rest = "-".join(digits[at : at + 2] for at in range(0, min(6, len(digits)), 2)), digits[6:]
    starts = [f"{head}-{rest}" if rest else head]
    # The last two digits are the check, after a number of five to seven.
    starts += [f"{head}-{rest[:cut]}-{rest[cut:]}" for cut in (5, 6, 7) if 0 < len(rest) - cut <= 2]
    return [(start, f"{start}:") for start in starts]


def pending(store: Store) -> int:
    """Return how many changes wait for the index."""
    row = store.row("SELECT count(*) FROM (SELECT 1 FROM search_queue LIMIT 1000)")
    return int(row[0]) if row else 0


def flush(store: Store, limit: int = 2_000) -> int:
    """Bring up to ``limit`` queued changes into the index; return how many."""
    if not store.read_only and not pending(store):
        return 0
    if store.read_only:
        return 0
    with store.local_write() as connection:
        rows: list[Row] = connection.execute(
            "SELECT id, kind, target FROM search_queue ORDER BY id LIMIT ?", (limit,)
        ).fetchall()
        if not rows:
            return 0
        targets: dict[str, set[int]] = {}
        for _, kind, target in rows:
            targets.setdefault(kind, set()).add(target)
        _widen(connection, targets)
        for kind, wanted in targets.items():
            index(connection, kind, sorted(wanted))
        connection.execute("DELETE FROM search_queue WHERE id <= ?", (rows[-1][0],))
    return len(rows)


def _widen(connection: apsw.Connection, targets: dict[str, set[int]]) -> None:
    """Add what is found by the words of changed people: those merged with them, and the cases of all."""
    people = targets.get("citizen")
    if not people:
        return
    standing = set(clusters.roots(connection.execute, people).values())
    for members in clusters.members_of(connection.execute, sorted(standing)).values():
        people.update(members)
    cases: list[Row] = connection.execute(
        "SELECT id FROM case_file WHERE citizen IN (SELECT value FROM json_each(?))",
        (clusters.as_list(people),),
    ).fetchall()
    targets.setdefault("case", set()).update(row[0] for row in cases)


def flush_all(store: Store) -> None:
    """Bring every queued change into the index."""
    while flush(store):
        pass


_DOCUMENTS: Final[Mapping[str, str]] = {
    "citizen": "SELECT name, document, phone, email, address FROM citizen WHERE id = ?",
    "case": "SELECT f.number, f.subject, f.description, f.place, c.name, "
    "c.document, t.title, s.name, s.document FROM case_file f LEFT JOIN citizen c ON c.id = f.citizen "
    f"LEFT JOIN citizen s ON c.merged_into IS NOT NULL AND s.id = {clusters.standing('f.citizen')} "
    "LEFT JOIN topic t ON t.id = f.topic WHERE f.id = ?",
    "attention": "SELECT number, subject, detail FROM attention WHERE id = ? AND voided = 0",
}


def index(connection: apsw.Connection, kind: str, targets: Iterable[int]) -> None:
    """Bring the words of some entities into the index, inside the caller's transaction."""
    sql = _DOCUMENTS.get(kind)
    if sql is None:
        return
    insert = f"INSERT OR REPLACE INTO search_{kind} (rowid, text) VALUES (?, ?)"
    delete = f"DELETE FROM search_{kind} WHERE rowid = ?"
    targets = list(targets)
    spoken_for = _Clusters(connection, targets) if kind == "citizen" else None
    for target in targets:
        row = connection.execute(sql, (target,)).fetchone()
        words: str | None = _words(row) if row else None
        if spoken_for is not None and row:
            words = spoken_for.words(target, words or "")
        # Somebody of whom nothing is known is listed all the same.
        if words or (spoken_for is not None and words is not None):
            connection.execute(insert, (target, words))
        else:
            connection.execute(delete, (target,))


class _Clusters:
    """What people who were merged add to the words of who stands for them."""

    def __init__(self, connection: apsw.Connection, people: Sequence[int]) -> None:
        self._connection = connection
        self._touched = clusters.touched(connection.execute, people)

    def words(self, target: int, own: str) -> str | None:
        """Return everything somebody is found by; None for who was merged into somebody else."""
        if target not in self._touched:
            return own
        run = self._connection.execute
        if clusters.roots(run, [target])[target] != target:
            return None
        others = clusters.members_of(run, [target])[target][1:]
        rows = (run(_DOCUMENTS["citizen"], (number,)).fetchone() for number in others)
        return " ".join([own, *(_words(row) for row in rows if row)]).strip()


def _words(row: tuple[Any, ...]) -> str:
    return " ".join(str(value) for value in row if value)


fold = folded_words
"""Text as the index compares it: no accents, no case, words parted by one blank."""

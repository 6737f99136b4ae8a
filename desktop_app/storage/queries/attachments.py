"""Reads of the files of cases."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of a case; ``added`` in epoch seconds, ``size`` in bytes."""

    sha: bytes
    name: str
    type: str
    size: int
    added: int
    author: str


_SHA = re.compile(r"[0-9a-f]{64}")

# A file goes with the person: what anonymising must remove is no longer wanted anywhere.
_KEPT = (
    "FROM case_attachment a LEFT JOIN case_file f ON f.id = a.case_file WHERE NOT EXISTS ("
    "SELECT 1 FROM op WHERE op.kind = 'anonymise' AND op.entity = 'citizen' AND op.target = f.citizen)"
)


def files(store: Store, case: bytes) -> list[FileRow]:
    """Return the files of a case, the oldest first."""
    rows = store.rows(
        "SELECT a.sha, a.name, a.type, a.size, a.added, coalesce(u.name, '') FROM case_attachment a "
        "LEFT JOIN user_account u ON u.id = a.author WHERE a.case_file = (SELECT id FROM entity WHERE uid = ?) "
        "ORDER BY (SELECT v.stamp FROM case_event v WHERE v.case_file = a.case_file AND v.uid = a.event), a.sha",
        (case,),
    )
    return [FileRow(*row) for row in rows]


def one(store: Store, case: bytes, sha: bytes) -> FileRow | None:
    """Return one file of a case, or None."""
    return next((each for each in files(store, case) if each.sha == sha), None)


def named(store: Store, since: int) -> list[bytes]:
    """Return the hashes of every file that was ever added to a case and not removed before ``since``.

    Epoch seconds. From the log rather than from what a case shows: contents stay on their desk, so what a
    removal elsewhere, or more files than a case can hold, hide from sight is not lost at once.
    """
    rows = store.rows(
        "SELECT DISTINCT json_extract(v.facts, '$.sha') FROM case_event v JOIN case_file f ON f.id = v.case_file "
        "WHERE v.kind = 'attach' AND NOT EXISTS (SELECT 1 FROM op WHERE op.kind = 'anonymise' "
        "AND op.entity = 'citizen' AND op.target = f.citizen) AND NOT EXISTS (SELECT 1 FROM case_event d "
        "WHERE d.case_file = v.case_file AND d.kind = 'detach' AND d.stamp > v.stamp AND d.happened < ? "
        "AND json_extract(d.facts, '$.sha') = json_extract(v.facts, '$.sha'))",
        (since,),
    )
    return [bytes.fromhex(row[0]) for row in rows if isinstance(row[0], str) and _SHA.fullmatch(row[0])]


def wanted(store: Store) -> list[tuple[bytes, int]]:
    """Return ``(sha, size)`` of every file that some case has, each once, in the order of the hashes."""
    return [
        (row[0], row[1])
        for row in store.rows(f"SELECT a.sha, max(a.size) {_KEPT} GROUP BY a.sha ORDER BY a.sha")
    ]

"""Reads of the files of cases."""

from __future__ import annotations

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


def wanted(store: Store) -> list[tuple[bytes, int]]:
    """Return ``(sha, size)`` of every file that some case has, each once, in the order of the hashes."""
    return [
        (row[0], row[1])
        for row in store.rows(f"SELECT a.sha, max(a.size) {_KEPT} GROUP BY a.sha ORDER BY a.sha")
    ]

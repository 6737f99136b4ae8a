"""What an import looks up: the cases it wrote before, topics by title, people by document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.storage.queries.clusters import Rows, root_of


@dataclass(frozen=True, slots=True)
class Known:
    """What this database has under an id: whether a case, and the row it was imported from.

    ``row`` is None where personal data was removed since.
    """

    case: bool
    row: Mapping[str, str] | None


def known(rows: Rows, ids: Sequence[bytes]) -> dict[bytes, Known]:
    """Return what is there under the ids; an id that nothing refers to is absent."""
    places = ",".join("?" * len(ids))
    found = rows(
        "SELECT e.uid, f.id IS NOT NULL, f.source FROM entity e LEFT JOIN case_file f ON f.id = e.id "
        f"WHERE e.uid IN ({places})",
        ids,
    )
    return {uid: Known(bool(case), _row(source)) for uid, case, source in found}


def _row(source: object) -> Mapping[str, str] | None:
    value = json.loads(source) if isinstance(source, str) else None
    row = value.get("row") if isinstance(value, dict) else None
    return row if isinstance(row, dict) else None


def topics_by_title(rows: Rows) -> dict[str, bytes]:
    """Return the ids of all topics by their exact title; an active one wins over a retired one."""
    found: Iterable[Sequence[Any]] = rows(
        "SELECT t.title, e.uid FROM topic t JOIN entity e ON e.id = t.id WHERE t.title IS NOT NULL "
        "ORDER BY t.active, e.uid DESC",
        (),
    )
    return {row[0]: row[1] for row in found}


def citizen_of_document(rows: Rows, document: str) -> bytes | None:
    """Return the id of the person with a document, or of whom they were merged into, or None."""
    found = rows(
        "SELECT e.uid FROM citizen c JOIN entity e ON e.id = c.id WHERE c.document = ? "
        "ORDER BY c.merged_into IS NOT NULL, e.uid LIMIT 1",
        (document,),
    )
    first = next((row[0] for row in found), None)
    return root_of(rows, first) if first is not None else None

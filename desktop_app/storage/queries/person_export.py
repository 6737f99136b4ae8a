"""What an export of one person reads besides the lists, and the local log of the exports."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import apsw

from desktop_app.domain.ids import ulid_text
from desktop_app.storage.queries.clusters import as_list
from desktop_app.storage.store import Store

_LOG: Final = "person_export/"


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record of a person; ``created`` in epoch seconds."""

    number: int
    id: bytes
    name: str
    document_type: str
    document: str
    phone: str
    email: str
    address: str
    created: int | None


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """An attention of a person with all that it says; ``started`` in epoch seconds, ``duration`` in seconds.

    ``void_reason`` is None for one that stands.
    """

    number: str
    started: int
    channel: str
    query_type: str
    topic: str
    detail: str
    contact: str
    preferential: str
    result: str
    author: str
    unit: str
    office: str
    duration: int
    no_contact: int
    void_reason: str | None


@dataclass(frozen=True, slots=True)
class ExportRow:
    """An export that was made at this desk; ``at`` in epoch seconds, ids as ULID text."""

    at: int
    citizen: str
    by: str
    by_name: str
    kinds: Sequence[str]


def records(store: Store, members: Sequence[int]) -> list[RecordRow]:
    """Return the records of a person, who stands for it first."""
    rows = store.rows(
        "SELECT c.id, e.uid, coalesce(c.name, ''), coalesce(c.document_type, ''), coalesce(c.document, ''), "
        "coalesce(c.phone, ''), coalesce(c.email, ''), coalesce(c.address, ''), c.created FROM json_each(?) j "
        "JOIN citizen c ON c.id = j.value JOIN entity e ON e.id = c.id ORDER BY j.key",
        (as_list(members),),
    )
    return [RecordRow(*row) for row in rows]


def attentions(store: Store, members: Sequence[int]) -> list[AttentionRow]:
    """Return a person's attentions, newest first; also those that were taken back: they are kept."""
    rows = store.rows(
        "SELECT coalesce(a.number, ''), coalesce(a.started, 0), coalesce(a.channel, ''), "
        "coalesce(a.query_type, ''), coalesce(t.title, a.subject, ''), coalesce(a.detail, ''), "
        "coalesce(a.contact, ''), coalesce(a.preferential, ''), coalesce(a.result, ''), coalesce(w.name, ''), "
        "coalesce(u.name, ''), coalesce(o.name, ''), coalesce(a.duration, 0), coalesce(a.no_contact, 0), "
        "CASE WHEN a.voided = 1 THEN coalesce(a.void_reason, '') END FROM attention a "
        "LEFT JOIN topic t ON t.id = a.topic LEFT JOIN user_account w ON w.id = a.author "
        "LEFT JOIN unit u ON u.id = a.unit LEFT JOIN office o ON o.id = a.office "
        "WHERE a.citizen IN (SELECT value FROM json_each(?)) ORDER BY a.started DESC, a.id DESC",
        (as_list(members),),
    )
    return [AttentionRow(*row) for row in rows]


def cases(store: Store, members: Sequence[int]) -> list[bytes]:
    """Return the ids of a person's cases, newest first."""
    rows = store.rows(
        "SELECT e.uid FROM case_file f JOIN entity e ON e.id = f.id "
        "WHERE f.citizen IN (SELECT value FROM json_each(?)) ORDER BY f.opened DESC, f.id DESC",
        (as_list(members),),
    )
    return [row[0] for row in rows]


def note_export(connection: apsw.Connection, key: bytes, row: ExportRow) -> None:
    """Note an export at this desk, inside the caller's local write."""
    content: dict[str, Any] = {
        "at": row.at, "citizen": row.citizen, "by": row.by, "by_name": row.by_name, "kinds": list(row.kinds),
    }  # fmt: skip
    values = (_LOG + ulid_text(key), json.dumps(content, ensure_ascii=False))
    connection.execute("INSERT INTO local VALUES (?, ?)", values)


def exports(store: Store) -> list[ExportRow]:
    """Return the exports that were made at this desk, newest first."""
    rows = store.rows(
        "SELECT value FROM local WHERE key >= ? AND key < ? ORDER BY key DESC", (_LOG, _LOG[:-1] + "0")
    )
    return [ExportRow(**json.loads(row[0])) for row in rows]

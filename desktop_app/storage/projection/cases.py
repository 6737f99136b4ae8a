"""The row of a case and its timeline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import apsw

from desktop_app.domain.case_attached import DUE, WARNING
from desktop_app.domain.case_fold import Case, fold_case
from desktop_app.domain.folding import Entry, Review
from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.domain.places import place_key
from desktop_app.storage.log import Identities
from desktop_app.storage.projection.values import integer, moment, reference, structure, text

_COLUMNS: Final = (
    "id", "number", "office", "author", "subject", "description", "place", "citizen", "topic", "query_type",
    "complaint_kind", "channel", "level", "state", "unit", "responsible", "criterion", "opened", "oday",
    "due_at", "warn_at", "due_internal", "due_first", "due_legal", "due_facts", "first_answer", "paused_at", "resolved",
    "closed", "cday", "closing", "score", "score_by_handler", "next_action", "next_action_at", "attention",
    "source", "flags", "historic", "last_contact", "updated", "place_key",
    "duplicate_of", "reopened", "files", "told_warn", "told_due",
)  # fmt: skip
_SQL: Final = f"INSERT INTO case_file ({', '.join(_COLUMNS)}) VALUES ({','.join('?' * len(_COLUMNS))})"
_OPENING_SHOWN: Final = frozenset(
    {"level", "state", "channel", "criterion", "due", "complaint_aspect", "no_contact", "anonymous"}
)
_HIDDEN: Final = frozenset({"parents", "at"})
_SQL_LINK: Final = "INSERT INTO case_link (case_file, other, kind) VALUES (?,?,?)"
_SQL_FILE: Final = (
    "INSERT INTO case_attachment (case_file, sha, event, name, type, size, added, author) "
    "VALUES (?,?,?,?,?,?,?,?)"
)
_SQL_EVENT: Final = (
    "INSERT INTO case_event (case_file, stamp, uid, kind, author, happened, facts, text, counted) "
    "VALUES (?,?,?,?,?,?,?,?,?)"
)


def project(
    connection: apsw.Connection, identities: Identities, target: int, entries: Sequence[Entry]
) -> Sequence[Review]:
    """Write the row of one case, its timeline, and queue its words for the search index."""
    row = connection.execute("SELECT uid FROM entity WHERE id = ?", (target,)).fetchone()
    case = fold_case(ulid_text(row[0]) if row else "", entries)
    if case.state is None:
        return ()
    connection.execute(_SQL, _row(case, identities, target))
    for entry, counted in case.timeline:
        connection.execute(_SQL_EVENT, _event(entry, counted, identities, target))
    _attached(case, identities, target, connection)
    connection.execute("INSERT INTO search_queue (kind, target) VALUES ('case', ?)", (target,))
    return case.reviews


def _row(case: Case, identities: Identities, target: int) -> tuple[object, ...]:
    values, due = case.values, case.due
    return (
        target, text(values, "number"), reference(values, "office", identities), identities.of(case.author),
        text(values, "subject"), text(values, "description"), text(values, "place"),
        reference(values, "citizen", identities), reference(values, "topic", identities),
        text(values, "query_type"), text(values, "complaint_kind"), text(values, "channel"),
        case.level.value, case.state.value if case.state else None, reference(values, "unit", identities),
        reference(values, "responsible", identities), text(values, "criterion"), values.get("opened"),
        values.get("oday"), case.due_at,
        case.warn_at,
        due.get("internal"), due.get("first"),
        due.get("legal"), structure({"due": dict(due)}, "due") if due else None, case.first_answer,
        case.paused_at, values.get("resolved"), values.get("closed"), values.get("cday"),
        structure({"closing": case.closing}, "closing") if case.closing else None, case.score,
        int(case.score_by_handler), case.next_action, case.next_action_at,
        reference(values, "attention", identities), structure(values, "source"), structure(values, "flags"),
        integer(values, "historic"), case.last_contact, case.updated,
        place_key(text(values, "place") or ""),
        reference(values, "duplicate_of", identities), case.reopened or None, len(case.attached.files) or None,
        case.attached.told.get(WARNING), case.attached.told.get(DUE),
    )  # fmt: skip


def _attached(case: Case, identities: Identities, target: int, connection: apsw.Connection) -> None:
    for other, kind in case.attached.links.items():
        connection.execute(_SQL_LINK, (target, identities.of(other), kind))
    for each in case.attached.files.values():
        author = identities.of(each.author)
        row = (
            target,
            bytes.fromhex(each.sha),
            ulid_bytes(each.event),
            each.name,
            each.type,
            each.size,
            each.added,
        )
        connection.execute(_SQL_FILE, (*row, author))


def _event(entry: Entry, counted: bool, identities: Identities, target: int) -> tuple[object, ...]:
    opening = entry.kind == "open"
    facts: dict[str, Any] = {
        name: value
        for name, value in entry.facts.items()
        if (name in _OPENING_SHOWN if opening else name not in _HIDDEN)
    }
    happened = moment(entry.facts, "at")
    if happened is None:
        happened = (entry.stamp >> 16) // 1000
    body = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return (
        target, entry.stamp, ulid_bytes(entry.uid), entry.kind, identities.of(entry.author), happened, body,
        _told(entry), int(counted),
    )  # fmt: skip


def _told(entry: Entry) -> str | None:
    """Return what an entry says in a person's words; of a file added or taken away its name comes first."""
    said = text(entry.personal, "text")
    if entry.kind not in ("attach", "detach"):
        return said
    return "\n".join(part for part in (text(entry.personal, "name"), said) if part) or None

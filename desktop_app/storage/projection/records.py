"""Record-like entities: one row from the registers of their fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import apsw

from desktop_app.domain.folded import folded_words
from desktop_app.domain.folding import Entry, Review, fold_record
from desktop_app.domain.ids import ulid_text
from desktop_app.storage.log import Identities
from desktop_app.storage.projection.values import day, integer, moment, reference, structure, text

Reader = Callable[[Mapping[str, Any], str, Identities], object]


def _text(source: Mapping[str, Any], name: str, _: Identities) -> object:
    return text(source, name)


def _integer(source: Mapping[str, Any], name: str, _: Identities) -> object:
    return integer(source, name)


def _moment(source: Mapping[str, Any], name: str, _: Identities) -> object:
    return moment(source, name)


def _day(source: Mapping[str, Any], name: str, _: Identities) -> object:
    return day(source, name)


def _structure(source: Mapping[str, Any], name: str, _: Identities) -> object:
    return structure(source, name)


def _reference(source: Mapping[str, Any], name: str, identities: Identities) -> object:
    return reference(source, name, identities)


def _key(source: Mapping[str, Any], name: str, _: Identities) -> object:
    return folded_words(text(source, name.removesuffix("_key")) or "") or None


def _active(source: Mapping[str, Any], name: str, _: Identities) -> object:
    value = integer(source, name)
    return 1 if value is None else value


_READERS: Final[Mapping[str, Reader]] = {
    "t": _text, "i": _integer, "j": _structure, "r": _reference, "a": _active,
    "m": _moment, "d": _day, "k": _key,
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A projection table: its columns, each with the letter of how it is read; what search sees of it."""

    name: str
    columns: Mapping[str, str]
    search: str | None = None

    def project(
        self, connection: apsw.Connection, identities: Identities, target: int, entries: Sequence[Entry]
    ) -> Sequence[Review]:
        """Write the row of one entity."""
        uid = _uid(connection, target, entries)
        record = fold_record(uid, entries)
        row = [_READERS[how](record.values, name, identities) for name, how in self.columns.items()]
        names = ", ".join(self.columns)
        places = ",?" * len(row)
        connection.execute(
            f"INSERT INTO {self.name} (id, {names}) VALUES (?{places})",
            (target, *row),
        )
        if self.search:
            connection.execute("INSERT INTO search_queue (kind, target) VALUES (?, ?)", (self.search, target))
        return record.reviews


def _uid(connection: apsw.Connection, target: int, entries: Sequence[Entry]) -> str:
    if len(entries) == 1 and entries[0].kind == "set" and not entries[0].facts.get("bases"):
        return entries[0].uid
    row = connection.execute("SELECT uid FROM entity WHERE id = ?", (target,)).fetchone()
    return ulid_text(row[0]) if row else ""


TABLES: Final[Mapping[str, Table]] = {
    "office": Table("office", {"code": "i", "name": "t", "place": "t", "phone": "t", "active": "a"}),
    "setting": Table("setting", {"key": "t", "value": "t"}),
    "calendar_day": Table(
        "calendar_day", {"office": "r", "day": "d", "name": "t", "hours": "t", "active": "a"}
    ),
    "user": Table(
        "user_account", {"login": "t", "name": "t", "roles": "t", "official": "r", "active": "a"}
    ),
    "unit": Table(
        "unit",
        {"name": "t", "place": "t", "phone": "t", "email": "t", "hours": "t", "chief": "r", "active": "a"},
    ),
    "official": Table(
        "official",
        {
            "name": "t", "unit": "r", "position": "t", "phone": "t", "place": "t", "hours": "t",
            "substitute": "r", "active": "a",
        },
    ),
    "absence": Table(
        "absence", {"official": "r", "starts": "m", "ends": "m", "reason": "t", "active": "a"}
    ),
    "notice": Table(
        "notice", {"text": "t", "first_day": "d", "last_day": "d", "office": "r", "active": "a"}
    ),
    "topic": Table(
        "topic",
        {
            "title": "t", "query_type": "t", "unit": "r", "specialised": "r", "level": "t", "outside": "i",
            "result": "t", "quick": "i", "synonyms": "t", "sheet": "j", "active": "a",
        },
    ),
    "citizen": Table(
        "citizen",
        {
            "name": "t", "document_type": "t", "document": "t", "phone": "t", "email": "t", "address": "t",
            "created": "m", "merged_into": "r", "distinct_from": "j", "name_key": "k",
        },
        search="citizen",
    ),
    "shift": Table(
        "shift",
        {
            "author": "r", "receiver": "r", "sent": "m", "note": "t", "cases": "j", "referrals": "j", "taken": "m",
            "undone": "m",
        },
    ),
    "blank": Table(
        "blank",
        {
            "number": "t", "office": "r", "desk": "r", "printed": "m", "by": "r", "spoiled": "m", "reason": "t",
        },
    ),
}  # fmt: skip

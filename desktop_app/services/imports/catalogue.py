"""Topics from a file: matched by their title, compared field by field, written in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from desktop_app.domain.cleaning import clean_line, clean_note
from desktop_app.domain.columns import COLUMNS, Part
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.guide_sheet import FIELDS, written_day
from desktop_app.domain.operations import MAX_PAYLOAD
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level, Result
from desktop_app.services import directory
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.services.imports import sheets_values as values
from desktop_app.services.imports.sheets_judging import Fields, Judge, Judged, Reader
from desktop_app.services.imports.sheets_plan import Options, Plan
from desktop_app.services.imports.sheets_reading import SheetFile, SheetTable
from desktop_app.services.imports.sheets_values import same
from desktop_app.services.imports.unit_names import UnitNames, ids_by_name
from desktop_app.services.writing import fresh_id, text_id
from desktop_app.storage.queries import catalogue as queries

Topic = queries.TopicRow

_DAYS: Final = frozenset({"valid_from", "reviewed_on"})
_UNITS: Final = ("unit", "specialised")
_EMPTIABLE: Final = frozenset({"synonyms", *_UNITS, "quick", *FIELDS})
_ROOM: Final = MAX_PAYLOAD - 8_192


def plan_topics(ctx: Context, file: SheetFile, options: Options) -> Plan:
    """Compare the topics of a file with the catalogue, changing nothing. Raises NotAllowed."""
    require(ctx.actor, Permission.EDIT_CATALOGUE)
    table = file.table(Part.TOPICS)
    return Plan(()) if table is None else _Planning(ctx, table, options).plan()


def written_topics(ctx: Context) -> list[Topic]:
    """Return every topic with its sheet as it was last written, whatever day it rules from."""
    return [topic for _, topic in queries.numbered(ctx.store, every=True)]


def topic_fields(topic: Topic) -> Fields:
    """Return a topic by the keys of the columns; empty texts are None."""
    found: Fields = {
        "title": clean_line(topic.title, limit=len(topic.title)),
        "synonyms": clean_line(topic.synonyms, limit=len(topic.synonyms)),
        "type": topic.query_type,
        "unit": topic.unit,
        "specialised": topic.specialised,
        "level": topic.level,
        "desk": not topic.outside,
        "result": topic.result,
        "quick": topic.quick,
        "active": topic.active,
    }
    for name in FIELDS:
        text = str(topic.sheet.get(name) or "")
        # As a cell gives it back: what was written before there were limits stays comparable.
        found[name] = clean_note(text, limit=max(len(text), 1) * 3)
    return found


class _Planning:
    """One comparison: the catalogue as it stands, and the rows of a table."""

    def __init__(self, ctx: Context, table: SheetTable, options: Options) -> None:
        self._ctx, self._table = ctx, table
        self._topics = sorted(written_topics(ctx), key=lambda each: not each.active)
        self._by_id = {topic.id: topic for topic in self._topics}
        may_create = options.create_units and ctx.actor.may(Permission.EDIT_DIRECTORY)
        units = directory.units(ctx, retired=True)
        self._units = UnitNames(
            ids_by_name((unit.name, unit.id, unit.active) for unit in units),
            partial(fresh_id, ctx) if may_create else None,
            {unit.id: same(unit.name) for unit in units},
        )
        self._named: dict[str, list[Topic]] = {}
        for topic in self._topics:
            self._named.setdefault(same(topic.title), []).append(topic)
        shared = frozenset(name for name, topics in self._named.items() if len(topics) > 1)
        self._judge = Judge(table, options, self._readers(), ("title",), shared)

    def _readers(self) -> Mapping[str, Reader]:
        return {
            "title": values.line,
            "synonyms": partial(values.line, limit=values.SYNONYMS),
            "type": partial(values.request_type, self._ctx.profile),
            "unit": values.line,
            "specialised": values.line,
            "level": values.level,
            "desk": values.yes_no,
            "result": values.result,
            "quick": values.digit,
            "active": values.yes_no,
            **dict.fromkeys(FIELDS, self._part),
        }

    @staticmethod
    def _part(column: Any, text: str) -> str | None:
        found = values.note(column, text)
        return values.written_date(found) if found and column.key in _DAYS else found

    def plan(self) -> Plan:
        """Return what becomes of every row."""
        rows = [self._judge.judge(row) for row in self._table.rows]
        taken: dict[bytes, int] = {}
        for judged in rows:
            if judged.good and not judged.same_as:
                self._match(judged, self._meant(judged, taken))
        for judged in rows:
            for key in _UNITS:
                self._units.resolve(judged, key)
        self._refuse_taken_digits([row for row in rows if not row.same_as])
        planned = tuple(self._judge.planned(row, partial(self._registers, row)) for row in rows)
        return Plan(planned, self._units.wanted(rows, _UNITS))

    def _meant(self, judged: Judged, taken: dict[bytes, int]) -> Topic | None:
        """Return the topic of that title; of several the one that says most of what the row does."""
        named = self._named.get(same(judged.name), [])
        used = judged.fields.get("active", True)
        # A row does not bring one that is out of use back where another in use has that title.
        named = [topic for topic in named if topic.active == used] or named
        free = [topic for topic in named if topic.id not in taken]
        if not named:
            return None
        if not free:
            judged.refuse(values.repeated(judged.name, taken[named[0].id]))
            return None
        found = free[0] if len(free) == 1 else max(free, key=lambda topic: self._agreement(judged, topic))
        taken[found.id] = judged.row.number
        return found

    def _agreement(self, judged: Judged, topic: Topic) -> int:
        """Return how many cells of a row say what a topic does; units by their names."""
        fields = topic_fields(topic)
        for key in _UNITS:
            unit = fields[key]
            fields[key] = self._units.names.get(unit, "") if isinstance(unit, bytes) else unit
        return sum(
            (same(value) if key in _UNITS and isinstance(value, str) else value) == fields[key]
            for key, value in judged.fields.items()
        )

    def _match(self, judged: Judged, topic: Topic | None) -> None:
        if not judged.good:
            return
        fields = judged.fields
        fields.setdefault("active", True)
        if topic is not None:
            judged.target, judged.before = topic.id, topic_fields(topic)
            self._judge.emptied(judged, _EMPTIABLE)
        else:
            judged.target = fresh_id(self._ctx)
            types = self._ctx.profile.request_types
            fields.setdefault("type", "informacion" if "informacion" in types else next(iter(types)))
            fields.setdefault("level", Level.SIMPLE)
            fields.setdefault("desk", True)
            fields.setdefault("result", Result.ORIENTED if fields["desk"] else Result.REFERRED)
        for column in COLUMNS[Part.TOPICS]:
            text = fields.get(column.key) if column.key in _DAYS else None
            # What stands there already may stay as it is: going out and in again changes nothing.
            if not text or text == (judged.before or {}).get(column.key):
                continue
            day = written_day(text)
            if day is None:
                judged.refuse(values.no_date(column, text))
                return
            if column.key == "reviewed_on" and day > self._ctx.now().date():
                judged.refuse(values.not_yet(column, text))
                return
        texts = (fields.get(name) or "" for name in ("title", "synonyms", *FIELDS))
        size = sum(len(text.encode()) for text in texts)
        if size > _ROOM:
            judged.refuse(
                InvalidInput(
                    QT_TRANSLATE_NOOP("core", "la fila trae {size} KB de texto y caben {limit}"),
                    size=size >> 10,
                    limit=_ROOM >> 10,
                )
            )

    def _refuse_taken_digits(self, rows: list[Judged]) -> None:
        """Refuse rows that want a digit which somebody else keeps, until nobody shares one.

        A row that is refused keeps what it had, which may refuse another.
        """
        while True:
            touched = {row.target for row in rows if row.good}
            owners: dict[int, str] = {}
            for topic in self._topics:
                if topic.active and topic.quick and topic.id not in touched:
                    owners.setdefault(topic.quick, topic.title)
            refused = False
            for judged in sorted(rows, key=lambda row: not _keeps_digit(row)):
                digit = _digit(judged)
                if digit is None:
                    continue
                if digit in owners:
                    judged.refuse(
                        InvalidInput(
                            QT_TRANSLATE_NOOP("core", "la tecla rápida {digit} ya es de «{title}»"),
                            digit=digit, title=owners[digit],
                        )
                    )  # fmt: skip
                    refused = True
                else:
                    owners[digit] = judged.name
            if not refused:
                return

    def _registers(self, judged: Judged, fields: Fields) -> Mapping[str, Any]:
        """Return what is written for these fields; the sheet is one register."""
        found: dict[str, Any] = {}
        for key, value in fields.items():
            if key == "type":
                found["query_type"] = value
            elif key == "desk":
                found["outside"] = int(not value)
            elif key in _UNITS:
                found[key] = text_id(value)
            elif key == "active":
                found[key] = int(value)
            elif key in ("level", "result"):
                found[key] = str(value)
            elif key not in FIELDS:
                found[key] = value
        parts = {key: value for key, value in fields.items() if key in FIELDS}
        if parts:
            topic = self._by_id.get(judged.target)
            sheet = {**(topic.sheet if topic else {}), **parts}
            found["sheet"] = {name: text for name, text in sheet.items() if text} or None
        return found


def _digit(judged: Judged) -> int | None:
    """Return the digit that a row's topic would have; a topic out of use holds none."""
    if not judged.good or not judged.fields["active"]:
        return None
    before = judged.before or {}
    digit: int | None = judged.fields.get("quick", before.get("quick"))
    return digit


def _keeps_digit(judged: Judged) -> bool:
    before = judged.before or {}
    return judged.good and bool(before.get("quick")) and _digit(judged) == before["quick"]

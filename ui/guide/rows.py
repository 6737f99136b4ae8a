"""The rows of the lists, where they come from, and their columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication

from desktop_app.services import catalogue, directory, questions
from desktop_app.services.catalogue import SheetDue, Topic
from desktop_app.services.context import Context
from desktop_app.services.directory import Official, Unit
from desktop_app.services.notices import Notice
from desktop_app.services.questions import OpenQuestion
from ui.guide.found import where_found
from ui.guide.words import (
    due_badge,
    due_words,
    kind_word,
    level_word,
    presence_badge,
    reviewed_text,
    sheet_badge,
)
from ui.kit.badges import Badge, BadgeKind
from ui.kit.formats import fold, short_day
from ui.kit.paging import Column

_WORDS = re.compile(r"\w+")
R = TypeVar("R")
Key = tuple[str, bytes | str]


@dataclass(slots=True)
class LoadedSource(Generic[R]):
    """Rows that are few enough to be read at once; runs on workers."""

    load: Callable[[], Sequence[R]]
    rows: Sequence[R] = field(default_factory=tuple)

    def count(self) -> int:
        """Read the rows and return how many there are."""
        self.rows = self.load()
        return len(self.rows)

    def page(self, offset: int, limit: int) -> Sequence[R]:
        """Return a page of them."""
        return self.rows[offset : offset + limit]


@dataclass(slots=True)
class LookedFor:
    """The words that the guide is searched for; its list tells where they were found."""

    typed: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the directory: a unit, or an official of one."""

    unit: Unit | None = None
    official: Official | None = None
    members: int = 0
    present: int = 0

    @property
    def key(self) -> Key:
        """What the row is, whatever else changes about it."""
        if self.official is not None:
            return "official", self.official.id
        return "unit", self.unit.id if self.unit is not None else b""

    @property
    def name(self) -> str:
        """The unit's or the official's name."""
        if self.official is not None:
            return self.official.name
        return self.unit.name if self.unit is not None else ""


AnyRow = Topic | Entry | OpenQuestion | SheetDue | Notice
"""What the lists hold, each one of these."""


def topic_rows(context: Context, typed: str, *, every: bool) -> Sequence[Topic]:
    """Return the topics by title, or those with the typed words, the likeliest first."""
    if typed.strip():
        return catalogue.find(context, typed, every=every)
    rows = catalogue.every_topic(context) if every else catalogue.topics(context)
    return sorted(rows, key=lambda topic: (not topic.active, fold(topic.title)))


def directory_rows(context: Context, typed: str, *, every: bool) -> Sequence[Entry]:
    """Return every unit followed by its officials; with words typed, what has all of them."""
    words = fold(typed).split()
    officials = directory.officials(context, retired=every)
    units = directory.units(context, retired=every)
    known = {unit.id for unit in units}
    rows = []
    for unit in sorted(units, key=lambda unit: (not unit.active, fold(unit.name))):
        members = _in_order(officials, unit)
        if _has(words, unit.name, unit.place, unit.phone, unit.email):
            rows.append(_unit_entry(context, unit, members))
        rows += [_entry(each) for each in members if _found(words, each)]
    rows += [_entry(each) for each in officials if each.unit not in known and _found(words, each)]
    return rows


def question_rows(context: Context, typed: str) -> Sequence[OpenQuestion]:
    """Return the questions that the catalogue left open; with words typed, those that have them.

    What was put aside is found by its words alone.
    """
    words = fold(typed).split()

    def texts(row: OpenQuestion) -> Sequence[str]:
        return [row.title, *(each.text for each in row.wordings)]

    rows = questions.open_questions(context)
    if words:
        rows += questions.open_questions(context, dismissed=True)
    return [each for each in rows if _has(words, *texts(each))]


def due_rows(context: Context, typed: str) -> Sequence[SheetDue]:
    """Return the sheets that ask for a review and that have the typed words in title, unit or owner."""
    words = fold(typed).split()
    found = catalogue.sheets_due(context)
    return [each for each in found if _has(words, each.topic.title, each.topic.unit_name, each.owner)]


def question_key(row: OpenQuestion) -> Key:
    """Return what a row of the open questions is."""
    return ("topic", row.topic) if row.topic is not None else ("subject", min(row.keys, default=row.title))


def _entry(official: Official) -> Entry:
    return Entry(official=official)


def _unit_entry(context: Context, unit: Unit, members: Sequence[Official]) -> Entry:
    working = [each for each in members if each.active]
    present = sum(directory.is_here(context, each) for each in working)
    return Entry(unit=unit, members=len(working), present=present)


def _in_order(officials: Sequence[Official], unit: Unit) -> Sequence[Official]:
    """Return a unit's people: the chief first, those who are retired last."""
    members = [each for each in officials if each.unit == unit.id]
    return sorted(members, key=lambda each: (not each.active, each.id != unit.chief, fold(each.name)))


def _found(words: Sequence[str], official: Official) -> bool:
    return _has(words, official.name, official.unit_name, official.position, official.place, official.phone)


def _has(words: Sequence[str], *texts: str) -> bool:
    # Digits and words stand in brackets, after commas and colons: "(01) 555-0100, anexo: 2145".
    parts = [part for text in texts for part in (*_WORDS.findall(fold(text)), *fold(text).split())]
    return all(any(part.startswith(word) for part in parts) for word in words)


def topic_columns(context: Context, looked_for: LookedFor) -> list[Column[Topic]]:
    """Return the columns of the guide; the list hides those for which it has no room."""

    def found(row: Topic) -> str:
        where = where_found(row, looked_for.typed)
        if where is None:
            return QCoreApplication.translate("Guide", "Título")
        # A cell is narrow: it begins with what was found.
        start, text = where.snippet.marks[0][0], where.snippet.text
        return f"{where.title}: {text[start:]}" if start == 0 else f"{where.title}: …{text[start:]}"

    return [
        Column(
            QCoreApplication.translate("Guide", "N.º"), lambda row: str(row.quick) if row.quick else "", 44
        ),
        Column(QCoreApplication.translate("Guide", "Tema"), lambda row: row.title, 220, stretch=True),
        Column(
            QCoreApplication.translate("Guide", "Ficha"),
            reviewed_text,
            140,
            badge=lambda row: sheet_badge(row, context.now().date()),
        ),
        Column(QCoreApplication.translate("Guide", "Unidad"), lambda row: row.unit_name, 140, stretch=True),
        Column(
            QCoreApplication.translate("Guide", "Tipo"),
            lambda row: kind_word(context, row),
            110,
            stretch=True,
        ),
        Column(QCoreApplication.translate("Guide", "Nivel"), level_word, 84),
        Column(QCoreApplication.translate("Guide", "Encontrado en"), found, 200, stretch=True),
    ]


_NEVER = 1_000_000
TOPIC_WIDE = {2: 380, 3: 500, 4: 700, 5: 760, 6: _NEVER}
"""Columns beyond the second, and the least width of the list at which each appears."""

FOUND_WIDE = {2: 620, 3: _NEVER, 4: _NEVER, 5: _NEVER, 6: 330}
"""The same while something is looked for: where it was found is what matters then."""

TOPIC_SHARES = {1: 5, 3: 3, 4: 2, 6: 5}
"""How the columns of words share the room that the others leave."""


def directory_columns(context: Context) -> list[Column[Entry]]:
    """Return the columns of the directory."""

    def role(row: Entry) -> str:
        if row.official is not None:
            return row.official.position
        return QCoreApplication.translate("Guide", "Unidad")

    def badge(row: Entry) -> Badge | None:
        if row.official is not None:
            return presence_badge(context, row.official, brief=True)
        if row.unit is not None and not row.unit.active:
            return Badge(BadgeKind.PAUSED, QCoreApplication.translate("Guide", "Fuera del directorio"))
        return None

    def name(row: Entry) -> str:
        return row.name if row.official is None else f"\N{EM SPACE}{row.name}"

    def presence(row: Entry) -> str:
        if not row.members:
            return ""
        words = QCoreApplication.translate("Guide", "{present} de {members} disponibles")
        return words.format(present=row.present, members=row.members)

    def phone(row: Entry) -> str:
        owner = row.official or row.unit
        return owner.phone if owner is not None else ""

    def place(row: Entry) -> str:
        owner = row.official or row.unit
        return owner.place if owner is not None else ""

    return [
        Column(QCoreApplication.translate("Guide", "Nombre"), name, 200, stretch=True),
        Column(QCoreApplication.translate("Guide", "Disponibilidad"), presence, 180, badge, stretch=True),
        Column(QCoreApplication.translate("Guide", "Cargo"), role, 150, stretch=True),
        Column(QCoreApplication.translate("Guide", "Teléfono"), phone, 110, stretch=True),
        Column(QCoreApplication.translate("Guide", "Lugar"), place, 150, stretch=True),
    ]


DIRECTORY_WIDE = {2: 520, 3: 660, 4: 800}
DIRECTORY_SHARES = {0: 4, 1: 4, 2: 3, 3: 2, 4: 3}


def question_columns(context: Context) -> list[Column[OpenQuestion]]:
    """Return the columns of what is to be completed."""

    def why(row: OpenQuestion) -> str:
        if row.aside:
            return QCoreApplication.translate("Guide", "Descartada")
        if row.topic is None:
            return QCoreApplication.translate("Guide", "Sin clasificar")
        return QCoreApplication.translate("Guide", "Sin respuesta")

    def last(row: OpenQuestion) -> str:
        today: date = context.now().date()
        return short_day(row.last, today)

    return [
        Column(QCoreApplication.translate("Guide", "Pregunta"), lambda row: row.title, 220, stretch=True),
        Column(QCoreApplication.translate("Guide", "Motivo"), why, 110),
        Column(QCoreApplication.translate("Guide", "Veces"), lambda row: str(row.count), 64, numeric=True),
        Column(QCoreApplication.translate("Guide", "Última vez"), last, 130),
    ]


QUESTION_WIDE = {1: 400, 3: 500}
QUESTION_SHARES = {0: 1}


def due_columns() -> list[Column[SheetDue]]:
    """Return the columns of the sheets to be reviewed."""
    return [
        Column(QCoreApplication.translate("Guide", "Ficha"), lambda row: row.topic.title, 200, stretch=True),
        Column(QCoreApplication.translate("Guide", "Por qué"), due_words, 196, badge=due_badge),
        Column(QCoreApplication.translate("Guide", "Responsable"), lambda row: row.owner, 120, stretch=True),
        Column(
            QCoreApplication.translate("Guide", "Unidad"), lambda row: row.topic.unit_name, 120, stretch=True
        ),
    ]


DUE_WIDE = {2: 500, 3: 700}
DUE_SHARES = {0: 4, 2: 3, 3: 3}

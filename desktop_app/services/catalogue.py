"""The catalogue of topics and their guide sheets (AUM-010-040)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from desktop_app.domain.cleaning import clean_line, clean_note
from desktop_app.domain.errors import InvalidInput, NotFound
from desktop_app.domain.guide_sheet import FIELDS, day_as_written
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level, Result
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context, day_number
from desktop_app.services.writing import fresh_id, text_id
from desktop_app.storage import records, search
from desktop_app.storage.queries import catalogue as queries

CHANGES = frozenset({"topic"})
Topic = queries.TopicRow

SHEET_FIELDS = FIELDS
"""Parts of a guide sheet, in the order in which they are read to the citizen."""

QUESTION_DAYS = 90
"""How far back the unanswered questions go that ask for a topic or a better sheet."""


@dataclass(frozen=True, slots=True)
class TopicForm:
    """A topic as its owner writes it; ``outside`` says that the desk alone cannot resolve it."""

    title: str
    query_type: str
    unit: bytes | None = None
    specialised: bytes | None = None
    level: Level = Level.SIMPLE
    outside: bool = False
    result: Result = Result.ORIENTED
    quick: int | None = None
    synonyms: str | None = None
    sheet: Mapping[str, str] = field(default_factory=dict)
    active: bool = True


@dataclass(frozen=True, slots=True)
class TopicSaved:
    """The topic's id and what changed."""

    id: bytes
    changes: frozenset[str] = CHANGES


def save_topic(ctx: Context, form: TopicForm, topic: bytes | None = None) -> TopicSaved:
    """Create a topic, or change the one given. Raises InvalidInput for a missing title or unknown type."""
    require(ctx.actor, Permission.EDIT_CATALOGUE)
    title = clean_line(form.title, "title")
    if not title:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba el título del tema."), field="title")
    if form.quick is not None and not 1 <= form.quick <= 9:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "La consulta frecuente lleva un número del 1 al 9."), field="quick"
        )
    taken = next((each for each in topics(ctx) if form.quick and each.quick == form.quick), None)
    if taken is not None and taken.id != topic and form.active:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El número {quick} ya es de «{title}». Elija otro o quíteselo."),
            field="quick",
            quick=form.quick,
            title=taken.title,
        )
    values = {
        "title": title,
        "query_type": ctx.profile.request_type(form.query_type).code,
        "unit": text_id(form.unit),
        "specialised": text_id(form.specialised),
        "level": form.level.value,
        "outside": int(form.outside),
        "result": form.result.value,
        "quick": form.quick,
        "synonyms": clean_line(form.synonyms, "synonyms", 2_000),
        "sheet": {
            name: text
            for name in SHEET_FIELDS
            if (text := clean_note(form.sheet.get(name), name, 4_000)) is not None
        }
        or None,
        "active": int(form.active),
    }
    wall = ctx.clock.milliseconds()
    with ctx.store.transaction() as transaction:
        if topic is None:
            topic = fresh_id(ctx)
            records.create_record(transaction, "topic", topic, values, wall_ms=wall, author=ctx.actor.id)
        else:
            records.update_record(transaction, "topic", topic, values, wall_ms=wall, author=ctx.actor.id)
    return TopicSaved(topic)


def topics(ctx: Context) -> list[Topic]:
    """Return the active topics by title."""
    return queries.active(ctx.store)


def quick_topics(ctx: Context) -> list[Topic]:
    """Return the pinned topics by their digit, one for each digit from 1 to 9.

    Two desks may have given a digit away before they heard of each other: the first by title has it.
    """
    pinned: dict[int, Topic] = {}
    for topic in queries.active(ctx.store):
        if topic.quick is not None and 1 <= topic.quick <= 9 and topic.title:
            pinned.setdefault(topic.quick, topic)
    return [pinned[digit] for digit in sorted(pinned)]


def mark_reviewed(ctx: Context, topic: bytes) -> TopicSaved:
    """Note that somebody read a sheet today and found it right. Raises NotFound for an unknown topic."""
    require(ctx.actor, Permission.EDIT_CATALOGUE)
    found = next((each for each in every_topic(ctx) if each.id == topic), None)
    if found is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese tema ya no está en el catálogo."))
    sheet = {**found.sheet, "reviewed_on": day_as_written(ctx.now().date())}
    wall = ctx.clock.milliseconds()
    with ctx.store.transaction() as transaction:
        records.update_record(
            transaction, "topic", topic, {"sheet": sheet}, wall_ms=wall, author=ctx.actor.id
        )
    return TopicSaved(topic)


def every_topic(ctx: Context) -> list[Topic]:
    """Return the topics by title, those that are no longer offered as well."""
    return [topic for _, topic in queries.numbered(ctx.store, every=True)]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that the catalogue left open; ``topic`` is None for what fits no topic yet."""

    topic: bytes | None
    title: str
    count: int
    last: date


def open_questions(ctx: Context) -> list[OpenQuestion]:
    """Return what was asked in the last 90 days without an answer or a topic, the most asked first.

    AUM-010-050: unanswered doubts feed the owner of the catalogue. What was typed freely may name somebody:
    it comes only for those who may read what people told.
    """
    require(ctx.actor, Permission.EDIT_CATALOGUE)
    since = day_number(ctx.now() - timedelta(days=QUESTION_DAYS))
    rows = queries.unanswered(ctx.store, since)
    if ctx.actor.may(Permission.READ_PEOPLE):
        rows += queries.unclassified(ctx.store, since)
    found = [OpenQuestion(row.topic, row.title, row.count, _day(row.last_day)) for row in rows]
    return sorted(found, key=lambda each: (-each.count, -each.last.toordinal(), each.title))


def _day(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)


def suggest(ctx: Context, typed: str, limit: int = 7) -> list[Topic]:
    """Return topics whose words begin with every typed word, titles before synonyms and sheets."""
    return find(ctx, typed)[:limit]


def find(ctx: Context, typed: str, *, every: bool = False) -> list[Topic]:
    """Return all topics that have the typed words anywhere in their sheet, the likeliest first.

    ``every``: also those that are no longer offered, by their title.
    """
    search.flush(ctx.store)
    found = set(search.search(ctx.store, "topic", typed, 1_000))
    words = search.fold(typed).split()

    def fits(title: str) -> bool:
        parts = search.fold(title).split()
        return all(any(part.startswith(word) for part in parts) for word in words)

    def rank(topic: Topic) -> tuple[int, bool, str]:
        title = search.fold(topic.title).split()
        starts = bool(words) and bool(title) and title[0].startswith(words[0])
        # Of topics that match alike, the pinned one is what people ask for most.
        return (
            0 if fits(topic.title) and starts else 1 if fits(topic.title) else 2,
            topic.quick is None,
            topic.title,
        )

    matching = [
        topic
        for number, topic in queries.numbered(ctx.store, every=every)
        if number in found or (words and not topic.active and fits(topic.title))
    ]
    return sorted(matching, key=rank)

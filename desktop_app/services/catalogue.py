"""The catalogue of topics and their guide sheets (AUM-010-040)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.domain.cleaning import clean_line, clean_note
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level, Result
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.services.writing import fresh_id, text_id
from desktop_app.storage import records, search
from desktop_app.storage.queries import catalogue as queries

CHANGES = frozenset({"topic"})
Topic = queries.TopicRow

SHEET_FIELDS = (
    "requirements", "cost", "term", "where", "hours", "legal_basis", "valid_from", "reviewed_on", "owner",
)  # fmt: skip
"""Parts of a guide sheet, in the order in which they are read to the citizen."""


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
    """Return the pinned topics by their digit."""
    pinned = [topic for topic in queries.active(ctx.store) if topic.quick]
    return sorted(pinned, key=lambda topic: topic.quick or 0)


def suggest(ctx: Context, typed: str, limit: int = 7) -> list[Topic]:
    """Return topics whose words begin with every typed word, titles before synonyms and sheets."""
    search.flush(ctx.store)
    found = set(search.search(ctx.store, "topic", typed, 200))
    every = {number: topic for number, topic in queries.numbered(ctx.store) if number in found}
    words = search.fold(typed).split()

    def rank(topic: Topic) -> tuple[int, bool, str]:
        title = search.fold(topic.title).split()
        hits = all(any(part.startswith(word) for part in title) for word in words)
        starts = bool(words) and bool(title) and title[0].startswith(words[0])
        # Of topics that match alike, the pinned one is what people ask for most.
        return (0 if hits and starts else 1 if hits else 2, topic.quick is None, topic.title)

    return sorted(every.values(), key=rank)[:limit]

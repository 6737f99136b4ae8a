"""The catalogue of topics and their guide sheets (AUM-010-040): what its owner does with them.

What is read of it stands in ``topics``, ``questions`` and ``topic_history``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop_app.domain.cleaning import clean_line, clean_note
from desktop_app.domain.errors import InvalidInput, NotFound
from desktop_app.domain.folded import folded_words
from desktop_app.domain.guide_sheet import FIELDS, Due, day_as_written, due_since, why_due
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level, Result
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.services.topics import (
    Topic,
    every_topic,
    find,
    one_topic,
    quick_topics,
    suggest,
    topics,
)
from desktop_app.services.writing import fresh_id, text_id, update
from desktop_app.storage import records

__all__ = [
    "CHANGES", "SHEET_FIELDS", "Pinned", "Reviewed", "SheetDue", "Topic", "TopicForm", "TopicSaved", "every_topic",
    "find", "mark_reviewed", "one_topic", "pin_topic", "quick_topics", "save_topic", "sheets_due", "suggest",
    "take_back_review", "topics", "unpin",
]  # fmt: skip

CHANGES = frozenset({"topic"})
SHEET_FIELDS = FIELDS
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


@dataclass(frozen=True, slots=True)
class Pinned:
    """A digit that was given or taken; ``before`` are the digits of the topics that this touched."""

    id: bytes
    digit: int | None
    before: Mapping[bytes, int | None]
    changes: frozenset[str] = CHANGES


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A sheet that was marked; what it said ``before`` and ``after``."""

    id: bytes
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    changes: frozenset[str] = CHANGES


def save_topic(
    ctx: Context, form: TopicForm, topic: bytes | None = None, seen: Topic | None = None
) -> TopicSaved:
    """Create a topic, or change the one given.

    Raises InvalidInput for a missing title, one that a topic in use has already, or an unknown type.

    ``seen`` is what the form showed at first: what was left as it was is not written, part by part of the
    sheet, so that a change which came from another desk meanwhile stays.
    """
    require(ctx.actor, Permission.EDIT_CATALOGUE)
    title = clean_line(form.title, "title")
    if not title:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba el título del tema."), field="title")
    if form.active:
        if seen is None or not seen.active or title != seen.title:
            _refuse_known(ctx, title, topic)
        _refuse_taken(ctx, form.quick, topic)
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
    if topic is not None:
        with ctx.store.transaction():
            return _write(ctx, topic, values if seen is None else _touched(ctx, values, seen))
    topic = fresh_id(ctx)
    with ctx.store.transaction() as transaction:
        records.create_record(
            transaction, "topic", topic, values, wall_ms=ctx.clock.milliseconds(), author=ctx.actor.id
        )
    return TopicSaved(topic)


def _touched(ctx: Context, values: Mapping[str, Any], seen: Topic) -> dict[str, Any]:
    """Return the values that differ from what was seen; of the sheet the parts that do, in what stands now."""
    before = {
        "title": seen.title,
        "query_type": seen.query_type,
        "unit": text_id(seen.unit),
        "specialised": text_id(seen.specialised),
        "level": seen.level,
        "outside": int(seen.outside),
        "result": seen.result,
        "quick": seen.quick,
        "synonyms": seen.synonyms or None,
        "active": int(seen.active),
    }
    found = {name: value for name, value in values.items() if name != "sheet" and value != before[name]}
    shown, wanted = _latest(seen), values["sheet"] or {}
    parts = {
        name: wanted.get(name)
        for name in SHEET_FIELDS
        if wanted.get(name) != (str(shown.get(name) or "") or None)
    }
    if parts:
        now = one_topic(ctx, seen.id)
        sheet = {**(_latest(now) if now is not None else {}), **parts}
        found["sheet"] = {name: text for name, text in sheet.items() if text is not None} or None
    return found


def _latest(topic: Topic) -> Mapping[str, Any]:
    return topic.sheet if topic.coming is None else topic.coming


def _refuse_known(ctx: Context, title: str, topic: bytes | None) -> None:
    """Raise InvalidInput for a title that another topic in use has: the counter could not tell them apart."""
    wanted = folded_words(title)
    known = next((each for each in topics(ctx) if folded_words(each.title) == wanted), None)
    if known is not None and known.id != topic:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "Ya hay un tema «{title}». Si es el mismo, agréguele sinónimos; si no, escriba otro título.",
            ),
            field="title",
            title=known.title,
        )


def _refuse_taken(ctx: Context, digit: int | None, topic: bytes | None) -> None:
    """Raise InvalidInput for a digit that is none, or that another topic has."""
    if digit is None:
        return
    if not 1 <= digit <= 9:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "La consulta frecuente lleva un número del 1 al 9."), field="quick"
        )
    taken = next((each for each in topics(ctx) if each.quick == digit and each.id != topic), None)
    if taken is not None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El número {quick} ya es de «{title}». Elija otro o quíteselo."),
            field="quick",
            quick=digit,
            title=taken.title,
        )


def pin_topic(ctx: Context, topic: bytes, digit: int | None, *, take: bool = False) -> Pinned:
    """Give a topic its digit in Recepción, None takes it away; ``take``: from whoever has it.

    Raises InvalidInput in words for a digit that another topic has, NotFound, NotAllowed.
    """
    require(ctx.actor, Permission.EDIT_CATALOGUE)
    known = {each.id: each for each in topics(ctx)}
    if topic not in known:
        raise _gone()
    before = {topic: known[topic].quick}
    if take:
        before |= {each.id: each.quick for each in known.values() if digit and each.quick == digit}
    else:
        _refuse_taken(ctx, digit, topic)
    with ctx.store.transaction():
        for each in before:
            _write(ctx, each, {"quick": digit if each == topic else None})
    return Pinned(topic, digit, before)


def unpin(ctx: Context, pinned: Pinned) -> TopicSaved:
    """Give every digit back to whom it belonged before."""
    require(ctx.actor, Permission.EDIT_CATALOGUE)
    with ctx.store.transaction():
        for topic, digit in pinned.before.items():
            _write(ctx, topic, {"quick": digit})
    return TopicSaved(pinned.id)


def mark_reviewed(ctx: Context, topic: bytes) -> Reviewed:
    """Note that somebody read a sheet today and found it right. Raises NotFound for an unknown topic.

    Where a sheet waits for its day, that one was read: it is what the catalogue will say.
    """
    require(ctx.actor, Permission.EDIT_CATALOGUE)
    found = one_topic(ctx, topic)
    if found is None:
        raise _gone()
    before = dict(_latest(found))
    after = {**before, "reviewed_on": day_as_written(ctx.now().date())}
    with ctx.store.transaction() as transaction:
        # Also a second time on one day: the questions asked since the first are answered by it.
        update(ctx, transaction, "topic", topic, {"sheet": after}, anew=True)
    return Reviewed(topic, before, after)


def take_back_review(ctx: Context, reviewed: Reviewed) -> TopicSaved:
    """Undo a mark; what somebody wrote into the sheet meanwhile stays. Raises NotFound, NotAllowed."""
    require(ctx.actor, Permission.EDIT_CATALOGUE)
    found = one_topic(ctx, reviewed.id)
    if found is None:
        raise _gone()
    now, day = dict(_latest(found)), "reviewed_on"
    if now.get(day) == reviewed.after[day]:
        now = {name: text for name, text in now.items() if name != day}
        if day in reviewed.before:
            now[day] = reviewed.before[day]
    return _write(ctx, reviewed.id, {"sheet": now or None})


def _write(ctx: Context, topic: bytes, values: Mapping[str, object]) -> TopicSaved:
    with ctx.store.transaction() as transaction:
        update(ctx, transaction, "topic", topic, values)
    return TopicSaved(topic)


def _gone() -> NotFound:
    return NotFound(QT_TRANSLATE_NOOP("core", "Ese tema ya no está en el catálogo."))


@dataclass(frozen=True, slots=True)
class SheetDue:
    """A sheet that somebody should look at; ``since`` is the day that made it due, where there is one."""

    topic: Topic
    why: Due
    since: date | None
    owner: str


def sheets_due(ctx: Context) -> list[SheetDue]:
    """Return the sheets in use that ask for a look, the most pressing first."""
    today = ctx.now().date()
    found = []
    for topic in topics(ctx):
        why = why_due(topic.sheet, topic.coming, today)
        if why is not None:
            latest = topic.coming or topic.sheet
            found.append(SheetDue(topic, why, due_since(latest, why), str(latest.get("owner") or "")))
    order = list(Due)
    return sorted(found, key=lambda each: (order.index(each.why), each.since or date.min, each.topic.title))

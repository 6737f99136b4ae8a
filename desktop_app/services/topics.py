"""The topics as they are read: each with the guide sheet that is in force today (AUM-010-040)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from desktop_app.domain.ids import ulid_text
from desktop_app.domain.sheet_history import sheet_in_force, starts_on
from desktop_app.domain.typeahead import SHOWN, Document, Index, build_index
from desktop_app.services.context import Context
from desktop_app.storage.queries import catalogue as queries
from desktop_app.storage.queries import topic_log

Topic = queries.TopicRow

_KINDS = ("topic", "unit")


def topics(ctx: Context) -> list[Topic]:
    """Return the active topics by title."""
    return [_today(ctx, topic) for topic in queries.active(ctx.store)]


def every_topic(ctx: Context) -> list[Topic]:
    """Return the topics by title, those that are no longer offered as well."""
    return [_today(ctx, topic) for _, topic in queries.numbered(ctx.store, every=True)]


def one_topic(ctx: Context, topic: bytes) -> Topic | None:
    """Return a topic, None when it is not known."""
    found = queries.one(ctx.store, topic)
    return _today(ctx, found) if found is not None else None


def quick_topics(ctx: Context) -> list[Topic]:
    """Return the pinned topics by their digit, one for each digit from 1 to 9.

    Two desks may have given a digit away before they heard of each other: the first by title has it.
    Recepción asks for them whenever the catalogue changes, so that its first letter finds all at hand.
    """
    pinned: dict[int, Topic] = {}
    for topic in _catalogue(ctx)[1].values():
        if topic.active and topic.quick is not None and 1 <= topic.quick <= 9 and topic.title:
            pinned.setdefault(topic.quick, topic)
    return [pinned[digit] for digit in sorted(pinned)]


def suggest(ctx: Context, typed: str, limit: int = SHOWN) -> list[Topic]:
    """Return at most seven topics for what is being typed; nothing is read from the disk for a letter.

    Accents, case and spelling by ear do not count, one typo is forgiven: see ``domain.typeahead``.
    """
    index, known = _catalogue(ctx)
    return [known[key] for key in index.suggest(typed, limit)]  # type: ignore[index]  # the keys are ids


def find(ctx: Context, typed: str, *, every: bool = False) -> list[Topic]:
    """Return all topics that have the typed words anywhere in their sheet, the likeliest first.

    ``every``: also those that are no longer offered.
    """
    index, known = _catalogue(ctx)
    return [known[key] for key in index.find(typed, every=every)]  # type: ignore[index]  # the keys are ids


def _catalogue(ctx: Context) -> tuple[Index, Mapping[bytes, Topic]]:
    """Return the searchable catalogue, made again only after a topic or a unit changed, or at midnight."""

    def make() -> tuple[Index, Mapping[bytes, Topic]]:
        found = every_topic(ctx)
        return build_index(map(_document, found)), {topic.id: topic for topic in found}

    return ctx.store.remembered.get("catalogue", _KINDS, make, also=ctx.now().date())


def _document(topic: Topic) -> Document:
    sheet = " ".join(text for text in topic.sheet.values() if isinstance(text, str))
    return Document(
        topic.id,
        topic.title,
        topic.synonyms,
        f"{sheet} {topic.unit_name}",
        first=topic.quick is not None,
        offered=topic.active,
    )


def _today(ctx: Context, topic: Topic) -> Topic:
    """Return a topic with the sheet in force, the one that waits for its day beside it."""
    return in_force_on(ctx, topic, ctx.now().date())


def in_force_on(ctx: Context, topic: Topic, day: date) -> Topic:
    """Return a topic with the sheet that rules on a day, of those that are known now."""
    starts = starts_on(topic.sheet)
    if starts is None or starts <= day:
        return topic
    ruling = sheet_in_force(ulid_text(topic.id), topic_log.entries(ctx.store, topic.id), day)
    return replace(topic, sheet=ruling or {}, coming=topic.sheet)

"""What a topic's sheet said and when: versions, and the sheet as it stood on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from desktop_app.domain.errors import NotFound
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.labels import label
from desktop_app.domain.sheet_history import SHEET, Change, beginnings, state_on, versions
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level, Result
from desktop_app.services.context import Context
from desktop_app.services.directory import units
from desktop_app.services.topics import Topic, one_topic
from desktop_app.storage.queries import topic_log


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """A field with its values as they are read; ``part`` names the part of the sheet, where it is one."""

    field: str
    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionTold:
    """One change of a topic: when (local), by whom, what; see ``sheet_history.Version``."""

    written: datetime
    author: str
    changes: tuple[ChangeTold, ...]
    first: bool
    starts: date | None
    rival: bool


@dataclass(frozen=True, slots=True)
class TopicHistory:
    """The versions of a topic, the newest first."""

    topic: bytes
    title: str
    versions: tuple[VersionTold, ...]


@dataclass(frozen=True, slots=True)
class TopicAsWas:
    """A topic as the counter saw it on a day.

    ``since`` is the day from which that sheet was in force, None while there was none; ``until`` the day
    before the next one, None where it is in force still.
    """

    topic: Topic
    day: date
    since: date | None
    until: date | None


def topic_history(ctx: Context, topic: bytes) -> TopicHistory:
    """Return what was written about a topic. Raises NotFound."""
    known = one_topic(ctx, topic)
    if known is None:
        raise _gone()
    found = versions(ulid_text(topic), topic_log.entries(ctx.store, topic))
    names = topic_log.author_names(ctx.store, {each.author for each in found if each.author})
    places = {ulid_text(unit.id): unit.name for unit in units(ctx, retired=True)}
    told = tuple(
        VersionTold(
            each.written.astimezone(ctx.zone),
            names.get(each.author or "", ""),
            tuple(_told(ctx, change, places) for change in each.changes),
            each.first,
            each.starts,
            each.rival,
        )
        for each in found
    )
    return TopicHistory(topic, known.title, told)


def topic_on(ctx: Context, topic: bytes, day: date) -> TopicAsWas:
    """Return a topic with the sheet that was in force on a day, or will be, as far as is known now.

    Raises NotFound for an unknown topic, and for a day before it was written down.
    """
    known = one_topic(ctx, topic)
    if known is None:
        raise _gone()
    entries = topic_log.entries(ctx.store, topic)
    uid = ulid_text(topic)
    state = state_on(uid, entries, day, _end(ctx, day))
    if not state.values:
        raise NotFound(
            QT_TRANSLATE_NOOP("core", "El {day} este tema todavía no estaba en el catálogo."),
            day=f"{day:%d/%m/%Y}",
        )
    found = beginnings(entries, ctx.now().date(), ctx.zone)
    since = max((each for each in found if each <= day), default=None)
    following = min((each for each in found if each > day), default=None)
    until = following - timedelta(days=1) if following else None
    return TopicAsWas(_as_was(ctx, known, state.values), day, since, until)


def _end(ctx: Context, day: date) -> datetime | None:
    """Return the end of a day; None from today on: what is known now is all there is."""
    if day >= ctx.now().date():
        return None
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=ctx.zone)


def _as_was(ctx: Context, known: Topic, values: Mapping[str, Any]) -> Topic:
    sheet = values.get(SHEET)
    unit = next((each for each in units(ctx, retired=True) if ulid_text(each.id) == values.get("unit")), None)
    return replace(
        known,
        title=str(values.get("title") or known.title),
        query_type=str(values.get("query_type") or known.query_type),
        level=str(values.get("level") or known.level),
        unit=unit.id if unit else None,
        unit_name=unit.name if unit else "",
        sheet=sheet if isinstance(sheet, Mapping) else {},
        coming=None,
    )


def _told(ctx: Context, change: Change, places: Mapping[str, str]) -> ChangeTold:
    def words(value: Any) -> str:
        if value is None or value == "":
            return ""
        if change.field in ("unit", "specialised"):
            return places.get(str(value), "")
        if change.field in ("outside", "active"):
            return QT_TRANSLATE_NOOP("core", "Sí") if value else QT_TRANSLATE_NOOP("core", "No")
        if change.field == "query_type":
            kind = ctx.profile.request_types.get(str(value))
            return kind.label if kind else str(value)
        if change.field == "level" and value in [*Level]:
            return label(Level(value))
        if change.field == "result" and value in [*Result]:
            return label(Result(value))
        return str(value)

    return ChangeTold(change.field, change.part, words(change.before), words(change.after))


def _gone() -> NotFound:
    return NotFound(QT_TRANSLATE_NOOP("core", "Ese tema ya no está en el catálogo."))

"""What Trámites says: who is there, how a sheet stands, kinds and levels."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.guide_sheet import TITLES, Due, review_due, written_day
from desktop_app.domain.labels import label
from desktop_app.domain.values import Level
from desktop_app.services import directory
from desktop_app.services.catalogue import SheetDue, Topic
from desktop_app.services.context import Context
from desktop_app.services.directory import Official
from ui.kit.badges import Badge, BadgeKind
from ui.kit.core import core
from ui.kit.formats import short_day, until_words
from ui.kit.receivers import here_words

_LONGEST_REASON = 26
_BRIEF_REASON = 12


def part_title(name: str) -> str:
    """Return the heading of a part of a guide sheet."""
    return core(TITLES[name])


def part(topic: Topic, name: str) -> str:
    """Return a part of a topic's sheet, or an empty text."""
    return str(topic.sheet.get(name) or "").strip()


def kind_word(context: Context, topic: Topic) -> str:
    """Return the query type's name."""
    types = context.profile.request_types
    return types[topic.query_type].label if topic.query_type in types else topic.query_type


def level_word(topic: Topic) -> str:
    """Return the level's name."""
    return core(label(Level(topic.level))) if topic.level in set(Level) else topic.level


def span_words(starts: datetime, ends: datetime, now: datetime) -> str:
    """Return from when until when somebody is away; whole days without their hours. All local."""
    today = now.date()
    whole = starts.hour == starts.minute == ends.hour == ends.minute == 0
    if whole:
        last = (ends - timedelta(minutes=1)).date()
        if last == starts.date():
            return short_day(last, today)
        first_text, last_text = short_day(starts.date(), today), short_day(last, today)
    else:
        first_text = f"{short_day(starts.date(), today)} {starts:%H:%M}"
        if ends.date() == starts.date():
            return QCoreApplication.translate("Guide", "{start} a {end}").format(
                start=first_text, end=f"{ends:%H:%M}"
            )
        last_text = f"{short_day(ends.date(), today)} {ends:%H:%M}"
    return QCoreApplication.translate("Guide", "del {start} al {end}").format(start=first_text, end=last_text)


def presence_badge(context: Context, official: Official, *, brief: bool = False) -> Badge:
    """Return whether an official is there, in words: "En reunión hasta 11:00".

    ``brief``: until when matters more than a long reason.
    """
    if not official.active:
        return Badge(BadgeKind.PAUSED, QCoreApplication.translate("Guide", "Fuera del directorio"))
    until = context.local(official.absent_until)
    if until is None:
        kind = BadgeKind.CLOSED if directory.attends_now(context, official) else BadgeKind.PAUSED
        return Badge(kind, here_words(context, official, brief=brief))
    away = QCoreApplication.translate("Guide", "Ausente")
    reason = official.absence_reason or away
    if brief and len(reason) > _BRIEF_REASON:
        reason = away
    if len(reason) > _LONGEST_REASON:
        reason = reason[: _LONGEST_REASON - 1].rstrip() + "…"
    return Badge(BadgeKind.PAUSED, f"{reason} {until_words(until, context.now())}")


def sheet_badge(topic: Topic, today: date) -> Badge | None:
    """Return what a sheet's owner should do about it, if anything."""
    if not topic.active:
        return Badge(BadgeKind.PAUSED, QCoreApplication.translate("Guide", "Fuera de uso"))
    if topic.coming is not None:
        return Badge(BadgeKind.ON_TIME, QCoreApplication.translate("Guide", "Cambia pronto"))
    if review_due(part(topic, "reviewed_on"), today):
        return Badge(BadgeKind.DUE_SOON, QCoreApplication.translate("Guide", "Por revisar"))
    return None


def reviewed_text(topic: Topic) -> str:
    """Return the day of the last review as the list shows it."""
    day = written_day(part(topic, "reviewed_on"))
    return f"{day:%d/%m/%Y}" if day else part(topic, "reviewed_on")


def due_words(row: SheetDue) -> str:
    """Return why a sheet asks for a look: "Revisada el 01/02/2024"."""
    words = {
        Due.BEGAN: QCoreApplication.translate("Guide", "Rige desde el {day}"),
        Due.NEVER: QCoreApplication.translate("Guide", "Nunca se revisó"),
        Due.OLD: QCoreApplication.translate("Guide", "Revisada el {day}"),
        Due.WAITING: QCoreApplication.translate("Guide", "Regirá el {day}"),
        Due.EMPTY: QCoreApplication.translate("Guide", "Sin ficha todavía"),
    }[row.why]
    return words.format(day=f"{row.since:%d/%m/%Y}" if row.since else "")


def due_badge(row: SheetDue) -> Badge:
    """Return the same as a badge: what waits for its day is no work yet."""
    kinds = {Due.WAITING: BadgeKind.ON_TIME, Due.EMPTY: BadgeKind.PAUSED}
    return Badge(kinds.get(row.why, BadgeKind.DUE_SOON), due_words(row))

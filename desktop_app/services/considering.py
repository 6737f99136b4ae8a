"""What to think of before a case is opened: its route, its clocks, signs of a critical one, the same matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.case_clocks import case_clocks, late_opening_warning
from desktop_app.domain.criticality import Suggestion
from desktop_app.domain.deadlines import Deadline
from desktop_app.domain.places import place_key
from desktop_app.domain.routes import Answer
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.services.recognition import critical_signs
from desktop_app.services.routes import RouteAdvice, RouteSheet, advise_routes, all_sheets, sheet
from desktop_app.storage.queries import opening as queries

SameMatter = queries.SameMatter


@dataclass(frozen=True, slots=True)
class Considered:
    """What is known of a case while it is written."""

    text: str
    """What was written about the matter, without the topic's own title."""
    query_type: str
    level: Level
    citizen: bytes | None = None
    topic: bytes | None = None
    title: str = ""
    """What the topic is called."""
    place: str = ""
    answers: frozenset[Answer] = frozenset()


@dataclass(frozen=True, slots=True)
class Clock:
    """A due moment in the office's zone, what it is called and why it falls then."""

    name: str
    due: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Thoughts:
    """What the program has to say; a person decides."""

    advice: RouteAdvice
    route: RouteSheet | None
    """The route of the type that is chosen."""
    every: tuple[RouteSheet, ...]
    """All routes there are, while no type is chosen and nothing speaks for one."""
    clocks: tuple[Clock, ...]
    warning: str
    signs: tuple[Suggestion, ...]
    same: tuple[SameMatter, ...]


def consider(ctx: Context, about: Considered) -> Thoughts:
    """Think a case over: reads only. Raises NotAllowed."""
    require(ctx.actor, Permission.READ_CASES)
    clocks, warning = preview_clocks(ctx, about.level, about.query_type)
    advice = advise_routes(ctx, about.text, about.answers)
    return Thoughts(
        advice=advice,
        every=() if advice.routes or about.query_type else tuple(all_sheets(ctx)),
        route=sheet(ctx, about.query_type),
        clocks=clocks,
        warning=warning,
        signs=critical_signs(
            ctx,
            about.text,
            about.citizen,
            about.topic,
            about.title,
            place=about.place,
            query_type=about.query_type,
        ),
        same=tuple(same_matter(ctx, about.topic, about.citizen, about.place)),
    )


def same_matter(
    ctx: Context, topic: bytes | None, citizen: bytes | None, place: str = ""
) -> list[SameMatter]:
    """Return the open cases on the topic of the same person or at the same place, newest first."""
    require(ctx.actor, Permission.READ_CASES)
    key = place_key(place)
    if topic is None or (citizen is None and key is None):
        return []
    return queries.same_matter(ctx.store, topic, citizen, key)


def preview_clocks(ctx: Context, level: Level, query_type: str) -> tuple[tuple[Clock, ...], str]:
    """Return both clocks of a case that would be opened now, and a warning for a critical one opened late."""
    now, kind = ctx.now(), ctx.profile.request_types.get(query_type)
    found = case_clocks(level, kind.code if kind else None, ctx.profile, ctx.calendar, now)
    clocks = [_clock(ctx, QT_TRANSLATE_NOOP("core", "Plazo interno"), found.internal)]
    if found.first_answer is not None:
        clocks.insert(0, _clock(ctx, QT_TRANSLATE_NOOP("core", "Primera respuesta"), found.first_answer))
    if found.legal is not None:
        clocks.append(_clock(ctx, QT_TRANSLATE_NOOP("core", "Plazo legal"), found.legal))
    warning = late_opening_warning(ctx.profile.level_terms(level), now, ctx.calendar) or ""
    return tuple(clocks), warning


def _clock(ctx: Context, name: str, found: Deadline) -> Clock:
    return Clock(name, found.due.astimezone(ctx.zone), found.explanation)

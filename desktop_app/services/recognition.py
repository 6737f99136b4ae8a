"""What the desk knows about the person in front of it, and what it should think of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desktop_app.domain.cleaning import NOTE
from desktop_app.domain.criticality import COMPLAINTS, Earlier, EarlierComplaint, Suggestion, suggestions
from desktop_app.domain.places import place_key
from desktop_app.services import case_lists, citizens
from desktop_app.services.access import Permission, require
from desktop_app.services.case_lists import CaseLine, CaseQuery
from desktop_app.services.context import Context, epoch
from desktop_app.storage.queries import citizens as queries

_CASES = 5
_VISITS = 4
_PLACE = 60
"""Characters of a place that a sentence tells."""


@dataclass(frozen=True, slots=True)
class Visit:
    """An earlier attention; ``started`` in the office's zone."""

    started: datetime
    channel: str
    topic: str
    result: str


@dataclass(frozen=True, slots=True)
class KnownCitizen:
    """A person who has been here before: open cases by urgency, visits newest first."""

    citizen: citizens.Citizen
    open_cases: tuple[CaseLine, ...]
    open_count: int
    visits: tuple[Visit, ...]


def known_citizen(ctx: Context, citizen: bytes) -> KnownCitizen:
    """Return what is known about a person. Raises NotFound."""
    require(ctx.actor, Permission.READ_PEOPLE)
    found = citizens.get_citizen(ctx, citizen)
    query = CaseQuery(citizen=citizen)
    cases = case_lists.page(ctx, query, 0, _CASES)
    visits = tuple(
        Visit(ctx.local(row.started) or ctx.now(), row.channel, row.topic, row.result)
        for row in citizens.visits(ctx, citizen, _VISITS)
    )
    count = len(cases) if len(cases) < _CASES else case_lists.count(ctx, query)
    return KnownCitizen(found, tuple(cases), count, visits)


def critical_signs(
    ctx: Context,
    text: str,
    citizen: bytes | None,
    topic: bytes | None,
    topic_title: str,
    *,
    place: str = "",
    query_type: str = "",
) -> tuple[Suggestion, ...]:
    """Return the criteria of a critical case that seem to be met (training manual 5.1).

    They come from the words, and from earlier complaints of the same person or from the same place; a
    person confirms.
    """
    require(ctx.actor, Permission.READ_CASES)
    now = ctx.now()
    earlier = _earlier(ctx, now, citizen, topic, place, complains=query_type in COMPLAINTS)
    told = replace(earlier, topic=topic_title, place=_brief(place))
    # What does not fit into a record is not searched either.
    return suggestions(f"{topic_title}. {text}"[:NOTE], ctx.profile, earlier=told, now=now)


def _brief(place: str) -> str:
    words = " ".join(place.split())
    return words if len(words) <= _PLACE else f"{words[: _PLACE - 1].rstrip()}…"


def _earlier(
    ctx: Context, now: datetime, citizen: bytes | None, topic: bytes | None, place: str, *, complains: bool
) -> Earlier:
    since = epoch(now - timedelta(days=ctx.profile.recurrence.window_days))
    key = place_key(place)

    def read(rows: list[tuple[int, bool]]) -> tuple[EarlierComplaint, ...]:
        return tuple(EarlierComplaint(ctx.local(opened) or now, attended) for opened, attended in rows)

    found = Earlier()
    if citizen is not None and topic is not None:
        found = replace(found, on_topic=read(queries.complaints(ctx.store, citizen, topic, since)))
    if key is not None and topic is not None:
        found = replace(found, at_place=read(queries.complaints_at(ctx.store, key, topic, since)))
    if citizen is not None and complains:
        by_person = queries.complaints(ctx.store, citizen, None, since, sorted(COMPLAINTS))
        found = replace(found, by_person=read(by_person))
    return found

"""A morning without power, some days ago: what was written on paper and typed in afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from desktop_app.domain.values import Channel
from desktop_app.services import catalogue, late, paper
from desktop_app.services.access import Actor
from desktop_app.services.context import Context
from desktop_app.services.late import Transcription
from desktop_app.services.reception import AttentionForm
from desktop_app.system.clock import FixedClock

_FORMS: Final = 12
_AGO: Final = timedelta(days=6)
_FILLED: Final = ((0, 12, 6), (1, 20, 9), (3, 41, 5), (5, 55, 7), (6, 63, 4))
"""Form, minutes after opening, minutes it took. Of the others one was spoiled, one is missing."""
_SPOILED: Final = 4


def live_outage(ctx: Context, clock: FixedClock, now: datetime, clerk: Actor) -> int:
    """Have forms printed, filled, typed in, one spoiled and one lost; return how many attentions that made.

    ``ctx`` acts for the console, ``clock`` is its clock and is left where the story ends; ``now`` is local.
    """
    there = ctx.acting_as(clerk)
    day = _working_day(ctx, (now - _AGO).replace(hour=8, minute=0, second=0))
    clock.set(_working_day(ctx, day - timedelta(days=1)) + timedelta(minutes=20))
    paper.reserve(there, _FORMS)
    clock.set(day.replace(hour=15, minute=10))
    forms = paper.forms(there)
    questions = catalogue.quick_topics(there)
    for place, (form, after, minutes) in enumerate(_FILLED):
        clock.advance(minutes=3)
        topic = questions[place % len(questions)]
        started = day + timedelta(minutes=after)
        attention = AttentionForm(
            Channel.IN_PERSON, started, topic.query_type, topic=topic.id, unit=topic.unit
        )
        ended = started + timedelta(minutes=minutes)
        late.transcribe(there, Transcription(forms[form].id, clerk.id, ended, attention))
    paper.spoil(there, [forms[_SPOILED].id], "Se mojó con el café; se usó el siguiente")
    return len(_FILLED)


def _working_day(ctx: Context, day: datetime) -> datetime:
    """Return the moment, on the last working day up to then."""
    while not ctx.calendar.is_business_day(day.date()):
        day -= timedelta(days=1)
    return day

"""The demonstration municipality: two months of work, lived through the real services.

Nothing is written past them. A clock that can be moved stands at each moment while the services
record what happened then, so that operations, due moments and numbers come out as they do in real work.
The same seed and the same moment give the same municipality.
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Final

from desktop_app.services import settings
from desktop_app.services.context import Context
from desktop_app.services.demo.agenda import Agenda
from desktop_app.services.demo.days import plan_days
from desktop_app.services.demo.staged import plan_staged
from desktop_app.services.demo.town import build_town
from desktop_app.storage import search
from desktop_app.system.clock import FixedClock

SEED: Final = 20
DAYS: Final = 61
"""Days of history before today."""

_LOCAL_KEY: Final = "demo"


@dataclass(frozen=True, slots=True)
class DemoMade:
    """What the demonstration holds; ``day`` is the date it was made around."""

    day: date
    attentions: int
    cases: int
    citizens: int


def first_moment(now: datetime) -> datetime:
    """Return when the history of a demonstration begins that ends at ``now`` (aware)."""
    return (now - timedelta(days=DAYS)).replace(hour=11, minute=0, second=0, microsecond=0)


def populate(ctx: Context, clock: FixedClock, now: datetime, seed: int = SEED) -> DemoMade:
    """Fill an empty municipality marked as demonstration with history up to ``now`` (aware).

    ``ctx`` must act for the console, and ``clock`` be its clock, standing at ``first_moment(now)``.
    Several records share a transaction: thousands of durable ones would take too long.
    """
    now = now.astimezone(ctx.zone).replace(microsecond=0)
    rng = random.Random(f"{seed}/{now.isoformat()}")  # noqa: S311 - a repeatable story, no secret
    _open_today(ctx, now)
    with ctx.store.transaction():
        town = build_town(ctx, now)
    agenda = Agenda(ctx, clock, now, rng, town)
    plan_days(agenda, first_moment(now).astimezone(ctx.zone).date() + timedelta(days=1))
    plan_staged(agenda)
    agenda.run()
    clock.set(now)
    search.flush_all(ctx.store)
    found = DemoMade(now.date(), agenda.attentions, agenda.cases, agenda.citizens)
    ctx.store.set_local(_LOCAL_KEY, json.dumps({**asdict(found), "day": found.day.isoformat()}))
    return found


def what_was_made(ctx: Context) -> DemoMade | None:
    """Return what the demonstration in this data folder holds; None when it was never finished."""
    stored = ctx.store.get_local(_LOCAL_KEY)
    if stored is None:
        return None
    values = json.loads(stored)
    return DemoMade(date.fromisoformat(values.pop("day")), **values)


def _open_today(ctx: Context, now: datetime) -> None:
    """Have the office open today as well, also on a Sunday: a demonstration shows a working day."""
    if not ctx.calendar.is_business_day(now.date()):
        settings.set_day(ctx, now.date(), "Jornada de atención al vecino", "08:00-16:30")

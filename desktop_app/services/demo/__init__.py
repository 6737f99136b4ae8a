"""The demonstration municipality: a year of work at two offices, lived through the real services.

Nothing is written past them. A clock that can be moved stands at each moment while the services
record what happened then, so that operations, due moments and numbers come out as they do in real work;
only the rows that follow from the operations are written together at the end. The same seed and the
same moment give the same municipality.
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Final

from desktop_app.services import settings
from desktop_app.services.context import Context
from desktop_app.services.demo.agenda import Agenda, Schedule
from desktop_app.services.demo.counter import Mistake, plan_mistakes, take_back
from desktop_app.services.demo.days import LEAST_TODAY, plan_days
from desktop_app.services.demo.desks import DemoDesk, found_desks, seal_streams
from desktop_app.services.demo.outage import live_outage
from desktop_app.services.demo.staged import plan_other_desk, plan_staged
from desktop_app.services.demo.town import Town, build_town, read
from desktop_app.storage.bulk import Loader
from desktop_app.storage.bulk_store import BulkLedger
from desktop_app.system import memory
from desktop_app.system.clock import FixedClock

SEED: Final = 20
MONTHS: Final = 13
"""Whole months of history before the current one: also the last whole one has its month of the year before."""

_LOCAL_KEY: Final = "demo.made"


@dataclass(frozen=True, slots=True)
class DemoMade:
    """What the demonstration holds; ``day`` is the date it was made around."""

    day: date
    attentions: int
    cases: int
    citizens: int
    operations: int


def first_moment(now: datetime, months: int = MONTHS) -> datetime:
    """Return when the municipality of a demonstration begins that ends at ``now`` (aware)."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    first = now.replace(year=year, month=month + 1, day=1, hour=11, minute=0, second=0, microsecond=0)
    return first - timedelta(days=3)


def populate(
    ctx: Context, root_seed: bytes, clock: FixedClock, now: datetime, months: int = MONTHS, seed: int = SEED
) -> DemoMade:
    """Fill an empty municipality marked as demonstration with history up to ``now`` (aware).

    ``ctx`` must act for the console, and ``clock`` be its clock, standing at ``first_moment(now, months)``;
    ``root_seed`` is the root key, which vouches for the other desks. The data is worth nothing until this
    returns: it is written without durability.
    """
    now = now.astimezone(ctx.zone).replace(microsecond=0)
    first = ctx.now().date() + timedelta(days=3)
    _open_today(ctx, now)
    with ctx.store.transaction():
        town = build_town(ctx, now)
        desks = found_desks(ctx, root_seed, read("municipality"))
    schedule = Schedule(clock, ctx.now(), now)
    with memory.paused(), Loader(ctx.store, seed) as loader:
        ledger = BulkLedger(loader)
        agendas = _plan(ctx, ledger, schedule, town, desks, first, f"{seed}/{now.isoformat()}")
        mistakes: list[Mistake] = []
        plan_mistakes(agendas[0], mistakes)
        schedule.run()
        ledger.project()
        ledger.keep_numbers(ctx.store.journal.stream)
    loader.finish(lambda what, done, total: None)
    ctx.store.reload()
    before = ctx.store.journal.position[0]
    clerk = town.users[desks[0].clerk]
    on_paper = live_outage(ctx, clock, now, clerk)
    take_back(ctx, clock, clerk, mistakes)
    clock.set(now)
    seal_streams(ctx, desks)
    settings.seed_holidays(ctx.store, clock)
    found = DemoMade(
        now.date(),
        sum(each.attentions for each in agendas) + on_paper,
        sum(each.cases for each in agendas),
        sum(each.citizens for each in agendas),
        loader.operations + ctx.store.journal.position[0] - before,
    )
    ctx.store.set_local(_LOCAL_KEY, json.dumps({**asdict(found), "day": found.day.isoformat()}))
    return found


def _plan(
    ctx: Context, ledger: BulkLedger, schedule: Schedule, town: Town, desks: list[DemoDesk], first: date,
    seed: str,
) -> list[Agenda]:  # fmt: skip
    known: list[bytes] = []
    agendas = []
    for place, desk in enumerate(desks):
        there = desk.context(ctx, ledger)
        rng = random.Random(f"{seed}/{place}")  # noqa: S311 - a repeatable story, no secret
        agenda = Agenda(there, schedule, rng, town, town.users[desk.clerk], known)
        plan_days(agenda, first, desk.a_day, LEAST_TODAY if place == 0 else 0)
        if place == 0:
            plan_staged(agenda)
        else:
            plan_other_desk(agenda, hands_over=place == 2)
        agendas.append(agenda)
    return agendas


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

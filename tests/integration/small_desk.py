"""A desk of one office in a real database file, with a clock that stands where the test wants it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desktop_app.domain.ids import new_ulid
from desktop_app.domain.operations import new_stream
from desktop_app.services.access import CONSOLE, Actor
from desktop_app.services.context import Context, Desk, Rules, RulesCache
from desktop_app.storage import records
from desktop_app.storage.store import Store, open_store
from desktop_app.system.clock import FixedClock
from desktop_app.system.profiles import load_profile

KEY = bytes(range(32))


def make_desk(folder: Path, now: datetime, actor: Actor = CONSOLE) -> tuple[Context, FixedClock]:
    """Make a data folder and return what services are handed, and its clock; ``now`` is aware."""
    store = open_store(folder, KEY, create=True)
    clock = FixedClock(now)
    wall = clock.milliseconds()
    desk = Desk(new_ulid(wall), 1, "Oficina central", new_ulid(wall), 1, "Ventanilla 1")
    with store.transaction() as transaction:
        transaction.journal.start_stream(transaction.connection, new_stream(desk.desk))
        records.create_record(
            transaction, "office", desk.office, {"code": 1, "name": desk.office_name}, wall_ms=wall, author=None
        )
    return Context(store, clock, actor, RulesCache(lambda: rules_of(desk))), clock


def rules_of(desk: Desk) -> Rules:
    """Return the rules of a Peruvian municipality."""
    profile = load_profile("pe")
    return Rules("Municipalidad Distrital de San Isidro", profile, profile.calendar({}), demo=False, desk=desk)


def add_unit(ctx: Context, name: str) -> bytes:
    """Add a unit and return its id."""
    return _add(ctx.store, ctx, "unit", {"name": name, "active": 1})


def add_topic(ctx: Context, title: str) -> bytes:
    """Add a topic and return its id."""
    return _add(ctx.store, ctx, "topic", {"title": title, "query_type": "informacion", "active": 1})


def _add(store: Store, ctx: Context, entity: str, values: dict[str, object]) -> bytes:
    uid = new_ulid(ctx.clock.milliseconds())
    with store.transaction() as transaction:
        records.create_record(
            transaction, entity, uid, values, wall_ms=ctx.clock.milliseconds(), author=None
        )
    return uid

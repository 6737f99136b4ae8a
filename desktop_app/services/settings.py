"""The municipality's settings, and the rules that follow from them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from desktop_app.domain.calendar import DayRule
from desktop_app.domain.cleaning import clean_line
from desktop_app.domain.hours import Hours, format_hours, parse_hours
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context, Desk, Rules
from desktop_app.services.writing import text_id
from desktop_app.storage import records
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import desk as queries
from desktop_app.storage.store import Store
from desktop_app.system import profiles
from desktop_app.system.clock import Clock

CHANGES = frozenset({"setting"})
HOLIDAY_YEARS_AHEAD = 2


def load_rules(store: Store, desk: Desk) -> Rules:
    """Read the settings and return the rules in force for a desk."""
    found = queries.settings(store)
    profile = profiles.load_profile(str(found.get("profile") or "neutral"))
    week = found.get("office.week")
    if isinstance(week, dict):
        profile = replace(profile, week=_week(week))
    rules: dict[date, DayRule] = {}
    for day, name, hours in queries.calendar_days(store, desk.office):
        rules[_as_date(day)] = DayRule(name, parse_hours(hours))
    return Rules(
        municipality=str(found.get("municipality.name") or ""),
        profile=profile,
        calendar=profile.calendar(rules),
        demo=bool(found.get("demo")),
        desk=desk,
    )


def change_settings(ctx: Context, values: Mapping[str, Any]) -> frozenset[str]:
    """Write synced settings; values are anything JSON holds without floats."""
    require(ctx.actor, Permission.EDIT_SETTINGS)
    with ctx.store.transaction() as transaction:
        write_settings(transaction, values, ctx.clock.milliseconds(), ctx.actor.id)
    ctx.cache.invalidate()
    return CHANGES


def write_settings(
    transaction: Transaction, values: Mapping[str, Any], wall_ms: int, author: bytes | None
) -> None:
    """Write settings inside a transaction; every desk uses the same id for the same key."""
    for key, value in values.items():
        fields = {"key": key, "value": json.dumps(value, ensure_ascii=False, sort_keys=True)}
        records.update_record(
            transaction, "setting", queries.setting_id(key), fields, wall_ms=wall_ms, author=author
        )


def set_day(
    ctx: Context, day: date, name: str, hours: str = "", *, whole_municipality: bool = True
) -> frozenset[str]:
    """Declare a date closed (``hours`` empty) or give it its own hours such as "08:00-12:00"."""
    require(ctx.actor, Permission.EDIT_SETTINGS)
    hours = format_hours(parse_hours(hours))
    office = None if whole_municipality else ctx.desk.office
    number = day.year * 10_000 + day.month * 100 + day.day
    fields = {
        "office": text_id(office),
        "day": number,
        "name": clean_line(name),
        "hours": hours,
        "active": 1,
    }
    target = queries.calendar_day_id(text_id(office) or "", number)
    with ctx.store.transaction() as transaction:
        records.update_record(
            transaction, "calendar_day", target, fields, wall_ms=ctx.clock.milliseconds(), author=ctx.actor.id
        )
    ctx.cache.invalidate()
    return CHANGES


def clear_day(ctx: Context, day: date, *, whole_municipality: bool = True) -> frozenset[str]:
    """Make a date ordinary again (a national holiday that this municipality works)."""
    require(ctx.actor, Permission.EDIT_SETTINGS)
    office = None if whole_municipality else ctx.desk.office
    target = queries.calendar_day_id(text_id(office) or "", day.year * 10_000 + day.month * 100 + day.day)
    with ctx.store.transaction() as transaction:
        records.update_record(
            transaction, "calendar_day", target, {"active": 0}, wall_ms=ctx.clock.milliseconds(),
            author=ctx.actor.id,
        )  # fmt: skip
    ctx.cache.invalidate()
    return CHANGES


def seed_holidays(store: Store, profile_code: str, clock: Clock) -> None:
    """Write the national holidays of the years around now that the calendar does not have yet."""
    this_year = clock.now().year
    profile = profiles.load_profile(profile_code)
    missing = set(range(this_year - 1, this_year + HOLIDAY_YEARS_AHEAD + 1)) - queries.holiday_years(store)
    if not missing:
        return
    found = profiles.holiday_rules(profile, sorted(missing))
    if not found:
        return
    with store.transaction() as transaction:
        for day, rule in sorted(found.items()):
            number = day.year * 10_000 + day.month * 100 + day.day
            fields = {
                "day": number,
                "name": rule.name,
                "hours": format_hours(rule.hours),
                "active": 1,
            }
            records.create_record(
                transaction, "calendar_day", queries.calendar_day_id("", number), fields,
                wall_ms=clock.milliseconds(), author=None,
            )  # fmt: skip


def _week(stored: Mapping[str, Any]) -> dict[int, tuple[Hours, ...]]:
    return {int(day): parse_hours(str(hours)) for day, hours in stored.items()}


def _as_date(day: int) -> date:
    return date(day // 10_000, day // 100 % 100, day % 100)

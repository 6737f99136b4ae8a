"""The municipality's settings, and the rules that follow from them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from desktop_app.domain.calendar import BusinessCalendar, DayRule
from desktop_app.domain.cleaning import clean_line
from desktop_app.domain.closing_rules import ClosingRules, checked_rules, rules_facts, rules_from
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.hours import Hours, format_hours, parse_hours
from desktop_app.domain.level_terms import checked_terms, terms_facts, terms_from
from desktop_app.domain.profile import LevelTerms, Profile, RecurrenceRule
from desktop_app.domain.protocol_wording import phrases_from
from desktop_app.domain.recurrence import checked_rule, rule_facts, rule_from
from desktop_app.domain.saved_phrases import saved_from
from desktop_app.domain.silence import SETTING as SILENCE
from desktop_app.domain.silence import limits_from
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level
from desktop_app.domain.workflow import workflow_from
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context, Desk, Rules
from desktop_app.services.writing import text_id, update
from desktop_app.storage import records
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import desk as queries
from desktop_app.storage.store import Store
from desktop_app.system import profiles
from desktop_app.system.clock import Clock

CHANGES = frozenset({"setting"})
HOLIDAY_YEARS_AHEAD = 2
_SEEDED: Final = "calendar.seeded"


@dataclass(frozen=True, slots=True)
class TermsInForce:
    """The internal terms of new cases, and what the country profile says of them."""

    levels: Mapping[Level, LevelTerms]
    profile: Mapping[Level, LevelTerms]


@dataclass(frozen=True, slots=True)
class RecurrenceInForce:
    """When complaints are recurrent here, and what the country profile says of it."""

    rule: RecurrenceRule
    profile: RecurrenceRule


BORN_RESOLVED: Final = "cases.born_resolved"
"""Key of the office's own answer to whether an orientation counts as a case (see ``born_resolved``)."""

NO_PROFILE: Final = "neutral"
"""The profile of a municipality that has none which this program knows."""


def load_rules(store: Store, desk: Desk) -> Rules:
    """Read the settings and return the rules in force for a desk.

    Total: what a newer or a faulty desk wrote and this program cannot read must not close every desk.
    """
    found = queries.settings(store)
    profile = _profile(found)
    levels = {
        level: terms_from(found.get(_terms_key(level)), level, terms)
        for level, terms in profile.levels.items()
    }
    profile = replace(
        profile,
        week=_week(found.get("office.week"), profile),
        levels=levels,
        recurrence=rule_from(found, profile.recurrence),
        born_resolved=_flag(found.get(BORN_RESOLVED), default=profile.born_resolved),
    )
    rules: dict[date, DayRule] = {}
    for day, name, hours in queries.calendar_days(store, desk.office):
        rule = _rule(day, name, hours)
        if rule is not None:
            rules[rule[0]] = rule[1]
    return Rules(
        municipality=str(found.get("municipality.name") or ""),
        profile=profile,
        calendar=profile.calendar(rules),
        demo=bool(found.get("demo")),
        desk=replace(desk, office_name=queries.office_name(store, desk.office) or desk.office_name),
        phrases=phrases_from(found),
        saved_phrases=saved_from(found),
        workflow=workflow_from(found),
        silence=limits_from(found.get(SILENCE)),
        closing=rules_from(found),
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


def change_week(ctx: Context, week: Mapping[int, str]) -> frozenset[str]:
    """Write the opening hours by weekday (0 = Monday; "" is closed). Open cases keep their due moments.

    Raises InvalidInput (``field``: ``day0`` … ``day6``) for hours that cannot be read, NotAllowed.
    """
    require(ctx.actor, Permission.EDIT_SETTINGS)
    stored: dict[str, str] = {}
    for day in range(7):
        try:
            stored[str(day)] = format_hours(parse_hours(week.get(day, "")))
        except InvalidInput as error:
            error.field = f"day{day}"
            raise
    if not any(stored.values()):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "La oficina debe abrir al menos un día de la semana."), field="day0"
        )
    return change_settings(ctx, {"office.week": stored})


def change_terms(ctx: Context, terms: Mapping[Level, LevelTerms]) -> frozenset[str]:
    """Write the internal terms of levels; cases that are opened from now on run on them.

    Raises InvalidInput as ``checked_terms``, NotAllowed.
    """
    require(ctx.actor, Permission.EDIT_SETTINGS)
    values = {_terms_key(level): terms_facts(checked_terms(level, each)) for level, each in terms.items()}
    return change_settings(ctx, values)


def terms_in_force(ctx: Context) -> TermsInForce:
    """Return the internal terms of new cases beside the profile's own."""
    return TermsInForce(ctx.profile.levels, profiles.load_profile(ctx.profile.code).levels)


def save_recurrence(ctx: Context, rule: RecurrenceRule) -> frozenset[str]:
    """Write when complaints are recurrent (training manual 5.1); it holds for what is typed from now on.

    Raises InvalidInput whose ``field`` is the setting's key ("recurrence.count" …), NotAllowed.
    """
    require(ctx.actor, Permission.EDIT_SETTINGS)
    return change_settings(ctx, rule_facts(checked_rule(rule)))


def recurrence(ctx: Context) -> RecurrenceInForce:
    """Return the rule of recurrent complaints beside the profile's own."""
    return RecurrenceInForce(ctx.profile.recurrence, profiles.load_profile(ctx.profile.code).recurrence)


def save_closing(ctx: Context, rules: ClosingRules) -> frozenset[str]:
    """Write how cases are closed and who is asked for an opinion; it holds from now on (training manual 6).

    Raises InvalidInput whose ``field`` is the setting's key ("closing.attempts" …), NotAllowed.
    """
    require(ctx.actor, Permission.EDIT_SETTINGS)
    return change_settings(ctx, rules_facts(checked_rules(rules)))


def set_day(
    ctx: Context, day: date, name: str, hours: str = "", *, whole_municipality: bool = True
) -> frozenset[str]:
    """Declare a date closed (``hours`` empty) or give it its own hours such as "08:00-12:00"."""
    require(ctx.actor, Permission.EDIT_SETTINGS)
    hours = format_hours(parse_hours(hours))
    office = None if whole_municipality else ctx.desk.office
    number = _day_number(day)
    fields = {
        "office": text_id(office),
        "day": number,
        "name": clean_line(name),
        "hours": hours,
        "active": 1,
    }
    target = queries.calendar_day_id(text_id(office) or "", number)
    with ctx.store.transaction() as transaction:
        update(ctx, transaction, "calendar_day", target, fields)
    ctx.cache.invalidate()
    return CHANGES


def clear_day(ctx: Context, day: date, *, whole_municipality: bool = True) -> frozenset[str]:
    """Make a date ordinary again (a national holiday that this municipality works)."""
    require(ctx.actor, Permission.EDIT_SETTINGS)
    office = None if whole_municipality else ctx.desk.office
    target = queries.calendar_day_id(text_id(office) or "", _day_number(day))
    with ctx.store.transaction() as transaction:
        update(ctx, transaction, "calendar_day", target, {"active": 0})
    ctx.cache.invalidate()
    return CHANGES


def seed_holidays(store: Store, clock: Clock) -> None:
    """Write the national holidays of the years around now that nobody has written yet.

    Called whenever the data is opened, so that a calendar goes on with the years; what the office changed
    or cleared stays as it is.
    """
    this_year = clock.now().year
    last = this_year + HOLIDAY_YEARS_AHEAD
    if int(store.get_local(_SEEDED) or 0) >= last:
        return
    found = profiles.holiday_rules(_profile(queries.settings(store)), range(this_year - 1, last + 1))
    known = queries.municipal_days(store)
    missing = {day: rule for day, rule in sorted(found.items()) if _day_number(day) not in known}
    if missing:
        with store.transaction() as transaction:
            for day, rule in missing.items():
                number = _day_number(day)
                fields = {"day": number, "name": rule.name, "hours": format_hours(rule.hours), "active": 1}
                records.update_record(
                    transaction, "calendar_day", queries.calendar_day_id("", number), fields,
                    wall_ms=clock.milliseconds(), author=None,
                )  # fmt: skip
    store.set_local(_SEEDED, str(last))


def calendar_for(ctx: Context, years: Iterable[int]) -> BusinessCalendar:
    """Return the office's calendar; years that nobody has written to it yet have the national holidays."""
    known = {day.year for day in ctx.calendar.rules}
    missing = [year for year in years if year not in known]
    if not missing:
        return ctx.calendar
    return ctx.calendar.with_rules(profiles.holiday_rules(ctx.profile, missing))


def _profile(found: Mapping[str, Any]) -> Profile:
    code = found.get("profile")
    # Only a profile of the program: a synced text must never lead to a file.
    return profiles.load_profile(code if code in profiles.available_profiles() else NO_PROFILE)


def _flag(stored: object, *, default: bool) -> bool:
    return stored if isinstance(stored, bool) else default


def _terms_key(level: Level) -> str:
    return f"terms.{level.value}"


def _day_number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _week(stored: object, profile: Profile) -> Mapping[int, tuple[Hours, ...]]:
    """Return the office's own week, or the profile's when there is none that can be read whole."""
    if not isinstance(stored, dict):
        return profile.week
    try:
        week = {int(day): parse_hours(str(hours)) for day, hours in stored.items()}
    except (ValueError, InvalidInput):
        return profile.week
    # A week without any opening would leave no term an end.
    return week if any(week.get(day) for day in range(7)) else profile.week


def _rule(day: int, name: str, hours: str) -> tuple[date, DayRule] | None:
    try:
        return date(day // 10_000, day // 100 % 100, day % 100), DayRule(name, parse_hours(hours))
    except (ValueError, OverflowError, InvalidInput):
        return None

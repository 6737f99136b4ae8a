"""The municipality, this office and this desk, as people name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from desktop_app.domain.cleaning import clean_line
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import settings
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.storage import records
from desktop_app.storage.queries import desk as queries

DESK_NAME: Final = "desk_name"
"""Where a desk keeps its own name; it never syncs."""


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """What can be changed; ``desk`` is the name of this machine's desk."""

    municipality: str
    office: str
    place: str = ""
    phone: str = ""
    desk: str = ""


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """How things are named now, and the country profile in force."""

    form: OfficeForm
    code: str
    profile: str
    unverified: tuple[str, ...]
    """What of the profile's legal facts nobody has verified."""


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A date with a rule of its own: closed (``hours`` empty) or with its own hours."""

    day: date
    name: str
    hours: str
    whole_municipality: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """The kinds of things that changed."""

    changes: frozenset[str]


def read_office(ctx: Context) -> OfficeCard:
    """Return how the municipality, the office and the desk are named."""
    rules = ctx.rules
    name, place, phone = queries.office_card(ctx.store, rules.desk.office)
    form = OfficeForm(rules.municipality, name or rules.desk.office_name, place, phone, rules.desk.name)
    code = f"{rules.desk.office_code:02d}-{rules.desk.desk_code:02d}"
    return OfficeCard(form, code, rules.profile.name, _unverified(ctx))


def save_office(ctx: Context, form: OfficeForm) -> Changed:
    """Write the names, all of them or none. Raises InvalidInput with the field, NotAllowed.

    The desk's name stays on this machine; the rest goes to every desk.
    """
    require(ctx.actor, Permission.EDIT_SETTINGS)
    municipality = _required(form.municipality, "municipality")
    name, desk = _required(form.office, "office"), _required(form.desk, "desk")
    values = {
        "name": name,
        "place": clean_line(form.place, "place"),
        "phone": clean_line(form.phone, "phone"),
    }
    with ctx.store.transaction() as transaction:
        wall = ctx.clock.milliseconds()
        settings.write_settings(transaction, {"municipality.name": municipality}, wall, ctx.actor.id)
        records.update_record(
            transaction, "office", ctx.desk.office, values, wall_ms=wall, author=ctx.actor.id
        )
        if desk != ctx.desk.name:
            ctx.store.set_local(DESK_NAME, desk)
    ctx.cache.invalidate()
    return Changed(settings.CHANGES)


def special_days(ctx: Context, year: int) -> list[SpecialDay]:
    """Return the days of a year that are not ordinary for this office, in order."""
    found = []
    for number, name, hours, everywhere in queries.special_days(ctx.store, ctx.desk.office):
        if number // 10_000 != year:
            continue
        try:
            day = date(year, number // 100 % 100, number % 100)
        except ValueError:
            continue  # what another desk wrote may be no date
        found.append(SpecialDay(day, name, hours, everywhere))
    return found


def save_day(ctx: Context, special: SpecialDay, before: SpecialDay | None = None) -> Changed:
    """Write a special day; ``before`` is the one that it takes the place of.

    Raises InvalidInput with the field (``name``, ``hours``), NotAllowed.
    """
    require(ctx.actor, Permission.EDIT_SETTINGS)
    name = _required(special.name, "name")
    with ctx.store.transaction():
        if before is not None and _place(before) != _place(special):
            settings.clear_day(ctx, before.day, whole_municipality=before.whole_municipality)
        settings.set_day(ctx, special.day, name, special.hours, whole_municipality=special.whole_municipality)
    ctx.cache.invalidate()
    return Changed(settings.CHANGES)


def make_ordinary(ctx: Context, special: SpecialDay) -> Changed:
    """Take a special day's rule away: the office opens as on any such weekday."""
    return Changed(settings.clear_day(ctx, special.day, whole_municipality=special.whole_municipality))


def _place(special: SpecialDay) -> tuple[date, bool]:
    return special.day, special.whole_municipality


def _required(text: str, field: str) -> str:
    value = clean_line(text, field)
    if not value:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Este dato no puede quedar vacío."), field=field)
    return value


def _unverified(ctx: Context) -> tuple[str, ...]:
    """Return the names of the profile's parts that carry no day of verification."""
    profile = ctx.profile
    parts = [each.label for each in profile.request_types.values() if not each.verified]
    if not profile.holidays.reference.verified:
        parts.append(QT_TRANSLATE_NOOP("core", "feriados nacionales"))
    if not profile.privacy.reference.verified:
        parts.append(QT_TRANSLATE_NOOP("core", "aviso de privacidad"))
    return tuple(parts)

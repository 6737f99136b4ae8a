"""Who can resolve what, where, and who is there today (AUM-010-030)."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop_app.domain.attention_hours import attends, next_day, read_week
from desktop_app.domain.cleaning import clean_line
from desktop_app.domain.errors import InvalidInput, NotFound
from desktop_app.domain.folded import folded_words
from desktop_app.domain.hours import Hours
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Role
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context, day_number, epoch
from desktop_app.services.users import UserForm
from desktop_app.services.users import save_user as save_account
from desktop_app.services.writing import fresh_id, text_id, update
from desktop_app.storage import records
from desktop_app.storage.queries import desk as desk_queries
from desktop_app.storage.queries import directory as queries

Unit = queries.UnitRow
Official = queries.OfficialRow


@dataclass(frozen=True, slots=True)
class Saved:
    """The id of what was saved and the kinds of things that changed."""

    id: bytes
    changes: frozenset[str] = frozenset({"directory"})


@dataclass(frozen=True, slots=True)
class Absence:
    """When an official is away; moments in the office's zone."""

    id: bytes
    official: bytes
    starts: datetime
    ends: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class User:
    """Someone who works with the program."""

    id: bytes
    login: str
    name: str
    roles: frozenset[Role]
    official: bytes | None


def save_unit(
    ctx: Context,
    name: str,
    *,
    place: str = "",
    phone: str = "",
    hours: str = "",
    email: str | None = None,
    chief: bytes | None = None,
    active: bool | None = None,
    unit: bytes | None = None,
    touched: Container[str] | None = None,
) -> Saved:
    """Create a unit or change one; ``chief`` is the official to whom its criticals go.

    ``email`` and ``active`` None leave them as they are; so does ``touched`` with the fields of a unit that it
    does not name: what another desk corrected meanwhile stays. Raises InvalidInput when a unit is retired
    that still has officials, and for a name that another unit in use has.
    """
    _refuse_known(ctx, name, unit)
    if active is False and unit is not None and officials(ctx, unit):
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "Esta unidad todavía tiene funcionarios. Páselos antes a otra unidad o retírelos."
            ),
            field="active",
        )
    values = {
        "name": _required(name, "name"),
        "place": clean_line(place),
        "phone": clean_line(phone),
        "hours": clean_line(hours),
        "chief": text_id(chief),
        **({} if email is None else {"email": clean_line(email, "email")}),
        **_standing(active),
    }
    return _save(ctx, Permission.EDIT_DIRECTORY, "unit", unit, values, touched)


def save_official(
    ctx: Context,
    name: str,
    unit: bytes | None,
    *,
    position: str = "",
    phone: str = "",
    place: str = "",
    hours: str | None = None,
    substitute: bytes | None = None,
    active: bool | None = None,
    official: bytes | None = None,
    touched: Container[str] | None = None,
) -> Saved:
    """Create an official or change one; who is retired (``active`` false) keeps their history.

    ``hours`` are the person's own, "" for the unit's; ``hours`` and ``active`` None leave them as they are,
    ``touched`` as for a unit. Raises InvalidInput for a substitute who is the same person.
    """
    _refuse_self(official, substitute)
    values = {
        "name": _required(name, "name"),
        "unit": text_id(unit),
        "position": clean_line(position),
        "phone": clean_line(phone),
        "place": clean_line(place),
        "substitute": text_id(substitute),
        **({} if hours is None else {"hours": clean_line(hours, "hours")}),
        **_standing(active),
    }
    return _save(ctx, Permission.EDIT_DIRECTORY, "official", official, values, touched)


def save_absence(
    ctx: Context,
    official: bytes,
    starts: datetime,
    ends: datetime,
    reason: str,
    *,
    absence: bytes | None = None,
    touched: Container[str] | None = None,
) -> Saved:
    """Record an absence or change one, ``touched`` as for a unit. Raises InvalidInput when it ends before it starts."""
    if ends <= starts:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "La ausencia debe terminar después de comenzar."), field="ends"
        )
    values = {
        "official": text_id(official),
        "starts": epoch(starts),
        "ends": epoch(ends),
        "reason": clean_line(reason),
    }
    return _save(ctx, Permission.EDIT_DIRECTORY, "absence", absence, values, touched)


def record_absence(
    ctx: Context,
    official: bytes,
    starts: datetime,
    ends: datetime,
    reason: str,
    *,
    substitute: bytes | None,
    absence: bytes | None = None,
    touched: Container[str] | None = None,
) -> Saved:
    """Record an absence or change one, together with who attends meanwhile. Raises as ``save_absence``."""
    require(ctx.actor, Permission.EDIT_DIRECTORY)
    _refuse_self(official, substitute)
    with ctx.store.transaction():
        saved = save_absence(ctx, official, starts, ends, reason, absence=absence, touched=touched)
        stands = {"substitute": text_id(substitute)}
        _save(ctx, Permission.EDIT_DIRECTORY, "official", official, stands, touched)
    return saved


def end_absence(ctx: Context, absence: bytes) -> Saved:
    """End an absence now; one that has not begun is taken back. Raises NotFound for an unknown one."""
    require(ctx.actor, Permission.EDIT_DIRECTORY)
    found = queries.absence(ctx.store, absence)
    if found is None:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Esa ausencia ya no está en el directorio."))
    now = epoch(ctx.now())
    values: dict[str, Any] = {"active": 0} if found.starts >= now else {"ends": min(now, found.ends)}
    return _save(ctx, Permission.EDIT_DIRECTORY, "absence", absence, values)


def absences(ctx: Context) -> list[Absence]:
    """Return the absences that hold or are coming, the earliest first."""
    return [
        Absence(
            row.id,
            row.official,
            datetime.fromtimestamp(row.starts, ctx.zone),
            datetime.fromtimestamp(row.ends, ctx.zone),
            row.reason,
        )
        for row in queries.absences(ctx.store, epoch(ctx.now()))
    ]


def save_notice(
    ctx: Context,
    text: str,
    first_day: int,
    last_day: int,
    *,
    office: bytes | None = None,
    notice: bytes | None = None,
    touched: Container[str] | None = None,
) -> Saved:
    """Publish a notice or change one; days as yyyymmdd, both included; ``office`` None: for all of them.

    ``touched`` as for a unit. Raises InvalidInput for an empty text, or days in the wrong order.
    """
    if last_day < first_day:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El último día no puede ser anterior al primero."), field="last_day"
        )
    values = {
        "text": _required(text, "text"),
        "first_day": first_day,
        "last_day": last_day,
        "office": text_id(office),
    }
    return _save(ctx, Permission.EDIT_DIRECTORY, "notice", notice, values, touched)


def save_user(
    ctx: Context,
    login: str,
    name: str,
    roles: frozenset[Role],
    *,
    official: bytes | None = None,
    user: bytes | None = None,
) -> Saved:
    """Create a user or change one; at least one role is needed."""
    return Saved(save_account(ctx, UserForm(login, name, roles, official), user).id)


def units(ctx: Context, *, retired: bool = False) -> list[Unit]:
    """Return the active units by name; ``retired``: the others as well."""
    return queries.units(ctx.store, every=retired)


def officials(ctx: Context, unit: bytes | None = None, *, retired: bool = False) -> list[Official]:
    """Return the officials of one unit or of all, with the absences of this moment.

    Those who are retired from the directory come only with ``retired``.
    """
    rows = queries.officials(ctx.store, epoch(ctx.now()), every=retired)
    return rows if unit is None else [row for row in rows if row.unit == unit]


def attends_now(ctx: Context, official: Official) -> bool:
    """Tell whether this is an hour at which an official attends, absences aside.

    Their own hours hold, else the unit's, where they are written so that they can be read; else the
    office's calendar.
    """
    return attends(read_week(official.hours), ctx.calendar, ctx.now())


def is_here(ctx: Context, official: Official) -> bool:
    """Tell whether an official can receive somebody now: in the directory, not away, and at their hours."""
    return official.active and official.absent_until is None and attends_now(ctx, official)


def next_attention(ctx: Context, official: Official) -> tuple[date, Hours] | None:
    """Return when an official attends next, today or within a fortnight: the date and the stretch."""
    return next_day(read_week(official.hours), ctx.calendar, ctx.now())


def notices_today(ctx: Context) -> list[str]:
    """Return the notices that hold today for this office or for all."""
    today = day_number(ctx.now())
    rows = queries.notices(ctx.store, today)
    return [
        row.text
        for row in rows
        if (row.first_day or 0) <= today and (row.office is None or row.office == ctx.desk.office)
    ]


def users(ctx: Context) -> list[User]:
    """Return the active users by name."""
    known = {role.value: role for role in Role}
    return [
        User(id_, login, name, frozenset(known[r] for r in roles.split() if r in known), official)
        for id_, login, name, roles, official in desk_queries.users(ctx.store)
    ]


def _refuse_self(official: bytes | None, substitute: bytes | None) -> None:
    if substitute is not None and substitute == official:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Nadie se reemplaza a sí mismo: elija a otra persona."),
            field="substitute",
        )


def _refuse_known(ctx: Context, name: str, unit: bytes | None) -> None:
    """Raise InvalidInput for a name given now that another unit in use has: nobody could tell them apart."""
    wanted = folded_words(name)
    known = [each for each in units(ctx) if folded_words(each.name) == wanted]
    if known and all(each.id != unit for each in known):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Ya hay una unidad «{name}». Escriba otro nombre."),
            field="name",
            name=known[0].name,
        )


def _standing(active: bool | None) -> dict[str, int]:
    """Return the register that retires something or brings it back; None leaves it as it is."""
    return {} if active is None else {"active": int(active)}


def _required(text: str, field: str) -> str:
    value = clean_line(text, field)
    if not value:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Este dato no puede quedar vacío."), field=field)
    return value


def _save(
    ctx: Context,
    permission: Permission,
    entity: str,
    target: bytes | None,
    values: Mapping[str, Any],
    touched: Container[str] | None = None,
) -> Saved:
    require(ctx.actor, permission)
    with ctx.store.transaction() as transaction:
        if target is None:
            target = fresh_id(ctx)
            wall = ctx.clock.milliseconds()
            records.create_record(transaction, entity, target, values, wall_ms=wall, author=ctx.actor.id)
        else:
            written = {name: value for name, value in values.items() if touched is None or name in touched}
            update(ctx, transaction, entity, target, written)
    return Saved(target)

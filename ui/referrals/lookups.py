"""What the fields of a new hand-over look for; all of it runs on a worker."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.services import directory
from desktop_app.services.context import Context
from desktop_app.services.directory import Official, Unit
from ui.kit.receivers import presence

_MOST = 7


@dataclass(frozen=True, slots=True)
class Member:
    """An official of a unit with their presence in words."""

    id: bytes
    name: str
    position: str
    place: str
    present: bool
    presence: str
    substitute: bytes | None
    attends: bool = True
    """Whether this is an hour at which they attend; ``present`` tells of absences alone."""


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A unit as whoever hands over needs it; ``suggested`` is who can receive now."""

    id: bytes
    name: str
    place: str
    phone: str
    hours: str
    members: tuple[Member, ...]
    suggested: bytes | None


def read_unit(context: Context, unit: bytes, avoid: bytes | None) -> UnitCard | None:
    """Return a unit with its people; ``avoid`` is not suggested again. None for an unknown unit."""
    found: Unit | None = next((each for each in directory.units(context) if each.id == unit), None)
    if found is None:
        return None
    officials = directory.officials(context)
    members = [_member(context, each) for each in officials if each.unit == unit]
    stand_ins = {member.substitute for member in members if not member.present} - {None}
    known = {member.id for member in members}
    members += [_member(context, each) for each in officials if each.id in stand_ins - known]
    suggested = directory.available_official(context, unit)
    first = suggested.id if suggested is not None else None
    if first == avoid:
        first = next((each.id for each in members if each.present and each.id != avoid), None)
    return UnitCard(found.id, found.name, found.place, found.phone, found.hours, tuple(members), first)


def _member(context: Context, official: Official) -> Member:
    return Member(
        official.id,
        official.name,
        official.position,
        official.place,
        official.absent_until is None,
        presence(context, official),
        official.substitute,
        directory.attends_now(context, official),
    )

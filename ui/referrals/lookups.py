"""What the fields of a new hand-over look for; all of it runs on a worker."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from desktop_app.services import availability, directory
from desktop_app.services.context import Context
from desktop_app.services.directory import Official, Unit
from ui.kit.receivers import presence, proposal_words


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
    apart: str = ""
    """What tells them from somebody of the same name in the unit."""
    unit_name: str = ""
    """The unit in which they work: who stands in may be of another one."""

    def called(self) -> str:
        """Return the name, with what tells it from another one like it."""
        return f"{self.name} ({self.apart})" if self.apart else self.name


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
    note: str = ""
    """In whose place the suggested one receives, or that nobody can now and who is back when."""


def read_unit(context: Context, unit: bytes, avoid: Collection[bytes] = ()) -> UnitCard | None:
    """Return a unit with its people; nobody in ``avoid`` is suggested. None for an unknown unit."""
    found: Unit | None = next((each for each in directory.units(context) if each.id == unit), None)
    if found is None:
        return None
    officials = directory.officials(context)
    everyone = {each.id: each for each in officials}
    apart = availability.told_apart(officials)
    people = [each for each in officials if each.unit == unit]
    for each in tuple(people):
        other = availability.stand_in(everyone, each) if each.absent_until is not None else None
        if other is not None and other not in people:
            people.append(other)
    proposal = availability.propose(context, unit, avoid)
    return UnitCard(
        found.id,
        found.name,
        found.place,
        found.phone,
        found.hours,
        tuple(_member(context, each, apart.get(each.id, "")) for each in people),
        proposal.official.id if proposal.official is not None else None,
        proposal_words(context, proposal, found.name),
    )


def _member(context: Context, official: Official, apart: str) -> Member:
    return Member(
        official.id,
        official.name,
        official.position,
        official.place,
        official.absent_until is None,
        presence(context, official),
        official.substitute,
        directory.attends_now(context, official),
        apart,
        official.unit_name,
    )

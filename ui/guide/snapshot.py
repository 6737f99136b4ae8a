"""Who is where, as last read: pages are drawn from it without waiting for the disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.services import catalogue, directory, questions
from desktop_app.services.access import Permission
from desktop_app.services.catalogue import Topic
from desktop_app.services.context import Context
from desktop_app.services.directory import Absence, Official, Unit


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Units, officials, absences that hold or come, and topics; ``now`` is when it was taken."""

    units: Sequence[Unit]
    officials: Sequence[Official]
    absences: Sequence[Absence]
    topics: Sequence[Topic]
    questions: int
    now: datetime = field(compare=False)

    def unit(self, unit: bytes | None) -> Unit | None:
        """Return a unit."""
        return next((each for each in self.units if each.id == unit), None) if unit else None

    def official(self, official: bytes | None) -> Official | None:
        """Return an official."""
        return next((each for each in self.officials if each.id == official), None) if official else None

    def members(self, unit: Unit) -> Sequence[Official]:
        """Return who works in a unit, the chief first."""
        found = [each for each in self.officials if each.unit == unit.id and each.active]
        return sorted(found, key=lambda each: (each.id != unit.chief, each.name))

    def absences_of(self, official: bytes) -> Sequence[Absence]:
        """Return the absences of an official that hold or come."""
        return [each for each in self.absences if each.official == official]

    def topics_of(self, unit: bytes) -> Sequence[Topic]:
        """Return the topics that a unit answers."""
        return [each for each in self.topics if each.unit == unit and each.active]


def take(context: Context) -> Snapshot:
    """Read everything that the pages need; runs on a worker."""
    may_edit = context.actor.may(Permission.EDIT_CATALOGUE)
    return Snapshot(
        directory.units(context, retired=True),
        directory.officials(context, retired=True),
        directory.absences(context),
        catalogue.topics(context),
        len(questions.open_questions(context)) if may_edit else 0,
        context.now(),
    )

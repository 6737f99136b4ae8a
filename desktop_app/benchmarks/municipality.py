"""The invented municipality: its size, its units, officials and topics."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.benchmarks import words
from desktop_app.domain.ids import ulid_text
from desktop_app.services import catalogue, directory
from desktop_app.services.context import Context


@dataclass(frozen=True, slots=True)
class Size:
    """How much is invented. ``open_cases`` of the cases are still open at the end."""

    attentions: int = 1_000_000
    cases: int = 300_000
    open_cases: int = 5_000
    citizens: int = 250_000
    years: int = 10


@dataclass(frozen=True, slots=True)
class Place:
    """Ids of the directory and catalogue that the years refer to."""

    office: str
    units: list[str]
    officials: list[list[str]]
    topics: list[tuple[str, str, int]]
    clerks: list[bytes]


def write_directory(ctx: Context) -> Place:
    """Write units, officials and topics through the services, and return their ids."""
    units, officials = [], []
    for position, name in enumerate(words.UNITS):
        unit = directory.save_unit(ctx, name, place=f"Piso {position % 4 + 1}", phone=f"anexo {200 + position}")
        staff = []
        for chair in range(4):
            given = words.GIVEN_NAMES[(position * 7 + chair * 3) % len(words.GIVEN_NAMES)]
            surname = words.SURNAMES[(position * 5 + chair * 11) % len(words.SURNAMES)]
            staff.append(directory.save_official(ctx, f"{given} {surname}", unit.id).id)
        directory.save_unit(ctx, name, chief=staff[0], unit=unit.id)
        units.append(unit.id)
        officials.append([ulid_text(person) for person in staff])
    topics = []
    for position, (title, query_type, at) in enumerate(words.TOPICS):
        form = catalogue.TopicForm(title, query_type, unit=units[at], quick=position + 1 if position < 9 else None)
        topics.append((ulid_text(catalogue.save_topic(ctx, form).id), query_type, at))
    clerks = [person.id for person in directory.users(ctx)]
    return Place(ulid_text(ctx.desk.office), [ulid_text(unit) for unit in units], officials, topics, clerks)

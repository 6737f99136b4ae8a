"""Who can receive now: absences, substitutes of substitutes, hours, closed days, and who is back when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from municipality import MONDAY, Office, make_office

from desktop_app.services import availability, directory, settings
from desktop_app.services.directory import Official


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.installation.close()


def add(office: Office, name: str, unit: bytes | None = None, **more: str) -> bytes:
    return directory.save_official(office.console, name, unit or office.unit, **more).id


def away(office: Office, official: bytes, until: datetime, reason: str = "En reunión") -> None:
    directory.save_absence(office.console, official, MONDAY - timedelta(hours=1), until, reason)


def replaces(office: Office, official: bytes, substitute: bytes | None) -> None:
    found = official_of(office, official)
    directory.save_official(
        office.console,
        found.name,
        found.unit,
        position=found.position,
        substitute=substitute,
        official=official,
    )


def official_of(office: Office, official: bytes) -> Official:
    return next(each for each in directory.officials(office.console) if each.id == official)


def test_somebody_of_the_unit_comes_before_those_who_stand_in(office: Office) -> None:
    other = directory.save_unit(office.console, "Rentas").id
    stranger = add(office, "Rosa Díaz", other)
    replaces(office, office.chief, stranger)
    away(office, office.chief, MONDAY + timedelta(hours=1))
    found = availability.propose(office.console, office.unit)
    assert found.official is not None
    assert (found.official.id, found.instead_of, found.here) == (office.official, None, True)
    away(office, office.official, MONDAY + timedelta(hours=2))
    found = availability.propose(office.console, office.unit)
    assert found.official is not None
    assert found.instead_of is not None
    assert (found.official.id, found.instead_of.id, found.here) == (stranger, office.chief, True)


def test_a_substitute_who_is_away_hands_on_to_theirs(office: Office) -> None:
    other = directory.save_unit(office.console, "Rentas").id
    first, second = add(office, "Rosa Díaz", other), add(office, "Saúl Ríos", other)
    replaces(office, office.chief, first)
    replaces(office, first, second)
    for each in (office.chief, office.official, first):
        away(office, each, MONDAY + timedelta(hours=3))
    everyone = {each.id: each for each in directory.officials(office.console)}
    found = availability.stand_in(everyone, everyone[office.chief])
    assert found is not None
    assert found.id == second
    assert {each.id for each in availability.covered_by(office.console, second)} == {office.chief, first}
    assert availability.covered_by(office.console, first) == []
    office.clock.advance(hours=4)  # they are back
    assert availability.covered_by(office.console, second) == []


def test_substitutes_in_a_circle_leave_nobody_and_say_who_is_back_first(office: Office) -> None:
    replaces(office, office.chief, office.official)
    replaces(office, office.official, office.chief)
    away(office, office.chief, MONDAY + timedelta(hours=2))
    away(office, office.official, MONDAY + timedelta(hours=1))
    found = availability.propose(office.console, office.unit)
    assert (found.official, found.here) == (None, False)
    assert found.back is not None
    assert (found.back.official.id, found.back.moment) == (office.official, MONDAY + timedelta(hours=1))


def test_who_is_away_past_closing_is_back_at_the_next_opening_after_a_holiday(office: Office) -> None:
    away(office, office.official, MONDAY.replace(hour=18))
    away(office, office.chief, MONDAY + timedelta(days=10))
    settings.set_day(office.console, MONDAY.date() + timedelta(days=1), "Aniversario")
    found = availability.propose(office.console, office.unit)
    assert found.official is None
    assert found.back is not None
    assert found.back.official.id == office.official
    assert found.back.moment.date() == MONDAY.date() + timedelta(days=2)
    assert found.back.moment.utcoffset() == MONDAY.utcoffset()


def test_outside_their_hours_they_are_named_as_not_here(office: Office) -> None:
    office.clock.set(MONDAY.replace(hour=21))
    found = availability.propose(office.console, office.unit)
    assert found.official is not None
    assert not found.here
    assert found.back is not None
    assert found.back.moment.date() == MONDAY.date() + timedelta(days=1)


def test_nobody_who_is_to_be_avoided_is_proposed(office: Office) -> None:
    found = availability.propose(office.console, office.unit, {office.chief, office.official})
    assert (found.official, found.back) == (None, None)


def test_two_of_one_name_are_told_apart_by_position_or_place(office: Office) -> None:
    plain = add(office, "Juan Pérez", position="Inspector")
    placed = add(office, "JUAN PEREZ", place="Ventanilla 4")
    other = directory.save_unit(office.console, "Rentas").id
    alone = add(office, "Juan Pérez", other)
    apart = availability.told_apart(directory.officials(office.console))
    assert (apart[plain], apart[placed]) == ("Inspector", "Ventanilla 4")
    assert alone not in apart
    assert office.chief not in apart

"""Two desks that merge the same record without hearing of each other, and somebody who takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_desk import rules_of
from sync_desks import SyncDesk, municipality, share_all

from desktop_app.services import citizens, merging
from desktop_app.services.access import CONSOLE
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context, Desk, RulesCache


def context(desk: SyncDesk) -> Context:
    here = Desk(desk.id, 1, "Oficina", desk.id, 1, "Ventanilla")
    return Context(desk.store, desk.clock, CONSOLE, RulesCache(lambda: rules_of(here)))


@pytest.fixture
def desks(tmp_path: Path) -> list[SyncDesk]:
    return municipality(tmp_path, 2)


def known(desks: list[SyncDesk], *names: str) -> list[bytes]:
    ctx = context(desks[0])
    found = []
    for at, name in enumerate(names):
        desks[0].clock.advance(seconds=1)
        found.append(citizens.register_citizen(ctx, CitizenForm(name, phone=f"98765432{at}")).id)
    share_all(desks)
    return found


def said(desk: SyncDesk, citizen: bytes) -> tuple[str, str | None]:
    person = citizens.get_citizen(context(desk), citizen)
    return person.name, person.phone


def test_both_choices_are_taken_back(desks: list[SyncDesk]):
    rosa, again = known(desks, "Rosa", "Rosa Quispe")
    merging.merge(context(desks[0]), rosa, again, frozenset({"phone"}))
    desks[1].clock.advance(seconds=5)
    merging.merge(context(desks[1]), rosa, again, frozenset({"name"}))
    share_all(desks)
    assert {said(desk, again) for desk in desks} == {("Rosa Quispe", "987654321")}
    merging.separate(context(desks[0]), again)
    share_all(desks)
    for desk in desks:
        assert said(desk, rosa) == ("Rosa", "987654320")
        assert said(desk, again) == ("Rosa Quispe", "987654321")


def test_two_who_were_given_the_same_record_are_themselves_again(desks: list[SyncDesk]):
    ana, eva, joined = known(desks, "Ana", "Eva", "Ana Eva")
    merging.merge(context(desks[0]), ana, joined, frozenset({"phone", "name"}))
    desks[1].clock.advance(seconds=5)
    merging.merge(context(desks[1]), eva, joined, frozenset({"name"}))
    share_all(desks)
    merging.separate(context(desks[1]), joined)
    share_all(desks)
    for desk in desks:
        assert said(desk, ana) == ("Ana", "987654320")
        assert said(desk, eva) == ("Eva", "987654321")
        assert said(desk, joined) == ("Ana Eva", "987654322")


def test_what_was_corrected_in_a_merged_record_unheard_stays_in_sight(desks: list[SyncDesk]):
    rosa, again = known(desks, "Rosa", "Rosa Quispe")
    merging.merge(context(desks[0]), rosa, again, frozenset({"phone", "name"}))
    citizens.update_citizen(context(desks[1]), again, CitizenForm("Rosa Quispe", phone="911 111 111"))
    share_all(desks)
    for desk in desks:
        assert said(desk, again) == ("Rosa Quispe", "987654321")
        (record,) = merging.merged_records(context(desk), rosa)
        assert record.besides == ("911 111 111",)


def test_what_both_records_say_is_not_said_twice(desks: list[SyncDesk]):
    (rosa,) = known(desks, "Rosa")
    ctx = context(desks[0])
    desks[0].clock.advance(seconds=1)
    again = citizens.register_citizen(ctx, CitizenForm("Rosa Q.", "dni", "45678912", "987 654-320")).id
    merging.merge(ctx, rosa, again)
    assert [each.besides for each in merging.merged_records(ctx, rosa)] == [("DNI 45678912",)]

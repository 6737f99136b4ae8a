"""Saved phrases on two desks: what one writes does not undo what the other wrote at the same time."""

from __future__ import annotations

from pathlib import Path

import pytest
from sync_desks import SyncDesk, municipality, share_all

from desktop_app.domain.saved_phrases import DEFAULTS, SavedPhrase
from desktop_app.services import coach, settings
from desktop_app.services.access import CONSOLE
from desktop_app.services.context import Context, Desk, RulesCache

AREA, ZONE = SavedPhrase("Área", "Se derivó al área."), SavedPhrase("Zona", "Vive en la zona.")


def of(desk: SyncDesk) -> Context:
    here = Desk(bytes(15) + b"\x01", 1, "Sede", desk.id, 1, "Ventanilla")
    return Context(desk.store, desk.clock, CONSOLE, RulesCache(lambda: settings.load_rules(desk.store, here)))


@pytest.fixture
def desks(tmp_path: Path) -> list[SyncDesk]:
    return municipality(tmp_path, 2)


def names(desk: SyncDesk) -> list[str]:
    return [each.name for each in coach.saved_phrases(of(desk))]


def test_two_phrases_written_at_once_are_both_kept(desks: list[SyncDesk]):
    one, two = (of(desk) for desk in desks)
    coach.save_phrase(one, AREA)
    coach.save_phrase(two, ZONE)
    share_all(desks)
    assert names(desks[0]) == names(desks[1])
    assert {*names(desks[0])} == {*(each.name for each in DEFAULTS), AREA.name, ZONE.name}
    assert [desk.reviews() for desk in desks] == [[], []]


def test_one_is_taken_away_while_another_is_changed(desks: list[SyncDesk]):
    one, two = (of(desk) for desk in desks)
    first, second = coach.saved_phrases(one)[:2]
    coach.remove_phrase(one, first)
    coach.save_phrase(two, SavedPhrase(second.name, "Con otras palabras."), second)
    share_all(desks)
    for desk in desks:
        assert names(desk) == [each.name for each in DEFAULTS[1:]]
        assert coach.saved_phrases(of(desk))[0].text == "Con otras palabras."


def test_the_same_phrase_written_at_once_is_told(desks: list[SyncDesk]):
    for desk, text in zip(desks, ("Una.", "Otra."), strict=True):
        ctx = of(desk)
        coach.save_phrase(ctx, SavedPhrase(DEFAULTS[0].name, text), coach.saved_phrases(ctx)[0])
    share_all(desks)
    shown = [coach.saved_phrases(of(desk))[0].text for desk in desks]
    assert shown[0] == shown[1]
    assert all(desk.reviews() for desk in desks)

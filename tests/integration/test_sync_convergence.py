"""Whatever the order, the repetition and the way: desks with equal sets agree to the last row."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sync_desks import SyncDesk, day_of_work, lone_desk, municipality, share_all

from desktop_app.sync.apply import Outcome
from desktop_app.sync.certificates import Statement, stored_statements

SEEDS = range(4)


class Scenario:
    """A day of three desks, all its files, and what they add up to."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        desks = municipality(folder, 3)
        self.files = []
        for part in range(4):
            day_of_work(desks, seed + 1000 * part, steps=15)
            # Small files as they are written during the day: read out of order, they leave gaps.
            self.files += [file for desk in desks for file in desk.increment()]
        self.files += desks[2].bundles()
        share_all(desks)
        self.digests = desks[0].digests()
        self.observer = lone_desk(folder / "observer", "desk 2", joined=False)
        self.observer.keys = desks[1].keys
        for desk in desks:
            desk.close()
        self.observer.close()
        (folder / "observer").rename(folder / "empty")

    def copy(self, name: str) -> SyncDesk:
        """Return a desk that holds nothing, able to read everything."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder / "empty", folder)
        desk = lone_desk(folder, "desk 2", joined=False)
        desk.keys = self.observer.keys
        return desk


@pytest.fixture(scope="module")
def scenarios(tmp_path_factory: pytest.TempPathFactory) -> list[Scenario]:
    return [Scenario(tmp_path_factory.mktemp(f"day{seed}"), seed) for seed in SEEDS]


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_order_with_repetition_gives_the_same_digests(scenarios: list[Scenario], data: st.DataObject) -> None:
    scenario = scenarios[data.draw(st.sampled_from(SEEDS))]
    order = data.draw(st.permutations(range(len(scenario.files))))
    again = data.draw(st.lists(st.sampled_from(range(len(scenario.files))), max_size=5))
    desk = scenario.copy("observer")
    try:
        extra = _statements(scenario)
        receiver = desk.receiver(extra)
        for number in [*order, *again]:
            name, content = scenario.files[number]
            assert receiver.receive(name, content).outcome is Outcome.APPLIED
        assert desk.digests() == scenario.digests
    finally:
        desk.close()


def _statements(scenario: Scenario) -> list[Statement]:
    first = lone_desk(scenario.folder / "1", "desk 1", joined=False)
    try:
        return stored_statements(first.store)
    finally:
        first.close()


def test_applying_piece_by_piece_equals_folding_anew(scenarios: list[Scenario]) -> None:
    for scenario in scenarios:
        desk = scenario.copy("refolded")
        receiver = desk.receiver(_statements(scenario))
        chance = random.Random(7)
        for name, content in chance.sample(scenario.files, len(scenario.files)):
            receiver.receive(name, content)
        before, digests = desk.tables(), desk.digests()
        desk.refold()
        assert desk.tables() == before
        assert desk.digests() == digests == scenario.digests
        assert any(before["case_file"])
        assert any(before["review"])
        desk.close()


def test_closing_wins_over_a_reopening_that_did_not_see_it(tmp_path: Path) -> None:
    one, two = municipality(tmp_path, 2)
    case = one.open_case()
    one.move(case, "resolved")
    share_all([one, two])
    one.move(case, "closed")
    two.move(case, "reopened")
    assert (one.state(case), two.state(case)) == ("closed", "reopened")
    share_all([one, two])
    assert one.state(case) == two.state(case) == "closed"
    assert one.reviews() == two.reviews() == ["closed_meanwhile"]
    assert one.digests() == two.digests()
    # Whoever has seen the closing may reopen.
    two.move(case, "reopened")
    share_all([one, two])
    assert one.state(case) == two.state(case) == "reopened"
    assert one.digests() == two.digests()


def test_rival_names_show_the_later_one_and_are_told(tmp_path: Path) -> None:
    one, two = municipality(tmp_path, 2)
    citizen = one.citizen("Rosa")
    share_all([one, two])
    one.rename(citizen, "Rosa Quispe")
    two.clock.advance(minutes=5)
    two.rename(citizen, "Rosa Mamani")
    share_all([one, two])
    for desk in (one, two):
        assert desk.store.rows("SELECT name FROM citizen") == [("Rosa Mamani",)]
        assert desk.reviews() == ["field"]
    assert one.digests() == two.digests()
    # Someone who saw both decides, and the review item goes away everywhere.
    one.rename(citizen, "Rosa Quispe Mamani")
    share_all([one, two])
    assert two.store.rows("SELECT name FROM citizen") == [("Rosa Quispe Mamani",)]
    assert one.reviews() == two.reviews() == []
    assert one.digests() == two.digests()


def test_unknown_kinds_are_kept_relayed_and_leave_no_row(tmp_path: Path) -> None:
    one, two, three = municipality(tmp_path, 3)
    one.write("weather", "rain", one.fresh(), {"mm": 3, "deep": {"a": [1, None, True]}})
    one.write("case", "levitate", one.open_case(), {"parents": "none"})
    two.receive(one.bundles())
    three.receive(two.bundles())
    assert one.digests() == two.digests() == three.digests()
    assert three.store.rows("SELECT count(*) FROM op WHERE entity = 'weather'") == [(1,)]

"""Desks that merge, separate and tell people apart without hearing of each other agree in the end."""

from __future__ import annotations

import contextlib
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from small_desk import rules_of
from sync_desks import SyncDesk, municipality, share_all

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.ids import ulid_text
from desktop_app.services import citizens, duplicates, merging, people
from desktop_app.services.access import CONSOLE
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context, Desk, RulesCache
from desktop_app.services.people import PeopleList
from desktop_app.storage import search
from desktop_app.storage.queries import clusters


def context(desk: SyncDesk) -> Context:
    here = Desk(desk.id, 1, "Oficina", desk.id, 1, "Ventanilla")
    return Context(desk.store, desk.clock, CONSOLE, RulesCache(lambda: rules_of(here)))


def groups(desk: SyncDesk, everyone: list[bytes]) -> dict[str, str]:
    """Return who stands for each, as ids."""
    return {ulid_text(each): ulid_text(clusters.root_of(desk.store.rows, each)) for each in everyone}


def standing(desk: SyncDesk) -> list[str]:
    listed = PeopleList(context(desk))
    return sorted(ulid_text(line.citizen.id) for line in listed.page(0, listed.count()))


def found(desk: SyncDesk, text: str) -> list[str]:
    return sorted(ulid_text(row.id) for row in citizens.recognise(context(desk), text, 50))


def day_of_merging(desks: list[SyncDesk], chance: random.Random, everyone: list[bytes], steps: int) -> None:
    for _ in range(steps):
        desk = chance.choice(desks)
        desk.clock.advance(seconds=chance.choice((1, 40, 4_000)))
        ctx = context(desk)
        one, other = chance.sample(everyone, 2)
        act = chance.random()
        # An act that makes no sense any more is refused in words, never half done.
        with contextlib.suppress(InvalidInput):
            if act < 0.4:
                merging.merge(ctx, one, other, frozenset(chance.sample(merging.FIELDS, 2)))
            elif act < 0.6:
                merging.separate(ctx, one)
            elif act < 0.7:
                duplicates.tell_apart(ctx, one, other)
            elif act < 0.75:
                duplicates.forget_apart(ctx, one, other)
            elif act < 0.85:
                citizens.update_citizen(
                    ctx, one, CitizenForm(f"Nombre {chance.randrange(9)}", phone="1234567")
                )
            else:
                chance.choice(desks).receive(desk.bundles())


@pytest.mark.parametrize("seed", range(6))
def test_whatever_was_merged_and_separated_the_desks_agree(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    desks = municipality(tmp_path, 3)
    everyone = [
        citizens.register_citizen(context(desk), CitizenForm(f"Persona {n} {chr(97 + n)}zz")).id
        for n, desk in enumerate(desks * 3)
    ]
    for each in everyone:
        desks[0].receive([])
        desks[chance.randrange(3)].attend(each)
    share_all(desks)
    day_of_merging(desks, chance, everyone, 40)
    share_all(desks)
    share_all(desks)
    assert len({desk.digests() for desk in desks}) == 1
    told = [groups(desk, everyone) for desk in desks]
    assert told[0] == told[1] == told[2]
    for desk in desks:
        roots = set(groups(desk, everyone).values())
        assert all(groups(desk, everyone)[root] == root for root in roots)
        assert standing(desk) == sorted(roots)
        assert sum(people.sheet(context(desk), _bytes(everyone, root)).visit_count for root in roots) == 9
    # What a desk indexed piece by piece is what it would index anew.
    piecewise = [found(desk, "nombre") + found(desk, "persona") for desk in desks]
    for desk in desks:
        desk.refold()
        search.flush_all(desk.store)
    assert [found(desk, "nombre") + found(desk, "persona") for desk in desks] == piecewise
    assert piecewise[0] == piecewise[1] == piecewise[2]


def _bytes(everyone: list[bytes], name: str) -> bytes:
    return next(each for each in everyone if ulid_text(each) == name)


def three(desks: list[SyncDesk]) -> list[bytes]:
    found = []
    for name in "ABC":
        # Ids of one millisecond have no order.
        desks[0].clock.advance(seconds=1)
        found.append(citizens.register_citizen(context(desks[0]), CitizenForm(f"Rosa {name}")).id)
    share_all(desks)
    return sorted(found)


def test_two_links_of_a_chain_are_made_at_the_same_time(tmp_path: Path) -> None:
    desks = municipality(tmp_path, 2)
    a, b, c = three(desks)
    merging.merge(context(desks[0]), a, b)
    merging.merge(context(desks[1]), b, c)
    share_all(desks)
    for desk in desks:
        assert [citizens.get_citizen(context(desk), each).id for each in (a, b, c)] == [a, a, a]
        assert standing(desk) == [ulid_text(a)]
        assert found(desk, "rosa c") == [ulid_text(a)]
    assert desks[0].digests() == desks[1].digests()
    merging.separate(context(desks[1]), b)
    share_all(desks)
    for desk in desks:
        assert [citizens.get_citizen(context(desk), each).id for each in (a, b, c)] == [a, b, b]
        assert found(desk, "rosa c") == [ulid_text(b)]
    assert desks[0].digests() == desks[1].digests()


def test_a_merge_and_its_undoing_meet_another_merge(tmp_path: Path) -> None:
    desks = municipality(tmp_path, 2)
    a, b, c = three(desks)
    merging.merge(context(desks[0]), a, c)
    share_all(desks)
    merging.separate(context(desks[0]), c)
    desks[1].clock.advance(minutes=5)
    merging.merge(context(desks[1]), a, b)
    share_all(desks)
    for desk in desks:
        assert [citizens.get_citizen(context(desk), each).id for each in (a, b, c)] == [a, a, c]
    assert desks[0].digests() == desks[1].digests()


@pytest.mark.parametrize("others_first", [True, False])
def test_a_merge_whose_counterpart_has_not_arrived(tmp_path: Path, others_first: bool) -> None:
    one, two = municipality(tmp_path, 2)
    low, high = sorted((one.fresh(), one.fresh()))
    for target in (low, high) if others_first else (high, low):
        into = {"merged_into": ulid_text(low)} if target == high else {}
        one.write("citizen", "set", target, {"set": into}, {"set": {"name": f"Rosa {target == low}"}})
        two.receive(one.bundles())
        expected = low if others_first or target == low else high
        assert standing(two) == [ulid_text(expected)]
    assert standing(two) == [ulid_text(low)] == found(two, "rosa") == found(two, "rosa false")


def test_forged_cycles_and_chains_end(tmp_path: Path) -> None:
    one, two = municipality(tmp_path, 2)
    ring = [one.citizen(f"Forjado {n}") for n in range(5)]

    def point(source: bytes, target: Any) -> None:
        one.write("citizen", "set", source, {"set": {"merged_into": target}})

    for at, each in enumerate(ring):
        point(each, ulid_text(ring[(at + 1) % 5]))
    alone = one.citizen("Forjado solo")
    point(alone, ulid_text(alone))
    odd = one.citizen("Forjado raro")
    point(odd, ["x"])
    long = sorted(one.citizen("Cadena larga") for _ in range(120))
    for before, each in pairwise(long):
        point(each, ulid_text(before))
    two.receive(one.bundles())
    assert one.digests() == two.digests()
    for desk in (one, two):
        ctx = context(desk)
        for each in (*ring, alone, odd, long[0], long[-1]):
            sheet = people.sheet(ctx, each)
            assert sheet.citizen.id <= each
            merging.merged_records(ctx, each)
        assert len(PeopleList(ctx).page(0, 500)) == PeopleList(ctx).count()
        duplicates.search(ctx)
    # And a person may put things right.
    merging.separate(context(two), ring[1])
    with pytest.raises(InvalidInput):
        merging.separate(context(two), odd)

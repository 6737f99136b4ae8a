"""A hand-over answered at two desks that did not hear of each other: both are told, none is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_desk import rules_of
from sync_desks import SyncDesk, share_all
from sync_desks import municipality as several_desks

from desktop_app.domain.values import Channel, ReferralState, Result, ReturnReason
from desktop_app.services import directory, reception, referral_lists, referrals
from desktop_app.services.access import CONSOLE
from desktop_app.services.context import Context, Desk, RulesCache
from desktop_app.services.reception import AttentionForm

S = ReferralState


def context(desk: SyncDesk) -> Context:
    here = Desk(desk.id, 1, "Oficina", desk.id, 1, "Ventanilla")
    return Context(desk.store, desk.clock, CONSOLE, RulesCache(lambda: rules_of(here)))


@pytest.fixture
def two(tmp_path: Path) -> Iterator[list[SyncDesk]]:
    desks = several_desks(tmp_path, 2)
    yield desks
    for desk in desks:
        desk.close()


def sent(desks: list[SyncDesk]) -> bytes:
    """Record a hand-over at the first desk and let the other one hear of it."""
    ctx = context(desks[0])
    unit = directory.save_unit(ctx, "Obras y Vías").id
    form = AttentionForm(
        Channel.IN_PERSON, ctx.now(), "informacion", Result.REFERRED, subject="Hueco", unit=unit
    )
    referral = reception.register_attention(ctx, form).referral
    assert referral is not None
    share_all(desks)
    return referral


def test_who_accepted_and_who_gave_it_back_both_see_both(two: list[SyncDesk]) -> None:
    referral = sent(two)
    one, other = (context(desk) for desk in two)
    referrals.answer(one, referral, S.RETURNED, reason=ReturnReason.WRONG_UNIT, comment="Es de Parques")
    two[1].clock.advance(seconds=5)
    referrals.answer(other, referral, S.ACCEPTED)
    share_all(two)
    for ctx in (one, other):
        found = referral_lists.detail(ctx, referral)
        assert found.line.state is S.RETURNED
        assert [(entry.to, entry.counted) for entry in found.history] == [
            (None, True), (S.RETURNED, True), (S.ACCEPTED, False),
        ]  # fmt: skip
        assert [entry.to for entry in found.rivals] == [S.ACCEPTED]
    assert two[0].digests() == two[1].digests()


def test_a_need_sent_on_twice_shows_both_ways(two: list[SyncDesk]) -> None:
    referral = sent(two)
    referrals.answer(context(two[0]), referral, S.NO_ANSWER)
    share_all(two)
    made = []
    for desk in two:
        ctx = context(desk)
        unit = directory.units(ctx)[0].id
        made.append(referrals.refer(ctx, referrals.ReferralForm(unit, "Hueco", previous=referral)).id)
    share_all(two)
    assert two[0].digests() == two[1].digests()
    for desk in two:
        ctx = context(desk)
        assert {each for each in made if referral_lists.detail(ctx, each).line.bounces == 1} == set(made)
        found = referral_lists.detail(ctx, referral)
        assert found.onward is not None
        assert found.onward.id in made


def test_links_made_apart_in_a_circle_end(two: list[SyncDesk]) -> None:
    first, second = sent(two), sent_again(two)
    referrals.link(context(two[0]), second, first)
    referrals.link(context(two[1]), first, second)
    share_all(two)
    for desk in two:
        for referral in (first, second):
            found = referral_lists.detail(context(desk), referral)
            assert {step.id for step in found.way} == {first, second}
    assert two[0].digests() == two[1].digests()


def sent_again(desks: list[SyncDesk]) -> bytes:
    ctx = context(desks[0])
    unit = directory.units(ctx)[0].id
    form = AttentionForm(
        Channel.IN_PERSON, ctx.now(), "informacion", Result.REFERRED, subject="Hueco", unit=unit
    )
    referral = reception.register_attention(ctx, form).referral
    assert referral is not None
    share_all(desks)
    return referral

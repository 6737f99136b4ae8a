"""Whoever stands in for somebody who is away has their inbox while the absence lasts, and may work on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from municipality import MARIA, MONDAY, Office, attention, make_office, opening

from desktop_app.domain.errors import NotAllowed
from desktop_app.domain.values import CaseState, ReferralState, Result, Role
from desktop_app.services import (
    alerts,
    case_lists,
    cases,
    directory,
    reception,
    referral_lists,
    referrals,
    tray,
)
from desktop_app.services.context import Context
from desktop_app.services.referrals import ReferralForm


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.installation.close()


@pytest.fixture
def rosa(office: Office) -> Context:
    """Rosa of Rentas, who stands in for Saúl, who stands in for the chief of Vías; those two are away."""
    ctx = office.console
    other = directory.save_unit(ctx, "Rentas").id
    rosa = directory.save_official(ctx, "Rosa Díaz", other).id
    saul = directory.save_official(ctx, "Saúl Ríos", other, substitute=rosa).id
    directory.save_official(ctx, "Julia Arias Peña", office.unit, substitute=saul, official=office.chief)
    for away in (saul, office.chief):
        directory.save_absence(
            ctx, away, MONDAY - timedelta(hours=1), MONDAY + timedelta(hours=2), "Vacaciones"
        )
    directory.save_user(ctx, "rosa", "Rosa", frozenset({Role.OFFICIAL}), official=rosa)
    return office.as_user("rosa")


def hand_over(office: Office, official: bytes) -> bytes:
    form = attention(
        office, result=Result.REFERRED, topic=office.pothole, query_type="denuncia", unit=office.unit,
        citizen=MARIA, official=official,
    )  # fmt: skip
    referral = reception.register_attention(office.clerk, form).referral
    assert referral is not None
    return referral


def test_the_hand_overs_of_the_absent_come_and_go_with_the_absence(office: Office, rosa: Context) -> None:
    referral = hand_over(office, office.chief)
    found = tray.read_tray(rosa)
    assert [(line.id, line.instead_of) for line in found.receive] == [(referral, "Julia Arias Peña")]
    assert ReferralState.ACCEPTED in referral_lists.detail(rosa, referral).answers
    office.clock.advance(hours=3)
    assert tray.read_tray(rosa).receive == ()
    with pytest.raises(NotAllowed):
        referrals.answer(rosa, referral, ReferralState.ACCEPTED)
    office.clock.advance(hours=-2)
    referrals.answer(rosa, referral, ReferralState.ACCEPTED)


def test_their_cases_stand_after_ones_own_marked_in_whose_place(office: Office, rosa: Context) -> None:
    def case(of: bytes, subject: str) -> bytes:
        saved = reception.register_attention(office.clerk, opening(office, topic=None, subject=subject))
        assert saved.case is not None
        cases.assign_case(office.console, saved.case, office.unit, of)
        return saved.case

    own = next(each.id for each in directory.officials(office.console) if each.name == "Rosa Díaz")
    expected = [
        (case(own, "Propio"), ""), (case(office.chief, "De la jefa"), "Julia Arias Peña"),
        (case(office.chief, "Otro de la jefa"), "Julia Arias Peña"),
    ]  # fmt: skip
    found = tray.read_tray(rosa)
    assert (found.cases, found.counts()[tray.TrayKind.CASE]) == (3, 3)
    whole = [(line.id, line.instead_of) for line in tray.tray_cases(rosa, found.shares, 0, 10)]
    assert whole[0] == expected[0]
    assert set(whole[1:]) == set(expected[1:])
    for size in (1, 2):
        paged = [
            (line.id, line.instead_of)
            for offset in range(0, 4, size)
            for line in tray.tray_cases(rosa, found.shares, offset, size)
        ]
        assert paged == whole
    cases.move_case(rosa, expected[1][0], CaseState.IN_PROGRESS)
    office.clock.advance(hours=3)
    assert tray.read_tray(rosa).cases == 1


def test_a_case_handed_to_the_absent_is_accepted_by_who_stands_in(office: Office, rosa: Context) -> None:
    directory.save_user(office.console, "julia", "Julia", frozenset({Role.OFFICIAL}), official=office.chief)
    opened = reception.register_attention(office.clerk, opening(office)).case
    assert opened is not None
    form = ReferralForm(office.unit, "Un hueco", office.chief, case=opened)
    referral = referrals.refer(office.clerk, form).id
    steps = {each.to for each in case_lists.detail(rosa, opened).actions}
    assert {CaseState.IN_PROGRESS, CaseState.REGISTERED} <= steps
    referrals.answer(rosa, referral, ReferralState.ACCEPTED)
    assert case_lists.detail(rosa, opened).line.state is CaseState.IN_PROGRESS


def test_the_bell_rings_for_what_is_meant_for_them(office: Office) -> None:
    other = directory.save_unit(office.console, "Rentas").id
    stranger = directory.save_official(office.console, "Rosa Díaz", other).id
    directory.save_user(office.console, "rosa", "Rosa", frozenset({Role.OFFICIAL}), official=stranger)
    referral = hand_over(office, stranger)  # named, though of another unit
    told = alerts.read_alerts(office.as_user("rosa"), MONDAY).waiting
    assert [each.referral for each in told] == [referral]


def test_the_bell_rings_along_a_chain_of_substitutes_while_they_are_away(office: Office, rosa: Context) -> None:
    referral = hand_over(office, office.chief)
    assert [each.referral for each in alerts.read_alerts(rosa, MONDAY).waiting] == [referral]
    office.clock.advance(hours=3)
    assert alerts.read_alerts(rosa, MONDAY).waiting == ()

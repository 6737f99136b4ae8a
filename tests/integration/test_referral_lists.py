"""Hand-overs: who may answer them, what becomes of a case that is handed on, the lists of Vincular and Bandeja."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from municipality import MARIA, Office, attention, make_office, opening

from desktop_app.domain.errors import ForbiddenTransition, NotAllowed, NotFound
from desktop_app.domain.urgency import Urgency
from desktop_app.domain.values import CaseState, ReferralState, Result, ReturnReason, Role
from desktop_app.services import (
    case_lists,
    cases,
    directory,
    handing_on,
    reception,
    referral_lists,
    referrals,
    tray,
)
from desktop_app.services.context import Context
from desktop_app.services.referrals import ReferralForm

SENT, ACCEPTED, RETURNED = ReferralState.SENT, ReferralState.ACCEPTED, ReferralState.RETURNED


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.installation.close()


def user(office: Office, login: str, roles: set[Role], official: bytes | None = None) -> Context:
    """Add a user and return their context."""
    directory.save_user(office.console, login, login.title(), frozenset(roles), official=official)
    return office.as_user(login)


def hand_over(office: Office, sender: Context | None = None, **changes: object) -> bytes:
    """Record that somebody was handed over to Vías, and return the hand-over."""
    form = attention(
        office, result=Result.REFERRED, topic=office.pothole, query_type="denuncia", unit=office.unit,
        citizen=MARIA, **changes,
    )  # fmt: skip
    saved = reception.register_attention(sender or office.clerk, form)
    assert saved.referral is not None
    return saved.referral


def test_the_receiving_unit_accepts_another_one_does_not(office: Office) -> None:
    other = directory.save_unit(office.console, "Rentas").id
    stranger = directory.save_official(office.console, "Rosa Díaz", other).id
    outsider = user(office, "rosa", {Role.OFFICIAL}, stranger)
    insider = user(office, "martin", {Role.OFFICIAL}, office.official)
    referral = hand_over(office)
    with pytest.raises(NotAllowed, match="la unidad que la recibe"):
        referrals.answer(outsider, referral, ACCEPTED)
    with pytest.raises(NotAllowed):
        referrals.answer(outsider, referral, RETURNED, reason=ReturnReason.WRONG_UNIT)
    assert referral_lists.detail(outsider, referral).answers == ()
    assert tray.read_tray(outsider).receive == ()
    assert referral_lists.detail(insider, referral).answers == (ACCEPTED, RETURNED)
    assert [line.id for line in tray.read_tray(insider).receive] == [referral]
    referrals.answer(insider, referral, ACCEPTED)
    assert referral_lists.detail(insider, referral).line.state is ACCEPTED


def test_a_substitute_of_another_unit_receives_what_is_meant_for_the_absent(office: Office) -> None:
    other = directory.save_unit(office.console, "Rentas").id
    stranger = directory.save_official(office.console, "Rosa Díaz", other).id
    directory.save_official(
        office.console, "Julia Arias Peña", office.unit, substitute=stranger, official=office.chief
    )
    substitute = user(office, "rosa", {Role.OFFICIAL}, stranger)
    for_the_unit, for_the_chief = hand_over(office), hand_over(office, official=office.chief)
    assert [line.id for line in tray.read_tray(substitute).receive] == [for_the_chief]
    with pytest.raises(NotAllowed):
        referrals.answer(substitute, for_the_unit, ACCEPTED)
    referrals.answer(substitute, for_the_chief, ACCEPTED)


def test_who_sent_it_notes_what_the_telephone_told_nobody_elses(office: Office) -> None:
    colleague = user(office, "beto", {Role.CLERK})
    referral = hand_over(office)
    with pytest.raises(NotAllowed, match="quien envió"):
        referrals.answer(colleague, referral, ReferralState.CONFIRMED_BY_PHONE)
    with pytest.raises(NotAllowed, match="la unidad que la recibe"):
        referrals.answer(office.clerk, referral, ACCEPTED)
    assert set(referral_lists.detail(office.clerk, referral).answers) == {
        ReferralState.CONFIRMED_BY_PHONE, ReferralState.NO_ANSWER, RETURNED, ReferralState.VOIDED,
    }  # fmt: skip
    referrals.answer(office.clerk, referral, ReferralState.NO_ANSWER)
    referrals.answer(office.clerk, referral, ReferralState.CONFIRMED_BY_PHONE)


def test_supervision_may_give_every_answer(office: Office) -> None:
    referral = hand_over(office)
    assert ACCEPTED in referral_lists.detail(office.as_user("supervisor"), referral).answers
    referrals.answer(office.as_user("supervisor"), referral, ACCEPTED)


def test_an_answer_that_the_table_refuses_is_refused_before_rights_are_asked(office: Office) -> None:
    referral = hand_over(office)
    referrals.answer(office.as_user("official"), referral, RETURNED, reason=ReturnReason.ABSENT)
    with pytest.raises(ForbiddenTransition):
        referrals.answer(office.clerk, referral, ACCEPTED)


def test_only_what_came_back_or_stayed_unanswered_is_sent_on_and_once(office: Office) -> None:
    referral = hand_over(office)
    form = ReferralForm(office.unit, "Un hueco", previous=referral)
    with pytest.raises(ForbiddenTransition, match="devuelta o que quedó sin respuesta"):
        referrals.refer(office.clerk, form)
    referrals.answer(office.clerk, referral, ReferralState.NO_ANSWER)
    assert referral_lists.detail(office.clerk, referral).may_reassign
    again = referrals.refer(office.clerk, form)
    found = referral_lists.detail(office.clerk, again.id)
    assert (found.line.number, found.line.bounces) == (referral_lists.detail(office.clerk, referral).line.number, 1)
    assert not referral_lists.detail(office.clerk, referral).may_reassign
    with pytest.raises(ForbiddenTransition, match="ya se reasignó"):
        referrals.refer(office.clerk, form)


def open_case(office: Office) -> bytes:
    """Open María's case about a pothole."""
    saved = reception.register_attention(office.clerk, opening(office))
    assert saved.case is not None
    return saved.case


def state_of(office: Office, case: bytes) -> CaseState:
    """Return the state of a case."""
    return case_lists.detail(office.console, case).line.state


def test_a_case_goes_with_its_hand_over_and_follows_the_answer(office: Office) -> None:
    case = open_case(office)
    start = handing_on.starting_point(office.clerk, case=case)
    assert start.need == "Bache o calle dañada: Un hueco frente al colegio"
    assert (start.unit, start.citizen_name) == (office.unit, MARIA.name)
    form = ReferralForm(office.unit, start.need, office.official, citizen=start.citizen, case=case)
    saved = referrals.refer(office.clerk, form)
    assert saved.changes == {"referral", "case"}
    assert saved.number == case_lists.detail(office.clerk, case).line.number
    assert state_of(office, case) is CaseState.REFERRED
    assert case_lists.detail(office.clerk, case).line.responsible == "Martín Núñez"
    back = referrals.answer(
        office.as_user("official"), saved.id, RETURNED, reason=ReturnReason.MISSING_INFORMATION, comment="¿Qué cuadra?"
    )
    assert back.changes == {"referral", "case"}
    assert state_of(office, case) is CaseState.REGISTERED
    assert case_lists.detail(office.clerk, case).timeline[-1].text == "Falta información. ¿Qué cuadra?"
    again = referrals.refer(office.clerk, ReferralForm(office.unit, start.need, case=case, previous=saved.id))
    referrals.answer(office.as_user("official"), again.id, ACCEPTED)
    assert state_of(office, case) is CaseState.IN_PROGRESS


def test_a_case_that_moved_on_meanwhile_stays_where_it_is(office: Office) -> None:
    case = open_case(office)
    saved = referrals.refer(office.clerk, ReferralForm(office.unit, "Un hueco", case=case))
    cases.move_case(office.clerk, case, CaseState.RESOLVED, answer="Se tapó.")
    answered = referrals.answer(office.as_user("official"), saved.id, ACCEPTED)
    assert answered.changes == {"referral"}
    assert state_of(office, case) is CaseState.RESOLVED


def test_a_closed_case_is_not_handed_on_and_nothing_of_it_is_kept(office: Office) -> None:
    case = open_case(office)
    cases.move_case(office.clerk, case, CaseState.RESOLVED, answer="Se tapó.")
    with pytest.raises(ForbiddenTransition):
        referrals.refer(office.clerk, ReferralForm(office.unit, "Un hueco", case=case))
    assert referral_lists.count(office.clerk, "all") == 0


def test_the_views_of_vincular_and_their_counts(office: Office) -> None:
    official = office.as_user("official")
    yesterday = hand_over(office)
    referrals.answer(official, yesterday, ACCEPTED)
    old = hand_over(office)
    office.clock.advance(hours=24)
    waiting, back, silent = hand_over(office), hand_over(office), hand_over(office)
    referrals.answer(official, back, RETURNED, reason=ReturnReason.WRONG_UNIT)
    referrals.answer(office.clerk, silent, ReferralState.NO_ANSWER)
    counts = referral_lists.view_counts(office.clerk)
    assert counts == {"today": 3, "unanswered": 3, "returned": 1, "accepted": 1, "all": 5}
    for view, expected in (
        ("today", {waiting, back, silent}), ("unanswered", {old, waiting, silent}), ("returned", {back}),
        ("accepted", {yesterday}),
    ):  # fmt: skip
        found = referral_lists.page(office.clerk, view, 0, 10)
        assert {line.id for line in found} == expected, view
        assert referral_lists.count(office.clerk, view) == len(expected)
    assert referral_lists.page(office.clerk, "unanswered", 0, 1)[0].id == old
    referrals.refer(office.clerk, ReferralForm(office.unit, "Un hueco", previous=back))
    referrals.refer(office.clerk, ReferralForm(office.unit, "Un hueco", previous=silent))
    counts = referral_lists.view_counts(office.clerk)
    assert (counts["returned"], counts["unanswered"]) == (0, 4)
    lines = {line.id: line.sent_on for line in referral_lists.page(office.clerk, "all", 0, 10)}
    assert {id_ for id_, sent_on in lines.items() if sent_on} == {back, silent}


def test_pages_follow_each_other_without_a_gap_newest_first(office: Office) -> None:
    made = []
    for _ in range(7):
        office.clock.advance(hours=9)
        made.append(hand_over(office))
    found = [line.id for offset in (0, 3, 6) for line in referral_lists.page(office.clerk, "all", offset, 3)]
    assert found == made[::-1]


def test_what_was_answered_long_ago_leaves_the_views_but_not_the_whole_list(office: Office) -> None:
    referral = hand_over(office)
    referrals.answer(office.as_user("official"), referral, RETURNED, reason=ReturnReason.ABSENT)
    office.clock.advance(hours=24 * (referral_lists.DAYS + 1))
    assert referral_lists.view_counts(office.clerk) == {
        "today": 0, "unanswered": 0, "returned": 0, "accepted": 0, "all": 1,
    }  # fmt: skip


def test_the_history_tells_the_whole_way_of_a_need(office: Office) -> None:
    first = hand_over(office, official=office.official)
    office.clock.advance(minutes=4)
    referrals.answer(office.clerk, first, ReferralState.NO_ANSWER)
    office.clock.advance(minutes=2)
    official = office.as_user("official")
    referrals.answer(official, first, RETURNED, reason=ReturnReason.ABSENT, comment="Sale a campo")
    again = referrals.refer(office.clerk, ReferralForm(office.unit, "Un hueco", office.chief, previous=first))
    office.clock.advance(minutes=1)
    referrals.answer(official, again.id, ACCEPTED)
    for asked in (first, again.id):
        history = referral_lists.detail(office.clerk, asked).history
        assert [(entry.official, entry.to) for entry in history] == [
            ("Martín Núñez", None), ("Martín Núñez", ReferralState.NO_ANSWER), ("Martín Núñez", RETURNED),
            ("Julia Arias Peña", None), ("Julia Arias Peña", ACCEPTED),
        ]  # fmt: skip
        assert (history[2].author, history[2].reason, history[2].text) == (
            "Official", ReturnReason.ABSENT, "Sale a campo",
        )  # fmt: skip
    assert referral_lists.detail(office.clerk, first).line.waited == timedelta(minutes=6)


def test_waiting_turns_amber_after_five_minutes_and_red_after_fifteen(office: Office) -> None:
    hand_over(office)
    official = office.as_user("official")
    kinds = []
    for minutes in (5, 1, 9, 1):
        office.clock.advance(minutes=minutes)
        kinds.append(tray.read_tray(official).receive[0].badge)
    assert [badge.text for badge in kinds] == ["Espera 5 min", "Espera 6 min", "Espera 15 min", "Espera 16 min"]
    assert [badge.kind for badge in kinds] == [
        Urgency.ON_TIME, Urgency.DUE_SOON, Urgency.DUE_SOON, Urgency.OVERDUE,
    ]  # fmt: skip


def test_the_tray_of_an_official_has_their_cases_that_of_a_clerk_what_came_back(office: Office) -> None:
    insider = user(office, "martin", {Role.OFFICIAL}, office.official)
    case = open_case(office)
    cases.assign_case(office.console, case, office.unit, office.official)
    referral = hand_over(office)
    found = tray.read_tray(insider)
    assert found.counts() == {"receive": 1, "back": 0, "case": 1}
    assert [line.id for line in tray.tray_cases(insider, found.shares, 0, 10)] == [case]
    assert referrals.waiting_count(insider) == 1
    assert referrals.waiting_count(office.clerk) == 0
    referrals.answer(insider, referral, RETURNED, reason=ReturnReason.WRONG_UNIT)
    found = tray.read_tray(office.clerk)
    assert [(line.id, line.badge.text) for line in found.back] == [(referral, "Devuelta")]
    assert (found.cases, referrals.waiting_count(office.clerk)) == (0, 1)


def test_what_came_back_is_filled_in_whole(office: Office) -> None:
    referral = hand_over(office, official=office.official, detail="Frente al colegio")
    referrals.answer(
        office.as_user("official"), referral, RETURNED, reason=ReturnReason.ABSENT, comment="Sale a campo"
    )
    start = handing_on.starting_point(office.clerk, previous=referral)
    assert (start.need, start.unit, start.avoid) == (
        "Bache o calle dañada: Frente al colegio", office.unit, {office.official},
    )  # fmt: skip
    assert (start.citizen_name, start.topic, start.previous) == (MARIA.name, office.pothole, referral)
    assert (start.returned, start.returned_by, start.comment) == (
        ReturnReason.ABSENT, "Martín Núñez", "Sale a campo",
    )  # fmt: skip
    assert handing_on.starting_point(office.clerk) == handing_on.StartingPoint()


def test_it_does_not_go_back_to_the_unit_that_said_it_is_not_theirs(office: Office) -> None:
    referral = hand_over(office)
    referrals.answer(office.as_user("official"), referral, RETURNED, reason=ReturnReason.WRONG_UNIT)
    assert handing_on.starting_point(office.clerk, previous=referral).unit is None


def test_an_unknown_hand_over_is_told_in_words(office: Office) -> None:
    with pytest.raises(NotFound):
        referral_lists.detail(office.clerk, bytes(16))


def test_who_keeps_the_machine_running_reads_no_hand_overs(office: Office) -> None:
    for read in (
        lambda ctx: referral_lists.count(ctx, "all"), lambda ctx: referral_lists.page(ctx, "all", 0, 1),
        referral_lists.view_counts, tray.read_tray, handing_on.starting_point,
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            read(office.as_user("administrator"))

"""What becomes of a hand-over: resolved on the spot, turned into a case, linked as the same need, answered late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from municipality import MARIA, Office, attention, make_office, opening

from desktop_app.domain.errors import ForbiddenTransition, InvalidInput, NotAllowed
from desktop_app.domain.values import (
    CaseState,
    Channel,
    ComplaintKind,
    CriticalCriterion,
    Level,
    ReferralState,
    Result,
    ReturnReason,
    Role,
)
from desktop_app.services import (
    attentions,
    case_lists,
    directory,
    handing_on,
    reception,
    referral_lists,
    referrals,
    voiding,
)
from desktop_app.services.case_from_referral import CaseFromForm, open_case_from, preset
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context
from desktop_app.services.reception import AttentionSaved
from desktop_app.services.referrals import ReferralForm


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = make_office(tmp_path)
    yield made
    made.installation.close()


@pytest.fixture
def martin(office: Office) -> Context:
    """Martín, an official of Vías, at his own screen."""
    directory.save_user(
        office.console, "martin", "Martín", frozenset({Role.OFFICIAL}), official=office.official
    )
    return office.as_user("martin")


def sent(office: Office, **changes: object) -> AttentionSaved:
    """Hand María over to Vías about a pothole."""
    values: dict[str, object] = {
        "result": Result.REFERRED, "topic": office.pothole, "query_type": "denuncia", "unit": office.unit,
        "citizen": MARIA, "detail": "Frente al colegio",
    }  # fmt: skip
    return reception.register_attention(office.clerk, attention(office, **(values | changes)))


def rows(office: Office, table: str) -> int:
    row = office.console.store.row(f"SELECT count(*) FROM {table}")
    assert row is not None
    return int(row[0])


def state_of(office: Office, referral: bytes) -> ReferralState:
    return referral_lists.detail(office.console, referral).line.state


def test_a_need_is_resolved_on_the_spot_with_what_was_answered(office: Office, martin: Context) -> None:
    saved = sent(office)
    assert saved.referral is not None
    office.clock.advance(minutes=3)
    found = referral_lists.detail(martin, saved.referral)
    assert (found.may_resolve, found.may_open_case) == (True, True)
    with pytest.raises(ForbiddenTransition, match="Escriba qué se le respondió"):
        referrals.resolve(martin, saved.referral, "  ")
    assert state_of(office, saved.referral) is ReferralState.SENT  # nothing of it was kept
    assert referrals.resolve(martin, saved.referral, "Pasan el jueves").changes == {"referral"}
    found = referral_lists.detail(martin, saved.referral)
    assert [entry.to for entry in found.history] == [None, ReferralState.ACCEPTED, ReferralState.RESOLVED]
    assert (found.comment, found.may_resolve, found.answers) == ("Pasan el jueves", False, ())
    told = attentions.get_attention(office.clerk, saved.id)
    assert (told.referral_state, told.answer) == ("resolved", "Pasan el jueves")


def test_who_does_not_receive_resolves_nothing(office: Office) -> None:
    saved = sent(office)
    assert saved.referral is not None
    with pytest.raises(NotAllowed, match="la unidad que la recibe"):
        referrals.resolve(office.clerk, saved.referral, "Ya está")
    with pytest.raises(NotAllowed):
        open_case_from(office.clerk, saved.referral, CaseFromForm("Hueco", "denuncia"))
    assert state_of(office, saved.referral) is ReferralState.SENT
    assert rows(office, "case_file") == 0


def test_a_case_that_was_handed_on_is_resolved_with_its_hand_over(office: Office, martin: Context) -> None:
    case = reception.register_attention(office.clerk, opening(office)).case
    assert case is not None
    form = ReferralForm(office.unit, "Un hueco", office.official, case=case)
    saved = referrals.refer(office.clerk, form)
    assert not referral_lists.detail(martin, saved.id).may_open_case
    with pytest.raises(ForbiddenTransition, match="ya tiene su caso"):
        open_case_from(martin, saved.id, CaseFromForm("Hueco", "denuncia"))
    assert referrals.resolve(martin, saved.id, "Se tapó ayer").changes == {"referral", "case"}
    found = case_lists.detail(office.console, case)
    assert (found.line.state, found.timeline[-1].text) == (CaseState.RESOLVED, "Se tapó ayer")


def test_a_hand_over_becomes_a_case_with_everything_that_was_told(office: Office, martin: Context) -> None:
    saved = sent(office, channel=Channel.PHONE)
    assert saved.referral is not None
    before = preset(martin, saved.referral)
    assert (before.subject, before.description) == ("Bache o calle dañada", "Frente al colegio")
    assert (before.query_type, before.level, before.knows_citizen) == ("denuncia", Level.SIMPLE, True)
    form = CaseFromForm(before.subject, before.query_type, description=before.description)
    made = open_case_from(martin, saved.referral, form)
    assert made.number == saved.number
    found = case_lists.detail(office.console, made.id)
    assert (found.line.state, found.line.responsible, found.line.unit, found.line.citizen) == (
        CaseState.IN_PROGRESS, "Martín Núñez", "Vías", MARIA.name,
    )  # fmt: skip
    assert (found.line.channel, found.topic, found.description) == (
        "phone", "Bache o calle dañada", "Frente al colegio",
    )  # fmt: skip
    handed = referral_lists.detail(martin, saved.referral)
    assert (handed.line.state, handed.case_id) == (ReferralState.RESOLVED, made.id)
    told = attentions.get_attention(office.clerk, saved.id)
    assert (told.case, told.case_number) == (made.id, saved.number)
    assert told.answer == f"Se abrió el caso {saved.number}."
    with pytest.raises(ForbiddenTransition):
        open_case_from(martin, saved.referral, form)
    assert rows(office, "case_file") == 1


def test_only_what_is_missing_is_asked_of_the_case(office: Office, martin: Context) -> None:
    saved = sent(office, citizen=None)
    assert saved.referral is not None

    def refused(field: str, **form: object) -> None:
        values: dict[str, object] = {"subject": "Trato", "query_type": "queja"} | form
        with pytest.raises(InvalidInput) as caught:
            open_case_from(martin, saved.referral or b"", CaseFromForm(**values))  # type: ignore[arg-type]
        assert caught.value.field == field
        assert state_of(office, saved.referral or b"") is ReferralState.SENT

    refused("complaint_kind")
    kind = ComplaintKind.BAD_SERVICE
    refused("citizen", complaint_kind=kind)
    person = CitizenForm("Rosa Díaz", phone="ninguno")
    refused("contact", complaint_kind=kind, citizen=person)
    person = CitizenForm("Rosa Díaz", phone="987 654 321")
    refused("subject", complaint_kind=kind, citizen=person, subject=" ")
    refused("criterion", complaint_kind=kind, citizen=person, level=Level.CRITICAL)
    form = CaseFromForm(
        "Trato", "queja", Level.CRITICAL, complaint_kind=kind, criterion=CriticalCriterion.VULNERABLE,
        citizen=person,
    )  # fmt: skip
    made = open_case_from(martin, saved.referral, form)
    found = case_lists.detail(office.console, made.id)
    assert (found.line.citizen, found.complaint_kind, found.line.level) == (
        "Rosa Díaz", "bad_service", Level.CRITICAL,
    )  # fmt: skip
    assert "escalate" in [event.kind for event in found.timeline]


def test_no_two_cases_bear_one_number(office: Office, martin: Context) -> None:
    first = sent(office)
    assert first.referral is not None
    open_case_from(martin, first.referral, CaseFromForm("Hueco", "denuncia"))
    again = referrals.refer(
        office.clerk,
        ReferralForm(office.unit, "Un hueco", citizen=first.citizen, previous=first.referral, same_need=True),
    )
    assert again.number == first.number
    second = open_case_from(martin, again.id, CaseFromForm("Hueco", "denuncia"))
    assert second.number != first.number


def test_the_record_of_a_hand_over_that_became_a_case_waits_for_the_case(
    office: Office, martin: Context
) -> None:
    saved = sent(office)
    assert saved.referral is not None
    made = open_case_from(martin, saved.referral, CaseFromForm("Hueco", "denuncia"))
    supervisor = office.as_user("supervisor")
    with pytest.raises(ForbiddenTransition, match=r"se volvió un caso\. Anule primero el caso"):
        voiding.void(supervisor, saved.id, "Se registró en otra persona")
    from desktop_app.services import cases

    cases.move_case(supervisor, made.id, CaseState.VOIDED, reason="Se registró en otra persona")
    voiding.void(supervisor, saved.id, "Se registró en otra persona")
    assert attentions.get_attention(supervisor, saved.id).voided


def test_a_fresh_hand_over_of_the_same_need_is_offered_as_such_and_linked(
    office: Office, martin: Context
) -> None:
    first = sent(office)
    assert first.referral is not None
    referrals.answer(martin, first.referral, ReferralState.RETURNED, reason=ReturnReason.WRONG_UNIT)
    office.clock.advance(minutes=10)
    second = sent(office, citizen=first.citizen)
    assert second.referral is not None
    found = referral_lists.detail(office.clerk, second.referral)
    assert [line.id for line in found.same_need] == [first.referral]
    assert referral_lists.detail(martin, second.referral).same_need == ()  # not his to say
    with pytest.raises(NotAllowed, match="quien envió la vinculación"):
        referrals.link(martin, second.referral, first.referral)
    assert len(referrals.returned_to_me(office.clerk)) == 1
    referrals.link(office.clerk, second.referral, first.referral)
    found = referral_lists.detail(office.clerk, second.referral)
    assert (found.line.bounces, found.same_need) == (1, ())
    assert [step.id for step in found.way] == [first.referral, second.referral]
    assert [entry.linked for entry in found.history] == [False, False, False, True]
    before = referral_lists.detail(office.clerk, first.referral)
    assert before.onward is not None
    assert before.onward.id == second.referral
    assert referrals.returned_to_me(office.clerk) == []
    for one, other in ((second, first), (first, second), (first, first)):
        with pytest.raises(ForbiddenTransition):
            referrals.link(office.clerk, one.referral or b"", other.referral or b"")


def test_another_topic_another_person_another_day_is_another_need(office: Office) -> None:
    first = sent(office)
    other = sent(office, citizen=CitizenForm("Rosa Díaz", phone="987654321"))
    topic = sent(office, citizen=first.citizen, topic=office.hours)
    office.clock.advance(hours=24)
    later = sent(office, citizen=first.citizen)
    for saved in (other, topic, later):
        assert referral_lists.detail(office.clerk, saved.referral or b"").same_need == ()
    assert (
        referral_lists.similar(office.clerk, citizen=first.citizen, topic=office.pothole)[0].id
        == later.referral
    )


def test_a_voided_continuation_lets_the_need_be_sent_on_again(office: Office, martin: Context) -> None:
    saved = sent(office)
    assert saved.referral is not None
    referrals.answer(martin, saved.referral, ReferralState.RETURNED, reason=ReturnReason.ABSENT)
    again = referrals.refer(office.clerk, ReferralForm(office.unit, "Hueco", previous=saved.referral))
    assert not referral_lists.detail(office.clerk, saved.referral).may_reassign
    referrals.answer(office.clerk, again.id, ReferralState.VOIDED, comment="Era a otra unidad")
    assert referral_lists.detail(office.clerk, saved.referral).may_reassign
    assert [row.id for row in referrals.returned_to_me(office.clerk)] == [saved.referral]
    referrals.refer(office.clerk, ReferralForm(office.unit, "Hueco", previous=saved.referral))


def test_who_answers_after_it_went_to_somebody_else_hears_to_whom(office: Office, martin: Context) -> None:
    saved = sent(office, official=office.official)
    assert saved.referral is not None
    referrals.answer(office.clerk, saved.referral, ReferralState.NO_ANSWER)
    assert referrals.waiting_count(office.clerk) == 1  # the citizen still stands there
    assert ReferralState.ACCEPTED in referral_lists.detail(martin, saved.referral).answers
    referrals.refer(office.clerk, ReferralForm(office.unit, "Hueco", office.chief, previous=saved.referral))
    assert referrals.waiting_count(office.clerk) == 0
    found = referral_lists.detail(martin, saved.referral)
    assert (found.answers, found.may_resolve) == ((), False)
    words = re.escape("ya se reasignó a Julia Arias Peña. Coordine con quien la recibe")
    for late in (
        lambda: referrals.answer(martin, saved.referral or b"", ReferralState.ACCEPTED),
        lambda: referrals.resolve(martin, saved.referral or b"", "Ya está"),
        lambda: open_case_from(martin, saved.referral or b"", CaseFromForm("Hueco", "denuncia")),
    ):
        with pytest.raises(ForbiddenTransition, match=words):
            late()


def test_nobody_who_gave_it_back_is_proposed_however_far_back(office: Office, martin: Context) -> None:
    saved = sent(office)  # to the unit, nobody named: Martín gives it back
    assert saved.referral is not None
    missing = ReturnReason.MISSING_INFORMATION
    referrals.answer(martin, saved.referral, ReferralState.RETURNED, reason=missing)
    start = handing_on.starting_point(office.clerk, previous=saved.referral)
    assert (start.avoid, start.unit, start.refused) == ({office.official}, office.unit, frozenset())
    form = ReferralForm(office.unit, "Hueco", office.chief, previous=saved.referral)
    again = referrals.refer(office.clerk, form)
    referrals.answer(office.clerk, again.id, ReferralState.NO_ANSWER)
    start = handing_on.starting_point(office.clerk, previous=again.id)
    assert start.avoid == {office.official, office.chief}

"""The coach: at most one tip, the most urgent first, each with its source."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.coach import ADVICE, AMBER, RED, CoachFacts, Tip, Urgency, advice, idle_advice
from desktop_app.domain.protocol import Step
from desktop_app.domain.protocol_phrases import APOLOGIES
from desktop_app.domain.values import Channel, ComplaintKind, HoldReason

WALK_IN = CoachFacts(Channel.IN_PERSON, Step.RECEPTION)
CALL = replace(WALK_IN, channel=Channel.PHONE)
COMPLAINT = replace(WALK_IN, step=Step.ORIENTATION, query_type="reclamo")
SOURCE = re.compile(r"AUM-010-0\d0|Manual de capacitación \d\.\d")

all_facts = st.builds(
    CoachFacts,
    channel=st.sampled_from(Channel),
    step=st.sampled_from(Step),
    query_type=st.sampled_from(["", "tramite", "reclamo", "queja"]),
    complaint_kind=st.none() | st.sampled_from(ComplaintKind),
    told=st.booleans(),
    opens_case=st.booleans(),
    critical=st.booleans(),
    held=st.none() | st.integers(0, 400),
    hold_reason=st.none() | st.sampled_from(HoldReason),
    recorded=st.booleans(),
)


def tip(facts, dismissed=()):
    found = advice(facts, dismissed)
    return found.tip if found is not None else None


@given(all_facts, st.sets(st.sampled_from(Tip)))
def test_a_tip_is_whole_and_never_one_that_was_dismissed(facts, dismissed):
    found = advice(facts, dismissed)
    if found is not None:
        assert found.tip not in dismissed
        assert found.text.strip()
        assert not set("{}") & set(found.text)
        assert SOURCE.fullmatch(found.source)


@given(all_facts)
def test_dismissing_what_is_shown_ends(facts):
    dismissed = set()
    while (found := advice(facts, dismissed)) is not None:
        dismissed.add(found.tip)
    assert len(dismissed) <= len(Tip)


@pytest.mark.parametrize("each", list(Tip))
def test_every_tip_has_its_words(each):
    assert ADVICE[each].tip is each
    assert SOURCE.fullmatch(ADVICE[each].source)


@pytest.mark.parametrize(
    ("seconds", "wanted", "urgency"),
    [
        (0, None, None),
        (AMBER - 1, None, None),
        (AMBER, Tip.HOLD_LONG, Urgency.AMBER),
        (RED - 1, Tip.HOLD_LONG, Urgency.AMBER),
        (RED, Tip.HOLD_TOO_LONG, Urgency.RED),
    ],
)
@pytest.mark.parametrize("channel", Channel)
def test_a_long_hold_brings_one_back(channel, seconds, wanted, urgency):
    facts = CoachFacts(channel, Step.DETECTION, held=seconds, hold_reason=HoldReason.OTHER)
    found = advice(facts)
    assert (found.tip if found else None) is wanted
    assert (found.urgency if found else None) is urgency


def test_a_hold_on_the_phone_asks_for_its_reason():
    assert tip(replace(CALL, held=3)) is Tip.HOLD_REASON
    assert tip(replace(CALL, held=3, hold_reason=HoldReason.FINDING_FILE)) is None
    assert tip(replace(WALK_IN, held=3)) is None
    assert tip(replace(CALL, held=AMBER)) is Tip.HOLD_LONG


def test_a_dismissed_warning_comes_back_as_an_alarm():
    assert tip(replace(CALL, held=AMBER), {Tip.HOLD_LONG}) is None
    assert tip(replace(CALL, held=RED), {Tip.HOLD_LONG}) is Tip.HOLD_TOO_LONG


def test_a_complaint_is_listened_to_then_apologised_for_then_solved():
    assert tip(COMPLAINT) is Tip.LISTEN
    case = replace(COMPLAINT, opens_case=True)
    assert tip(case) is Tip.LISTEN
    assert tip(replace(case, complaint_kind=ComplaintKind.DELAY)) is Tip.APOLOGISE
    assert tip(replace(COMPLAINT, told=True)) is Tip.SOLVE
    assert tip(replace(COMPLAINT, query_type="tramite")) is Tip.DOUBTS


@pytest.mark.parametrize("kind", ComplaintKind)
def test_an_apology_has_the_wording_of_its_kind(kind):
    found = advice(replace(COMPLAINT, opens_case=True, complaint_kind=kind))
    assert found is not None
    assert found.say is APOLOGIES[kind]


def test_a_critical_case_is_escalated_before_all_else():
    assert tip(replace(COMPLAINT, opens_case=True, critical=True)) is Tip.ESCALATE


@pytest.mark.parametrize(
    ("channel", "wanted"),
    [
        (Channel.IN_PERSON, Tip.GREET),
        (Channel.PHONE, Tip.GREET_CALL),
        (Channel.EMAIL, Tip.GREET_WRITING),
        (Channel.APP, Tip.GREET_WRITING),
    ],
)
def test_who_arrives_is_received(channel, wanted):
    assert tip(CoachFacts(channel, Step.RECEPTION)) is wanted


def test_the_steps_have_theirs():
    assert tip(replace(WALK_IN, step=Step.DETECTION)) is Tip.UNDERSTAND
    assert tip(replace(WALK_IN, step=Step.REFERRAL)) is Tip.TELL_NAME
    assert tip(replace(WALK_IN, step=Step.ORIENTATION)) is Tip.DOUBTS
    assert tip(replace(WALK_IN, step=Step.ORIENTATION, channel=Channel.EMAIL)) is Tip.CLOSE_WRITING


def test_nothing_is_said_of_what_is_over():
    assert tip(replace(WALK_IN, recorded=True)) is None


def test_idle_hands_are_reminded_until_they_know():
    found = idle_advice()
    assert found is not None
    assert idle_advice({found.tip}) is None

"""Hand-overs from events that desks wrote without seeing each other: one answer for all, none lost, none forbidden."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import referral_states
from desktop_app.domain.folding import Ancestry, Entry, in_order
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.referral_fold import Referral, fold_referral
from desktop_app.domain.values import ReferralState

S = ReferralState
TARGET = "0" * 26
ANSWERS = [state.value for state in S if state is not S.SENT]


def uid(number: int) -> str:
    return ulid_text(number.to_bytes(16, "big"))


def event(order: int, kind: str, stamp: int, parents: tuple[int, ...] = (), **facts: Any) -> Entry:
    body = {"at": 1_000_000 + stamp, "parents": [uid(each) for each in parents], **facts}
    return Entry(uid(order), stamp, kind, uid(900 + order % 3), body, {"text": "Dicho"})


def sent() -> Entry:
    return event(0, "refer", 0, sent=1_000_000, number="01")


def told(referral: Referral) -> Any:
    return (
        referral.values, referral.state, referral.author, referral.reason, referral.comment, referral.answered,
        referral.answered_by, referral.known, referral.refused, sorted(referral.heads),
        sorted(review.id for review in referral.reviews),
    )  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Answers and links of several desks: each saw some of the earlier ones, stamps may tie."""
    entries = [sent()]
    for number in range(1, draw(st.integers(1, 9))):
        parents = tuple(draw(st.sets(st.integers(0, number - 1), min_size=1, max_size=2)))
        stamp = max(entries[parent].stamp for parent in parents) + 1 + draw(st.integers(0, 4))
        kind = draw(st.sampled_from(["answer"] * 6 + ["link", "later"]))
        facts: dict[str, Any] = {
            "answer": {
                "to": draw(st.sampled_from([*ANSWERS, "paused", 7])),
                "case": draw(st.sampled_from([None, uid(700)])),
                "reason": "wrong_unit",
            },
            "link": {"previous": draw(st.sampled_from([uid(500), uid(501), TARGET, "x"])), "bounces": 2},
            "later": {},
        }[kind]
        entries.append(event(number, kind, stamp, parents, **facts))
    return entries


def replayed(entries: list[Entry]) -> tuple[ReferralState, list[str]]:
    """Walk the table slowly, apart from the fold: the state, and the ids of the answers that were refused."""
    ordered = in_order(entries)
    ancestry = Ancestry.of(ordered)
    state, last, refused = S.SENT, None, []
    for at, entry in enumerate(ordered):
        if entry.kind != "answer" or entry.facts["to"] not in ANSWERS:
            continue
        to = S(entry.facts["to"])
        steps = set(referral_states.TRANSITIONS[state])
        if state in (S.RETURNED, S.RESOLVED) and last is not None and ancestry.seen[at] >> last & 1:
            steps.add(S.VOIDED)
        if to in steps:
            state, last = to, at
        else:
            refused.append(entry.uid)
    return state, refused


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(entries: list[Entry], rng: random.Random) -> None:
    expected = told(fold_referral(TARGET, entries))
    for _ in range(3):
        rng.shuffle(entries)
        assert told(fold_referral(TARGET, entries)) == expected


@given(histories())
def test_every_answer_is_a_step_of_the_table_or_told_as_refused(entries: list[Entry]) -> None:
    found = fold_referral(TARGET, entries)
    state, refused = replayed(entries)
    assert (found.state, found.refused) == (state, frozenset(refused))


@given(histories())
def test_when_the_need_was_first_known_stays_known(entries: list[Entry]) -> None:
    found = fold_referral(TARGET, entries)
    accepted = {S.ACCEPTED.value, S.CONFIRMED_BY_PHONE.value, S.RESOLVED.value}
    moments = [
        entry.facts["at"]
        for entry in in_order(entries)
        if entry.kind == "answer" and entry.facts["to"] in accepted and entry.uid not in found.refused
    ]
    assert found.known == (moments[0] if moments else None)


@given(histories())
def test_a_hand_over_follows_one_other_at_most_and_never_itself(entries: list[Entry]) -> None:
    found = fold_referral(TARGET, entries)
    named = [
        entry.facts["previous"]
        for entry in in_order(entries)
        if entry.kind == "link" and entry.facts["previous"] not in (TARGET, "x")
    ]
    assert found.values.get("previous") == (named[0] if named else None)
    assert bool(found.values.get("bounces")) == bool(named)


def test_two_desks_that_answer_apart_are_both_told() -> None:
    entries = [
        sent(), event(1, "answer", 5, (0,), to="accepted"),
        event(2, "answer", 6, (0,), to="returned", reason="wrong_unit"),
        event(3, "answer", 7, (0,), to="accepted"),
    ]  # fmt: skip
    found = fold_referral(TARGET, entries)
    assert (found.state, found.refused) == (S.RETURNED, {uid(3)})
    assert {review.kind for review in found.reviews} == {"rival_answer"}


def test_who_had_not_heard_of_the_end_does_not_void_it() -> None:
    back = event(1, "answer", 5, (0,), to="returned", reason="absent")
    blind = fold_referral(TARGET, [sent(), back, event(2, "answer", 6, (0,), to="voided")])
    assert (blind.state, blind.refused) == (S.RETURNED, {uid(2)})
    knowing = fold_referral(TARGET, [sent(), back, event(2, "answer", 6, (1,), to="voided")])
    assert (knowing.state, knowing.refused) == (S.VOIDED, frozenset())

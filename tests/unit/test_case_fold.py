"""Cases from events that desks wrote without seeing each other."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.case_fold import FINAL_STATES, Case, fold_case
from desktop_app.domain.folding import Ancestry, Entry, in_order
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.values import CaseState, Level

TARGET = "0" * 26
STATES = [state.value for state in CaseState]


def uid(number: int) -> str:
    return ulid_text(number.to_bytes(16, "big"))


def event(
    number: int, kind: str, stamp: int, parents: tuple[int, ...] = (), text: str = "", **facts: Any
) -> Entry:
    body = {"at": stamp, "parents": [uid(each) for each in parents], **facts}
    return Entry(uid(number), stamp, kind, None, body, {"text": text} if text else {})


def opened(stamp: int = 0, **facts: Any) -> Entry:
    return event(0, "open", stamp, state="registered", level="simple", opened=stamp, **facts)


def told(case: Case) -> Any:
    """Return everything a fold says, reviews and heads as sets."""
    return (
        case.values, case.state, case.level, dict(case.due), case.first_answer, case.paused_at, case.pauses,
        case.raised_at, case.last_contact, case.attempts, case.closing, case.score, case.next_action,
        case.next_action_at, case.updated, case.timeline, sorted(case.heads), sorted(r.id for r in case.reviews),
    )  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Events of several desks: each saw some of the earlier ones, stamps may lie or tie."""
    entries = [opened()]
    for number in range(1, draw(st.integers(1, 9))):
        parents = tuple(draw(st.sets(st.integers(0, number - 1), min_size=1, max_size=2)))
        floor = max(entries[parent].stamp for parent in parents) + 1
        stamp = floor + draw(st.integers(0, 4))
        kind = draw(
            st.sampled_from(["move"] * 5 + ["level", "note", "contact", "assign", "plan", "rate", "later"])
        )
        facts: dict[str, Any] = {
            "move": {"to": draw(st.sampled_from(STATES))},
            "level": {
                "level": draw(st.sampled_from([level.value for level in Level])),
                "due": {"internal": number},
            },
            "contact": {"reached": draw(st.booleans()), "attempt": draw(st.booleans()), "answered": True},
            "assign": {"unit": uid(90 + number)},
            "plan": {"plan_at": number},
            "rate": {"score": draw(st.integers(0, 6))},
        }.get(kind, {})
        entries.append(event(number, kind, stamp, parents, f"texto {number}", **facts))
    return entries


@given(histories(), st.randoms())
def test_any_order_of_arrival_folds_the_same(entries: list[Entry], random: Any) -> None:
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert told(fold_case(TARGET, shuffled)) == told(fold_case(TARGET, entries))


@given(histories())
def test_every_event_is_kept_and_a_part_of_the_set_folds_too(entries: list[Entry]) -> None:
    whole = fold_case(TARGET, entries)
    assert [entry for entry, _ in whole.timeline] == in_order(entries)
    for missing in range(1, len(entries)):
        part = fold_case(TARGET, entries[:missing] + entries[missing + 1 :])
        assert part.state is not None
        assert len(part.timeline) == len(entries) - 1


@given(histories())
def test_closing_dominates_what_did_not_see_it(entries: list[Entry]) -> None:
    case = fold_case(TARGET, entries)
    ordered = in_order(entries)
    ancestry = Ancestry.of(ordered)
    closers = [
        index for index, entry in enumerate(ordered)
        if entry.kind == "move" and CaseState(entry.facts["to"]) in FINAL_STATES
    ]  # fmt: skip
    for index, (entry, counted) in enumerate(case.timeline):
        opens = entry.kind == "move" and CaseState(entry.facts["to"]) not in FINAL_STATES
        if opens and any(ancestry.concurrent(index, closer) for closer in closers):
            assert not counted
    if closers:
        last = closers[-1]
        seen_later = any(
            entry.kind == "move" and ancestry.seen[index] >> last & 1 and counted
            for index, (entry, counted) in enumerate(case.timeline)
        )
        raised = any(entry.kind == "level" for entry in ordered)
        if not seen_later and not raised:
            assert case.state in FINAL_STATES


@given(histories())
def test_each_step_without_effect_is_told(entries: list[Entry]) -> None:
    case = fold_case(TARGET, entries)
    refused = [entry for entry, counted in case.timeline if entry.kind == "move" and not counted]
    raised = {review.facts["event"] for review in case.reviews if review.kind == "raised_meanwhile"}
    about = {review.facts["event"] for review in case.reviews if "event" in review.facts} - raised
    assert {entry.uid for entry in refused} == about
    lost = [entry for entry, counted in case.timeline if entry.kind == "level" and not counted]
    assert {entry.uid for entry in lost if entry.facts["level"] == Level.CRITICAL} == raised


CLOSED_MEANWHILE = [
    opened(),
    event(1, "move", 10, (0,), to="resolved"),
    event(2, "move", 20, (1,), to="closed", confirmation="phone"),
    event(3, "move", 30, (1,), to="reopened", text="No quedó bien"),
]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_reopening_that_did_not_see_the_closing_does_not_count(order: tuple[int, ...]) -> None:
    case = fold_case(TARGET, [CLOSED_MEANWHILE[index] for index in order])
    assert case.state is CaseState.CLOSED
    assert [review.kind for review in case.reviews] == ["closed_meanwhile"]
    assert sorted(case.heads) == [uid(2), uid(3)]
    assert [counted for _, counted in case.timeline] == [True, True, True, False]


def test_a_reopening_that_saw_the_closing_counts() -> None:
    case = fold_case(TARGET, [*CLOSED_MEANWHILE[:3], event(3, "move", 30, (2,), to="reopened")])
    assert case.state is CaseState.REOPENED
    assert case.reviews == []
    assert case.values["closed"] is None


def test_a_closing_with_a_smaller_stamp_dominates_as_well() -> None:
    entries = [opened(), event(1, "move", 10, (0,), to="in_progress"), event(2, "move", 5, (0,), to="voided")]
    assert fold_case(TARGET, entries).state is CaseState.VOIDED


def test_two_desks_that_take_the_same_step_disagree_about_nothing() -> None:
    entries = [
        opened(),
        event(1, "move", 10, (0,), to="in_progress"),
        event(2, "move", 11, (0,), to="in_progress"),
    ]
    case = fold_case(TARGET, entries)
    assert (case.state, case.reviews) == (CaseState.IN_PROGRESS, [])


def test_rival_terms_are_told_and_the_greatest_stamp_shows() -> None:
    entries = [
        opened(due={"internal": 100}),
        event(1, "level", 10, (0,), level="complex", due={"internal": 500}),
        event(2, "due", 11, (0,), due={"internal": 300}),
    ]
    case = fold_case(TARGET, entries)
    assert case.due == {"internal": 300}
    assert [review.kind for review in case.reviews] == ["rival_terms"]


def test_a_later_term_that_saw_the_earlier_one_is_no_rival() -> None:
    entries = [opened(due={"internal": 100}), event(1, "due", 10, (0,), due={"internal": 300})]
    case = fold_case(TARGET, entries)
    assert (case.due_at, case.reviews) == (300, [])


def test_raising_to_critical_ends_the_pause_and_starts_its_clocks() -> None:
    entries = [
        opened(),
        event(1, "move", 10, (0,), to="in_progress"),
        event(2, "move", 20, (1,), to="waiting_citizen", text="DNI"),
        event(3, "level", 50, (2,), level="critical", criterion="risk"),
    ]
    case = fold_case(TARGET, entries)
    assert (case.state, case.level, case.raised_at) == (CaseState.IN_PROGRESS, Level.CRITICAL, 50)
    assert (case.paused_at, case.pauses) == (None, [(20, 50)])


@given(histories())
def test_an_unknown_kind_changes_nothing_but_the_timeline(entries: list[Entry]) -> None:
    newer = event(99, "from_a_later_version", 1_000, (0,), anything=[1, {"x": None}])
    with_it, without = fold_case(TARGET, [*entries, newer]), fold_case(TARGET, entries)
    assert (with_it.state, with_it.values, with_it.level) == (without.state, without.values, without.level)
    assert len(with_it.timeline) == len(without.timeline) + 1

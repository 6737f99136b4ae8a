"""Two desks that unite two cases in opposite ways: one stays, whatever arrived first, and people are told."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from desktop_app.domain.case_fold import Case, fold_case
from desktop_app.domain.folding import Entry
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.values import CaseState


def uid(number: int) -> str:
    return ulid_text(number.to_bytes(16, "big"))


SMALL, GREAT, THIRD = uid(1), uid(2), uid(3)


def event(number: int, kind: str, stamp: int, parents: tuple[int, ...] = (), **facts: Any) -> Entry:
    body = {"at": stamp, "parents": [uid(each) for each in parents], **facts}
    return Entry(uid(number), stamp, kind, None, body, {})


def opened() -> Entry:
    return event(10, "open", 1, state="registered", level="simple", opened=1)


def voided(number: int, stamp: int, into: str, parents: tuple[int, ...] = (10,)) -> Entry:
    return event(number, "move", stamp, parents, to="voided", duplicate_of=into)


def linked(number: int, stamp: int, other: str, parents: tuple[int, ...] = (10,)) -> Entry:
    return event(number, "link", stamp, parents, other=other, relation="duplicate")


def every_order(target: str, *entries: Entry) -> Case:
    found = [fold_case(target, order) for order in permutations(entries)]
    assert len({(case.state, case.values.get("duplicate_of"), len(case.reviews)) for case in found}) == 1
    return found[0]


def test_the_smaller_stays_and_the_greater_is_the_duplicate() -> None:
    small = every_order(SMALL, opened(), voided(11, 20, GREAT), linked(12, 30, GREAT))
    great = every_order(GREAT, opened(), voided(13, 30, SMALL), linked(14, 20, SMALL))
    assert (small.state, great.state) == (CaseState.REGISTERED, CaseState.VOIDED)
    assert great.values["duplicate_of"] == SMALL
    assert [review.facts["other"] for review in small.reviews + great.reviews] == [GREAT, SMALL]
    assert [review.kind for review in small.reviews + great.reviews] == ["merged_crosswise"] * 2


def test_a_step_that_met_the_union_which_does_not_count_goes_on() -> None:
    case = every_order(
        SMALL, opened(), voided(11, 20, GREAT), linked(12, 30, GREAT), event(13, "move", 25, (10,), to="in_progress")
    )  # fmt: skip
    assert case.state is CaseState.IN_PROGRESS
    assert [review.kind for review in case.reviews] == ["merged_crosswise"]


def test_one_who_knew_of_the_first_union_crossed_nothing() -> None:
    case = every_order(SMALL, opened(), linked(12, 20, GREAT), voided(11, 30, GREAT, (12,)))
    assert (case.state, case.reviews) == (CaseState.VOIDED, [])


def test_with_a_third_case_the_union_counts_and_people_are_told() -> None:
    case = every_order(SMALL, opened(), voided(11, 20, GREAT), linked(12, 30, THIRD))
    assert (case.state, case.values["duplicate_of"]) == (CaseState.VOIDED, GREAT)
    assert [review.kind for review in case.reviews] == ["merged_crosswise"]

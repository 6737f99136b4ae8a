"""What a desk wrote without knowing what another had done: nothing that presses falls asleep unheard."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.case_crossing import DUPLICATE
from desktop_app.domain.case_fold import Case, fold_case
from desktop_app.domain.folding import Entry
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.values import CaseState, Level

TARGET = "0" * 26
OTHER = ulid_text((99).to_bytes(16))
FIRST = {"internal": 90_000, "first": 8_200}


def event(number: int, kind: str, parents: tuple[int, ...] = (), **facts: Any) -> Entry:
    uid = ulid_text(number.to_bytes(16))
    seen = [ulid_text(parent.to_bytes(16)) for parent in parents]
    return Entry(uid, number << 16, kind, None, {"at": 1_000 + number, "parents": seen, **facts}, {})


def folded(*events: Entry) -> Case:
    opening = event(1, "open", state="registered", level="simple", opened=1_000, due={"internal": 50_000})
    return fold_case(TARGET, [opening, event(2, "move", (1,), to="in_progress"), *events])


def test_a_pause_written_without_knowing_of_a_raise_does_not_stop_a_critical_case() -> None:
    case = folded(
        event(3, "level", (2,), level="critical", due=FIRST),
        event(4, "move", (2,), to="waiting_citizen", due={"why_internal": "pausado"}),
    )
    assert (case.level, case.state, case.due_at) == (Level.CRITICAL, CaseState.IN_PROGRESS, 8_200)
    assert [review.kind for review in case.reviews] == ["refused_step"]


def test_a_raise_that_met_an_end_is_told() -> None:
    for end in ({"to": "closed"}, {"to": "voided", "duplicate_of": OTHER}):
        case = folded(event(3, "level", (2,), level="critical", due=FIRST), event(4, "move", (2,), **end))
        assert case.level is Level.SIMPLE
        assert [review.kind for review in case.reviews] == ["raised_meanwhile"]


def test_a_union_with_a_case_that_ended_unheard_is_told() -> None:
    union = event(3, "link", (2,), other=OTHER, relation=DUPLICATE)
    case = folded(union, event(4, "move", (2,), to="voided"))
    assert [review.kind for review in case.reviews] == ["united_meanwhile"]
    assert folded(union, event(4, "move", (3,), to="voided")).reviews == []


def test_a_solution_that_two_desks_wrote_keeps_the_attempts_since() -> None:
    tried = [event(4 + n, "contact", (3,), attempt=True, reached=False, channel="phone") for n in range(3)]
    case = folded(event(3, "move", (2,), to="resolved"), *tried, event(9, "move", (2,), to="resolved"))
    assert (case.state, len(case.tries.found)) == (CaseState.RESOLVED, 3)

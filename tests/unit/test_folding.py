"""Folding records and events: the same state from the same set, whatever arrived first."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.case_fold import fold_case
from desktop_app.domain.folding import MOST_TOLD, Ancestry, Entry, fold_record, in_order
from desktop_app.domain.ids import ulid_text

TARGET = "0" * 26


def uid(number: int) -> str:
    return ulid_text(number.to_bytes(16, "big"))


def write(
    number: int, stamp: int, values: dict[str, Any], bases: dict[str, list[int]] | None = None
) -> Entry:
    facts: dict[str, Any] = {"set": values}
    if bases:
        facts["bases"] = {name: [uid(each) for each in seen] for name, seen in bases.items()}
    return Entry(uid(number), stamp, "set", None, facts, {})


@st.composite
def writes(draw: st.DrawFn) -> list[Entry]:
    """Writes of a few fields; each saw some of the earlier ones."""
    entries = []
    for number in range(1, draw(st.integers(2, 8))):
        names = draw(st.sets(st.sampled_from("abc"), min_size=1))
        bases = {name: draw(st.lists(st.integers(1, max(1, number - 1)), max_size=3)) for name in names}
        values = {name: draw(st.integers(0, 2)) for name in names}
        entries.append(write(number, draw(st.integers(0, 5)), values, bases))
    return entries


@given(writes(), st.randoms())
def test_the_order_of_arrival_does_not_matter(entries: list[Entry], random: Any) -> None:
    expected = fold_record(TARGET, entries)
    shuffled = list(entries)
    random.shuffle(shuffled)
    found = fold_record(TARGET, shuffled)
    assert (found.values, found.heads) == (expected.values, expected.heads)
    assert sorted(review.id for review in found.reviews) == sorted(review.id for review in expected.reviews)


@given(writes())
def test_what_shows_is_a_head_and_the_greatest_of_them(entries: list[Entry]) -> None:
    record = fold_record(TARGET, entries)
    by_uid = {entry.uid: entry for entry in entries}
    for name, heads in record.heads.items():
        top = in_order(by_uid[each] for each in heads)[-1]
        assert record.values[name] == top.facts["set"][name]


def test_a_write_that_saw_the_other_replaces_it_in_silence() -> None:
    record = fold_record(TARGET, [write(1, 10, {"a": 1}), write(2, 5, {"a": 2}, {"a": [1]})])
    assert record.values == {"a": 2}, "what was seen is superseded even by a smaller stamp"
    assert record.reviews == []


def test_rivals_are_told_with_both_values_kept() -> None:
    record = fold_record(TARGET, [write(1, 10, {"a": 1}), write(2, 11, {"a": 2})])
    assert record.values == {"a": 2}
    assert record.heads == {"a": [uid(1), uid(2)]}
    assert [review.kind for review in record.reviews] == ["field"]


def test_rivals_that_agree_are_no_conflict() -> None:
    assert fold_record(TARGET, [write(1, 10, {"a": 1}), write(2, 11, {"a": 1})]).reviews == []


def test_fields_do_not_meet() -> None:
    record = fold_record(TARGET, [write(1, 10, {"a": 1}), write(2, 11, {"b": 2})])
    assert record.values == {"a": 1, "b": 2}
    assert record.reviews == []


def test_ancestry_knows_what_was_seen_through_others() -> None:
    def event(number: int, *parents: int) -> Entry:
        return Entry(uid(number), number, "note", None, {"parents": [uid(each) for each in parents]}, {})

    ancestry = Ancestry.of([event(1), event(2, 1), event(3, 1), event(4, 2), event(5, 99)])
    assert not ancestry.concurrent(0, 3)
    assert ancestry.concurrent(1, 2)
    assert ancestry.concurrent(2, 3)
    assert not ancestry.concurrent(3, 3)
    assert ancestry.heads() == [2, 3, 4]


def test_thousands_of_forged_rivals_do_not_fill_the_reviews() -> None:
    entries = [write(number, number, {"name": number}) for number in range(1, 3_000)]
    record = fold_record(TARGET, entries)
    assert len(record.heads["name"]) == 2_999
    assert [len(review.facts["heads"]) for review in record.reviews] == [MOST_TOLD]
    closers = [Entry(uid(n), n, "move", None, {"to": "closed"}, {}) for n in range(2, 500)]
    steps = [Entry(uid(n), n, "move", None, {"to": "in_progress"}, {}) for n in range(500, 1_000)]
    case = fold_case(TARGET, [Entry(uid(1), 1, "open", None, {}, {}), *closers, *steps])
    assert len(case.reviews) == len(steps)
    assert {len(review.facts["closing"]) for review in case.reviews} == {MOST_TOLD}

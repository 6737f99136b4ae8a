"""Ranges, vectors, and the root key on paper."""

from __future__ import annotations

import contextlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import InvalidInput
from desktop_app.sync import vector
from desktop_app.sync.recovery import digits, recovery_seed, recovery_text
from desktop_app.sync.streams import PLAIN_TARGET, cut_ranges
from desktop_app.sync.vector import Extent

ranges = st.lists(
    st.tuples(st.integers(1, 30), st.integers(0, 8)).map(lambda r: (r[0], r[0] + r[1])), max_size=6
)


def numbers(found: list[vector.Range]) -> set[int]:
    return {number for low, high in found for number in range(low, high + 1)}


@given(ranges, ranges)
def test_subtracting_ranges_is_subtracting_their_numbers(
    some: list[vector.Range], taken: list[vector.Range]
) -> None:
    assert numbers(vector.subtract(some, taken)) == numbers(some) - numbers(taken)


@given(ranges)
def test_merged_ranges_are_the_fewest(some: list[vector.Range]) -> None:
    found = vector.merged(some)
    assert numbers(found) == numbers(some)
    assert all(before[1] + 1 < after[0] for before, after in itertools.pairwise(found))
    assert vector.merged([(5, 4), *some]) == found


STREAM = f"{'0' * 26}-0123456789ab"
held = st.integers(0, vector.LARGEST - 1)


@given(st.dictionaries(st.just(STREAM), st.builds(Extent, held, held, st.just(bytes(32)))))
def test_a_vector_comes_back(some: dict[str, Extent]) -> None:
    assert vector.decode(vector.encode(some)) == some


@pytest.mark.parametrize("name", ["", "x", f"{STREAM}\udc80", f"{STREAM}{'0' * 1000}"])
def test_only_streams_are_held(name: str) -> None:
    with pytest.raises(ValueError, match="stream"):
        vector.decode({name: [1, 1, "0" * 64]})


@pytest.mark.parametrize("number", [-1, vector.LARGEST, 10**30, True, 1.0, None, "1"])
@pytest.mark.parametrize("place", [0, 1])
def test_what_is_held_can_be_asked_for(place: int, number: object) -> None:
    extent: list[object] = [1, 1, "0" * 64]
    extent[place] = number
    with pytest.raises(ValueError, match="extent"):
        vector.decode({STREAM: extent})


@given(st.lists(st.integers(0, 70_000), min_size=1, max_size=60), st.integers(1, 1000))
def test_cuts_cover_everything_in_order(sizes: list[int], first: int) -> None:
    found = cut_ranges(list(enumerate(sizes, first)))
    assert sorted(numbers(found)) == list(range(first, first + len(sizes)))
    assert len(numbers(found)) == sum(high - low + 1 for low, high in found)


def test_cuts_keep_the_limits() -> None:
    assert cut_ranges([]) == []
    assert cut_ranges([(n, 100) for n in range(1, 45_001)]) == [
        (1, 20_000),
        (20_001, 40_000),
        (40_001, 45_000),
    ]
    found = cut_ranges([(n, 65_000) for n in range(1, 1001)])
    assert all((high - low + 1) * 65_000 <= PLAIN_TARGET for low, high in found)
    assert len(found) == -(-1000 * 65_300 // PLAIN_TARGET)


@given(st.binary(min_size=32, max_size=32))
def test_the_root_key_survives_paper(seed: bytes) -> None:
    text = recovery_text(seed)
    assert [len(group) for group in text.split("-")] == [7] * 8
    assert recovery_seed(text) == seed
    assert recovery_seed(text.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == seed


@given(st.binary(min_size=32, max_size=32), st.integers(0, 55), st.integers(1, 31))
def test_one_wrong_character_is_noticed(seed: bytes, at: int, shift: int) -> None:
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    text = recovery_text(seed).replace("-", "")
    wrong = alphabet[(alphabet.index(text[at]) + shift) % 32]
    typed = text[:at] + wrong + text[at + 1 :]
    # Twenty bits of checksum let one mistyped key in a million pass; then it is another key.
    with contextlib.suppress(InvalidInput):
        assert recovery_seed(typed) != seed


@pytest.mark.parametrize("typed", ["", "ABC", "U" * 56, "Z" * 56, "Ñ" * 56, "0" * 57])
def test_what_is_no_key_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        recovery_seed(typed)


def test_the_paper_form_is_this_one() -> None:
    assert (
        recovery_text(bytes(range(32))) == "0001081-G81860W-40J2GB1-G6GW3RG-2491650-N2RBHG6-8T3CE1T-7GZX8FY"
    )
    assert digits(b"x") == "37278 95214 02284 49377 41739 15265"

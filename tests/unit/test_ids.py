"""Ids: sixteen bytes and twenty-six characters are the same thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.ids import derived_id, new_ulid, ulid_bytes, ulid_text


@given(st.binary(min_size=16, max_size=16))
def test_text_and_bytes_lead_back_to_each_other(raw: bytes) -> None:
    text = ulid_text(raw)
    assert len(text) == 26
    assert ulid_bytes(text) == raw


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_texts_sort_like_bytes(one: bytes, other: bytes) -> None:
    assert (ulid_text(one) < ulid_text(other)) == (one < other)


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**48 - 1))
def test_ids_of_later_moments_sort_later(one: int, other: int) -> None:
    assert new_ulid(one)[:6] == one.to_bytes(6, "big")
    if one < other:
        assert new_ulid(one) < new_ulid(other)


def test_known_value() -> None:
    # The example of the ULID specification.
    assert ulid_text(bytes.fromhex("01563df3648100000000000000000000"))[:10] == "01ARYZ6S41"
    assert ulid_text(bytes(16)) == "0" * 26
    assert ulid_text(b"\xff" * 16) == "7" + "Z" * 25


@pytest.mark.parametrize(
    "text", ["", "0" * 25, "0" * 27, "8" + "0" * 25, "I" * 26, "0" * 25 + "u", "0" * 25 + "\n"]
)
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a ULID"):
        ulid_bytes(text)


@pytest.mark.parametrize("length", [0, 15, 17])
def test_other_lengths_have_no_text(length: int) -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        ulid_text(bytes(length))


def test_the_same_natural_key_gives_the_same_id_everywhere() -> None:
    assert derived_id("setting", "profile").hex() == "553392897aedc6596afac14ffa2505a2"
    assert derived_id("a", "bc") != derived_id("ab", "c")

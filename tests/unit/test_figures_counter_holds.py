"""Waits as they are stored: read one by one and all together alike, whatever another program wrote."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.holds import all_stored_holds, stored_holds
from desktop_app.domain.values import HoldReason

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
)
WAITS = st.tuples(st.sampled_from([*HoldReason]), st.integers(0, 86_400)).map(list)


@given(st.lists(st.lists(WAITS | ANYTHING, max_size=4), max_size=6))
def test_many_attentions_read_like_one_by_one(stored):
    texts = [json.dumps(holds) for holds in stored]
    assert list(all_stored_holds(iter(texts))) == [stored_holds(text) for text in texts]


@given(st.lists(WAITS, max_size=6))
def test_what_was_recorded_is_read_again(waits):
    assert stored_holds(json.dumps(waits)) == [(reason, seconds) for reason, seconds in waits]


def test_what_cannot_be_a_wait_is_left_out():
    odd = [["other", -1], ["other", 86_401], ["other"], "other", ["other", "9"], {"other": 9}, None]
    assert stored_holds(json.dumps([*odd, ["a_newer_reason", 9], [["x"], 8]])) == [
        (HoldReason.OTHER, 9), (HoldReason.OTHER, 8),
    ]  # fmt: skip


def test_nothing_stored_is_no_wait():
    assert list(all_stored_holds([])) == []

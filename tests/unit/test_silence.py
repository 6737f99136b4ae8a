"""For how long nobody has spoken with a citizen, and when that is too long."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.silence import (
    DEFAULTS,
    MOST_DAYS,
    checked_limits,
    limit_facts,
    limits_from,
    silent_days,
    too_silent,
)
from desktop_app.domain.values import CaseState, Level

LIMA = timezone(timedelta(hours=-5))
NOW = datetime(2026, 11, 25, 8, 0, tzinfo=LIMA)
ENDED = {CaseState.RESOLVED, CaseState.CLOSED, CaseState.VOIDED}


def days(ago: timedelta, state: CaseState = CaseState.IN_PROGRESS, *, reachable: bool = True) -> int | None:
    return silent_days(state, NOW - ago, NOW, reachable=reachable)


def test_days_are_those_of_the_wall_calendar() -> None:
    assert days(timedelta(hours=7)) == 0
    assert days(timedelta(hours=9)) == 1, "yesterday evening is yesterday"
    assert days(timedelta(days=5)) == 5
    assert days(-timedelta(days=3)) == 0, "another desk's clock"


@given(st.sampled_from(list(CaseState)), st.integers(0, 400), st.booleans())
def test_only_who_waits_and_can_be_reached_is_left_in_silence(
    state: CaseState, ago: int, reachable: bool
) -> None:
    found = days(timedelta(days=ago), state, reachable=reachable)
    assert found == (ago if reachable and state not in ENDED else None)


def test_nobody_knows_of_a_case_without_any_contact() -> None:
    assert silent_days(CaseState.IN_PROGRESS, None, NOW, reachable=True) is None


@given(st.sampled_from(list(Level)), st.integers(0, 100))
def test_too_long_begins_at_the_limit(level: Level, count: int) -> None:
    assert too_silent(level, count, DEFAULTS) is (count >= DEFAULTS[level])
    assert not too_silent(level, None, DEFAULTS)


def test_limits_are_kept_within_reason() -> None:
    wanted = {Level.SIMPLE: 2, Level.COMPLEX: MOST_DAYS, Level.CRITICAL: 1}
    assert limits_from(limit_facts(checked_limits(wanted))) == wanted
    for wrong in (0, -1, MOST_DAYS + 1):
        with pytest.raises(InvalidInput) as refused:
            checked_limits({Level.COMPLEX: wrong})
        assert refused.value.field == "complex"


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*Level]) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(_ANYTHING)
def test_whatever_another_desk_wrote_there_are_limits(stored: Any) -> None:
    found = limits_from(stored)
    assert set(found) == set(Level)
    assert all(1 <= each <= MOST_DAYS for each in found.values())

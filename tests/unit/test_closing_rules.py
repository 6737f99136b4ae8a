"""What an office decides about closing: read from anything, checked before it is kept, a fair sample."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import closing_rules
from desktop_app.domain.closing_rules import (
    DEFAULT_RULES,
    MOST_CAUSES,
    OTHER_CAUSE,
    ClosingRules,
    checked_rules,
    chosen_causes,
    falls_in_sample,
    may_be_asked,
    rules_facts,
    rules_from,
)
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.ids import new_ulid
from desktop_app.domain.values import Channel, Result

words = st.text("abcdeé ñ", min_size=1, max_size=30).map(str.strip).filter(bool)
rules = st.builds(
    ClosingRules,
    st.integers(1, 9),
    st.integers(0, 1440),
    st.lists(words, max_size=MOST_CAUSES, unique_by=lambda each: " ".join(each.split()).casefold()).map(
        tuple
    ),
    st.integers(0, 500),
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=6,
)


@given(rules)
def test_what_is_kept_is_read_again(chosen):
    checked = checked_rules(chosen)
    assert rules_from(rules_facts(checked)) == checked


@given(st.dictionaries(st.sampled_from(list(rules_facts(DEFAULT_RULES))), anything))
def test_whatever_stands_in_the_settings_gives_rules_that_hold(stored):
    read = rules_from(stored)
    assert 1 <= read.attempts <= 9
    assert 0 <= read.gap_minutes <= 1440
    assert len(read.causes) <= MOST_CAUSES
    assert 0 <= read.every <= 500


def test_without_settings_the_defaults_hold():
    assert rules_from({}) == DEFAULT_RULES
    assert (DEFAULT_RULES.attempts, DEFAULT_RULES.gap_minutes, DEFAULT_RULES.every) == (3, 60, 0)
    assert len(DEFAULT_RULES.causes) == 6


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (ClosingRules(attempts=0), closing_rules.ATTEMPTS),
        (ClosingRules(gap_minutes=-1), closing_rules.GAP),
        (ClosingRules(every=501), closing_rules.SAMPLE),
        (ClosingRules(causes=tuple("abcdefghi")), closing_rules.CAUSES),
        (ClosingRules(causes=("Trato", "trato")), closing_rules.CAUSES),
        (ClosingRules(causes=("x" * 41,)), closing_rules.CAUSES),
    ],
)
def test_rules_that_cannot_be_are_refused_by_name(wrong, field):
    with pytest.raises(InvalidInput) as refused:
        checked_rules(wrong)
    assert refused.value.field == field


def test_causes_are_stored_once_in_the_offices_order():
    assert chosen_causes(DEFAULT_RULES, [OTHER_CAUSE, "Trato", "Demora interna", "Trato", "inventada"]) == [
        "Demora interna",
        "Trato",
        OTHER_CAUSE,
    ]


def test_nobody_is_asked_where_the_office_asks_nobody():
    assert not any(falls_in_sample(new_ulid(number), 0) for number in range(50))


def test_everybody_is_asked_where_it_is_one_in_one():
    assert all(falls_in_sample(new_ulid(number), 1) for number in range(50))


@given(st.binary(min_size=16, max_size=16), st.integers(0, 500))
def test_every_desk_comes_to_the_same_answer(attention, every):
    assert falls_in_sample(attention, every) is falls_in_sample(bytes(attention), every)


@pytest.mark.parametrize("every", [2, 5, 20])
def test_the_sample_is_as_large_as_it_should_be_at_every_hour(every):
    """Ids begin with the clock; the choice must not follow it, nor the order in which people come."""
    chance = random.Random(every)
    drawn = [
        [
            falls_in_sample(
                (1_764_000_000_000 + hour * 3_600_000).to_bytes(6, "big") + chance.randbytes(10), every
            )
            for _ in range(1500)
        ]
        for hour in range(8)
    ]
    share = 1 / every
    for hour in drawn:
        spread = (share * (1 - share) / len(hour)) ** 0.5
        assert abs(sum(hour) / len(hour) - share) < 4.5 * spread
    runs = [b for hour in drawn for a, b in itertools.pairwise(hour) if a]
    spread = (share * (1 - share) / len(runs)) ** 0.5
    assert abs(sum(runs) / len(runs) - share) < 4.5 * spread


def test_only_who_is_still_there_and_has_no_case_is_asked():
    asked = {(result, channel) for result in Result for channel in Channel if may_be_asked(result, channel)}
    assert (Result.ORIENTED, Channel.IN_PERSON) in asked
    assert (Result.REFERRED, Channel.PHONE) in asked
    assert not any(result in (Result.CASE_OPENED, Result.CRITICAL_CASE) for result, _ in asked)
    assert not any(channel in (Channel.EMAIL, Channel.APP) for _, channel in asked)

"""The rule of recurrent complaints: against a plain count, and as an office may change it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.criticality import Earlier, EarlierComplaint, suggest_recurrent, suggest_repeated
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.profile import RecurrenceRule
from desktop_app.domain.recurrence import MOST_COMPLAINTS, MOST_DAYS, checked_rule, rule_facts, rule_from

NOW = datetime(2026, 8, 3, 15, tzinfo=UTC)
PROFILE = RecurrenceRule(3, 60, 1)

rules = st.integers(2, MOST_COMPLAINTS).flatmap(
    lambda count: st.builds(
        RecurrenceRule, st.just(count), st.integers(1, MOST_DAYS), st.integers(1, count - 1)
    )
)
complaints = st.lists(
    st.builds(
        EarlierComplaint,
        st.integers(-5, 800 * 24).map(lambda hours: NOW - timedelta(hours=hours)),
        st.booleans(),
    ),
    max_size=25,
)


@given(complaints, rules)
def test_it_fires_exactly_when_a_plain_count_says_so(earlier, rule):
    inside = [
        each
        for each in earlier
        if 0 <= (NOW - each.registered_at).total_seconds() <= rule.window_days * 86400
    ]
    open_ones = [each for each in inside if not each.attended]
    found = suggest_recurrent(earlier, NOW, "Alumbrado", rule)

    assert (found is not None) == (len(inside) + 1 >= rule.count and len(open_ones) >= rule.unattended)
    if found is not None:
        assert f"{len(inside) + 1}.ª por Alumbrado en {rule.window_days} días" in found.explanation
        assert f"({len(open_ones)} sin atender)" in found.explanation


@given(complaints, rules, st.randoms())
def test_the_order_does_not_matter_and_one_more_unattended_never_silences_it(earlier, rule, random):
    shuffled = random.sample(earlier, len(earlier))
    assert suggest_recurrent(shuffled, NOW, "x", rule) == suggest_recurrent(earlier, NOW, "x", rule)
    if suggest_recurrent(earlier, NOW, "x", rule) is not None:
        more = [*earlier, EarlierComplaint(NOW, attended=False)]
        assert suggest_recurrent(more, NOW, "x", rule) is not None


@given(complaints, complaints, complaints)
def test_the_nearest_reason_is_told(on_topic, at_place, by_person):
    found = suggest_repeated(
        Earlier(tuple(on_topic), tuple(at_place), tuple(by_person), "Alumbrado", "Jr. Unión 120"),
        NOW,
        PROFILE,
    )
    fires = [
        suggest_recurrent(each, NOW, "", PROFILE) is not None for each in (on_topic, at_place, by_person)
    ]
    assert (found is not None) == any(fires)
    if found is not None:
        at = fires.index(True)
        assert ("de la misma persona" in found.explanation) == (at == 2)
        assert ("en Jr. Unión 120" in found.explanation) == (at == 1)


@given(rules)
def test_a_rule_that_was_written_is_the_one_that_is_read(rule):
    assert rule_from(rule_facts(checked_rule(rule)), PROFILE) == rule


@given(
    st.dictionaries(
        st.sampled_from(sorted(rule_facts(PROFILE))),
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.lists(st.integers())),
    )
)
def test_whatever_another_desk_wrote_a_rule_that_can_hold_comes_out(settings):
    assert checked_rule(rule_from(settings, PROFILE))


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (RecurrenceRule(1, 60, 1), "recurrence.count"),
        (RecurrenceRule(21, 60, 1), "recurrence.count"),
        (RecurrenceRule(3, 0, 1), "recurrence.window_days"),
        (RecurrenceRule(3, 731, 1), "recurrence.window_days"),
        (RecurrenceRule(3, 60, 0), "recurrence.unattended"),
        (RecurrenceRule(3, 60, 3), "recurrence.unattended"),
    ],
)
def test_a_rule_that_cannot_hold_is_refused_at_its_field(rule, field):
    with pytest.raises(InvalidInput) as refused:
        checked_rule(rule)
    assert refused.value.field == field

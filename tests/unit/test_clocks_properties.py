"""Properties of business time and due moments, and agreement with the minute oracle."""

from __future__ import annotations

from datetime import UTC, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.clocks import (
    Pause,
    Term,
    TermUnit,
    due_moment,
    moment_of_fraction,
    run_term,
    used_fraction,
)
from tests.unit import minute_oracle
from tests.unit.offices import moments, offices, spans

UNITS = st.sampled_from(TermUnit)
BUSINESS = st.sampled_from([TermUnit.BUSINESS_HOURS, TermUnit.BUSINESS_DAYS])
FEW = settings(max_examples=60, deadline=None)
MANY = settings(max_examples=200, deadline=None)


def amount_for(unit: TermUnit) -> st.SearchStrategy[int]:
    return st.integers(1, 4) if unit is TermUnit.BUSINESS_DAYS else st.integers(1, 30)


def within_hours(calendar, moment):
    local = calendar.local_date(moment)
    openings = calendar.openings(local - timedelta(days=1)) + calendar.openings(local)
    return any(start <= moment <= end for start, end in openings)


@FEW
@given(st.data())
def test_due_moment_agrees_with_the_minute_oracle(data):
    office, calendar, first = data.draw(offices())
    unit = data.draw(UNITS)
    amount, registered = data.draw(amount_for(unit)), data.draw(moments(first))
    pauses = data.draw(spans(first))
    expected = minute_oracle.due(office, amount, unit.value, registered, pauses)
    found = due_moment(Term(amount, unit), registered, calendar, [Pause(*pause) for pause in pauses])
    assert found == expected
    assert found.tzinfo is UTC


@FEW
@given(st.data())
def test_business_time_agrees_with_the_minute_oracle(data):
    office, calendar, first = data.draw(offices())
    start, end = sorted((data.draw(moments(first)), data.draw(moments(first, 12))))
    assert calendar.business_seconds(start, end) == 60 * minute_oracle.open_minutes(office, start, end)
    assert calendar.is_open(start) is office.opens(start)


@MANY
@given(st.data())
def test_a_business_deadline_lies_within_opening_hours(data):
    _, calendar, first = data.draw(offices())
    unit = data.draw(BUSINESS)
    term = Term(data.draw(amount_for(unit)), unit)
    pauses = [Pause(*pause) for pause in data.draw(spans(first))]
    due = due_moment(term, data.draw(moments(first)), calendar, pauses)
    assert within_hours(calendar, due)
    assert calendar.add_business_time(due, timedelta(0)) == due


@MANY
@given(st.data())
def test_adding_a_pause_never_brings_the_due_moment_forward(data):
    _, calendar, first = data.draw(offices())
    unit = data.draw(UNITS)
    term, registered = Term(data.draw(amount_for(unit)), unit), data.draw(moments(first))
    pauses = [Pause(*pause) for pause in data.draw(spans(first))]
    more = [*pauses, *(Pause(*pause) for pause in data.draw(spans(first)))]
    without, fewer = (due_moment(term, registered, calendar, some) for some in ((), pauses))
    assert without <= fewer <= due_moment(term, registered, calendar, more)


@MANY
@given(st.data())
def test_business_time_is_additive(data):
    _, calendar, first = data.draw(offices())
    start, middle, end = sorted(data.draw(moments(first, 12)) for _ in range(3))
    whole = calendar.business_time(start, end)
    assert whole == calendar.business_time(start, middle) + calendar.business_time(middle, end)
    one, other = (timedelta(minutes=data.draw(st.integers(0, 3000))) for _ in range(2))
    step = calendar.add_business_time(start, one)
    assert calendar.add_business_time(step, other) == calendar.add_business_time(start, one + other)
    assert calendar.business_time(start, step) == one


@MANY
@given(st.data())
def test_the_used_share_reaches_one_at_the_due_moment(data):
    _, calendar, first = data.draw(offices())
    unit = data.draw(UNITS)
    registered = data.draw(moments(first))
    pauses = [Pause(*pause) for pause in data.draw(spans(first))]
    run = run_term(Term(data.draw(amount_for(unit)), unit), registered, calendar, pauses)
    assert used_fraction(run, calendar, run.due, pauses) == 1.0
    assert used_fraction(run, calendar, run.counted_from, pauses) == 0.0
    assert used_fraction(run, calendar, run.due - timedelta(minutes=1), pauses) < 1.0
    warned = moment_of_fraction(run, calendar, 0.75, pauses)
    assert abs(used_fraction(run, calendar, warned, pauses) - 0.75) < 1e-6
    assert run.counted_from <= warned <= run.due

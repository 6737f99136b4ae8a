"""An extension leads to its date; only what is paused after it moves it, on the clock's own unit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop_app.domain.clocks import Pause, Term, TermUnit
from desktop_app.domain.deadlines import deadline
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.extensions import (
    Clock,
    Extension,
    check_clock,
    check_until,
    extended,
    extended_to,
    is_extended,
)
from desktop_app.domain.values import Level
from desktop_app.system.profiles import load_profile
from tests.unit.offices import moments, offices, spans

FEW = settings(max_examples=120, deadline=None)


def drawn(data: st.DataObject):
    """Draw a case whose clock was extended at a moment between two pauses, forward."""
    _, calendar, first = data.draw(offices())
    unit = data.draw(st.sampled_from(TermUnit))
    term = Term(data.draw(st.integers(1, 3)), unit)
    registered, granted = sorted((data.draw(moments(first)), data.draw(moments(first, 12))))
    earlier = [Pause(start, min(end, granted)) for start, end in data.draw(spans(first)) if start < granted]
    found = deadline(term, registered, calendar, earlier)
    until = max(found.due, granted) + timedelta(minutes=data.draw(st.integers(1, 20_000)))
    return calendar, term, registered, granted, earlier, found, until


@FEW
@given(st.data())
def test_an_extension_leads_to_its_date_whatever_was_paused_before(data):
    calendar, _, _, granted, earlier, found, until = drawn(data)
    assert extended(found, Extension(until, granted), calendar, earlier).due == until


@FEW
@given(st.data())
def test_a_later_pause_moves_it_by_the_time_of_the_clocks_own_unit(data):
    calendar, term, registered, granted, earlier, _, until = drawn(data)
    start = granted + timedelta(minutes=data.draw(st.integers(0, 5_000)))
    end = start + timedelta(minutes=data.draw(st.integers(0, 5_000)))
    assume(start < until)
    pauses = [*earlier, Pause(start, end)]
    found = deadline(term, registered, calendar, pauses)
    moved = extended(found, Extension(until, granted), calendar, pauses)
    if term.elapsed:
        expected = until + (end - start)
    else:
        length = calendar.business_time(start, end)
        expected = calendar.add_business_time(until, length) if length else until
    assert moved.due == max(expected, found.due)


@FEW
@given(st.data())
def test_an_extension_never_takes_time_away(data):
    calendar, _, registered, granted, earlier, found, _ = drawn(data)
    until = granted + timedelta(minutes=data.draw(st.integers(1, 20_000)))
    kept = extended(found, Extension(until, granted), calendar, earlier)
    assert kept.due == max(found.due, until)
    assert is_extended(kept.explanation) == (until > found.due)
    assert registered <= kept.due


@pytest.mark.parametrize("country", ["pe", "cr", "neutral"])
def test_only_what_the_profile_says_is_extended(country):
    calendar = load_profile(country).calendar({})
    due = calendar.closing(next(day for day in _days() if calendar.is_business_day(day)))
    for kind in load_profile(country).request_types.values():
        if kind.term is not None and kind.extendable:
            check_clock(Clock.LEGAL, Level.SIMPLE, kind, due)
        else:
            with pytest.raises(InvalidInput):
                check_clock(Clock.LEGAL, Level.SIMPLE, kind, due)
        assert kind.extension.verified_on is None
        assert kind.extension.source or not kind.extension.legal_basis


def test_costa_rica_extends_no_petition_and_says_why():
    kind = load_profile("cr").request_type("peticion")
    with pytest.raises(InvalidInput, match="improrrogable"):
        check_clock(Clock.LEGAL, Level.COMPLEX, kind, None)


def test_only_forward_and_at_most_a_year():
    calendar = load_profile("pe").calendar({})
    due = extended_to(TermUnit.BUSINESS_DAYS, next(iter(_days())), None, calendar)
    for until in (due, due - timedelta(days=1), due + timedelta(days=400)):
        with pytest.raises(InvalidInput) as refused:
            check_until(until, due, due - timedelta(days=3))
        assert refused.value.field == "until"
    with pytest.raises(InvalidInput, match="ya pasó"):
        check_until(due + timedelta(days=1), due, due + timedelta(days=2))


def _days():
    return [date(2026, 10, 5) + timedelta(days=at) for at in range(7)]

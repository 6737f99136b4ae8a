"""Blank forms: how a pile stands, what a filled form may say of its time, what a slip does to a number."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop_app.domain import blanks
from desktop_app.domain.blanks import BlankState, Trace
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folio import make_folio

PRINTED = datetime(2026, 10, 5, 8, 0, 40, tzinfo=ZoneInfo("America/Lima"))
NOW = PRINTED + timedelta(days=3)
TRACES = st.lists(st.builds(Trace, st.booleans(), st.booleans()), max_size=30)
NUMBERS = st.builds(
    lambda count, epoch: str(make_folio(1, 2, 2026, epoch, count)), st.integers(1, 99_999), st.integers(0, 3)
)


@given(TRACES)
def test_only_what_lies_before_a_used_form_is_missing(pile):
    found = blanks.states(pile)
    assert len(found) == len(pile)
    touched = [at for at, trace in enumerate(pile) if trace.used or trace.spoiled]
    for at, (trace, state) in enumerate(zip(pile, found, strict=True)):
        if trace.used:
            assert state is BlankState.TRANSCRIBED
        elif trace.spoiled:
            assert state is BlankState.SPOILED
        else:
            later = any(other > at for other in touched)
            assert state is (BlankState.MISSING if later else BlankState.BLANK)


@given(st.integers(1, 200))
def test_a_cut_pile_lies_in_order(count):
    sheets = blanks.cut_and_stack(count)
    assert len(sheets) == (count + 1) // 2
    upper, lower = [top for top, _ in sheets], [bottom for _, bottom in sheets if bottom is not None]
    assert upper + lower == list(range(count))


@pytest.mark.parametrize("count", [0, -1, 201])
def test_a_batch_has_its_limits(count):
    with pytest.raises(InvalidInput, match="entre 1 y 200") as refusal:
        blanks.check_count(count)
    assert refusal.value.field == "count"


@given(NUMBERS, st.data())
def test_one_slip_is_recognised_whatever_it_is(number, data):
    digits = blanks.digits(number)
    at = data.draw(st.integers(0, len(digits) - 1))
    digit = data.draw(st.sampled_from("0123456789"))
    kind = data.draw(st.sampled_from(["wrong", "more", "less", "swap"]))
    slipped = {
        "wrong": digits[:at] + digit + digits[at + 1 :],
        "more": digits[:at] + digit + digits[at:],
        "less": digits[:at] + digits[at + 1 :],
        "swap": digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :],
    }[kind]
    assume(slipped != digits)
    assert blanks.alike(slipped, [number]) == [number]


def test_two_slips_and_the_number_itself_are_nobody_else():
    number = str(make_folio(1, 2, 2026, 0, 123))
    digits = blanks.digits(number)
    assert blanks.alike(digits, [number]) == []
    assert blanks.alike("9" + digits[1:5] + "9" + digits[6:], [number]) == []
    assert blanks.alike(digits[2:], [number]) == []


MINUTES = st.integers(-10_000, 10_000)


@given(MINUTES, MINUTES)
def test_what_is_let_through_keeps_every_rule(begin, end):
    started, ended = PRINTED + timedelta(minutes=begin), NOW + timedelta(minutes=end)
    try:
        blanks.check_moments(PRINTED, started, ended, NOW)
    except InvalidInput as refusal:
        assert refusal.field in {"started", "ended"}
        wrong = (
            started < PRINTED.replace(second=0),
            started > NOW,
            ended < started,
            ended > NOW,
            ended - started > timedelta(hours=12),
        )
        assert any(wrong)
    else:
        assert PRINTED.replace(second=0) <= started <= ended <= NOW
        assert ended - started <= timedelta(hours=12)


def test_the_minute_of_printing_is_early_enough():
    started = PRINTED.replace(second=0)
    blanks.check_moments(PRINTED, started, started + timedelta(minutes=4), NOW)
    with pytest.raises(InvalidInput, match="se imprimió el 05/10/2026 08:00"):
        blanks.check_moments(PRINTED, started - timedelta(minutes=1), NOW, NOW)


def test_what_took_less_than_a_minute_ends_in_the_minute_it_began():
    started = PRINTED.replace(second=0) + timedelta(minutes=65)
    blanks.check_moments(PRINTED, started, started, NOW)
    with pytest.raises(InvalidInput, match="no puede ser anterior"):
        blanks.check_moments(PRINTED, started, started - timedelta(minutes=1), NOW)


def test_old_forms_are_asked_about():
    assert not blanks.is_old(NOW - timedelta(days=7), NOW)
    assert blanks.is_old(NOW - timedelta(days=7, minutes=1), NOW)

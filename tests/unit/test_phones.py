"""One telephone, however it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.phones import LEAST, same_phone

DIGITS = st.text("0123456789", min_size=LEAST, max_size=11).filter(lambda text: text[0] != "0")
MARKS = st.sampled_from(["", " ", "-", ".", " - "])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("987654321", "+51 987 654 321", True),
        ("0051987654321", "987-654-321", True),
        ("8888-1234", "(506) 8888 1234", True),
        ("987654321", "987654322", False),
        ("4321", "987654321", False),
        ("", "", False),
        (None, "987654321", False),
        ("12987654321000", "654321000", False),
    ],
)
def test_telephones(one, other, same):
    assert same_phone(one, other) is same


@given(DIGITS, st.lists(MARKS, min_size=11, max_size=11), st.sampled_from(["", "+51 ", "506", "00 51 "]))
def test_marks_and_the_country_make_no_difference(digits, marks, country):
    written = country + "".join(digit + mark for digit, mark in zip(digits, marks, strict=False))
    assert same_phone(digits, written)
    assert same_phone(written, digits)


@given(st.text("0123456789 -+", max_size=14), st.text("0123456789 -+", max_size=14))
def test_it_makes_no_difference_who_comes_first(one, other):
    assert same_phone(one, other) is same_phone(other, one)


@given(DIGITS, st.integers(0, 10))
def test_another_digit_is_another_telephone(digits, at):
    at %= len(digits)
    other = digits[:at] + str((int(digits[at]) + 1) % 10) + digits[at + 1 :]
    assert at == 0 or not same_phone(digits, other)

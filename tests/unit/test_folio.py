"""Printed numbers: dictated by telephone, so every usual slip must show."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_97_10

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folio import PER_EPOCH, Folio, make_folio, parse_folio

PARTS = st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.integers(1, 9_999_999))


@given(PARTS)
def test_a_number_is_read_back(parts: tuple[int, int, int, int]) -> None:
    folio = Folio(*parts)
    assert parse_folio(str(folio)) == folio
    assert parse_folio(str(folio).replace("-", "")) == folio
    assert parse_folio(f"  {str(folio).replace('-', ' ')} ") == folio


@given(PARTS)
def test_the_check_is_the_standard_one(parts: tuple[int, int, int, int]) -> None:
    digits = str(Folio(*parts)).replace("-", "")
    assert mod_97_10.is_valid(digits)
    assert mod_97_10.calc_check_digits(digits[:-2]) == digits[-2:]


@given(PARTS, st.data())
def test_a_wrong_digit_shows(parts: tuple[int, int, int, int], data: st.DataObject) -> None:
    digits = str(Folio(*parts)).replace("-", "")
    place = data.draw(st.integers(0, len(digits) - 1))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(digit != digits[place])
    with pytest.raises(InvalidInput, match="dígito equivocado"):
        parse_folio(digits[:place] + digit + digits[place + 1 :])


@given(PARTS, st.data())
def test_two_neighbours_swapped_show(parts: tuple[int, int, int, int], data: st.DataObject) -> None:
    digits = str(Folio(*parts)).replace("-", "")
    place = data.draw(st.integers(0, len(digits) - 2))
    assume(digits[place] != digits[place + 1])
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    with pytest.raises(InvalidInput, match="dígito equivocado"):
        parse_folio(swapped)


@given(st.integers(0, 90), st.integers(1, PER_EPOCH - 1), st.integers(0, 90), st.integers(1, PER_EPOCH - 1))
def test_no_two_epochs_share_a_number(e1: int, n1: int, e2: int, n2: int) -> None:
    assume((e1, n1) != (e2, n2))
    assert make_folio(1, 2, 2026, e1, n1) != make_folio(1, 2, 2026, e2, n2)


@pytest.mark.parametrize("text", ["", "01-02-26-123-45", "a1-02-26-00123-45", "01-02-26-00123-4", "0" * 12])
def test_other_shapes_are_told_the_shape(text: str) -> None:
    with pytest.raises(InvalidInput, match="debe tener la forma") as caught:
        parse_folio(text)
    assert caught.value.field == "number"


def test_known_number() -> None:
    assert str(make_folio(1, 2, 2026, 0, 123)) == "01-02-26-00123-" + mod_97_10.calc_check_digits(
        "01022600123"
    )
    assert str(make_folio(1, 2, 2026, 3, 7)).startswith("01-02-26-300007-")

"""The key of an address: spellings of one place meet, different places do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.places import place_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jr. Unión N.° 0120-A", "JIRON UNION 120 a"),
        ("Av. Los Pinos #12, dpto. 301", "avenida los pinos Nro 12"),
        ("Mz. B, Lt. 3", "manzana b lote 3"),
        ("Calle 5 N.º 120", "calle 5 120"),
        ("Av. 28 de Julio 345", "Avda. 28 Julio 345"),
        ("Jr. Cusco S/N", "jirón cusco"),
    ],
)
def test_spellings_of_one_address_have_one_key(one: str, other: str) -> None:
    assert place_key(one) == place_key(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jr. Unión 120", "Jr. Unión 12"),
        ("Jr. Unión 120", "Av. Unión 120"),
        ("Mz. B Lt. 3", "Mz. B Lt. 4"),
        ("Mz. B Lt. 3", "Mz. C Lt. 3"),
        ("Jr. Unión 120-A", "Jr. Unión 120-B"),
        ("Jr. Lima 1 20", "Jr. Lima 120"),
    ],
)
def test_different_addresses_have_different_keys(one: str, other: str) -> None:
    assert place_key(one) != place_key(other)


@pytest.mark.parametrize("text", [None, "", "  ", "Av.", "120", "Mz", "🎉", "\x00", "Calle 5", "---"])
def test_what_names_no_place_has_no_key(text: str | None) -> None:
    assert place_key(text) is None


@given(st.text(st.characters(codec=None), max_size=500))
def test_every_text_is_answered_and_a_key_is_its_own_key(text: str) -> None:
    key = place_key(text)

    assert key is None or (key.strip() == key != "" and place_key(key.upper()) is not None)


def test_an_endless_text_costs_no_more_than_a_line() -> None:
    assert len(place_key("Jr. Lima 120 " * 100_000) or "") <= 400 * 2

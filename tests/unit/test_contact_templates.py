"""Templates with fields: filled, told where they cannot be, kept one by one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.contact_templates import (
    DEFAULTS,
    FIELDS,
    LONGEST_TEXT,
    MOST,
    ContactTemplate,
    Purpose,
    checked_template,
    fill,
    left_in,
    slot_key,
    strangers_in,
    template_facts,
    templates_from,
)
from desktop_app.domain.errors import InvalidInput

VALUES = {name: f"«{name}»" for name in FIELDS}


def test_fields_are_filled_whatever_their_capitals_and_accents() -> None:
    assert fill("{Nombre}, caso {NÚMERO} de { asunto }", VALUES).text == "«nombre», caso «numero» de «asunto»"


def test_what_cannot_be_filled_is_told_and_stays() -> None:
    filled = fill("{nombre} {plazo} {apodo} {plazo} {}", {"nombre": "Ana", "plazo": "  "})
    assert filled.text == "Ana {plazo} {apodo} {plazo} {}"
    assert (filled.empty, filled.unknown) == (("{plazo}",), ("{apodo}",))


def test_a_value_is_not_searched_for_fields() -> None:
    assert fill("{asunto}", {"asunto": "{nombre}", "nombre": "Ana"}).text == "{nombre}"


def test_a_text_with_a_field_left_is_not_ready() -> None:
    assert left_in("Hola {nombre}, {nombre}, {número} {apodo}") == ("{nombre}", "{número}")
    assert left_in("Hola {a} }{ {{}}") == ()


def test_every_template_that_comes_with_the_program_is_whole() -> None:
    assert {each.purpose for each in DEFAULTS} >= {
        Purpose.RECEIPT, Purpose.REQUEST, Purpose.ANSWER, Purpose.CLOSING, Purpose.EXTENSION,
    }  # fmt: skip
    for template in DEFAULTS:
        checked_template(template, [each for each in DEFAULTS if each is not template])
        assert fill(template.text, VALUES).unknown == ()
        assert left_in(fill(template.text, VALUES).text) == ()
        assert template.text.startswith("Estimado/a {nombre}:")


@pytest.mark.parametrize(
    ("name", "text", "field"),
    [
        (" ", "x", "name"), ("x", " ", "text"), ("x", "{apodo}", "text"), ("ACUSE DE RECIBO", "x", "name"),
        ("x" * 61, "x", "name"), ("x", "y" * (LONGEST_TEXT + 1), "text"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_under_its_field(name: str, text: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_template(ContactTemplate(name, text), DEFAULTS)
    assert refused.value.field == field


def test_more_than_fit_are_refused() -> None:
    many = [ContactTemplate(f"n{at}", "x") for at in range(MOST)]
    with pytest.raises(InvalidInput):
        checked_template(ContactTemplate("uno más", "x"), many)


def test_without_any_there_are_those_of_the_program_and_one_can_go() -> None:
    found = templates_from({})
    assert [each.name for each in found] == [each.name for each in DEFAULTS]
    assert all(each.slot for each in found)
    left = templates_from({slot_key(found[0].slot): None})
    assert [each.name for each in left] == [each.name for each in DEFAULTS[1:]]
    changed = ContactTemplate("Acuse nuestro", "Hola", Purpose.RECEIPT, place=0)
    assert templates_from({slot_key(found[0].slot): template_facts(changed)})[0] == changed


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "text", "purpose", "place"]) | st.text(max_size=4), inner, max_size=5
        )
    ),
    max_leaves=10,
)


@given(
    st.dictionaries(
        st.sampled_from([slot_key("a"), slot_key("b"), "x"]) | st.text(max_size=6), _JSON, max_size=5
    )
)
def test_whatever_another_desk_wrote_there_are_templates(found: dict[str, Any]) -> None:
    made = templates_from(found)
    assert len(made) <= MOST
    for each in made:
        assert each.name
        assert each.text
        assert strangers_in(each.text) == ()


@given(st.text(max_size=200), st.dictionaries(st.sampled_from(list(FIELDS)), st.text(max_size=20)))
def test_filling_is_total(text: str, values: dict[str, str]) -> None:
    filled = fill(text, values)
    for field in (*filled.empty, *filled.unknown):
        assert field in text
    assert fill(text, {}).text == text

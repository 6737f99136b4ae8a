"""Saved phrases: checked, kept, found by the beginnings of their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.saved_phrases import (
    DEFAULTS,
    LONGEST_TEXT,
    MOST,
    SavedPhrase,
    checked_among,
    checked_saved,
    matching,
    phrase_facts,
    saved_facts,
    saved_from,
    slot_key,
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "text"]), inner, max_size=2)
    ),
    max_leaves=8,
)


def test_the_defaults_keep_the_rules_and_come_back():
    assert checked_saved(DEFAULTS) == DEFAULTS
    assert saved_from({"saved_phrases": saved_facts(DEFAULTS)}) == DEFAULTS
    assert saved_from({}) == DEFAULTS
    assert saved_from({"saved_phrases": []}) == ()


def test_each_phrase_is_a_setting_of_its_own_over_the_list_that_was_written_whole():
    first, second = saved_from({})[:2]
    other = SavedPhrase("Otra", "Nada.", place=1)
    found = {
        slot_key(first.slot): None,
        slot_key(second.slot): phrase_facts(other),
        slot_key("new"): phrase_facts(SavedPhrase("Nueva", "Algo.", place=99)),
        slot_key("bad"): {"name": "", "text": "x"},
        slot_key("worse"): {"name": "Dos", "text": "x", "place": "3"},
    }
    assert [each.name for each in saved_from(found)] == [
        "Dos", "Otra", *(each.name for each in DEFAULTS[2:]), "Nueva",
    ]  # fmt: skip


def test_a_name_that_two_desks_gave_at_once_keeps_nobody_from_writing_another_phrase():
    twice = [SavedPhrase("Área", "Una."), SavedPhrase("AREA", "Otra.")]
    assert checked_among(SavedPhrase("Zona", "Algo."), twice).name == "Zona"
    with pytest.raises(InvalidInput) as caught:
        checked_among(SavedPhrase("área", "Algo."), twice)
    assert caught.value.field == "name"


@given(json_values)
def test_whatever_another_desk_wrote_can_be_read(stored):
    for phrase in saved_from({"saved_phrases": stored, slot_key("one"): stored}):
        assert phrase.name
        assert phrase.text


@pytest.mark.parametrize(
    ("phrases", "field"),
    [
        ([SavedPhrase(" ", "x")], "name"),
        ([SavedPhrase("x", "\n ")], "text"),
        ([SavedPhrase("Días", "x"), SavedPhrase("DIAS", "y")], "name"),
        ([SavedPhrase("x", "y" * (LONGEST_TEXT + 1))], "text"),
        ([SavedPhrase(str(at), "y") for at in range(MOST + 1)], "text"),
        ([SavedPhrase(str(at), "ñ" * LONGEST_TEXT) for at in range(40)], "text"),
    ],
)
def test_what_cannot_be_kept_is_told_by_its_field(phrases, field):
    with pytest.raises(InvalidInput) as caught:
        checked_saved(phrases)
    assert caught.value.field == field


def test_a_blank_at_the_end_is_kept_for_writing_on():
    assert checked_saved([SavedPhrase("Falta", " Falta: \n ")])[0].text == "Falta: "
    assert checked_saved([SavedPhrase("Dos", "uno\r\ndos")])[0].text == "uno\ndos"


def test_phrases_are_found_by_name_first_then_by_text():
    phrases = (
        SavedPhrase("Hoja", "Se le dio la ficha."),
        SavedPhrase("Ficha técnica", "Pidió la técnica."),
        SavedPhrase("Otra", "Nada."),
    )
    assert matching(phrases, "") == list(phrases)
    assert [each.name for each in matching(phrases, "fich")] == ["Ficha técnica", "Hoja"]
    assert [each.name for each in matching(phrases, "TEC fi")] == ["Ficha técnica"]
    assert matching(phrases, "zzz") == []

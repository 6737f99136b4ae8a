"""How the text of a filter falls into parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.filter_words import EXPLAINED, Key, key_of, meant_key, parts, written


def _seen(typed):
    return [(part.key, part.value, part.negated) for part in parts(typed)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("unidad:vías mora", [("unidad", "vías", False), ("", "mora", False)]),
        ('-estado:"En espera" x', [("estado", "En espera", True), ("", "x", False)]),
        ('unidad:"Obras y', [("unidad", "Obras y", False)]),
        ('"calle lima" -bache', [("", "calle lima", False), ("", "bache", True)]),
        ("10:30 -12 -", [("", "10:30", False), ("", "-12", False), ("", "-", False)]),
        ("sin:contacto>15", [("sincontacto", "15", False)]),
        ("-SIN:Contacto >= 7d", [("sincontacto", "7", True)]),
        ("vence:-3", [("vence", "-3", False)]),
        ("unidad:", [("unidad", "", False)]),
        ('"', [("", "", False)]),
    ],
)
def test_parts(typed, expected):
    assert _seen(typed) == expected


@given(st.text(alphabet='abñ:-" >15\tunidadsincontacto', max_size=40))
def test_parts_cover_the_text_in_order_and_never_overlap(typed):
    found = parts(typed)
    ends = [0, *(part.end for part in found)]
    for part, before in zip(found, ends, strict=False):
        assert before <= part.start < part.end <= len(typed)
        assert not typed[before : part.start].strip()
        assert part.start <= part.value_start <= part.end
    assert not typed[ends[-1] :].strip()


@given(st.sampled_from(list(EXPLAINED)), st.text(max_size=20), st.booleans())
def test_what_is_written_is_one_part_again(key, value, negated):
    (part,) = parts(written(key, value, negated=negated))
    assert (part.key, part.negated) == (key.value, negated)
    assert part.value == value.replace('"', " ")


def test_keys_are_read_without_accents_and_typos_are_recognised():
    assert key_of("CRÍTICO") is Key.CRITERION
    assert key_of("palabras") is None
    assert meant_key("unidat") is Key.UNIT
    assert meant_key("hora") is None

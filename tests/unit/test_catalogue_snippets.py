"""Where the words that were looked for stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.snippets import ROOM, find_snippet
from desktop_app.domain.typeahead import Document, build_index

TEXT = "Solicitud con carácter de declaración jurada, con RUC y DNI de quien representa. " * 3


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("declar", ["declar"]),
        ("DNI", ["DNI"]),
        ("caracter ruc", ["carácter", "RUC"]),
        ("declaracoin", ["declaración"]),
    ],
)
def test_what_was_looked_for_is_marked_as_it_was_written(typed: str, marked: list[str]) -> None:
    found = find_snippet(TEXT, typed)
    assert found is not None
    assert [found.text[start:end] for start, end in found.marks][: len(marked)] == marked
    assert len(found.text) <= ROOM + 2


def test_a_short_text_is_shown_whole_and_lines_become_one() -> None:
    found = find_snippet("1. Plano\n2. DNI del propietario", "propiet")
    assert found is not None
    assert found.text == "1. Plano 2. DNI del propietario"
    assert found.marks == ((20, 27),)


@pytest.mark.parametrize("typed", ["", " ", "¿?", "zzz", "licencia"])
def test_nothing_is_marked_where_nothing_fits(typed: str) -> None:
    assert find_snippet(TEXT, typed) is None


@given(
    st.text(st.sampled_from("abcéñ  \n.ÁßİÇ"), max_size=200), st.text(st.sampled_from("abceñ é"), max_size=12)
)
def test_marks_lie_in_the_piece_in_order(text: str, typed: str) -> None:
    found = find_snippet(text, typed, room=30)
    if found is None:
        return
    ends = [0, *(place for mark in found.marks for place in mark)]
    assert ends == sorted(ends)
    assert ends[-1] <= len(found.text)
    assert found.marks


@given(
    st.lists(st.text("abcdeñáz", min_size=1, max_size=8), min_size=1, max_size=6),
    st.text("abcdenaz", min_size=1, max_size=8),
)
def test_what_the_search_finds_has_a_place_to_show(words: list[str], typed: str) -> None:
    text = " ".join(words)
    if build_index([Document(1, "Otro", body=text)]).find(typed):
        assert find_snippet(f"Otro {text}", typed) is not None

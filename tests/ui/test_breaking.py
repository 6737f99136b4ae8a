"""Long words get places to break at; what is read stays what was written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel

from ui.kit.breaking import breakable, shortened
from ui.kit.surfaces import text_label

SPOT = "\u200b"


@given(st.text(st.characters(exclude_characters=SPOT, exclude_categories=("Cs",)), max_size=200))
def test_nothing_is_lost_and_no_word_is_longer_than_a_line(text):
    broken = breakable(text)
    assert broken.replace(SPOT, "") == text
    assert all(len(part) <= 20 for word in broken.split() for part in word.split(SPOT))


def test_ordinary_words_are_left_alone():
    assert breakable("María de los Ángeles, av. Grau 12") == "María de los Ángeles, av. Grau 12"


def test_a_heading_is_cut_only_when_it_is_long():
    assert shortened("Licencia de funcionamiento") == "Licencia de funcionamiento"
    assert shortened("W" * 400) == "W" * 119 + "…"


def test_a_label_tells_the_text_as_it_was_written(qtbot):
    label = text_label("/" + "carpeta" * 9, wrap=True)
    qtbot.addWidget(label)
    assert label.text() == "/" + "carpeta" * 9
    label.setText("W" * 60)
    assert label.text() == "W" * 60
    assert SPOT in QLabel.text(label)

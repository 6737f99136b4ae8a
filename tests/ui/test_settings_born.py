"""Ajustes: whether an orientation counts as a case that was resolved at the desk."""

from __future__ import annotations

import pytest
from counter import CTRL, KEY, open_counter, screen
from settings_hands import administered, at_settings, page, tab_to


@pytest.fixture
def counter(tmp_path):
    yield from administered(tmp_path)


@pytest.fixture
def hands(qtbot, counter):
    return at_settings(qtbot, counter)


def test_the_office_says_whether_an_orientation_is_a_case(hands, counter):
    terms = page(hands, "terms")
    hands.press(KEY.Key_Return)
    assert terms.born.isChecked()
    assert "Según el perfil: sí." in terms.born_note.text()
    tab_to(hands, terms.born)
    hands.press(KEY.Key_Space)
    assert terms.dirty()
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: not terms.dirty())
    assert not counter.installation.context().profile.born_resolved
    tab_to(hands, terms.back)
    hands.press(KEY.Key_Space)
    assert terms.born.isChecked()


def test_who_may_not_change_it_sees_what_holds(qtbot, counter):
    hands = open_counter(qtbot, counter, "marta")
    hands.press(KEY.Key_Comma, mods=CTRL)
    hands.rest(lambda: screen(hands).page() is not None)
    terms = page(hands, "terms")
    assert terms.born.isChecked()
    assert not terms.born.isEnabled()

"""Where there is little room, the form is whole and today's list steps back."""

from __future__ import annotations

from counter import KEY, screen


def test_the_form_does_not_scroll_for_the_sake_of_todays_list(hands):
    hands.window.resize(1366, 690)
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.rest()
    parts = screen(hands).view.parts
    assert parts.today.isVisible()
    hands.press(KEY.Key_F9, KEY.Key_1, KEY.Key_F4)
    hands.window.resize(1366, 650)
    hands.rest(lambda: not parts.today.isVisible() and parts.area.verticalScrollBar().maximum() == 0)
    hands.press(KEY.Key_1)
    hands.window.resize(1366, 760)
    hands.rest(lambda: parts.today.isVisible() and parts.area.verticalScrollBar().maximum() == 0)

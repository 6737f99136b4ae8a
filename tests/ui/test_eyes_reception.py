"""What a clerk of ten years would trip over at the counter."""

from __future__ import annotations

from counter import KEY, screen

from desktop_app.domain.values import Result


def form(hands):
    return screen(hands).form


# Nothing of one person reaches the next.


def test_a_doubt_of_the_last_person_is_not_the_next_one_s(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_1)
    form(hands).panels.oriented.unanswered.setFocus()
    hands.press(KEY.Key_Space)
    hands.record()
    assert counter.last_attention()["result"] == "unanswered"
    hands.press(KEY.Key_1)
    hands.record()
    assert counter.last_attention()["result"] == "oriented"


def test_the_answer_to_the_last_hand_over_is_not_the_next_one_s(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_8)
    hands.rest()
    form(hands).panels.referral.outcome.chips()[1].click()
    hands.record()
    hands.press(KEY.Key_8)
    hands.rest()
    hands.record()
    states = counter.rows("SELECT state FROM referral ORDER BY id")
    assert [state for (state,) in states] == ["confirmed_by_phone", "sent"]


def test_typing_without_a_key_before_shows_how_it_will_end(hands):
    """Neither the case of the person before, nor nothing at all."""
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.write("Rosa Quispe")
    hands.press(KEY.Key_Tab)
    hands.write("987654321")
    hands.record()
    hands.write("otra cosa")
    hands.rest()
    shown = form(hands)
    assert shown.results.value() is Result.ORIENTED
    assert shown.panels.currentWidget() is shown.panels.oriented

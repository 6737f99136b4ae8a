"""The opinion on an attention of the sample: asked in one line, blocks nobody, eats no key."""

from __future__ import annotations

import random
import time

import pytest
import test_any_speed
from counter import CTRL, KEY, SHIFT, Counter, close_counter, open_counter, screen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.domain.closing_rules import ClosingRules
from desktop_app.services import reception, settings
from ui.kit.kiosk import OpinionKiosk


@pytest.fixture
def counter(tmp_path):
    made = Counter(tmp_path)
    settings.save_closing(made.console, ClosingRules(every=1))
    yield made
    close_counter(made)
    made.close()


@pytest.fixture
def hands(qtbot, counter):
    return open_counter(qtbot, counter, "ana")


def line(hands):
    return screen(hands).view.parts.opinion


def walk_in(hands):
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.record()


def opinions(counter):
    return counter.rows("SELECT score, score_by_handler, opinion FROM attention ORDER BY id")


def test_a_walk_in_stays_three_keys_and_the_line_takes_no_focus(hands, counter):
    walk_in(hands)
    assert hands.keys == 3
    assert line(hands).isVisible()
    assert hands.focused() is screen(hands).form.topic
    hands.keys = 0
    walk_in(hands)
    assert hands.keys == 3
    assert opinions(counter) == [(None, None, None)] * 2


def test_a_bare_digit_is_the_next_citizens_quick_topic(hands, counter):
    walk_in(hands)
    assert line(hands).isVisible()
    hands.press(KEY.Key_1)
    hands.record()
    assert len(opinions(counter)) == 2
    assert opinions(counter)[0] == (None, None, None)


def test_f10_and_a_digit_record_it_marked_as_the_clerks(hands, counter):
    walk_in(hands)
    hands.press(KEY.Key_F10, KEY.Key_4)
    hands.rest(lambda: opinions(counter) == [(4, 1, None)])
    assert not line(hands).isVisible()
    assert hands.focused() is screen(hands).form.topic


def test_zero_is_no_answer(hands, counter):
    walk_in(hands)
    hands.press(KEY.Key_F10, KEY.Key_0)
    hands.rest(lambda: opinions(counter) == [(0, 1, None)])


def test_f2_goes_on_without_an_answer(hands, counter):
    walk_in(hands)
    hands.press(KEY.Key_F2)
    hands.rest()
    assert not line(hands).isVisible()
    hands.press(KEY.Key_F10, KEY.Key_1)  # nobody is asked any more: it is the quick topic
    hands.record()
    assert opinions(counter) == [(None, None, None)] * 2


def test_a_letter_typed_into_the_line_goes_on_with_the_next_question(hands, counter):
    walk_in(hands)
    hands.press(KEY.Key_F10)
    hands.write("hor")
    hands.rest()
    assert screen(hands).form.topic.text() == "hor"
    assert opinions(counter) == [(None, None, None)]


def test_the_citizen_answers_on_the_turned_screen(hands, counter):
    walk_in(hands)
    hands.press(KEY.Key_F11)
    hands.rest(lambda: isinstance(QApplication.activeModalWidget(), OpinionKiosk))
    shown = QApplication.activeModalWidget()
    QTest.keyClick(shown.focusWidget(), KEY.Key_5)
    QTest.keyClicks(shown.focusWidget(), "Muy amable")
    QTest.keyClick(shown.focusWidget(), KEY.Key_Return, CTRL)
    hands.rest(lambda: opinions(counter) == [(5, 0, "Muy amable")])
    assert QApplication.activeModalWidget() is None
    assert hands.focused() is screen(hands).form.topic


def test_a_visit_of_several_questions_is_asked_once_when_it_ends(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.press(KEY.Key_Return, mods=CTRL | SHIFT)
    hands.rest()
    assert not line(hands).isVisible()
    hands.press(KEY.Key_1)
    hands.record()
    assert line(hands).isVisible()
    hands.press(KEY.Key_F10, KEY.Key_3)
    hands.rest(lambda: opinions(counter)[1] == (3, 1, None))
    assert opinions(counter)[0] == (None, None, None)


def test_what_is_undone_is_not_asked_about(hands, counter):
    walk_in(hands)
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest()
    assert not line(hands).isVisible()


def test_a_case_is_not_asked_about_at_the_counter(hands):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.rest()
    screen(hands).form.citizen.setFocus()
    hands.write("Rosa Mora")
    hands.press(KEY.Key_F8)
    hands.rest()
    screen(hands).form.contact.setFocus()
    hands.write("987654321")
    hands.record()
    assert not line(hands).isVisible()


def test_the_answer_is_read_in_the_day_list(hands, counter):
    walk_in(hands)
    hands.press(KEY.Key_F10, KEY.Key_4)
    hands.rest(lambda: opinions(counter) == [(4, 1, None)])
    hands.press(KEY.Key_H, mods=CTRL)
    hands.rest(lambda: bool(screen(hands).view.day_detail.number.text()))
    from PySide6.QtWidgets import QLabel

    hands.rest(
        lambda: any(
            each.text() == "4 Buena (la anotó quien atendió)"
            for each in screen(hands).view.day_detail.findChildren(QLabel)
        )
    )


def keys_of(chance):
    """Return attentions after which the opinion is noted, by hands that look at the line or not."""
    keys = []
    for _ in range(chance.randint(2, 4)):
        keys += [test_any_speed.Press(KEY.Key_F2), *test_any_speed.typed("1")]
        keys.append(test_any_speed.Press(KEY.Key_Return, CTRL))
        how = chance.random()
        if how < 0.5:
            keys += [test_any_speed.Press(KEY.Key_F10), *test_any_speed.typed(chance.choice("012345"))]
        elif how < 0.7:
            keys += test_any_speed.typed("1")
            keys.append(test_any_speed.Press(KEY.Key_Return, CTRL))
    return keys


@pytest.mark.parametrize("seed", range(4))
def test_haste_and_a_slow_disk_lose_no_opinion(qtbot, tmp_path, monkeypatch, seed):
    write, kept = reception.register_attention, []
    for name, delay in (("rest", None), ("haste", random.Random(seed))):
        (tmp_path / name).mkdir()
        made = Counter(tmp_path / name)
        settings.save_closing(made.console, ClosingRules(every=1))

        def slowly(*args, delay=delay, **more):
            time.sleep(delay.random() * test_any_speed.SLOWEST if delay is not None else 0)
            return write(*args, **more)

        monkeypatch.setattr(reception, "register_attention", slowly)
        try:
            stored, left = test_any_speed.work(qtbot, made, keys_of(random.Random(seed)), delay)
            kept.append((stored, left, opinions(made)))
        finally:
            close_counter(made)
    assert kept[0] == kept[1]

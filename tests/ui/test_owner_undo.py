"""One-key acts in Trámites are taken back by Ctrl+Z, and Ctrl+Z never takes back an older one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from counter import CTRL, KEY, NOW, screen
from guide_hands import add_numbering, clear_and_write, come, names, topic, walk_to

from desktop_app.domain.values import Channel, Result
from desktop_app.services import notices, questions, reception
from desktop_app.services.reception import AttentionForm


@pytest.fixture
def counter(counter):
    return add_numbering(counter)


@pytest.fixture
def supervisor(qtbot, counter):
    return come(qtbot, counter, "marta")


def unanswered(counter):
    form = AttentionForm(
        Channel.IN_PERSON, counter.clock.now().astimezone(NOW.tzinfo) - timedelta(minutes=1), "tramite",
        topic=counter.numbering, result=Result.UNANSWERED,
    )  # fmt: skip
    reception.register_attention(counter.console, form)


def open_topics(counter):
    return [each.topic for each in questions.open_questions(counter.console)]


def test_a_review_marked_by_mistake_is_taken_back_and_its_question_is_open_again(supervisor, counter):
    counter.clock.advance(minutes=1)
    unanswered(counter)
    counter.clock.advance(minutes=1)
    supervisor.press(KEY.Key_P, KEY.Key_F5)
    supervisor.rest(lambda: names(supervisor) == ["Certificado de numeración"])
    before = topic(counter, counter.numbering).sheet
    supervisor.press(KEY.Key_R)
    supervisor.rest(lambda: names(supervisor) == [])
    assert topic(counter, counter.numbering).sheet["reviewed_on"] == "24/11/2026"
    counter.clock.advance(seconds=5)
    supervisor.press(KEY.Key_Z, mods=CTRL)
    supervisor.rest(lambda: names(supervisor) == ["Certificado de numeración"])
    assert topic(counter, counter.numbering).sheet == before


def test_a_second_review_on_one_day_closes_what_was_asked_since_the_first(supervisor, counter):
    for _ in range(3):
        counter.clock.advance(minutes=5)
        unanswered(counter)
        counter.clock.advance(minutes=5)
        supervisor.press(KEY.Key_P, KEY.Key_F5)
        supervisor.rest(lambda: names(supervisor) == ["Certificado de numeración"])
        supervisor.press(KEY.Key_R)
        supervisor.rest(lambda: names(supervisor) == [])
        assert open_topics(counter) == []


def test_undo_after_something_that_has_none_does_not_take_back_what_came_before(supervisor, counter):
    walk_to(supervisor, "Certificado de numeración")
    supervisor.press(KEY.Key_5)
    supervisor.rest(lambda: topic(counter, counter.numbering).quick == 5)
    supervisor.press(KEY.Key_E)
    clear_and_write(supervisor, "Certificado de numeración municipal")
    supervisor.press(KEY.Key_Return, mods=CTRL)
    supervisor.rest(lambda: screen(supervisor).editing.open_form() is None)
    supervisor.press(KEY.Key_Z, mods=CTRL)
    supervisor.rest()
    assert topic(counter, counter.numbering).quick == 5


def test_undo_takes_back_the_review_and_not_the_digit_given_before(supervisor, counter):
    walk_to(supervisor, "Certificado de numeración")
    supervisor.press(KEY.Key_5)
    supervisor.rest(lambda: topic(counter, counter.numbering).quick == 5)
    walk_to(supervisor, "Horario y ubicación de oficinas")
    supervisor.press(KEY.Key_R)
    supervisor.rest(lambda: "reviewed_on" in topic(counter, counter.hours).sheet)
    supervisor.press(KEY.Key_Z, mods=CTRL)
    supervisor.rest(lambda: "reviewed_on" not in topic(counter, counter.hours).sheet)
    assert topic(counter, counter.numbering).quick == 5


@pytest.mark.parametrize("first", [-2, 0, 3])
def test_a_notice_taken_down_by_mistake_is_put_back(supervisor, counter, first):
    today = NOW.date()
    days = (today + timedelta(days=first), today + timedelta(days=5))
    saved = notices.publish(counter.console, "Mañana no hay agua.", *days)
    supervisor.press(KEY.Key_O, KEY.Key_F5)
    supervisor.rest(lambda: screen(supervisor).current() is not None)
    supervisor.press(KEY.Key_Q)
    supervisor.rest(lambda: not any(each.last == days[1] for each in notices.notices(counter.console)))
    supervisor.press(KEY.Key_Z, mods=CTRL)
    supervisor.rest(lambda: any(each.last == days[1] for each in notices.notices(counter.console)))
    (again,) = notices.notices(counter.console)
    assert (again.id, again.first, again.last) == (saved.id, *days)

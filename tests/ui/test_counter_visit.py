"""Several questions in one visit: each is an attention with its own time, and nobody is typed twice."""

from __future__ import annotations

from counter import CTRL, KEY, SHIFT, close_counter, open_counter, screen


def go_on(hands):
    hands.press(KEY.Key_Return, mods=CTRL | SHIFT)
    hands.rest()


def attentions(counter):
    return counter.rows(
        "SELECT a.id, a.visit, a.citizen, a.channel, a.contact, a.preferential, a.started, a.ended, a.voided "
        "FROM attention a ORDER BY a.id"
    )


def first_question(hands):
    """Somebody calls about a pothole, is new, and is attended before their turn."""
    hands.press(KEY.Key_F3, KEY.Key_7, KEY.Key_F12, KEY.Key_1)
    hands.write("45678912 Rosa Quispe")
    hands.rest()
    hands.press(KEY.Key_Tab)
    hands.write("987654321")


def test_the_next_question_begins_where_the_former_ended(hands, counter):
    first_question(hands)
    counter.clock.advance(minutes=3)
    go_on(hands)
    front = screen(hands).desk.front
    assert (front.name, front.contact, front.title) == ("Rosa Quispe", "987654321", "")
    assert "2.ª consulta de esta visita." in hands.window.status.line.text()
    assert screen(hands).view.guide.visit.text() == "2.ª consulta de esta visita."
    assert hands.focused() is screen(hands).form.topic
    counter.clock.advance(minutes=2)
    hands.press(KEY.Key_1)
    go_on(hands)
    hands.press(KEY.Key_1)
    hands.record()
    one, two, three = attentions(counter)
    assert (one[1], two[1], three[1]) == (None, one[0], one[0])
    assert one[2:6] == two[2:6] == three[2:6] == (one[2], "phone", "987654321", "adulto_mayor")
    assert (one[7], two[7]) == (two[6], three[6])
    assert (one[7] - one[6], two[7] - two[6]) == (180, 120)
    assert counter.rows("SELECT name, document FROM citizen") == [("Rosa Quispe", "45678912")]
    assert screen(hands).desk.all() == []


def test_undo_takes_the_first_up_again_and_the_empty_next_one_away(hands, counter):
    first_question(hands)
    go_on(hands)
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest()
    front = screen(hands).desk.front
    assert (screen(hands).desk.all(), front.title, front.visit) == ([front], "Bache o pista dañada", None)
    assert [row[8] for row in attentions(counter)] == [1]
    go_on(hands)
    hands.press(KEY.Key_1)
    hands.record()
    _undone, one, two = attentions(counter)
    assert two[1] == one[0]


def test_a_next_question_that_was_begun_survives_the_undo_and_stays_in_the_visit(hands, counter):
    first_question(hands)
    go_on(hands)
    hands.press(KEY.Key_1)
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest()
    assert len(screen(hands).desk.all()) == 2
    hands.record()
    hands.record()
    _undone, one, two = attentions(counter)
    assert two[1] == one[0]


def test_no_further_question_after_all_leaves_nothing_behind(hands, counter):
    first_question(hands)
    go_on(hands)
    hands.press(KEY.Key_F2)
    front = screen(hands).desk.front
    assert (screen(hands).desk.all(), front.name, front.visit, front.preferential) == (
        [front],
        "",
        None,
        None,
    )
    hands.press(KEY.Key_1)
    hands.record()
    assert attentions(counter)[-1][1:3] == (None, None)


def test_a_refused_record_begins_no_next_question(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7)
    go_on(hands)
    assert (len(screen(hands).desk.all()), attentions(counter)) == (1, [])
    assert screen(hands).form.rows["citizen"].error()


def test_enter_and_go_on_before_the_list(hands, counter):
    hands.press(KEY.Key_F2)
    hands.write("horario")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Return, mods=CTRL | SHIFT)
    hands.rest(lambda: len(attentions(counter)) == 1)
    assert screen(hands).desk.front.visit_number == 2


def test_after_a_crash_the_next_question_is_still_of_the_same_visit(qtbot, hands, counter):
    first_question(hands)
    go_on(hands)
    hands.press(KEY.Key_1)
    hands.rest()
    screen(hands).keep_draft()
    hands.rest()
    close_counter(counter)
    counter.reopen()
    again = open_counter(qtbot, counter, "ana")
    again.rest(lambda: screen(again).desk.front is not None)
    assert screen(again).view.guide.visit.text() == "2.ª consulta de esta visita."
    again.record()
    one, two = attentions(counter)
    assert (two[1], two[2]) == (one[0], one[2])

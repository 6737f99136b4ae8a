"""Signs of a critical case at the counter: the words are marked, and Ctrl+Enter asks once, in the form."""

from __future__ import annotations

from counter import CTRL, KEY, screen

from desktop_app.domain.values import Result
from ui.kit.marks import marked

DANGER = "Hay un cable caído en la vereda"


def begin(hands, text=DANGER):
    hands.press(KEY.Key_F2)
    hands.write(text)
    hands.rest()


def answered(hands):
    return screen(hands).form.denial


def test_the_words_are_marked_where_they_were_typed(hands):
    begin(hands, "Consulta por un aviso")
    form = screen(hands).form
    form.detail.setFocus()
    hands.write(f"😀 {DANGER} y sale humo")
    hands.rest(lambda: marked(form.detail) == ["cable caído", "humo"])
    hands.press(KEY.Key_F9)
    hands.rest(lambda: marked(form.detail) == [])


def test_the_words_of_the_question_are_marked_too(hands):
    begin(hands)
    form = screen(hands).form
    hands.rest(lambda: form.topic.marked() == ["cable caído"])
    hands.write(" ya")
    hands.rest(lambda: form.topic.marked() == ["cable caído"])
    assert not form.topic.grab().isNull()


def test_ctrl_enter_asks_and_a_digit_answers(hands, counter):
    begin(hands)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(answered(hands).isVisible)
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    assert hands.focused() in answered(hands).presets.chips()
    assert "«cable caído»" in screen(hands).form.rows["not_critical"].error()
    hands.press(KEY.Key_2)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest()
    detail = counter.rows("SELECT detail FROM attention")[0][0]
    assert detail == "No es crítico («cable caído»): Ya pasó: ahora no hay peligro."
    assert not answered(hands).isVisible()


def test_f9_is_the_other_answer(hands):
    begin(hands)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(answered(hands).isVisible)
    hands.press(KEY.Key_F9, KEY.Key_1)
    front = screen(hands).desk.front
    assert front.result is Result.CRITICAL_CASE
    assert not answered(hands).isVisible()


def test_other_words_are_asked_about_anew(hands, counter):
    begin(hands)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(answered(hands).isVisible)
    hands.press(KEY.Key_2)
    screen(hands).form.detail.setFocus()
    hands.write("Y huele a gas")
    hands.rest()
    assert not answered(hands).isVisible()
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(answered(hands).isVisible)
    assert answered(hands).reason.text() == ""
    answered(hands).reason.setFocus()
    hands.write("Es un simulacro")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest()
    assert counter.rows("SELECT detail FROM attention")[0][0].endswith(
        "No es crítico («cable caído»): Es un simulacro"
    )


def test_nothing_is_asked_without_a_sign(hands, counter):
    begin(hands, "Horario de la biblioteca")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest()
    assert counter.rows("SELECT count(*) FROM attention") == [(1,)]
    assert not answered(hands).isVisible()

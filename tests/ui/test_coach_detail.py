"""Two slashes in Detalle: a phrase is found, inserted, taken back, and what was typed is never lost."""

from __future__ import annotations

import pytest
from counter import CTRL, KEY, open_counter, screen

from desktop_app.domain.saved_phrases import SavedPhrase
from desktop_app.services import coach
from ui.kit.phrase_edit import PhraseEdit
from ui.kit.suggest import Choice

FILE = SavedPhrase("Falta documento", "Falta: ")
LINES = SavedPhrase("Lugar del hecho", "Lugar: \nReferencia: ")
SORRY = SavedPhrase("Disculpas", "Se ofrecieron disculpas.")


def put_phrases(counter, phrases):
    """Have these saved phrases and no others."""
    for each in coach.saved_phrases(counter.console):
        coach.remove_phrase(counter.console, each)
    for each in phrases:
        coach.save_phrase(counter.console, each)


@pytest.fixture
def detail(hands, counter):
    put_phrases(counter, [FILE, LINES, SORRY])
    hands.press(KEY.Key_F2)
    screen(hands).form.detail.setFocus()
    return screen(hands).form.detail


def names(detail):
    rows = detail.popup().list
    return [rows.item(at).text() for at in range(rows.count())]


def test_two_slashes_open_the_list_and_enter_inserts(hands, detail):
    hands.write("Vino ayer. /")
    assert not detail.list_open()
    hands.write("/")
    assert detail.list_open()
    assert names(detail) == ["Falta documento", "Lugar del hecho", "Disculpas"]
    hands.press(KEY.Key_Down, KEY.Key_Down, KEY.Key_Return)
    assert detail.toPlainText() == "Vino ayer. Se ofrecieron disculpas."
    assert not detail.list_open()
    assert hands.focused() is detail


def test_the_list_follows_what_is_typed_without_accents(hands, detail):
    hands.write("//LÚG")
    assert names(detail) == ["Lugar del hecho"]
    hands.press(KEY.Key_Enter)
    assert detail.toPlainText() == LINES.text
    hands.write("Lima")
    assert detail.toPlainText() == f"{LINES.text}Lima"


def test_an_emoji_before_moves_nothing(hands, detail):
    detail.insertPlainText("Vino 👩‍👩‍👧 y 😀 ")
    hands.write("//dis")
    assert names(detail) == ["Disculpas"]
    hands.press(KEY.Key_Return)
    assert detail.toPlainText() == f"Vino 👩‍👩‍👧 y 😀 {SORRY.text}"


def test_thousands_of_letters_before_do_not_matter(hands, detail):
    detail.insertPlainText("x" * 14_000)
    hands.write(" //dis")
    hands.press(KEY.Key_Return)
    assert detail.toPlainText().endswith(f"x {SORRY.text}")


def test_ctrl_z_takes_an_insertion_back_in_one_step(hands, detail):
    hands.write("Antes //dis")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Z, mods=CTRL)
    assert detail.toPlainText() == "Antes //dis"
    assert not detail.list_open()


def test_esc_leaves_the_text_and_the_list_closed(hands, detail):
    hands.write("//")
    hands.press(KEY.Key_Escape)
    assert not detail.list_open()
    hands.write("dis")
    assert not detail.list_open()
    assert detail.toPlainText() == "//dis"
    hands.press(*[KEY.Key_Backspace] * 4)
    hands.write("/")
    assert detail.list_open()


def test_an_address_is_no_call_for_a_phrase(hands, detail):
    hands.write("http://muni.example ///")
    assert not detail.list_open()


def test_words_that_are_no_phrase_close_the_list(hands, detail):
    hands.write("//zz")
    assert detail.list_open()
    assert detail.popup().note.text()
    hands.press(KEY.Key_Return)
    assert detail.toPlainText() == "//zz\n"
    assert not detail.list_open()
    hands.write("//zz ")
    assert not detail.list_open()


def test_leaving_the_field_closes_the_list(hands, detail):
    hands.write("//")
    hands.press(KEY.Key_Tab)
    assert not detail.list_open()
    assert detail.toPlainText() == "//"


def test_ctrl_enter_records_while_the_list_is_open(hands, counter, detail):
    screen(hands).form.topic.setFocus()
    hands.press(KEY.Key_1)
    hands.rest(lambda: screen(hands).desk.front.topic is not None)
    detail.setFocus()
    hands.write("Dijo //")
    hands.record()
    assert counter.last_attention()["detail"] == "Dijo //"
    assert not detail.list_open()


def test_what_was_inserted_is_recorded(hands, counter, detail):
    screen(hands).form.topic.setFocus()
    hands.press(KEY.Key_1)
    hands.rest(lambda: screen(hands).desk.front.topic is not None)
    detail.setFocus()
    hands.write("//fal")
    hands.press(KEY.Key_Return)
    hands.write("DNI")
    hands.record()
    assert counter.last_attention()["detail"] == "Falta: DNI"


def test_the_mouse_takes_a_phrase_as_well(hands, detail):
    hands.write("a //")
    detail.popup().taken.emit(Choice(SORRY.text, SORRY.name))
    assert detail.toPlainText() == f"a {SORRY.text}"


@pytest.mark.parametrize("size", [(1366, 690), (910, 432)])
def test_the_list_stays_within_the_window(qtbot, counter, size):
    many = [SavedPhrase(f"Frase {at}", "x" * 200) for at in range(40)]
    put_phrases(counter, many)
    hands = open_counter(qtbot, counter, "ana")
    hands.window.resize(*size)
    hands.press(KEY.Key_F2)
    detail = screen(hands).form.detail
    detail.setFocus()
    hands.write("//")
    assert hands.window.rect().contains(detail.popup().geometry())
    assert detail.popup().height() >= 60


def test_a_field_of_its_own_needs_no_window_around(qtbot):
    field = PhraseEdit(lambda _typed: [Choice("uno", "Uno")])
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus, timeout=5000)
    qtbot.keyClicks(field, "//")
    assert field.list_open()
    qtbot.keyClick(field, KEY.Key_Return)
    assert field.toPlainText() == "uno"

"""What nobody types but somebody pastes: stored whole or refused in words, and nothing on the screen breaks."""

from __future__ import annotations

import pytest
from citizens_hands import Register, at_list
from counter import CTRL, KEY, open_counter, screen
from fits import faults
from guide_hands import add_numbering, come, topic, walk_to
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.exceptions import TimeoutError as QtBotTimeout

from desktop_app.domain.cleaning import LINE, NOTE, clean_line, clean_note
from desktop_app.services import drafts
from ui.shell.search import SearchField

HOSTILE = {
    "a million characters": "Ñandú " * 175_000,
    "a million without a blank": "x" * 1_000_000,
    "a hundred thousand lines": "hola\n" * 100_000,
    "emoji": "Familia 👩🏽‍🚒👨‍👩‍👧‍👦 🇵🇪 " * 8,
    "from right to left": "שלום \u202eعليكم\u202c Ana " * 10,
    "controls": "An\x00a\x07 \x1b[mRu\x7fiz\x85 \ufffe\u2028Mora",
    "half a character": "😀" * 1_000 + "a" + "😀" * 1_000,
    "four hundred letters": "Ñ" * LINE,
    "four hundred and one": "Ñ" * (LINE + 1),
    "marks on marks": "Z" + "\u0351" * 390,
}


@pytest.fixture(params=HOSTILE)
def text(request):
    return HOSTILE[request.param]


WORST = pytest.mark.parametrize(
    "text", ["a million characters", "controls", "half a character"], indirect=True
)
"""For what differs little from field to field."""


def paste(hands, field, text):
    field.setFocus()
    QApplication.clipboard().setText(text)
    hands.press(KEY.Key_V, mods=CTRL)
    hands.rest()


def kept(field):
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def nothing_is_broken(hands):
    """Everything fits as soon as it is laid out."""
    try:
        hands.rest(lambda: not faults(hands.window))
    except QtBotTimeout:
        assert faults(hands.window) == []


def fields(page):
    found = [*page.findChildren(QLineEdit), *page.findChildren(QPlainTextEdit)]
    return [each for each in found if each.isVisible() and each.isEnabled() and not each.isReadOnly()]


def words_of_refusal(form):
    return [row.error() for row in form.rows.values() if row.error()]


@pytest.fixture
def failures(monkeypatch):
    """Every failure that is no sentence of ours."""
    found = []
    monkeypatch.setattr("ui.kit.operations._LOG.error", lambda *args, **_: found.append(args))
    return found


def test_in_recepcion(hands, counter, failures, text):
    hands.press(KEY.Key_F2, KEY.Key_F8)
    form = screen(hands).form
    typed = {"subject": form.topic, "citizen": form.citizen, "detail": form.detail}
    for field in typed.values():
        paste(hands, field, text)
        nothing_is_broken(hands)
    refused_paste = len(text) > NOTE
    assert (kept(form.detail) == "") == refused_paste
    assert bool(form.rows["detail"].error()) == refused_paste
    paste(hands, form.contact, "987654321")
    hands.record()
    nothing_is_broken(hands)
    if words := words_of_refusal(form):
        assert any("caracteres y caben" in each for each in words)
        assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
        assert len(text) > LINE
    else:
        stored = counter.last_attention()
        assert (stored["subject"], stored["citizen"], stored["detail"]) == (
            clean_line(text), clean_line(text), clean_note(text),
        )  # fmt: skip
    assert failures == []


@WORST
def test_as_a_telephone(hands, counter, failures, text):
    hands.press(KEY.Key_F2, KEY.Key_7)
    form = screen(hands).form
    paste(hands, form.citizen, "Ana Ruiz")
    paste(hands, form.contact, text)
    hands.record()
    nothing_is_broken(hands)
    assert form.rows["contact"].error()
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    assert failures == []


@WORST
def test_what_was_pasted_is_a_draft_that_can_be_read_again(hands, counter, failures, text):
    hands.press(KEY.Key_F2)
    form = screen(hands).form
    paste(hands, form.topic, text)
    paste(hands, form.detail, text)
    before = [kept(form.topic), kept(form.detail)]
    screen(hands).keep_draft()
    hands.rest()
    (draft,) = drafts.open_drafts(counter.installation.context(counter.installation.actor("ana")))
    assert [draft.content["text"], draft.content["detail"]] == before
    assert failures == []


@pytest.mark.parametrize("place", ["everything", "cases", "citizens", "guide"])
def test_in_a_search(qtbot, counter, failures, place):
    register = Register(counter)
    hands = open_counter(qtbot, counter, "ana")
    digit = {"everything": KEY.Key_1, "cases": KEY.Key_3, "citizens": KEY.Key_5, "guide": KEY.Key_6}[place]
    hands.press(digit, mods=CTRL)
    hands.rest()
    field = (
        hands.window.findChild(SearchField)
        if place == "everything"
        else fields(hands.window.current_screen())[0]
    )
    for text in HOSTILE.values():
        paste(hands, field, text)
        nothing_is_broken(hands)
        hands.press(KEY.Key_A, mods=CTRL)
        hands.press(KEY.Key_Delete)
    hands.rest()
    assert failures == []
    assert register.count() == 3


def test_in_a_citizens_form(qtbot, counter, failures, text):
    register = Register(counter)
    hands = at_list(qtbot, counter)
    hands.press(KEY.Key_N)
    form = screen(hands).form
    form.name.setFocus()
    hands.write("A")
    for field in fields(form):
        field.selectAll()
        paste(hands, field, text)
    nothing_is_broken(hands)
    hands.record()
    nothing_is_broken(hands)
    if form.isVisible():
        assert words_of_refusal(form.form if hasattr(form, "form") else form)
        assert register.count() == 3
    else:
        assert counter.rows("SELECT name FROM citizen ORDER BY id DESC LIMIT 1") == [(clean_line(text),)]
    assert failures == []


def test_in_a_topics_form(qtbot, counter, failures, text):
    add_numbering(counter)
    hands = come(qtbot, counter, "marta")
    walk_to(hands, "Bache o pista dañada")
    hands.press(KEY.Key_E)
    form = screen(hands).editing.open_form()
    for field in fields(form):
        field.selectAll()
        paste(hands, field, text)
    nothing_is_broken(hands)
    hands.record()
    nothing_is_broken(hands)
    if screen(hands).editing.open_form() is None:
        assert topic(counter, counter.pothole).title == clean_line(text)
    else:
        assert topic(counter, counter.pothole).title == "Bache o pista dañada"
    assert failures == []

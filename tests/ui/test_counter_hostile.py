"""Whatever is pasted into the form is stored whole or refused in words, and the window keeps its shape."""

from __future__ import annotations

import json

import pytest
from counter import CTRL, KEY, NONE, screen
from fits import faults
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop_app.domain.cleaning import LINE, NOTE

MEGABYTE = "ñandú 42 " * 120_000
SIZES = ((1366, 690), (1092, 534), (910, 432))
NASTY = {
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈 ¿dónde? 🚧",
    "rtl": "\u202eشكوى من الشارع 120 \u2067אבג\u2069",
    "controls": "a\x00b\x07c\x1b[31m\u200bd\u2028e",
    "long word": "W" * LINE,
    "markup": "<b>negrita</b><img src=x onerror=alert(1)> & &amp; %s {name}",
    "name": "María de los Ángeles " * 18 + "Ñahui",
}


def paste(hands, text):
    QApplication.clipboard().setText(text)
    hands.press(KEY.Key_V, mods=CTRL)


def fields(form):
    return {"topic": form.topic, "citizen": form.citizen, "contact": form.contact, "place": form.place,
            "detail": form.detail}  # fmt: skip


def look(hands):
    found = []
    for size in SIZES:
        hands.window.resize(*size)
        hands.rest()
        for _ in range(20):  # room is made, sentences are cut to it, bars are laid out
            QApplication.processEvents()
        found += [f"{size}: {fault}" for fault in faults(hands.window)]
    return found


@pytest.mark.parametrize("kind", NASTY)
def test_nasty_text_in_every_field_is_kept_and_breaks_nothing(hands, counter, kind):
    text = NASTY[kind]
    hands.press(KEY.Key_F2, KEY.Key_F8)
    form = screen(hands).form
    for name, field in fields(form).items():
        field.setFocus()
        paste(hands, f"x1 {text}"[:60] if name == "contact" else text)
        hands.rest()
    assert look(hands) == []
    hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest()
    assert {name: row.error() for name, row in form.rows.items() if row.error()} == {}
    assert counter.rows("SELECT count(*) FROM case_file") == [(1,)]
    stored = counter.last_case()
    for column in ("subject", "citizen", "description"):
        kept = "".join(str(stored[column]).split())
        # What a reader can see is stored whole; only characters that mean nothing to one may go.
        seen = "".join(char for char in text if not char.isspace() and ord(char) >= 32)
        assert kept.replace("\u200b", "") == seen.replace("\u200b", "").replace("\u2028", "")
    hands.press(KEY.Key_H, mods=CTRL)
    hands.rest(lambda: bool(screen(hands).view.day_detail.title.text()))
    assert look(hands) == []


@pytest.mark.parametrize("name", ["topic", "citizen", "contact", "place"])
def test_a_megabyte_is_refused_in_words_under_its_field(hands, counter, name):
    hands.press(KEY.Key_F2, KEY.Key_7)
    form = screen(hands).form
    fields(form)["citizen"].setText("")
    if name != "citizen":
        form.citizen.setFocus()
        hands.write("Rosa Quispe")
    if name != "contact":
        form.contact.setFocus()
        hands.write("987654321")
    field = fields(form)[name]
    field.setFocus()
    paste(hands, MEGABYTE)
    hands.rest()
    row = form.rows["subject" if name == "topic" else name]
    assert row.error() == f"Es demasiado largo: aquí caben {LINE} caracteres. Acórtelo."
    assert look(hands) == []
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest()
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    assert "caben" in row.error()
    assert look(hands) == []
    field.setFocus()
    field.selectAll()
    hands.write("Jr. Unión 120 987654321")
    assert row.error() == ""


def test_a_megabyte_in_the_detail_is_not_let_in_and_that_is_said(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_1)
    form = screen(hands).form
    form.detail.setFocus()
    hands.write("Con su hija")
    paste(hands, MEGABYTE)
    assert (
        form.rows["detail"].error().startswith(f"El texto tiene {len(MEGABYTE)} caracteres y caben {NOTE}.")
    )
    assert look(hands) == []
    hands.record()
    assert counter.last_attention()["detail"] == "Con su hija"


def test_a_detail_that_is_too_long_is_kept_in_the_draft_and_refused_in_words(qtbot, hands, counter):
    half = ("ñandú 42 " * 1600).strip()
    hands.press(KEY.Key_F2, KEY.Key_1)
    form = screen(hands).form
    form.detail.setFocus()
    paste(hands, half)
    assert form.rows["detail"].error() == ""
    paste(hands, half)
    assert form.rows["detail"].error() == f"Es demasiado largo: aquí caben {NOTE} caracteres. Acórtelo."
    qtbot.waitUntil(lambda: bool(counter.rows("SELECT 1 FROM draft")), timeout=5000)
    hands.rest()
    (content,) = counter.rows("SELECT content FROM draft")[0]
    assert json.loads(content)["detail"] == half * 2
    assert look(hands) == []
    hands.record()
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    assert form.detail.toPlainText() == half * 2
    hands.press(KEY.Key_A, mods=CTRL)
    paste(hands, half)
    hands.record()
    assert counter.last_attention()["detail"] == half


def test_half_a_character_is_no_reason_to_lose_the_rest(hands, counter):
    hands.press(KEY.Key_F2)
    for char in ("\ud83d", "b", "a", "c", "h", "e"):
        QApplication.sendEvent(hands.focused(), QKeyEvent(QEvent.Type.KeyPress, 0, NONE, char))
    hands.rest()
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest()
    assert counter.last_attention()["subject"].endswith("bache")

"""Nothing typed in Recepción is lost: parked attentions, drafts, refused writes, undo and discard."""

from __future__ import annotations

import json
import sys

import pytest
from counter import CTRL, KEY, close_counter, open_counter, screen

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.values import Channel
from desktop_app.services import drafts
from ui.kit.errors import ErrorWatch
from ui.kit.messages import Tone
from ui.reception.cards import AttentionCards


def test_a_second_citizen_parks_the_first_and_nothing_is_lost(hands, counter):
    hands.press(KEY.Key_F3)
    hands.write("pregunta larga")
    hands.press(KEY.Key_F2, KEY.Key_1)
    assert len(screen(hands).desk.all()) == 2
    hands.press(KEY.Key_Tab, mods=CTRL)
    assert screen(hands).form.topic.text() == "pregunta larga"
    hands.press(KEY.Key_Tab, mods=CTRL)
    hands.record()
    assert counter.last_attention()["topic"] == "Horario y ubicación de oficinas"
    assert screen(hands).form.topic.text() == "pregunta larga"


def test_a_fifth_attention_waits_for_one_to_end(hands):
    for number in range(5):
        hands.press(KEY.Key_F2)
        hands.write(f"consulta {number}")
    assert len(screen(hands).desk.all()) == 4
    assert any("cuatro atenciones" in message.text for message in hands.window.messages.messages())
    assert screen(hands).form.topic.text().startswith("consulta 3")


def test_drafts_are_on_the_disk_soon_after_the_hands_rest_and_come_back(qtbot, hands, counter):
    ctx = counter.installation.context(counter.installation.actor("ana"))
    hands.press(KEY.Key_F3, KEY.Key_7)
    hands.write("Rosa Quispe")
    screen(hands).form.detail.setFocus()
    hands.write("El hueco está en la esquina")
    qtbot.waitUntil(lambda: any(
        draft.content["detail"] == "El hueco está en la esquina" for draft in drafts.open_drafts(ctx)
    ), timeout=5000)  # fmt: skip
    close_counter(counter)
    counter.reopen()
    again = open_counter(qtbot, counter, "ana")
    again.rest(lambda: screen(again).desk.front is not None)
    front = screen(again).desk.front
    assert (front.channel, front.title, front.name) == (Channel.PHONE, "Bache o pista dañada", "Rosa Quispe")
    assert screen(again).form.detail.toPlainText() == "El hueco está en la esquina"
    assert again.window.status.line.text().startswith("Se recuperó")


def test_a_recorded_attention_leaves_no_draft(hands, counter):
    hands.press(KEY.Key_F2)
    hands.write("una pregunta")
    screen(hands).keep_draft()
    hands.rest()
    assert counter.rows("SELECT count(*) FROM draft") == [(1,)]
    hands.record()
    assert counter.rows("SELECT count(*) FROM draft") == [(0,)]


def test_another_person_does_not_see_the_drafts(hands, counter):
    hands.press(KEY.Key_F2)
    hands.write("una pregunta")
    screen(hands).keep_draft()
    hands.rest()
    marta = counter.installation.context(counter.installation.actor("marta"))
    assert drafts.open_drafts(marta) == []


def test_an_uncaught_error_loses_no_typed_text(hands, counter, tmp_path):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.write("Rosa Quispe")
    said = []
    watch = ErrorWatch(said.append, hands.window.keep_drafts)
    try:
        raise ZeroDivisionError("defect")
    except ZeroDivisionError:
        watch.take(*sys.exc_info())
    hands.rest()
    assert screen(hands).form.citizen.text() == "Rosa Quispe"
    assert len(said) == 1
    content = json.loads(counter.rows("SELECT content FROM draft")[0][0])
    assert (content["name"], content["text"]) == ("Rosa Quispe", "Bache o pista dañada")


def test_a_refused_write_keeps_form_and_draft(hands, counter, monkeypatch):
    hands.press(KEY.Key_F2)
    hands.write("una pregunta")
    monkeypatch.setattr(counter.console.store, "read_only", True)
    hands.record()
    assert screen(hands).form.topic.text() == "una pregunta"
    assert not screen(hands).desk.front.saving
    assert any(message.tone is Tone.ERROR for message in hands.window.messages.messages())
    monkeypatch.setattr(counter.console.store, "read_only", False)
    hands.record()
    assert counter.last_attention()["subject"] == "una pregunta"


def test_a_draft_that_cannot_be_kept_is_told_once_and_kept_as_soon_as_it_can(hands, counter, monkeypatch):
    told = []
    hands.window.tools.background.failed.connect(told.append)
    refused, save = [], drafts.save_draft

    def full(*_args):
        refused.append(1)
        raise EnvironmentFault("El disco está lleno.")

    monkeypatch.setattr(drafts, "save_draft", full)
    hands.press(KEY.Key_F2)
    hands.write("una pregunta")
    hands.rest(lambda: bool(told))
    hands.rest()
    assert (len(told), len(refused)) == (1, 1)
    monkeypatch.setattr(drafts, "save_draft", save)
    hands.write("!")
    hands.rest(lambda: counter.rows("SELECT count(*) FROM draft") == [(1,)])


def test_the_last_record_can_be_undone_and_is_open_again(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.write("Rosa Quispe")
    hands.rest()
    hands.press(KEY.Key_Tab)
    hands.write("987654321")
    hands.record()
    assert isinstance(hands.window.status.line.text(), str)
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest(lambda: screen(hands).desk.front is not None)
    assert counter.last_attention()["voided"] == 1
    assert counter.last_case()["state"] == "voided"
    assert screen(hands).form.citizen.text() == "Rosa Quispe"


def test_undo_belongs_to_the_field_while_it_has_something_to_undo(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.record()
    hands.press(KEY.Key_F2)
    hands.write("otra")
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest()
    assert screen(hands).form.topic.text() == ""
    assert counter.last_attention()["voided"] == 0


def test_a_discarded_attention_can_be_taken_up_again(hands, counter):
    hands.press(KEY.Key_F2)
    hands.write("me equivoqué")
    screen(hands).view.bar.discard.click()
    hands.rest()
    assert screen(hands).desk.front is None
    assert counter.rows("SELECT count(*) FROM draft") == [(0,)]
    hands.press(KEY.Key_Z, mods=CTRL)
    assert screen(hands).form.topic.text() == "me equivoqué"


def test_escape_discards_nothing(hands):
    hands.press(KEY.Key_F2)
    hands.write("una pregunta")
    hands.rest()
    for _ in range(3):
        hands.press(KEY.Key_Escape)
    assert screen(hands).form.topic.text() == "una pregunta"


@pytest.mark.parametrize("width", [1366, 1092, 910])
def test_the_cards_of_four_attentions_show_their_whole_words_and_clocks(hands, width):
    hands.window.resize(width, 690)
    for number in range(4):
        hands.press(KEY.Key_F2 if number % 2 else KEY.Key_F3)
        hands.write("Alumbrado del parque & la plaza de la urbanización Los Jazmines del Naranjal")
        hands.rest()
    cards = screen(hands).findChild(AttentionCards)
    hands.rest(lambda: cards.isVisible() and len(cards._cards) == 4)
    hands.rest(lambda: all(card.width() >= card.sizeHint().width() for card in cards._cards))
    for card in cards._cards:
        assert card.text().endswith(" · 00:00")
        assert "Alu" in card.text()
        assert "la plaza de la urbanización" in card.accessibleName()

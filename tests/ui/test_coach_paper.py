"""Recepción's Ctrl+P: the sheet of the topic in hand, shown, printed, kept, and left again."""

from __future__ import annotations

import pytest
from counter import CTRL, KEY, screen
from PySide6.QtWidgets import QPushButton

from ui.kit import printing
from ui.kit.screen import PANE


@pytest.fixture
def attending(hands):
    """An attention about the opening hours, the hands in the citizen's field."""
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.rest(lambda: screen(hands).desk.front.topic is not None)
    return hands


def shown(hands):
    """Press Ctrl+P and wait for the pages."""
    hands.press(KEY.Key_P, mods=CTRL)
    # The first sheet loads what makes and draws PDFs: on a busy machine that takes its time.
    hands.qtbot.waitUntil(lambda: screen(hands).paper.previewing, timeout=30_000)
    hands.rest()
    return screen(hands).paper.preview


@pytest.mark.parametrize("size", [(1366, 690), (1092, 534), (910, 432)])
def test_the_sheet_is_shown_and_left_where_the_hands_were(attending, size):
    attending.window.resize(*size)
    attending.rest()
    before = attending.focused()
    preview = shown(attending)
    assert preview.isVisible()
    assert preview.sheet.title == "Horario y ubicación de oficinas"
    assert preview.view.document().data == preview.sheet.data
    assert attending.focused() is preview.print
    attending.press(KEY.Key_Escape)
    assert attending.focused() is before
    assert screen(attending).pane() is screen(attending).view.guide
    assert not preview.isVisible()
    assert attending.window.pane.isVisible() is (size[0] >= 1200)


def test_an_open_overlay_shows_the_sheet_too(attending):
    attending.window.resize(910, 432)
    attending.window.tools.actions.trigger(PANE)
    assert attending.window.pane.isVisible()
    preview = shown(attending)
    assert preview.isVisible()
    assert attending.focused() is preview.print


def test_the_paper_is_chosen_and_the_sheet_made_again(attending):
    preview = shown(attending)
    assert preview.sheet.paper == "a4"
    preview.paper.chips()[1].click()
    attending.rest(lambda: preview.sheet.paper == "a5")
    assert preview.isVisible()


def test_ctrl_p_again_prints_and_ctrl_s_keeps(attending, monkeypatch, tmp_path):
    asked = []

    def choose(_parent, printer, pages):
        asked.append(pages)
        printer.setOutputFileName(str(tmp_path / "impreso.pdf"))
        return True

    monkeypatch.setattr(printing, "ask_printer", choose)
    preview = shown(attending)
    screen(attending).paper.folder = tmp_path / "Fichas"
    attending.press(KEY.Key_S, mods=CTRL)
    attending.rest()
    saved = tmp_path / "Fichas" / "Horario y ubicación de oficinas.pdf"
    assert saved.read_bytes() == preview.sheet.data
    attending.press(KEY.Key_P, mods=CTRL)
    attending.rest(lambda: not screen(attending).paper.previewing)
    assert asked == [1]
    assert (tmp_path / "impreso.pdf").read_bytes().startswith(b"%PDF")


def test_without_a_topic_it_is_told_what_to_do(hands):
    said = []
    screen(hands).say.connect(said.append)
    hands.press(KEY.Key_F2)
    hands.write("algo sin catálogo")
    hands.press(KEY.Key_P, mods=CTRL)
    hands.rest()
    assert "Elija la consulta" in said[-1].text
    assert not screen(hands).paper.previewing


def test_recording_leaves_the_sheet(attending):
    shown(attending)
    attending.record()
    assert not screen(attending).paper.previewing
    assert attending.focused() is screen(attending).form.topic


def test_another_topic_leaves_the_sheet_of_the_one_before(attending):
    shown(attending)
    attending.press(KEY.Key_F3)
    attending.rest(lambda: not screen(attending).paper.previewing)
    assert screen(attending).pane() is screen(attending).view.guide


def test_ctrl_s_without_a_sheet_does_nothing(attending, tmp_path):
    screen(attending).paper.folder = tmp_path / "Fichas"
    attending.press(KEY.Key_S, mods=CTRL)
    attending.rest()
    assert not (tmp_path / "Fichas").exists()


def test_the_guide_names_its_keys(attending):
    buttons = [
        button for button in screen(attending).view.guide.findChildren(QPushButton) if button.isVisible()
    ]
    hints = {button.text(): button.hint() for button in buttons}
    assert hints == {"Imprimir": "Ctrl+P", "Copiar": "Ctrl+Mayús+C"}
    next(button for button in buttons if button.text() == "Imprimir").click()
    attending.rest(lambda: screen(attending).paper.previewing)

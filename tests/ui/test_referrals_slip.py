"""The slip by keys: seen before it is printed, in Vincular, in Bandeja, and from the counter after F7."""

from __future__ import annotations

import pypdfium2
import pytest
from counter import KEY, SHIFT, open_counter, screen
from handover_hands import INBOX_KEY, VINCULAR_KEY, hand_over, open_list, user
from PySide6.QtCore import Qt

from desktop_app.domain.values import ReferralState, ReturnReason
from desktop_app.services import referrals
from ui.kit import printing

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def saved(counter):
    return hand_over(counter, official=counter.chief)


@pytest.fixture
def printed(monkeypatch):
    sent = []
    monkeypatch.setattr(
        printing, "ask_printer", lambda _parent, printer, pages: sent.append(printer) or False
    )
    return sent


def words(slip):
    document = pypdfium2.PdfDocument(slip.data)
    text = " ".join(document[0].get_textpage().get_text_range().split())
    document.close()
    return text


@pytest.mark.parametrize(("login", "key"), [("ana", VINCULAR_KEY), ("luis", INBOX_KEY)])
def test_it_is_seen_then_printed_and_esc_goes_back(qtbot, counter, saved, printed, login, key):
    hands = open_list(qtbot, counter, login, key)
    hands.press(KEY.Key_P, mods=CTRL)
    slip = screen(hands).slip
    hands.rest(lambda: slip.previewing and slip.preview.isVisible())
    assert "Pregunte por Luis Paredes Ñaupa Unidad Obras y Vías" in words(slip.preview.slip)
    assert "987654321" not in words(slip.preview.slip)
    assert hands.window.pane.content() is slip.preview
    hands.press(KEY.Key_P, mods=CTRL)
    hands.rest()
    assert len(printed) == 1
    hands.press(KEY.Key_Escape)
    assert hands.window.pane.content() is screen(hands).detail
    assert hands.focused() is screen(hands).table


def test_the_paper_may_be_a6_and_is_saved_as_pdf(qtbot, counter, saved, tmp_path):
    ana = open_list(qtbot, counter, "ana", VINCULAR_KEY)
    slip = screen(ana).slip
    slip.folder = tmp_path
    ana.press(KEY.Key_P, mods=CTRL)
    ana.rest(lambda: slip.preview.slip is not None)
    slip.preview.paper.chips()[0].setFocus()
    ana.press(KEY.Key_Right)
    ana.rest(lambda: slip.preview.slip.paper == "a6")
    ana.press(KEY.Key_S, mods=CTRL)
    ana.rest((tmp_path / f"Vinculación {saved.number}.pdf").exists)


def test_nobody_gets_a_paper_to_where_the_need_is_no_longer(qtbot, counter, saved):
    referrals.answer(
        user(counter, "luis"), saved.referral, ReferralState.RETURNED, reason=ReturnReason.WRONG_UNIT
    )
    ana = open_list(qtbot, counter, "ana", VINCULAR_KEY)
    ana.press(KEY.Key_P, mods=CTRL)
    ana.rest(lambda: "entregue el papel de la que la sigue" in ana.window.status.line.text())
    assert not screen(ana).slip.previewing


def test_another_row_puts_the_pane_back(qtbot, counter, saved):
    hand_over(counter, subject="Bache")
    ana = open_list(qtbot, counter, "ana", VINCULAR_KEY)
    ana.press(KEY.Key_P, mods=CTRL)
    ana.rest(lambda: screen(ana).slip.previewing)
    screen(ana).table.setFocus()
    ana.press(KEY.Key_Down)
    ana.rest(lambda: not screen(ana).slip.previewing)
    assert ana.window.pane.content() is screen(ana).detail


def test_from_the_counter_it_is_two_keys_after_the_record(qtbot, counter):
    ana = open_counter(qtbot, counter, "ana")
    ana.press(KEY.Key_R, mods=CTRL | SHIFT)
    ana.rest(lambda: "no es una vinculación" in ana.window.status.line.text())
    saved = hand_over(counter)
    ana.press(KEY.Key_R, mods=CTRL | SHIFT)
    ana.rest(lambda: ana.window._current == "referrals" and screen(ana).slip.previewing)
    assert screen(ana).slip.preview.slip.referral == saved.referral
    ana.rest(screen(ana).slip.preview.isVisible)

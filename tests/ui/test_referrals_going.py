"""How the hand-overs go, seen by keys: the periods, the tables, and who sees the clerks."""

from __future__ import annotations

import pytest
from counter import KEY, screen
from handover_hands import VINCULAR_KEY, hand_over, open_list, user

from desktop_app.domain.values import ReferralState, ReturnReason
from desktop_app.services import referrals


@pytest.fixture
def day(counter):
    luis = user(counter, "luis")
    for number in range(4):
        saved = hand_over(counter, subject=f"Necesidad {number}")
        counter.clock.advance(minutes=2)
        if number == 0:
            reason = ReturnReason.WRONG_UNIT
            referrals.answer(luis, saved.referral, ReferralState.RETURNED, reason=reason)
        elif number < 3:
            referrals.answer(luis, saved.referral, ReferralState.ACCEPTED)
    return counter


def cells(hands):
    model = screen(hands).going.model
    return [
        [model.cell(row, column)[0].replace("\xa0", " ") for column in range(5)]
        for row in range(model.rowCount())
    ]


def opened(qtbot, counter, login):
    hands = open_list(qtbot, counter, login, VINCULAR_KEY)
    hands.press(KEY.Key_G)
    hands.rest(screen(hands).going.model.counted)
    return hands


def test_the_rates_stand_beside_what_they_are_of(qtbot, day):
    marta = opened(qtbot, day, "marta")
    row = ["4", "25,0 % (1 de 4)", "0", "2,0 min · 2,0 min (n 2)"]
    marta.rest(lambda: cells(marta) == [["Todas", *row], ["Obras y Vías", *row]])
    assert marta.focused() is screen(marta).going.table
    assert marta.window.pane.content() is screen(marta).going_pane
    assert "Anuladas, fuera de la cuenta: 0." in screen(marta).going.footer.text()
    marta.press(KEY.Key_Escape)
    assert marta.focused() is screen(marta).table
    assert marta.window.pane.content() is screen(marta).detail


def test_the_rows_may_be_topics_and_for_supervision_clerks(qtbot, day):
    marta = opened(qtbot, day, "marta")
    chips = screen(marta).going.rows.chips()
    assert [chip.text() for chip in chips] == ["Por unidad", "Por tema", "Por quien envía"]
    chips[0].setFocus()
    marta.press(KEY.Key_Right)
    marta.rest(lambda: [row[0] for row in cells(marta)] == ["Todas", "Sin clasificar"])
    marta.press(KEY.Key_Right)
    marta.rest(lambda: [row[0] for row in cells(marta)] == ["Todas", "Ana Rojas"])


def test_a_clerk_sees_units_and_topics_nobody_by_name(qtbot, day):
    ana = opened(qtbot, day, "ana")
    assert [chip.text() for chip in screen(ana).going.rows.chips()] == ["Por unidad", "Por tema"]


def test_a_period_without_any_says_so(qtbot, day):
    marta = opened(qtbot, day, "marta")
    screen(marta).going.spans.chips()[0].setFocus()
    marta.press(KEY.Key_Right)
    marta.rest(lambda: cells(marta) == [])
    assert screen(marta).going.table._empty.text() == "En este período no se vinculó a nadie."


def test_what_is_recorded_meanwhile_is_counted_and_another_section_finds_the_list(qtbot, day):
    from ui.kit.screen import REFERRALS, ShowReferral

    marta = opened(qtbot, day, "marta")
    marta.rest(lambda: len(cells(marta)) == 2)
    saved = hand_over(day, subject="Otra")
    marta.window.show_screen(REFERRALS)
    screen(marta).refresh(frozenset({"referral"}))
    marta.rest(lambda: cells(marta)[0][1] == "5")
    marta.window.show_screen(REFERRALS, ShowReferral(saved.referral))
    marta.rest(lambda: screen(marta).detail.shown_id() == saved.referral)
    assert not screen(marta).counting()

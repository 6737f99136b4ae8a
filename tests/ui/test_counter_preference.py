"""Preferential attention: one key marks it, a digit tells the group, and it stays out of everything else."""

from __future__ import annotations

from counter import KEY, close_counter, open_counter, screen
from PySide6.QtCore import Qt

from desktop_app.domain.preferential import UNSPECIFIED
from desktop_app.services import drafts

ALT = Qt.KeyboardModifier.AltModifier


def stored(counter):
    return counter.rows("SELECT preferential, result FROM attention ORDER BY id DESC LIMIT 1")[0]


def test_one_key_marks_it_and_the_hand_goes_on_typing(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_F12)
    form = screen(hands).form
    assert not screen(hands).view.parts.groups.isHidden()
    hands.write("horario")
    hands.rest(form.topic.list_open)
    assert (form.topic.text(), screen(hands).view.parts.groups.isHidden()) == ("horario", True)
    hands.press(KEY.Key_Return)
    hands.rest()
    hands.record()
    assert stored(counter) == (UNSPECIFIED, "oriented")


def test_a_digit_tells_the_group_and_the_same_key_takes_the_mark_away(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_1, KEY.Key_F12, KEY.Key_2)
    bar, form = screen(hands).view.bar, screen(hands).form
    assert (bar.preferential.text(), bar.preferential.isChecked()) == ("Mujer embarazada", True)
    assert bar.preferential.accessibleName() == "Atención preferente: Mujer embarazada"
    assert form.citizen.hasFocus()
    hands.press(KEY.Key_F12)
    assert (bar.preferential.text(), bar.preferential.isChecked()) == ("", False)
    assert screen(hands).view.parts.groups.isHidden()
    hands.press(KEY.Key_F12, KEY.Key_1)
    hands.record()
    assert stored(counter) == ("adulto_mayor", "oriented")


def test_esc_and_tab_leave_it_unspecified(hands):
    for key in (KEY.Key_Escape, KEY.Key_Tab):
        hands.press(KEY.Key_F2, KEY.Key_F12, key)
        assert screen(hands).view.parts.groups.isHidden()
        assert screen(hands).desk.front.preferential == UNSPECIFIED
        hands.press(KEY.Key_F12)
        assert screen(hands).desk.front.preferential is None


def test_before_anybody_is_attended_the_key_begins_with_them(hands):
    hands.press(KEY.Key_F12, KEY.Key_4)
    front = screen(hands).desk.front
    assert (front.preferential, front.blank) == ("discapacidad", True)
    hands.press(KEY.Key_F3)
    assert screen(hands).desk.all() == [front]


def test_a_draft_keeps_it_and_the_card_tells_it(qtbot, hands, counter):
    ctx = counter.installation.context(counter.installation.actor("ana"))
    hands.press(KEY.Key_F2, KEY.Key_1, KEY.Key_F12, KEY.Key_1)
    qtbot.waitUntil(
        lambda: any(each.content["preferential"] for each in drafts.open_drafts(ctx)), timeout=5000
    )
    hands.press(KEY.Key_F3)
    assert "Preferente" in screen(hands).view.parts.cards._cards[0].accessibleName()
    close_counter(counter)
    counter.reopen()
    again = open_counter(qtbot, counter, "ana")
    again.rest(lambda: screen(again).desk.front is not None)
    assert screen(again).view.bar.preferential.accessibleName() == "Atención preferente: Persona adulta mayor"


def test_it_changes_neither_the_level_nor_the_criterion(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7, KEY.Key_F12, KEY.Key_1)
    front = screen(hands).desk.front
    assert (front.level, front.criterion, screen(hands).thinking.signs) == ("simple", None, ())
    hands.write("Rosa Quispe")
    hands.rest()
    screen(hands).form.no_contact.click()
    hands.record()
    case = counter.last_case()
    assert (case["level"], case["criterion"], stored(counter)[0]) == ("simple", None, "adulto_mayor")


def test_today_tells_and_counts_it_with_those_who_left_no_contact(hands):
    hands.press(KEY.Key_F2, KEY.Key_7, KEY.Key_F12, KEY.Key_1)
    hands.write("Rosa Quispe")
    hands.rest()
    hands.press(KEY.Key_T, mods=ALT)
    hands.record()
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.record()
    today = screen(hands).view.today
    hands.rest(lambda: today.model.rowCount() == 2)
    assert today.summary.text() == "2 · promedio 00:00 · preferentes: 1 · sin contacto: 1"
    assert [today.model.cell(row, 3)[0] for row in range(2)].count("Preferente · Rosa Quispe") == 1


def test_the_bar_says_less_where_there_is_less_room(hands):
    hands.press(KEY.Key_F2, KEY.Key_F12, KEY.Key_4)
    button = screen(hands).view.bar.preferential
    assert button.text() == "Persona con discapacidad"
    hands.press(KEY.Key_F4, KEY.Key_3)
    screen(hands).view.tick()
    hands.window.resize(910, 432)
    hands.rest(lambda: button.text() == "")
    assert button.accessibleName() == "Atención preferente: Persona con discapacidad"


def test_marking_by_mouse_is_the_same(hands):
    hands.press(KEY.Key_F2)
    screen(hands).view.bar.preferential.click()
    assert screen(hands).desk.front.preferential == UNSPECIFIED
    screen(hands).view.bar.preferential.click()
    assert screen(hands).desk.front.preferential is None

"""The critical protocol in Casos: the next check-in is asked, signs are marked and answered, by keys alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cases_hands import Folder, at_the_first, stand_on
from counter import CTRL, KEY, NOW, screen

from desktop_app.services import cases
from ui.kit.marks import marked


@pytest.fixture
def folder(counter):
    return Folder(counter)


@pytest.fixture
def hands(qtbot, counter, folder):
    del folder
    return at_the_first(qtbot, counter)


def checks(folder, case):
    sql = "SELECT f.next_action_at FROM case_file f JOIN entity e ON e.id = f.id WHERE e.uid = ?"
    return folder.counter.rows(sql, case)[0][0]


def minutes_from_now(folder, case):
    return (checks(folder, case) - NOW.timestamp()) / 60


def test_an_answer_asks_for_the_next_check_in(hands, folder):
    stand_on(hands, folder.critical)
    hands.press(KEY.Key_R)
    form = screen(hands).detail.form
    assert form.check.isVisible()
    preset = form.check.field.text()
    assert preset == f"{NOW + timedelta(hours=4):%H:}" + f"{(NOW.minute // 5) * 5:02d}"
    hands.press(KEY.Key_1)
    hands.write("Va la cuadrilla")
    hands.press(KEY.Key_Tab)
    assert hands.focused() is form.check.field
    form.check.field.clear()
    hands.write("luego")
    hands.record()
    assert "+1h" in form.foot.error.text()
    assert hands.focused() is form.check.field
    form.check.field.clear()
    hands.write("+90")
    hands.record()
    assert [kind for kind, _ in folder.events(folder.critical)][-2:] == ["contact", "plan"]
    assert minutes_from_now(folder, folder.critical) == 90


def test_marking_critical_asks_for_it_too(hands, folder):
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_F9, KEY.Key_1)
    hands.write("Puede caer")
    assert screen(hands).detail.form.check.isVisible()
    hands.record()
    kinds = [kind for kind, _ in folder.events(folder.fresh)]
    assert kinds[-3:] == ["level", "escalate", "plan"]
    assert 55 <= minutes_from_now(folder, folder.fresh) <= 60


def test_a_check_in_is_one_letter(hands, folder):
    stand_on(hands, folder.critical)
    hands.press(KEY.Key_S)
    hands.press(KEY.Key_Tab)
    form = screen(hands).detail.form
    form.check.field.clear()
    hands.write("+30m")
    hands.record()
    assert folder.events(folder.critical)[-1] == ("plan", "Revisar el caso crítico")
    assert minutes_from_now(folder, folder.critical) == 30


def test_a_case_that_is_not_critical_is_asked_nothing(hands, folder):
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_R)
    assert not screen(hands).detail.form.check.isVisible()
    hands.press(KEY.Key_1)
    hands.write("Se le explicó")
    hands.record()
    assert [kind for kind, _ in folder.events(folder.fresh)] == ["open", "contact"]


def test_a_late_check_in_is_told_in_badge_and_next_action(hands, folder):
    counter = folder.counter
    cases.log_contact(counter.console, folder.critical, "phone", "Va la cuadrilla", answered=True)
    counter.clock.set(NOW + timedelta(hours=5))
    hands.press(KEY.Key_F5)
    hands.rest()
    stand_on(hands, folder.critical)
    hands.rest(lambda: screen(hands).detail.case.line.next_action.startswith("Revisión vencida"))
    assert screen(hands).detail.case.line.badge.text.startswith("Crítico · revisar hace ")


def test_words_of_a_note_are_marked_and_suggest_raising_the_case(hands, folder):
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_N)
    hands.write("Dice que huele a gas")
    form = screen(hands).detail.form
    hands.rest(lambda: marked(form.text) == ["huele a gas"])
    hands.record()
    detail = screen(hands).detail
    hands.rest(detail._sign_box.isVisible)
    assert "«huele a gas»" in detail._sign.text()
    hands.press(KEY.Key_X, KEY.Key_1)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: not detail._sign_box.isVisible())
    kind, text = folder.events(folder.fresh)[-1]
    assert (kind, text) == ("sign", "No es crítico («huele a gas»): Ya lo están atendiendo")

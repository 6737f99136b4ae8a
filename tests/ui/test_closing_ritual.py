"""The closing ritual by keys: attempts, an objection, causes, and the screen turned to the citizen."""

from __future__ import annotations

import json

import pytest
from cases_hands import Folder, at_the_first, stand_on
from counter import CTRL, KEY, NONE, Counter, close_counter, screen
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.domain.values import CaseState, Confirmation
from desktop_app.services import cases, settings
from ui.kit.kiosk import FaceButton, OpinionKiosk

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def counter(tmp_path):
    made = Counter(tmp_path)
    yield made
    close_counter(made)
    made.close()


@pytest.fixture
def folder(counter):
    made = Folder(counter)
    made.resolve(made.late)
    counter.clock.advance(seconds=60)
    return made


@pytest.fixture
def hands(qtbot, counter, folder):
    found = at_the_first(qtbot, counter)
    stand_on(found, folder.late)
    return found


def strip(hands):
    return screen(hands).detail.closing


def again(hands, folder):
    """Have the list read what changed, and stand on the case again."""
    hands.press(KEY.Key_F5)
    hands.rest()
    stand_on(hands, folder.late)
    events = len(folder.events(folder.late))
    hands.rest(lambda: len(screen(hands).detail.case.timeline) == events)


def closing_of(folder):
    sql = "SELECT f.closing, f.score, f.score_by_handler FROM case_file f JOIN entity e ON e.id = f.id WHERE e.uid = ?"
    closing, score, own = folder.counter.rows(sql, folder.late)[0]
    return (json.loads(closing) if closing else {}), score, own


def last_facts(folder, kind):
    sql = (
        "SELECT v.facts FROM case_event v JOIN entity e ON e.id = v.case_file "
        "WHERE e.uid = ? AND v.kind = ? ORDER BY v.stamp"
    )
    return json.loads(folder.counter.rows(sql, folder.late, kind)[-1][0])


def test_each_attempt_logs_itself_and_the_third_lets_it_be_closed(hands, folder):
    for number in range(3):
        hands.keys = 0
        hands.press(KEY.Key_C, KEY.Key_4)
        assert strip(hands).save.text() == "Anotar el intento"
        hands.record()
        assert hands.keys == 3
        assert folder.state(folder.late) == "resolved"
        hands.rest(lambda: not strip(hands).isVisible())
        hands.rest(lambda n=number: f"Intento {n + 1} de 3" in hands.window.status.line.text())
        folder.counter.clock.advance(hours=2)
        again(hands, folder)
    facts = last_facts(folder, "contact")
    assert (facts["channel"], facts["reached"], facts["attempt"]) == ("phone", False, True)
    hands.press(KEY.Key_C, KEY.Key_4)
    told = strip(hands).tries.text()
    assert told.startswith(
        "3 de 3 intentos: mar 24/11 10:43 teléfono, mar 24/11 12:43 teléfono, mar 24/11 14:43"
    )
    assert "Ya puede cerrarlo sin confirmación" in told
    assert strip(hands).save.text() == "Cerrar sin confirmación"
    hands.record()
    assert folder.state(folder.late) == "closed"
    assert closing_of(folder)[0] == {"confirmation": "not_reached", "attempts": 3}
    again_shown = screen(hands).detail
    hands.rest(lambda: again_shown.case is None or again_shown.case.line.state is not CaseState.RESOLVED)


def test_attempts_within_the_hour_count_as_one_and_the_form_says_so(hands, folder):
    for _ in range(4):
        hands.press(KEY.Key_C, KEY.Key_4)
        hands.record()
        hands.rest(lambda: not strip(hands).isVisible())
        folder.counter.clock.advance(minutes=5)
        again(hands, folder)
    hands.press(KEY.Key_C, KEY.Key_4)
    assert strip(hands).tries.text().startswith("1 de 3 intentos:")
    assert "menos de 1 hora entre sí cuentan como uno" in strip(hands).tries.text()
    assert sum(kind == "contact" for kind, _ in folder.events(folder.late)) == 4
    assert folder.state(folder.late) == "resolved"


def test_an_attempt_says_by_which_channel(hands, folder):
    hands.press(KEY.Key_C, KEY.Key_4)
    strip(hands).channel.enter()
    hands.press(KEY.Key_3)
    hands.record()
    assert last_facts(folder, "contact")["channel"] == "email"


def test_an_objection_reopens_in_the_citizens_words(hands, folder):
    hands.press(KEY.Key_C, KEY.Key_5)
    assert hands.focused() is strip(hands).objection
    hands.record()
    assert "Escriba con sus palabras" in strip(hands).foot.error.text()
    hands.write("La vereda sigue rota")
    hands.record()
    assert folder.state(folder.late) == "reopened"
    assert folder.events(folder.late)[-1] == ("move", "La vereda sigue rota")
    assert last_facts(folder, "move")["cause"] == "objection"


def test_an_objection_that_was_left_is_there_again(hands, folder):
    hands.press(KEY.Key_C, KEY.Key_5)
    hands.write("Sigue rota")
    hands.press(KEY.Key_Escape)
    assert not strip(hands).isVisible()
    hands.press(KEY.Key_C, KEY.Key_5)
    assert strip(hands).objection.toPlainText() == "Sigue rota"


def test_causes_cost_nothing_to_who_skips_them_and_a_digit_each_otherwise(hands, folder):
    hands.press(KEY.Key_C, KEY.Key_1, KEY.Key_4)
    hands.press(KEY.Key_C, mods=ALT)
    hands.press(KEY.Key_2, KEY.Key_5, KEY.Key_2, KEY.Key_1, KEY.Key_7)
    assert strip(hands).cause_text.isVisible()
    strip(hands).cause_text.setFocus()
    hands.write("Obra de otra empresa")
    hands.record()
    assert closing_of(folder)[0] == {
        "confirmation": "phone",
        "causes": ["Demora interna", "Trato", "Otra causa"],
    }
    assert ("move", "Obra de otra empresa") in folder.events(folder.late)


def test_the_offices_own_causes_are_offered(qtbot, counter, folder):
    from desktop_app.domain.closing_rules import ClosingRules

    settings.save_closing(counter.console, ClosingRules(causes=("Lluvia", "Huelga")))
    hands = at_the_first(qtbot, counter)
    stand_on(hands, folder.late)
    hands.press(KEY.Key_C, KEY.Key_1, KEY.Key_4)
    hands.press(KEY.Key_C, mods=ALT)
    assert [chip.text() for chip in strip(hands).causes.chips()] == ["1 Lluvia", "2 Huelga", "3 Otra causa"]


# The turned screen.


def kiosk(hands):
    """Turn the screen, and return what covers it."""
    hands.press(KEY.Key_F11)
    hands.rest(lambda: isinstance(QApplication.activeModalWidget(), OpinionKiosk))
    return QApplication.activeModalWidget()


def press(widget, *keys, mods=NONE):
    for key in keys:
        QTest.keyClick(widget.focusWidget() or widget, key, mods)


def test_the_citizen_answers_on_a_turned_screen_and_it_is_marked_as_theirs(hands, folder):
    hands.press(KEY.Key_C, KEY.Key_2)
    shown = kiosk(hands)
    press(shown, KEY.Key_4)
    assert [face.isChecked() for face in shown.faces] == [False, False, False, True, False]
    QTest.keyClicks(shown.focusWidget(), "Gracias por todo")
    press(shown, KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: QApplication.activeModalWidget() is None)
    assert "Lo anotó el ciudadano en pantalla: 4 de 5, buena" in strip(hands).answered.text()
    assert not strip(hands).score.isVisible()
    hands.record()
    assert folder.state(folder.late) == "closed"
    assert closing_of(folder)[1:] == (4, 0)
    assert last_facts(folder, "rate")["by"] == "citizen"
    assert ("rate", "Gracias por todo") in folder.events(folder.late)


def test_the_turned_screen_shows_nothing_of_any_case(hands, folder):
    hands.press(KEY.Key_C, KEY.Key_2)
    shown = kiosk(hands)
    line = screen(hands).listing.current()
    words = [each.text() for each in shown.findChildren(QLabel)] + [shown.windowTitle()]
    words += [button.text() for button in shown.findChildren(FaceButton)]
    for secret in (line.number, line.subject, line.citizen, "Marta", "Vereda"):
        assert not any(secret in each for each in words)
    assert shown.isModal()
    assert shown.size().width() >= shown.screen().size().width()
    press(shown, KEY.Key_Escape)


def test_esc_gives_the_screen_back_without_an_answer(hands, folder):
    hands.press(KEY.Key_C, KEY.Key_2)
    shown = kiosk(hands)
    press(shown, KEY.Key_3, KEY.Key_Escape)
    hands.rest(lambda: QApplication.activeModalWidget() is None)
    assert strip(hands).score.isVisible()
    hands.press(KEY.Key_5)
    hands.record()
    assert closing_of(folder)[1] == 5
    assert "by" not in last_facts(folder, "rate")


def test_an_answer_ends_by_itself_when_nobody_touches_anything(hands, folder):
    hands.press(KEY.Key_C, KEY.Key_2)
    shown = kiosk(hands)
    assert not shown._idle.isActive()
    press(shown, KEY.Key_1)
    assert shown._idle.isActive()
    shown._idle.timeout.emit()
    hands.rest(lambda: QApplication.activeModalWidget() is None)
    assert "1 de 5, muy mala" in strip(hands).answered.text()


def test_without_a_face_nothing_is_sent_and_zero_declines(hands, folder):
    hands.press(KEY.Key_C, KEY.Key_2)
    shown = kiosk(hands)
    press(shown, KEY.Key_Return, mods=CTRL)
    assert shown.isVisible()
    press(shown, KEY.Key_0)
    hands.rest(lambda: QApplication.activeModalWidget() is None)
    assert "no quiso responder" in strip(hands).answered.text()
    hands.record()
    assert closing_of(folder)[1] == 0
    assert last_facts(folder, "rate")["by"] == "citizen"


def test_what_the_citizen_answered_is_kept_when_the_form_is_left(hands, folder):
    hands.press(KEY.Key_C, KEY.Key_2)
    shown = kiosk(hands)
    press(shown, KEY.Key_2)
    press(shown, KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: QApplication.activeModalWidget() is None)
    hands.press(KEY.Key_Escape)
    hands.rest()
    stand_on(hands, folder.late)
    hands.press(KEY.Key_C, KEY.Key_1)
    assert "2 de 5, mala" in strip(hands).answered.text()
    assert not strip(hands).score.isVisible()


def test_the_screen_is_not_turned_where_no_opinion_is_asked(hands, folder):
    hands.press(KEY.Key_F11)
    hands.rest()
    assert QApplication.activeModalWidget() is None
    hands.press(KEY.Key_C, KEY.Key_4, KEY.Key_F11)
    hands.rest()
    assert QApplication.activeModalWidget() is None


def test_the_detail_says_who_entered_it_and_that_nobody_confirmed(hands, folder):
    from ui.cases.closing_words import ended_text, opinion_text

    ctx = folder.counter.console
    for _ in range(3):
        cases.log_contact(ctx, folder.late, "phone", "No contestó", reached=False)
        folder.counter.clock.advance(hours=1)
    cases.move_case(ctx, folder.late, CaseState.CLOSED, confirmation=Confirmation.NOT_REACHED)
    cases.rate_case(ctx, folder.late, 2, "Tardaron", by_handler=True)
    from desktop_app.services import case_lists, closing

    found = case_lists.detail(ctx, folder.late)
    assert ended_text(closing.ended(found.timeline)) == "Cerrado sin confirmación tras 3 intentos."
    text = opinion_text(closing.opinion_of(found.timeline))
    assert text == (
        "Satisfacción: 2 de 5, mala (la anotó quien atendió el caso; se informa aparte).\n"
        "En palabras del ciudadano: «Tardaron»"
    )

"""The steps of a case by letter: notes, hand-overs, pauses, answers, and the closing in four keys."""

from __future__ import annotations

import json
import threading

import pytest
from cases_hands import Folder, at_the_first, stand_on
from counter import CTRL, KEY, close_counter, open_counter, screen

from desktop_app.domain.values import CaseState
from desktop_app.services import cases


@pytest.fixture
def folder(counter):
    return Folder(counter)


@pytest.fixture
def hands(qtbot, counter, folder):
    del folder
    return at_the_first(qtbot, counter)


def test_what_is_typed_while_a_note_is_recorded_neither_joins_nor_repeats_it(hands, folder):
    stand_on(hands, folder.late)
    gate = threading.Event()
    background = hands.window.tools.background
    background.write(background, lambda: gate.wait(10)).run()
    hands.press(KEY.Key_N)
    hands.write("Se llamó")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.write("c")
    hands.press(KEY.Key_Return, mods=CTRL)
    assert screen(hands).detail.form.text.toPlainText() == "Se llamó"
    gate.set()
    hands.rest(lambda: not screen(hands).detail.form.isVisible())
    assert [event for event in folder.events(folder.late) if event[0] == "note"] == [("note", "Se llamó")]


def test_a_note_is_two_keys_and_its_words(hands, folder):
    stand_on(hands, folder.late)
    hands.keys = 0
    hands.press(KEY.Key_N)
    hands.write("Se pidió el informe técnico")
    hands.record()
    assert hands.keys == 2
    assert folder.events(folder.late)[-1] == ("note", "Se pidió el informe técnico")
    assert hands.focused() is screen(hands).table
    hands.rest(lambda: len(screen(hands).detail.case.timeline) == 2)


def test_what_was_typed_for_a_step_is_there_again_after_esc(hands, folder):
    stand_on(hands, folder.late)
    hands.press(KEY.Key_N)
    hands.write("A medio escribir")
    hands.press(KEY.Key_Escape)
    assert not screen(hands).detail.form.isVisible()
    hands.press(KEY.Key_Down, KEY.Key_Up)
    hands.rest()
    hands.press(KEY.Key_N)
    assert screen(hands).detail.form.text.toPlainText() == "A medio escribir"


def test_what_was_typed_for_a_step_survives_the_end_of_the_program(qtbot, hands, folder, counter):
    stand_on(hands, folder.late)
    hands.press(KEY.Key_N)
    hands.write("A medio escribir")
    qtbot.waitUntil(lambda: counter.rows("SELECT count(*) FROM draft") == [(1,)], timeout=5000)
    close_counter(counter)
    counter.reopen()
    again = open_counter(qtbot, counter, "marta")
    again.press(KEY.Key_1, mods=CTRL)
    again.rest()
    assert again.window.current_screen().desk.all() == []
    again.press(KEY.Key_3, mods=CTRL)
    again.rest(lambda: again.window.current_screen().detail.case is not None)
    stand_on(again, folder.late)
    again.press(KEY.Key_N)
    assert screen(again).detail.form.text.toPlainText() == "A medio escribir"
    again.record()
    assert folder.events(folder.late)[-1] == ("note", "A medio escribir")
    qtbot.waitUntil(lambda: counter.rows("SELECT count(*) FROM draft") == [(0,)], timeout=5000)


def test_an_empty_note_is_refused_under_the_field(hands, folder):
    stand_on(hands, folder.late)
    hands.press(KEY.Key_N)
    hands.record()
    assert screen(hands).detail.form.foot.error.text() == "Escriba el texto."
    assert screen(hands).detail.form.isVisible()


def test_only_allowed_steps_are_offered(hands, folder):
    stand_on(hands, folder.critical)
    names = {button.objectName() for button in buttons(hands)}
    assert {"move.referred", "move.in_progress", "move.resolved", "move.voided"} <= names
    assert not {"move.waiting_citizen", "move.closed", "cases.critical"} & names


def buttons(hands):
    from ui.kit.buttons import Button

    return screen(hands).detail._buttons.findChildren(Button)


def test_a_step_that_asks_for_nothing_is_taken_at_once(hands, folder):
    stand_on(hands, folder.fresh)
    next(button for button in buttons(hands) if button.objectName() == "move.in_progress").click()
    hands.rest()
    assert folder.state(folder.fresh) == "in_progress"
    hands.rest(lambda: screen(hands).detail.case.line.state is CaseState.IN_PROGRESS)
    assert hands.focused() is screen(hands).table


def test_a_case_is_handed_to_somebody_by_name(hands, folder):
    stand_on(hands, folder.fresh)
    next(button for button in buttons(hands) if button.objectName() == "move.referred").click()
    hands.write("pare")
    hands.rest(screen(hands).detail.form.receiver.list_open)
    hands.press(KEY.Key_Return)
    hands.record()
    assert folder.state(folder.fresh) == "referred"
    assert screen(hands).listing.current() is not None
    rows = folder.counter.rows(
        "SELECT o.name FROM case_file f JOIN official o ON o.id = f.responsible JOIN entity e ON e.id = f.id "
        "WHERE e.uid = ?",
        folder.fresh,
    )
    assert rows == [("Luis Paredes Ñaupa",)]


def test_pausing_needs_its_reason_and_p_resumes(hands, folder):
    cases.move_case(folder.counter.console, folder.fresh, CaseState.IN_PROGRESS)
    hands.press(KEY.Key_F5)
    hands.rest()
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_P)
    hands.write("Copia del recibo")
    hands.record()
    assert folder.state(folder.fresh) == "waiting_citizen"
    hands.rest(lambda: screen(hands).detail.case.line.state is CaseState.WAITING_CITIZEN)
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_P)
    hands.rest()
    assert folder.state(folder.fresh) == "in_progress"


def test_a_critical_case_is_not_paused_and_says_why(hands, folder):
    cases.move_case(folder.counter.console, folder.critical, CaseState.IN_PROGRESS)
    stand_on(hands, folder.critical)
    hands.press(KEY.Key_P)
    assert hands.window.status.line.text() == "Un caso crítico no se pausa: su plazo sigue corriendo."


def test_what_was_done_is_confirmed_as_done(hands, folder):
    stand_on(hands, folder.fresh)
    for key, noted in ((KEY.Key_R, "Respuesta"), (KEY.Key_E, "Escalado"), (KEY.Key_C, "Resuelto")):
        hands.press(key)
        hands.write("Se avisó.")
        hands.record()
        number = screen(hands).listing.current().number
        assert hands.window.status.line.text() == f"Anotado en el caso {number}: {noted}."
        stand_on(hands, folder.fresh)


def test_an_answer_stops_the_clock_of_the_first_answer(hands, folder):
    stand_on(hands, folder.critical)
    hands.press(KEY.Key_R)
    hands.write("La cuadrilla va en camino")
    hands.record()
    hands.rest(lambda: screen(hands).detail.case.first_answer is not None)
    assert screen(hands).detail.badge.badge().text.startswith("Crítico · quedan")


def test_escalating_reaches_the_chief(hands, folder):
    stand_on(hands, folder.late)
    hands.press(KEY.Key_E)
    hands.write("Nadie responde")
    hands.record()
    hands.rest(lambda: len(screen(hands).detail.case.timeline) == 2)
    assert folder.events(folder.late)[-1] == ("escalate", "Nadie responde")
    event = screen(hands).detail.case.timeline[-1]
    assert screen(hands)._names[event.facts["to"]] == "Luis Paredes Ñaupa"


def test_a_case_becomes_critical_with_its_criterion(hands, folder):
    stand_on(hands, folder.late)
    hands.press(KEY.Key_F9, KEY.Key_2)
    hands.write("Tercera vez que reclama")
    hands.record()
    sql = "SELECT f.level, f.criterion FROM case_file f JOIN entity e ON e.id = f.id WHERE e.uid = ?"
    assert folder.counter.rows(sql, folder.late) == [("critical", "recurrent")]


def test_closing_with_confirmation_and_opinion_is_four_keys(hands, folder):
    folder.resolve(folder.late)
    hands.press(KEY.Key_F5)
    hands.rest(lambda: screen(hands).listing.model.rowCount() == 3)
    stand_on(hands, folder.late)
    hands.keys = 0
    hands.press(KEY.Key_C, KEY.Key_1, KEY.Key_5)
    hands.record()
    assert hands.keys == 4
    assert folder.state(folder.late) == "closed"
    sql = "SELECT f.closing, f.score FROM case_file f JOIN entity e ON e.id = f.id WHERE e.uid = ?"
    closing, score = folder.counter.rows(sql, folder.late)[0]
    assert (json.loads(closing)["confirmation"], score) == ("phone", 5)


def test_not_reached_never_closes_without_three_attempts(hands, folder):
    folder.resolve(folder.late)
    hands.press(KEY.Key_F5)
    hands.rest()
    stand_on(hands, folder.late)

    def tried():
        return sum(each.kind == "contact" for each in screen(hands).detail.case.timeline)

    for number in range(3):
        hands.press(KEY.Key_L)
        screen(hands).detail.form.digits.enter()
        hands.press(KEY.Key_2)
        hands.record()
        hands.rest()
        folder.counter.clock.advance(hours=1)
        assert folder.state(folder.late) == "resolved"
        hands.rest(lambda number=number: tried() == number + 1)
    hands.press(KEY.Key_C, KEY.Key_4)
    hands.record()
    assert folder.state(folder.late) == "closed"


def test_zero_means_that_the_citizen_did_not_want_to_answer(hands, folder):
    folder.resolve(folder.late)
    hands.press(KEY.Key_F5)
    hands.rest()
    stand_on(hands, folder.late)
    hands.press(KEY.Key_C, KEY.Key_2, KEY.Key_0)
    hands.record()
    assert folder.state(folder.late) == "closed"
    assert ("rate", None) in folder.events(folder.late)


def test_c_on_an_open_case_asks_for_the_answer_first(hands, folder):
    stand_on(hands, folder.late)
    hands.press(KEY.Key_C)
    assert screen(hands).detail.form.step.id == "move.resolved"
    hands.write("Se reparó la vereda")
    hands.record()
    assert folder.state(folder.late) == "resolved"


def test_the_letters_on_the_steps_work_while_one_of_them_has_the_focus(hands, folder):
    stand_on(hands, folder.late)
    screen(hands).detail.first_button().setFocus()
    hands.press(KEY.Key_N)
    form = screen(hands).detail.form
    assert form.isVisible()
    assert hands.focused() is form.text
    hands.write("N")
    assert form.text.toPlainText() == "N"

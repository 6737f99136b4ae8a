"""Levels, pauses, extensions, duplicates and corrections of a case, by keys in the real window."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from cases_hands import Folder, at_the_first, stand_on
from counter import KEY, screen

from desktop_app.domain.extensions import Clock
from desktop_app.domain.values import CaseState, Level
from desktop_app.domain.waits import Wait
from desktop_app.services import case_corrections, case_extensions, case_lists, case_pauses, cases
from ui.cases import due_history
from ui.cases.words import clock_lines


@pytest.fixture
def folder(counter):
    return Folder(counter)


@pytest.fixture
def hands(qtbot, counter, folder):
    del folder
    return at_the_first(qtbot, counter)


def panel(hands):
    return screen(hands).detail.open_panel()


def again(hands, folder, case):
    hands.press(KEY.Key_F5)
    hands.rest()
    stand_on(hands, case)
    state = folder.state(case)
    hands.rest(lambda: screen(hands).detail.case.line.state == state)


def told(hands, needle):
    hands.rest(lambda: needle in panel(hands).effect.text())
    return panel(hands).effect.text()


def detail(folder, case):
    return case_lists.detail(folder.counter.console, case)


def test_a_pause_says_what_happens_to_both_clocks_before_it_is_saved(hands, folder):
    cases.move_case(folder.counter.console, folder.fresh, CaseState.IN_PROGRESS)
    again(hands, folder, folder.fresh)
    hands.press(KEY.Key_P)
    words = told(hands, "Meta interna")
    assert "Meta interna: sigue corriendo, vence" in words  # 48 elapsed hours do not stop
    hands.press(KEY.Key_1)
    hands.record()
    hands.rest(lambda: screen(hands).detail.case.line.state is CaseState.WAITING_CITIZEN)
    event = detail(folder, folder.fresh).timeline[-1]
    assert (event.facts["waits"], event.text) == ("documents", "Espera documentos.")


def test_other_reasons_are_written_and_an_empty_one_is_refused(hands, folder):
    cases.move_case(folder.counter.console, folder.fresh, CaseState.IN_PROGRESS)
    again(hands, folder, folder.fresh)
    hands.press(KEY.Key_P, KEY.Key_4)
    assert hands.focused() is panel(hands).text
    hands.record()
    assert "Escriba qué se espera" in panel(hands).foot.error.text()
    hands.write("Una firma")
    hands.record()
    assert folder.events(folder.fresh)[-1] == ("move", "Una firma")


def test_the_level_is_changed_with_a_preview_of_the_new_due_moments(hands, folder):
    stand_on(hands, folder.fresh)
    before = detail(folder, folder.fresh).internal_due
    hands.press(KEY.Key_V, KEY.Key_2)
    assert "Meta interna: pasa de" in told(hands, "Meta interna")
    hands.write("Hace falta un informe")
    hands.record()
    found = detail(folder, folder.fresh)
    assert (found.line.level, found.timeline[-1].text) == (Level.COMPLEX, "Hace falta un informe")
    assert found.internal_due > before


def test_a_critical_case_is_lowered_again(hands, folder):
    stand_on(hands, folder.critical)
    hands.press(KEY.Key_V, KEY.Key_1)
    assert "Primera respuesta: ya no corre." in told(hands, "Primera")
    hands.write("Ya no hay riesgo")
    hands.record()
    assert detail(folder, folder.critical).line.level is Level.SIMPLE


def test_raising_asks_for_the_criterion(hands, folder):
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_V, KEY.Key_3, KEY.Key_1)
    hands.write("Cable suelto")
    hands.record()
    found = detail(folder, folder.fresh)
    assert (found.line.level, found.criterion) == (Level.CRITICAL, "risk")


def test_the_same_level_is_no_change(hands, folder):
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_V)
    hands.write("x")
    hands.record()
    assert "Elija otro nivel" in panel(hands).foot.error.text()


def test_an_extension_by_days_moves_the_internal_target(hands, folder):
    stand_on(hands, folder.fresh)
    before = detail(folder, folder.fresh).internal_due
    hands.press(KEY.Key_Z)
    hands.rest(lambda: "vence" in panel(hands).effect.text())
    hands.press(KEY.Key_1)
    hands.write("+9")
    assert "pasa de" in told(hands, "pasa de")
    hands.press(KEY.Key_Return)
    hands.write("Falta la cuadrilla")
    hands.record()
    found = detail(folder, folder.fresh)
    day = folder.counter.console.now().date() + timedelta(days=9)
    assert found.internal_due == before.replace(year=day.year, month=day.month, day=day.day)
    assert (found.timeline[-1].facts["clock"], found.timeline[-1].text) == (
        Clock.INTERNAL,
        "Falta la cuadrilla",
    )


def test_an_extension_backwards_or_of_a_critical_case_is_refused_in_words(hands, folder):
    stand_on(hands, folder.critical)
    hands.press(KEY.Key_Z)
    assert "no se prorrogan" in told(hands, "crítico")
    hands.press(KEY.Key_Escape)
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_Z)
    hands.rest(lambda: "vence" in panel(hands).effect.text())
    hands.press(KEY.Key_1)
    hands.write("hoy")
    hands.press(KEY.Key_Return)
    hands.write("x")
    hands.record()
    assert "posterior al vencimiento" in panel(hands).foot.error.text()
    assert hands.focused() is panel(hands).day


def test_a_duplicate_is_united_by_its_number_and_the_union_undone(hands, folder):
    number = detail(folder, folder.late).line.number
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_D)
    hands.write(number)
    hands.rest(panel(hands).other.list_open)
    hands.press(KEY.Key_Return)
    assert number in told(hands, "queda unido")
    hands.record()
    assert folder.state(folder.fresh) == "voided"
    stand_on(hands, folder.late)
    hands.rest(lambda: bool(screen(hands).detail.case.related.duplicates))
    (other,) = screen(hands).detail.case.related.duplicates
    assert (other.id, other.citizen) == (folder.fresh, "Íñigo Díaz")
    screen(hands).detail.related.wanted.emit(other)
    hands.rest(lambda: screen(hands).detail.case.line.id == folder.fresh)
    (undo,) = (
        step for step in screen(hands).detail._buttons.often.buttons() if step.objectName() == "move.reopened"
    )
    assert undo.text() == "Deshacer la unión"
    undo.click()
    hands.write("Son dos baches")
    hands.record()
    assert folder.state(folder.fresh) == "reopened"


def test_what_is_likely_the_same_is_offered_before_anything_is_typed(hands, folder):
    console = folder.counter.console
    citizen = case_corrections.correctable(console, folder.late).data.citizen
    data = replace(case_corrections.correctable(console, folder.fresh).data, citizen=citizen)
    case_corrections.correct_case(console, folder.fresh, data)
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_D)
    hands.rest(panel(hands).other.list_open)
    hands.press(KEY.Key_Return)
    hands.record()
    assert folder.state(folder.fresh) == "voided"
    assert detail(folder, folder.fresh).related.into.id == folder.late


def test_the_end_of_a_pause_says_what_it_moved_and_an_extension_who_gave_it(hands, folder):
    console, case = folder.counter.console, folder.fresh
    cases.change_level(console, case, Level.COMPLEX, "Informe")
    cases.move_case(console, case, CaseState.IN_PROGRESS)
    case_pauses.pause_case(console, case, Wait.ANSWER)
    folder.counter.clock.advance(seconds=2 * 3600)
    cases.move_case(console, case, CaseState.IN_PROGRESS)
    events = detail(folder, case).timeline
    (line,) = due_history.resumed_lines(events, events[-1])
    assert line.startswith("Meta interna: por la pausa pasa de mar 01/12/2026 16:30 a mié 02/12/2026 10:00")
    assert due_history.resumed_lines(events, events[-2]) == []
    day = console.now().date() + timedelta(days=13)
    case_extensions.extend_case(console, case, Clock.INTERNAL, day, "Falta la cuadrilla")
    again(hands, folder, case)
    explained = dict(clock_lines(detail(folder, case)))["Meta interna"]
    assert explained.splitlines()[1] == "Prórroga: Falta la cuadrilla"


def test_p_resumes_and_the_status_says_by_how_much_each_clock_moved(hands, folder):
    console, case = folder.counter.console, folder.fresh
    cases.change_level(console, case, Level.COMPLEX, "Informe")
    cases.move_case(console, case, CaseState.IN_PROGRESS)
    case_pauses.pause_case(console, case, Wait.ANSWER)
    folder.counter.clock.advance(seconds=2 * 3600)
    again(hands, folder, case)
    hands.press(KEY.Key_P)
    hands.rest()
    assert folder.state(case) == "in_progress"
    said = hands.window.status.line.text()
    assert said.endswith("Meta interna: pasa de mar 01/12/2026 16:30 a mié 02/12/2026 10:00.")


def test_nothing_is_united_before_a_case_was_chosen(hands, folder):
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_D)
    hands.record()
    assert "Elija el otro caso" in panel(hands).foot.error.text()
    assert folder.state(folder.fresh) == "registered"


def test_related_cases_show_each_other(hands, folder):
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_I)
    hands.write("vereda")
    hands.rest(panel(hands).other.list_open)
    hands.press(KEY.Key_Return)
    hands.record()
    stand_on(hands, folder.late)
    hands.rest(lambda: bool(screen(hands).detail.case.related.linked))
    assert screen(hands).detail.case.related.linked[0].id == folder.fresh


def test_data_is_corrected_and_the_old_value_stays_in_the_timeline(hands, folder):
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_M)
    hands.rest(panel(hands).form.isEnabled)
    panel(hands).subject.selectAll()
    hands.write("Bache hondo")
    hands.record()
    hands.rest(lambda: screen(hands).detail.case.line.subject == "Bache hondo")
    assert folder.events(folder.fresh)[-1] == ("amend", "Asunto: «Bache en la curva» → «Bache hondo»")


def test_a_reopening_says_that_the_citizen_objected(hands, folder):
    folder.resolve(folder.late)
    again(hands, folder, folder.late)
    (reopen,) = (
        step for step in screen(hands).detail._buttons.often.buttons() if step.objectName() == "move.reopened"
    )
    reopen.click()
    hands.press(KEY.Key_1)
    hands.write("Sigue rota")
    hands.record()
    event = detail(folder, folder.late).timeline[-1]
    assert (event.facts["to"], event.facts["cause"], event.text) == ("reopened", "objection", "Sigue rota")


def test_a_reason_is_there_again_after_esc(hands, folder):
    stand_on(hands, folder.fresh)
    hands.press(KEY.Key_V, KEY.Key_2)
    hands.write("A medias")
    hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_V)
    assert panel(hands).text.toPlainText() == "A medias"

"""Casos at the desk: the list by urgency, one case, its steps by letter, its closing in four keys."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from counter import CTRL, KEY, Counter, close_counter, open_counter

from desktop_app.domain.values import CaseState, Channel, CriticalCriterion, Level
from desktop_app.services import cases
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm
from ui.kit.badges import BadgeKind
from ui.kit.screen import CASES, ShowCases


class Folder:
    """Three cases: one overdue, one critical, one on time."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        now = counter.clock.now()
        counter.clock.set(now - timedelta(hours=50))
        self.late = self.open("Vereda rota", "María Ñuñez")
        counter.clock.set(now - timedelta(minutes=30))
        self.critical = self.open("Cable caído", "Rosa Quispe", Level.CRITICAL)
        counter.clock.set(now)
        self.fresh = self.open("Bache en la curva", "Íñigo Díaz")

    def open(self, subject: str, citizen: str, level: Level = Level.SIMPLE) -> bytes:
        form = CaseForm(
            subject, "denuncia", Channel.PHONE, level, unit=self.counter.roads,
            citizen=CitizenForm(citizen, phone="987654321"),
            criterion=CriticalCriterion.RISK if level is Level.CRITICAL else None,
        )  # fmt: skip
        return cases.open_case(self.counter.console, form).id

    def resolve(self, case: bytes) -> None:
        cases.move_case(self.counter.console, case, CaseState.RESOLVED, answer="Se reparó.")

    def state(self, case: bytes) -> str:
        sql = "SELECT f.state FROM case_file f JOIN entity e ON e.id = f.id WHERE e.uid = ?"
        return self.counter.rows(sql, case)[0][0]

    def events(self, case: bytes) -> list[tuple[str, str | None]]:
        sql = (
            "SELECT v.kind, v.text FROM case_event v JOIN entity e ON e.id = v.case_file WHERE e.uid = ? "
            "ORDER BY v.stamp"
        )
        return [tuple(row) for row in self.counter.rows(sql, case)]


@pytest.fixture
def folder(counter):
    return Folder(counter)


@pytest.fixture
def hands(qtbot, counter, folder):
    del folder
    opened = open_counter(qtbot, counter, "marta")
    opened.press(KEY.Key_3, mods=CTRL)
    opened.rest(lambda: opened.window.current_screen().detail.case is not None)
    return opened


def screen(hands):
    return hands.window.current_screen()


def subjects(hands):
    model = screen(hands).listing.model
    return [model.row(number).subject for number in range(model.rowCount())]


def stand_on(hands, case):
    """Walk down to a case."""
    hands.press(KEY.Key_Home)
    for _ in range(5):
        if screen(hands).listing.current().id == case:
            break
        hands.press(KEY.Key_Down)
    hands.rest(lambda: screen(hands).detail.case.line.id == case)


def test_the_most_urgent_case_comes_first_and_is_chosen(hands):
    assert subjects(hands) == ["Cable caído", "Vereda rota", "Bache en la curva"]
    assert screen(hands).listing.current().subject == "Cable caído"
    assert hands.focused() is screen(hands).table
    assert screen(hands).detail.badge.badge().kind is BadgeKind.CRITICAL
    assert screen(hands).detail.badge.badge().text == "1.ª resp. en 01:30"


def test_views_tell_their_counts_and_show_their_cases(hands):
    chips = {chip.text(): chip.hint() for chip in screen(hands).listing._views.chips()}
    assert chips["Vencidos"] == "1"
    assert chips["Críticos"] == "1"
    assert chips["Abiertos"] == "3"
    assert next(iter(chips)) == "Mi bandeja"
    assert chips["Mi bandeja"] == "0"
    screen(hands).show_view("overdue")
    hands.rest()
    assert subjects(hands) == ["Vereda rota"]
    screen(hands).show_view("paused")
    hands.rest()
    assert screen(hands).table._empty.text() == "No hay casos en pausa."


def test_an_official_has_a_tray_of_their_own(qtbot, counter, folder):
    cases.assign_case(counter.console, folder.fresh, counter.roads, counter.chief)
    hands = open_counter(qtbot, counter, "luis")
    hands.press(KEY.Key_3, mods=CTRL)
    hands.rest(lambda: screen(hands).detail.case is not None)
    screen(hands).show_view("mine")
    hands.rest()
    assert subjects(hands) == ["Bache en la curva"]


def test_the_filter_takes_parts_and_words(hands):
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write("unidad:obras nuñ")
    hands.rest(lambda: subjects(hands) == ["Vereda rota"])
    hands.press(KEY.Key_Escape)
    hands.rest(lambda: len(subjects(hands)) == 3)
    hands.write("unidad:nadie")
    hands.rest(lambda: bool(screen(hands).listing.problem.text()))
    assert screen(hands).listing.problem.text() == (
        "No hay «nadie» en «unidad». Puede escribir: Desarrollo Urbano, Obras y Vías."
    )
    hands.press(KEY.Key_Down)
    assert hands.focused() is screen(hands).table


def test_letters_work_in_the_list_only(hands, folder):
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write("n")
    assert not screen(hands).detail.form.isVisible()
    assert screen(hands).listing.filter.text() == "n"


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
    assert screen(hands).detail.form.error.text() == "Escriba el texto."
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
    hands.press(KEY.Key_C, KEY.Key_4)
    hands.record()
    strip = screen(hands).detail.closing
    assert "registre 3 intentos" in strip.error.text()
    assert strip.isVisible()
    assert folder.state(folder.late) == "resolved"
    hands.press(KEY.Key_Escape)
    for _ in range(3):
        hands.press(KEY.Key_L)
        screen(hands).detail.form.digits.enter()
        hands.press(KEY.Key_2)
        hands.record()
        hands.rest()
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


def test_a_case_far_down_the_list_is_found_by_its_number(hands, folder):
    for number in range(80):
        folder.counter.clock.advance(minutes=1)
        folder.open(f"Caso {number}", "Otra Persona")
    hands.window.show_screen(CASES, ShowCases(CaseQuery("all"), folder.late))
    hands.rest(
        lambda: screen(hands).detail.case is not None and screen(hands).detail.case.line.id == folder.late
    )
    hands.rest(lambda: screen(hands).listing.current().id == folder.late)
    assert subjects(hands) == ["Vereda rota"]


def test_the_cases_of_one_citizen_are_asked_for_where_it_can_be_seen(hands, folder):
    sql = "SELECT e.uid FROM citizen c JOIN entity e ON e.id = c.id WHERE c.name = 'María Ñuñez'"
    maria = folder.counter.rows(sql)[0][0]
    hands.window.show_screen(CASES, ShowCases(CaseQuery("all", citizen=maria)))
    hands.rest(lambda: subjects(hands) == ["Vereda rota"])
    assert screen(hands).listing.filter.text() == "María Ñuñez"


def test_another_section_can_point_to_a_list_and_a_case(hands, folder):
    hands.window.show_screen(CASES, ShowCases(CaseQuery(unit=folder.counter.roads), folder.fresh))
    hands.rest(lambda: screen(hands).listing.filter.text() == 'unidad:"Obras y Vías"')
    hands.rest(lambda: screen(hands).listing.current() is not None)
    hands.rest(lambda: screen(hands).listing.current().id == folder.fresh)
    assert len(subjects(hands)) == 3


def test_the_footer_tells_the_order_of_the_rows(hands):
    listing = screen(hands).listing
    hands.rest(listing.model.counted)
    assert "por urgencia" in listing.footer.text()
    listing.show_view("all")
    hands.rest(lambda: "los más recientes primero" in listing.footer.text())

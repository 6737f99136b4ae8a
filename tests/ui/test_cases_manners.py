"""Casos under real hands: keys after a refusal, second thoughts, empty lists, who is offered what."""

from __future__ import annotations

import pytest
from cases_hands import Folder, stand_on, subjects
from counter import CTRL, KEY, close_counter, open_counter, screen

from desktop_app.domain.values import CaseState, Confirmation, Role
from desktop_app.services import cases, directory


@pytest.fixture
def folder(counter):
    return Folder(counter)


def at_the_cases(qtbot, counter, login):
    hands = open_counter(qtbot, counter, login)
    hands.press(KEY.Key_3, mods=CTRL)
    hands.rest(screen(hands).listing.model.counted)
    return hands


def offered(hands):
    """Return the ids of the steps whose buttons can be seen."""
    flow = screen(hands).detail._flow
    return {flow.itemAt(at).widget().objectName() for at in range(flow.count())}


def test_what_is_typed_on_after_a_refused_pause_does_nothing(qtbot, counter, folder):
    cases.move_case(counter.console, folder.critical, CaseState.IN_PROGRESS)
    hands = at_the_cases(qtbot, counter, "marta")
    hands.rest(lambda: screen(hands).detail.case is not None)
    stand_on(hands, folder.critical)
    before = folder.events(folder.critical)
    hands.press(KEY.Key_P)
    hands.write("falta la copia del recibo")
    assert not screen(hands).detail.form.isVisible()
    assert hands.focused() is screen(hands).table
    assert hands.window.status.line.text() == "Un caso crítico no se pausa: su plazo sigue corriendo."
    hands.rest()
    assert folder.events(folder.critical) == before
    # An arrow, or a breath, and the letters are acts again.
    hands.press(KEY.Key_Home, KEY.Key_N)
    assert screen(hands).detail.form.isVisible()
    hands.press(KEY.Key_Escape, KEY.Key_P)
    qtbot.waitUntil(lambda: not screen(hands)._early.deaf(), timeout=5000)
    hands.press(KEY.Key_N)
    assert screen(hands).detail.form.isVisible()


def test_a_digit_still_corrects_an_answer_that_asks_for_nothing_more(qtbot, counter, folder):
    folder.resolve(folder.late)
    hands = at_the_cases(qtbot, counter, "marta")
    hands.rest(lambda: screen(hands).detail.case is not None)
    stand_on(hands, folder.late)
    hands.press(KEY.Key_C, KEY.Key_4, KEY.Key_2)
    strip = screen(hands).detail.closing
    assert strip.confirmation.value() is list(Confirmation)[1]
    assert strip.score.isVisible()
    hands.press(KEY.Key_5)
    hands.record()
    assert folder.state(folder.late) == "closed"


def test_nobody_is_told_to_choose_from_an_empty_list(qtbot, counter):
    hands = at_the_cases(qtbot, counter, "marta")
    empty = screen(hands).detail._empty
    hands.rest(empty.isVisible)
    assert empty.sentence.text() == "Esta lista no tiene casos."


def test_nothing_stands_in_the_pane_while_the_list_is_on_its_way(qtbot, counter, folder):
    hands = open_counter(qtbot, counter, "marta")
    hands.window.show_screen("cases")
    detail = screen(hands).detail
    assert detail.case is None
    assert not detail._empty.isVisible()
    hands.rest(lambda: detail.case is not None)


def test_who_is_not_the_receiver_is_not_asked_to_accept_or_return(qtbot, counter, folder):
    cases.move_case(
        counter.console, folder.late, CaseState.REFERRED, unit=counter.roads, responsible=counter.chief
    )
    receiver = {"move.in_progress", "move.registered"}
    for login, expected in (("ana", False), ("luis", True), ("marta", True)):
        hands = at_the_cases(qtbot, counter, login)
        hands.rest(lambda hands=hands: screen(hands).detail.case is not None)
        stand_on(hands, folder.late)
        assert bool(offered(hands) & receiver) is expected
        assert "move.referred" in offered(hands)
        close_counter(counter)


def test_for_a_unit_without_users_the_desk_answers(qtbot, counter, folder):
    cases.move_case(
        counter.console, folder.late, CaseState.REFERRED, unit=counter.urban, responsible=counter.paola
    )
    hands = at_the_cases(qtbot, counter, "ana")
    hands.rest(lambda: screen(hands).detail.case is not None)
    stand_on(hands, folder.late)
    assert "move.in_progress" in offered(hands)


def test_what_a_clerk_opened_is_theirs_until_somebody_has_it(qtbot, counter, folder):
    ana = counter.installation.context(counter.installation.actor("ana"))
    own = Folder.open
    folder.counter.console, console = ana, counter.console
    case = own(folder, "Poste inclinado", "Otra Persona")
    folder.counter.console = console
    hands = at_the_cases(qtbot, counter, "ana")
    screen(hands).show_view("mine")
    hands.rest(lambda: subjects(hands) == ["Poste inclinado"])
    chips = {chip.text(): chip.hint() for chip in screen(hands).listing.views.chips()}
    assert next(iter(chips)) == "Mi bandeja"
    assert chips["Mi bandeja"] == "1"
    cases.assign_case(console, case, counter.roads, counter.chief)
    hands.press(KEY.Key_F5)
    hands.rest(lambda: subjects(hands) == [])
    assert screen(hands).table._empty.text() == "Su bandeja está vacía."


def test_a_wrong_state_in_the_filter_names_the_right_ones(qtbot, counter, folder):
    hands = at_the_cases(qtbot, counter, "marta")
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write("estado:xyz")
    hands.rest(lambda: bool(screen(hands).listing.problem.text()))
    assert screen(hands).listing.problem.text() == (
        "No hay «xyz» en «estado». Puede escribir: abierto, registrado, derivado, en atención, "
        "en espera del ciudadano, resuelto, cerrado, reabierto, anulado."
    )


def test_users_of_a_unit_are_found(counter):
    from desktop_app.storage.queries.directory import users_of

    luis = next(user.id for user in directory.users(counter.console) if Role.OFFICIAL in user.roles)
    store = counter.console.store
    assert users_of(store, counter.chief, None) == users_of(store, None, counter.roads) == {luis}
    assert users_of(store, counter.paola, counter.urban) == frozenset()

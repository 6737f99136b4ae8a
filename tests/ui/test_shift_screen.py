"""Handing over a shift by keys: one person for all or another for a line, undone as one, received under the bell."""

from __future__ import annotations

import pytest
from cases_hands import Folder
from counter import CTRL, KEY, SHIFT, Counter, close_counter, open_counter, screen

from desktop_app.domain.values import Role
from desktop_app.services import cases, directory, shifts
from ui.kit.screen import INBOX
from ui.shell.watcher import NoticeWatch
from ui.shifts.screen import ShiftsScreen


@pytest.fixture
def counter(tmp_path):
    made = Counter(tmp_path)
    made.nora = directory.save_official(made.console, "Nora Paz Íñiguez", made.roads).id
    made.ivan = directory.save_official(made.console, "Iván Soto", made.roads).id
    directory.save_user(made.console, "nora", "Nora Paz", frozenset({Role.OFFICIAL}), official=made.nora)
    yield made
    close_counter(made)
    made.close()


@pytest.fixture
def folder(counter):
    made = Folder(counter)
    for case in (made.late, made.critical, made.fresh):
        cases.assign_case(counter.console, case, counter.roads, counter.chief)
    return made


def handing_over(qtbot, counter, login="luis"):
    hands = open_counter(qtbot, counter, login)
    hands.press(KEY.Key_T, mods=CTRL)
    hands.rest(lambda: isinstance(screen(hands), ShiftsScreen) and bool(screen(hands).summary.text()))
    return hands


def responsibles(folder):
    sql = (
        "SELECT o.name FROM case_file f JOIN entity e ON e.id = f.id "
        "LEFT JOIN official o ON o.id = f.responsible WHERE e.uid = ?"
    )
    return [folder.counter.rows(sql, case)[0][0] for case in (folder.late, folder.critical, folder.fresh)]


def choose(hands, typed):
    hands.write(typed)
    hands.rest(screen(hands).receiver.list_open)
    hands.press(KEY.Key_Return)
    hands.rest()


def test_all_goes_to_one_person_in_one_act(qtbot, counter, folder):
    hands = handing_over(qtbot, counter)
    shown = screen(hands)
    assert shown.summary.text() == "Deja abierto: 3 casos."
    assert [row.case.id for row in shown.listing.rows] == [folder.critical, folder.late, folder.fresh]
    assert hands.focused() is shown.receiver
    choose(hands, "nor")
    hands.write("Llamar a las 9")
    hands.record()
    assert responsibles(folder) == ["Nora Paz Íñiguez"] * 3
    hands.rest(lambda: "Turno entregado a Nora Paz Íñiguez: 3 casos." in hands.window.status.line.text())
    assert shown.note.toPlainText() == ""
    assert ("assign", "Llamar a las 9") in folder.events(folder.late)
    hands.rest(lambda: not shown.listing.rows)


def test_a_line_goes_to_somebody_else_and_another_stays(qtbot, counter, folder):
    hands = handing_over(qtbot, counter)
    choose(hands, "nor")
    screen(hands).listing.setFocus()
    hands.press(KEY.Key_Home, KEY.Key_A)
    assert hands.focused() is screen(hands).receiver
    choose(hands, "iva")
    assert hands.focused() is screen(hands).listing
    hands.press(KEY.Key_End, KEY.Key_Q)
    assert [row.receiver_words() for row in screen(hands).listing.rows] == [
        "Iván Soto",
        "Nora Paz Íñiguez",
        "Queda conmigo",
    ]
    hands.record()
    assert responsibles(folder) == ["Nora Paz Íñiguez", "Iván Soto", "Luis Paredes Ñaupa"]


def test_it_is_undone_as_one_act(qtbot, counter, folder):
    hands = handing_over(qtbot, counter)
    choose(hands, "nor")
    hands.record()
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest(lambda: responsibles(folder) == ["Luis Paredes Ñaupa"] * 3)
    hands.rest(lambda: "Entrega deshecha" in hands.window.status.line.text())
    hands.rest(lambda: len(screen(hands).listing.rows) == 3)


def test_without_anybody_chosen_nothing_is_handed_over(qtbot, counter, folder):
    hands = handing_over(qtbot, counter)
    hands.record()
    assert "Elija de la lista quién recibe" in screen(hands).error.text()
    assert responsibles(folder) == ["Luis Paredes Ñaupa"] * 3


def test_only_the_own_unit_is_offered(qtbot, counter, folder):
    hands = handing_over(qtbot, counter)
    assert [choice.title for choice in screen(hands)._choices("")] == ["Iván Soto", "Nora Paz Íñiguez"]
    assert screen(hands)._choices("paola") == []


def test_the_receiver_sees_it_in_the_bell_and_the_tray_until_they_have_it(qtbot, counter, folder):
    official = counter.installation.context(counter.installation.actor("luis"))
    every = dict.fromkeys((folder.late, folder.critical, folder.fresh), counter.nora)
    shifts.hand_over(official, shifts.ShiftForm(every, "Ojo con el cable"))
    hands = open_counter(qtbot, counter, "nora")
    qtbot.waitUntil(lambda: hands.window.findChild(NoticeWatch) is not None, timeout=5000)
    sentence = "Turno recibido de Luis Paredes: 3 casos"
    hands.rest(lambda: sentence in [notice.text for notice in hands.window.notices.all()])
    assert hands.window._current == INBOX
    card = screen(hands).received
    hands.rest(card.isVisible)
    assert card.shown()[0].note == "Ojo con el cable"
    card.buttons[0].setFocus()
    hands.press(KEY.Key_Space)
    hands.rest(lambda: not card.isVisible())
    assert counter.rows("SELECT count(*) FROM shift WHERE taken IS NOT NULL") == [(1,)]
    hands.rest(lambda: sentence not in [notice.text for notice in hands.window.notices.all()])


def test_it_is_received_by_key_on_its_own_screen(qtbot, counter, folder):
    official = counter.installation.context(counter.installation.actor("luis"))
    shifts.hand_over(official, shifts.ShiftForm({folder.late: counter.nora}))
    hands = handing_over(qtbot, counter, "nora")
    hands.rest(screen(hands).received.isVisible)
    hands.press(KEY.Key_R, mods=CTRL | SHIFT)
    hands.rest(lambda: not screen(hands).received.isVisible())
    assert "Recibido" in hands.window.status.line.text()


def test_the_note_is_there_again_after_a_crash(qtbot, counter, folder):
    hands = handing_over(qtbot, counter)
    screen(hands).note.setFocus()
    hands.write("A medio escribir")
    hands.rest(lambda: counter.rows("SELECT count(*) FROM draft") == [(1,)])
    close_counter(counter)
    counter.reopen()
    again = handing_over(qtbot, counter)
    again.rest(lambda: screen(again).note.toPlainText() == "A medio escribir")


def test_the_list_is_shown_as_it_will_be_printed_and_esc_goes_back(qtbot, counter, folder):

    hands = handing_over(qtbot, counter)
    choose(hands, "nor")
    hands.press(KEY.Key_P, mods=CTRL)
    hands.rest(screen(hands).paper.preview.isVisible)
    document = screen(hands).paper.preview.view.document()
    assert len(document) == 1
    text = document.text(0)
    for words in ("Vereda rota", "Cable caído", "Nora Paz", "Entrega de turno de Luis Paredes"):
        assert words in text
    hands.press(KEY.Key_Escape)
    hands.rest(lambda: not screen(hands).paper.preview.isVisible())


def test_a_clerk_without_a_unit_is_told_whom_to_ask(qtbot, counter):
    folder = Folder(counter)
    ana = counter.installation.context(counter.installation.actor("ana"))
    from desktop_app.domain.values import Channel
    from desktop_app.services.cases import CaseForm

    cases.open_case(ana, CaseForm("Ruido", "denuncia", Channel.PHONE))
    del folder
    hands = handing_over(qtbot, counter, "ana")
    assert "Pida a su supervisión" in screen(hands).summary.text()
    assert not screen(hands).save.isEnabled()

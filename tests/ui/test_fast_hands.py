"""Hands faster than the search: what Enter chose arrives, and nobody is pulled back."""

from __future__ import annotations

import threading

import pytest
from counter import CTRL, KEY, behind_a_gate, open_counter

from desktop_app.domain.values import Channel
from desktop_app.services import case_lists, cases
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm


def test_enter_before_the_list_and_on_to_the_case(qtbot, counter):
    hands, form, gate = behind_a_gate(qtbot, counter)
    hands.press(KEY.Key_F2)
    hands.write("hueco")
    hands.press(KEY.Key_Return, KEY.Key_F8)
    hands.write("Rosa")
    gate.set()
    hands.rest(lambda: form.topic.text() == "Bache o pista dañada")
    assert form.citizen.hasFocus()
    assert form.citizen.text() == "Rosa"
    hands.write(" Mora")
    form.no_contact.click()
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest()
    stored = counter.last_attention()
    assert (stored["topic"], stored["result"], stored["citizen"]) == (
        "Bache o pista dañada", "case_opened", "Rosa Mora",
    )  # fmt: skip


def test_enter_and_record_before_the_list(qtbot, counter):
    hands, _form, gate = behind_a_gate(qtbot, counter)
    hands.press(KEY.Key_F2)
    hands.write("horario")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Return, mods=CTRL)
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    gate.set()
    qtbot.waitUntil(lambda: counter.rows("SELECT count(*) FROM attention") == [(1,)], timeout=5000)
    hands.rest()
    assert counter.last_attention()["topic"] == "Horario y ubicación de oficinas"
    assert hands.keys == 3


def test_the_next_citizen_before_the_list_takes_nothing_from_the_first(qtbot, counter):
    hands, form, gate = behind_a_gate(qtbot, counter)
    hands.press(KEY.Key_F2)
    hands.write("hor")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.press(KEY.Key_F3)
    gate.set()
    hands.rest(lambda: hands.window.current_screen().desk.front is not None)
    hands.rest(lambda: counter.rows("SELECT count(*) FROM attention") == [(1,)])
    assert (counter.last_attention()["topic"], counter.last_attention()["channel"]) == (
        "Horario y ubicación de oficinas", "in_person",
    )  # fmt: skip
    (front,) = hands.window.current_screen().desk.all()
    assert (front.channel, front.title, form.topic.text()) == (Channel.PHONE, "", "")


def test_escape_gives_up_the_record_that_waits_for_its_topic(qtbot, counter):
    hands, form, gate = behind_a_gate(qtbot, counter)
    hands.press(KEY.Key_F2)
    hands.write("hor")
    qtbot.waitUntil(lambda: form.topic._search is not None, timeout=5000)
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.press(KEY.Key_Escape)
    gate.set()
    hands.rest()
    hands.write("io")
    hands.press(KEY.Key_Return)
    hands.rest()
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]


def test_what_is_typed_after_enter_waits_for_its_field(qtbot, counter):
    hands, form, gate = behind_a_gate(qtbot, counter)
    hands.press(KEY.Key_F3)
    hands.write("hueco")
    hands.press(KEY.Key_Return)
    hands.write("Rosa Ñusta")
    hands.press(KEY.Key_Tab)
    hands.write("999888777")
    hands.press(KEY.Key_Return, mods=CTRL)
    assert form.topic.text() == "hueco"
    gate.set()
    qtbot.waitUntil(lambda: counter.rows("SELECT count(*) FROM attention") == [(1,)], timeout=5000)
    hands.rest()
    stored = counter.last_attention()
    assert (stored["topic"], stored["citizen"], stored["contact"]) == (
        "Bache o pista dañada", "Rosa Ñusta", "999888777",
    )  # fmt: skip


def test_what_is_typed_after_enter_on_words_of_no_catalogue_is_not_lost(qtbot, counter):
    hands = open_counter(qtbot, counter, "ana")
    form = hands.window.current_screen().form
    hands.press(KEY.Key_F2)
    hands.write("circo")
    hands.press(KEY.Key_Return)
    hands.write("Rosa")
    hands.rest(lambda: form.citizen.text() == "Rosa")
    assert form.topic.text() == "circo"
    assert form.citizen.hasFocus()


@pytest.fixture
def slow_pane(qtbot, counter, monkeypatch):
    """The list of cases, its first case in the pane; the next one comes when the gate opens."""
    for citizen in ("Rosa Mora", "Íñigo Díaz"):
        form = CaseForm(
            "Vereda rota", "denuncia", Channel.PHONE, unit=counter.roads,
            citizen=CitizenForm(citizen, phone="987654321"),
        )  # fmt: skip
        cases.open_case(counter.console, form)
    hands = open_counter(qtbot, counter, "marta")
    hands.press(KEY.Key_3, mods=CTRL)
    hands.rest(lambda: hands.window.current_screen().detail.case is not None)
    gate, fetch = threading.Event(), case_lists.detail
    monkeypatch.setattr(case_lists, "detail", lambda ctx, case: (gate.wait(10), fetch(ctx, case))[1])
    yield hands, gate
    gate.set()


def test_a_note_typed_before_the_case_is_shown_is_whole_and_of_that_case(qtbot, counter, slow_pane):
    hands, gate = slow_pane
    screen = hands.window.current_screen()
    hands.press(KEY.Key_Down, KEY.Key_N, KEY.Key_A, KEY.Key_P)
    hands.write("ñ")
    hands.press(KEY.Key_Return, KEY.Key_1)
    gate.set()
    qtbot.waitUntil(screen.detail.form.text.hasFocus, timeout=5000)
    assert screen.detail.form.step.id == "cases.note"
    assert screen.detail.form.text.toPlainText() == "apñ\n1"
    hands.record()
    sql = "SELECT f.number, v.text FROM case_event v JOIN case_file f ON f.id = v.case_file WHERE v.kind = 'note'"
    assert counter.rows(sql) == [(screen.listing.current().number, "apñ\n1")]
    number = screen.listing.current().number
    assert hands.window.status.line.text() == f"Anotado en el caso {number}: Nota."


def test_escape_gives_up_what_waits_for_its_case(counter, slow_pane):
    hands, gate = slow_pane
    screen = hands.window.current_screen()
    hands.press(KEY.Key_Down, KEY.Key_N, KEY.Key_A, KEY.Key_Escape)
    gate.set()
    hands.rest(
        lambda: screen.detail.case is not None and screen.detail.case.line.id == screen.listing.current().id
    )
    assert not screen.detail.form.isVisible()
    assert screen.table.hasFocus()


def test_a_case_that_arrives_late_leaves_the_focus_to_the_call(qtbot, counter, slow_pane):
    hands, gate = slow_pane
    pane = hands.window.current_screen().detail
    hands.press(KEY.Key_Return)
    assert pane.isAncestorOf(hands.focused())
    hands.press(KEY.Key_F5)
    qtbot.wait(100)
    hands.press(KEY.Key_F3)
    gate.set()
    hands.rest()
    assert hands.window.current_screen().form.topic.hasFocus()

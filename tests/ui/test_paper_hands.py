"""Hands faster than the search over the paper forms: what Enter chose belongs to this form, never to the next."""

from __future__ import annotations

import threading

import pytest
from counter import CTRL, KEY, screen
from paper_hands import Drawer, at_paper, begin, panel, times

from desktop_app.domain.blanks import BlankState
from desktop_app.domain.errors import InvalidInput
from desktop_app.services import late


@pytest.fixture
def drawer(counter):
    return Drawer(counter, 4)


@pytest.fixture
def hands(qtbot, counter, drawer):
    opened = at_paper(qtbot, counter)
    begin(opened)
    times(opened, "ayer", "905", "912")
    return opened


def behind_a_gate(field):
    """Have a field find something only when the gate opens."""
    gate, ask = threading.Event(), field._provider
    field._provider = lambda typed: (gate.wait(10), ask(typed))[1]
    return gate


def test_enter_and_record_before_the_list(qtbot, counter, drawer, hands):
    form = panel(hands).form
    gate = behind_a_gate(form.topic)
    hands.write("horario")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Return, mods=CTRL)
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    gate.set()
    hands.rest(lambda: form.number.text() == drawer.numbers[1])
    stored = counter.last_attention()
    assert (stored["topic"], stored["subject"]) == ("Horario y ubicación de oficinas", None)
    assert (form.topic.text(), form.start.hasFocus()) == ("", True)


def test_what_is_typed_meanwhile_is_the_citizens_name(counter, drawer, hands):
    form = panel(hands).form
    gate = behind_a_gate(form.topic)
    hands.write("bache")
    hands.press(KEY.Key_Return)
    hands.write("Rosa Mora")
    gate.set()
    hands.rest(lambda: form.citizen.text() == "Rosa Mora")
    assert form.topic.text() == "Bache o pista dañada"
    assert drawer.states() == [BlankState.BLANK] * 4


def test_a_handed_over_form_names_the_first_official_however_fast(counter, drawer, hands):
    form = panel(hands).form
    gate = behind_a_gate(form.topic)
    hands.write("parametros")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Return, mods=CTRL)
    gate.set()
    hands.rest(lambda: form.number.text() == drawer.numbers[1])
    assert counter.rows("SELECT count(*) FROM referral WHERE official IS NOT NULL") == [(1,)]


def test_given_up_records_nothing(counter, hands):
    form = panel(hands).form
    gate = behind_a_gate(form.topic)
    hands.write("horario")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Return, mods=CTRL)
    form.topic.setFocus()
    hands.press(KEY.Key_Escape)
    gate.set()
    hands.rest()
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    assert form.topic.text() == "horario"


def test_a_thousand_forms_are_no_hundred(qtbot, counter):
    hands = at_paper(qtbot, counter)
    hands.press(KEY.Key_N)
    hands.rest()
    hands.write("1000")
    hands.press(KEY.Key_Return)
    hands.rest()
    assert "entre 1 y 200" in screen(hands).make.form.rows["count"].error()
    assert counter.rows("SELECT count(*) FROM blank") == [(0,)]


def test_the_type_that_is_ticked_on_the_paper_is_kept(qtbot, counter, drawer, hands):
    form = panel(hands).form
    assert (form.type.isEnabled(), form.type.currentData()) == (True, "informacion")
    hands.write("Me hicieron esperar dos horas")
    hands.press(KEY.Key_Tab)
    assert hands.focused() is form.type
    hands.write("Recla")
    hands.rest()
    assert form.type.currentData() == "reclamo"
    qtbot.waitUntil(
        lambda: '"ticked": "reclamo"' in str(counter.rows("SELECT content FROM draft")), timeout=5000
    )
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: form.number.text() == drawer.numbers[1])
    stored = counter.last_attention()
    assert (stored["query_type"], stored["topic"], stored["subject"]) == (
        "reclamo", None, "Me hicieron esperar dos horas",
    )  # fmt: skip
    assert (form.type.isEnabled(), form.type.currentData()) == (True, "informacion")


def test_a_topic_of_the_catalogue_brings_its_type(counter, drawer, hands):
    form = panel(hands).form
    form.type.setCurrentIndex(form.type.findData("reclamo"))
    hands.write("bache")
    hands.rest(form.topic.list_open)
    hands.press(KEY.Key_Return)
    hands.rest()
    assert (form.type.isEnabled(), form.type.currentData()) == (False, "denuncia")
    form.topic.setFocus()
    hands.press(KEY.Key_End)
    hands.write(" grande")
    assert form.type.isEnabled()
    assert form.type.currentData() != "denuncia"


def test_the_term_is_that_of_the_ticked_type(counter, drawer, hands):
    form = panel(hands).form
    hands.write("Me cobraron de más")
    hands.press(KEY.Key_Tab)
    hands.write("Recla")
    hands.press(KEY.Key_F8)
    form.citizen.setFocus()
    hands.write("Rosa Quispe")
    form.contact.setFocus()
    hands.write("987654321")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: form.number.text() == drawer.numbers[1])
    assert counter.rows("SELECT query_type, due_legal IS NOT NULL FROM case_file") == [("reclamo", 1)]


@pytest.fixture
def slow_write(monkeypatch):
    """Transcriptions that are written only when the gate opens."""
    gate, write = threading.Event(), late.transcribe

    def transcribe(*args, **more):
        gate.wait(10)
        return write(*args, **more)

    monkeypatch.setattr(late, "transcribe", transcribe)
    yield gate
    gate.set()


def test_hours_typed_while_a_form_is_written_are_the_next_ones(counter, drawer, hands, slow_write):
    form = panel(hands).form
    hands.write("horario")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.write("1015")
    hands.press(KEY.Key_Return)
    hands.write("1020")
    slow_write.set()
    hands.rest(lambda: form.number.text() == drawer.numbers[1])
    assert (form.start.text(), form.end.text()) == ("1015", "1020")
    assert counter.rows("SELECT duration FROM attention") == [(7 * 60,)]


def test_undo_while_a_form_is_written_takes_back_that_form(counter, drawer, hands, slow_write):
    hands.write("horario")
    slow_write.set()
    hands.record()
    slow_write.clear()
    hands.write("1015")
    hands.press(KEY.Key_Return)
    hands.write("1020")
    hands.press(KEY.Key_Return)
    hands.write("bache")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.press(KEY.Key_Z, mods=CTRL)
    slow_write.set()
    hands.rest(lambda: panel(hands).form.number.text() == drawer.numbers[1])
    assert drawer.states()[:2] == [BlankState.TRANSCRIBED, BlankState.BLANK]
    assert panel(hands).form.topic.text() == "bache"


@pytest.fixture
def refusal(monkeypatch):
    """Transcriptions that are refused when the gate opens."""
    gate = threading.Event()

    def refuse(*_args, **_more):
        gate.wait(10)
        raise InvalidInput("Acorte el detalle.", field="detail")

    monkeypatch.setattr(late, "transcribe", refuse)
    yield gate
    gate.set()


def test_what_is_typed_for_the_next_form_does_not_reach_a_refused_one(counter, drawer, hands, refusal):
    form = panel(hands).form
    hands.write("horario")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.write("1015")
    refusal.set()
    hands.rest(lambda: form.rows["detail"].error() != "")
    assert (form.topic.text(), form.start.text(), form.detail.toPlainText()) == ("horario", "905", "")


def test_a_refused_form_is_told_on_another_screen_and_leads_back(counter, drawer, hands, refusal):
    hands.write("horario")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.press(KEY.Key_3, mods=CTRL)
    refusal.set()
    hands.rest()
    [message] = hands.window.messages.messages()
    assert message.text == f"No se registró el formulario {drawer.numbers[0]}: Acorte el detalle."
    message.act()
    assert panel(hands).form.rows["detail"].error() == "Acorte el detalle."
    assert panel(hands).form.isVisible()


@pytest.fixture
def slow_back(monkeypatch):
    """Transcriptions that are taken back only when the gate opens."""
    gate, back = threading.Event(), late.take_back
    monkeypatch.setattr(late, "take_back", lambda *args: (gate.wait(10), back(*args))[1])
    yield gate
    gate.set()


def test_what_is_typed_while_a_form_is_taken_back_is_meant_for_that_form(counter, drawer, hands, slow_back):
    form = panel(hands).form
    hands.write("horario")
    hands.record()
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.write("0907")
    slow_back.set()
    hands.rest(lambda: form.number.text() == drawer.numbers[0])
    assert (form.topic.text(), form.end.text()) == ("horario", "912")
    assert "0907" in form.start.text()


def test_escape_after_a_record_leaves_the_next_form(counter, drawer, hands, slow_write):
    hands.write("horario")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.press(KEY.Key_Escape)
    slow_write.set()
    hands.rest(lambda: not panel(hands).isVisible())
    assert drawer.states()[:2] == [BlankState.TRANSCRIBED, BlankState.BLANK]


def test_a_form_recorded_anew_right_after_it_is_taken_back_is_that_form(counter, drawer, hands, slow_back):
    form = panel(hands).form
    hands.write("horario")
    hands.record()
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.write("1015")
    slow_back.set()
    hands.rest(lambda: form.number.text() == drawer.numbers[1] and form.start.text() == "1015")
    assert counter.rows("SELECT voided FROM attention ORDER BY id") == [(1,), (0,)]


def test_what_is_kept_for_the_next_form_does_not_reach_one_that_lacks_its_hour(counter, drawer, hands):
    form = panel(hands).form
    form.end.clear()
    gate = behind_a_gate(form.topic)
    hands.write("bache")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.write("1015")
    gate.set()
    hands.rest(lambda: form.rows["ended"].error() != "")
    assert (form.start.text(), form.end.text(), form.citizen.text()) == ("905", "", "")


def test_a_form_written_late_takes_no_letter_from_another_screen(counter, drawer, hands, slow_write):
    form = panel(hands).form
    hands.write("horario")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.press(KEY.Key_3, mods=CTRL)
    slow_write.set()
    hands.rest(lambda: form.number.text() == drawer.numbers[1])
    assert screen(hands).isAncestorOf(hands.focused())
    hands.press(KEY.Key_9, mods=CTRL)
    hands.write("1015")
    assert form.start.text() == "1015"

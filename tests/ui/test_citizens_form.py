"""The form that corrects a person of the register: its fields, warnings and drafts."""

from __future__ import annotations

import threading

import pytest
from citizens_hands import Register, at_list, at_the_first, form, names, stand_on
from counter import CTRL, KEY, close_counter, screen


@pytest.fixture
def register(counter):
    return Register(counter)


@pytest.fixture
def hands(qtbot, counter, register):
    del register
    return at_the_first(qtbot, counter)


def test_a_telephone_is_corrected_in_two_keys(hands, register):
    stand_on(hands, register.inigo)
    hands.keys = 0
    hands.press(KEY.Key_E)
    assert form(hands).isVisible()
    assert hands.focused() is form(hands).name
    form(hands).phone.setFocus()
    form(hands).phone.selectAll()
    hands.write("944555666")
    hands.record()
    assert hands.keys == 2
    assert register.data(register.inigo).phone == "944555666"
    assert register.data(register.inigo).name == "Íñigo Díaz"
    assert hands.focused() is screen(hands).table
    hands.rest(lambda: screen(hands).view.sheet.citizen.phone == "944555666")
    assert screen(hands).view.isVisible()
    assert screen(hands).listing.current().citizen.id == register.inigo


def test_saving_without_a_change_writes_nothing(hands, register):
    before = register.counter.rows("SELECT count(*) FROM op")
    hands.press(KEY.Key_E)
    hands.record()
    assert register.counter.rows("SELECT count(*) FROM op") == before
    assert hands.focused() is screen(hands).table


def test_who_was_searched_for_is_not_typed_again(hands, register):
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write("Julia Arce")
    hands.rest(lambda: not names(hands))
    hands.press(KEY.Key_Down, KEY.Key_N)
    assert form(hands).name.text() == "Julia Arce"
    hands.record()
    assert register.count() == 4
    hands.rest(lambda: len(names(hands)) == 4)
    hands.rest(lambda: screen(hands).listing.current() is not None)
    hands.rest(lambda: screen(hands).listing.current().citizen.name == "Julia Arce")
    hands.rest(lambda: screen(hands).view.sheet.citizen.name == "Julia Arce")
    assert hands.focused() is screen(hands).table


def test_a_name_is_all_that_is_needed_and_it_is_needed(hands, register):
    hands.press(KEY.Key_N)
    form(hands).phone.setText("911")
    hands.record()
    row = form(hands).form.rows["citizen"]
    assert row.error() == "Escriba el nombre del ciudadano."
    assert hands.focused() is form(hands).name
    assert register.count() == 3
    hands.write("Zoila")
    hands.record()
    assert register.count() == 4
    assert not form(hands).isVisible()


def test_a_text_that_is_too_long_is_told_under_its_own_field(hands, register):
    hands.press(KEY.Key_N)
    hands.write("Zoila")
    form(hands).email.setText("z" * 255)
    hands.record()
    assert "255 caracteres" in form(hands).form.rows["email"].error()
    form(hands).email.clear()
    form(hands).phone.setText("9" * 61)
    hands.record()
    assert "61 caracteres" in form(hands).form.rows["phone"].error()
    assert form(hands).form.rows["email"].error() == ""
    assert register.count() == 3


def test_an_odd_document_warns_and_is_saved(hands, register):
    hands.press(KEY.Key_N)
    hands.write("Zoila")
    form(hands).document.setFocus()
    hands.write("123")
    assert form(hands).kind.currentText() == "DNI"
    note = form(hands).form.rows["document"].note
    hands.rest(lambda: note.text() == "Revise el documento: DNI tiene 8 cifras y se escribieron 3.")
    assert note.isVisible()
    assert form(hands).form.rows["document"].error() == ""
    hands.record()
    assert register.counter.rows("SELECT document_type, document FROM citizen WHERE name = 'Zoila'") == [
        ("dni", "123")
    ]


def test_a_telephone_without_numbers_warns(hands):
    hands.press(KEY.Key_N)
    hands.write("Zoila")
    form(hands).phone.setFocus()
    hands.write("vecina")
    row = form(hands).form.rows["phone"]
    hands.rest(lambda: row.note.text() == "Revise el teléfono: no tiene números.")
    assert row.note.isVisible()
    hands.write(" 987654321")
    hands.rest(lambda: row.note.text() == "")


def test_somebody_recorded_already_is_told_and_opened(hands, register):
    hands.press(KEY.Key_N)
    hands.write("Otra persona")
    form(hands).document.setFocus()
    hands.write("45.678.912")
    box = form(hands).duplicates
    hands.rest(box.isVisible)
    button = box.findChildren(type(form(hands).save))[-1]
    assert button.accessibleName() == "Abrir la ficha de María Ñuñez"
    button.setFocus()
    hands.press(KEY.Key_Return)
    hands.rest(screen(hands).view.isVisible)
    assert not form(hands).isVisible()
    hands.rest(lambda: screen(hands).view.sheet.citizen.id == register.maria)
    assert hands.focused() is screen(hands).table
    hands.press(KEY.Key_N)
    assert form(hands).name.text() == "Otra persona"
    assert form(hands).restored.isVisible()


def test_what_was_typed_is_there_again_after_esc_and_after_a_crash(qtbot, hands, register, counter):
    stand_on(hands, register.rosa)
    hands.press(KEY.Key_E)
    hands.write(" Mora")
    hands.press(KEY.Key_Escape)
    assert not form(hands).isVisible()
    assert hands.focused() is screen(hands).table
    assert "borrador" in hands.window.status.line.text()
    hands.rest()
    assert register.data(register.rosa).name == "Rosa Quispe"
    close_counter(counter)
    counter.reopen()
    again = at_list(qtbot, counter)
    again.rest(lambda: screen(again).view.sheet is not None)
    stand_on(again, register.rosa)
    again.press(KEY.Key_E)
    assert form(again).name.text() == "Rosa Quispe Mora"
    assert form(again).restored.isVisible()
    again.record()
    assert register.data(register.rosa).name == "Rosa Quispe Mora"
    qtbot.waitUntil(lambda: counter.rows("SELECT count(*) FROM draft") == [(0,)], timeout=5000)


def test_what_is_being_typed_survives_the_end_of_the_program(qtbot, hands, register, counter):
    hands.press(KEY.Key_N)
    hands.write("A medio escr")
    qtbot.waitUntil(lambda: counter.rows("SELECT count(*) FROM draft") == [(1,)], timeout=5000)
    hands.write("ibir")
    close_counter(counter)
    counter.reopen()
    again = at_list(qtbot, counter)
    again.press(KEY.Key_N)
    again.rest(form(again).restored.isVisible)
    assert form(again).name.text() == "A medio escribir"
    assert register.count() == 3


def test_a_draft_that_comes_late_waits_for_nobody_who_types(qtbot, hands, register, counter):
    hands.press(KEY.Key_N)
    hands.write("De ayer")
    hands.press(KEY.Key_Escape)
    hands.rest()
    for typed, shown in (("", "De ayer"), ("Hoy", "Hoy")):
        close_counter(counter)
        counter.reopen()
        again = at_list(qtbot, counter)
        late = form(again)
        late._drafts.clear()
        again.press(KEY.Key_N)
        again.write(typed)
        late._on_restored({None: {"citizen": "De ayer"}})
        assert late.name.text() == shown
        assert late.restored.isVisible() is (shown == "De ayer")


def test_a_number_that_was_searched_for_is_the_document(hands):
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write("70809010")
    hands.rest(lambda: not names(hands))
    hands.press(KEY.Key_Down, KEY.Key_N)
    assert (form(hands).name.text(), form(hands).document.text()) == ("", "70809010")
    assert form(hands).kind.currentText() == "DNI"


def test_tab_walks_through_the_form_in_the_order_of_its_fields(hands):
    hands.press(KEY.Key_N)
    made = form(hands)
    for field in (
        made.name,
        made.kind,
        made.document,
        made.phone,
        made.email,
        made.address,
        made.leave,
        made.save,
    ):
        assert hands.focused() is field
        hands.press(KEY.Key_Tab)


def test_a_draft_can_be_given_up(qtbot, hands, register, counter):
    stand_on(hands, register.rosa)
    hands.press(KEY.Key_E)
    hands.write(" Mora")
    hands.press(KEY.Key_Escape, KEY.Key_E)
    form(hands).reset.click()
    assert form(hands).name.text() == "Rosa Quispe"
    hands.press(KEY.Key_Escape)
    qtbot.waitUntil(lambda: counter.rows("SELECT count(*) FROM draft") == [(0,)], timeout=5000)
    hands.press(KEY.Key_E)
    assert not form(hands).restored.isVisible()


def test_nothing_is_typed_that_the_record_would_not_have(hands, register):
    gate = threading.Event()
    background = hands.window.tools.background
    background.write(background, lambda: gate.wait(10)).run()
    hands.press(KEY.Key_N)
    hands.write("Zoila")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.write(" Vega")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.press(KEY.Key_Escape)
    assert form(hands).name.text() == "Zoila"
    gate.set()
    hands.rest(lambda: not form(hands).isVisible())
    assert register.counter.rows("SELECT name FROM citizen ORDER BY id DESC")[0] == ("Zoila",)
    assert register.count() == 4


def test_a_narrow_window_shows_the_form_over_the_list(qtbot, hands, register):
    hands.window.resize(910, 432)
    qtbot.waitUntil(lambda: not screen(hands)._pane.isVisible(), timeout=5000)
    stand_on(hands, register.inigo)
    hands.press(KEY.Key_E)
    assert form(hands).isVisible()
    assert hands.focused() is form(hands).name
    hands.press(KEY.Key_Escape)
    assert not screen(hands)._pane.isVisible()
    assert hands.focused() is screen(hands).table

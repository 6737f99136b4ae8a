"""Ciudadanos at the desk: the list, one person's sheet, the form that corrects it, and where it leads."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from counter import CTRL, KEY, NOW, Counter, close_counter, open_counter

from desktop_app.domain.values import Channel, Level, Result
from desktop_app.services import cases, citizens, reception
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.people import PeopleView
from desktop_app.services.reception import AttentionForm
from ui.citizens.tile import CaseTile
from ui.kit.screen import CITIZENS, ShowCitizen


class Register:
    """Three people: María came today and has an open case, Íñigo came yesterday, Rosa never."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        ctx = counter.console
        counter.clock.set(NOW - timedelta(days=1))
        self.rosa = citizens.register_citizen(ctx, CitizenForm("Rosa Quispe")).id
        self.inigo = citizens.register_citizen(ctx, CitizenForm("Íñigo Díaz", phone="911222333")).id
        maria = CitizenForm("María Ñuñez", "dni", "45678912", "987 654 321", "maria@correo.pe", "av. Grau 12")
        self.maria = citizens.register_citizen(ctx, maria).id
        self.visit(self.inigo, counter.hours, Result.ORIENTED)
        counter.clock.set(NOW)
        self.case = cases.open_case(
            ctx, CaseForm("Bache en la curva", "denuncia", Channel.PHONE, Level.SIMPLE, citizen=self.maria)
        ).id
        self.visit(self.maria, counter.zoning, Result.REFERRED, unit=counter.urban, official=counter.paola)

    def visit(self, citizen: bytes, topic: bytes, result: Result, **more: bytes) -> None:
        now = self.counter.clock.now()
        form = AttentionForm(Channel.PHONE, now, "tramite", result, topic=topic, citizen=citizen, **more)
        reception.register_attention(self.counter.console, form)

    def data(self, citizen: bytes) -> citizens.Citizen:
        return citizens.get_citizen(self.counter.console, citizen)

    def count(self) -> int:
        return self.counter.rows("SELECT count(*) FROM citizen")[0][0]


@pytest.fixture
def register(counter):
    return Register(counter)


def at_list(qtbot, counter, login="ana"):
    opened = open_counter(qtbot, counter, login)
    opened.press(KEY.Key_5, mods=CTRL)
    opened.rest(screen(opened).listing.model.counted)
    return opened


@pytest.fixture
def hands(qtbot, counter, register):
    del register
    opened = at_list(qtbot, counter)
    opened.rest(lambda: screen(opened).view.sheet is not None)
    return opened


def screen(hands):
    return hands.window.current_screen()


def names(hands):
    model = screen(hands).listing.model
    return [model.row(number).citizen.name for number in range(model.rowCount()) if model.row(number)]


def stand_on(hands, citizen):
    """Walk down to somebody."""
    hands.press(KEY.Key_Home)
    for _ in range(5):
        if screen(hands).listing.current().citizen.id == citizen:
            break
        hands.press(KEY.Key_Down)
    hands.rest(lambda: screen(hands).view.sheet.citizen.id == citizen)


def form(hands):
    return screen(hands).form


def test_the_latest_visitor_stands_first_with_the_sheet_beside(hands):
    assert names(hands) == ["María Ñuñez", "Íñigo Díaz", "Rosa Quispe"]
    assert hands.focused() is screen(hands).table
    view = screen(hands).view
    assert view.isVisible()
    assert view.name.text() == "María Ñuñez"
    assert view.totals.text() == "1 visita en 11/2026 · 1 caso"
    assert view.sheet.document == "DNI 45678912"
    assert [visit.topic for visit in view.sheet.visits] == ["Parámetros urbanísticos"]
    assert [each.official for each in view.sheet.hand_overs] == ["Paola Núñez"]
    model = screen(hands).listing.model
    assert model.cell(0, 3)[0] == "1"
    assert model.cell(0, 4)[0] == "hoy 10:42"
    assert model.cell(1, 4)[0] == "lun 23/11/2026"
    assert model.cell(2, 4)[0] == "—"
    stand_on(hands, screen(hands).listing.model.row(2).citizen.id)
    assert view.totals.text() == "Sin visitas registradas · 0 casos"
    assert not view.cases.isEnabled()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("inig", ["Íñigo Díaz"]),
        ("456789", ["María Ñuñez"]),
        ("987654321", ["María Ñuñez"]),
        ("qui ros", ["Rosa Quispe"]),
    ],
)
def test_a_name_a_document_or_a_telephone_finds(hands, typed, found):
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write(typed)
    hands.rest(lambda: names(hands) == found)
    hands.press(KEY.Key_Escape)
    hands.rest(lambda: len(names(hands)) == 3)
    assert screen(hands).listing.search.text() == ""
    hands.press(KEY.Key_Down)
    assert hands.focused() is screen(hands).table


def test_nobody_found_is_said(hands):
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write("zzz")
    hands.rest(lambda: not names(hands))
    empty = screen(hands).table._empty
    assert empty.isVisible()
    assert empty.text() == "Nadie responde a esta búsqueda. Con N registra a una persona nueva."


def test_an_empty_municipality_says_how_people_get_here(qtbot, counter):
    hands = at_list(qtbot, counter)
    assert screen(hands).table._empty.text().startswith("Todavía no hay ciudadanos registrados.")
    assert screen(hands)._empty.isVisible()
    hands.press(KEY.Key_E, KEY.Key_A, KEY.Key_C, KEY.Key_Return)
    assert hands.window.current_screen() is screen(hands)
    hands.press(KEY.Key_N)
    hands.write("Primera Persona")
    hands.record()
    hands.rest(lambda: names(hands) == ["Primera Persona"])
    hands.rest(screen(hands).view.isVisible)


def test_people_with_open_cases_are_a_view(hands):
    screen(hands).listing.views.chips()[1].click()
    hands.rest(lambda: names(hands) == ["María Ñuñez"])
    assert screen(hands).listing.views.value() is PeopleView.OPEN_CASES
    assert "por urgencia de sus casos" in screen(hands).listing.footer.text()


def test_letters_in_the_search_are_text(hands):
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write("nea")
    assert screen(hands).listing.search.text() == "nea"
    assert not form(hands).isVisible()


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


def test_a_person_is_attended_without_typing_who_it_is(hands, register, counter):
    stand_on(hands, register.maria)
    hands.keys = 0
    hands.press(KEY.Key_A)
    desk = screen(hands)
    hands.rest(lambda: desk.form.citizen.text() == "María Ñuñez")
    assert desk.form.contact.text() == "987 654 321"
    assert desk.desk.front.channel is Channel.IN_PERSON
    assert hands.focused() is desk.form.topic
    hands.press(KEY.Key_1)
    hands.record()
    assert hands.keys == 3
    stored = counter.last_attention()
    assert (stored["citizen"], stored["topic"]) == ("María Ñuñez", "Horario y ubicación de oficinas")
    assert register.count() == 3


def test_a_fifth_attention_does_not_take_the_person_of_the_fourth(hands, register):
    hands.press(KEY.Key_1, mods=CTRL)
    desk = screen(hands)
    for word in ("uno", "dos", "tres", "cuatro"):
        hands.press(KEY.Key_F2)
        hands.write(word)
    hands.press(KEY.Key_5, mods=CTRL)
    stand_on(hands, register.maria)
    hands.press(KEY.Key_A)
    hands.rest()
    assert hands.window.current_screen() is desk
    assert [each.citizen for each in desk.desk.all()] == [None] * 4
    assert desk.form.citizen.text() == ""


def test_who_was_typed_meanwhile_is_who_stands_there(hands, register):
    hands.press(KEY.Key_1, mods=CTRL)
    desk = screen(hands)
    gate = threading.Event()
    background = hands.window.tools.background
    for _ in range(3):
        background.read(background, lambda: gate.wait(10)).run()
    desk.start(Channel.IN_PERSON, register.maria)
    desk.form.citizen.setFocus()
    hands.write("Otra persona")
    gate.set()
    hands.rest()
    assert desk.form.citizen.text() == "Otra persona"
    assert desk.desk.front.citizen is None


def test_the_cases_of_a_person_and_back(hands, register):
    stand_on(hands, register.maria)
    here = screen(hands)
    hands.press(KEY.Key_C)
    hands.rest(lambda: getattr(screen(hands), "detail", None) is not None)
    listing = screen(hands).listing
    hands.rest(lambda: listing.current() is not None)
    assert listing.current().id == register.case
    assert listing.model.rowCount() == 1
    hands.press(KEY.Key_Escape)
    assert hands.window.current_screen() is here
    assert hands.focused() is here.table


def test_an_open_case_is_opened_from_the_sheet(hands, register):
    stand_on(hands, register.maria)
    tiles = screen(hands).view.findChildren(CaseTile)
    assert [tile.accessibleName().startswith("Quedan") for tile in tiles] == [True]
    hands.press(KEY.Key_Return)
    assert hands.focused() is screen(hands).view.attend
    tiles[0].setFocus()
    hands.press(KEY.Key_Return)
    hands.rest(
        lambda: getattr(screen(hands), "detail", None) is not None and screen(hands).detail.case is not None
    )
    assert screen(hands).detail.case.line.id == register.case


def test_another_section_shows_somebody(hands, register):
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write("inig")
    hands.rest(lambda: len(names(hands)) == 1)
    hands.window.show_screen(CITIZENS, ShowCitizen(register.rosa))
    hands.rest(lambda: screen(hands).listing.current() is not None)
    hands.rest(lambda: screen(hands).listing.current().citizen.id == register.rosa)
    hands.rest(lambda: screen(hands).view.sheet.citizen.id == register.rosa)
    assert screen(hands).listing.search.text() == ""
    assert hands.focused() is screen(hands).table


def test_a_visit_recorded_meanwhile_brings_the_person_up(hands, register):
    stand_on(hands, register.rosa)
    register.counter.clock.set(NOW + timedelta(minutes=5))
    register.visit(register.rosa, register.counter.hours, Result.ORIENTED)
    hands.press(KEY.Key_F5)
    hands.rest(lambda: names(hands)[0] == "Rosa Quispe")
    assert screen(hands).listing.current().citizen.id == register.rosa
    hands.rest(lambda: screen(hands).view.sheet.visit_count == 1)


def test_an_official_reads_and_does_not_write(qtbot, counter, register):
    hands = at_list(qtbot, counter, "luis")
    hands.rest(lambda: screen(hands).view.sheet is not None)
    view, listing = screen(hands).view, screen(hands).listing
    assert not view.attend.isVisible()
    assert not view.edit.isVisible()
    assert not listing.new.isVisible()
    assert view.cases.isVisible()
    here = screen(hands)
    hands.press(KEY.Key_E, KEY.Key_N, KEY.Key_A)
    assert screen(hands) is here
    assert not form(hands).isVisible()


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

"""Bandeja at the desk of a unit: accepted with one key, given back with a digit, sent on without typing again."""

from __future__ import annotations

import threading

import pytest
from counter import CTRL, KEY, NOW, Counter, open_counter

from desktop_app.domain.values import Channel, Level, ReferralState, Result, ReturnReason, Role
from desktop_app.services import cases, directory, reception, referrals
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.reception import AttentionForm
from ui.kit.badges import BadgeKind
from ui.kit.screen import CASES, INBOX, REFERRALS, ShowReferral


class Hall:
    """The clerk Ana has handed two people over to Obras y Vías and one to Desarrollo Urbano."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.ana = counter.installation.context(counter.installation.actor("ana"))
        counter.clock.set(NOW)
        counter.clock.advance(minutes=-20)
        self.late = self.hand_over("Rosa Quispe", "Vereda rota", counter.roads)
        counter.clock.advance(minutes=12)
        self.fresh = self.hand_over("Íñigo Díaz", "Bache en la curva", counter.roads)
        self.other = self.hand_over("María Ñuñez", "Uso de suelo", counter.urban)
        counter.clock.set(NOW)

    def hand_over(self, citizen: str, need: str, unit: bytes) -> bytes:
        form = AttentionForm(
            Channel.IN_PERSON, self.counter.clock.now(), "tramite", Result.REFERRED, subject=need, unit=unit,
            citizen=CitizenForm(citizen, phone="987654321"), contact="987654321",
        )  # fmt: skip
        referral = reception.register_attention(self.ana, form).referral
        assert referral is not None
        return referral

    def row(self, referral: bytes) -> tuple:
        sql = (
            "SELECT r.state, r.reason, r.comment FROM referral r JOIN entity e ON e.id = r.id WHERE e.uid = ?"
        )
        return self.counter.rows(sql, referral)[0]


@pytest.fixture
def hall(counter):
    return Hall(counter)


def open_inbox(qtbot, counter, login):
    hands = open_counter(qtbot, counter, login)
    hands.press(KEY.Key_2, mods=CTRL)
    hands.rest(screen(hands).listing.model.counted)
    hands.rest(lambda: screen(hands).detail.shown_id() is not None or not needs(hands))
    return hands


@pytest.fixture
def luis(qtbot, counter, hall):
    del hall
    return open_inbox(qtbot, counter, "luis")


def screen(hands):
    return hands.window.current_screen()


def needs(hands):
    model = screen(hands).listing.model
    return [model.row(number).need for number in range(model.rowCount())]


def chips(hands):
    return {chip.text(): chip.hint() for chip in screen(hands).listing.parts.chips() if not chip.isHidden()}


def test_an_official_begins_here_with_what_waits_for_their_unit_longest_first(qtbot, counter, hall):
    hands = open_counter(qtbot, counter, "luis")
    hands.rest(lambda: screen(hands).detail.referral is not None)
    assert hands.window._current == INBOX
    assert needs(hands) == ["Vereda rota", "Bache en la curva"]
    badges = [screen(hands).listing.model.row(at).badge.text for at in range(2)]
    assert badges == ["Espera 20 min", "Espera 8 min"]
    assert screen(hands).detail.badge.badge().kind is BadgeKind.OVERDUE
    assert hands.focused() is screen(hands).table
    assert chips(hands) == {"Todo": "2", "Por recibir": "2", "Por reasignar": "0", "Mis casos": "0"}
    assert screen(hands).listing.unit.isHidden()


def test_the_need_has_more_room_than_whom_it_is_for_in_a_units_own_tray(luis):
    table = screen(luis).table
    assert table.isColumnHidden(5)
    assert table.columnWidth(2) >= 170
    luis.window.resize(1920, 1000)
    luis.rest(lambda: not table.isColumnHidden(5))


def test_the_pane_tells_the_need_who_sent_it_and_how_to_reach_the_citizen(luis):
    pane = screen(luis).detail
    assert pane.title.text() == "Vereda rota"
    assert "Rosa Quispe · 987654321" in pane.who.text()
    assert pane.referral.line.sender == "Ana Rojas"
    assert {button.objectName() for button in buttons(luis)} == {
        "accept", "resolve", "open-case", "return", "slip",
    }  # fmt: skip


def buttons(hands):
    from ui.kit.buttons import Button

    return [each for each in screen(hands).detail._buttons.findChildren(Button) if not each.isHidden()]


def test_accepting_is_one_key_and_the_next_one_stands_there(luis, hall):
    luis.keys = 0
    luis.press(KEY.Key_A)
    luis.rest(lambda: needs(luis) == ["Bache en la curva"])
    assert luis.keys == 1
    assert hall.row(hall.late) == ("accepted", None, None)
    luis.rest(lambda: screen(luis).detail.title.text() == "Bache en la curva")
    assert luis.focused() is screen(luis).table
    assert luis.window.status.line.text().endswith("Reciba al ciudadano.")
    luis.press(KEY.Key_A)
    luis.rest(lambda: needs(luis) == [])
    assert screen(luis).table._empty.text() == "Su bandeja está al día: nada espera."
    luis.rest(lambda: screen(luis).detail.shown_id() is None)


def test_a_second_a_before_the_first_is_written_accepts_nothing_twice(luis, hall):
    gate = threading.Event()
    background = luis.window.tools.background
    background.write(background, lambda: gate.wait(10)).run()
    luis.press(KEY.Key_A, KEY.Key_A)
    gate.set()
    luis.rest(lambda: needs(luis) == ["Bache en la curva"])
    assert hall.row(hall.fresh)[0] == "sent"
    assert "ya está como" not in luis.window.status.line.text()


def test_giving_back_is_a_digit_and_ctrl_enter(luis, hall):
    luis.keys = 0
    luis.press(KEY.Key_D, KEY.Key_1)
    luis.record()
    assert luis.keys == 3
    assert hall.row(hall.late) == ("returned", "wrong_unit", None)
    luis.rest(lambda: needs(luis) == ["Bache en la curva"])
    assert luis.focused() is screen(luis).table


def test_a_comment_goes_with_the_return(luis, hall):
    luis.press(KEY.Key_D, KEY.Key_2)
    luis.write("Falta el croquis, ¿puede traerlo?")
    luis.record()
    assert hall.row(hall.late) == ("returned", "missing_information", "Falta el croquis, ¿puede traerlo?")


def test_without_a_reason_nothing_is_given_back(luis, hall):
    luis.press(KEY.Key_D)
    assert not screen(luis).detail._buttons.isVisible()
    luis.record()
    assert screen(luis).detail.form.foot.error.text() == "Elija el motivo: 1 a 4."
    luis.press(KEY.Key_Escape)
    assert not screen(luis).detail.form.isVisible()
    assert screen(luis).detail._buttons.isVisible()
    assert luis.focused() is screen(luis).table
    assert hall.row(hall.late)[0] == "sent"


def test_a_form_that_is_open_belongs_to_its_hand_over_not_to_the_row_below(luis, hall):
    luis.press(KEY.Key_D, KEY.Key_4)
    screen(luis).table.setFocus()
    luis.press(KEY.Key_Down)
    luis.rest(lambda: screen(luis).detail.title.text() == "Bache en la curva")
    assert not screen(luis).detail.form.isVisible()
    luis.record()
    assert hall.row(hall.late)[0] == hall.row(hall.fresh)[0] == "sent"


def test_what_came_from_elsewhere_meanwhile_is_said_not_overwritten(luis, hall, counter):
    referrals.answer(counter.console, hall.late, ReferralState.RETURNED, reason=ReturnReason.ABSENT)
    luis.press(KEY.Key_A)
    luis.rest()
    assert "Devuelta" in luis.window.status.line.text()
    assert hall.row(hall.late)[0] == "returned"


def test_open_cases_follow_by_urgency_and_enter_opens_them(qtbot, counter, hall):
    form = CaseForm(
        "Cable caído", "denuncia", Channel.PHONE, Level.SIMPLE, unit=counter.roads, responsible=counter.chief,
        citizen=CitizenForm("Ana Díaz", phone="987654321"),
    )  # fmt: skip
    case = cases.open_case(counter.console, form).id
    hands = open_inbox(qtbot, counter, "luis")
    assert needs(hands) == ["Vereda rota", "Bache en la curva", "Cable caído"]
    hands.press(KEY.Key_End)
    hands.rest(lambda: screen(hands).detail.case is not None)
    hands.press(KEY.Key_A)
    assert hands.window.status.line.text() == "Es un caso: ábralo con Enter."
    hands.press(KEY.Key_Return)
    assert hands.window._current == CASES
    hands.rest(lambda: screen(hands).detail.case is not None)
    assert screen(hands).detail.case.line.id == case
    hands.press(KEY.Key_Escape)
    assert hands.window._current == INBOX


def test_a_clerk_sees_all_units_or_chooses_one_and_may_not_accept(qtbot, counter, hall):
    hands = open_inbox(qtbot, counter, "ana")
    assert needs(hands) == ["Vereda rota", "Bache en la curva", "Uso de suelo"]
    assert chips(hands) == {"Todo": "3", "Por recibir": "3", "Por reasignar": "0"}
    hands.press(KEY.Key_A)
    hands.rest()
    assert "la responde la unidad que la recibe" in hands.window.status.line.text()
    assert hall.row(hall.late)[0] == "sent"
    units = screen(hands).listing.unit
    assert [units.itemText(at) for at in range(units.count())] == [
        "Todas las unidades", "Desarrollo Urbano", "Obras y Vías",
    ]  # fmt: skip
    units.setFocus()
    hands.press(KEY.Key_Down)
    hands.rest(lambda: needs(hands) == ["Uso de suelo"])


def test_what_came_back_is_sent_on_with_everything_filled_in(qtbot, counter, hall):
    referrals.answer(
        counter.console,
        hall.late,
        ReferralState.RETURNED,
        reason=ReturnReason.WRONG_UNIT,
        comment="Es de Urbano",
    )
    hands = open_inbox(qtbot, counter, "ana")
    screen(hands).listing.show_part("back")
    hands.rest(lambda: needs(hands) == ["Vereda rota"])
    hands.rest(lambda: screen(hands).detail.title.text() == "Vereda rota")
    hands.press(KEY.Key_R)
    hands.rest(lambda: hands.window._current == REFERRALS and screen(hands).form.writing is not None)
    form = screen(hands).form
    assert form.need.toPlainText() == "Vereda rota"
    assert form.citizen.text() == "Rosa Quispe"
    assert "No corresponde a esta unidad. Es de Urbano" in form.why.text()
    hands.write("desa")
    hands.rest(form.unit.list_open)
    hands.press(KEY.Key_Return)
    hands.rest(lambda: form.writing.card is not None)
    hands.record()
    sql = (
        "SELECT u.name, o.name, r.need, c.name, r.bounces FROM referral r JOIN unit u ON u.id = r.unit "
        "LEFT JOIN official o ON o.id = r.official JOIN citizen c ON c.id = r.citizen WHERE r.previous IS NOT NULL"
    )
    assert counter.rows(sql) == [("Desarrollo Urbano", "Paola Núñez", "Vereda rota", "Rosa Quispe", 1)]
    assert referrals.returned_to_me(hall.ana) == []


def test_another_section_can_point_to_a_hand_over(luis, hall):
    luis.window.show_screen(INBOX, ShowReferral(hall.fresh))
    luis.rest(lambda: screen(luis).detail.title.text() == "Bache en la curva")
    assert screen(luis).listing.current().id == hall.fresh


def test_the_rail_counts_what_waits_for_the_person(qtbot, counter, hall):
    hands = open_counter(qtbot, counter, "luis")
    button = next(each for each in hands.window.rail.buttons() if each.entry.id == INBOX)
    hands.rest(lambda: button.count() == 2)
    assert button.accessibleName() == "Bandeja (2)"
    hands.press(KEY.Key_A)
    hands.rest(lambda: button.count() == 1)
    assert button.accessibleName() == "Bandeja (1)"


def test_who_keeps_the_machine_running_has_no_tray(qtbot, counter):
    directory.save_user(counter.console, "info", "Informática", frozenset({Role.ADMINISTRATOR}))
    hands = open_counter(qtbot, counter, "info")
    assert INBOX not in {button.entry.id for button in hands.window.rail.buttons()}


def test_the_letters_on_the_buttons_work_while_one_of_them_has_the_focus(luis):
    luis.press(KEY.Key_Return)
    assert luis.focused().objectName() == "accept"
    luis.press(KEY.Key_D)
    form = screen(luis).detail.form
    assert form.referral is not None
    assert form.isVisible()
    assert form.isAncestorOf(luis.focused())

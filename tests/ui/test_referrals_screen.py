"""Vincular at the counter: what became of each hand-over, and a new one with everything known filled in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from counter import CTRL, KEY, NOW, Counter, close_counter, open_counter

from desktop_app.domain.values import Channel, Level, ReferralState, Result, ReturnReason
from desktop_app.services import cases, citizens, directory, reception, referrals
from desktop_app.services.cases import CaseForm
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.reception import AttentionForm
from ui.kit.badges import BadgeKind
from ui.kit.screen import CASES, REFERRALS, HandOver, ShowReferral

CALM = "«Le va a atender Luis Paredes Ñaupa, de Obras y Vías (Piso 2, oficina 203). Ya le comuniqué su necesidad.»"
SOON = (
    "«Quien puede ayudarle es Luis Paredes Ñaupa, de Obras y Vías (Piso 2, oficina 203). "
    "Espere un momento, por favor: voy a avisarle.»"
)


class Day:
    """A day at the counter: one hand-over waits, one came back, one was accepted."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.ana = counter.installation.context(counter.installation.actor("ana"))
        self.luis = counter.installation.context(counter.installation.actor("luis"))
        counter.clock.advance(minutes=-30)
        self.accepted = self.hand_over("Rosa Quispe", "Vereda rota")
        counter.clock.advance(minutes=2)
        referrals.answer(self.luis, self.accepted, ReferralState.ACCEPTED)
        self.returned = self.hand_over("Íñigo Díaz", "Uso de suelo")
        referrals.answer(
            self.luis,
            self.returned,
            ReferralState.RETURNED,
            reason=ReturnReason.WRONG_UNIT,
            comment="Es de Urbano",
        )
        counter.clock.advance(minutes=20)
        self.waiting = self.hand_over("María Ñuñez", "Bache en la curva")
        counter.clock.set(NOW)

    def hand_over(self, citizen: str, need: str) -> bytes:
        form = AttentionForm(
            Channel.IN_PERSON, self.counter.clock.now(), "tramite", Result.REFERRED, subject=need,
            unit=self.counter.roads, official=self.counter.chief, citizen=CitizenForm(citizen, phone="987654321"),
            contact="987654321",
        )  # fmt: skip
        referral = reception.register_attention(self.ana, form).referral
        assert referral is not None
        return referral

    def state(self, referral: bytes) -> str:
        sql = "SELECT r.state FROM referral r JOIN entity e ON e.id = r.id WHERE e.uid = ?"
        return self.counter.rows(sql, referral)[0][0]

    def newest(self) -> dict[str, object]:
        rows = self.counter.rows(
            "SELECT u.name, o.name, r.need, c.name, r.state, r.bounces, r.number FROM referral r "
            "LEFT JOIN unit u ON u.id = r.unit LEFT JOIN official o ON o.id = r.official "
            "LEFT JOIN citizen c ON c.id = r.citizen ORDER BY r.id DESC LIMIT 1"
        )
        names = ("unit", "official", "need", "citizen", "state", "bounces", "number")
        return dict(zip(names, rows[0], strict=True))


@pytest.fixture
def day(counter):
    return Day(counter)


@pytest.fixture
def ana(qtbot, counter, day):
    del day
    hands = open_counter(qtbot, counter, "ana")
    hands.press(KEY.Key_4, mods=CTRL)
    hands.rest(lambda: screen(hands).detail.referral is not None)
    return hands


def screen(hands):
    return hands.window.current_screen()


def needs(hands):
    model = screen(hands).listing.model
    return [model.row(number).need for number in range(model.rowCount())]


def chips(hands):
    return {chip.text(): chip.hint() for chip in screen(hands).listing.views.chips()}


def begin_new(hands):
    hands.press(KEY.Key_N)
    hands.rest(lambda: screen(hands).form.writing is not None)
    return screen(hands).form


def choose_unit(hands, typed="obras"):
    form = screen(hands).form
    hands.write(typed)
    hands.rest(form.unit.list_open)
    hands.press(KEY.Key_Return)
    hands.rest(lambda: form.writing.card is not None and form.writing.unit is not None)


def test_todays_hand_overs_with_what_became_of_each(ana):
    assert needs(ana) == ["Bache en la curva", "Uso de suelo", "Vereda rota"]
    model = screen(ana).listing.model
    badges = [model.cell(row, 0)[1] for row in range(3)]
    assert [badge.text for badge in badges] == ["Espera 8 min", "Devuelta", "Aceptada en 2 min"]
    assert [badge.kind for badge in badges] == [BadgeKind.DUE_SOON, BadgeKind.DUE_SOON, BadgeKind.CLOSED]
    assert chips(ana) == {
        "Enviadas hoy": "3", "Sin respuesta": "1", "Devueltas": "1", "Aceptadas": "1", "Todas": "3",
    }  # fmt: skip
    assert ana.focused() is screen(ana).table


def test_the_views_are_reached_with_the_arrows(ana):
    screen(ana).listing.views.chips()[0].setFocus()
    ana.press(KEY.Key_Right)
    ana.rest(lambda: needs(ana) == ["Bache en la curva"])
    ana.press(KEY.Key_Right)
    ana.rest(lambda: needs(ana) == ["Uso de suelo"])
    ana.press(KEY.Key_Right)
    ana.rest(lambda: needs(ana) == ["Vereda rota"])


def test_what_to_say_claims_only_what_has_happened(ana):
    assert "falta que me confirme" in screen(ana).detail.say.text()
    ana.press(KEY.Key_T)
    ana.rest(lambda: screen(ana).detail.referral.line.state is ReferralState.CONFIRMED_BY_PHONE)
    assert screen(ana).detail.say.text() == CALM


def test_the_phone_is_noted_with_one_key(ana, day):
    ana.press(KEY.Key_T)
    ana.rest()
    assert day.state(day.waiting) == "confirmed_by_phone"
    assert ana.window.status.line.text().startswith("Anotado: confirmó por teléfono")


def test_nobody_answered_then_it_is_sent_on_with_r(ana, day):
    ana.press(KEY.Key_S)
    ana.rest(lambda: day.state(day.waiting) == "no_answer")
    ana.rest(lambda: screen(ana).detail.referral.line.state is ReferralState.NO_ANSWER)
    ana.press(KEY.Key_R)
    ana.rest(lambda: screen(ana).form.writing is not None)
    form = screen(ana).form
    assert form.need.toPlainText() == "Bache en la curva"
    assert "no respondió" in form.why.text()
    assert form.official.currentText() == "Cualquier persona de la unidad"
    ana.record()
    assert (day.newest()["bounces"], day.newest()["need"]) == (1, "Bache en la curva")


def test_a_clerk_may_not_accept_for_the_unit(ana, day):
    ana.press(KEY.Key_A)
    ana.rest()
    assert "la responde la unidad que la recibe" in ana.window.status.line.text()
    assert day.state(day.waiting) == "sent"


def test_the_history_tells_who_gave_it_back_and_why(ana):
    from PySide6.QtWidgets import QLabel

    ana.press(KEY.Key_Down)
    ana.rest(lambda: screen(ana).detail.title.text() == "Uso de suelo")
    history = screen(ana).detail.history
    told = [
        "10:14 · Devuelta: No corresponde a esta unidad · Luis Paredes",
        "«Es de Urbano»",
        "10:14 · Enviada a Luis Paredes Ñaupa · Obras y Vías · Ana Rojas",
    ]
    # Labels of the one shown before are gone at the event loop's next turn.
    ana.rest(lambda: [each.text() for each in history.findChildren(QLabel) if not each.isHidden()] == told)


def test_a_unit_that_is_named_stands_before_those_who_work_there(ana, day):
    form = begin_new(ana)
    ana.write("obras")
    ana.rest(form.unit.list_open)
    ana.press(KEY.Key_Return)
    assert form.unit.text() == "Obras y Vías"
    ana.rest(lambda: form.writing.card is not None)
    assert form.official.currentText().startswith("Luis Paredes Ñaupa")


def test_a_new_hand_over_suggests_who_is_there(ana, day):
    form = begin_new(ana)
    assert form.say.text() == "Elija la unidad: aquí verá qué decirle al ciudadano."
    choose_unit(ana, "desarr")
    texts = [form.official.itemText(at) for at in range(form.official.count())]
    assert texts == [
        "Ana Arce · En reunión hasta 11:42", "Paola Núñez · Disponible", "Cualquier persona de la unidad",
    ]  # fmt: skip
    assert form.official.currentText() == "Paola Núñez · Disponible"
    assert "Paola Núñez, de Desarrollo Urbano (Piso 2, oficina 207)" in form.say.text()
    assert ana.window.pane.content() is screen(ana).unit_pane
    assert ana.focused() is form.need
    ana.write("Pregunta por los retiros")
    ana.record()
    assert day.newest() | {"number": ""} == {
        "unit": "Desarrollo Urbano", "official": "Paola Núñez", "need": "Pregunta por los retiros",
        "citizen": None, "state": "sent", "bounces": 0, "number": "",
    }  # fmt: skip
    ana.rest(lambda: needs(ana)[0] == "Pregunta por los retiros")
    assert not screen(ana).writing()
    assert ana.focused() is screen(ana).table
    ana.rest(lambda: screen(ana).detail.title.text() == "Pregunta por los retiros")
    assert ana.window.pane.content() is screen(ana).detail


def test_known_people_are_recognised_and_the_phone_may_have_confirmed(ana, day):
    form = begin_new(ana)
    choose_unit(ana)
    assert form.say.text() == SOON
    ana.write("Pide inspección")
    ana.press(KEY.Key_Tab)
    ana.write("nuñ")
    ana.rest(form.citizen.list_open)
    ana.press(KEY.Key_Return)
    ana.press(KEY.Key_2)
    assert form.say.text() == CALM
    ana.record()
    found = day.newest()
    assert (found["citizen"], found["state"]) == ("María Ñuñez", "confirmed_by_phone")


def test_what_is_missing_is_said_under_its_field(ana, day):
    before = day.newest()
    form = begin_new(ana)
    ana.record()
    assert form.form.rows["unit"].error() == "Elija la unidad que va a recibir al ciudadano."
    assert form.form.rows["detail"].error() == "Escriba la necesidad que el funcionario debe resolver."
    assert ana.focused() is form.unit
    form.need.setFocus()
    ana.write("Pide inspección")
    ana.record()
    assert form.form.rows["unit"].error() == "Elija la unidad que va a recibir al ciudadano."
    assert ana.focused() is form.unit
    choose_unit(ana)
    form.citizen.setFocus()
    ana.write("Nadie conocido")
    ana.record()
    assert form.form.rows["citizen"].error() == "Elija a la persona de la lista, o deje este dato vacío."
    assert day.newest() == before


def test_whole_days_of_absence_end_with_their_last_day(ana, day, counter):
    ends = NOW.replace(day=28, hour=0, minute=0)
    directory.save_absence(counter.console, counter.paola, NOW - timedelta(hours=1), ends, "Vacaciones")
    form = begin_new(ana)
    ana.write("desarrollo")
    ana.rest(form.unit.list_open)
    ana.press(KEY.Key_Return)
    ana.rest(lambda: form.official.count() > 0)
    shown = [form.official.itemText(at) for at in range(form.official.count())]
    assert "Paola Núñez · Vacaciones hasta vie 27/11" in shown


def test_a_unit_that_is_not_there_is_said_while_typing(ana, day):
    form = begin_new(ana)
    ana.write("zzzz")
    ana.rest(form.unit.list_open)
    assert form.unit.popup().note.text() == "Ninguna unidad ni persona responde a esto."
    assert form.unit.popup().note.isVisible()


def test_what_was_typed_is_there_again_after_esc_and_gone_once_recorded(qtbot, ana, day, counter):
    form = begin_new(ana)
    choose_unit(ana)
    ana.write("A medio escribir")
    qtbot.waitUntil(lambda: form.kept.text().startswith("Borrador guardado"), timeout=5000)
    ana.press(KEY.Key_Escape)
    assert ana.focused() is screen(ana).table
    ana.rest()
    form = begin_new(ana)
    assert form.need.toPlainText() == "A medio escribir"
    assert form.unit.text() == "Obras y Vías"
    assert form.kept.text() == "Borrador recuperado"
    ana.record()
    assert day.newest()["need"] == "A medio escribir"
    qtbot.waitUntil(lambda: counter.rows("SELECT count(*) FROM draft") == [(0,)], timeout=5000)


def test_what_was_typed_survives_the_end_of_the_program(qtbot, ana, day, counter):
    begin_new(ana)
    choose_unit(ana)
    ana.write("A medio escribir")
    close_counter(counter)
    counter.reopen()
    again = open_counter(qtbot, counter, "ana")
    again.press(KEY.Key_4, mods=CTRL)
    again.rest(lambda: screen(again).detail.referral is not None)
    form = begin_new(again)
    assert form.need.toPlainText() == "A medio escribir"


def test_a_case_goes_on_to_another_unit_with_its_hand_over(ana, day, counter):
    form = CaseForm(
        "Poste inclinado", "denuncia", Channel.PHONE, Level.SIMPLE, unit=counter.roads,
        citizen=CitizenForm("Ana Díaz", phone="987654321"), description="Frente al colegio",
    )  # fmt: skip
    saved = cases.open_case(counter.console, form)
    ana.window.show_screen(REFERRALS, HandOver(case=saved.id))
    ana.rest(lambda: screen(ana).form.writing is not None)
    writing = screen(ana).form
    assert writing.need.toPlainText() == "Poste inclinado: Frente al colegio"
    assert writing.citizen.text() == "Ana Díaz"
    assert saved.number in writing.why.text()
    choose_unit(ana, "desarr")
    ana.record()
    sql = (
        "SELECT f.state, u.name FROM case_file f JOIN unit u ON u.id = f.unit "
        "JOIN entity e ON e.id = f.id WHERE e.uid = ?"
    )
    assert counter.rows(sql, saved.id) == [("referred", "Desarrollo Urbano")]
    assert day.newest()["number"] == saved.number
    ana.rest(lambda: screen(ana).detail.referral.case_id == saved.id)
    screen(ana).act("case")
    assert ana.window._current == CASES


def test_a_person_shown_elsewhere_is_filled_in(ana, day, counter):
    person = citizens.register_citizen(counter.console, CitizenForm("Zoila Peña", phone="999111222")).id
    ana.window.show_screen(REFERRALS, HandOver(citizen=person))
    ana.rest(lambda: screen(ana).form.writing is not None)
    choose_unit(ana)
    ana.write("Pide inspección")
    ana.record()
    assert day.newest()["citizen"] == "Zoila Peña"


def test_what_still_waits_is_not_sent_on(ana, day):
    ana.press(KEY.Key_R)
    ana.rest()
    assert not screen(ana).writing()  # no form that says nobody answered, and is refused at its end
    assert "Solo se reasigna" in ana.window.status.line.text()
    assert screen(ana).table.hasFocus()
    assert day.state(day.waiting) == "sent"


def test_what_may_not_be_sent_on_is_refused_and_stays_written(ana, day, counter):
    referrals.answer(counter.console, day.waiting, ReferralState.NO_ANSWER)
    ana.window.show_screen(REFERRALS, HandOver(previous=day.waiting))
    ana.rest(lambda: screen(ana).form.writing is not None)
    referrals.answer(counter.console, day.waiting, ReferralState.ACCEPTED)
    ana.record()
    assert screen(ana).writing()
    messages = ana.window.messages
    assert any("Solo se reasigna" in text for text in shown(messages))


def shown(messages):
    from PySide6.QtWidgets import QLabel

    return [each.text() for each in messages.findChildren(QLabel)]


def test_a_hand_over_far_down_is_shown_alone(ana, day, counter):
    counter.clock.advance(minutes=-20)
    for number in range(70):
        day.hand_over("Otra Persona", f"Pregunta {number}")
    counter.clock.set(NOW)
    ana.window.show_screen(REFERRALS, ShowReferral(day.accepted))
    ana.rest(lambda: needs(ana) == ["Vereda rota"])
    ana.rest(lambda: screen(ana).detail.title.text() == "Vereda rota")


def test_a_supervisor_takes_a_mistaken_one_back_with_its_reason(qtbot, counter, day):
    hands = open_counter(qtbot, counter, "marta")
    hands.press(KEY.Key_4, mods=CTRL)
    hands.rest(lambda: screen(hands).detail.referral is not None)
    screen(hands).act("void")
    hands.record()
    assert screen(hands).detail.form.foot.error.text() == "Escriba el motivo para anular la vinculación."
    hands.write("Se registró dos veces")
    hands.record()
    assert day.state(day.waiting) == "voided"


def test_a_list_without_rows_leaves_nothing_in_the_pane_that_was_still_being_read(ana, day, counter):
    shown = screen(ana)
    counter.clock.set(NOW + timedelta(days=40))  # accepted ones are shown for 30 days
    shown.listing.show_view("accepted")
    ana.rest(lambda: needs(ana) == [])
    shown._follower.read(day.waiting)
    shown._follower._on_settled()
    ana.rest()
    assert shown.detail.referral is None

"""Cases and hand-overs from Recepción: what they ask for, whose they are, and what is promised."""

from __future__ import annotations

from datetime import timedelta

from counter import KEY, screen

from desktop_app.domain.values import Channel, Result
from desktop_app.services import citizens
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.reception import AttentionForm, register_attention


def test_a_case_for_a_new_citizen_by_keyboard_alone(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.write("Íñigo Ñáñez")
    hands.rest()
    hands.press(KEY.Key_Tab)
    hands.write("987654321")
    hands.press(KEY.Key_Tab, KEY.Key_Tab)
    hands.write("Hueco frente al n.º 120")
    hands.record()
    assert hands.keys <= 8
    stored, case = counter.last_attention(), counter.last_case()
    assert (stored["citizen"], stored["phone"], stored["result"]) == (
        "Íñigo Ñáñez",
        "987654321",
        "case_opened",
    )
    assert (case["subject"], case["level"], case["state"]) == ("Bache o pista dañada", "simple", "registered")
    assert case["description"] == "Hueco frente al n.º 120"
    assert case["number"] in screen(hands).view.parts.strip.sentence.text()


def test_the_promise_of_a_case_stands_on_the_screen_before_it_is_made(hands):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.rest()
    assert screen(hands).form.panels.case.terms.text() == "Vence jue 26/11/2026 10:42"
    assert (
        "a más tardar el jueves 26 de noviembre a las 10:42" in screen(hands).view.parts.strip.sentence.text()
    )


def test_a_critical_case_needs_its_criterion_and_takes_it_by_digit(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7, KEY.Key_F9, KEY.Key_1)
    hands.write("Rosa Quispe")
    hands.rest()
    hands.press(KEY.Key_Tab)
    hands.write("987654321")
    hands.record()
    case = counter.last_case()
    assert (case["level"], case["criterion"]) == ("critical", "risk")
    assert hands.keys <= 13


def test_without_its_criterion_the_sentence_stands_under_it_and_a_digit_mends_it(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7, KEY.Key_F9)
    form = screen(hands).form
    form.citizen.setFocus()
    hands.write("Rosa Quispe")
    hands.rest()
    hands.press(KEY.Key_Tab)
    hands.write("987654321")
    hands.record()
    assert form.panels.critical.row.error().startswith("Diga por qué es crítico")
    hands.press(KEY.Key_3)
    hands.record()
    assert counter.last_case()["criterion"] == "vulnerable"


def test_what_is_wrong_stands_under_its_field_and_the_focus_goes_there(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7)
    screen(hands).form.detail.setFocus()
    hands.write("Hueco grande")
    hands.record()
    form = screen(hands).form
    assert form.rows["citizen"].error() == "Para abrir un caso, escriba el nombre del ciudadano."
    assert hands.focused() is form.citizen
    assert form.detail.toPlainText() == "Hueco grande"
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    hands.write("Rosa Quispe")
    assert form.rows["citizen"].error() == ""
    hands.rest()
    hands.record()
    assert form.rows["contact"].error().startswith("Escriba un teléfono o correo")
    assert hands.focused() is form.contact


def test_a_contact_that_reaches_nobody_opens_no_case(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.write("Rosa Quispe")
    hands.rest()
    hands.press(KEY.Key_Tab)
    hands.write("vecina de Juan")
    hands.record()
    form = screen(hands).form
    assert form.rows["contact"].error().startswith("Escriba un teléfono con sus números o un correo")
    assert hands.focused() is form.contact
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    hands.write(" 987654321")
    hands.record()
    assert counter.last_attention()["contact"] == "vecina de Juan 987654321"


def test_an_open_list_does_not_cover_what_is_wrong(hands):
    hands.window.resize(910, 432)
    hands.rest()
    hands.press(KEY.Key_F2, KEY.Key_7)
    form = screen(hands).form
    assert form.topic.list_open()
    hands.record()
    assert form.rows["subject"].error() == "Escriba o elija la consulta del ciudadano."
    assert not form.topic.list_open()


def test_without_contact_is_an_answer_that_counts(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.write("Rosa Quispe")
    hands.rest()
    hands.press(KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Space)
    hands.record()
    assert counter.last_attention()["no_contact"] == 1


def test_the_field_calls_itself_optional_only_while_it_is(hands):
    form = hands.window.current_screen().form
    hands.press(KEY.Key_F2)
    assert form.citizen.placeholderText().startswith("Opcional")
    hands.press(KEY.Key_F8)
    assert not form.citizen.placeholderText().startswith("Opcional")
    hands.press(KEY.Key_F7)
    assert form.citizen.placeholderText().startswith("Opcional")


def test_a_citizen_who_was_here_before_is_recognised(hands, counter):
    ctx = counter.installation.context(counter.installation.actor("ana"))
    rosa = citizens.register_citizen(ctx, CitizenForm("Rosa Ñahui Quispe", phone="987654321")).id
    form = AttentionForm(
        Channel.PHONE, ctx.now() - timedelta(minutes=2), "denuncia", Result.CASE_OPENED, topic=counter.pothole,
        unit=counter.roads, citizen=rosa,
    )  # fmt: skip
    register_attention(ctx, form)
    hands.press(KEY.Key_F3, KEY.Key_7)
    hands.write("nah")
    hands.rest(screen(hands).form.citizen.list_open)
    hands.press(KEY.Key_Return)
    hands.rest(lambda: screen(hands).thinking.known is not None)
    front = screen(hands).desk.front
    assert (front.citizen, front.contact) == (rosa, "987654321")
    assert screen(hands).thinking.known.open_count == 1
    hands.record()
    assert counter.rows("SELECT count(*) FROM citizen") == [(1,)]


def test_words_of_danger_suggest_a_critical_case(hands):
    hands.press(KEY.Key_F2, KEY.Key_7)
    screen(hands).form.detail.setFocus()
    hands.write("hay un cable suelto que echa chispas")
    hands.rest(lambda: bool(screen(hands).thinking.signs))
    assert "cable suelto" in screen(hands).thinking.signs[0].explanation


def test_a_hand_over_finds_somebody_who_is_present(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_8)
    hands.rest(lambda: screen(hands).desk.front.receiver.official is not None)
    assert screen(hands).form.panels.referral.receiver.text() == "Paola Núñez · Desarrollo Urbano"
    assert "Paola Núñez, de Desarrollo Urbano (Piso 2, oficina 207)" in (
        screen(hands).view.parts.strip.sentence.text()
    )
    hands.record()
    rows = counter.rows(
        "SELECT r.state, r.need, o.name, u.name FROM referral r LEFT JOIN official o ON o.id = r.official "
        "LEFT JOIN unit u ON u.id = r.unit"
    )
    assert rows == [("sent", "Parámetros urbanísticos", "Paola Núñez", "Desarrollo Urbano")]


def test_a_sentence_never_claims_an_acceptance_that_was_not_given(hands):
    hands.press(KEY.Key_F2, KEY.Key_8)
    hands.rest(lambda: screen(hands).desk.front.receiver.official is not None)
    said = screen(hands).view.parts.strip.sentence.text()
    assert "Ya le comuniqué" not in said
    screen(hands).form.panels.referral.outcome.chips()[1].click()
    assert "Ya le comuniqué" in screen(hands).view.parts.strip.sentence.text()

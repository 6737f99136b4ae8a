"""Nuevo caso in Casos: by keys alone, nothing typed twice, nothing lost, nothing changed by itself."""

from __future__ import annotations

import pytest
from counter import CTRL, KEY, SHIFT, Counter, close_counter, open_counter, screen
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.domain.values import Channel, Level
from desktop_app.services import case_lists, citizens, drafts, newcase
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.newcase import NewCaseForm as Form
from ui.kit.screen import CASES, CITIZENS, NewCase


@pytest.fixture
def clerk(qtbot, counter):
    """A clerk's window at Casos."""
    opened = open_counter(qtbot, counter, "ana")
    opened.press(KEY.Key_3, mods=CTRL)
    opened.rest()
    opened.keys = 0
    return opened


def form(hands):
    return screen(hands).new.form


def fields(hands):
    return form(hands).fields


def begin(hands):
    hands.press(KEY.Key_F8)
    hands.rest(lambda: screen(hands).new.writing() and form(hands).isVisible())


def recorded(hands):
    """Ctrl+Enter, and wait until the case is recorded, whatever was typed before it still waits for a worker."""
    hands.record()
    hands.rest(lambda: not screen(hands).new.writing())


def thought_over(hands):
    """Wait until what stands in the form has been thought over."""
    thinking = screen(hands).new._thinking
    hands.rest(lambda: thinking._asked == thinking._about and not thinking._wait.isActive())
    hands.rest(lambda: form(hands).thoughts is not None)


def shown(hands, widget):
    return widget.isVisibleTo(form(hands))


def detail_of(counter, number):
    console = counter.console
    return case_lists.detail(console, case_lists.find_number(console, number))


def test_a_known_topic_and_a_known_person_are_a_case_in_eight_keys(clerk, counter):
    rosa = citizens.register_citizen(counter.console, CitizenForm("Rosa Quispe Mamani", phone="987654321")).id
    clerk.press(KEY.Key_F8)
    for key in (KEY.Key_B, KEY.Key_A, KEY.Key_C):
        clerk.press(key)
    clerk.press(KEY.Key_Return)
    clerk.rest()
    clerk.write("Rosa Quispe")
    clerk.press(KEY.Key_Return)
    recorded(clerk)
    assert clerk.keys <= 8
    found = detail_of(counter, counter.last_case()["number"])
    assert (found.line.subject, found.line.query_type, found.line.unit) == (
        "Bache o pista dañada", "denuncia", "Obras y Vías",
    )  # fmt: skip
    assert (found.line.citizen, found.phone) == ("Rosa Quispe Mamani", "987654321")
    assert counter.rows("SELECT count(*) FROM citizen")[0][0] == 1
    assert rosa


def test_the_new_case_stands_chosen_in_the_list(clerk, counter):
    begin(clerk)
    write_case(clerk)
    clerk.record()
    number = counter.last_case()["number"]
    clerk.rest(lambda: screen(clerk).listing.current() is not None)
    assert screen(clerk).listing.current().number == number
    assert clerk.focused() is screen(clerk).table
    assert not screen(clerk).new.writing()
    assert screen(clerk).pane() is screen(clerk).detail


def write_case(hands, subject="Semáforo apagado", name="Íñigo Ñáñez", phone="987654321"):
    parts = fields(hands)
    parts.subject.setFocus()
    hands.write(subject)
    parts.citizen.setFocus()
    hands.write(name)
    hands.rest()
    parts.contact.setFocus()
    hands.write(phone)
    if not parts.kind.currentData():
        form(hands).choose_type("denuncia")


def test_every_field_can_be_chosen_and_is_recorded(clerk, counter):
    begin(clerk)
    write_case(clerk)
    parts = fields(clerk)
    form(clerk).choose_type("reclamo")
    parts.note.setFocus()
    clerk.write("Me cobraron de más")
    parts.place.setFocus()
    clerk.write("Jr. Unión 120")
    parts.level.chips()[1].click()
    parts.channel.setCurrentIndex(parts.channel.findData(Channel.EMAIL))
    parts.channel.activated.emit(parts.channel.currentIndex())
    parts.receiver.setFocus()
    clerk.write("Luis")
    clerk.press(KEY.Key_Return)
    clerk.rest(lambda: parts.receiver.text().startswith("Luis Paredes"))
    assert shown(clerk, parts.complaint)
    parts.complaint.kinds.chips()[1].click()
    parts.complaint.aspect.setCurrentIndex(parts.complaint.aspect.findData("tiempo"))
    clerk.record()
    found = detail_of(counter, counter.last_case()["number"])
    line = found.line
    assert (line.query_type, line.level, line.channel, line.responsible, line.unit) == (
        "reclamo", Level.COMPLEX, "email", "Luis Paredes Ñaupa", "Obras y Vías",
    )  # fmt: skip
    assert (found.description, found.place, found.complaint_kind) == (
        "Me cobraron de más", "Jr. Unión 120", "delay",
    )  # fmt: skip
    assert found.timeline[0].facts["complaint_aspect"] == "tiempo"


def test_what_is_missing_stands_under_its_field_and_nothing_is_recorded(clerk, counter):
    begin(clerk)
    clerk.record()
    parts = fields(clerk)
    assert parts.rows["subject"].error() == "Escriba el asunto o elija un tema."
    assert parts.rows["type"].error() == "Elija el tipo de solicitud."
    assert clerk.focused() is parts.subject
    parts.subject.setFocus()
    clerk.write("Semáforo apagado")
    form(clerk).choose_type("denuncia")
    clerk.record()
    assert parts.rows["citizen"].error() == "Para abrir un caso, escriba el nombre del ciudadano."
    assert clerk.focused() is parts.citizen
    clerk.write("Íñigo Ñáñez")
    clerk.record()
    assert "marque «Sin contacto»" in parts.rows["contact"].error()
    parts.no_contact.click()
    clerk.record()
    assert counter.last_case()["citizen"] == "Íñigo Ñáñez"


def test_a_responsible_who_was_not_chosen_from_the_list_is_no_responsible(clerk):
    begin(clerk)
    write_case(clerk)
    fields(clerk).receiver.setFocus()
    clerk.write("Nadie de aquí")
    clerk.rest()
    clerk.record()
    assert fields(clerk).rows["unit"].error() == "Elija la unidad o persona de la lista."


def test_a_critical_case_asks_for_its_criterion_by_digit(clerk, counter):
    begin(clerk)
    write_case(clerk)
    clerk.press(KEY.Key_F9)
    assert shown(clerk, fields(clerk).criterion)
    clerk.press(KEY.Key_1)
    clerk.record()
    case = counter.last_case()
    assert (case["level"], case["criterion"]) == ("critical", "risk")


# The route.


def test_the_words_suggest_a_type_and_one_key_takes_it(clerk):
    begin(clerk)
    write_case(clerk)
    parts = fields(clerk)
    parts.note.setFocus()
    clerk.write("En la caja me trataron mal")
    thought_over(clerk)
    route = form(clerk).lines.route
    assert shown(clerk, route)
    assert route.words.text().startswith("¿Queja? porque «me trataron mal»: ")
    assert route.words.text().endswith("30 días hábiles (sin verificar)")
    assert parts.kind.currentData() == "denuncia"  # never by itself
    clerk.press(KEY.Key_F8, mods=SHIFT)
    assert parts.kind.currentData() == "queja"
    assert clerk.focused() is parts.note
    thought_over(clerk)
    assert not shown(clerk, route)
    assert shown(clerk, parts.complaint)


def test_where_the_words_do_not_decide_two_plain_questions_do(clerk):
    begin(clerk)
    parts = fields(clerk)
    parts.subject.setFocus()
    clerk.write("Vine ayer por la tarde")
    thought_over(clerk)
    question = form(clerk).lines.question
    assert shown(clerk, question)
    assert question.words.text().startswith("¿Se queja de cómo lo atendió")
    question.digits.enter()
    clerk.press(KEY.Key_2)
    thought_over(clerk)
    assert question.words.text().startswith("¿Pide un documento")
    question.digits.enter()
    clerk.press(KEY.Key_1)
    thought_over(clerk)
    assert not shown(clerk, question)
    assert "Acceso a la información pública" in form(clerk).lines.route.words.text()
    clerk.press(KEY.Key_F8, mods=SHIFT)
    assert parts.kind.currentData() == "acceso_informacion"


def test_before_anything_is_told_the_pane_shows_every_route(clerk, counter):
    begin(clerk)
    thought_over(clerk)
    pane = screen(clerk).new.pane
    told = [label.text() for label in pane.findChildren(QLabel)]
    kinds = counter.console.profile.request_types.values()
    assert [kind.label for kind in kinds if kind.label not in told] == []
    assert any(text.startswith("Plazo: 10 días hábiles; hoy vencería") for text in told)


def test_both_clocks_stand_before_the_case_is_recorded(clerk):
    begin(clerk)
    form(clerk).choose_type("reclamo")
    thought_over(clerk)
    assert form(clerk).lines.clocks.text().startswith("Plazo interno: ")
    assert "Plazo legal: " in form(clerk).lines.clocks.text()
    assert "30 días hábiles desde el" in form(clerk).lines.clocks.toolTip()


def test_a_danger_in_the_words_is_told_and_a_person_decides(clerk):
    begin(clerk)
    write_case(clerk)
    fields(clerk).note.setFocus()
    clerk.write("Hay una fuga de gas")
    thought_over(clerk)
    sign = form(clerk).lines.sign
    assert shown(clerk, sign)
    assert "fuga de gas" in sign.words.text()
    assert fields(clerk).level.value() is Level.SIMPLE
    clerk.press(KEY.Key_F9, KEY.Key_1)
    thought_over(clerk)
    assert not shown(clerk, sign)


def test_an_open_case_of_the_same_person_on_the_topic_is_shown_before(clerk, counter):
    rosa = citizens.register_citizen(counter.console, CitizenForm("Rosa Quispe", phone="987654321")).id
    before = newcase.record_case(
        counter.console,
        Form("Bache grande", "denuncia", Channel.PHONE, topic=counter.pothole, citizen=rosa),
    )
    clerk.window.show_screen(CASES, NewCase(citizen=rosa, topic=counter.pothole))
    clerk.rest(screen(clerk).new.writing)
    thought_over(clerk)
    same = form(clerk).lines.same
    assert shown(clerk, same)
    assert before.number in same.words.text()
    assert "misma persona" in same.words.text()
    same.button.click()
    clerk.rest(lambda: screen(clerk).listing.current() is not None)
    assert screen(clerk).listing.current().number == before.number


# Drafts and taking back.


def test_esc_leaves_and_what_was_typed_is_there_again(clerk):
    begin(clerk)
    write_case(clerk)
    clerk.press(KEY.Key_Escape)
    clerk.rest()
    assert clerk.focused() is screen(clerk).table
    begin(clerk)
    assert fields(clerk).subject.text() == "Semáforo apagado"
    assert fields(clerk).citizen.text() == "Íñigo Ñáñez"
    assert fields(clerk).kind.currentData() == "denuncia"
    assert form(clerk).kept.text() == "Borrador recuperado"


def test_a_draft_outlives_the_program(qtbot, counter: Counter, clerk):
    begin(clerk)
    write_case(clerk)
    clerk.rest()
    clerk.qtbot.waitUntil(lambda: form(clerk).kept.text().startswith("Borrador guardado"), timeout=5000)
    close_counter(counter)
    counter.reopen()
    again = open_counter(qtbot, counter, "ana")
    again.press(KEY.Key_3, mods=CTRL)
    again.rest()
    begin(again)
    assert fields(again).subject.text() == "Semáforo apagado"
    again.record()
    assert counter.last_case()["subject"] == "Semáforo apagado"
    assert [
        d for d in drafts.open_drafts(counter.installation.context()) if d.slot.startswith("newcase")
    ] == []


def test_what_was_typed_is_discarded_on_purpose_only_and_can_be_taken_up_again(clerk, counter):
    begin(clerk)
    write_case(clerk)
    form(clerk).discard.click()
    clerk.rest(lambda: not screen(clerk).new.writing())
    assert clerk.focused() is screen(clerk).table
    assert clerk.window.status.line.text() == "Caso sin abrir descartado."
    clerk.window.status.line._button.click()
    assert fields(clerk).subject.text() == "Semáforo apagado"
    form(clerk).discard.click()
    clerk.rest()
    begin(clerk)
    assert fields(clerk).subject.text() == ""
    assert not [d for d in drafts.open_drafts(counter.installation.context()) if d.slot.startswith("newcase")]


def test_ctrl_z_takes_the_case_back_and_the_form_is_there_again(clerk, counter):
    begin(clerk)
    write_case(clerk)
    clerk.record()
    assert counter.last_case()["state"] == "registered"
    clerk.press(KEY.Key_Z, mods=CTRL)
    clerk.rest(screen(clerk).new.writing)
    assert counter.last_case()["state"] == "voided"
    assert fields(clerk).subject.text() == "Semáforo apagado"
    fields(clerk).subject.setFocus()
    clerk.write(" otra vez")
    clerk.record()
    assert counter.last_case()["subject"] == "Semáforo apagado otra vez"


def test_without_a_case_of_a_moment_ago_ctrl_z_says_so(clerk):
    clerk.press(KEY.Key_Z, mods=CTRL)
    clerk.rest()
    assert "menos de 10 segundos" in clerk.window.status.line.text()


# From elsewhere.


def test_another_section_opens_it_prefilled(clerk, counter):
    rosa = citizens.register_citizen(counter.console, CitizenForm("Rosa Quispe", phone="987654321")).id
    wanted = NewCase(
        citizen=rosa, topic=counter.pothole, subject="Correo: hueco", description="Hay un hueco",
        place="Jr. Unión 120", channel=Channel.EMAIL,
    )  # fmt: skip
    clerk.window.show_screen(CASES, wanted)
    clerk.rest(screen(clerk).new.writing)
    parts = fields(clerk)
    assert (parts.topic.text(), parts.subject.text(), parts.citizen.text(), parts.contact.text()) == (
        "Bache o pista dañada", "Correo: hueco", "Rosa Quispe", "987654321",
    )  # fmt: skip
    assert (parts.note.toPlainText(), parts.place.text()) == ("Hay un hueco", "Jr. Unión 120")
    assert parts.channel.currentData() == Channel.EMAIL
    clerk.record()
    assert counter.last_case()["subject"] == "Correo: hueco"


def test_a_person_s_case_begins_in_ciudadanos(clerk, counter):
    citizens.register_citizen(counter.console, CitizenForm("Rosa Quispe", phone="987654321"))
    clerk.window.show_screen(CITIZENS)
    clerk.rest(lambda: screen(clerk).listing.current() is not None)
    screen(clerk).table.setFocus()
    clerk.press(KEY.Key_F8)
    clerk.rest(lambda: clerk.window._current == CASES and screen(clerk).new.writing())
    assert fields(clerk).citizen.text() == "Rosa Quispe"
    assert clerk.focused() is fields(clerk).topic


def test_anonymous_is_offered_where_the_type_allows_it(clerk, counter):
    begin(clerk)
    parts = fields(clerk)
    form(clerk).choose_type("reclamo")
    assert not shown(clerk, parts.anonymous)
    form(clerk).choose_type("denuncia")
    assert shown(clerk, parts.anonymous)
    parts.subject.setFocus()
    clerk.write("Venden licor sin permiso")
    parts.anonymous.click()
    clerk.record()
    case = counter.last_case()
    assert (case["subject"], case["citizen"]) == ("Venden licor sin permiso", None)


def test_hands_that_do_not_wait_lose_nothing(clerk, counter):
    """F8, topic, Enter, name, Tab, phone, Ctrl+Enter, all before any worker has answered."""
    QApplication.processEvents()
    clerk.press(KEY.Key_F8)
    clerk.write("bac")
    clerk.press(KEY.Key_Return)
    clerk.write("Íñigo Ñáñez")
    clerk.press(KEY.Key_Tab)
    clerk.write("987654321")
    recorded(clerk)
    case = counter.last_case()
    assert (case["subject"], case["citizen"]) == ("Bache o pista dañada", "Íñigo Ñáñez")


def test_the_search_offers_a_new_case_from_anywhere(qtbot, counter):
    hands = open_counter(qtbot, counter, "ana")
    offered = [spec.label() for spec in hands.window.tools.actions.available()]
    assert offered.count("Nuevo caso") == 1
    assert hands.window.tools.actions.trigger("case.new")
    hands.rest(lambda: hands.window._current == CASES and screen(hands).new.writing())
    assert hands.focused() is fields(hands).topic
    assert [spec.label() for spec in hands.window.tools.actions.available()].count("Nuevo caso") == 1


HOSTILE = '\'; DROP TABLE case_file; -- <b>&amp;</b> {0} %n \u202eabc \U0001f525 =1+1 "*"'


def test_hostile_text_is_text(clerk, counter):
    begin(clerk)
    parts = fields(clerk)
    for field in (parts.subject, parts.citizen, parts.place):
        field.setText(HOSTILE)
        field.textEdited.emit(HOSTILE)
    parts.contact.setText("987654321")
    parts.note.setPlainText(HOSTILE * 3)
    form(clerk).choose_type("denuncia")
    thought_over(clerk)
    recorded(clerk)
    found = detail_of(counter, counter.last_case()["number"])
    assert (found.line.subject, found.place, found.description) == (HOSTILE, HOSTILE, HOSTILE * 3)


def test_more_than_a_record_holds_is_told_at_once_and_nothing_is_cut(clerk, counter):
    begin(clerk)
    parts = fields(clerk)
    parts.subject.setText("x" * 401)
    parts.subject.textEdited.emit(parts.subject.text())
    assert parts.rows["subject"].error() == "Es demasiado largo: aquí caben 400 caracteres. Acórtelo."
    parts.citizen.setText("Rosa Quispe")
    parts.contact.setText("987654321")
    form(clerk).choose_type("denuncia")
    clerk.record()
    assert parts.rows["subject"].error().startswith("El texto tiene 401 caracteres")
    assert len(parts.subject.text()) == 401
    assert counter.rows("SELECT count(*) FROM case_file")[0][0] == 0


def test_nothing_is_done_to_the_list_while_the_form_stands_in_its_place(clerk):
    registry = clerk.window.tools.actions
    acts = ("cases.save_view", "cases.columns", "cases.export", "cases.filter", "cases.receipt")
    begin(clerk)
    assert not any(registry.action(each).isEnabled() for each in acts)
    clerk.press(KEY.Key_Escape)
    clerk.rest()
    assert all(registry.action(each).isEnabled() for each in acts)

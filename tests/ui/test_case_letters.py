"""Writing to the citizen by keys: a template by its digit, a letter on paper, an e-mail, a call."""

from __future__ import annotations

import json

import pytest
from cases_hands import Folder, at_the_first, stand_on
from counter import CTRL, KEY, close_counter, open_counter, screen
from PySide6.QtGui import QGuiApplication

from desktop_app.services import attachments
from ui.cases.letter_panel import mail_link
from ui.documents.screen import DocumentsScreen


@pytest.fixture
def folder(counter):
    return Folder(counter)


@pytest.fixture
def hands(qtbot, counter, folder):
    del folder
    return at_the_first(qtbot, counter)


def panel(hands):
    return screen(hands).detail.panels["letter"]


def begin(hands, case):
    stand_on(hands, case)
    hands.press(KEY.Key_T)
    hands.rest(lambda: panel(hands).templates is not None)


def last(counter, case):
    sql = (
        "SELECT v.kind, v.facts, v.text FROM case_event v JOIN entity e ON e.id = v.case_file WHERE e.uid = ? "
        "AND v.kind != 'attach' ORDER BY v.stamp DESC LIMIT 1"
    )
    kind, facts, text = counter.rows(sql, case)[0]
    return kind, json.loads(facts), text


def test_a_letter_is_three_keys_and_stands_ready_to_print(hands, folder, counter):
    begin(hands, folder.fresh)
    hands.keys = 0
    hands.press(KEY.Key_1)
    assert "Íñigo Díaz" in panel(hands).text.toPlainText()
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: isinstance(screen(hands), DocumentsScreen) and screen(hands).file is not None)
    assert hands.keys == 2
    assert screen(hands).preview.view.page_count() == 1
    kind, facts, text = last(counter, folder.fresh)
    assert (kind, facts["contact"], facts["answered"], facts["purpose"]) == ("letter", 1, 0, "receipt")
    assert text.startswith("Estimado/a Íñigo Díaz:")
    (file,) = attachments.files_of(counter.console, folder.fresh)
    assert file.name.startswith("Carta 01-")
    assert b"%PDF" in attachments.content_of(counter.console, folder.fresh, file.sha)[:8]


def test_an_answer_stops_the_clock_of_the_first_answer(hands, folder, counter):
    begin(hands, folder.critical)
    hands.press(KEY.Key_3)
    hands.write("Se reparó el cable. ")
    hands.record()
    hands.rest(lambda: last(counter, folder.critical)[0] == "letter")
    rows = counter.rows(
        "SELECT first_answer FROM case_file f JOIN entity e ON e.id = f.id WHERE e.uid = ?", folder.critical
    )
    assert rows[0][0] is not None


def test_a_term_that_is_over_is_not_promised(hands, folder, counter):
    begin(hands, folder.late)
    hands.press(KEY.Key_1)
    assert "{plazo}" in panel(hands).missing.text()
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: "Falta completar {plazo}" in panel(hands).foot.error.text())
    assert last(counter, folder.late)[0] == "open"


def test_a_field_without_a_value_is_told_and_never_sent(hands, folder, counter):
    begin(hands, folder.late)
    text = panel(hands).text
    panel(hands)._take(0)
    text.setPlainText("Estimado/a {nombre}: venga el {plazo}")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: "Falta completar {nombre}, {plazo}" in panel(hands).foot.error.text())
    assert last(counter, folder.late)[0] == "open"
    assert not text.isReadOnly()


def test_the_preview_records_nothing_and_the_text_stays(hands, folder, counter):
    begin(hands, folder.fresh)
    hands.press(KEY.Key_1)
    written = panel(hands).text.toPlainText()
    panel(hands).preview.click()
    hands.rest(lambda: isinstance(screen(hands), DocumentsScreen) and screen(hands).letter is not None)
    assert screen(hands).preview.paper.isVisible()
    screen(hands).preview.paper.chips()[1].click()
    hands.rest(lambda: screen(hands).letter.paper == "carta")
    assert last(counter, folder.fresh)[0] == "open"
    hands.press(KEY.Key_Escape)
    assert panel(hands).isVisible()
    assert panel(hands).text.toPlainText() == written


def test_a_preview_that_cannot_be_drawn_says_why(hands, folder):
    begin(hands, folder.late)
    panel(hands).text.setPlainText("Debe {numero}")
    panel(hands).preview.click()
    hands.rest(lambda: isinstance(screen(hands), DocumentsScreen))
    hands.rest(lambda: "Falta completar {numero}" in screen(hands).empty.sentence.text())


def test_an_e_mail_goes_to_the_clipboard_and_is_recorded(hands, folder, counter):
    begin(hands, folder.late)
    hands.press(KEY.Key_4)
    panel(hands).means.enter()
    hands.press(KEY.Key_2)
    said = []
    screen(hands).say.connect(said.append)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: last(counter, folder.late)[0] == "mail")
    _, facts, text = last(counter, folder.late)
    assert (facts["direction"], facts["contact"], facts["answered"]) == ("out", 1, 1)
    hands.rest(lambda: any("Este programa no lo envía" in message.text for message in said))
    assert QGuiApplication.clipboard().text() == text


def test_a_call_is_a_contact(hands, folder, counter):
    begin(hands, folder.late)
    hands.press(KEY.Key_5)
    panel(hands).text.setPlainText("Se le avisó de la prórroga.")
    panel(hands).means.enter()
    hands.press(KEY.Key_3)
    hands.record()
    kind, facts, text = last(counter, folder.late)
    assert (kind, facts["channel"], text) == ("contact", "phone", "Se le avisó de la prórroga.")


def test_a_half_written_letter_survives_the_end_of_the_program(qtbot, hands, folder, counter):
    begin(hands, folder.late)
    panel(hands).text.setPlainText("A medio escribir")
    qtbot.waitUntil(lambda: counter.rows("SELECT count(*) FROM draft") == [(1,)], timeout=5000)
    close_counter(counter)
    counter.reopen()
    again = open_counter(qtbot, counter, "marta")
    again.press(KEY.Key_3, mods=CTRL)
    again.rest(lambda: again.window.current_screen().detail.case is not None)
    begin(again, folder.late)
    assert panel(again).text.toPlainText() == "A medio escribir"


def test_a_template_can_be_taken_back(hands, folder):
    begin(hands, folder.late)
    panel(hands).text.setPlainText("Lo mío")
    panel(hands)._take(1)
    assert "necesitamos" in panel(hands).text.toPlainText()
    hands.press(KEY.Key_Z, mods=CTRL)
    assert panel(hands).text.toPlainText() == "Lo mío"


def test_a_mail_link_is_never_longer_than_windows_takes():
    short = mail_link("ana@example.org", "Caso 1: ¿y & qué?", "Hola\nseñora & señor")
    address = short.toString(short.ComponentFormattingOption.FullyEncoded)
    assert address.startswith("mailto:ana@example.org?subject=Caso%201")
    assert "%26" in address
    assert "body=Hola%0Ase%C3%B1ora" in address
    assert "body" not in mail_link("ana@example.org", "x", "ñ" * 2_000).toString()

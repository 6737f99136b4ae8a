"""Constancias with keys alone: a paper is checked, the last record's paper is printed."""

from __future__ import annotations

import pytest
import zxingcpp
from counter import CTRL, KEY, SHIFT, close_counter, open_counter, screen
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop_app.domain.receipt_verdict import Verdict
from desktop_app.services import receipts
from desktop_app.services.receipt_records import RecordKey
from desktop_app.system.progress import CancelToken
from ui.app import open_window
from ui.kit import printing
from ui.kit.buttons import Button
from ui.kit.pdf_pages import PdfPages
from ui.kit.screen import CASES, RECEIPTS, RECEPTION
from ui.receipts.verdict import VerdictSign

BOTH = CTRL | SHIFT


def record_case(hands):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.rest()
    citizen = screen(hands).form.citizen
    citizen.setFocus()
    hands.write("Rosa Inga")
    hands.rest()
    screen(hands).form.contact.setFocus()
    hands.write("999888777")
    hands.record()


def last_number(counter):
    return counter.rows("SELECT number FROM attention ORDER BY id DESC LIMIT 1")[0][0]


def code_of(counter):
    (uid,) = counter.rows(
        "SELECT e.uid FROM attention a JOIN entity e ON e.id = a.id ORDER BY a.id DESC LIMIT 1"
    )[0]
    return receipts.issue(counter.console, counter.installation.custody, RecordKey("attention", uid)).code


def come(hands):
    hands.press(KEY.Key_0, mods=CTRL)
    assert hands.window._current == RECEIPTS
    hands.rest()
    return screen(hands)


def scan(hands, text):
    """Type as a reader does: everything at once, then Enter."""
    hands.write(text)
    hands.press(KEY.Key_Return)
    hands.rest()


def sign(shown):
    signs = [each for each in shown.result.findChildren(VerdictSign) if not each.isHidden()]
    return signs[-1].verdict if signs else None


def texts(widget):
    return [
        label.text() for label in widget.findChildren(QLabel) if label.text() and label.isVisibleTo(widget)
    ]


@pytest.fixture
def recorded(hands, counter):
    """A clerk who has just opened a case."""
    record_case(hands)
    assert counter.last_attention()["result"] == "case_opened"
    return hands


def test_a_scanned_paper_is_genuine_and_its_copy_stands_beside(recorded, counter):
    shown = come(recorded)
    assert shown.field.hasFocus()
    scan(recorded, code_of(counter).lower())
    assert sign(shown) is Verdict.GENUINE
    said = texts(shown.result)
    for wanted in (
        "Auténtica",
        last_number(counter),
        "Rosa Inga",
        "Bache o pista dañada",
        "El papel debe decir",
    ):
        assert wanted in said
    assert any("sigue abierto" in each for each in said)
    assert "Copia" in shown.preview.title.text()
    assert shown.preview.view.document().data == shown.preview.receipt.data
    assert shown.field.selectedText() == shown.field.text()


def test_the_next_paper_takes_the_place_of_the_last_one(recorded, counter):
    shown = come(recorded)
    code = code_of(counter)
    scan(recorded, code)
    changed = code[:100] + ("Z" if code[100] != "Z" else "Y") + code[101:]
    scan(recorded, changed)
    assert sign(shown) is Verdict.ALTERED
    assert "Lo que hay con ese número" in texts(shown.result)
    scan(recorded, last_number(counter).replace("-", ""))
    assert sign(shown) is Verdict.NUMBER_ONLY
    assert shown.preview.receipt.number == last_number(counter)


def test_what_cannot_be_read_says_so_under_the_field(recorded, counter):
    shown = come(recorded)
    number = last_number(counter)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    for typed, words in (
        ("hola", "no es una constancia"),
        (wrong, "dígito equivocado"),
        ("", "Lea el código"),
    ):
        recorded.press(KEY.Key_F, mods=CTRL)
        recorded.press(KEY.Key_Delete)
        scan(recorded, typed)
        assert words in shown.row.error()
        assert sign(shown) is None
        assert shown.preview.receipt is None
        assert shown.field.hasFocus()


def test_a_reader_reaches_the_field_from_anywhere(recorded, counter):
    shown = come(recorded)
    scan(recorded, last_number(counter))
    shown.preview.print.setFocus()
    scan(recorded, code_of(counter))
    assert sign(shown) is Verdict.GENUINE


def test_words_of_the_paper_are_compared(recorded, counter):
    shown = come(recorded)
    scan(recorded, code_of(counter))
    field = next(each for each in shown.result.findChildren(QLineEdit) if each.isVisible())
    field.setFocus()
    scan(recorded, "rosa inga")
    assert any("es el nombre" in each for each in texts(shown.result))
    assert sign(shown) is Verdict.GENUINE


def test_one_goes_to_the_case_and_back(recorded, counter):
    shown = come(recorded)
    scan(recorded, code_of(counter))
    button = next(each for each in shown.result.findChildren(Button) if each.text() == "Ver el caso")
    button.setFocus()
    recorded.press(KEY.Key_Space)
    recorded.rest()
    assert recorded.window._current == CASES
    recorded.rest(lambda: screen(recorded).listing.current() is not None)
    assert screen(recorded).listing.current().number == last_number(counter)
    screen(recorded).table.setFocus()
    recorded.press(KEY.Key_P, mods=CTRL)
    recorded.rest()
    assert recorded.window._current == RECEIPTS
    assert "Copia" in shown.preview.title.text()


# From the counter.


def test_the_last_record_s_paper_is_one_key_away(recorded, counter, monkeypatch, tmp_path):
    assert "Constancia: Ctrl+Mayús+P" in recorded.window.status.line.text()
    asked = []
    monkeypatch.setattr(
        printing, "ask_printer", lambda _parent, printer, pages: asked.append((printer, pages))
    )
    recorded.press(KEY.Key_P, mods=BOTH)
    recorded.rest(lambda: recorded.window._current == RECEIPTS)
    shown = screen(recorded)
    recorded.rest(lambda: shown.preview.receipt is not None)
    assert shown.preview.title.text() == f"Constancia {last_number(counter)}"
    assert shown.preview.print.hasFocus()
    assert sign(shown) is Verdict.GENUINE
    recorded.press(KEY.Key_Return)
    assert [pages for _, pages in asked] == [1]
    shown.paper.folder = tmp_path / "Constancias"
    recorded.press(KEY.Key_S, mods=CTRL)
    recorded.rest()
    saved = tmp_path / "Constancias" / f"Constancia de atención {last_number(counter)}.pdf"
    assert saved.read_bytes() == shown.preview.receipt.data
    recorded.press(KEY.Key_Escape)
    assert recorded.window._current == RECEPTION


def test_after_the_program_begins_again_it_is_the_last_of_today(recorded, counter, qtbot):
    number = last_number(counter)
    close_counter(counter)
    hands = open_counter(qtbot, counter, "ana")
    hands.press(KEY.Key_P, mods=BOTH)
    hands.rest(lambda: hands.window._current == RECEIPTS)
    hands.rest(lambda: screen(hands).preview.receipt is not None)
    assert screen(hands).preview.receipt.number == number


def test_without_a_record_there_is_nothing_to_print(hands):
    hands.press(KEY.Key_P, mods=BOTH)
    hands.rest()
    assert hands.window._current == RECEPTION
    assert "Hoy todavía no hay" in hands.window.status.line.text()


def test_a_record_that_was_taken_back_is_not_offered(recorded, counter):
    recorded.press(KEY.Key_Z, mods=CTRL)
    recorded.rest()
    recorded.press(KEY.Key_P, mods=BOTH)
    recorded.rest()
    assert recorded.window._current == RECEPTION


def test_the_idle_pane_leads_there(hands):
    links = {each.text(): each for each in screen(hands).view.guide.findChildren(Button)}
    assert links["Imprimir constancia"].hint() == "Ctrl+Mayús+P"
    links["Comprobar constancia"].click()
    assert hands.window._current == RECEIPTS


def test_it_has_no_place_in_the_rail_but_its_keys_are_declared(hands):
    assert RECEIPTS not in [button.entry.id for button in hands.window.rail.buttons()]
    declared = {spec.id: spec.hint() for spec in hands.window.tools.actions}
    assert declared["go.receipts"] == "Ctrl+0"
    assert declared["reception.receipt"] == "Ctrl+Mayús+P"


# Paper.


def test_the_paper_of_this_machine_is_remembered(counter, recorded, qtbot, tmp_path):
    preferences = QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)
    shown = []
    for _ in range(2):
        window = open_window(counter.installation, "ana", preferences)
        qtbot.addWidget(window)
        window.resize(1366, 690)
        window.show()
        window.show_screen(RECEIPTS)
        page = window.current_screen()
        shown.append(page.preview.wanted_paper())
        page.field.setText(last_number(counter))
        page.check_typed()
        qtbot.waitUntil(lambda page=page: page.preview.receipt is not None, timeout=5000)
        page.preview.paper.chips()[2].click()
        qtbot.waitUntil(lambda page=page: page.preview.receipt.paper == "roll", timeout=5000)
        window.close()
        window.tools.background.close()
    assert shown == ["a4", "roll"]


def test_the_roll_is_printed_dot_for_dot(recorded, counter, tmp_path):
    (uid,) = counter.rows("SELECT e.uid FROM attention a JOIN entity e ON e.id = a.id")[0]
    made = receipts.issue(counter.console, counter.installation.custody, RecordKey("attention", uid), "roll")
    document = PdfPages(made.data)
    printer = printing.printer_for("roll", "Constancia", document.sizes[0])
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(203)
    printing.print_pages(made.data, printer, lambda _done, _total: None, CancelToken())
    printed = PdfPages((tmp_path / "printed.pdf").read_bytes())
    assert len(printed) == 1
    assert abs(printed.sizes[0].width - document.sizes[0].width) < 1
    assert abs(printed.sizes[0].height - document.sizes[0].height) < 1
    picture = printed.picture(0, 203 / 72).convertToFormat(QImage.Format.Format_Grayscale8)
    grey = memoryview(picture.constBits()).cast("B", (picture.height(), picture.bytesPerLine()))
    assert [found.text for found in zxingcpp.read_barcodes(grey)] == [made.code]


def test_in_a_narrow_window_paper_and_verdict_take_turns(recorded, counter):
    recorded.window.resize(1092, 534)
    shown = come(recorded)
    assert not shown.preview.isVisible()
    scan(recorded, code_of(counter))
    assert shown.left.isVisible()
    recorded.press(KEY.Key_P, mods=CTRL)
    assert shown.preview.isVisible()
    assert not shown.left.isVisible()
    recorded.press(KEY.Key_Escape)
    assert shown.left.isVisible()
    assert shown.field.hasFocus()
    assert recorded.window._current == RECEIPTS

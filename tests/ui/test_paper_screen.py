"""Formularios en papel with keys alone: printing, typing in one after the other, accounting for the rest."""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from counter import CTRL, KEY, NOW, open_counter, screen
from paper_hands import Drawer, at_paper, begin, panel, times, topic, typing
from PySide6.QtWidgets import QLabel

from desktop_app.domain.blanks import BlankState
from desktop_app.domain.values import Channel
from desktop_app.services import paper, reception
from desktop_app.services.context import epoch
from desktop_app.services.reception import AttentionForm, PaperTrail
from ui.kit.buttons import Button
from ui.kit.screen import PAPER


@pytest.fixture
def drawer(counter):
    return Drawer(counter, 4)


def at(hour, minute, days=1):
    day = NOW - timedelta(days=days)
    return epoch(day.replace(hour=hour, minute=minute))


def attentions(counter):
    return counter.rows(
        "SELECT a.number, a.started, a.ended, a.channel, t.title, w.login, u.login, c.name, a.result, a.voided "
        "FROM attention a LEFT JOIN topic t ON t.id = a.topic LEFT JOIN user_account w ON w.id = a.writer "
        "LEFT JOIN user_account u ON u.id = a.author LEFT JOIN citizen c ON c.id = a.citizen ORDER BY a.id"
    )


def test_three_keys_print_a_batch_that_can_be_saved(qtbot, counter, tmp_path):
    hands = at_paper(qtbot, counter)
    here = screen(hands)
    hands.press(KEY.Key_N)
    hands.rest()
    hands.write("3")
    hands.press(KEY.Key_Return)
    hands.rest(here.preview.isVisible)
    assert hands.keys == 2
    forms = paper.forms(counter.installation.context(counter.installation.actor("ana")))
    assert [form.state for form in forms] == [BlankState.BLANK] * 3
    assert forms[0].number in here.preview.title.text()
    here.press.folder = tmp_path / "nueva"
    hands.press(KEY.Key_S, mods=CTRL)
    hands.rest(lambda: any((tmp_path / "nueva").glob("*.pdf")))
    (saved,) = (tmp_path / "nueva").iterdir()
    document = pypdfium2.PdfDocument(saved)
    assert forms[2].number in document[1].get_textpage().get_text_range()
    document.close()
    hands.press(KEY.Key_Escape)
    hands.rest(lambda: here.listing.isVisible() and here.listing.model.rowCount() == 3)
    assert here.table.hasFocus()
    hands.press(KEY.Key_R)
    hands.rest(here.preview.isVisible)
    assert here.preview.batch.numbers == tuple(form.number for form in forms)
    here.preview.paper.chips()[1].click()
    hands.rest(lambda: here.preview.batch.paper == "a5")
    assert len(here.preview.view.document()) == 4


@pytest.mark.parametrize("typed", ["0", "201", "dos"])
def test_a_batch_out_of_range_is_refused_under_its_field(qtbot, counter, typed):
    hands = at_paper(qtbot, counter)
    hands.press(KEY.Key_N)
    hands.rest()
    hands.write(typed)
    hands.press(KEY.Key_Return)
    hands.rest()
    assert "entre 1 y 200" in screen(hands).make.form.rows["count"].error()
    assert counter.rows("SELECT count(*) FROM blank") == [(0,)]


def test_forms_are_typed_in_one_after_the_other(qtbot, counter, drawer):
    hands = at_paper(qtbot, counter)
    begin(hands)
    times(hands, "ayer", "905", "0912")
    topic(hands, "horario")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: panel(hands).form.number.text() == drawer.numbers[1])
    first = hands.keys
    # Day, channel and writer are still there: the next form begins with its hour.
    assert panel(hands).form.day.text() == f"{NOW - timedelta(days=1):%d/%m/%Y}"
    assert panel(hands).form.start.hasFocus()
    times(hands, "", "9:20", "9:31")
    topic(hands, "horario")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: panel(hands).form.number.text() == drawer.numbers[2])
    assert (first, hands.keys - first) == (6, 4)
    title = "Horario y ubicación de oficinas"
    assert attentions(counter) == [
        (drawer.numbers[0], at(9, 5), at(9, 12), "in_person", title, "ana", "ana", None, "oriented", 0),
        (drawer.numbers[1], at(9, 20), at(9, 31), "in_person", title, "ana", "ana", None, "oriented", 0),
    ]
    hands.press(KEY.Key_Escape)
    hands.rest()
    assert not typing(hands)
    assert drawer.states() == [*[BlankState.TRANSCRIBED] * 2, *[BlankState.BLANK] * 2]
    assert counter.rows("SELECT count(*) FROM draft") == [(0,)]


def test_who_wrote_it_is_chosen_and_both_are_shown(qtbot, counter, drawer):
    hands = at_paper(qtbot, counter)
    begin(hands)
    form = panel(hands).form
    form.writer.setFocus()
    names = [form.writer.itemText(row) for row in range(form.writer.count())]
    hands.press(*[KEY.Key_Down] * (names.index("Marta Zegarra") - form.writer.currentIndex()))
    form.day.setFocus()
    times(hands, "ayer", "905", "912")
    topic(hands, "horario")
    hands.record()
    hands.rest()
    assert attentions(counter)[0][5:7] == ("marta", "ana")
    hands.press(KEY.Key_Escape)
    screen(hands).listing.show_form(drawer.forms()[0].id)
    hands.rest(lambda: screen(hands).view.form is not None and bool(screen(hands).view.form.uses))
    words = " ".join(
        label.text() for label in screen(hands).view.findChildren(type(screen(hands).view.number))
    )
    assert "Atendió y escribió: Marta Zegarra" in words
    assert "Transcribió: Ana Rojas" in words


def test_a_case_says_that_its_term_is_over(qtbot, counter, drawer):
    hands = at_paper(qtbot, counter)
    begin(hands)
    times(hands, f"{NOW - timedelta(days=4):%d/%m}", "905", "912")
    topic(hands, "bache")
    hands.write("Rosa Quispe")
    hands.press(KEY.Key_Return)
    hands.write("999111222")
    hands.press(KEY.Key_Return)
    words = panel(hands).form.ending.terms
    hands.rest(lambda: words.text() == "Vence dom 22/11/2026 09:05, ya vencido")
    hands.record()
    assert attentions(counter)[0][0::4] == (drawer.numbers[0], "Bache o pista dañada", "case_opened")
    assert counter.rows("SELECT number, opened, due_internal FROM case_file") == [
        (drawer.numbers[0], at(9, 5, 4), at(9, 5, 2))
    ]


def test_what_is_wrong_stands_under_its_field(qtbot, counter, drawer):
    hands = at_paper(qtbot, counter)
    begin(hands)
    form = panel(hands).form
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest()
    assert "fecha" in form.rows["day"].error()
    assert form.day.hasFocus()
    times(hands, "ayer", "905", "9:01")
    topic(hands, "horario")
    hands.record()
    assert "no puede ser anterior" in form.rows["ended"].error()
    assert form.end.hasFocus()
    form.number.setFocus()
    form.number.selectAll()
    hands.write("01-01-26-99999-99")
    hands.rest(lambda: bool(form.rows["number"].error()))
    assert "dígito" in form.rows["number"].error()
    hands.record()
    assert counter.rows("SELECT count(*) FROM attention") == [(0,)]
    assert typing(hands)


def test_a_used_number_is_refused_with_who_and_when(qtbot, counter, drawer):
    hands = at_paper(qtbot, counter)
    begin(hands)
    times(hands, "ayer", "905", "912")
    topic(hands, "horario")
    hands.record()
    hands.rest(lambda: panel(hands).form.number.text() == drawer.numbers[1])
    form = panel(hands).form
    form.number.setFocus()
    form.number.selectAll()
    hands.write(drawer.numbers[0].replace("-", ""))
    hands.rest(lambda: bool(form.rows["number"].error()))
    assert "ya se transcribió el 24/11/2026 10:42 (Ana Rojas)" in form.rows["number"].error()
    assert len(attentions(counter)) == 1


def test_the_last_one_is_taken_back_and_corrected(qtbot, counter, drawer):
    hands = at_paper(qtbot, counter)
    begin(hands)
    times(hands, "ayer", "905", "912")
    topic(hands, "horario")
    hands.record()
    hands.rest(lambda: panel(hands).form.number.text() == drawer.numbers[1])
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest(lambda: panel(hands).form.number.text() == drawer.numbers[0])
    assert panel(hands).form.topic.text() == "Horario y ubicación de oficinas"
    assert [row[-1] for row in attentions(counter)] == [1]
    hands.record()
    hands.rest(lambda: panel(hands).form.number.text() == drawer.numbers[1])
    assert [(row[0], row[-1]) for row in attentions(counter)] == [
        (drawer.numbers[0], 1),
        (drawer.numbers[0], 0),
    ]


def test_half_a_form_is_there_again_after_the_program_was_lost(qtbot, counter, drawer):
    hands = at_paper(qtbot, counter)
    begin(hands)
    times(hands, "ayer", "905", "912")
    topic(hands, "bache")
    hands.write("Rosa Ñahui")
    hands.rest(lambda: counter.rows("SELECT count(*) FROM draft") == [(1,)])
    qtbot.waitUntil(lambda: "Rosa" in counter.rows("SELECT content FROM draft")[0][0], timeout=5000)
    hands.window.tools.background.close()  # what was typed goes no other way to the disk
    counter.clock.advance(days=1)
    counter.reopen()
    again = at_paper(qtbot, counter)
    again.rest(lambda: typing(again))
    form = panel(again).form
    assert (form.number.text(), form.day.text(), form.start.text()) == (
        drawer.numbers[0],
        "23/11/2026",
        "905",
    )
    assert (form.topic.text(), form.citizen.text()) == ("Bache o pista dañada", "Rosa Ñahui")
    assert panel(again).kept.text() == "Borrador recuperado"


def test_a_form_that_was_begun_is_not_lost_to_another(qtbot, counter, drawer):
    hands = at_paper(qtbot, counter)
    begin(hands)
    times(hands, "ayer", "905", "")
    hands.press(KEY.Key_Escape)
    hands.rest(lambda: not typing(hands))
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Return)
    hands.rest(lambda: typing(hands))
    assert panel(hands).form.number.text() == drawer.numbers[0]
    panel(hands).discard.setFocus()
    hands.press(KEY.Key_Return)
    hands.rest(lambda: not typing(hands))
    assert counter.rows("SELECT count(*) FROM draft") == [(0,)]
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest(lambda: typing(hands))
    assert panel(hands).form.start.text() == "905"


def test_spoiled_with_its_reason_and_back(qtbot, counter, drawer):
    hands = at_paper(qtbot, counter)
    hands.press(KEY.Key_Down, KEY.Key_A)
    hands.rest()
    hands.press(KEY.Key_2)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: drawer.states()[1] is BlankState.SPOILED)
    assert hands.keys == 4
    form = drawer.forms()[1]
    assert form.reason == "Mal escrito"
    assert drawer.states() == [BlankState.MISSING, BlankState.SPOILED, BlankState.BLANK, BlankState.BLANK]
    hands.rest(lambda: screen(hands).listing.summary.text().startswith("Falta 1"))
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest(lambda: drawer.states() == [BlankState.BLANK] * 4)


def test_the_first_hole_is_the_first_to_look_for(qtbot, counter, drawer):
    counter.clock.set(NOW - timedelta(hours=3))
    paper.print_forms(drawer.ctx, 2)
    counter.clock.set(NOW)
    paper.spoil(
        drawer.ctx, [form.id for form in drawer.forms() if form.number == drawer.numbers[2]], "Se mojó"
    )
    hands = at_paper(qtbot, counter)
    listing = screen(hands).listing
    shown = [listing.model.row(row) for row in range(listing.model.rowCount())]
    assert [form.number for form in shown][:3] == [drawer.numbers[0], drawer.numbers[1], drawer.numbers[3]]
    assert len(shown) == 5
    assert [chip.hint() for chip in listing.views.chips()] == ["5", "2", "", "1", "6"]
    hands.press(KEY.Key_F, mods=CTRL)
    hands.write(drawer.numbers[3][-5:])
    hands.rest(lambda: listing.model.rowCount() == 1)
    hands.press(KEY.Key_Return)
    assert listing.current().number == drawer.numbers[3]


def test_it_is_reached_without_a_place_in_the_rail(qtbot, counter):
    hands = open_counter(qtbot, counter, "ana")
    assert PAPER not in {button.entry.id for button in hands.window.rail.buttons()}
    link = next(
        button for button in hands.window.pane.findChildren(Button) if button.text() == "Formularios en papel"
    )
    link.setFocus()
    hands.press(KEY.Key_Return)
    hands.rest(lambda: type(screen(hands)).__name__ == "PaperScreen")
    assert hands.window.tools.actions.spec("go.paper").hint() == "Ctrl+9"


def test_who_records_nothing_has_no_paper_forms(qtbot, counter):
    hands = open_counter(qtbot, counter, "luis")
    assert not hands.window.has(PAPER)


def test_the_bell_tells_supervision_of_what_is_missing(qtbot, counter, drawer):
    paper.spoil(drawer.ctx, [drawer.forms()[1].id], "Se mojó")
    hands = open_counter(qtbot, counter, "marta")
    notices = hands.window.notices
    hands.rest(lambda: any(notice.key == "papers" for notice in notices.all()))
    (told,) = [notice for notice in notices.all() if notice.key == "papers"]
    assert (
        told.text == "Falta 1 formulario en papel, impreso el 19/11/2026: búsquelo, o anúlelo con su motivo."
    )
    told.act()
    hands.rest(lambda: type(screen(hands)).__name__ == "PaperScreen")


def test_taking_back_never_loses_what_is_typed_meanwhile(qtbot, counter, drawer):
    hands = at_paper(qtbot, counter)
    begin(hands)
    times(hands, "ayer", "905", "912")
    topic(hands, "horario")
    hands.record()
    hands.rest(lambda: panel(hands).form.number.text() == drawer.numbers[1])
    times(hands, "", "920", "")
    panel(hands).form.writer.setFocus()
    hands.press(KEY.Key_Z, mods=CTRL)
    hands.rest(lambda: drawer.states()[0].value != "transcribed")
    form = panel(hands).form
    assert (form.number.text(), form.start.text()) == (drawer.numbers[1], "920")


def test_of_two_transcriptions_one_is_kept(qtbot, counter, drawer):
    form = drawer.forms()[0]
    clerk = counter.installation.context(counter.installation.actor("ana"))
    for subject in ("Poda", "Horario"):
        # As a desk writes that has not heard of the other one.
        started = NOW - timedelta(hours=2)
        attention = AttentionForm(Channel.IN_PERSON, started, "informacion", subject=subject)
        trail = PaperTrail(form.id, clerk.actor.id, form.office, NOW)
        with clerk.store.transaction() as transaction:
            ended = started + timedelta(minutes=5)
            reception.record_in(clerk, transaction, attention, subject, form.number, ended, trail)
    hands = at_paper(qtbot, counter)
    screen(hands).listing.show_form(form.id)
    badge = screen(hands).view.badge
    hands.rest(lambda: badge.accessibleName() == "Transcrito 2 veces")

    def keeping():
        found = screen(hands).view.findChildren(Button)
        return [button for button in found if button.text() == "Conservar esta" and button.isVisible()]

    hands.rest(lambda: len(keeping()) == 2)
    kept = drawer.forms()[0].uses[1].topic
    keeping()[1].setFocus()
    hands.press(KEY.Key_Return)
    hands.rest(lambda: len(drawer.forms()[0].uses) == 1)
    assert [use.topic for use in drawer.forms()[0].uses] == [kept]
    hands.rest(lambda: badge.accessibleName() == "Transcrito")


def test_the_days_list_tells_of_both_people(qtbot, counter, drawer):
    hands = at_paper(qtbot, counter)
    begin(hands)
    times(hands, "hoy", "905", "912")
    topic(hands, "horario")
    hands.record()
    hands.rest(lambda: panel(hands).form.number.text() == drawer.numbers[1])
    hands.press(KEY.Key_1, mods=CTRL)
    hands.rest(lambda: screen(hands).view.today.model.rowCount() == 1)
    hands.press(KEY.Key_H, mods=CTRL)
    detail = screen(hands).view.day_detail

    def words():
        return [label.text() for label in detail.findChildren(QLabel) if label.isVisibleTo(detail)]

    hands.rest(lambda: "Ana Rojas · en papel" in words())
    assert "Ana Rojas · mar 24/11/2026 10:42" in words()

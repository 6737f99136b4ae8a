"""The coach in Recepción: the tip at its moment, never under typing hands; folded for each person, for good."""

from __future__ import annotations

import pytest
from counter import CTRL, KEY, SHIFT, close_counter, open_counter, screen
from PySide6.QtGui import QAccessible

from desktop_app.domain.protocol_phrases import Phrase
from desktop_app.domain.values import Channel, ComplaintKind, Level, Result
from desktop_app.services import catalogue, coach
from desktop_app.services.catalogue import TopicForm
from ui.kit import speech


@pytest.fixture
def grievance(counter):
    """A topic that is a complaint and becomes a case."""
    form = TopicForm(
        "Demora en un trámite", "reclamo", unit=counter.roads, result=Result.CASE_OPENED, quick=9,
        level=Level.COMPLEX,
    )  # fmt: skip
    return catalogue.save_topic(counter.console, form).id


@pytest.fixture
def hands(qtbot, counter, grievance):
    """The clerk Ana, with that topic under 9."""
    del grievance
    return open_counter(qtbot, counter, "ana")


def strip(hands):
    return screen(hands).view.parts.strip


def tip(hands):
    return strip(hands).coach.text()


def quiet(hands):
    """Let the hands rest until the tip may change."""
    hands.rest(lambda: not screen(hands).view.coaching._quiet.isActive())


def test_the_greeting_has_its_tip_at_once(hands):
    hands.press(KEY.Key_F2)
    assert tip(hands).startswith("Deje lo que estaba haciendo")
    assert strip(hands).coach.source.text() == "AUM-010-010"
    hands.press(KEY.Key_F3)
    assert "tono amable" in tip(hands)
    assert strip(hands).coach.source.text() == "Manual de capacitación 2.2"


def test_the_tip_waits_until_the_hands_rest(hands):
    hands.press(KEY.Key_F2)
    greeting = tip(hands)
    for char in "licencia de funcionamiento":
        hands.write(char)
        assert tip(hands) == greeting
    quiet(hands)
    assert tip(hands).startswith("Escuche con atención")


def test_screen_readers_hear_each_tip_once(hands, monkeypatch):
    said = []
    monkeypatch.setattr(speech, "announce", lambda _widget, text, **_: said.append(text))
    hands.press(KEY.Key_F2)
    hands.write("licencia")
    quiet(hands)
    tips = [text for text in said if text.startswith("Consejo: ")]
    assert len(tips) == 2
    assert len(set(tips)) == 2


def test_what_was_recorded_is_not_talked_over(hands, monkeypatch):
    hands.press(KEY.Key_F2, KEY.Key_1)
    hands.rest()
    said = []
    monkeypatch.setattr(speech, "announce", lambda _widget, text, **_: said.append(text))
    hands.record()
    assert tip(hands).startswith("Reciba a cada persona")
    assert not [text for text in said if text.startswith("Consejo: ")]


def test_words_that_are_changed_meanwhile_are_said_at_once(hands, counter):
    hands.press(KEY.Key_F2)
    coach.save_wording(counter.console, Phrase.GREETING, Channel.IN_PERSON, "{municipalidad}, {funcionario}.")
    screen(hands).refresh(frozenset({"setting"}))
    assert strip(hands).sentence.text() == "«La Municipalidad de San Aurelio, Ana Rojas.»"


def test_a_tip_is_dismissed_by_keys_and_stays_away(hands):
    hands.press(KEY.Key_F2)
    hands.write("x")
    assert tip(hands)
    strip(hands).coach.close_tip.setFocus()
    hands.press(KEY.Key_Space)
    assert tip(hands).startswith("Escuche con atención")
    assert hands.focused() is strip(hands).coach.close_tip
    hands.press(KEY.Key_Space)
    hands.press(KEY.Key_F3)
    assert tip(hands)
    hands.press(KEY.Key_Tab, mods=CTRL)
    assert screen(hands).desk.front.channel is Channel.IN_PERSON
    assert tip(hands) == ""


def test_tab_reaches_the_tip_and_the_fold(hands):
    hands.press(KEY.Key_F2)
    parts = strip(hands)
    seen = set()
    for _ in range(60):
        hands.press(KEY.Key_Tab)
        seen.add(hands.focused())
    assert {parts.coach.close_tip, parts.fold} <= seen


def test_a_complaint_is_listened_to_apologised_for_and_stored_with_its_kind(hands, counter):
    hands.press(KEY.Key_F2)
    hands.rest()
    hands.press(KEY.Key_9)
    hands.rest(lambda: screen(hands).desk.front.topic is not None)
    quiet(hands)
    assert tip(hands).startswith("Escuche sin interrumpir")
    assert strip(hands).coach.source.text() == "Manual de capacitación 3.3"
    line = screen(hands).form.complaint
    assert line.isVisible()
    line.setFocus()
    hands.press(KEY.Key_2)
    quiet(hands)
    assert tip(hands).startswith("Pida disculpas si corresponde: «Le pido disculpas por la demora.")
    hands.press(KEY.Key_Tab)
    assert hands.focused() is line.aspect
    hands.press(KEY.Key_Down, KEY.Key_Down, KEY.Key_Down)
    assert line.aspect.currentText() == "Tiempo"
    screen(hands).form.citizen.setFocus()
    hands.write("María Ñahui")
    hands.press(KEY.Key_Tab)
    hands.write("999111222")
    hands.record()
    stored = counter.rows("SELECT complaint_kind FROM case_file ORDER BY id DESC LIMIT 1")
    assert stored == [(ComplaintKind.DELAY.value,)]
    hands.press(KEY.Key_3, mods=CTRL)
    detail = screen(hands).detail
    hands.rest(lambda: "Reclamo por: demora en la atención · tiempo" in detail._about.text())


def test_alt_l_goes_to_the_kind_of_a_complaint(hands):
    hands.press(KEY.Key_F2, KEY.Key_9)
    hands.rest(screen(hands).form.complaint.isVisible)
    assert "&l" in screen(hands).form.complaint.row.label.text()
    complaint = screen(hands).form.complaint
    assert complaint.row.label.buddy() is complaint.focusProxy() is complaint.kinds.chips()[0]


def test_no_kind_is_asked_of_what_is_no_complaint_or_no_case(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_7)
    hands.rest(lambda: screen(hands).desk.front.topic is not None)
    assert not screen(hands).form.complaint.isVisible()
    hands.press(KEY.Key_F2, KEY.Key_9)
    hands.rest(screen(hands).form.complaint.isVisible)
    hands.press(KEY.Key_F7, mods=SHIFT)
    assert not screen(hands).form.complaint.isVisible()
    quiet(hands)
    assert "Escuche sin interrumpir" in tip(hands)


def test_the_kind_is_kept_with_the_draft(hands, counter):
    hands.press(KEY.Key_F2, KEY.Key_9)
    hands.rest(screen(hands).form.complaint.isVisible)
    screen(hands).form.complaint.setFocus()
    hands.press(KEY.Key_3, KEY.Key_Tab, KEY.Key_Down)
    screen(hands).keep_draft()
    hands.rest()
    close_counter(counter)
    again = open_counter(hands.qtbot, counter, "ana")
    again.rest(lambda: screen(again).desk.front is not None)
    assert screen(again).desk.front.complaint_kind is ComplaintKind.ERROR
    assert screen(again).form.complaint.kinds.value() is ComplaintKind.ERROR
    assert screen(again).form.complaint.aspect.currentData() == "trato"


def test_a_long_hold_brings_the_clerk_back(hands, counter):
    hands.press(KEY.Key_F3, KEY.Key_F4)
    assert "diga el motivo" in tip(hands)
    hands.press(KEY.Key_1)
    quiet(hands)
    assert tip(hands) == ""
    counter.clock.advance(seconds=61)
    screen(hands).view.tick()
    assert tip(hands).startswith("Ya es un minuto")
    assert strip(hands).coach.property("kind") == "warning"
    counter.clock.advance(seconds=60)
    screen(hands).view.tick()
    assert tip(hands).startswith("Ya son dos minutos")
    hands.press(KEY.Key_F4)
    assert not tip(hands).startswith("Ya ")
    assert strip(hands).coach.property("kind") == ""


def test_the_strip_is_folded_by_a_key_for_this_person_and_stays_so(hands, counter):
    assert strip(hands).sentence.isVisible()
    hands.press(KEY.Key_F1, mods=SHIFT)
    hands.rest()
    assert not strip(hands).sentence.isVisible()
    assert not strip(hands).coach.isVisible()
    close_counter(counter)
    counter.reopen()
    again = open_counter(hands.qtbot, counter, "ana")
    again.rest(strip(again).folded)
    assert not strip(again).sentence.isVisible()
    assert "Mayús+F1" in strip(again).fold.toolTip()
    close_counter(counter)
    other = open_counter(hands.qtbot, counter, "marta")
    other.press(KEY.Key_1, mods=CTRL)
    other.rest()
    assert not strip(other).folded()
    assert strip(other).sentence.isVisible()


def test_where_there_is_no_room_the_tip_gives_way(hands):
    hands.press(KEY.Key_F2)
    assert strip(hands).coach.isVisible()
    hands.window.resize(910, 432)
    hands.rest(lambda: not strip(hands).coach.isVisible())
    assert strip(hands).sentence.isVisible()
    hands.press(KEY.Key_F1, mods=SHIFT)
    hands.press(KEY.Key_F1, mods=SHIFT)
    assert not strip(hands).coach.isVisible()


def test_own_words_are_said_from_the_next_key_on(hands, counter):
    console = counter.console
    coach.save_wording(
        console, Phrase.GREETING, Channel.IN_PERSON, "{saludo}: {municipalidad}, {funcionario}."
    )
    coach.save_wording(console, Phrase.FAREWELL, Channel.IN_PERSON, "Vuelva pronto a {municipalidad}.")
    hands.press(KEY.Key_F2)
    assert strip(hands).sentence.text() == "«Buenos días: la Municipalidad de San Aurelio, Ana Rojas.»"
    hands.press(KEY.Key_1)
    hands.record()
    assert strip(hands).sentence.text() == "«Vuelva pronto a la Municipalidad de San Aurelio.»"


def test_an_apology_is_said_in_own_words_too(hands, counter):
    coach.save_wording(counter.console, Phrase.APOLOGY_ERROR, Channel.IN_PERSON, "Perdone usted, {saludo}.")
    hands.press(KEY.Key_F2, KEY.Key_9)
    hands.rest(screen(hands).form.complaint.isVisible)
    screen(hands).form.complaint.setFocus()
    hands.press(KEY.Key_3)
    quiet(hands)
    assert tip(hands) == "Pida disculpas si corresponde: «Perdone usted, Buenos días.»"


def test_the_line_has_a_name_for_whoever_does_not_see_it(hands):
    hands.press(KEY.Key_F2)
    line = strip(hands).coach
    interface = QAccessible.queryAccessibleInterface(line.close_tip)
    assert interface.text(QAccessible.Text.Name) == "Quitar este consejo"
    assert line.accessibleName() == "Consejo"

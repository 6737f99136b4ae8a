"""What the counter's tasks cost in keys: none more than promised, no mouse, and the record is right.

The limits are those of the design's table, measured beside the forms of other programs. A chord is one key; the
content that nobody can leave out (a name, a telephone, the letters of a detail) is not counted, but what is
typed to find something is. Each is done by hands that wait for the screen and by hands that are faster than it.
"""

from __future__ import annotations

import pytest
from cases_hands import Folder, stand_on
from counter import CTRL, KEY, Hands, open_counter, screen
from keys_only import CalmHands, Ledger, keys_only, task
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop_app.domain.folio import parse_folio
from desktop_app.services import citizens
from desktop_app.services.citizens import CitizenForm
from desktop_app.storage import search

ALT = Qt.KeyboardModifier.AltModifier
HOURS = "Horario y ubicación de oficinas"
POTHOLE = "Bache o pista dañada"
ZONING = "Parámetros urbanísticos"
PLAIN = {
    "channel": "in_person", "query_type": "informacion", "result": "oriented", "topic": HOURS,
    "lday": 20261124, "lhour": 10, "author": "Ana Rojas",
}  # fmt: skip


@pytest.fixture(params=[CalmHands, Hands], ids=["calm", "fast"])
def pace(request):
    return request.param


@pytest.fixture
def hands(qtbot, counter, pace):
    """The clerk Ana at the window, in front of Recepción."""
    return at_work(qtbot, counter, pace, "ana")


def at_work(qtbot, counter, pace, login):
    opened = open_counter(qtbot, counter, login)
    return pace(qtbot, opened.window)


@pytest.fixture
def ledger(counter):
    return Ledger(counter)


@pytest.fixture
def office(counter):
    return {"office": counter.rows("SELECT name FROM office")[0][0]}


@pytest.fixture
def rosa(counter):
    """Somebody who was here before, and another of a similar name."""
    citizens.register_citizen(counter.console, CitizenForm("Rosario Díaz", phone="911222333"))
    made = citizens.register_citizen(counter.console, CitizenForm("Rosa Ñahui Quispe", phone="987654321"))
    search.flush_all(counter.console.store)
    return made.id


def submit(hands):
    hands.press(KEY.Key_Return, mods=CTRL)


def letters(hands, word):
    """Type what is looked for: each letter is a key."""
    hands.write(word)
    hands.keys += len(word)


# 1. A walk-in for information.


def test_task_1_a_walk_in_for_information(hands, ledger, office):
    with task(hands, 3):
        hands.press(KEY.Key_F2, KEY.Key_1)
        submit(hands)
    assert ledger.attentions() == [PLAIN | office]
    assert str(parse_folio(ledger.numbers()[0])) == ledger.numbers()[0]
    assert ledger.people() == 0


def test_task_1_with_the_topic_typed(hands, ledger, office):
    with task(hands, 6):
        hands.press(KEY.Key_F2)
        letters(hands, "hor")
        hands.press(KEY.Key_Return)
        submit(hands)
        hands.rest(lambda: bool(ledger.attentions()))
    assert ledger.attentions() == [PLAIN | office]


def test_the_same_question_again_is_one_key(hands, ledger, office):
    hands.press(KEY.Key_F3, KEY.Key_1)
    hands.record()
    with task(hands, 1):
        hands.press(KEY.Key_D, mods=CTRL)
    assert ledger.attentions() == [PLAIN | office | {"channel": "phone"}] * 2
    assert len(set(ledger.numbers())) == 2


# 2. A call of somebody who is known, answered.


def test_task_2_a_call_of_a_known_citizen(hands, counter, ledger, office, rosa):
    with task(hands, 11):
        hands.press(KEY.Key_F3)
        letters(hands, "hor")
        hands.press(KEY.Key_Return)
        letters(hands, "ñah")
        hands.press(KEY.Key_Return)
        submit(hands)
        hands.rest(lambda: bool(ledger.attentions()))
    known = {"citizen": "Rosa Ñahui Quispe", "phone": "987654321", "contact": "987654321"}
    assert ledger.attentions() == [PLAIN | office | known | {"channel": "phone"}]
    assert ledger.people() == 2
    assert [visit.topic for visit in citizens.visits(counter.console, rosa)] == [HOURS]


# 3. A case of somebody new.


def test_task_3_a_case_of_a_new_citizen(hands, ledger, office):
    with task(hands, 8):
        hands.press(KEY.Key_F2)
        letters(hands, "hue")
        hands.press(KEY.Key_Return)
        hands.write("Íñigo Ñáñez")
        hands.press(KEY.Key_Return)
        hands.write("987654321")
        hands.press(KEY.Key_Return)
        hands.write("Hueco frente al n.º 120")
        submit(hands)
        hands.rest(lambda: bool(ledger.attentions()))
    who = {"citizen": "Íñigo Ñáñez", "phone": "987654321"}
    what = {"topic": POTHOLE, "query_type": "denuncia", "unit": "Obras y Vías", "channel": "in_person"}
    assert ledger.attentions() == [
        PLAIN | office | who | what
        | {
            "contact": "987654321", "detail": "Hueco frente al n.º 120", "result": "case_opened",
            "opens_case": 1,
        }
    ]  # fmt: skip
    assert ledger.cases() == [
        who | what
        | {
            "subject": POTHOLE, "description": "Hueco frente al n.º 120", "level": "simple",
            "state": "registered", "due": 48 * 3600, "author": "Ana Rojas",
        }
    ]  # fmt: skip
    assert ledger.people() == 1


# 4. A hand-over whose need was told.


def test_task_4_a_hand_over_with_the_need_told(hands, ledger, office):
    with task(hands, 11):
        hands.press(KEY.Key_F2)
        letters(hands, "par")
        hands.press(KEY.Key_Return)
        hands.write("Íñigo Ñáñez")
        hands.press(KEY.Key_D, mods=ALT)
        hands.write("Terreno de 120 m² en la esquina")
        hands.press(KEY.Key_F7, KEY.Key_Tab, KEY.Key_2)
        submit(hands)
        hands.rest(lambda: bool(ledger.attentions()))
    who = {"citizen": "Íñigo Ñáñez", "topic": ZONING, "unit": "Desarrollo Urbano"}
    assert ledger.attentions() == [
        PLAIN | office | who
        | {
            "query_type": "tramite", "result": "referred", "detail": "Terreno de 120 m² en la esquina",
            "refers": 1,
        }
    ]  # fmt: skip
    (hand_over,) = ledger.referrals()
    assert "Parámetros urbanísticos" in str(hand_over["need"])
    assert "Terreno de 120 m² en la esquina" in str(hand_over.pop("need"))
    assert hand_over == who | {
        "state": "confirmed_by_phone", "official": "Paola Núñez", "author": "Ana Rojas", "of_attention": 1,
    }  # fmt: skip


# 5. Finding a case to tell its state.


@pytest.mark.parametrize("typed", ["number", "digits", "name"])
def test_task_5_a_case_is_found_and_its_state_can_be_told(qtbot, counter, ledger, pace, typed):
    folder = Folder(counter)
    search.flush_all(counter.console.store)
    number, name = counter.rows(
        "SELECT f.number, c.name FROM case_file f JOIN entity e ON e.id = f.id "
        "JOIN citizen c ON c.id = f.citizen WHERE e.uid = ?", folder.late
    )[0]  # fmt: skip
    before = ledger.cases()
    hands = at_work(qtbot, counter, pace, "ana")
    with task(hands, 5):
        hands.press(KEY.Key_K, mods=CTRL)
        if typed == "name":
            letters(hands, name[:3])
        else:
            hands.write(number if typed == "number" else number.replace("-", ""))
        hands.press(KEY.Key_Return)
        hands.rest(lambda: _shown(hands) == folder.late)
    line = screen(hands).detail.case.line
    assert (line.number, line.citizen, line.state) == (number, name, folder.state(folder.late))
    assert line.badge.text == "Venció hace 2 h"
    assert hands.window.current_screen().isVisible()
    assert ledger.cases() == before
    assert ledger.attentions() == []


def _shown(hands):
    detail = getattr(screen(hands), "detail", None)
    return detail.case.line.id if detail is not None and detail.case is not None else None


# 6. Holding one, serving another, going on.


@pytest.mark.parametrize(("begin", "channel"), [(KEY.Key_F2, "in_person"), (KEY.Key_F3, "phone")])
def test_task_6_hold_serve_another_and_go_on(hands, counter, ledger, office, begin, channel):
    hands.press(begin)
    hands.write("pregunta por el circo")
    hands.rest()
    counter.clock.advance(seconds=30)
    with task(hands, 6):
        hands.press(KEY.Key_F4, KEY.Key_3)
        counter.clock.advance(seconds=10)
        hands.press(KEY.Key_F2, KEY.Key_1)
        counter.clock.advance(seconds=20)
        submit(hands)
        hands.rest(lambda: len(ledger.attentions()) == 1 and screen(hands).desk.front is not None)
        counter.clock.advance(seconds=5)
        hands.press(KEY.Key_F4)
    front = screen(hands).desk.front
    assert (front.text, front.hold_since) == ("pregunta por el circo", None)
    assert ledger.attentions() == [PLAIN | office | {"began": -25, "ended": -5, "duration": 20}]
    counter.clock.advance(seconds=40)
    hands.record()
    assert ledger.attentions()[1:] == [
        {
            key: value for key, value in (PLAIN | office).items() if key != "topic"
        }
        | {
            "channel": channel, "subject": "pregunta por el circo", "began": -105, "duration": 105,
            "hold": 35, "holds": [["serving_other", 35]],
        }
    ]  # fmt: skip


@pytest.mark.parametrize(("begin", "channel"), [(KEY.Key_F2, "in_person"), (KEY.Key_F3, "phone")])
def test_the_time_in_hold_is_kept_reason_by_reason(hands, counter, ledger, begin, channel):
    hands.press(begin, KEY.Key_1)
    with task(hands, 6):
        for digit, seconds in ((KEY.Key_1, 65), (KEY.Key_2, 130), (KEY.Key_1, 7)):
            hands.press(KEY.Key_F4, digit)
            hands.keys -= 1  # the key that ends a wait is counted below
            counter.clock.advance(seconds=seconds)
            hands.press(KEY.Key_F4)
            counter.clock.advance(seconds=3)
    hands.record()
    (stored,) = ledger.attentions()
    assert stored["channel"] == channel
    assert stored["holds"] == [["asking_unit", 65], ["finding_file", 130], ["asking_unit", 7]]
    assert (stored["hold"], stored["duration"]) == (202, 211)


# 7. A critical case.


def test_task_7_a_critical_case(hands, ledger, office):
    with task(hands, 13):
        hands.press(KEY.Key_F2)
        letters(hands, "hue")
        hands.press(KEY.Key_Return, KEY.Key_F9, KEY.Key_1)
        hands.write("Rosa Quispe")
        hands.press(KEY.Key_Return)
        hands.write("987654321")
        hands.press(KEY.Key_Return)
        hands.write("Un cable suelto sobre la vereda")
        submit(hands)
        hands.rest(lambda: bool(ledger.attentions()))
    who = {"citizen": "Rosa Quispe", "phone": "987654321"}
    what = {"topic": POTHOLE, "query_type": "denuncia", "unit": "Obras y Vías", "channel": "in_person"}
    assert ledger.attentions() == [
        PLAIN | office | who | what
        | {
            "contact": "987654321", "detail": "Un cable suelto sobre la vereda", "result": "critical_case",
            "opens_case": 1,
        }
    ]  # fmt: skip
    assert ledger.cases() == [
        who | what
        | {
            "subject": POTHOLE, "description": "Un cable suelto sobre la vereda", "level": "critical",
            "state": "registered", "criterion": "risk", "due": 2 * 3600, "due_first": 2 * 3600,
            "author": "Ana Rojas",
        }
    ]  # fmt: skip


# 8. Closing with confirmation and opinion.


def test_task_8_a_case_is_closed_with_confirmation_and_opinion(qtbot, counter, ledger, pace):
    folder = Folder(counter)
    folder.resolve(folder.late)
    counter.clock.advance(seconds=60)
    hands = at_work(qtbot, counter, pace, "marta")
    hands.press(KEY.Key_3, mods=CTRL)
    hands.rest(lambda: _shown(hands) is not None)
    stand_on(hands, folder.late)
    with task(hands, 4):
        hands.press(KEY.Key_C, KEY.Key_1, KEY.Key_4)
        submit(hands)
        hands.rest(lambda: folder.state(folder.late) == "closed")
    stored = ledger.cases()[0]
    assert (stored["state"], stored["score"], stored.get("closed", 0)) == ("closed", 4, 0)
    assert stored["closing"]["confirmation"] == "phone"
    assert "score_by_handler" not in stored
    assert [folder.state(each) for each in (folder.critical, folder.fresh)] == ["registered", "registered"]


# That these tests would notice.


def test_a_key_too_many_is_noticed(hands):
    with pytest.raises(AssertionError, match="2 keys, 1 allowed"), task(hands, 1):
        hands.press(KEY.Key_F2, KEY.Key_1)


def test_a_click_is_noticed(hands):
    with pytest.raises(AssertionError, match="MouseButtonPress"), keys_only():
        QTest.mouseClick(screen(hands).form.topic, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))

"""The bell: each person hears of what concerns them, once, and only criticals stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cases_hands import Folder
from counter import NOW, close_counter, open_counter

from desktop_app.domain.values import CaseState, Channel, Level, ReferralState, ReturnReason, Role
from desktop_app.services import cases, directory, referrals
from desktop_app.services.referrals import ReferralForm
from ui.kit import speech
from ui.kit.messages import Tone
from ui.shell.notices import Notice, Notices
from ui.shell.watcher import NoticeWatch


@pytest.fixture
def spoken(monkeypatch):
    said = []
    monkeypatch.setattr(speech, "announce", lambda _widget, text, **_how: said.append(text))
    return said


def opened_counter(qtbot, counter, login):
    """Open the counter and wait until the watch has looked for the first time."""
    hands = open_counter(qtbot, counter, login)
    watch(hands)
    hands.rest()
    return hands


def watch(hands):
    """Watching begins a little after the window stands."""
    hands.qtbot.waitUntil(lambda: hands.window.findChild(NoticeWatch) is not None, timeout=5000)
    return hands.window.findChild(NoticeWatch)


def look_again(hands):
    """Ask as the timer does every 20 s."""
    watch(hands).ask()
    hands.rest()


def texts(hands):
    return [notice.text for notice in hands.window.notices.all()]


def bars(hands):
    return [message.text for message in hands.window.messages.messages()]


def press_bar(hands, words):
    from ui.kit.buttons import Button

    next(
        button
        for button in hands.window.messages.findChildren(Button)
        if button.text() == words and button.isVisible()
    ).click()


def hand_over(context, counter, need="Mide el lindero"):
    form = ReferralForm(counter.roads, need, counter.chief, topic=counter.zoning)
    return referrals.refer(context, form).id


def test_a_critical_stays_until_seen_and_comes_back_when_it_presses(qtbot, counter, spoken):
    hands = opened_counter(qtbot, counter, "marta")
    focused = hands.focused()
    case = Folder(counter).critical  # opened half an hour ago: 90 minutes are left
    look_again(hands)
    number = counter.rows("SELECT number FROM case_file WHERE level = 'critical'")[0][0]
    opened = f"Caso crítico {number}, Cable caído: la primera respuesta vence a las 12:12."
    line = f"Caso crítico {number}: primera respuesta antes de las 12:12."
    assert (texts(hands), bars(hands)) == ([opened], [line])
    assert line in spoken
    assert hands.focused() is focused
    look_again(hands)
    assert len(texts(hands)) == 1
    assert spoken.count(line) == 1
    press_bar(hands, "Entendido")
    look_again(hands)
    assert texts(hands) == bars(hands) == []
    for left, minutes in ((59, 60), (25, 30), (9, 10)):
        counter.clock.set(NOW + timedelta(minutes=90 - left))
        look_again(hands)
        words = (
            f"Caso crítico {number}, Cable caído: menos de {minutes} min para la primera respuesta (12:12)."
        )
        assert texts(hands) == [words]
        assert bars(hands) == [f"Caso crítico {number}: menos de {minutes} min para la primera respuesta."]
    cases.log_contact(counter.console, case, Channel.PHONE, "Ya va la cuadrilla", reached=True, answered=True)
    look_again(hands)
    assert texts(hands) == bars(hands) == []


def test_the_bar_leads_to_the_case_and_counts_as_seen(qtbot, counter):
    hands = opened_counter(qtbot, counter, "marta")
    case = Folder(counter).critical
    look_again(hands)
    press_bar(hands, "Ver el caso")
    screen = hands.window.current_screen()
    hands.rest(lambda: screen.detail.case is not None and screen.detail.case.line.id == case)
    assert texts(hands) == bars(hands) == []


def test_many_criticals_share_one_bar(qtbot, counter):
    hands = opened_counter(qtbot, counter, "marta")
    folder = Folder(counter)
    for number in range(3):
        folder.open(f"Aniego {number}", "Rosa Quispe", Level.CRITICAL)
    look_again(hands)
    assert len(texts(hands)) == 4
    assert bars(hands) == ["4 casos críticos esperan su primera respuesta; el primero, antes de las 12:12."]
    press_bar(hands, "Entendido")
    assert texts(hands) == bars(hands) == []


def test_who_opened_a_critical_hears_of_it_when_it_presses(qtbot, counter):
    ana = counter.installation.context(counter.installation.actor("ana"))
    hands = opened_counter(qtbot, counter, "ana")
    folder = Folder(counter)  # opened by others, in a unit that is not hers
    folder.counter.console, console = ana, counter.console
    folder.open("Poste por caer", "Rosa Quispe", Level.CRITICAL)
    folder.counter.console = console
    look_again(hands)
    assert texts(hands) == []
    counter.clock.advance(minutes=95)
    look_again(hands)
    assert ["Poste por caer" in text for text in texts(hands)] == [True]
    assert len(bars(hands)) == 1


def test_a_case_of_mine_that_comes_due_is_a_passing_word(qtbot, counter):
    folder = Folder(counter)
    cases.assign_case(counter.console, folder.fresh, counter.roads, counter.chief)
    hands = opened_counter(qtbot, counter, "luis")
    look_again(hands)
    for message in list(bars(hands)):
        assert "Caso crítico" in message
    counter.clock.advance(hours=48, minutes=1)
    look_again(hands)
    number = counter.rows("SELECT number FROM case_file WHERE subject = 'Bache en la curva'")[0][0]
    words = f"Venció su caso {number}, Bache en la curva."
    assert texts(hands).count(words) == 1
    assert hands.window.status.line.text() == words
    cases.move_case(counter.console, folder.fresh, CaseState.RESOLVED, answer="Se tapó.")
    look_again(hands)
    assert words not in texts(hands)


def test_a_hand_over_to_my_unit_is_told_and_goes_when_it_is_answered(qtbot, counter, spoken):
    ana = counter.installation.context(counter.installation.actor("ana"))
    hand_over(ana, counter, "Ya esperaba")
    hands = opened_counter(qtbot, counter, "luis")
    hands.rest(lambda: texts(hands) == ["Vinculación para Obras y Vías: Ya esperaba"])
    assert hands.window.status.line.text() == ""  # what was there before is under the bell
    referral = hand_over(ana, counter)
    look_again(hands)
    words = "Vinculación para Obras y Vías: Mide el lindero"
    assert texts(hands)[0] == hands.window.status.line.text() == words
    assert words in spoken
    assert bars(hands) == []
    luis = counter.installation.context(counter.installation.actor("luis"))
    referrals.answer(luis, referral, ReferralState.ACCEPTED)
    look_again(hands)
    assert words not in texts(hands)


def test_a_hand_over_that_came_back_reaches_its_sender_alone(qtbot, counter):
    ana = counter.installation.context(counter.installation.actor("ana"))
    luis = counter.installation.context(counter.installation.actor("luis"))
    referral = hand_over(ana, counter)
    referrals.answer(luis, referral, ReferralState.RETURNED, reason=ReturnReason.WRONG_UNIT)
    for login, told in (("ana", True), ("marta", False), ("luis", False)):
        hands = opened_counter(qtbot, counter, login)
        hands.rest()
        words = [text for text in texts(hands) if "no corresponde a esta unidad" in text]
        assert bool(words) is told
        if told:
            notice = hands.window.notices.all()[0]
            assert notice.action == "Reasignar"
            again = ReferralForm(counter.urban, "Mide el lindero", counter.paola, previous=referral)
            referrals.refer(ana, again)
            look_again(hands)
            assert texts(hands) == []
        close_counter(counter)


def test_a_return_of_yesterday_is_told_today(qtbot, counter):
    ana = counter.installation.context(counter.installation.actor("ana"))
    luis = counter.installation.context(counter.installation.actor("luis"))
    counter.clock.set(NOW - timedelta(hours=20))
    referral = hand_over(ana, counter)
    counter.clock.set(NOW - timedelta(hours=1))
    referrals.answer(luis, referral, ReferralState.RETURNED, reason=ReturnReason.ABSENT)
    counter.clock.set(NOW)
    hands = opened_counter(qtbot, counter, "ana")
    hands.rest(lambda: len(texts(hands)) == 1)


def test_it_hears_no_case_content(qtbot, counter):
    directory.save_user(counter.console, "ti", "Iván Soto", frozenset({Role.ADMINISTRATOR}))
    Folder(counter)
    hands = opened_counter(qtbot, counter, "ti")
    look_again(hands)
    assert texts(hands) == bars(hands) == []


def test_a_word_waits_until_the_undo_has_passed(qtbot, counter):
    from ui.kit.messages import Message

    ana = counter.installation.context(counter.installation.actor("ana"))
    hands = opened_counter(qtbot, counter, "luis")
    hands.window.say(Message(Tone.DONE, "Aceptada.", action="Deshacer  Ctrl+Z", act=lambda: None))
    hand_over(ana, counter)
    look_again(hands)
    line = hands.window.status.line
    assert line.text() == "Aceptada."
    line.clear()
    assert line.text() == "Vinculación para Obras y Vías: Mide el lindero"


def test_the_newest_stands_first_in_whatever_order_they_were_found_out():
    notices = Notices()
    notices.add(Notice("critical", "Crítico", NOW, bar="Crítico"))
    notices.add(Notice("returned", "Devuelta", NOW - timedelta(minutes=20)))
    assert [notice.key for notice in notices.all()] == ["critical", "returned"]


def test_calm_notices_make_room_and_criticals_do_not():
    notices = Notices()
    notices.add(Notice("first", "Crítico", NOW, bar="Crítico"))
    for number in range(150):
        notices.add(Notice(str(number), "Otro", NOW))
    kept = [notice.key for notice in notices.all()]
    assert kept[0] == "149"
    assert "first" in kept
    assert len(kept) <= 101


def test_who_took_notice_of_a_critical_stands_in_its_timeline(qtbot, counter):
    hands = opened_counter(qtbot, counter, "marta")
    case = Folder(counter).critical
    look_again(hands)
    press_bar(hands, "Entendido")
    hands.rest()
    sql = (
        "SELECT v.kind, a.name FROM case_event v JOIN entity e ON e.id = v.case_file "
        "LEFT JOIN user_account a ON a.id = v.author WHERE e.uid = ? ORDER BY v.stamp"
    )
    assert counter.rows(sql, case)[-1] == ("seen", "Marta Zegarra")


def test_an_assigned_case_is_a_passing_word_that_takes_no_focus(qtbot, counter):
    folder = Folder(counter)
    hands = opened_counter(qtbot, counter, "luis")
    focused = hands.focused()
    cases.assign_case(counter.console, folder.fresh, counter.roads, counter.chief)
    look_again(hands)
    number = counter.rows("SELECT number FROM case_file WHERE subject = 'Bache en la curva'")[0][0]
    words = f"Le asignaron el caso {number}, Bache en la curva."
    assert words in texts(hands)
    assert hands.window.status.line.text() == words
    assert hands.focused() is focused

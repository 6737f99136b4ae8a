"""Ajustes with keys alone: calendar, terms, exchange, copies and state, and what the store then holds."""

from __future__ import annotations

import threading

import pytest
from counter import CTRL, KEY, open_counter
from settings_hands import administered, at_settings, page, retype, screen, tab_to

from desktop_app.domain.clocks import Term, TermUnit
from desktop_app.domain.values import Level
from desktop_app.services import exchange, office
from ui.shell.exchanger import Exchanger
from ui.shell.statusbar import Item
from ui.shell.vitals import VitalsWatch


@pytest.fixture
def counter(tmp_path):
    yield from administered(tmp_path)


@pytest.fixture
def hands(qtbot, counter):
    return at_settings(qtbot, counter)


# Calendario.


def test_the_week_is_saved_and_wrong_hours_are_told_under_their_day(hands, counter):
    calendar = page(hands, "calendar")
    hands.press(KEY.Key_Return)
    retype(hands, calendar.week.fields[2], "de ocho a dos")
    hands.record()
    assert "08:00-16:30" in calendar.week.form.rows["day2"].error()
    assert hands.focused() is calendar.week.fields[2]
    retype(hands, calendar.week.fields[2], "8:00-13:00,14:00-16:30")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: calendar.week.fields[2].text() == "08:00-13:00, 14:00-16:30")
    assert [str(each) for each in counter.console.calendar.week[2]] == ["08:00-13:00", "14:00-16:30"]


def test_a_special_day_is_added_changed_and_made_ordinary(hands, counter):
    calendar = page(hands, "calendar")
    hands.press(KEY.Key_Return, KEY.Key_Right)
    days = calendar.days
    hands.rest(lambda: days.current() is not None)
    tab_to(hands, days.table)
    hands.press(KEY.Key_N)
    hands.write("24/13")
    hands.press(KEY.Key_Return, mods=CTRL)
    assert days.form.rows["day"].error() == "Escriba una fecha, por ejemplo 24/12."
    hands.press(KEY.Key_A, mods=CTRL)
    hands.write("24/12")
    hands.press(KEY.Key_Tab)
    hands.write("Nochebuena")
    hands.press(KEY.Key_Tab)
    hands.write("08:00-12:00")
    hands.press(KEY.Key_Return, mods=CTRL)

    def eve():
        found = office.special_days(counter.console, 2026)
        return next((each for each in found if (each.day.month, each.day.day) == (12, 24)), None)

    hands.rest(lambda: eve() is not None and not days.editing())
    assert (eve().name, eve().hours, eve().whole_municipality) == ("Nochebuena", "08:00-12:00", True)
    hands.press(KEY.Key_End)
    hands.press(KEY.Key_Up)
    assert days.current().name == "Nochebuena"
    hands.press(KEY.Key_Delete)
    hands.rest(lambda: eve() is None)


# Plazos.


def test_a_term_is_changed_for_new_cases(hands, counter):
    terms = page(hands, "terms")
    hands.press(KEY.Key_Return)
    assert terms.form.rows["simple"].note.text() == "Según el perfil: 48 horas corridas."
    hands.press(KEY.Key_A, mods=CTRL)
    hands.write("3")
    hands.press(KEY.Key_Tab, KEY.Key_End)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: not terms.dirty())
    assert counter.console.profile.levels[Level.SIMPLE].resolution == Term(3, TermUnit.BUSINESS_DAYS)


def test_a_first_answer_after_the_end_is_refused_under_its_field(hands):
    terms = page(hands, "terms")
    hands.press(KEY.Key_Return)
    tab_to(hands, terms.fields["critical_first"].amount)
    hands.press(KEY.Key_A, mods=CTRL)
    hands.write("30")
    hands.record()
    assert terms.form.rows["critical_first"].error() == (
        "La primera respuesta no puede vencer después que el caso."
    )
    tab_to(hands, terms.back)
    hands.press(KEY.Key_Return)
    assert terms.fields["critical_first"].amount.value() == 2


# Sincronización.


def test_a_folder_is_tried_kept_and_exchanged_with(hands, counter, tmp_path):
    share = tmp_path / "compartida"
    share.mkdir()
    sync = page(hands, "exchange")
    assert not sync.now.isEnabled()
    assert sync.last.words.text() == "Todavía ninguno. Todo está guardado en este equipo."
    hands.press(KEY.Key_Return)
    hands.write(str(tmp_path / "nada"))
    tab_to(hands, sync.test)
    hands.press(KEY.Key_Return)
    hands.rest()
    assert "No se encuentra la carpeta" in sync.form.rows["folder"].error()
    hands.press(KEY.Key_A, mods=CTRL)
    hands.write(str(share))
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(sync.now.isEnabled)
    assert exchange.folder_of(counter.console) == str(share)
    assert sync.tested.words.text().startswith("La carpeta sirve")
    tab_to(hands, sync.now)
    hands.press(KEY.Key_Return)
    hands.rest(lambda: bool(sync.result.words.text()))
    assert sync.result.words.text().startswith("Cambios enviados: ")
    hands.rest(lambda: sync.last.words.text() == f"10:42, con {share}")
    assert sync.model.row(0).own


def test_an_exchange_that_fails_says_so_and_hinders_no_writing(hands, counter, tmp_path):
    share = tmp_path / "compartida"
    share.mkdir()
    exchange.set_folder(counter.console, str(share))
    share.rmdir()
    sync = page(hands, "exchange")
    hands.rest(sync.now.isEnabled)
    gate = threading.Event()
    background = hands.window.tools.background
    background.long_read(background, lambda _progress, _token: gate.wait(10)).run()
    hands.press(KEY.Key_Return)
    tab_to(hands, sync.now)
    hands.press(KEY.Key_Return)
    hands.qtbot.waitUntil(lambda: "no responde" in sync.result.words.text(), timeout=5000)
    gate.set()
    hands.rest(lambda: "no responde" in sync.problem.words.text())


# Copias y estado.


def test_a_copy_is_made_and_listed(hands, counter):
    copies = page(hands, "backups")
    assert copies.last.words.text() == "Todavía no hay ninguna."
    hands.press(KEY.Key_Return, KEY.Key_Return)
    hands.rest(lambda: copies.model.rowCount() == 1)
    assert copies.result.words.text().startswith("Copia hecha y verificada")
    assert copies.last.words.text() == "mar 24/11/2026 10:42 · hoy"
    assert len(list((counter.folder / "backups").glob("*.db"))) == 1


def test_the_data_are_looked_at_on_demand(hands):
    state = page(hands, "state")
    hands.press(KEY.Key_Return, KEY.Key_Return)
    hands.rest(lambda: bool(state.checks))
    assert {check.name for check in state.checks} >= {"integrity", "chain", "space", "backup"}
    assert state.verdict.words.text() == "Todo está bien."


def test_what_is_wrong_stands_in_words(hands, counter):
    counter.clock.set(counter.clock.now().replace(month=12))
    state = page(hands, "state")
    hands.press(KEY.Key_Return, KEY.Key_Return)
    hands.rest(lambda: bool(state.checks))
    assert state.verdict.words.text() == "Hay un punto por atender."
    wrong = [check for check in state.checks if not check.ok]
    assert [check.name for check in wrong] == ["backup"]


# By itself, and from the status bar.


def test_the_machine_exchanges_by_itself_whoever_sits_at_it(qtbot, counter, tmp_path):
    share = tmp_path / "compartida"
    share.mkdir()
    hands = open_counter(qtbot, counter, "luis")
    # They begin a moment after the first screen stands.
    hands.rest(lambda: hands.window.findChild(VitalsWatch) is not None)
    exchanger, vitals = hands.window.findChild(Exchanger), hands.window.findChild(VitalsWatch)
    exchanger.exchange()
    hands.rest()
    assert list(share.iterdir()) == []
    exchange.set_folder(counter.console, str(share))
    exchanger.exchange()
    item = hands.window.status.items[Item.SYNC]
    hands.rest(lambda: item.text() == "Sincronizado 10:42")
    assert len(list(share.glob("*.vnt"))) == 1
    share.rename(tmp_path / "lejos")
    exchanger.exchange()
    hands.rest()
    vitals.ask()
    hands.rest(lambda: item.text() == "Sin conexión con la carpeta")
    assert "no responde" in item.toolTip()
    assert hands.window.messages.messages() == []


def test_the_status_bar_leads_to_the_page_that_tells_more(hands):
    for item, name in ((Item.BACKUP, "backups"), (Item.SYNC, "exchange")):
        hands.qtbot.waitUntil(hands.window.status.items[item].isVisible, timeout=5000)
        hands.window.status.items[item].click()
        assert screen(hands).page().id == name

"""Ajustes with keys alone: pages by role, forms saved with Ctrl+Enter, what the store then holds."""

from __future__ import annotations

import threading

import pytest
from counter import CTRL, KEY, Counter, close_counter, open_counter
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QScrollArea

from desktop_app.domain.clocks import Term, TermUnit
from desktop_app.domain.values import Level, Role
from desktop_app.services import directory, exchange, office, users
from ui.app import open_window
from ui.kit import table, theme
from ui.kit.appearance import Appearance
from ui.kit.screen import CASES, SETTINGS
from ui.kit.table import Density
from ui.kit.theme import ThemeName
from ui.shell.exchanger import Exchanger
from ui.shell.statusbar import Item
from ui.shell.vitals import VitalsWatch


@pytest.fixture
def counter(tmp_path):
    made = Counter(tmp_path / "data")
    directory.save_user(made.console, "rita", "Rita Salas", frozenset({Role.ADMINISTRATOR}))
    yield made
    close_counter(made)
    made.close()
    table.apply_density(Density.NORMAL)


@pytest.fixture
def hands(qtbot, counter):
    """The administrator, in Ajustes."""
    opened = open_counter(qtbot, counter, "rita")
    opened.rest(lambda: screen(opened).page().id == "state")
    return opened


def screen(hands):
    return hands.window.current_screen()


def page(hands, name):
    """Walk with the arrows to a page, as a person does."""
    found = screen(hands)
    while not found.list.hasFocus():
        hands.press(KEY.Key_Escape)
    hands.press(KEY.Key_Home)
    for _ in range(found.list.count()):
        if found.page().id == name:
            break
        hands.press(KEY.Key_Down)
    hands.rest()
    assert found.page().id == name
    return found.page()


def tab_to(hands, widget, most=25):
    for _ in range(most):
        if hands.focused() is widget or widget.focusProxy() is hands.focused():
            return
        hands.press(KEY.Key_Tab)
    raise AssertionError(f"Tab does not reach {widget.accessibleName()}")


def retype(hands, widget, text):
    tab_to(hands, widget)
    hands.press(KEY.Key_A, mods=CTRL)
    hands.press(KEY.Key_Delete)
    hands.write(text)


# Who sees what.


def test_an_administrator_without_cases_begins_in_the_state_of_the_machine(hands):
    assert hands.window._current == SETTINGS
    assert list(screen(hands).pages) == [
        "look", "office", "users", "calendar", "terms", "exchange", "backups", "state",
    ]  # fmt: skip
    assert CASES not in hands.window._entries
    assert hands.focused() is screen(hands).list
    assert screen(hands).page().lines["desk"].words.text() == "01-01 Ventanilla 3 · Sede central"


@pytest.mark.parametrize(
    ("login", "pages"),
    [
        ("ana", ["look", "calendar", "terms", "exchange", "state"]),
        ("luis", ["look", "calendar", "terms", "state"]),
        ("marta", ["look", "calendar", "terms", "exchange", "state"]),
    ],
)
def test_everyone_has_the_pages_of_their_role(qtbot, counter, login, pages):
    hands = open_counter(qtbot, counter, login)
    assert hands.window._current != SETTINGS
    hands.press(KEY.Key_Comma, mods=CTRL)
    assert list(screen(hands).pages) == pages
    assert screen(hands).page().id == "look"
    terms = page(hands, "terms")
    assert not terms.editing()
    assert not terms.fields["simple"].amount.isEnabled()
    assert not screen(hands).bar.isVisible()
    calendar = page(hands, "calendar")
    assert all(field.isReadOnly() for field in calendar.week.fields)
    assert not calendar.days.new.isVisibleTo(calendar.days)


def test_tab_reaches_the_controls_of_a_page_and_each_has_a_name(hands):
    for name in screen(hands).pages:
        page(hands, name)
        hands.press(KEY.Key_Tab)
        start, seen = hands.focused(), []
        assert start is not screen(hands).list
        for _ in range(60):
            widget = hands.focused()
            if seen and widget is start:
                break
            seen.append(widget)
            assert widget.accessibleName() or widget.objectName() == "qt_spinbox_lineedit"
            hands.press(KEY.Key_Tab)
        inside = [each for each in seen if screen(hands).page().isAncestorOf(each)]
        assert inside, name
        assert not any(isinstance(each, QScrollArea) for each in seen)


# Apariencia.


def test_the_look_changes_at_once_and_is_kept_on_this_machine(qtbot, counter, tmp_path):
    kept = QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)
    window = open_window(counter.installation, "ana", kept)
    counter.window = window
    qtbot.addWidget(window)
    window.show()
    window.show_screen(CASES)
    cases = window.current_screen().table
    window.show_screen(SETTINGS)
    look = window.current_screen().pages["look"]
    look.themes.chips()[1].click()
    assert theme.current().name == "dark"
    look.rows.chips()[2].click()
    assert cases.verticalHeader().defaultSectionSize() == 36
    assert look.sample.verticalHeader().defaultSectionSize() == 36
    again = Appearance(QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat))
    kept.sync()
    assert (kept.value("theme"), kept.value("density")) == ("dark", "comfortable")
    assert (again.theme(), again.density()) == (ThemeName.DARK, Density.COMFORTABLE)
    window.theme_asked.emit(ThemeName.LIGHT)
    assert look.themes.value() == ThemeName.LIGHT
    assert kept.value("theme") == "light"


def test_arrows_choose_a_theme(hands):
    page(hands, "look")
    hands.press(KEY.Key_Return)
    assert hands.focused() is screen(hands).pages["look"].themes.chips()[3]
    hands.press(KEY.Key_Left, KEY.Key_Left)
    assert theme.current().name == "dark"


def test_a_preference_that_cannot_be_read_is_the_usual_one(tmp_path):
    kept = QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat)
    kept.setValue("theme", "sepia")
    kept.setValue("density", "7")
    found = Appearance(kept)
    assert (found.theme(), found.density()) == (ThemeName.SYSTEM, Density.NORMAL)


# Municipio y oficina.


def test_names_are_saved_with_one_chord_and_survive_other_pages(hands, counter):
    names = page(hands, "office")
    hands.press(KEY.Key_Return)
    retype(hands, names.fields["office"], "Sede Ñaupa")
    retype(hands, names.fields["phone"], "01 555 0101")
    assert screen(hands).unsaved.text() == "Hay cambios sin guardar."
    page(hands, "terms")
    page(hands, "office")
    assert names.fields["office"].text() == "Sede Ñaupa"
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: not names.dirty())
    form = office.read_office(counter.console).form
    assert (form.office, form.phone) == ("Sede Ñaupa", "01 555 0101")
    assert hands.window.status.line.text() == "Guardado."
    assert screen(hands).unsaved.text() == ""


def test_an_error_stands_under_its_field_and_discarding_brings_back(hands, counter):
    names = page(hands, "office")
    hands.press(KEY.Key_Return)
    retype(hands, names.fields["municipality"], "")
    hands.record()
    assert names.form.rows["municipality"].error() == "Este dato no puede quedar vacío."
    assert hands.focused() is names.fields["municipality"]
    tab_to(hands, screen(hands).discard)
    hands.press(KEY.Key_Return)
    assert names.fields["municipality"].text() == "Municipalidad de San Aurelio"
    assert names.form.rows["municipality"].error() == ""
    assert counter.console.rules.municipality == "Municipalidad de San Aurelio"


def test_what_changes_meanwhile_does_not_overwrite_what_is_typed(hands, counter):
    names = page(hands, "office")
    hands.press(KEY.Key_Return)
    retype(hands, names.fields["place"], "jr. Unión 120")
    office.save_office(
        counter.console, office.OfficeForm("Municipalidad de San Aurelio", "Otra", desk="Ventanilla 3")
    )
    hands.window.tools.background.changed.emit(frozenset({"setting"}))
    hands.rest()
    assert names.fields["place"].text() == "jr. Unión 120"
    tab_to(hands, screen(hands).discard)
    hands.press(KEY.Key_Return)
    assert names.fields["office"].text() == "Otra"


# Usuarios.


def by_login(counter, login):
    return next((row for row in users.everyone(counter.console) if row.login == login), None)


def test_a_user_is_written_with_keys(hands, counter):
    people = page(hands, "users")
    hands.press(KEY.Key_Return)
    assert hands.focused() is people.table
    hands.press(KEY.Key_N)
    hands.write("julia")
    hands.press(KEY.Key_Tab)
    hands.write("Julia Peña Ñahui")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest()
    assert people.form.rows["roles"].error() == "Elija al menos un rol."
    assert hands.focused() is people.roles.boxes[Role.CLERK]
    hands.press(KEY.Key_Space)
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: by_login(counter, "julia") is not None and people.model.rowCount() == 5)
    assert by_login(counter, "julia").roles == {Role.CLERK}
    assert hands.focused() is people.table
    assert not screen(hands).bar.isVisible()


def test_a_user_is_changed_deactivated_and_had_back(hands, counter):
    people = page(hands, "users")
    hands.press(KEY.Key_Return)
    hands.rest(lambda: people.current() is not None)
    assert people.current().login == "ana"
    hands.press(KEY.Key_E)
    assert people.login.text() == "ana"
    retype(hands, people.name, "Ana Rojas Ñique")
    hands.press(KEY.Key_Return, mods=CTRL)
    hands.rest(lambda: by_login(counter, "ana").name == "Ana Rojas Ñique")
    hands.press(KEY.Key_Delete)
    hands.rest(lambda: not by_login(counter, "ana").active and not people.current().active)
    assert people.toggle.text() == "Reactivar"
    hands.press(KEY.Key_Delete)
    hands.rest(lambda: by_login(counter, "ana").active)


def test_the_last_administrator_is_not_deactivated(hands, counter):
    people = page(hands, "users")
    hands.press(KEY.Key_Return)
    hands.rest(lambda: people.current() is not None)
    hands.press(KEY.Key_End)
    assert people.current().login == "rita"
    hands.press(KEY.Key_Delete)
    hands.rest(lambda: bool(hands.window.messages.messages()))
    assert "única persona con el rol de administración" in hands.window.messages.messages()[0].text
    assert by_login(counter, "rita").active


def test_esc_leaves_a_form_and_keeps_what_was_typed(hands):
    people = page(hands, "users")
    hands.press(KEY.Key_Return)
    hands.rest(lambda: people.current() is not None)
    hands.press(KEY.Key_N)
    hands.write("julia")
    hands.press(KEY.Key_Escape)
    assert hands.focused() is people.table
    hands.press(KEY.Key_N)
    assert people.login.text() == "julia"


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

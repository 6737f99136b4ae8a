"""Ajustes with keys alone: pages by role, forms saved with Ctrl+Enter, what the store then holds."""

from __future__ import annotations

import pytest
from counter import CTRL, KEY, open_counter
from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QScrollArea, QWidget
from settings_hands import administered, at_settings, page, retype, screen, tab_to

from desktop_app.domain.values import Role
from desktop_app.services import office, users
from ui.app import open_window
from ui.kit import theme
from ui.kit.appearance import Appearance
from ui.kit.screen import CASES, SETTINGS
from ui.kit.table import Density
from ui.kit.theme import ThemeName


@pytest.fixture
def counter(tmp_path):
    yield from administered(tmp_path)


@pytest.fixture
def hands(qtbot, counter):
    return at_settings(qtbot, counter)


# Who sees what.


def test_an_administrator_without_cases_begins_in_the_state_of_the_machine(hands):
    assert hands.window._current == SETTINGS
    assert list(screen(hands).pages) == [
        "look", "office", "users", "calendar", "terms", "recurrence", "silence", "closing", "workflow", "phrases",
        "saved", "templates", "exchange", "backups", "state",
    ]  # fmt: skip
    assert CASES not in hands.window._entries
    assert hands.focused() is screen(hands).list
    assert screen(hands).page().lines["desk"].words.text() == "01-01 Ventanilla 3 · Sede central"


_READ = ("look", "calendar", "terms", "recurrence", "silence", "closing", "workflow")


@pytest.mark.parametrize(
    ("login", "pages"),
    [
        ("ana", [*_READ, "phrases", "saved", "templates", "exchange", "state"]),
        ("luis", [*_READ, "templates", "state"]),
        ("marta", [*_READ, "phrases", "saved", "templates", "exchange", "state"]),
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


class WindowsShown(QObject):
    """Remembers what was shown as a window of its own."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_a_page_is_built_when_somebody_comes_to_it_and_flashes_no_window(hands, qapp):
    shown = screen(hands)
    assert [each.id for each in shown.pages.built()] == ["state"]
    hands.window.refresh()
    hands.rest()
    assert [each.id for each in shown.pages.built()] == ["state"]
    names = page(hands, "office")
    assert [each.id for each in shown.pages.built()] == ["state", "look", "office"]
    assert page(hands, "office") is names
    watch = WindowsShown()
    qapp.installEventFilter(watch)
    page(hands, "state")
    qapp.removeEventFilter(watch)
    assert {each.id for each in shown.pages.built()} == set(shown.pages)
    assert watch.seen == []
    assert hands.focused() is shown.list


def test_a_page_that_is_built_later_knows_how_much_room_there_is(hands):
    hands.window.resize(910, 432)
    hands.rest()
    assert "users" not in [each.id for each in screen(hands).pages.built()]
    assert page(hands, "users").table.isColumnHidden(3)


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

"""The program's own start: fonts, words of Qt in Spanish, a window over a real data folder."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop_app.bootstrap import MunicipalityForm, create_municipality
from desktop_app.domain.errors import NotFound
from desktop_app.domain.values import Channel, Role
from desktop_app.services import directory, drafts
from desktop_app.system.clock import FixedClock
from ui import app as program
from ui.kit.resources import resource
from ui.kit.screen import DASHBOARD, INBOX, RECEPTION, SETTINGS, StartAttention
from ui.shell.statusbar import Item


@pytest.fixture
def installation(tmp_path):
    clock = FixedClock(datetime(2025, 11, 24, 15, 42, tzinfo=UTC))
    form = MunicipalityForm("San Isidro", "pe", desk="Ventanilla 3", demo=True)
    opened = create_municipality(tmp_path / "data", form, clock)
    yield opened
    opened.close()


def test_a_window_over_a_new_municipality(front, installation):
    window = program.open_window(installation)
    front(window)
    assert window.windowTitle() == "Ventanilla · San Isidro"
    assert window.top.account.text() == "Administración · Ventanilla 3"
    assert window.banner.text() == "Datos de demostración"
    assert window.status.items[Item.CLOCK].text() == "lun 24/11/2025 10:42"
    window.tools.background.close()


def test_an_unknown_login_is_refused_in_words(installation):
    with pytest.raises(NotFound, match="nadie"):
        program.open_window(installation, "nadie")


def test_qt_speaks_spanish(look):
    del look
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"


def test_altgr_is_told_apart_on_windows_only(monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    program.prepare_platform()
    assert program.os.environ["QT_QPA_PLATFORM"] == "windows:altgr"
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    program.prepare_platform()
    assert program.os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_signs_of_spanish_keyboards_reach_a_field(front, qtbot):
    del qtbot
    field = QLineEdit()
    front(field)
    for sign in "@\\€ñáÑ¿":
        press = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
        QCoreApplication.sendEvent(field, press)
    assert field.text() == "@\\€ñáÑ¿"


def test_what_travels_with_the_program_is_there():
    for parts in (
        ("fonts", "OpenSans-Regular.ttf"),
        ("fonts", "LICENSE-OpenSans.txt"),
        ("icons", "ventanilla.svg"),
    ):
        assert resource(*parts).stat().st_size > 300
    for theme in ("light", "dark"):
        for name in ("up", "down", "check", "dot"):
            assert resource("themes", theme, f"{name}.svg").is_file()


@pytest.fixture
def people(installation):
    """One person of each role, and one of two."""
    ctx = installation.context()
    official = directory.save_official(ctx, "Luis Paredes", directory.save_unit(ctx, "Obras").id).id
    for login, roles in (
        ("ana", {Role.CLERK}),
        ("marta", {Role.SUPERVISOR}),
        ("rosa", {Role.CLERK, Role.SUPERVISOR}),
        ("ti", {Role.ADMINISTRATOR}),
    ):
        directory.save_user(ctx, login, login.capitalize(), frozenset(roles))
    directory.save_user(ctx, "luis", "Luis Paredes", frozenset({Role.OFFICIAL}), official=official)
    return installation


@pytest.mark.parametrize(
    ("login", "screen"),
    [("ana", RECEPTION), ("luis", INBOX), ("marta", DASHBOARD), ("rosa", RECEPTION), ("ti", SETTINGS)],
)
def test_each_role_begins_where_its_work_is(qtbot, people, login, screen):
    window = program.open_window(people, login)
    qtbot.addWidget(window)
    assert window._current == screen
    window.tools.background.close()


def menu_of_people(window):
    """Return the actions under "Trabajar como…", or None."""
    action = next((each for each in window.top.menu().actions() if each.text() == "Trabajar como…"), None)
    return action.menu().actions() if action is not None else None


def test_the_demonstration_offers_its_people_with_their_roles(front, qtbot, people):
    window = program.open_window(people, "rosa")
    front(window)
    qtbot.waitUntil(lambda: menu_of_people(window) is not None, timeout=5000)
    words = {action.text(): action.isEnabled() for action in menu_of_people(window)}
    assert words["Rosa · Funcionario de plataforma, Supervisión"] is False
    assert words["Luis Paredes · Funcionario de unidad"] is True
    window.tools.background.close()


def test_a_real_municipality_does_not(qtbot, tmp_path):
    clock = FixedClock(datetime(2025, 11, 24, 15, 42, tzinfo=UTC))
    installation = create_municipality(tmp_path / "real", MunicipalityForm("San Isidro", "pe"), clock)
    window = program.open_window(installation)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: not window.tools.background.busy(), timeout=5000)
    assert menu_of_people(window) is None
    window.tools.background.close()
    installation.close()


def test_another_person_takes_the_place_and_what_was_typed_is_kept(look, people, monkeypatch):
    shown = []

    def prepare(app, installation, login):
        window = program.open_window(installation, login)
        shown.append(window.top.account.text())
        if login == "ana":
            QTimer.singleShot(0, window, lambda: type_and_change(window))
        else:
            QTimer.singleShot(0, window, window.close)
        return window

    def type_and_change(window):
        window.show_screen(RECEPTION, StartAttention(Channel.IN_PERSON))
        window.current_screen().form.topic.insert("Pregunta por su")
        window.current_screen().form.topic.textEdited.emit("Pregunta por su")
        wanted = [action for action in menu_of_people(window) or () if action.text().startswith("Marta")]
        if wanted:
            wanted[0].trigger()
        else:
            QTimer.singleShot(20, window, lambda: type_and_change(window))

    monkeypatch.setattr(program, "prepare_window", prepare)
    assert program.work(look, people, "ana") == (0, "marta")
    assert program.work(look, people, "marta") == (0, None)
    assert shown == ["Ana · Ventanilla 3", "Marta · Ventanilla 3"]
    kept = drafts.open_drafts(people.context(people.actor("ana")))
    assert any("Pregunta por su" in str(draft.content) for draft in kept)

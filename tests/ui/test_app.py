"""The program's own start: fonts, words of Qt in Spanish, a window over a real data folder."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop_app.bootstrap import MunicipalityForm, create_municipality
from desktop_app.domain.errors import NotFound
from desktop_app.system.clock import FixedClock
from ui import app as program
from ui.kit.resources import resource
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

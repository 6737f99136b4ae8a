"""A desk with its window: people work it with keys alone, and the store tells what was kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import MunicipalityForm, create_municipality, open_installation
from desktop_app.domain.values import Level, Result, Role
from desktop_app.services import catalogue, directory
from desktop_app.services.catalogue import TopicForm
from desktop_app.services.context import Context
from desktop_app.system.clock import FixedClock
from ui.app import open_window
from ui.kit.afterwards import Afterwards
from ui.kit.screen import Screen
from ui.shell.window import MainWindow

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=ZoneInfo("America/Lima"))
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
KEY = Qt.Key


class Counter:
    """A municipality with one desk; its clock stands still until it is moved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FixedClock(NOW)
        form = MunicipalityForm("Municipalidad de San Aurelio", "pe", desk="Ventanilla 3", users=())
        self.installation = create_municipality(folder, form, self.clock)
        self.console: Context = self.installation.context()
        self._people()
        self._topics()
        self.window: MainWindow | None = None

    def _people(self) -> None:
        ctx = self.console
        self.roads = directory.save_unit(ctx, "Obras y Vías", place="Piso 2, oficina 203").id
        self.chief = directory.save_official(ctx, "Luis Paredes Ñaupa", self.roads, position="Jefe").id
        directory.save_unit(
            ctx, "Obras y Vías", place="Piso 2, oficina 203", chief=self.chief, unit=self.roads
        )
        self.urban = directory.save_unit(ctx, "Desarrollo Urbano", place="Piso 2, oficina 207").id
        self.away = directory.save_official(ctx, "Ana Arce", self.urban).id
        self.paola = directory.save_official(ctx, "Paola Núñez", self.urban).id
        directory.save_absence(
            ctx, self.away, NOW - timedelta(hours=1), NOW + timedelta(hours=1), "En reunión"
        )
        directory.save_user(ctx, "ana", "Ana Rojas", frozenset({Role.CLERK}))
        directory.save_user(ctx, "luis", "Luis Paredes", frozenset({Role.OFFICIAL}), official=self.chief)
        directory.save_user(ctx, "marta", "Marta Zegarra", frozenset({Role.SUPERVISOR}))

    def _topics(self) -> None:
        save = catalogue.save_topic
        ctx = self.console
        sheet = {"requirements": "Ninguno.", "cost": "Gratuito"}
        self.hours = save(
            ctx, TopicForm("Horario y ubicación de oficinas", "informacion", quick=1, sheet=sheet)
        ).id
        self.pothole = save(
            ctx,
            TopicForm(
                "Bache o pista dañada", "denuncia", unit=self.roads, result=Result.CASE_OPENED, quick=7,
                synonyms="hueco", level=Level.SIMPLE,
            ),
        ).id  # fmt: skip
        self.zoning = save(
            ctx,
            TopicForm(
                "Parámetros urbanísticos", "tramite", unit=self.urban, outside=True, result=Result.REFERRED,
                quick=8,
            ),
        ).id  # fmt: skip

    def reopen(self) -> None:
        """Close the data folder and open it again, as after a crash or the next morning."""
        self.installation.close()
        self.installation = open_installation(self.folder, self.clock)
        self.console = self.installation.context()

    def close(self) -> None:
        """Close everything."""
        self.installation.close()

    def rows(self, sql: str, *parameters: object) -> list[tuple]:
        """Return what the store holds."""
        return self.console.store.rows(sql, parameters)

    def last_attention(self) -> dict[str, object]:
        """Return the newest attention with names instead of numbers."""
        columns = (
            "channel", "query_type", "result", "subject", "detail", "contact", "no_contact", "holds", "topic",
            "unit", "author", "citizen", "phone", "voided", "duration",
        )  # fmt: skip
        rows = self.rows(
            "SELECT a.channel, a.query_type, a.result, a.subject, a.detail, a.contact, a.no_contact, a.holds, "
            "t.title, u.name, w.name, c.name, c.phone, a.voided, a.duration FROM attention a "
            "LEFT JOIN topic t ON t.id = a.topic LEFT JOIN unit u ON u.id = a.unit "
            "LEFT JOIN user_account w ON w.id = a.author LEFT JOIN citizen c ON c.id = a.citizen "
            "ORDER BY a.id DESC LIMIT 1"
        )
        return dict(zip(columns, rows[0], strict=True))

    def last_case(self) -> dict[str, object]:
        """Return the newest case with names instead of numbers."""
        columns = (
            "number",
            "subject",
            "level",
            "state",
            "criterion",
            "citizen",
            "description",
            "closing",
            "score",
        )
        rows = self.rows(
            "SELECT f.number, f.subject, f.level, f.state, f.criterion, c.name, f.description, f.closing, f.score "
            "FROM case_file f LEFT JOIN citizen c ON c.id = f.citizen ORDER BY f.id DESC LIMIT 1"
        )
        return dict(zip(columns, rows[0], strict=True))


class Hands:
    """Ten fingers on the window: key events only, each counted."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        self.keys = 0

    def focused(self) -> QWidget:
        """Return where the keys go."""
        return QApplication.focusWidget() or self.window

    def press(self, *keys: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one after another."""
        for key in keys:
            self.keys += 1
            QTest.keyClick(self.focused(), key, mods)

    def write(self, text: str) -> None:
        """Type content, also with accents; it is not counted."""
        for char in text:
            code = ord(char.upper()) if ord(char) < 128 else 0
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focused(), QKeyEvent(kind, code, NONE, char))

    def rest(self, until: Callable[[], bool] | None = None) -> None:
        """Wait until the workers are done and no key is held, and until a condition holds."""
        busy, held = self.window.tools.background.busy, self.window.findChildren(Afterwards)
        self.qtbot.waitUntil(
            lambda: not busy() and not any(each.pending() for each in held) and (until is None or until()),
            timeout=5000,
        )

    def record(self) -> None:
        """Ctrl+Enter, and wait for the record."""
        self.press(KEY.Key_Return, mods=CTRL)
        self.rest()


def open_counter(qtbot: QtBot, counter: Counter, login: str) -> Hands:
    """Open the counter's window for a user, in front."""
    window = open_window(counter.installation, login)
    counter.window = window
    qtbot.addWidget(window)
    window.resize(1366, 690)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5000)
    hands = Hands(qtbot, window)
    hands.rest()
    return hands


def behind_a_gate(qtbot: QtBot, counter: Counter) -> tuple[Hands, Any, threading.Event]:
    """Open a window whose topics are found only when the gate opens; return it, its form and the gate."""
    hands = open_counter(qtbot, counter, "ana")
    form = hands.window.current_screen().form
    gate = threading.Event()
    ask = form.topic._provider
    form.topic._provider = lambda typed: (gate.wait(10), ask(typed))[1]
    return hands, form, gate


def screen(hands: Hands) -> Screen | None:
    """Return the screen in front."""
    return hands.window.current_screen()


def close_counter(counter: Counter) -> None:
    """Close the window as a person does, and let the workers finish."""
    window, counter.window = counter.window, None
    if window is not None:
        window.close()
        window.tools.background.close()

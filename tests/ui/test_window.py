"""The window with all its screens over real data: keys lead everywhere, and it tells how things stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from town import Town

from desktop_app.services import case_lists
from ui import app as program
from ui.kit.screen import CASES, DASHBOARD, RECEPTION, REPORTS
from ui.shell.statusbar import Item
from ui.shell.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


class Watch(QObject):
    """Notes every window of its own that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note a window as it is shown."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    made = Town(tmp_path / "data")
    made.clock.set(made.clock.now() + timedelta(days=40))
    yield made
    made.close()


@pytest.fixture
def window(town: Town, front: Callable[[QWidget], None]) -> Iterator[MainWindow]:
    opened = program.open_window(town.installation)
    opened.resize(1366, 690)
    front(opened)
    yield opened
    opened.tools.background.close()


def test_keys_lead_to_every_screen_and_back(window: MainWindow, qtbot: QtBot, qapp: QApplication) -> None:
    watch = Watch()
    qapp.installEventFilter(watch)
    for key, screen in (
        (Qt.Key.Key_7, DASHBOARD),
        (Qt.Key.Key_3, CASES),
        (Qt.Key.Key_8, REPORTS),
        (Qt.Key.Key_1, RECEPTION),
    ):
        qtbot.keyClick(qapp.focusWidget() or window, key, CONTROL)
        assert window.current_screen() is window._screens[screen]
        qtbot.wait(50)
        assert qapp.activeWindow() is window, f"{screen} took the focus away"
    qapp.removeEventFilter(watch)
    assert watch.shown == []


def test_the_status_bar_tells_what_is_urgent(town: Town, window: MainWindow, qtbot: QtBot) -> None:
    bar = window.status.items
    qtbot.waitUntil(lambda: bar[Item.SYNC].text() == "Sin sincronizar", timeout=5000)
    assert bar[Item.BACKUP].text() == "Sin copia de seguridad"
    assert not bar[Item.CRITICAL].isVisible()
    town.open_case(critical=True)
    window.tools.background.changed.emit(frozenset({"case"}))
    qtbot.waitUntil(bar[Item.CRITICAL].isVisible, timeout=5000)
    assert "1 crítico · 02:00" in bar[Item.CRITICAL].accessibleName() + bar[Item.CRITICAL].text()
    qtbot.mouseClick(bar[Item.CRITICAL], Qt.MouseButton.LeftButton)
    assert window.current_screen() is window._screens[CASES]


def test_one_search_finds_a_case_and_goes_there(town: Town, window: MainWindow, qtbot: QtBot) -> None:
    case = town.open_case()
    number = case_lists.detail(town.clerk, case).line.number
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    field = window.top.search
    assert field.hasFocus()
    qtbot.keyClicks(field, "nunez")

    def found() -> bool:
        hit = field.popup().current()
        return hit is not None and hit.title.startswith(number)

    qtbot.waitUntil(found, timeout=5000)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.current_screen() is window._screens[CASES]


def test_the_index_follows_the_changes(town: Town, window: MainWindow, qtbot: QtBot) -> None:
    store = town.installation.store
    town.attend()
    window.tools.background.changed.emit(frozenset({"attention"}))
    qtbot.waitUntil(lambda: store.row("SELECT count(*) FROM search_queue") == (0,), timeout=8000)

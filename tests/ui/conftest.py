"""The look that all tests of the windows share, and their workers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from counter import Counter, Hands, close_counter, open_counter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from town import Town, make_town

from desktop_app.system import memory
from ui.app import load_translations
from ui.kit import theme
from ui.kit.operations import Background
from ui.kit.theme import ThemeName
from ui.shell.memory import Sweeper


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application with its fonts and Spanish words, its memory collected as in the program."""
    memory.hold()
    Sweeper(qapp).start()
    theme.load_fonts()
    load_translations(qapp)
    return qapp


@pytest.fixture(autouse=True)
def look(dressed: QApplication) -> QApplication:
    """The light theme, whatever the test before chose."""
    if theme.current().name != "light" or not dressed.styleSheet():
        theme.apply_theme(dressed, ThemeName.LIGHT)
    return dressed


@pytest.fixture
def background(look: QApplication) -> Iterator[Background]:
    """Workers that end with the test."""
    del look
    workers = Background()
    yield workers
    workers.close()


@pytest.fixture
def front(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Show a window and make it the active one: shortcuts need that."""

    def bring(window: QWidget) -> None:
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow, timeout=5000)

    return bring


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """A municipality whose window, if one is opened, ends with the test."""
    made = Counter(tmp_path / "data")
    yield made
    close_counter(made)
    made.close()


@pytest.fixture
def hands(qtbot: QtBot, counter: Counter) -> Hands:
    """The clerk Ana at the window; the test files of other people's screens have their own."""
    return open_counter(qtbot, counter, "ana")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A municipality in the middle of its day, without a window."""
    made = make_town(tmp_path / "data")
    yield made
    made.close()

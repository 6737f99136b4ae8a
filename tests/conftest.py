"""What all tests share: the usual screen without a display, repeatable properties, no window left."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

# A clerk's usual screen. Qt reads it when it starts, so it must be set before anything imports Qt.
SCREEN = {
    "windowFrameMargins": True,
    "screens": [
        {"name": "counter", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96,
         "logicalBaseDpi": 96, "dpr": 1},
    ],
}
# Windows that Qt itself keeps for the whole process.
QT_OWN = {"QTipLabel"}

os.environ["PYTHONUTF8"] = "1"  # for the programs that tests start

hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_configure(config: pytest.Config) -> None:
    """Describe the screen to Qt and declare our markers."""
    config.addinivalue_line("markers", "keeps_windows: windows of a longer-lived fixture stay open after it")
    if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        os.environ["QT_QPA_PLATFORM"] = offscreen_platform(config)


def offscreen_platform(config: pytest.Config) -> str:
    """Return the platform's name with the screen's file; without it where the path holds its separator."""
    folder = Path(tempfile.mkdtemp(prefix="ventanilla-screen-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    file = folder / "screen.json"
    file.write_text(json.dumps(SCREEN), "utf-8")
    # "C:\..." cannot be given: Qt cuts at every colon, so Windows tests with Qt's own 800x800.
    return "offscreen" if ":" in str(file) else f"offscreen:configfile={file}"


@pytest.fixture
def program() -> Callable[[str], str]:
    """Give the path of a program, or leave the test out, saying which program is missing here."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            pytest.skip(f"falta el programa {name}")
        return path

    return find


def _open_windows() -> list[QWidget]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    return [
        widget for widget in widgets.QApplication.topLevelWidgets()
        if widget.parent() is None and type(widget).__name__ not in QT_OWN
    ]


def _clear_windows() -> list[str]:
    """Name the windows that are left and delete them, so that only the test that left them fails."""
    if not _open_windows():
        return []
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = _open_windows()
    names = sorted(f"{type(each).__name__} {each.objectName() or each.windowTitle()!r}" for each in left)
    for window in left:
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return names


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """Fail a test of the windows that leaves one behind: it would change the tests that follow."""
    yield
    if item.get_closest_marker("keeps_windows") is None and (left := _clear_windows()):
        pytest.fail(f"windows left open (give them to qtbot.addWidget): {', '.join(left)}", pytrace=False)

"""A window that is looked at by a program of its own, because a scale factor holds for a whole process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from fits import faults
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reach import nameless, unreachable

from ui.kit import theme
from ui.kit.theme import ThemeName
from ui.shell.window import MainWindow

ROOT = Path(__file__).resolve().parents[2]
# What is left of 1366 x 768 (and, at 100 %, of 1920 x 1080) for the window's inside, less title and task bar.
SIZES = {1.0: ((1366, 690), (1920, 1000)), 1.25: ((1092, 534),), 1.5: ((910, 432),)}
THEMES = (ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST)
NONE = Qt.KeyboardModifier.NoModifier


def run_probe(program: str, factor: float, *arguments: object) -> dict[str, list[str]]:
    """Run a probe beside this file under a scale factor; return what it found, by place."""
    environment = os.environ | {
        "QT_SCALE_FACTOR": str(factor),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)]),
    }
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name(program)), *map(str, arguments)],
        env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["ratio"] == factor
    found: dict[str, list[str]] = answer["faults"]
    return found


def report(window_ratio: float, found: dict[str, list[str]]) -> None:
    """Print what a probe found, as :func:`run_probe` reads it."""
    sys.stdout.write(json.dumps({"ratio": window_ratio, "faults": found}, ensure_ascii=False))


class Probe:
    """A window, and what was found wrong in it. ``pictures``: a folder for what it looked like, or None."""

    def __init__(
        self, app: QApplication, window: MainWindow, size: tuple[int, int], pictures: Path | None = None
    ) -> None:
        self.app, self.window, self.size, self.pictures = app, window, size, pictures
        self.found: dict[str, list[str]] = {}
        self.looked: list[str] = []
        theme.apply_theme(app, ThemeName.LIGHT)
        window.resize(*size)
        window.show()
        window.activateWindow()
        self.settle()

    def settle(self, seconds: float = 0.22, until: Callable[[], bool] = lambda: True) -> None:
        """Let workers and short timers end."""
        least, most = time.monotonic() + seconds, time.monotonic() + 30
        while time.monotonic() < most:
            self.app.processEvents()
            if time.monotonic() >= least and not self.window.tools.background.busy() and until():
                break
            time.sleep(0.002)
        for _ in range(3):  # room is made, sentences are cut to it, bars are laid out
            self.app.processEvents()

    def press(self, *keys: Qt.Key, mods: Qt.KeyboardModifier = NONE) -> None:
        """Press keys where the focus is."""
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key, mods)

    def write(self, text: str) -> None:
        """Type where the focus is."""
        for char in text:
            self.app.sendEvent(QApplication.focusWidget(), QKeyEvent(QEvent.Type.KeyPress, 0, NONE, char))

    def look(self, what: str, *, walk: bool = False) -> None:
        """Note what does not fit in each theme, which control has no name and, ``walk``, is beyond Tab."""
        self.settle()
        self.looked.append(what)
        for name in THEMES:
            if name is not THEMES[0]:
                theme.apply_theme(self.app, name)
                for _ in range(3):
                    self.app.processEvents()
            self._note(f"{name.value}/{what}", faults(self.window))
            if self.pictures is not None:
                file = f"{self.size[0]}_{what}_{name.value}.png".replace("/", "-").replace(" ", "_")
                self.window.grab().save(str(self.pictures / file))
        theme.apply_theme(self.app, THEMES[0])
        for _ in range(3):
            self.app.processEvents()
        self._note(f"{what}", nameless(self.window))
        if walk:
            self._note(f"{what}", unreachable(self.window))

    def _note(self, where: str, wrong: list[str]) -> None:
        if wrong:
            place = f"{self.size[0]}x{self.size[1]}/{where}"
            self.found[place] = [*self.found.get(place, []), *wrong]

    def close(self) -> None:
        """Close the window and its workers."""
        self.window.close()
        self.window.tools.background.close()
        self.window.deleteLater()
        self.app.processEvents()

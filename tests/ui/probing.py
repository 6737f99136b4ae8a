"""A window that is looked at by a program of its own, because a scale factor holds for a whole process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from counter import Counter
from fits import faults
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reach import nameless, unreachable
from spoken import disorderly, ill_told

from ui.app import create_application, open_window
from ui.kit import theme
from ui.kit.theme import ThemeName
from ui.shell.window import MainWindow

ROOT = Path(__file__).resolve().parents[2]
# What is left of 1366 x 768 (and, at 100 %, of 1920 x 1080) for the window's inside, less title and task bar.
SIZES = {1.0: ((1366, 690), (1920, 1000)), 1.25: ((1092, 534),), 1.5: ((910, 432),)}
_QUIET = 0.1
NONE = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True)
class Answer:
    """What a probe found, by place, and what it looked at."""

    faults: dict[str, list[str]]
    seen: list[str]


def run_probe(program: str, factor: float, *arguments: object) -> Answer:
    """Run a probe beside this file under a scale factor."""
    environment = os.environ | {
        "QT_SCALE_FACTOR": str(factor),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONFAULTHANDLER": "1",  # a probe that ends by a signal says where
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)]),
    }
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name(program)), *map(str, arguments)],
        env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["ratio"] == factor
    return Answer(answer["faults"], answer["seen"])


def report(ratio: float, found: dict[str, list[str]], seen: Sequence[str] = ()) -> None:
    """Print what a probe found and saw, as :func:`run_probe` reads it."""
    sys.stdout.write(json.dumps({"ratio": ratio, "faults": found, "seen": list(seen)}, ensure_ascii=False))


class Probe:
    """A window in one theme, and what was found wrong in it. ``pictures``: a folder for its looks, or None."""

    def __init__(
        self,
        app: QApplication,
        window: MainWindow,
        size: tuple[int, int],
        name: ThemeName = ThemeName.LIGHT,
        pictures: Path | None = None,
    ) -> None:
        self.app, self.window, self.size, self.name, self.pictures = app, window, size, name, pictures
        self.found: dict[str, list[str]] = {}
        window.resize(*size)
        window.show()
        window.activateWindow()
        self.settle()

    def settle(self, until: Callable[[], bool] = lambda: True) -> None:
        """Let workers and short timers end: nothing was under way for a tenth of a second."""
        quiet, most = time.monotonic(), time.monotonic() + 30
        while time.monotonic() < most:
            self.app.processEvents()
            if self.window.tools.background.busy() or not until():
                quiet = time.monotonic()
            elif time.monotonic() - quiet > _QUIET:
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
        """Note what does not fit, which control has no name and, ``walk``, which is beyond Tab."""
        self.settle()
        wrong = faults(self.window)
        if self.pictures is not None:
            file = f"{self.size[0]}_{what}_{self.name.value}.png".replace("/", "-").replace(" ", "_")
            self.window.grab().save(str(self.pictures / file))
        if self.name is ThemeName.LIGHT:  # names and the order of Tab are the same in all of them
            wrong += nameless(self.window)
            if walk:
                self.window.activateWindow()
                self.settle(until=lambda: QApplication.focusWidget() is not None)
                wrong += unreachable(self.window) + disorderly(self.window) + ill_told(self.window)
        self.note(what, wrong)

    def note(self, what: str, wrong: Sequence[str]) -> None:
        """Keep what was found wrong at a place."""
        if wrong:
            place = f"{self.size[0]}x{self.size[1]}/{self.name.value}/{what}"
            self.found[place] = [*self.found.get(place, []), *wrong]

    def close(self) -> None:
        """Close the window and its workers, and have it gone: a theme dresses all there are."""
        self.window.close()
        self.window.tools.background.close()
        self.window.deleteLater()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.app.processEvents()


P = TypeVar("P", bound=Probe)
THEMES = (ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST)


def probe_sizes(
    kind: Callable[[QApplication, MainWindow, tuple[int, int], ThemeName, Path | None], P],
    login: str,
    prepare: Callable[[Counter, Path], Callable[[P], None]],
    themes: Sequence[ThemeName] = THEMES,
) -> None:
    """Walk through somebody's window at every size in every theme, and report; the body of a probe.

    The program's arguments are a folder and sizes as WIDTHxHEIGHT; pictures are kept where the folder's name asks
    for them. ``prepare`` fills the counter and returns the walk.
    """
    folder = Path(sys.argv[1])
    app = create_application(["probe"], "pe")
    counter = Counter(folder / "data")
    walk = prepare(counter, folder)
    found: dict[str, list[str]] = {}
    ratio = 0.0
    for text in sys.argv[2:]:
        width, height = map(int, text.split("x"))
        for name in themes:
            theme.apply_theme(app, name)
            pictures = folder if "pictures" in folder.name else None
            probe = kind(app, open_window(counter.installation, login), (width, height), name, pictures)
            walk(probe)
            found |= probe.found
            ratio = probe.window.devicePixelRatioF()
            probe.close()
    counter.close()
    report(ratio, found)

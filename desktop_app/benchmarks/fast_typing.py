"""Typing at full speed in Recepción, over ten years: what is asked, what is painted, stalls and memory.

python -m desktop_app.benchmarks.fast_typing FOLDER ROUNDS    (records into that folder: give it a copy)
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop_app.benchmarks.memory import held
from desktop_app.benchmarks.recognising import TOPICS, people
from desktop_app.benchmarks.timing import samples
from desktop_app.benchmarks.watchdog import Watchdog
from desktop_app.bootstrap import open_installation
from desktop_app.services.context import Context
from ui import app as windows
from ui.kit.screen import RECEPTION
from ui.kit.suggest import SuggestField
from ui.shell.window import MainWindow

DETAIL: Final = "vuelve por segunda vez"
PACES: Final = (("steady", 83, 2), ("burst", 12, 6))
"""Name, milliseconds from one key to the next, and how many citizens are attended in a round: 12 keys a second, and
a hand that is seven times as fast."""

_LOOK_MS: Final = 120
_PATIENCE: Final = 30.0
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_NONE: Final = Qt.KeyboardModifier.NoModifier


@dataclass(slots=True)
class Painted:
    """Seconds until a key's letter, and until what was found for it, could be seen."""

    echo: list[float] = field(default_factory=list)
    answer: list[float] = field(default_factory=list)


class Eye(QObject):
    """Sees when the list under a field is painted with the rows of what stands in the field."""

    def __init__(self, fields: Sequence[SuggestField]) -> None:
        super().__init__()
        self.struck: dict[SuggestField, float] = {}
        self.painted = Painted()
        self._lists: dict[QObject, SuggestField] = {}
        for each in fields:
            viewport = each.popup().list.viewport()
            self._lists[viewport] = each
            viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note the time when the event loop comes back after this painting."""
        if event.type() == QEvent.Type.Paint and watched in self._lists:
            field_ = self._lists[watched]
            begun = self.struck.get(field_)
            if begun is not None and field_.list_shows(field_.text()):
                del self.struck[field_]
                QTimer.singleShot(0, self, lambda: self.painted.answer.append(time.perf_counter() - begun))
        return False


class Typist(QObject):
    """Strikes one key after another at a pace, from the event loop, as keys come from a person."""

    def __init__(
        self, window: MainWindow, eye: Eye, keys: Iterator[Callable[[], object]], pause: int
    ) -> None:
        super().__init__(window)
        self.count = 0
        self._eye, self._keys, self._ended = eye, keys, False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(pause)
        self._timer.timeout.connect(self._strike)

    def type_all(self) -> None:
        """Type to the end."""
        self._timer.start()
        while not self._ended:
            QApplication.processEvents()
            time.sleep(0.0002)  # so that the workers get the interpreter

    def _strike(self) -> None:
        act = next(self._keys, None)
        if act is None:
            self._timer.stop()
            self._ended = True
            return
        if act is LOOK:
            return
        here = QApplication.focusWidget()
        begun = time.perf_counter()
        if isinstance(here, SuggestField):
            self._eye.struck[here] = begun
        act()
        if isinstance(here, QLineEdit):
            here.repaint()
            self._eye.painted.echo.append(time.perf_counter() - begun)
        self.count += 1


def LOOK() -> None:  # noqa: N802 - a sign among the keys
    """Look at what was found before Enter takes it: no key."""


def keys_of(
    window: MainWindow, topic: str, person: str, watchdog: Watchdog, looks: int
) -> Iterator[Callable[[], object]]:
    """Return the keys of one attention: the topic, the person, a detail, and the record.

    ``looks``: for how many beats the hand rests before Enter.
    """

    def press(key: Qt.Key, mods: Qt.KeyboardModifier = _NONE) -> Callable[[], object]:
        def act() -> None:
            watchdog.step = f"tecla {key.name}"
            QTest.keyClick(QApplication.focusWidget() or window, key, mods)

        return act

    def typed(text: str) -> Iterator[Callable[[], object]]:
        for letter in text:

            def act(letter: str = letter) -> None:
                watchdog.step = f"escribir «{text}»"
                _letter(QApplication.focusWidget() or window, letter)

            yield act

    yield press(Qt.Key.Key_F3)
    yield from typed(topic)
    yield from itertools.repeat(LOOK, looks)
    yield press(Qt.Key.Key_Return)
    yield from typed(person)
    yield from itertools.repeat(LOOK, looks)
    yield press(Qt.Key.Key_Return)
    yield press(Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    yield from typed(DETAIL)
    yield press(Qt.Key.Key_F7, _SHIFT)
    yield press(Qt.Key.Key_Return, _CTRL)


def _letter(target: QWidget, letter: str) -> None:
    from PySide6.QtGui import QKeyEvent

    code = ord(letter.upper()) if ord(letter) < 128 else 0
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, code, _NONE, letter))


def _calm(window: MainWindow) -> None:
    ends, still = time.monotonic() + _PATIENCE, time.monotonic()
    while time.monotonic() - still < 0.6 and time.monotonic() < ends:
        QApplication.processEvents()
        time.sleep(0.001)
        if window.tools.background.busy():
            still = time.monotonic()


def probe(folder: Path, rounds: int) -> dict[str, Any]:
    """Type over the data in ``folder``, which is written to; milliseconds as [p50, p99], memory in MB."""
    installation = open_installation(folder)
    app = windows.create_application(["ventanilla"])
    window = windows.prepare_window(app, installation)
    window.resize(1366, 690)
    window.show()
    window.activateWindow()
    window.show_screen(RECEPTION)
    _calm(window)
    ctx = installation.context()
    typed = people(ctx, max(count for _, _, count in PACES) * rounds)
    fields = [each for each in window.findChildren(SuggestField) if each.isVisible()]
    before = _recorded(ctx)
    watchdog = Watchdog(window)
    watchdog.start()
    told: dict[str, Any] = {}
    for name, pause, count in PACES:
        eye = Eye(fields)
        strokes = (
            key
            for turn in range(count * rounds)
            for key in keys_of(window, TOPICS[turn % len(TOPICS)], typed[turn], watchdog, _LOOK_MS // pause)
        )
        typist = Typist(window, eye, strokes, pause)
        typist.type_all()
        with watchdog.looking_away():
            _calm(window)
        told[name] = {
            "keys": typist.count,
            "echo": _pair(eye.painted.echo),
            "answer": _pair(eye.painted.answer),
            "answers": len(eye.painted.answer),
        }
    watchdog.stop()
    resident, own, peak = held()
    told |= {
        "recorded": _recorded(ctx) - before, "resident": resident, "own": own, "peak": peak,
        "over": sum(stall.own > 50 for stall in watchdog.stalls),
        "worst": [stall.as_dict() for stall in watchdog.worst(int(os.environ.get("VENTANILLA_WORST", "5")))],
    }  # fmt: skip
    window.tools.background.close()
    installation.close()
    return told


def _pair(seconds: list[float]) -> list[float]:
    found = samples([seconds])
    return [round(found.p50, 2), round(found.p99, 2)]


def _recorded(ctx: Context) -> int:
    row = ctx.store.row("SELECT count(*) FROM attention")
    return int(row[0]) if row else 0


if __name__ == "__main__":
    sys.stdout.write(json.dumps(probe(Path(sys.argv[1]), int(sys.argv[2])), ensure_ascii=False) + "\n")
    sys.stdout.flush()
    os._exit(0)

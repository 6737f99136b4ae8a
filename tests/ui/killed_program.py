"""The real program over a folder, typed into through its own event loop; it is there to be killed.

    python killed_program.py FOLDER

Reads one JSON list of keys a line, strikes them one after another from the event loop, and prints what has
happened, one JSON document a line: ``{"struck": n}`` after each key, ``{"shown": […]}`` when asked with ``"?"``.
``["…", "forever"]`` types its words over and over and never rests.
"""

from __future__ import annotations

import itertools
import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.bootstrap import open_installation
from ui.app import create_application, prepare_window
from ui.shell.window import MainWindow

PACE_MS = 4
NONE = Qt.KeyboardModifier.NoModifier


def say(document: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()


class Driver(QObject):
    """Strikes what it is told, a key at each beat."""

    heard = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._keys: Iterator[str] = iter(())
        self._struck = 0
        self._timer = QTimer(self)
        self._timer.setInterval(PACE_MS)
        self._timer.timeout.connect(self._beat)
        self.heard.connect(self._on_line)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self.heard.emit(line)

    def _on_line(self, line: str) -> None:
        keys = json.loads(line)
        if keys == ["?"]:
            screen = self._window.current_screen()
            desk = screen.desk
            say({"shown": [attention.to_draft() for attention in desk.all()],
                 "front": desk.front.slot if desk.front else None,
                 "busy": self._window.tools.background.busy()})  # fmt: skip
            return
        forever = keys[-1] == "forever"
        self._keys = itertools.cycle(keys[0]) if forever else iter(keys)
        self._timer.start()

    def _beat(self) -> None:
        key = next(self._keys, None)
        if key is None:
            self._timer.stop()
            say({"rests": self._struck})
            return
        target = QApplication.focusWidget() or self._window
        if len(key) > 1:
            chord = QKeySequence(key)[0]
            QTest.keyClick(target, chord.key(), chord.keyboardModifiers())
        else:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                code = ord(key.upper()) if key.isascii() else 0
                QApplication.sendEvent(target, QKeyEvent(kind, code, NONE, key))
        self._struck += 1
        say({"struck": self._struck})


def main(folder: Path) -> None:
    installation = open_installation(folder)
    app = create_application(["ventanilla"], "pe")
    window = prepare_window(app, installation, "ana")
    window.resize(1366, 690)
    window.show()
    window.activateWindow()
    driver = Driver(window)

    def begin() -> None:
        if window.tools.background.busy():
            QTimer.singleShot(20, driver, begin)
        else:
            say({"open": True})

    QTimer.singleShot(300, driver, begin)
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

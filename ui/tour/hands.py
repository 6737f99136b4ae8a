"""Ten fingers on a window: key events only, each with its name."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.screen import Screen
from ui.shell.window import MainWindow
from ui.tour.story import TourFailed

PATIENCE = 20.0
"""Seconds after which something that should have happened has not."""

_UNFINISHED = "los trabajos de la ventana no terminaron"
_PAUSE = 0.002
_STILL = 0.03
_MOST_STEPS = 80
_NONE = Qt.KeyboardModifier.NoModifier

S = TypeVar("S", bound=Screen)


def pump(seconds: float = 0.0) -> None:
    """Let the event loop work for a while; the workers get their turn between its rounds."""
    until = time.monotonic() + seconds
    while True:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if time.monotonic() >= until:
            return
        time.sleep(_PAUSE)


class Hands:
    """Presses keys where the focus is; ``told`` hears the name of each before it happens."""

    def __init__(self, window: MainWindow, told: Callable[[str], None]) -> None:
        self.window = window
        self._told = told

    def focused(self) -> QWidget:
        """Return where the keys go."""
        return QApplication.focusWidget() or QApplication.activeWindow() or self.window

    def press(self, *keys: str) -> None:
        """Press keys one after another, each named as menus name it: ``F2``, ``Ctrl+Return``, ``1``."""
        for key in keys:
            self._told(key)
            chord = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)[0]  # type: ignore[index]
            QTest.keyClick(self.focused(), chord.key(), chord.keyboardModifiers())
            pump()

    def write(self, text: str) -> None:
        """Type content letter by letter, also with accents."""
        self._told(f"«{text}»")
        for char in text:
            code = ord(char.upper()) if ord(char) < 128 else 0
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(self.focused(), QKeyEvent(kind, code, _NONE, char))
            pump()

    def rest(self, until: Callable[[], object] | None = None, what: str = "") -> None:
        """Wait until the workers are done, and until a condition holds.

        Raises TourFailed, with ``what`` was waited for, when it does not come to pass.
        """
        busy = self.window.tools.background.busy
        deadline = time.monotonic() + PATIENCE
        still_since: float | None = None
        while True:
            pump()
            if busy() or (until is not None and not until()):
                still_since = None
            else:
                now = time.monotonic()
                still_since = now if still_since is None else still_since
                # What was just delivered may have asked for more.
                if now - still_since >= _STILL:
                    return
            if time.monotonic() > deadline:
                raise TourFailed(
                    "; ".join(filter(None, (what, _UNFINISHED if busy() else ""))) or _UNFINISHED
                )
            time.sleep(_PAUSE)

    def screen(self, kind: type[S]) -> S:
        """Return the screen in front. Raises TourFailed when it is another."""
        found = self.window.current_screen()
        if not isinstance(found, kind):
            name = type(found).__name__ if found is not None else "ninguna"
            raise TourFailed(f"se esperaba la pantalla {kind.__name__} y está {name}")
        return found

    def record(self) -> None:
        """Ctrl+Enter, and wait for the record."""
        self.press("Ctrl+Return")
        self.rest()

    def reach(self, name: str) -> None:
        """Walk with Tab until the widget of that object name has the focus. Raises TourFailed."""
        self._walk(lambda: self.focused().objectName() == name, name)

    def reach_name(self, name: str) -> None:
        """Walk with Tab until a widget of that accessible name has the focus. Raises TourFailed."""
        self._walk(lambda: self.focused().accessibleName() == name, name)

    def reach_widget(self, widget: QWidget, what: str) -> None:
        """Walk with Tab until a widget has the focus. Raises TourFailed, saying ``what`` was meant."""
        self._walk(lambda: self.focused() is widget, what)

    def _walk(self, there: Callable[[], bool], what: str) -> None:
        for _ in range(_MOST_STEPS):
            if there():
                return
            self.press("Tab")
        raise TourFailed(f"Tab no llega a «{what}»")

    def visit(self, shortcut: str) -> None:
        """Go to a section and have it read again what others changed meanwhile."""
        self.press(shortcut)
        self.rest()
        self.press("F5")
        self.rest()

    def search(self, words: str, wanted: str) -> None:
        """Ctrl+K, some words, and Enter on the result whose title is ``wanted``."""
        field = self.window.top.search
        self.press("Ctrl+K")
        self.write(words)
        rows = field.popup().list

        def titles() -> list[str]:
            return [rows.item(row).text() for row in range(rows.count())]

        self.rest(lambda: wanted in titles(), f"Ctrl+K no encontró «{wanted}»")
        for _ in range(titles().index(wanted) - rows.currentRow()):
            self.press("Down")
        self.press("Return")
        self.rest()

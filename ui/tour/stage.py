"""Where the tour is played: the windows of each desk and person, and the pictures of them."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMessageLogContext, QPoint, QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ui import app as windows
from ui.app import Installation
from ui.kit import theme
from ui.kit.messages import Tone
from ui.kit.theme import ThemeName
from ui.reports.entry import FOLDER_KEY
from ui.shell.memory import MemoryKeeper
from ui.shell.window import MainWindow
from ui.tour.hands import Hands, pump
from ui.tour.story import TourFailed

CLIENT = (1366, 728)
"""Pixels of the window: a screen of 1366x768 less its task bar."""

_PREFERENCES = "tour.ini"
_SETTLED = 0.25


class Town(Protocol):
    """The municipality of a tour; the composition root hands it over."""

    def pass_time(self, seconds: float) -> None:
        """Let time go by, where the clock can be moved."""
        ...

    def desk(self) -> Installation:
        """Return the first desk."""
        ...

    def second_desk(self) -> Installation:
        """Return another desk of the same municipality; enrolled when first asked for."""
        ...

    @property
    def shared(self) -> Path:
        """The folder between the desks."""
        ...

    def digest(self, desk: Installation) -> str:
        """Return the digest of all that a desk knows; equal desks have equal ones."""
        ...


class Stage:
    """One window for each desk and person, made when first needed; one of them is in front."""

    def __init__(self, out: Path, look: ThemeName, told: Callable[[str], None]) -> None:
        self.out = out
        self._told = told
        self._application = _application(look)
        self._open: dict[tuple[Path, str], Hands] = {}
        self._front: Hands | None = None

    def enter(self, desk: Installation, login: str) -> Hands:
        """Bring a person's window to the front, opening it on the first call."""
        key = (desk.folder, login)
        hands = self._open.get(key)
        if self._front is not None and self._front is not hands:
            self._front.window.hide()
        if hands is None:
            hands = Hands(self._window(desk, login), self._told)
            self._open[key] = hands
        self._front = hands
        window = hands.window
        window.resize(*CLIENT)
        window.show()
        window.activateWindow()
        hands.rest(window.isActiveWindow, "la ventana no llegó al frente")
        return hands

    def _window(self, desk: Installation, login: str) -> MainWindow:
        preferences = QSettings(str(desk.folder / _PREFERENCES), QSettings.Format.IniFormat)
        preferences.setValue(FOLDER_KEY, str(self.out))
        window = windows.open_window(desk, login, preferences)
        MemoryKeeper(window)
        return window

    def complaints(self) -> list[str]:
        """Return the errors that the window in front shows."""
        if self._front is None:
            return []
        shown = self._front.window.messages.messages()
        return [message.text for message in shown if message.tone is Tone.ERROR]

    def settle(self) -> None:
        """Wait until the window in front has come to rest, its short timers included."""
        pump(_SETTLED)
        if self._front is not None:
            self._front.rest()

    def picture(self, path: Path) -> None:
        """Save what is on the screen: the window in front and whatever lies over it."""
        if self._front is None:
            raise TourFailed("no hay una ventana que fotografiar")
        window = self._front.window
        shot = window.grab()
        painter = QPainter(shot)
        for over in _over(window):
            painter.drawPixmap(over.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint()), over.grab())
        painter.end()
        _save(shot, path)

    def close(self) -> None:
        """Close every window as its person does, and wait for the workers."""
        for desk, login in list(self._open):
            self._leave(desk, login)
        pump()

    def leave(self, desk: Installation, login: str) -> None:
        """Close a person's window, if it is open: their day is over."""
        if (desk.folder, login) in self._open:
            self._leave(desk.folder, login)
            pump()

    def _leave(self, folder: Path, login: str) -> None:
        hands = self._open.pop((folder, login))
        if self._front is hands:
            self._front = None
        hands.window.close()
        hands.window.tools.background.close()
        hands.window.deleteLater()


class Mishaps:
    """Collects the errors that nobody caught, of every thread."""

    def __init__(self) -> None:
        self.errors: list[BaseException] = []

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Stand in for Python's own printing of errors."""
        before = (sys.excepthook, threading.excepthook)
        loud = qInstallMessageHandler(_say)
        sys.excepthook = lambda _kind, error, _trace: self.errors.append(error)
        threading.excepthook = lambda args: self.errors.append(args.exc_value or args.exc_type())
        try:
            yield
        finally:
            qInstallMessageHandler(loud)
            sys.excepthook, threading.excepthook = before


def _say(_kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
    """Pass on what Qt has to say, but that a screen in memory has no window manager."""
    if "propagateSizeHints" not in text:
        sys.stderr.write(f"{text}\n")


def _application(look: ThemeName) -> QApplication:
    found = QApplication.instance()
    application = (
        found if isinstance(found, QApplication) else windows.create_application(["ventanilla"], "pe")
    )
    theme.apply_theme(application, look)
    return application


def _over(window: QWidget) -> list[QWidget]:
    """Return the dialogs and pop-ups of a window that can be seen, the lowest first."""
    return [
        each
        for each in QApplication.topLevelWidgets()
        if each is not window and each.isVisible() and _belongs(each, window)
    ]


def _belongs(widget: QWidget, window: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and above is not window:
        above = above.parentWidget()
    return above is window


def _save(shot: QPixmap, path: Path) -> None:
    if not shot.save(str(path)):
        raise TourFailed(f"no se pudo guardar la imagen {path}")

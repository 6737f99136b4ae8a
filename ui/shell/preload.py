"""Has the icons and the other screens' modules ready before they are needed.

Loading a screen's modules takes as long as making its widgets, and both together are felt. A worker
loads them once the first screen stands and nobody waits; the interpreter shares its time with the windows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal

from ui.kit import icons
from ui.kit.operations import Background, Failure
from ui.kit.screen import ScreenEntry

_AFTER_MS = 400
_PAUSE_MS = 30
_ENTRY = ".entry"


class Preloader(QObject):
    """Loads one screen after another, only while no other work is under way."""

    done = Signal()
    """Everything is loaded."""

    def __init__(self, parent: QObject, background: Background, entries: Sequence[ScreenEntry]) -> None:
        super().__init__(parent)
        self._background = background
        names = [name for entry in entries if (name := screen_module(entry))]
        self._steps: list[Callable[[], object]] = [icons.read_all]
        self._steps += [partial(import_module, name) for name in names]
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)
        self._timer.start(_AFTER_MS)

    def _next(self) -> None:
        if self._background.busy():
            self._timer.start(_AFTER_MS)
            return
        if not self._steps:
            self.done.emit()
            return
        step = self._steps.pop(0)
        self._background.read(self, step).on_success(lambda _loaded: self._timer.start(_PAUSE_MS)).on_failure(
            self._leave
        ).run()

    def _leave(self, _failure: Failure) -> None:
        # What cannot be loaded says so when the screen is visited.
        self._timer.start(_PAUSE_MS)


def screen_module(entry: ScreenEntry) -> str:
    """Return the module that an entry's screen is made from: named, or ``screen`` beside ``entry``; "" without."""
    if entry.module:
        return entry.module
    module = entry.make.__module__
    return module.removesuffix(_ENTRY) + ".screen" if module.endswith(_ENTRY) else ""

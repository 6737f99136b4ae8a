"""Has memory looked through when nobody works with the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop_app.system import memory
from ui.shell.preload import Preloader

_TICK_MS = 60_000
SWEEP_MS = 100
UNWATCHED = 5
"""Minutes between collections while the window is not in front."""
AT_MOST = 60
"""Minutes after which memory is looked through even while somebody works."""


class Sweeper(QTimer):
    """Collects young objects on this thread: on a worker's, a closed window would end where it must not."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setInterval(SWEEP_MS)
        self.timeout.connect(memory.sweep)


class MemoryKeeper(QTimer):
    """Lets memory be once everything is loaded, then sweeps it, and tidies it in quiet minutes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._minutes = 0
        self._sweeper = Sweeper(self)
        self.setInterval(_TICK_MS)
        self.timeout.connect(self.pass_minute)
        for preloader in window.findChildren(Preloader):
            preloader.done.connect(self._begin)

    def pass_minute(self) -> None:
        """Tidy if it is time."""
        self._minutes += 1
        waited = AT_MOST if self._window.isActiveWindow() else UNWATCHED
        if self._minutes >= waited:
            self._minutes = 0
            memory.tidy()

    def _begin(self) -> None:
        memory.settle()
        self._sweeper.start()
        self.start()

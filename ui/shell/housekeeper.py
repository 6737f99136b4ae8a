"""Does what may wait, a little after the last change and while nobody waits for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from desktop_app.services.context import Context
from desktop_app.services.housekeeping import tidy
from ui.kit.operations import Failure
from ui.shell.window import MainWindow

_AFTER_MS = 1_500
_SELDOM_MS = 10 * 60_000


class Housekeeper(QObject):
    """Has the search index follow the changes, and the database tidied every ten minutes."""

    def __init__(self, window: MainWindow, context: Context) -> None:
        super().__init__(window)
        self._background = window.tools.background
        self._context = context
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self.tidy)
        self._seldom = QTimer(self)
        self._seldom.setInterval(_SELDOM_MS)
        self._seldom.timeout.connect(self.tidy)
        self._seldom.start()
        self._background.changed.connect(lambda _changes: self._soon.start())
        self._soon.start()

    def tidy(self) -> None:
        """Do one portion; more of it comes after a pause, so that a clerk's write never queues long."""
        if self._background.busy():
            self._soon.start()
            return
        work = self._background.write(self, lambda: tidy(self._context))
        # The search flushes the queue itself before it looks, so a failure here loses nothing.
        work.on_success(self._go_on).on_failure(self._leave).run()

    def _go_on(self, done: int) -> None:
        if done:
            self._soon.start()

    def _leave(self, _failure: Failure) -> None:
        return

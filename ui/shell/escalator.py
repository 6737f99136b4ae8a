"""Has who must hear of a pressing case told as time goes by, and never in anybody's way."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from desktop_app.services.context import Context
from desktop_app.services.escalation import Swept, sweep
from ui.kit.operations import Failure
from ui.shell.window import MainWindow

_EVERY_MS = 60_000
_FIRST_MS = 20_000
_SOON_MS = 2_000


class Escalator(QObject):
    """Every minute; after a full portion the rest follows soon, with room for a clerk's record in between."""

    def __init__(self, window: MainWindow, context: Context) -> None:
        super().__init__(window)
        self._background = window.tools.background
        self._context = context
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.sweep)
        self._soon.start(_FIRST_MS)

    def sweep(self) -> None:
        """Tell one portion; while somebody's record is being written, a little later."""
        if self._background.busy():
            self._soon.start(_SOON_MS)
            return
        context = self._context
        work = self._background.write(self, lambda: sweep(context))
        # What could not be told now is told in a minute.
        work.on_success(self._on_done).on_failure(self._leave).run()

    def _on_done(self, done: Swept) -> None:
        if done.more:
            self._soon.start(_SOON_MS)

    def _leave(self, _failure: Failure) -> None:
        return

"""Exchanges with the shared folder by itself, now and then, and never in anybody's way."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from desktop_app.services import exchange
from desktop_app.services.access import CONSOLE
from desktop_app.services.context import Context
from desktop_app.services.exchange import Custody, Exchanged
from desktop_app.system.progress import CancelToken, Progress
from ui.kit.operations import Failure
from ui.shell.window import MainWindow

_EVERY_MS = 5 * 60_000
_FIRST_MS = 20_000


class Exchanger(QObject):
    """Every five minutes, where a folder is set. It is the machine's act, whoever sits at it.

    A folder that does not answer may keep a thread for long, so this runs beside the writes, not among
    them; each bundle is one short transaction. Why it failed stands in Ajustes and in the status bar.
    """

    def __init__(self, window: MainWindow, context: Context, custody: Custody) -> None:
        super().__init__(window)
        self._background = window.tools.background
        self._context = context.acting_as(CONSOLE)
        self._custody = custody
        self._running = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.exchange)
        self._timer.start()
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(_FIRST_MS)
        self._first.timeout.connect(self.exchange)
        self._first.start()

    def exchange(self) -> None:
        """Exchange once, unless there is no folder or the last time has not ended."""
        if self._running:
            return
        self._running = True
        work = self._background.long_read(self, self._work)
        work.on_success(self._on_done).on_failure(self._on_failed).on_cancel(self._on_ended).run()

    def _work(self, progress: Progress, token: CancelToken) -> Exchanged | None:
        if not exchange.folder_of(self._context):
            return None
        return self._custody.exchange(self._context, lambda: token.cancelled, progress)

    def _on_done(self, done: Exchanged | None) -> None:
        self._on_ended()
        if done is not None:
            self._background.changed.emit(done.changes)

    def _on_failed(self, _failure: Failure) -> None:
        # The service has kept the sentence; whoever looks at the state reads it there.
        self._on_ended()

    def _on_ended(self) -> None:
        self._running = False

"""What happens when the program itself fails: a calm sentence, a log line, nothing lost."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication

from desktop_app.system import logs

_LOG = logs.logger("ui.errors")


def general_sentence() -> str:
    """Return what is said when nobody knows better; typed text is still where it was."""
    return QCoreApplication.translate(
        "Errors",
        "Algo no salió como se esperaba. Lo que escribió sigue en pantalla y puede continuar. "
        "Si se repite, avise a soporte.",
    )


class ErrorWatch:
    """Takes every uncaught error of every thread while it is installed."""

    def __init__(self, tell: Callable[[str], None], keep_drafts: Callable[[], None]) -> None:
        self._tell = tell
        self._keep_drafts = keep_drafts
        self._inside = False
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Stand in for Python's own printing of errors."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.take
        threading.excepthook = self._take_from_thread

    def remove(self) -> None:
        """Give Python its own printing back."""
        sys.excepthook, threading.excepthook = self._before

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the error without values, keep drafts, say a calm sentence."""
        if isinstance(error, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        _LOG.error("uncaught error", exc_info=error)
        # A failure while telling of a failure must not go round in circles.
        if self._inside or threading.current_thread() is not threading.main_thread():
            return
        self._inside = True
        try:
            self._keep_drafts()
            self._tell(general_sentence())
        finally:
            self._inside = False

    def _take_from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.take(args.exc_type, args.exc_value, args.exc_traceback)

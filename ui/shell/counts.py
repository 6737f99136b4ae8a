"""Keeps the numbers at the rail true: what waits for the person in a section they are not looking at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from ui.kit.operations import Failure
from ui.kit.screen import ScreenEntry
from ui.shell.window import MainWindow

_EVERY_MS = 30_000


class CountWatch(QObject):
    """Counts every half minute, and at once when one of a section's things changes; never on the UI thread."""

    def __init__(self, window: MainWindow, entries: Sequence[ScreenEntry]) -> None:
        super().__init__(window)
        self._window = window
        self._entries = [entry for entry in entries if entry.waiting is not None]
        window.tools.background.changed.connect(self._on_changed)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.ask)
        if self._entries:
            self._timer.start()
        self.ask()

    def ask(self, changes: frozenset[str] = frozenset()) -> None:
        """Count again where one of these kinds of things matters; an empty set means everywhere."""
        for entry in self._entries:
            if entry.waiting is not None and (not changes or changes & entry.counts):
                read = self._window.tools.background.read(self, entry.waiting)
                # A number that cannot be read now is read again in half a minute; the last one stays.
                read.on_success(partial(self._window.rail.set_count, entry.id)).on_failure(_keep).run()

    def _on_changed(self, changes: frozenset[str]) -> None:
        self.ask(changes)


def _keep(_failure: Failure) -> None:
    return

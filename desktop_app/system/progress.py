"""How long work tells how far it is, and how it is asked to stop."""

from __future__ import annotations

import threading
from typing import Protocol


class Cancelled(Exception):
    """The work was asked to stop; whoever raises it has left nothing half done."""


class Progress(Protocol):
    """Receives how many of how many parts are done; ``total`` is 0 while it is unknown."""

    def __call__(self, done: int, total: int) -> None:
        """Note the advance; cheap enough to call for every row."""
        ...


class CancelToken:
    """A wish to stop, set by one thread and looked at by another."""

    def __init__(self) -> None:
        self._event = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Ask to stop; the work ends at its next look."""
        self._event.set()

    def rest(self, seconds: float) -> None:
        """Wait that long, or until somebody asks to stop."""
        self._event.wait(seconds)

    def check(self) -> None:
        """Raise Cancelled when somebody asked to stop."""
        if self._event.is_set():
            raise Cancelled


def silent(done: int, total: int) -> None:
    """Be a Progress that nobody watches."""
    del done, total

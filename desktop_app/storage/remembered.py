"""What is made from stored data and kept until that data changes."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


class Remembered:
    """Values by name, each made again when a kind of thing that it comes from has been written.

    The kinds are those of operations: ``topic``, ``unit``. Safe to use from several threads.
    """

    def __init__(self) -> None:
        self._writes: Counter[str] = Counter()
        self._era = 0
        self._values: dict[str, tuple[Hashable, Any]] = {}
        self._lock = threading.RLock()

    def note(self, kinds: Iterable[str]) -> None:
        """Take notice that things of these kinds were written; called after the commit."""
        with self._lock:
            self._writes.update(set(kinds))

    def forget(self) -> None:
        """Have everything made again: the database was written past the journal."""
        with self._lock:
            self._era += 1

    def get(self, name: str, kinds: Iterable[str], make: Callable[[], T], *, also: Hashable = None) -> T:
        """Return the value of that name, made when it is missing, old, or ``also`` is not what it was.

        One thread makes it and the others wait. What is written while it is made makes it old at once.
        """
        with self._lock:
            token = (self._era, *(self._writes[kind] for kind in kinds), also)
            known = self._values.get(name)
            if known is not None and known[0] == token:
                value: T = known[1]
                return value
            value = make()
            self._values[name] = (token, value)
            return value

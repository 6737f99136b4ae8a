"""Acts that come too early: what an Enter faster than its search chose must be taken first."""

from __future__ import annotations

from collections.abc import Callable


class Afterwards:
    """Keeps acts in their order while something is on its way that they depend on."""

    def __init__(self, waits: Callable[[], bool]) -> None:
        self._waits = waits
        self._acts: list[Callable[[], object]] = []

    def keeps(self, act: Callable[[], object]) -> bool:
        """Keep an act for later; False, and nothing is kept, when it can be done at once."""
        if self._waits():
            self._acts.append(act)
            return True
        return False

    def forget(self) -> None:
        """Do none of it: what was waited for was given up."""
        self._acts.clear()

    def go_on(self) -> None:
        """Do what was kept, as far as nothing else is waited for."""
        while self._acts and not self._waits():
            self._acts.pop(0)()

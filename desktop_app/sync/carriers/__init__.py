"""Ways for bundles to travel."""

from __future__ import annotations

from typing import Protocol


class Carrier(Protocol):
    """A place where every desk leaves its bundles and finds those of the others."""

    def names(self) -> list[str]:
        """Return the names of the bundle files there. Raises EnvironmentFault when it does not answer."""
        ...

    def read(self, name: str) -> bytes | None:
        """Return a file's content, or None when it cannot be read now. Raises EnvironmentFault."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Leave a file there, complete or not at all, never over another. Raises EnvironmentFault."""
        ...

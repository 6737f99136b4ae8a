"""The clock is passed in, so that tests and the demo can stand at any moment."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...

    def milliseconds(self) -> int:
        """Return the present moment as milliseconds since 1970 (UTC)."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)

    def milliseconds(self) -> int:
        """Return the present moment as milliseconds since 1970 (UTC)."""
        return time.time_ns() // 1_000_000


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        """Return the moment the clock stands at, aware, in UTC."""
        return self._moment

    def milliseconds(self) -> int:
        """Return the moment the clock stands at as milliseconds since 1970 (UTC)."""
        return int(self._moment.timestamp() * 1000)

    def advance(self, **delta: float) -> None:
        """Move forward by ``timedelta(**delta)``."""
        self._moment += timedelta(**delta)

    def set(self, moment: datetime) -> None:
        """Stand at another moment, also an earlier one."""
        self._moment = moment.astimezone(UTC)

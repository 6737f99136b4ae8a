"""Waits within an attention, as they are stored: ``[[reason, seconds], …]`` in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from desktop_app.domain.values import HoldReason

_REASONS: Final = {reason.value: reason for reason in HoldReason}

Hold = tuple[HoldReason, int]
"""Why the citizen waited, and how many seconds."""

_LONGEST: Final = 24 * 3600
"""Seconds; an attention lasts no day, so what says more, or less than nothing, was no wait."""


def stored_holds(stored: str) -> list[Hold]:
    """Return the waits that can be read; a newer program's reason is another reason."""
    return _readable(json.loads(stored))


def all_stored_holds(stored: Iterable[str]) -> Iterator[list[Hold]]:
    """Yield the waits of many attentions, read as one document: of thousands that is faster."""
    return map(_readable, json.loads(f"[{','.join(stored)}]"))


def _readable(holds: list[Any]) -> list[Hold]:
    return [
        (_REASONS.get(hold[0], HoldReason.OTHER) if isinstance(hold[0], str) else HoldReason.OTHER, hold[1])
        for hold in holds
        if isinstance(hold, list) and len(hold) == 2 and isinstance(hold[1], int) and 0 <= hold[1] <= _LONGEST
    ]

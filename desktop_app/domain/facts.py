"""Reading facts that may come from any version of the program, or from a hostile desk.

What has another type, or could not be shown, counts as absent: a forged number must not close the lists
of every desk that receives it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

Reader = Callable[[object], Any]

_EARLIEST: Final = -2_208_988_800
_LATEST: Final = 32_503_680_000
"""The years 1900 to 2999: what every zone of every system can show."""

_ID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


def words(value: object) -> str | None:
    """Return a text, or None."""
    return value if isinstance(value, str) else None


def number(value: object) -> int | None:
    """Return an integer (a truth value as 0 or 1), or None."""
    return int(value) if isinstance(value, int) else None


def tally(value: object) -> int | None:
    """Return a count that something can be added to, or None."""
    found = number(value)
    return found if found is not None and 0 <= found < 1_000_000 else None


def moment(value: object) -> int | None:
    """Return epoch seconds of a year that can be shown, or None."""
    if isinstance(value, int) and not isinstance(value, bool) and _EARLIEST <= value < _LATEST:
        return value
    return None


def day(value: object) -> int | None:
    """Return a date as yyyymmdd, or None for what is no date."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    try:
        date(value // 10_000, value // 100 % 100, value % 100)
    except (ValueError, OverflowError):
        return None
    return value


def hour(value: object) -> int | None:
    """Return an hour of a day, or None."""
    found = number(value)
    return found if found is not None and 0 <= found < 24 else None


def ident(value: object) -> str | None:
    """Return the text of an id, or None."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def mapping(value: object) -> Mapping[str, Any] | None:
    """Return a mapping, or None."""
    return value if isinstance(value, Mapping) else None


def listing(value: object) -> list[Any] | None:
    """Return a list, or None."""
    return value if isinstance(value, list) else None


def read(readers: Mapping[str, Reader], source: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of ``source`` that ``readers`` name and can read."""
    found = {name: reader(source[name]) for name, reader in readers.items() if name in source}
    return {name: value for name, value in found.items() if value is not None}

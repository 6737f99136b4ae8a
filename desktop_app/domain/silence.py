"""How long a citizen may be left without a word (training manual 4.2: constant communication with the citizen).

Counted in days of the office's calendar on the wall, because that is how a citizen counts: who wrote on Monday has
waited two days on Wednesday.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState, Level

SETTING: Final = "contact.silence"
MOST_DAYS: Final = 60

DEFAULTS: Final[Mapping[Level, int]] = {Level.SIMPLE: 3, Level.COMPLEX: 5, Level.CRITICAL: 1}
"""Days. A simple case should be over after two, a complex one after a week; a critical one is watched every day."""

_WAITING: Final = frozenset(
    {
        CaseState.REGISTERED,
        CaseState.REFERRED,
        CaseState.IN_PROGRESS,
        CaseState.WAITING_CITIZEN,
        CaseState.REOPENED,
    }
)
"""States in which somebody waits for news."""


def silent_days(
    state: CaseState, last_contact: datetime | None, now: datetime, *, reachable: bool
) -> int | None:
    """Return for how many days nobody has spoken with the citizen; None where there is nobody to speak with.

    Both moments are local. A contact in the future (another desk's clock) is none of long ago.
    """
    if state not in _WAITING or not reachable or last_contact is None:
        return None
    return max((now.date() - last_contact.date()).days, 0)


def too_silent(level: Level, days: int | None, limits: Mapping[Level, int]) -> bool:
    """Tell whether that is too long for a level."""
    return days is not None and days >= limits.get(level, DEFAULTS[level])


def checked_limits(limits: Mapping[Level, int]) -> dict[Level, int]:
    """Return the limits as they are kept. Raises InvalidInput (``field``: the level's value) outside 1 to 60."""
    for level in Level:
        if not 1 <= limits.get(level, DEFAULTS[level]) <= MOST_DAYS:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "Escriba entre 1 y {most} días."), field=level.value, most=MOST_DAYS
            )
    return {level: limits.get(level, DEFAULTS[level]) for level in Level}


def limit_facts(limits: Mapping[Level, int]) -> dict[str, int]:
    """Return the limits as the setting holds them."""
    return {level.value: days for level, days in limits.items()}


def limits_from(stored: object) -> dict[Level, int]:
    """Return the limits that a setting holds, over the defaults. Total: another desk may have written anything."""
    found = dict(DEFAULTS)
    if isinstance(stored, Mapping):
        for level in Level:
            days = stored.get(level.value)
            if type(days) is int and 1 <= days <= MOST_DAYS:
                found[level] = days
    return found

"""When complaints are recurrent: the profile's rule as an office may change it (training manual 5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.profile import RecurrenceRule
from desktop_app.domain.text import QT_TRANSLATE_NOOP

COUNT: Final = "recurrence.count"
WINDOW: Final = "recurrence.window_days"
UNATTENDED: Final = "recurrence.unattended"
MOST_COMPLAINTS: Final = 20
MOST_DAYS: Final = 730


def checked_rule(rule: RecurrenceRule) -> RecurrenceRule:
    """Return the rule; raise InvalidInput, its ``field`` a key of the settings, where it can't hold."""
    if not 2 <= rule.count <= MOST_COMPLAINTS:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Las quejas para llamarse recurrentes van de 2 a {most}."),
            field=COUNT,
            most=MOST_COMPLAINTS,
        )
    if not 1 <= rule.window_days <= MOST_DAYS:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Los días en que se cuentan van de 1 a {most}."),
            field=WINDOW,
            most=MOST_DAYS,
        )
    if not 1 <= rule.unattended < rule.count:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Las que deben estar sin atender van de 1 a {most}."),
            field=UNATTENDED,
            most=rule.count - 1,
        )
    return rule


def rule_facts(rule: RecurrenceRule) -> dict[str, int]:
    """Return the settings that say this rule."""
    return {COUNT: rule.count, WINDOW: rule.window_days, UNATTENDED: rule.unattended}


def rule_from(settings: Mapping[str, Any], profile: RecurrenceRule) -> RecurrenceRule:
    """Return the office's rule; the profile's own where there is none that can be read and can hold."""
    numbers = [
        value if isinstance(value, int) and not isinstance(value, bool) else default
        for value, default in (
            (settings.get(COUNT), profile.count),
            (settings.get(WINDOW), profile.window_days),
            (settings.get(UNATTENDED), profile.unattended),
        )
    ]
    try:
        return checked_rule(RecurrenceRule(*numbers))
    except InvalidInput:
        return profile

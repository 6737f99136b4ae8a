"""After how many days without a word a case is shown, by level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.domain.silence import DEFAULTS, SETTING, checked_limits, limit_facts
from desktop_app.domain.values import Level
from desktop_app.services import settings
from desktop_app.services.context import Context


@dataclass(frozen=True, slots=True)
class SilenceSaved:
    """The kinds of things that changed: cases show it."""

    changes: frozenset[str] = field(default_factory=lambda: settings.CHANGES | {"case"})


def limits(ctx: Context) -> Mapping[Level, int]:
    """Return the limits in force, in days."""
    return ctx.rules.silence


def save_limits(ctx: Context, wanted: Mapping[Level, int]) -> SilenceSaved:
    """Write the limits. Raises InvalidInput as ``checked_limits``, NotAllowed."""
    settings.change_settings(ctx, {SETTING: limit_facts(checked_limits(wanted))})
    return SilenceSaved()


def program_limits() -> Mapping[Level, int]:
    """Return what the program proposes."""
    return DEFAULTS

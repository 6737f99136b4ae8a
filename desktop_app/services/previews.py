"""What would be promised to the citizen if the case were opened now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.case_clocks import case_clocks, late_opening_warning
from desktop_app.domain.values import Level
from desktop_app.services.context import Context


@dataclass(frozen=True, slots=True)
class TermPreview:
    """The term that ends first, why, and for a critical case its first answer; office's zone."""

    due: datetime
    explanation: str
    first_answer: datetime | None
    warning: str


def preview_terms(ctx: Context, level: Level, query_type: str, opened: datetime | None = None) -> TermPreview:
    """Return the due moments of a case that would be opened now, or was at the aware moment ``opened``."""
    profile, calendar, now = ctx.profile, ctx.calendar, opened or ctx.now()
    kind = query_type if query_type in profile.request_types else None
    clocks = case_clocks(level, kind, profile, calendar, now)
    resolution = min(
        (each for each in (clocks.internal, clocks.legal) if each is not None), key=lambda each: each.due
    )
    first = clocks.first_answer
    return TermPreview(
        due=resolution.due.astimezone(ctx.zone),
        explanation=resolution.explanation,
        first_answer=first.due.astimezone(ctx.zone) if first else None,
        warning=late_opening_warning(profile.level_terms(level), now, calendar) or "",
    )

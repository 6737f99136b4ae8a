"""What a step would do to the clocks of a case, computed as the step itself will compute it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from desktop_app.domain.case_fold import Case
from desktop_app.domain.values import CaseState, Level
from desktop_app.services.access import Permission, require
from desktop_app.services.case_writing import after_step, read
from desktop_app.services.context import Context, epoch
from desktop_app.services.terms import terms_now

NAMES: Final = ("first", "internal", "legal")
"""The clocks in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class ClockChange:
    """A clock before and after a step; moments in the office's zone, None while it stands still or is gone.

    ``stands``: it exists afterwards but does not run. ``why`` explains the moment after the step.
    """

    name: str
    before: datetime | None
    after: datetime | None
    stands: bool
    why: str


def of_pause(ctx: Context, case: bytes) -> tuple[ClockChange, ...]:
    """Return what pausing would do now; a clock that stands has no moment until the case is resumed."""
    current, at = _read(ctx, case)
    to = CaseState.WAITING_CITIZEN
    return clock_changes(
        ctx, current.due, terms_now(ctx, after_step(current, to, epoch(at)), state=to, at=at)
    )


def of_resuming(ctx: Context, case: bytes) -> tuple[ClockChange, ...]:
    """Return by how much the present pause moves each clock: without it, and with it until now."""
    current, at = _read(ctx, case)
    to = CaseState.IN_PROGRESS
    without = replace(current, pauses=[pause for pause in current.pauses if pause[1] is not None])
    return clock_changes(
        ctx,
        terms_now(ctx, without, state=to, at=at),
        terms_now(ctx, after_step(current, to, epoch(at)), state=to, at=at),
    )


def of_level(ctx: Context, case: bytes, level: Level) -> tuple[ClockChange, ...]:
    """Return what another level would do to the clocks now."""
    current, at = _read(ctx, case)
    state = current.state
    if level is Level.CRITICAL and state is CaseState.WAITING_CITIZEN:
        state = CaseState.IN_PROGRESS
    return clock_changes(ctx, current.due, terms_now(ctx, current, level=level, state=state, at=at))


def of_type(ctx: Context, case: bytes, query_type: str) -> tuple[ClockChange, ...]:
    """Return what another type of request would do to the clocks now: it changes the legal term."""
    current, at = _read(ctx, case)
    return clock_changes(ctx, current.due, terms_now(ctx, with_type(current, query_type), at=at))


def with_type(case: Case, query_type: str) -> Case:
    """Return the case as it would be with another type of request: an extension of the old term ends."""
    if case.values.get("query_type") == query_type:
        return case
    kept = {name: each for name, each in case.extensions.items() if name != "legal"}
    return replace(case, values={**case.values, "query_type": query_type}, extensions=kept)


def clock_changes(
    ctx: Context, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[ClockChange, ...]:
    """Return the clocks that due facts tell of, as they stood and as they will stand."""
    return tuple(
        ClockChange(
            name,
            ctx.local(before.get(name)),
            ctx.local(after.get(name)),
            stands=f"why_{name}" in after and after.get(name) is None,
            why=str(after.get(f"why_{name}") or ""),
        )
        for name in NAMES
        if f"why_{name}" in before or f"why_{name}" in after
    )


def _read(ctx: Context, case: bytes) -> tuple[Case, datetime]:
    require(ctx.actor, Permission.READ_CASES)
    return read(ctx, case), ctx.now()

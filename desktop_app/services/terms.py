"""The due moments of a case as events carry them (training manual 4.3; the legal term of the profile)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from desktop_app.domain.case_clocks import case_clocks
from desktop_app.domain.case_fold import Case
from desktop_app.domain.clocks import Pause, moment_of_fraction
from desktop_app.domain.deadlines import Deadline
from desktop_app.domain.extensions import Clock, Extension, extended
from desktop_app.domain.values import CaseState, Level
from desktop_app.services.context import Context, epoch

WARNING = 0.75
"""Share of a term after which the responsible person is warned."""


def opening_terms(ctx: Context, level: Level, query_type: str | None, opened: datetime) -> dict[str, Any]:
    """Return the due facts of a case that is opened now."""
    return _facts(ctx, level, query_type, opened, (), None, waiting=False, answered=False)


def terms_now(
    ctx: Context, case: Case, *, level: Level | None = None, state: CaseState | None = None, at: datetime
) -> dict[str, Any]:
    """Return the due facts of a case as they stand after a change at ``at``.

    ``level`` and ``state`` are the ones after the change. A clock that stands still while the case
    waits on the citizen has no due moment until it runs again. A case from another system has no terms
    but those of being raised to critical here.
    """
    level = level or case.level
    historic = bool(case.values.get("historic"))
    if historic and level is not Level.CRITICAL:
        return {}
    state = state or case.state
    waiting = state is CaseState.WAITING_CITIZEN
    opened = ctx.local(case.values.get("opened")) or at
    pauses = []
    for start, end in case.pauses:
        begin, finish = ctx.local(start), ctx.local(end)
        if begin is not None:
            pauses.append(Pause(begin, finish if finish is not None else (None if waiting else at)))
    raised = ctx.local(case.raised_at) if level is Level.CRITICAL and case.level is Level.CRITICAL else None
    if level is Level.CRITICAL and raised is None:
        raised = at
    extensions = {}
    for clock, (until, granted) in case.extensions.items():
        last, since = ctx.local(until), ctx.local(granted)
        if (
            last is not None
            and since is not None
            and not (clock == Clock.INTERNAL and level is Level.CRITICAL)
        ):
            extensions[clock] = Extension(last, since)
    return _facts(
        ctx,
        level,
        None if historic else case.values.get("query_type"),
        opened,
        tuple(pauses),
        _later(raised, opened),
        waiting=waiting,
        answered=case.first_answer is not None and case.level is level,
        as_of=at,
        extensions=extensions,
    )


_NONE: Final[Mapping[str, Extension]] = {}


def _facts(
    ctx: Context,
    level: Level,
    query_type: str | None,
    opened: datetime,
    pauses: tuple[Pause, ...],
    raised: datetime | None,
    *,
    waiting: bool,
    answered: bool,
    as_of: datetime | None = None,
    extensions: Mapping[str, Extension] = _NONE,
) -> dict[str, Any]:
    profile = ctx.profile
    kind = query_type if query_type in profile.request_types else None
    clocks = case_clocks(level, kind, profile, ctx.calendar, opened, pauses, raised, as_of=as_of)
    internal_terms = profile.level_terms(level)
    internal_pauses = internal_terms.pausable or not internal_terms.resolution.elapsed
    legal_pauses = kind is not None and profile.request_types[kind].pausable
    internal_stands = waiting and internal_pauses
    legal_stands = waiting and legal_pauses
    facts: dict[str, Any] = {}
    running = {
        "internal": (clocks.internal, internal_stands and level is not Level.CRITICAL),
        "first": (None if answered else clocks.first_answer, False),
        "legal": (clocks.legal, legal_stands),
    }
    for name, (found, stands) in running.items():
        if found is None:
            continue
        if name in extensions:
            takes = internal_pauses if name == "internal" else legal_pauses
            found = extended(  # noqa: PLW2901 - the clock as it stands with its extension
                found, extensions[name], ctx.calendar, pauses if takes else (), as_of=as_of
            )
        facts[f"why_{name}"] = found.explanation
        if not stands:
            facts[name] = epoch(found.due)
            warning = moment_of_fraction(
                found.run, ctx.calendar, WARNING, _paused(found, pauses), as_of=as_of
            )
            facts[f"warn_{name}"] = epoch(warning)
            # For programs that know one moment for all clocks.
            facts["warn"] = min(facts.get("warn", facts[name]), epoch(warning))
    return facts


def _later(raised: datetime | None, opened: datetime) -> datetime | None:
    # By the moment, not by the wall clock: an hour that comes twice would turn the two around.
    return None if raised is None else max(raised, opened, key=epoch)


def _paused(found: Deadline, pauses: tuple[Pause, ...]) -> tuple[Pause, ...]:
    return pauses if found.paused else ()

"""Giving a case more time: an extension (prórroga) of the internal target or of the legal term."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from desktop_app.domain.case_fold import Case
from desktop_app.domain.cleaning import clean_note
from desktop_app.domain.clocks import TermUnit
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.extensions import EXTENSION, Clock, check_clock, check_until, extended_to
from desktop_app.domain.profile import RequestType
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState
from desktop_app.services.access import Permission, require
from desktop_app.services.case_previews import ClockChange, clock_changes
from desktop_app.services.case_writing import CaseSaved, load, number_of, read, require_open
from desktop_app.services.context import Context, epoch
from desktop_app.services.terms import terms_now
from desktop_app.services.writing import append


@dataclass(frozen=True, slots=True)
class Extendable:
    """A clock of a case; ``refusal`` says why it can not be extended, empty when it can."""

    clock: Clock
    due: datetime | None
    refusal: str = ""


def extendable(ctx: Context, case: bytes) -> tuple[Extendable, ...]:
    """Return both clocks of a case, and for each why it can not be extended."""
    require(ctx.actor, Permission.READ_CASES)
    current = read(ctx, case)
    found = []
    for clock in Clock:
        due = _running(ctx, current, clock)
        refusal = ""
        try:
            check_clock(clock, current.level, _kind(ctx, current), due)
        except InvalidInput as error:
            refusal = str(error)
        found.append(Extendable(clock, due, refusal))
    return tuple(found)


def preview_extension(ctx: Context, case: bytes, clock: Clock, day: date) -> tuple[ClockChange, ...]:
    """Return what an extension would do to the clocks. Raises InvalidInput as ``extend_case``."""
    require(ctx.actor, Permission.READ_CASES)
    current, now = read(ctx, case), ctx.now()
    return clock_changes(
        ctx, current.due, _due(ctx, current, clock, _until(ctx, current, clock, day, now), now)
    )


def extend_case(ctx: Context, case: bytes, clock: Clock, day: date, reason: str) -> CaseSaved:
    """Give a clock until a day: its closing moment where business time counts, else the hour it has now.

    Raises InvalidInput (``field``: ``reason``, ``clock``, ``until``), ForbiddenTransition for a case that is
    over, NotAllowed. See domain/extensions.py for how it lives with later pauses and levels.
    """
    require(ctx.actor, Permission.ASSIGN_CASE)
    text = clean_note(reason, "reason")
    if not text:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba el motivo de la prórroga."), field="reason")
    now = ctx.now()
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        require_open(current)
        until = _until(ctx, current, clock, day, now)
        facts: dict[str, Any] = {
            "cause": EXTENSION,
            "clock": clock,
            "until": epoch(until),
            "at": epoch(now),
            "parents": current.heads,
            "due": _due(ctx, current, clock, until, now),
        }
        append(ctx, transaction, "case", "due", case, facts, {"text": text})
    return CaseSaved(case, number_of(current))


def _until(ctx: Context, current: Case, clock: Clock, day: date, now: datetime) -> datetime:
    kind = _kind(ctx, current)
    due = _running(ctx, current, clock)
    check_clock(clock, current.level, kind, due)
    term = ctx.profile.level_terms(current.level).resolution if clock is Clock.INTERNAL else None
    if clock is Clock.LEGAL and kind is not None:
        term = kind.term
    until = extended_to(term.unit if term is not None else TermUnit.BUSINESS_DAYS, day, due, ctx.calendar)
    if due is not None:
        check_until(until, due, now)
    return until


def _running(ctx: Context, current: Case, clock: Clock) -> datetime | None:
    over = current.state in (CaseState.RESOLVED, CaseState.CLOSED, CaseState.VOIDED)
    return None if over else ctx.local(current.due.get(clock))


def _due(ctx: Context, current: Case, clock: Clock, until: datetime, now: datetime) -> dict[str, Any]:
    extensions = {**current.extensions, clock.value: (epoch(until), epoch(now))}
    return terms_now(ctx, replace(current, extensions=extensions), at=now)


def _kind(ctx: Context, current: Case) -> RequestType | None:
    return ctx.profile.request_types.get(str(current.values.get("query_type")))

"""A change of the calendar or of a term: which open cases it would move, and moving them by events.

Nothing moves by itself: refused, the cases keep their due moments until somebody asks again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from desktop_app.domain.case_fold import Case
from desktop_app.domain.dates import weekday_moment
from desktop_app.domain.errors import NotFound
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState
from desktop_app.services import settings
from desktop_app.services.access import Permission, require
from desktop_app.services.case_writing import CHANGES, load, number_of, read
from desktop_app.services.context import Context, RulesCache, epoch
from desktop_app.services.terms import terms_now
from desktop_app.services.writing import append
from desktop_app.storage.queries import case_terms as queries
from desktop_app.system.progress import CancelToken, Progress

SHOWN: Final = 8
"""Cases that are told one by one before they are moved."""
_CHUNK: Final = 100
"""Cases that are moved in one transaction."""
_CLOCKS: Final = ("first", "internal", "legal")
_NAMES: Final = {
    "first": QT_TRANSLATE_NOOP("core", "Primera respuesta"),
    "internal": QT_TRANSLATE_NOOP("core", "Meta interna"),
    "legal": QT_TRANSLATE_NOOP("core", "Plazo legal"),
}


class Cause(StrEnum):
    """What was changed; the values stand in the facts of ``due`` events."""

    CALENDAR = "calendar"
    TERMS = "terms"


@dataclass(frozen=True, slots=True)
class Shift:
    """One clock of a case that would move; moments in the office's zone, None where none runs."""

    clock: str
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True, slots=True)
class Affected:
    """A case that would move. Its number alone: who looks after the calendar reads no cases."""

    case: bytes
    number: str
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the rules in force would move: how many cases, and the first of them."""

    cases: tuple[bytes, ...]
    first: tuple[Affected, ...]


@dataclass(frozen=True, slots=True)
class Rescheduled:
    """How many cases were moved."""

    count: int
    changes: frozenset[str] = CHANGES


def outlook(ctx: Context, progress: Progress, token: CancelToken) -> Outlook:
    """Return which open cases have other due moments under the rules in force. Raises NotAllowed, Cancelled."""
    require(ctx.actor, Permission.EDIT_SETTINGS)
    found: list[bytes] = []
    first: list[Affected] = []
    open_cases = queries.running(ctx.store)
    places = Places(ctx)
    for done, (case, office) in enumerate(open_cases, 1):
        token.check()
        progress(done, len(open_cases))
        try:
            current = read(ctx, case)
        except NotFound:
            continue
        here = places.at(office)
        shifts = tuple(_shifts(here, current, terms_now(here, current, at=here.now())))
        if shifts:
            found.append(case)
            if len(first) < SHOWN:
                first.append(Affected(case, number_of(current), shifts))
    return Outlook(tuple(found), tuple(first))


def reschedule(
    ctx: Context, found: Outlook, cause: Cause, progress: Progress, token: CancelToken
) -> Rescheduled:
    """Move the cases by an event each, a hundred in a transaction; what was moved stays when it is cancelled.

    Each is computed again: what somebody did to it meanwhile counts. Raises NotAllowed, Cancelled.
    """
    require(ctx.actor, Permission.EDIT_SETTINGS)
    offices = dict(queries.running(ctx.store))
    places = Places(ctx)
    count = 0
    for start in range(0, len(found.cases), _CHUNK):
        chunk = found.cases[start : start + _CHUNK]
        token.check()
        with ctx.store.transaction() as transaction:
            for case in chunk:
                here = places.at(offices.get(case))
                current = load(transaction, case)
                due = terms_now(here, current, at=here.now())
                shifts = list(_shifts(here, current, due))
                if not shifts or current.state in (CaseState.RESOLVED, CaseState.CLOSED, CaseState.VOIDED):
                    continue
                facts = {"cause": cause, "at": epoch(here.now()), "parents": current.heads, "due": due}
                append(ctx, transaction, "case", "due", case, facts, {"text": "\n".join(map(_told, shifts))})
                count += 1
        progress(start + len(chunk), len(found.cases))
    return Rescheduled(count)


class Places:
    """The rules by office: each has days of its own."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._by_office: dict[bytes, Context] = {ctx.desk.office: ctx}

    def at(self, office: bytes | None) -> Context:
        """Return the context as it is at an office."""
        if office is None:
            return self._ctx
        if office not in self._by_office:
            rules = settings.load_rules(self._ctx.store, replace(self._ctx.desk, office=office))
            self._by_office[office] = replace(self._ctx, cache=RulesCache(lambda: rules))
        return self._by_office[office]


def _shifts(ctx: Context, current: Case, due: Mapping[str, Any]) -> Iterator[Shift]:
    for clock in _CLOCKS:
        before, after = current.due.get(clock), due.get(clock)
        if before == after or (clock == "first" and current.first_answer is not None):
            continue
        yield Shift(clock, ctx.local(before), ctx.local(after))


def _told(shift: Shift) -> str:
    """Return "Meta interna: vie 07/08/2026 16:30 → lun 10/08/2026 16:30"."""
    nothing = QT_TRANSLATE_NOOP("core", "sin vencimiento")
    return QT_TRANSLATE_NOOP("core", "{clock}: {before} → {after}").format(
        clock=_NAMES[shift.clock],
        before=weekday_moment(shift.before) if shift.before else nothing,
        after=weekday_moment(shift.after) if shift.after else nothing,
    )

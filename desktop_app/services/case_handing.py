"""Giving many cases to somebody at once, and taking that back as long as nobody has gone on with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.domain.case_fold import FINAL_STATES, Case
from desktop_app.domain.errors import InvalidInput, UserError
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.access import Permission, require
from desktop_app.services.cases import CHANGES, load
from desktop_app.services.context import Context, epoch
from desktop_app.services.in_use import check_in_use
from desktop_app.services.writing import append, text_id, without_none
from desktop_app.storage.journal import Transaction
from desktop_app.system.progress import Cancelled, CancelToken, Progress, silent

MOST: Final = 1_000
"""Cases that are given away in one go."""

CHUNK: Final = 50
"""Cases of one transaction: other writes have their turn in between."""


@dataclass(frozen=True, slots=True)
class Given:
    """A case that was given away: the event that did it, and who had it before (ULID texts)."""

    case: bytes
    event: str
    before: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Refused:
    """A case that stays where it was, and why."""

    number: str
    why: str


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of the cases; ``left`` were not reached because somebody stopped the work."""

    given: tuple[Given, ...]
    refused: tuple[Refused, ...]
    left: int = 0
    changes: frozenset[str] = CHANGES

    def reasons(self) -> list[tuple[str, int]]:
        """Return why cases were refused and how many for each reason, the most frequent first."""
        return Counter(each.why for each in self.refused).most_common()


_Act = Callable[[Transaction, bytes], Given | str]


def assign_many(
    ctx: Context,
    cases: Sequence[bytes],
    unit: bytes | None,
    responsible: bytes | None = None,
    progress: Progress = silent,
    token: CancelToken | None = None,
) -> Handed:
    """Give cases to a unit, a person, or both; their states stay.

    What cannot be given is told and does not stop the others. Stopping keeps what was given so far. Raises
    NotAllowed, and InvalidInput for nobody to give them to, somebody who has left, or more than ``MOST``.
    """
    require(ctx.actor, Permission.ASSIGN_CASE)
    if unit is None and responsible is None:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Elija de la lista quién recibe los casos."), field="receiver"
        )
    cases = list(dict.fromkeys(cases))
    if len(cases) > MOST:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Se asignan hasta {most} casos a la vez. Seleccione menos."), most=MOST
        )
    check_in_use(ctx, None, unit, responsible)
    facts = without_none(unit=text_id(unit), responsible=text_id(responsible))

    def give(transaction: Transaction, case: bytes) -> Given | str:
        current = load(transaction, case)
        if current.state in FINAL_STATES:
            return QT_TRANSLATE_NOOP("core", "ya está cerrado")
        if all(current.values.get(name) == value for name, value in facts.items()):
            return QT_TRANSLATE_NOOP("core", "ya lo tiene a cargo")
        before = (current.values.get("unit"), current.values.get("responsible"))
        return Given(case, _assign(ctx, transaction, case, current, facts), before)

    return _walk(ctx, cases, give, progress, token)


def take_back(ctx: Context, handed: Handed, progress: Progress = silent) -> Handed:
    """Give cases back to who had them, but for those that somebody has gone on with meanwhile."""
    require(ctx.actor, Permission.ASSIGN_CASE)
    given = {each.case: each for each in handed.given}

    def give_back(transaction: Transaction, case: bytes) -> Given | str:
        current = load(transaction, case)
        if current.heads != [given[case].event]:
            return QT_TRANSLATE_NOOP("core", "alguien ya siguió con él")
        unit, responsible = given[case].before
        before = (current.values.get("unit"), current.values.get("responsible"))
        facts = {"unit": unit, "responsible": responsible}
        return Given(case, _assign(ctx, transaction, case, current, facts), before)

    return _walk(ctx, list(given), give_back, progress, None)


def _assign(ctx: Context, transaction: Transaction, case: bytes, current: Case, facts: dict[str, Any]) -> str:
    body = {**facts, "at": epoch(ctx.now()), "parents": current.heads}
    return append(ctx, transaction, "case", "assign", case, body)


def _walk(
    ctx: Context, cases: Sequence[bytes], act: _Act, progress: Progress, token: CancelToken | None
) -> Handed:
    given: list[Given] = []
    refused: list[Refused] = []
    done = 0
    for start in range(0, len(cases), CHUNK):
        try:
            if token is not None:
                token.check()
        except Cancelled:
            break
        chunk = cases[start : start + CHUNK]
        with ctx.store.transaction() as transaction:
            for case in chunk:
                found = _attempt(transaction, case, act)
                if isinstance(found, Given):
                    given.append(found)
                else:
                    refused.append(found)
        done += len(chunk)
        progress(done, len(cases))
    return Handed(tuple(given), tuple(refused), len(cases) - done)


def _attempt(transaction: Transaction, case: bytes, act: _Act) -> Given | Refused:
    try:
        found = act(transaction, case)
    except UserError as error:
        return Refused("", str(error))
    if isinstance(found, Given):
        return found
    return Refused(str(load(transaction, case).values.get("number") or ""), found)

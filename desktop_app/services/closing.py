"""Closing a case with the citizen: confirmation, objection, opinion (training manual 6.1, 6.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from desktop_app.domain import attempts
from desktop_app.domain.attempts import Attempts
from desktop_app.domain.case_fold import Case
from desktop_app.domain.cleaning import clean_note
from desktop_app.domain.closing_rules import ClosingRules, chosen_causes
from desktop_app.domain.errors import ForbiddenTransition, InvalidInput
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.opinions import CITIZEN
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.timeline_words import OBJECTION
from desktop_app.domain.values import CaseState, Channel, Confirmation
from desktop_app.services import cases, directory
from desktop_app.services.cases import CaseSaved
from desktop_app.services.context import Context, epoch

if TYPE_CHECKING:
    from desktop_app.services.case_lists import CaseDetail, TimelineEntry

_OBJECTABLE: Final = frozenset({CaseState.RESOLVED, CaseState.CLOSED})


@dataclass(frozen=True, slots=True)
class ClosingForm:
    """How the citizen confirmed and what they said.

    ``asked`` says that they were asked for their opinion; ``score`` is 1 to 5, or None when they
    declined to answer. ``by_citizen``: they entered it themselves. ``causes`` are words of the office's
    list, ``cause_text`` what stands in none of them.
    """

    confirmation: Confirmation
    asked: bool = False
    score: int | None = None
    comment: str | None = None
    by_citizen: bool = False
    causes: tuple[str, ...] = ()
    cause_text: str | None = None


@dataclass(frozen=True, slots=True)
class Tries:
    """The attempts to confirm a solution: those that count, in the office's zone, and how many are needed.

    ``near`` were made too soon after another to count; ``next_counts`` tells whether one made now would.
    """

    counted: tuple[tuple[datetime, str], ...]
    near: int
    needed: int
    gap_minutes: int
    next_counts: bool

    @property
    def enough(self) -> bool:
        """Whether the case may be closed without a confirmation."""
        return len(self.counted) >= self.needed


@dataclass(frozen=True, slots=True)
class OpinionTold:
    """The last opinion of a case: 1 to 5, or None for "no quiso responder", and the citizen's own words."""

    at: datetime
    score: int | None
    comment: str
    by_handler: bool
    by_citizen: bool
    author: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How a closed case was closed; ``attempts`` is a number where nobody could confirm the solution."""

    confirmation: str
    attempts: int | None
    causes: tuple[str, ...]
    cause_text: str


def close_case(ctx: Context, case: bytes, form: ClosingForm) -> CaseSaved:
    """Close a resolved case and record the opinion: both or neither.

    An opinion entered by who handled the case is marked so. Raises ForbiddenTransition without a
    confirmation or enough attempts, InvalidInput for a score beyond 1 to 5.
    """
    causes = chosen_causes(ctx.rules.closing, form.causes)
    with ctx.store.transaction() as transaction:
        handler = handles(ctx, cases.load(transaction, case))
        saved = cases.move_case(
            ctx,
            case,
            CaseState.CLOSED,
            confirmation=form.confirmation,
            causes=causes,
            reason=clean_note(form.cause_text, "cause_text"),
        )
        if form.asked and form.confirmation is not Confirmation.NOT_REACHED:
            cases.rate_case(
                ctx, case, form.score, form.comment, by_handler=handler, by_citizen=form.by_citizen
            )
    return saved


def log_attempt(ctx: Context, case: bytes, channel: Channel, text: str | None = None) -> CaseSaved:
    """Log that the citizen could not be reached to confirm the solution. Raises ForbiddenTransition.

    It is logged with its channel and hour also where it comes too soon after another to count.
    """
    words = clean_note(text, "text") or QT_TRANSLATE_NOOP("core", "No se logró confirmar la solución.")
    with ctx.store.transaction() as transaction:
        if cases.load(transaction, case).state is not CaseState.RESOLVED:
            raise ForbiddenTransition(
                QT_TRANSLATE_NOOP(
                    "core", "El caso ya no espera la confirmación del ciudadano. Actualice la lista."
                )
            )
        return cases.log_contact(ctx, case, channel, words, reached=False)


def object_to(ctx: Context, case: bytes, words: str) -> CaseSaved:
    """Reopen a case since the citizen, asked, does not agree; ``words`` are theirs.

    It goes back to its responsible, who is told; its clocks run as before. Raises InvalidInput, ForbiddenTransition.
    """
    said = clean_note(words, "objection")
    if not said:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Escriba con sus palabras con qué no está conforme el ciudadano."),
            field="objection",
        )
    with ctx.store.transaction() as transaction:
        if cases.load(transaction, case).state not in _OBJECTABLE:
            raise ForbiddenTransition(
                QT_TRANSLATE_NOOP(
                    "core", "El caso ya está abierto: anote lo que dijo el ciudadano como nota."
                )
            )
        return cases.move_case(ctx, case, CaseState.REOPENED, reason=said, more={"cause": OBJECTION})


def tries_of(ctx: Context, detail: CaseDetail) -> Tries:
    """Return the attempts to confirm the solution of a case that is shown."""
    found = Attempts()
    for event in detail.timeline:
        if event.counted:
            found.take(event.kind, event.facts, epoch(event.at))
    return _tries(ctx, ctx.rules.closing, found)


def _tries(ctx: Context, rules: ClosingRules, found: Attempts) -> Tries:
    kept = attempts.counted(found.found, rules.gap_seconds)
    return Tries(
        tuple((ctx.local(each.at) or ctx.now(), each.channel) for each in kept),
        len(found.found) - len(kept),
        rules.attempts,
        rules.gap_minutes,
        attempts.would_count(found.found, rules.gap_seconds, epoch(ctx.now())),
    )


def opinion_of(timeline: Iterable[TimelineEntry]) -> OpinionTold | None:
    """Return the last opinion that the timeline of a case holds."""
    rated = [event for event in timeline if event.kind == "rate" and event.counted]
    if not rated:
        return None
    last = rated[-1]
    score = last.facts.get("score")
    return OpinionTold(
        last.at,
        score if isinstance(score, int) and 1 <= score <= 5 else None,
        last.text,
        bool(last.facts.get("by_handler")),
        last.facts.get("by") == CITIZEN,
        last.author,
    )


def ended(timeline: Iterable[TimelineEntry]) -> Ended | None:
    """Return how a case was last closed, or None for one that is open."""
    moves = [event for event in timeline if event.kind == "move" and event.counted]
    if not moves or moves[-1].facts.get("to") != CaseState.CLOSED:
        return None
    last = moves[-1]
    confirmation = str(last.facts.get("confirmation") or Confirmation.NOT_REACHED)
    told, causes = last.facts.get("attempts"), last.facts.get("causes")
    return Ended(
        confirmation,
        told if isinstance(told, int) and confirmation == Confirmation.NOT_REACHED else None,
        tuple(str(each) for each in causes) if isinstance(causes, list) else (),
        last.text,
    )


def handles(ctx: Context, case: Case) -> bool:
    """Tell whether who acts handled a case: they are responsible for it, or they wrote its solution.

    What they type in as the citizen's opinion is an opinion about themselves.
    """
    if ctx.actor.id is None:
        return False
    official = own_official(ctx)
    if official is not None and case.values.get("responsible") == ulid_text(official):
        return True
    solved = [
        entry.author
        for entry, counted in case.timeline
        if counted and entry.kind == "move" and entry.facts.get("to") == CaseState.RESOLVED
    ]
    return bool(solved) and solved[-1] == ulid_text(ctx.actor.id)


def own_official(ctx: Context) -> bytes | None:
    """Return the official that the acting user is, or None."""
    return next((user.official for user in directory.users(ctx) if user.id == ctx.actor.id), None)

"""A hand-over from its events (AUM-010-030): sent, then answered by the unit or by phone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_app.domain import facts
from desktop_app.domain.folding import Ancestry, Entry, Review, in_order, make_review
from desktop_app.domain.referral_states import ACCEPTED_STATES, allowed
from desktop_app.domain.values import ReferralState

_FACTS: Final[Mapping[str, facts.Reader]] = {
    **dict.fromkeys(
        ("attention", "case", "office", "topic", "unit", "official", "citizen", "previous"), facts.ident
    ),
    "number": facts.words,
    "sent": facts.moment,
    "lday": facts.day,
    "bounces": facts.tally,
}
_UNDOING: Final = frozenset({ReferralState.VOIDED, ReferralState.RETURNED})
_STATES: Final = {state.value: state for state in ReferralState}


@dataclass(slots=True)
class Referral:
    """The state of a hand-over. Moments are epoch seconds (UTC), references ULID texts."""

    values: dict[str, Any] = field(default_factory=dict)
    state: ReferralState | None = None
    author: str | None = None
    reason: str | None = None
    comment: str | None = None
    answered: int | None = None
    answered_by: str | None = None
    known: int | None = None
    """When the official first knew the need: accepted, or confirmed by phone."""
    refused: frozenset[str] = frozenset()
    """Ids of the answers that are told, not applied."""
    heads: list[str] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)


def fold_referral(target: str, entries: Iterable[Entry]) -> Referral:
    """Fold the events of a hand-over; an answer that the table does not allow is told, not applied.

    Told as well: who received the citizen, where it was voided or returned by somebody who had not heard of it.
    A later ``link`` says which hand-over of the same need came before; the first one counts.
    """
    ordered = in_order(entries)
    ancestry = Ancestry.of(ordered)
    referral = Referral(heads=[ordered[index].uid for index in ancestry.heads()])
    last: int | None = None
    for at, entry in enumerate(ordered):
        if entry.kind == "refer" and referral.state is None:
            referral.values = facts.read(_FACTS, entry.facts)
            referral.values["need"] = facts.words(entry.personal.get("need"))
            referral.author = entry.author
            referral.state = ReferralState.SENT
        elif entry.kind == "link":
            _link(target, referral, entry)
        elif entry.kind == "answer":
            before = referral.state
            # A step out of an end is applied where it was taken knowing of that end.
            knowing = last is not None and not ancestry.concurrent(last, at)
            if not _answer(target, referral, entry, knowing=knowing):
                continue
            if last is not None and before in ACCEPTED_STATES and referral.state in _UNDOING:
                rival = ordered[last].uid
                if ancestry.concurrent(last, at):
                    referral.reviews.append(
                        make_review("rival_answer", target, rival, event=rival, to=before.value)
                    )
            last = at
    return referral


def _link(target: str, referral: Referral, entry: Entry) -> None:
    """Note which hand-over of the same need came before, where none is named yet."""
    previous = facts.ident(entry.facts.get("previous"))
    if referral.state is None or previous in (None, target) or referral.values.get("previous"):
        return
    referral.values["previous"] = previous
    referral.values["bounces"] = max(facts.tally(entry.facts.get("bounces")) or 1, 1)


def _answer(target: str, referral: Referral, entry: Entry, *, knowing: bool) -> bool:
    """Apply an answer; tell whether it changed the state."""
    value = entry.facts.get("to")
    to = _STATES.get(value) if isinstance(value, str) else None
    if to is None or to is referral.state:
        if to is not None:
            referral.refused |= {entry.uid}
        return False
    if to not in allowed(referral.state, knowing=knowing):
        referral.refused |= {entry.uid}
        referral.reviews.append(make_review("rival_answer", target, entry.uid, event=entry.uid, to=to.value))
        return False
    at = facts.moment(entry.facts.get("at"))
    referral.state = to
    referral.reason = facts.words(entry.facts.get("reason"))
    referral.comment = facts.words(entry.personal.get("text"))
    referral.answered = at if at is not None else facts.moment((entry.stamp >> 16) // 1000)
    referral.answered_by = entry.author
    if to in ACCEPTED_STATES and referral.known is None:
        referral.known = referral.answered
    case = facts.ident(entry.facts.get("case"))
    if to is ReferralState.RESOLVED and case is not None and not referral.values.get("case"):
        referral.values["case"] = case
    official = facts.ident(entry.facts.get("official"))
    if official is not None:
        referral.values["official"] = official
    return True

"""A case from its events: the same on every desk, whatever arrived first.

Closing dominates what happened without knowledge of it; a reopening counts only where it saw that
closing. What does not count is kept in the timeline and told as a review item. Due moments are not
computed here: the event that moves them carries them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_app.domain import facts
from desktop_app.domain.attempts import Attempts
from desktop_app.domain.case_attached import Attached
from desktop_app.domain.case_crossing import DUPLICATE, crosswise
from desktop_app.domain.case_states import allowed
from desktop_app.domain.extensions import EXTENSION, Clock
from desktop_app.domain.folding import MOST_TOLD, Ancestry, Entry, Review, in_order, make_review
from desktop_app.domain.opinions import read_opinion
from desktop_app.domain.values import CaseState, Level

FINAL_STATES: Final = frozenset({CaseState.CLOSED, CaseState.VOIDED})

_TEXTS: Final = dict.fromkeys(("subject", "description", "place"), facts.words)
_OPENING_FACTS: Final[Mapping[str, facts.Reader]] = {
    **dict.fromkeys(("office", "topic", "unit", "responsible", "citizen", "attention"), facts.ident),
    **dict.fromkeys(("number", "query_type", "complaint_kind", "complaint_aspect"), facts.words),
    **dict.fromkeys(("channel", "criterion"), facts.words),
    **dict.fromkeys(("opened", "resolved", "closed"), facts.moment),
    **dict.fromkeys(("oday", "cday"), facts.day),
    "source": facts.mapping,
    "flags": facts.listing,
    "historic": facts.number,
}
_AMENDABLE: Final[Mapping[str, facts.Reader]] = {
    **{
        name: _OPENING_FACTS[name]
        for name in (
            "topic", "query_type", "complaint_kind", "citizen", "channel", "attention", "opened", "oday", "flags",
            "criterion", "complaint_aspect",
        )
    },
    **_TEXTS,
}  # fmt: skip
_DUE: Final = ("internal", "first", "legal")
_DUE_FACTS: Final[Mapping[str, facts.Reader]] = {
    **dict.fromkeys((*_DUE, "warn", *(f"warn_{name}" for name in _DUE)), facts.moment),
    **dict.fromkeys((f"why_{name}" for name in _DUE), facts.words),
}
_ASSIGNED: Final = dict.fromkeys(("unit", "responsible"), facts.ident)
_STATES: Final = {state.value: state for state in CaseState}
_LEVELS: Final = {level.value: level for level in Level}


@dataclass(slots=True)
class Case:
    """The state of a case. Moments are epoch seconds (UTC), references ULID texts."""

    values: dict[str, Any] = field(default_factory=dict)
    state: CaseState | None = None
    level: Level = Level.SIMPLE
    author: str | None = None
    due: Mapping[str, Any] = field(default_factory=dict)
    first_answer: int | None = None
    paused_at: int | None = None
    pauses: list[tuple[int, int | None]] = field(default_factory=list)
    raised_at: int | None = None
    extensions: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Until when a clock was extended and when that was granted, by the clock's name (see extensions.py)."""
    last_contact: int | None = None
    attempts: int = 0
    tries: Attempts = field(default_factory=Attempts)
    closing: dict[str, Any] = field(default_factory=dict)
    score: int | None = None
    score_by_handler: bool = False
    next_action: str | None = None
    next_action_at: int | None = None
    reopened: int = 0
    attached: Attached = field(default_factory=Attached)
    updated: int = 0
    timeline: list[tuple[Entry, bool]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)

    @property
    def due_at(self) -> int | None:
        """The moment that ends first among the clocks still running, or None when none runs."""
        if self.state in FINAL_STATES or self.state is CaseState.RESOLVED:
            return None
        return min((self.due[name] for name in self.running), default=None)

    @property
    def running(self) -> tuple[str, ...]:
        """The clocks that have a due moment still: the first answer's only until it was given."""
        names = _DUE if self.first_answer is None else tuple(name for name in _DUE if name != "first")
        return tuple(name for name in names if self.due.get(name) is not None)

    @property
    def warn_at(self) -> int | None:
        """The first moment at which most of the time of a running clock is used; None when none runs.

        Events of older programs carry one moment for all clocks.
        """
        if self.due_at is None:
            return None
        warned = [self.due.get(f"warn_{name}") for name in self.running]
        return min((moment for moment in warned if moment is not None), default=self.due.get("warn"))


def fold_case(target: str, entries: Iterable[Entry]) -> Case:
    """Fold the events of a case; total: any set of events gives a case."""
    ordered = in_order(entries)
    ancestry = Ancestry.of(ordered)
    case = Case(heads=[ordered[index].uid for index in ancestry.heads()])
    crossed = crosswise(target, ordered, ancestry)
    closers = [
        i
        for i, entry in enumerate(ordered)
        if entry.kind == "move" and _target(entry) in FINAL_STATES and not crossed.get(i, False)
    ]
    movers: list[int] = []
    for index, entry in enumerate(ordered):
        if index in crossed:
            into = facts.ident(entry.facts.get("duplicate_of"))
            case.reviews.append(
                make_review("merged_crosswise", target, entry.uid, event=entry.uid, other=into)
            )
        before = case.state
        counted = not crossed.get(index) and _apply(target, case, ordered, index, closers, ancestry)
        if counted and isinstance(entry.facts.get("due"), Mapping):
            case.due = facts.read(_DUE_FACTS, entry.facts["due"])
            movers.append(index)
        if counted and not (entry.kind == "move" and _target(entry) is before):
            # A step that two desks took apart is taken once, and what was tried since it stands.
            case.tries.take(entry.kind, entry.facts, _moment(entry))
        case.timeline.append((entry, counted))
        case.updated = max(case.updated, _moment(entry))
    _tell_rival_terms(target, case, ordered, movers, ancestry)
    return case


def _apply(
    target: str, case: Case, ordered: Sequence[Entry], index: int, closers: list[int], ancestry: Ancestry
) -> bool:
    entry = ordered[index]
    if entry.kind == "open":
        return _open(case, entry)
    if entry.kind == "move":
        return _move(target, case, ordered, index, closers, ancestry)
    ended = [closer for closer in closers if ancestry.concurrent(index, closer)]
    if ended:
        closing = [ordered[closer] for closer in ended[-MOST_TOLD:]]
        told = _ended_unheard(target, entry, closing)
        case.reviews += [told] if told is not None else []
    if ended and entry.kind in ("level", "due"):
        return False
    step = _STEPS.get(entry.kind)
    if step is not None:
        step(case, entry)
    return case.attached.take(entry, _moment(entry))


def _ended_unheard(target: str, entry: Entry, closers: Sequence[Entry]) -> Review | None:
    """Return what a person must look at of an event that a desk wrote without knowing that the case had ended.

    Told are a raise to critical, which the end leaves without its protocol, and a union with another case,
    whose need would be nobody's; where this case was united with another one meanwhile, ``crosswise`` tells it.
    """
    closing = [closer.uid for closer in closers]
    if entry.kind == "level" and _level(entry.facts.get("level")) is Level.CRITICAL:
        return make_review("raised_meanwhile", target, entry.uid, event=entry.uid, closing=closing)
    if entry.kind == "link" and entry.facts.get("relation") == DUPLICATE:
        if all(facts.ident(closer.facts.get("duplicate_of")) for closer in closers):
            return None
        other = facts.ident(entry.facts.get("other"))
        return make_review(
            "united_meanwhile", target, entry.uid, event=entry.uid, other=other, closing=closing
        )
    return None


def _open(case: Case, entry: Entry) -> bool:
    if case.state is not None:
        return False
    case.values = facts.read(_OPENING_FACTS, entry.facts) | facts.read(_TEXTS, entry.personal)
    case.author = entry.author
    case.state = _state(entry.facts.get("state")) or CaseState.REGISTERED
    case.level = _level(entry.facts.get("level")) or Level.SIMPLE
    if case.level is Level.CRITICAL:
        case.raised_at = _moment(entry)
    case.last_contact = case.values.get("opened")
    _keep_row(case, entry)
    return True


def _move(
    target: str, case: Case, ordered: Sequence[Entry], index: int, closers: list[int], ancestry: Ancestry
) -> bool:
    entry = ordered[index]
    to = _target(entry)
    if to is None:
        return False
    if to not in FINAL_STATES:
        dominated = [closer for closer in closers if ancestry.concurrent(index, closer)]
        if dominated:
            case.reviews.append(
                make_review("closed_meanwhile", target, entry.uid, event=entry.uid, to=to.value,
                            closing=[ordered[closer].uid for closer in dominated[-MOST_TOLD:]])
            )  # fmt: skip
            return False
        pauses_critical = to is CaseState.WAITING_CITIZEN and case.level is Level.CRITICAL
        if pauses_critical or to not in allowed(case.state):
            if to is case.state:
                return True  # two desks took the same step: nothing to decide
            case.reviews.append(make_review("refused_step", target, entry.uid, event=entry.uid, to=to.value))
            return False
    _enter(case, entry, to)
    return True


def _enter(case: Case, entry: Entry, to: CaseState) -> None:
    at, said = _moment(entry), entry.facts
    _end_pause(case, at)
    if to is CaseState.WAITING_CITIZEN:
        case.paused_at = at
        case.pauses.append((at, None))
    if to is CaseState.RESOLVED:
        case.values["resolved"] = at
        case.first_answer = case.first_answer or at
    elif to in FINAL_STATES:
        case.values["closed"] = at
        case.values["cday"] = facts.day(said.get("lday"))
        case.values["resolved"] = case.values.get("resolved") or at
        case.closing = {
            name: said[name] for name in ("confirmation", "reason", "causes", "attempts") if name in said
        }
    else:
        case.values["resolved"] = case.values["closed"] = case.values["cday"] = None
        case.closing = {}
    case.values["duplicate_of"] = facts.ident(said.get("duplicate_of")) if to is CaseState.VOIDED else None
    case.reopened += to is CaseState.REOPENED
    case.values |= facts.read(_ASSIGNED, said)
    if said.get("contact"):
        case.last_contact = at
    case.state = to


def _end_pause(case: Case, at: int) -> None:
    if case.paused_at is not None:
        case.pauses[-1] = (case.paused_at, max(at, case.paused_at))
        case.paused_at = None


def _change_level(case: Case, entry: Entry) -> None:
    level = _level(entry.facts.get("level"))
    if level is None:
        return
    if level is Level.CRITICAL and case.level is not Level.CRITICAL:
        case.raised_at = _moment(entry)
        case.first_answer = None
        if case.state is CaseState.WAITING_CITIZEN:
            case.state = CaseState.IN_PROGRESS
        _end_pause(case, _moment(entry))
        case.extensions.pop(Clock.INTERNAL, None)
    case.level = level
    if "criterion" in entry.facts:
        case.values["criterion"] = facts.words(entry.facts["criterion"])


def _assign(case: Case, entry: Entry) -> None:
    for name, reader in _ASSIGNED.items():
        if name in entry.facts:
            case.values[name] = reader(entry.facts[name])


def _contact(case: Case, entry: Entry) -> None:
    at = _moment(entry)
    if entry.facts.get("reached", True):
        case.last_contact = max(case.last_contact or 0, at)
        if entry.facts.get("answered") and case.first_answer is None:
            case.first_answer = at
    if entry.facts.get("attempt"):
        case.attempts += 1


def _correspond(case: Case, entry: Entry) -> None:
    """Take a letter or an e-mail: one that reached the citizen, or came from them, is a contact."""
    if entry.facts.get("contact"):
        at = _moment(entry)
        case.last_contact = max(case.last_contact or 0, at)
        if entry.facts.get("answered") and case.first_answer is None:
            case.first_answer = at


def _rate(case: Case, entry: Entry) -> None:
    opinion = read_opinion(entry)
    if opinion is not None:
        case.score, case.score_by_handler = opinion.score, opinion.by_handler


def _plan(case: Case, entry: Entry) -> None:
    text = entry.personal.get("text")
    case.next_action = text if isinstance(text, str) else None
    case.next_action_at = facts.moment(entry.facts.get("plan_at"))


def _amend(case: Case, entry: Entry) -> None:
    before = case.values.get("query_type")
    for source in (entry.facts.get("set"), entry.personal.get("set")):
        if isinstance(source, Mapping):
            case.values |= {name: _AMENDABLE[name](source[name]) for name in _AMENDABLE if name in source}
    if case.values.get("query_type") != before:
        case.extensions.pop(Clock.LEGAL, None)
    _keep_row(case, entry)


def _keep_row(case: Case, entry: Entry) -> None:
    """Show the row of a file that an imported case was read from; it is personal data, and goes with it."""
    row = entry.personal.get("row")
    if isinstance(row, Mapping):
        source = case.values.get("source")
        case.values["source"] = {**(source if isinstance(source, Mapping) else {}), "row": row}


def _extend(case: Case, entry: Entry) -> None:
    """Take an extension of one clock; any other correction of due moments says nothing of it."""
    until, clock = facts.moment(entry.facts.get("until")), facts.words(entry.facts.get("clock"))
    if entry.facts.get("cause") == EXTENSION and until is not None and clock in set(Clock):
        case.extensions[str(clock)] = (until, _moment(entry))


_STEPS: Final[Mapping[str, Callable[[Case, Entry], None]]] = {
    "level": _change_level,
    "due": _extend,
    "assign": _assign,
    "contact": _contact,
    "letter": _correspond,
    "mail": _correspond,
    "rate": _rate,
    "plan": _plan,
    "amend": _amend,
}


def _tell_rival_terms(
    target: str, case: Case, ordered: Sequence[Entry], movers: list[int], ancestry: Ancestry
) -> None:
    if not movers:
        return
    last = movers[-1]
    for index in movers[:-1]:
        rival, shown = ordered[index].facts["due"], ordered[last].facts["due"]
        if ancestry.concurrent(index, last) and any(rival.get(n) != shown.get(n) for n in _DUE):
            uids = (ordered[index].uid, ordered[last].uid)
            case.reviews.append(make_review("rival_terms", target, *uids, events=list(uids)))


def _target(entry: Entry) -> CaseState | None:
    return _state(entry.facts.get("to"))


def _state(value: object) -> CaseState | None:
    return _STATES.get(value) if isinstance(value, str) else None


def _level(value: object) -> Level | None:
    return _LEVELS.get(value) if isinstance(value, str) else None


def _moment(entry: Entry) -> int:
    at = facts.moment(entry.facts.get("at"))
    return at if at is not None else facts.moment((entry.stamp >> 16) // 1000) or 0

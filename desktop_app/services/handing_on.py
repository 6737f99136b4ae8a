"""Where a new hand-over begins: what is known already is filled in, nothing is typed twice."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.referral_states import check_reassign
from desktop_app.domain.values import ReferralState, ReturnReason
from desktop_app.services import case_lists, citizens, referral_lists
from desktop_app.services.access import Permission, require
from desktop_app.services.context import Context
from desktop_app.storage.queries import cases as case_queries
from desktop_app.storage.queries import referral_lists as queries


@dataclass(frozen=True, slots=True)
class StartingPoint:
    """What a hand-over form is filled with; ``returned`` says why the previous one came back."""

    need: str = ""
    number: str = ""
    unit: bytes | None = None
    avoid: frozenset[bytes] = frozenset()
    """The officials who gave this need back or did not answer: none of them is proposed again."""
    refused: frozenset[bytes] = frozenset()
    """The units that said that it is not theirs."""
    citizen: bytes | None = None
    citizen_name: str = ""
    topic: bytes | None = None
    attention: bytes | None = None
    case: bytes | None = None
    previous: bytes | None = None
    returned: ReturnReason | None = None
    returned_by: str = ""
    comment: str = ""


def starting_point(
    ctx: Context,
    *,
    citizen: bytes | None = None,
    case: bytes | None = None,
    previous: bytes | None = None,
) -> StartingPoint:
    """Return what is known: of a hand-over that came back, else of a case, else of a person.

    Raises NotFound, and ForbiddenTransition for a hand-over that did not come back.
    """
    require(ctx.actor, Permission.ANSWER_REFERRAL)
    if previous is not None:
        return _again(ctx, previous)
    if case is not None:
        return _of_case(ctx, case)
    if citizen is not None:
        person = citizens.get_citizen(ctx, citizen)
        return StartingPoint(citizen=person.id, citizen_name=person.name)
    return StartingPoint()


def _again(ctx: Context, previous: bytes) -> StartingPoint:
    found = referral_lists.detail(ctx, previous)
    line = found.line
    check_reassign(line.state, sent_on=line.sent_on)
    avoid, refused = _tried(ctx, previous)
    return StartingPoint(
        need=line.need,
        number=line.number,
        # To the unit that said it is not theirs it does not go again.
        unit=None if found.unit_id in refused else found.unit_id,
        avoid=avoid,
        refused=refused,
        citizen=found.citizen_id,
        citizen_name=line.citizen,
        topic=found.topic_id,
        attention=found.attention_id,
        case=found.case_id,
        previous=previous,
        returned=line.reason,
        returned_by=line.official or line.unit,
        comment=found.comment,
    )


def _tried(ctx: Context, previous: bytes) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Return the officials who did not take a need so far, and the units that it does not belong to."""
    people: set[bytes] = set()
    units: set[bytes] = set()
    for step in queries.chain(ctx.store, previous):
        if step.state == ReferralState.RETURNED:
            people |= {each for each in (step.official_id, step.answered_by) if each is not None}
            if step.reason == ReturnReason.WRONG_UNIT and step.unit_id is not None:
                units.add(step.unit_id)
        elif step.state == ReferralState.NO_ANSWER and step.official_id is not None:
            people.add(step.official_id)
    return frozenset(people), frozenset(units)


def _of_case(ctx: Context, case: bytes) -> StartingPoint:
    found = case_lists.detail(ctx, case)
    row = case_queries.detail(ctx.store, case)
    parts = [part for part in (found.line.subject, found.description) if part]
    return StartingPoint(
        need=": ".join(parts),
        number=found.line.number,
        unit=row.unit_id if row is not None else None,
        citizen=row.citizen_id if row is not None else None,
        citizen_name=found.line.citizen,
        case=case,
    )

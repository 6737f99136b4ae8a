"""Who can receive somebody now, who stands in for the absent, and who is back when (AUM-010-030)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.domain.attention_hours import attends, next_day, read_week
from desktop_app.domain.folded import folded_words
from desktop_app.services import directory
from desktop_app.services.closing import own_official
from desktop_app.services.context import Context
from desktop_app.services.directory import Official


@dataclass(frozen=True, slots=True)
class Back:
    """The first who can receive again, and from when (the office's zone)."""

    official: Official
    moment: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whom to hand somebody over to in a unit.

    ``instead_of`` is the absent official for whom they stand in. ``here``: they can receive at once. Nobody
    at all leaves ``official`` empty; whoever is not here comes with who is ``back`` first.
    """

    official: Official | None
    instead_of: Official | None = None
    here: bool = False
    back: Back | None = None


def stand_in(everyone: Mapping[bytes, Official], official: Official) -> Official | None:
    """Return who receives in place of an absent official: their substitute, or that one's where absent too.

    None where the chain ends, or turns back, without anybody present. Who is present stands for themselves.
    """
    seen: set[bytes] = set()
    current: Official | None = official
    while current is not None and current.absent_until is not None and current.id not in seen:
        seen.add(current.id)
        current = everyone.get(current.substitute) if current.substitute is not None else None
    return current if current is not None and current.absent_until is None and current.active else None


def covered_by(ctx: Context, official: bytes) -> list[Official]:
    """Return the absent officials for whom somebody stands in now, by name; while the absence lasts."""
    everyone = {each.id: each for each in directory.officials(ctx)}
    return [
        each
        for each in everyone.values()
        if each.absent_until is not None
        and (found := stand_in(everyone, each)) is not None
        and found.id == official
    ]


def stands_in(ctx: Context, official: bytes | None) -> bool:
    """Tell whether the actor receives now in place of an official who is away."""
    own = own_official(ctx) if official is not None else None
    return own is not None and any(each.id == official for each in covered_by(ctx, own))


def propose(ctx: Context, unit: bytes, avoid: Collection[bytes] = ()) -> Proposal:
    """Return whom to hand over to: somebody of the unit who is here, else who stands in for its absent.

    Outside of all hours somebody is named still, with ``here`` False; nobody in ``avoid`` is.
    """
    everyone = {each.id: each for each in directory.officials(ctx)}
    members = [each for each in everyone.values() if each.unit == unit]
    found: list[Proposal] = [
        Proposal(each) for each in members if each.absent_until is None and each.id not in avoid
    ]
    for each in members:
        other = stand_in(everyone, each) if each.absent_until is not None else None
        if other is not None and other.id not in avoid and all(other is not one.official for one in found):
            found.append(Proposal(other, None if other.unit == unit else each))
    for one in found:
        if one.official is not None and directory.attends_now(ctx, one.official):
            return Proposal(one.official, one.instead_of, here=True)
    back = first_back(ctx, [each for each in members if each.id not in avoid])
    first = found[0] if found else Proposal(None)
    return Proposal(first.official, first.instead_of, here=False, back=back)


def first_back(ctx: Context, officials: Sequence[Official]) -> Back | None:
    """Return who of them can receive first again, and when; None within the days that are looked at."""
    moments = [Back(each, moment) for each in officials if (moment := back_at(ctx, each)) is not None]
    return min(moments, key=lambda each: each.moment, default=None)


def back_at(ctx: Context, official: Official) -> datetime | None:
    """Return when an official attends next: after the absence that holds, at the next hour of theirs."""
    now = ctx.now()
    start = ctx.local(official.absent_until) or now
    week = read_week(official.hours)
    if start >= now and official.absent_until is not None and attends(week, ctx.calendar, start):
        return start
    found = next_day(week, ctx.calendar, start)
    if found is None:
        return None
    day, stretch = found
    return datetime(day.year, day.month, day.day, tzinfo=ctx.zone) + timedelta(minutes=stretch.start)


def told_apart(officials: Sequence[Official]) -> dict[bytes, str]:
    """Return, for those who share their name with somebody of their unit, what tells them apart.

    Position, else place, else extension; whoever has none of these has an empty text.
    """
    names = Counter((each.unit, folded_words(each.name)) for each in officials)
    return {
        each.id: each.position or each.own_place or each.own_phone
        for each in officials
        if names[each.unit, folded_words(each.name)] > 1
    }

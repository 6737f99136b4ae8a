"""People who may be recorded twice: found by the program, decided by a person.

Whoever may read people sees the candidates. Saying that two are not one person changes nobody's data and can
be taken back, so whoever records people may do it; bringing them together is for supervision (``merging``).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop_app.domain import duplicates as rule
from desktop_app.domain.duplicates import TEXTS, Pair, Reason
from desktop_app.domain.errors import InvalidInput, NotFound
from desktop_app.domain.folding import fold_record
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.access import Permission, require
from desktop_app.services.citizens import Citizen, document_text
from desktop_app.services.context import Context
from desktop_app.services.writing import update
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import citizens as citizen_queries
from desktop_app.storage.queries import clusters
from desktop_app.storage.queries import duplicates as queries
from desktop_app.system.progress import CancelToken, Progress, silent

MOST: Final = 2_000
"""Pairs that are kept, the strongest: nobody looks through more before the next search."""

CHANGES: Final = frozenset({"citizen"})
_BATCH: Final = 400


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the strongest pairs, how many there are in all, and those told apart by somebody."""

    pairs: tuple[Pair, ...] = ()
    total: int = 0
    apart: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two records that may be of one person; ``why`` says so in Spanish, the strongest reason first."""

    pair: Pair
    one: Citizen
    other: Citizen
    one_document: str
    other_document: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldApart:
    """What changed."""

    one: bytes
    other: bytes
    changes: frozenset[str] = field(default=CHANGES)


def search(ctx: Context, progress: Progress = silent, cancel: CancelToken | None = None) -> Found:
    """Look through everyone for people recorded twice, the strongest pair first.

    Takes seconds over hundreds of thousands: for a worker. Raises NotAllowed, Cancelled.
    """
    require(ctx.actor, Permission.READ_PEOPLE)
    token = cancel or CancelToken()
    register, numbers, marks = rule.Register(), array("q"), dict[int, str]()
    progress(0, 0)
    for batch in queries.everybody(ctx.store):
        token.check()
        for row in batch:
            if row.distinct_from:
                marks[row.number] = row.distinct_from
            if row.stands:
                register.add(row.name_key, row.document, row.phone, row.email, row.address)
                numbers.append(row.number)
    apart = queries.told_apart(ctx.store, marks)
    pairs: list[Pair] = []
    for some in _batches(register.candidates(token.check), numbers):
        token.check()
        people = queries.people(ctx.store, {number for each in some for number in each})
        for one, other in some:
            if (min(one, other), max(one, other)) in apart or one not in people or other not in people:
                continue
            pair = rule.compare(people[one], people[other])
            if pair is not None:
                pairs.append(pair)
    pairs.sort(key=rule.order)
    return Found(tuple(pairs[:MOST]), len(pairs), _apart_pairs(ctx, apart))


def _apart_pairs(ctx: Context, apart: set[tuple[int, int]]) -> tuple[Pair, ...]:
    people = queries.people(ctx.store, {number for each in apart for number in each})
    pairs = []
    for one, other in apart:
        if one != other and one in people and other in people:
            first, second = sorted((people[one], people[other]), key=lambda person: person.key)
            pairs.append(rule.compare(first, second) or Pair(first.key, second.key, ()))
    return tuple(sorted(pairs, key=lambda pair: (pair.one, pair.other)))


def _batches(places: Iterator[tuple[int, int]], numbers: Sequence[int]) -> Iterator[list[tuple[int, int]]]:
    batch: list[tuple[int, int]] = []
    for one, other in places:
        batch.append((numbers[one], numbers[other]))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def still_standing(ctx: Context, found: Found) -> Found:
    """Return what still holds of an earlier search: others may have corrected, merged or told apart since."""
    require(ctx.actor, Permission.READ_PEOPLE)
    store = ctx.store
    ids = {each for pair in found.pairs for each in (pair.one, pair.other)}
    numbers = queries.numbers_of(store, ids)
    standing = clusters.roots(store.rows, numbers.values())
    people = queries.people(store, numbers.values())
    apart = queries.told_apart(store, queries.marks_about(store, list(numbers.values())))
    kept: list[Pair] = []
    for pair in found.pairs:
        one, other = numbers.get(pair.one, 0), numbers.get(pair.other, 0)
        stand = standing.get(one) == one and standing.get(other) == other
        if (
            not stand
            or one not in people
            or other not in people
            or (min(one, other), max(one, other)) in apart
        ):
            continue
        again = rule.compare(people[one], people[other])
        if again is not None:
            kept.append(again)
    kept.sort(key=rule.order)
    return Found(tuple(kept), found.total - len(found.pairs) + len(kept), found.apart)


class CandidateList:
    """Pairs as a list shows them, a page at a time."""

    def __init__(self, ctx: Context, pairs: Sequence[Pair]) -> None:
        self._ctx = ctx
        self._pairs = pairs

    def count(self) -> int:
        """Return how many pairs the list has."""
        return len(self._pairs)

    def page(self, offset: int, limit: int) -> list[Candidate]:
        """Return a page of them. Raises NotAllowed."""
        require(self._ctx.actor, Permission.READ_PEOPLE)
        return [candidate(self._ctx, pair) for pair in self._pairs[offset : offset + limit]]


def candidate(ctx: Context, pair: Pair) -> Candidate:
    """Return a pair with what both records say."""
    nobody = Citizen(b"", "", None, None, None, None, None)
    one, other = (citizen_queries.exactly(ctx.store, each) or nobody for each in (pair.one, pair.other))
    why = tuple(reason_text(ctx, reason, one) for reason in pair.reasons)
    return Candidate(pair, one, other, document_text(ctx, one), document_text(ctx, other), why)


def reason_text(ctx: Context, reason: Reason, one: Citizen) -> str:
    """Return why in Spanish; a document with a short name is called by it ("Mismo DNI")."""
    kind = ctx.profile.document_types.get(one.document_type or "")
    if reason is Reason.DOCUMENT and kind is not None and kind.label.isupper():
        return QT_TRANSLATE_NOOP("core", "Mismo {document}").format(document=kind.label)
    return TEXTS[reason]


def between(ctx: Context, one: bytes, other: bytes) -> tuple[str, ...]:
    """Return why two people may be one, in Spanish; empty when nothing says so."""
    require(ctx.actor, Permission.READ_PEOPLE)
    numbers = queries.numbers_of(ctx.store, (one, other))
    people = {person.key: person for person in queries.people(ctx.store, numbers.values()).values()}
    if one not in people or other not in people:
        return ()
    pair = rule.compare(people[one], people[other])
    row = citizen_queries.exactly(ctx.store, one)
    return tuple(reason_text(ctx, each, row) for each in pair.reasons) if pair is not None and row else ()


def tell_apart(ctx: Context, one: bytes, other: bytes) -> ToldApart:
    """Remember that two are not one person, on every desk. Raises NotFound, InvalidInput, NotAllowed."""
    return _mark(ctx, one, other, apart=True)


def forget_apart(ctx: Context, one: bytes, other: bytes) -> ToldApart:
    """Take back that two are not one person. Raises NotFound, InvalidInput, NotAllowed."""
    return _mark(ctx, one, other, apart=False)


def _mark(ctx: Context, one: bytes, other: bytes, *, apart: bool) -> ToldApart:
    require(ctx.actor, Permission.RECORD_ATTENTION)
    store = ctx.store
    mine, theirs = (clusters.cluster(store.rows, each) for each in (one, other))
    if mine and mine == theirs:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Es la misma persona."), field="citizen")
    for each in (one, other):
        if citizen_queries.by_id(store, each) is None:
            raise NotFound(QT_TRANSLATE_NOOP("core", "Ese ciudadano no está en los datos de este equipo."))
    with store.transaction() as transaction:
        if apart:
            low, high = sorted(
                clusters.root_of(transaction.connection.execute, each) for each in (one, other)
            )
            _write(ctx, transaction, high, add=low)
        else:
            ids = [_uids(ctx, members) for members in (mine, theirs)]
            for low, high in ((a, b) for a in ids[0] for b in ids[1]):
                _write(ctx, transaction, max(low, high), drop=min(low, high))
    return ToldApart(one, other)


def _uids(ctx: Context, members: Sequence[int]) -> list[bytes]:
    return [person.key for person in queries.people(ctx.store, members).values()]


def _write(
    ctx: Context, transaction: Transaction, target: bytes, *, add: bytes = b"", drop: bytes = b""
) -> None:
    name = ulid_text(target)
    value = fold_record(name, transaction.entries("citizen", name)).values.get("distinct_from")
    before = {each for each in value if isinstance(each, str)} if isinstance(value, list) else set()
    after = before | {ulid_text(add)} if add else before - {ulid_text(drop)}
    if after != before:
        update(ctx, transaction, "citizen", target, {"distinct_from": sorted(after) or None})

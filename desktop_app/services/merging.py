"""Bringing records of one person together, and taking that back (design of the exchange, merge rule 5).

The record with the smallest id stands for the person; the other one keeps its own data and says into whom it
was merged. Nothing else moves: attentions, cases and hand-overs stay where they were written, and every read
of a person goes through the whole cluster. So two desks that merge at the same time agree, and taking a merge
back is one write. What the merge changed in the standing record is kept, as personal data, in the other one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from desktop_app.domain import facts
from desktop_app.domain.errors import InvalidInput, NotFound
from desktop_app.domain.folding import Record, fold_record
from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.domain.phones import same_phone
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import duplicates
from desktop_app.services.access import Permission, require
from desktop_app.services.citizens import Citizen, document_text
from desktop_app.services.context import Context, epoch
from desktop_app.services.writing import update
from desktop_app.storage.journal import Transaction
from desktop_app.storage.log import entries_of
from desktop_app.storage.queries import citizens as citizen_queries
from desktop_app.storage.queries import clusters, history
from desktop_app.storage.queries import merging as queries

FIELDS: Final = ("name", "document", "phone", "email", "address")
"""What is chosen; the kind of a document goes with its number."""

CHANGES: Final = frozenset({"citizen", "case", "attention", "referral"})


class Outdated(InvalidInput):
    """The records say something else by now than the preview from which the choice was made."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of both records: their values, and whether the standing record's own is proposed."""

    field: str
    standing: str
    other: str
    keep: bool

    @property
    def differs(self) -> bool:
        """Tell whether there is anything to choose."""
        return self.standing != self.other


@dataclass(frozen=True, slots=True)
class Totals:
    """How much belongs to a person."""

    attentions: int = 0
    cases: int = 0
    contacts: int = 0
    hand_overs: int = 0

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.attentions + other.attentions,
            self.cases + other.cases,
            self.contacts + other.contacts,
            self.hand_overs + other.hand_overs,
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """Two records side by side before they become one; moments in the office's zone."""

    standing: Citizen
    other: Citizen
    standing_created: datetime | None
    other_created: datetime | None
    choices: tuple[Choice, ...]
    standing_totals: Totals
    other_totals: Totals
    why: tuple[str, ...]

    @property
    def together(self) -> Totals:
        """How much the one record will have."""
        return self.standing_totals + self.other_totals


@dataclass(frozen=True, slots=True)
class Merged:
    """What changed: who stands, and who was merged (or separated)."""

    standing: bytes
    other: bytes
    changes: frozenset[str] = field(default=CHANGES)


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """A record that was merged into the person shown; ``at`` in the office's zone.

    ``besides``: document, telephone, e-mail and address that it has and the person shown has otherwise or not:
    what was not chosen, and what a desk corrected that had not heard of the merge.
    """

    id: bytes
    name: str
    at: datetime | None
    by: str
    besides: tuple[str, ...] = ()


def preview(ctx: Context, one: bytes, other: bytes) -> Preview:
    """Return both records side by side, with a proposal for each field. Changes nothing.

    The fuller value is proposed, among equals the newer. Whoever reads people may compare. Raises NotFound,
    InvalidInput when they are one person already, NotAllowed.
    """
    require(ctx.actor, Permission.READ_PEOPLE)
    low, high = _both(ctx, one, other)
    stands, joins = (citizen_queries.exactly(ctx.store, each) for each in (low, high))
    if stands is None or joins is None:
        raise _unknown()
    written = [queries.written(ctx.store, each) for each in (low, high)]
    return Preview(
        standing=stands,
        other=joins,
        standing_created=ctx.local(queries.created(ctx.store, low)),
        other_created=ctx.local(queries.created(ctx.store, high)),
        choices=tuple(_choice(ctx, name, stands, joins, written) for name in FIELDS),
        standing_totals=_totals(ctx, low),
        other_totals=_totals(ctx, high),
        why=duplicates.between(ctx, low, high),
    )


def _choice(
    ctx: Context, name: str, stands: Citizen, joins: Citizen, written: Sequence[Mapping[str, int]]
) -> Choice:
    # The number of a document is one answer with its kind: the same number of another kind is another document.
    ours, theirs = (
        document_text(ctx, each) if name == "document" else str(getattr(each, name) or "")
        for each in (stands, joins)
    )
    fuller = (len(ours.split()), len(ours)), (len(theirs.split()), len(theirs))
    if name == "phone" and same_phone(ours, theirs):
        keep = True
    elif not ours or not theirs:
        keep = bool(ours) or not theirs
    elif name == "name" and fuller[0] != fuller[1]:
        keep = fuller[0] > fuller[1]
    else:
        keep = written[0].get(name, 0) >= written[1].get(name, 0)
    return Choice(name, ours, theirs, keep)


def merge(
    ctx: Context,
    one: bytes,
    other: bytes,
    take_other: frozenset[str] = frozenset(),
    seen: Preview | None = None,
) -> Merged:
    """Bring two records together; ``take_other``: fields whose value comes from the one with the greater id.

    ``seen`` is what the choice was made from: values nobody looked at are not chosen by it, nor those of another
    record that stands for one of the two since. One transaction. Raises Outdated, NotFound, InvalidInput when
    they are one person already, NotAllowed.
    """
    require(ctx.actor, Permission.MERGE_PEOPLE)
    with ctx.store.transaction() as transaction:
        low, high = _both(ctx, one, other)
        if seen is not None and _now(ctx, low, high) != (seen.standing, seen.other):
            raise Outdated(
                QT_TRANSLATE_NOOP(
                    "core",
                    "Alguien cambió una de las fichas mientras usted las comparaba. Revíselas otra vez.",
                ),
                field="citizen",
            )
        stands, joins = (_record(transaction, each) for each in (low, high))
        if not stands.heads or not joins.heads:
            raise _unknown()
        chosen = [*take_other, *(["document_type"] if "document" in take_other else [])]
        kept = {name: [stands.values.get(name), joins.values.get(name)] for name in chosen}
        kept = {name: pair for name, pair in kept.items() if pair[0] != pair[1]}
        update(ctx, transaction, "citizen", low, {name: after for name, (_, after) in kept.items()})
        marks = {"merged_into": ulid_text(low), "merged_at": epoch(ctx.now()), "merged_values": kept or None}
        update(ctx, transaction, "citizen", high, marks)
    return Merged(low, high)


def separate(ctx: Context, merged: bytes) -> Merged:
    """Take a merge back: values of the standing record that nobody changed since are what they were before.

    Raises NotFound, InvalidInput when the record was not merged, NotAllowed.
    """
    require(ctx.actor, Permission.MERGE_PEOPLE)
    with ctx.store.transaction() as transaction:
        record = _record(transaction, merged)
        into = record.values.get("merged_into")
        if not record.heads:
            raise _unknown()
        target = ulid_bytes(into) if isinstance(into, str) and facts.ident(into) else None
        if target is None:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "Esa ficha no está reunida con otra."), field="citizen"
            )
        for into, changed in _merges(transaction, merged, target):
            restored = _restored(ctx, transaction, merged, into, changed)
            update(ctx, transaction, "citizen", into, restored)
        update(
            ctx,
            transaction,
            "citizen",
            merged,
            {"merged_into": None, "merged_at": None, "merged_values": None},
        )
    return Merged(target, merged)


def _restored(
    ctx: Context, transaction: Transaction, merged: bytes, target: bytes, changed: Mapping[str, list[Any]]
) -> dict[str, Any]:
    """Return the values to put back. Where a later merge built on this one's, that one remembers them now."""
    now = _record(transaction, target).values
    restored: dict[str, Any] = {}
    later: dict[bytes, dict[str, list[Any]]] = {}
    siblings = [
        each for each in queries.merged_into(transaction.connection.execute, target) if each != merged
    ]
    for name, (before, after) in changed.items():
        if now.get(name) == after:
            restored[name] = before
            continue
        for sibling in siblings:
            noted = _record(transaction, sibling).values.get("merged_values")
            values = later.setdefault(sibling, _changed(noted))
            if name in values and values[name][0] == after:
                values[name] = [before, values[name][1]]
                update(ctx, transaction, "citizen", sibling, {"merged_values": values})
                break
    return restored


def merged_records(ctx: Context, citizen: bytes) -> list[MergedRecord]:
    """Return the records that were merged into a person, directly or by way of another, the latest first."""
    require(ctx.actor, Permission.READ_PEOPLE)
    store = ctx.store
    stands = citizen_queries.by_id(store, citizen)
    found = []
    for number, uid in queries.ids_of(store, clusters.cluster(store.rows, citizen)[1:]):
        entries = entries_of(store.database.raw(), "citizen", number)
        record = fold_record(ulid_text(uid), entries)
        at = facts.moment(record.values.get("merged_at"))
        head = next(iter(record.heads.get("merged_into", [])[-1:]), "")
        author = next((entry.author for entry in entries if entry.uid == head), None)
        found.append(
            MergedRecord(
                uid,
                str(record.values.get("name") or ""),
                ctx.local(at),
                queries.user_name(store, ulid_bytes(author)) if author else "",
                _besides(ctx, stands, citizen_queries.exactly(store, uid)),
            )
        )
    return sorted(found, key=lambda each: (each.at is None, each.at and -each.at.timestamp(), each.id))


def _besides(ctx: Context, stands: Citizen | None, joined: Citizen | None) -> tuple[str, ...]:
    if stands is None or joined is None:
        return ()
    document = document_text(ctx, joined)
    return tuple(
        value
        for value, known in (
            (document, document == document_text(ctx, stands)),
            (joined.phone, joined.phone and stands.phone and same_phone(joined.phone, stands.phone)),
            (joined.email, joined.email == stands.email),
            (joined.address, joined.address == stands.address),
        )
        if value and not known
    )


def _both(ctx: Context, one: bytes, other: bytes) -> tuple[bytes, bytes]:
    """Return who stands for either, the smaller id first."""
    rows = ctx.store.rows
    low, high = sorted(clusters.root_of(rows, each) for each in (one, other))
    if low == high:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Esas fichas ya están reunidas."), field="citizen")
    for each in (low, high):
        if citizen_queries.exactly(ctx.store, each) is None:
            raise _unknown()
    return low, high


def _now(ctx: Context, low: bytes, high: bytes) -> tuple[Citizen | None, Citizen | None]:
    return citizen_queries.exactly(ctx.store, low), citizen_queries.exactly(ctx.store, high)


def _record(transaction: Transaction, citizen: bytes) -> Record:
    name = ulid_text(citizen)
    return fold_record(name, transaction.entries("citizen", name))


def _merges(
    transaction: Transaction, merged: bytes, target: bytes
) -> list[tuple[bytes, dict[str, list[Any]]]]:
    """Return into whom a record was merged and what that changed there, for each desk that did it unheard.

    Two desks may merge it at the same time, each with its own choice, even into two: both are taken back.
    """
    name = ulid_text(merged)
    entries = transaction.entries("citizen", name)
    heads = fold_record(name, entries).heads.get("merged_values", [])
    found = []
    for entry in entries:
        if entry.uid in heads:
            facts_set, personal_set = (each.get("set") for each in (entry.facts, entry.personal))
            into = facts_set.get("merged_into") if isinstance(facts_set, Mapping) else None
            noted = personal_set.get("merged_values") if isinstance(personal_set, Mapping) else None
            own = ulid_bytes(into) if isinstance(into, str) and facts.ident(into) else target
            found.append((own, _changed(noted)))
    return found


def _changed(value: object) -> dict[str, list[Any]]:
    """Return the values before and after that a merge noted, as far as they can be read."""
    known = {*FIELDS, "document_type"}
    return {
        name: pair
        for name, pair in (value.items() if isinstance(value, Mapping) else ())
        if name in known
        and isinstance(pair, list)
        and len(pair) == len(("before", "after"))
        and all(each is None or isinstance(each, str) for each in pair)
    }


def _totals(ctx: Context, citizen: bytes) -> Totals:
    counts = history.counts(ctx.store, clusters.cluster(ctx.store.rows, citizen))
    return Totals(counts["attention"], counts["case"], counts["contact"], counts["hand_over"])


def _unknown() -> NotFound:
    return NotFound(QT_TRANSLATE_NOOP("core", "Ese ciudadano no está en los datos de este equipo."))

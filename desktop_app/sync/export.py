"""Writing bundles: what a carrier lacks of the operations that this desk holds.

Own operations are sealed and written; other streams are relayed with their origin's seals, where the
carrier has no good file of them and somebody may need them. Nothing is asked of the carrier but its list
of files, so a fresh USB stick is simply one that lacks everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.operations import GENESIS
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.storage.queries import bundles as bundle_queries
from desktop_app.storage.queries import sync as queries
from desktop_app.storage.store import Store
from desktop_app.sync import vector
from desktop_app.sync.apply import Outcome
from desktop_app.sync.bundle import MAX_OPERATIONS, Packing, Seal, file_name, pack, unpack
from desktop_app.sync.certificates import Directory
from desktop_app.sync.desk import Desk, desk_id, now
from desktop_app.sync.lines import line_size
from desktop_app.sync.streams import PLAIN_TARGET, seal_tail
from desktop_app.sync.vector import Holdings, Range


@dataclass(frozen=True, slots=True)
class Segment:
    """A chain from ``lo`` to a sealed head, in one piece here."""

    lo: int
    seal: queries.SealRow


@dataclass(frozen=True, slots=True)
class Export:
    """A bundle ready to be written."""

    name: str
    data: bytes
    row: bundle_queries.BundleRow
    own: bool


def packing_for(
    desk: Desk,
    directory: Directory,
    held: Holdings,
    want: Mapping[str, list[Range]],
    recipients: Sequence[str] = (),
) -> Packing:
    """Return what this desk adds to its bundles, for all certified desks unless told for whom.

    Raises InvalidInput when it is not certified (any more), so that nobody could read what it writes.
    """
    own = desk_id(desk)
    if own not in directory.certified:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "Esta ventanilla ya no está inscrita en la municipalidad. Avise a la administración."
            )
        )
    recipients = recipients or directory.recipients(now(desk))
    if not recipients:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "Los certificados de las ventanillas han vencido. La administración debe renovarlos."
            )
        )
    return Packing(own, desk.keys.sign_seed, recipients, held.vector, want)


def seal_own(desk: Desk) -> None:
    """Seal what the own stream has gained, so that it can be exported."""
    store = desk.store
    number = queries.stream_number(store, store.journal.stream)
    seals = queries.seals(store, number) if number is not None else []
    if store.journal.position[0] > (seals[-1].hi if seals else 0):
        with store.transaction() as transaction:
            seal_tail(transaction, desk.keys.sign_seed)


def exports(
    desk: Desk,
    packing: Packing,
    covered: Mapping[str, Sequence[bundle_queries.BundleRow]],
    acknowledged: Callable[[str], int],
    wanted: Mapping[str, Sequence[Range]],
) -> Iterable[Export]:
    """Yield the bundles that a carrier lacks, oldest first within each stream.

    ``covered`` are the good files that it has, ``acknowledged`` tells up to where every other desk is
    known to hold a stream, ``wanted`` are ranges to write again because somebody asks for them.
    """
    for stream in queries.streams(desk.store):
        segments = _segments(desk.store, stream.number)
        files, asked = covered.get(stream.name, ()), wanted.get(stream.name, ())
        forked = bool(segments) and queries.is_forked(desk.store, stream.number)
        if forked:
            # Ranges say nothing when two chains share their numbers; heads do.
            heads = {row.head for row in files}
            needed = [s for s in segments if s.seal.head not in heads or _touched(s, asked)]
        else:
            lacking = [*_lacking(segments, files, acknowledged(stream.name)), *asked]
            needed = [s for s in segments if _touched(s, lacking)]
        for lo, seal in _pieces(desk.store, stream.number, needed, forked):
            found = _build(desk, stream, lo, seal, packing)
            if found is not None:
                yield found


def greeting(desk: Desk, packing: Packing) -> Export:
    """Return a bundle without operations: it tells the others what this desk has and wants."""
    store = desk.store
    name = store.journal.stream
    number = queries.stream_number(store, name)
    seals = queries.seals(store, number) if number is not None else []
    if seals:
        row = seals[-1]
        seal = Seal(name, row.lo, row.hi, row.prev, row.head, row.signature)
    else:
        seal = Seal(name, 1, 0, GENESIS, GENESIS).signed(desk.keys.sign_seed)
    data = pack(seal, seal.hi + 1, seal.head, [], packing)
    return _export(desk, data, own=True)


def _segments(store: Store, number: int) -> list[Segment]:
    """Return the sealed heads of a stream, each with where its chain begins after the one before."""
    found: list[Segment] = []
    before = 0
    for seal in queries.seals(store, number):
        if found and found[-1].seal.head == seal.head:
            continue
        found.append(Segment(min(before + 1, seal.hi), seal))
        before = seal.hi
    return found


def _touched(segment: Segment, ranges: Iterable[Range]) -> bool:
    return any(low <= segment.seal.hi and high >= segment.lo for low, high in ranges)


def _lacking(
    segments: Sequence[Segment], files: Iterable[bundle_queries.BundleRow], acknowledged: int
) -> list[Range]:
    """Return the ranges that stand in no file and that somebody may still need."""
    if not segments or segments[-1].seal.hi <= acknowledged:
        return []
    span = (max(1, acknowledged + 1), segments[-1].seal.hi)
    return vector.subtract([span], vector.merged((row.lo, row.hi) for row in files))


def _pieces(
    store: Store, number: int, segments: Sequence[Segment], forked: bool
) -> Iterable[tuple[int, queries.SealRow]]:
    """Yield ``(lo, seal)`` of the bundles to write: neighbours are packed together up to the limits."""
    open_lo, open_seal, size = 0, None, 0
    for segment in segments:
        lo = _solid_start(store, number, segment, forked)
        if lo is None:
            continue
        weight = sum(line_size(n) for _, n in queries.chain_sizes(store, number, lo, segment.seal.hi))
        if open_seal is not None:
            joins = not forked and lo == open_seal.hi + 1 and size + weight <= PLAIN_TARGET
            if joins and segment.seal.hi - open_lo < MAX_OPERATIONS:
                open_seal, size = segment.seal, size + weight
                continue
            yield open_lo, open_seal
        open_lo, open_seal, size = lo, segment.seal, weight
    if open_seal is not None:
        yield open_lo, open_seal


def _solid_start(store: Store, number: int, segment: Segment, forked: bool) -> int | None:
    """Return from where the chain to a segment's head is held without a hole; None when it is not held."""
    lowest = max(1, segment.seal.hi - MAX_OPERATIONS + 1) if forked else segment.lo
    return queries.chain_start(store, number, lowest, segment.seal.hi, segment.seal.head)


def _build(
    desk: Desk, stream: queries.Stream, lo: int, row: queries.SealRow, packing: Packing
) -> Export | None:
    operations = queries.chain(desk.store, stream.number, lo, row.hi, row.head)
    if not operations:
        return None
    seal = Seal(stream.name, row.lo, row.hi, row.prev, row.head, row.signature)
    data = pack(seal, lo, operations[0].header.previous, operations, packing)
    return _export(desk, data, own=stream.own > 0)


def _export(desk: Desk, data: bytes, *, own: bool) -> Export:
    header = unpack(data).header
    row = bundle_queries.BundleRow(
        file_name(header, data), hashlib.sha256(data).digest(), header.stream, header.lo, header.hi,
        header.head, Outcome.EXPORTED, None, now(desk), header.count,
    )  # fmt: skip
    return Export(row.name, data, row, own)

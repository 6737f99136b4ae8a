"""What synchronising reads and writes: streams, chains, seals, bundles seen, effects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.domain.folding import Entry
from desktop_app.domain.operations import Operation
from desktop_app.storage.connection import Row
from desktop_app.storage.journal import Transaction
from desktop_app.storage.log import MAX_EVENTS, SELECT_OPS, as_operations, insert_operation
from desktop_app.storage.store import Store

Source = Store | Transaction
"""Where a read may happen: outside a transaction, or inside one and seeing what it wrote."""

_CUTS: Final = "sync.cuts"


def _rows(source: Source, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
    if isinstance(source, Store):
        return source.rows(sql, parameters)
    return source.connection.execute(sql, tuple(parameters)).fetchall()


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream in this desk's data; ``own`` is 1 for the one being written, 2 for earlier own ones."""

    number: int
    name: str
    own: int


@dataclass(frozen=True, slots=True)
class SealRow:
    """An origin's signature over a range of its stream."""

    lo: int
    hi: int
    prev: bytes
    head: bytes
    signature: bytes


# -- streams and chains --------------------------------------------------------------------------------


def streams(source: Source) -> list[Stream]:
    """Return every stream, by name."""
    return [Stream(*row) for row in _rows(source, "SELECT id, name, own FROM stream ORDER BY name")]


def stream_number(source: Source, name: str) -> int | None:
    """Return a stream's number, or None when nothing of it is held."""
    rows = _rows(source, "SELECT id FROM stream WHERE name = ?", (name,))
    return int(rows[0][0]) if rows else None


def ensure_stream(transaction: Transaction, name: str) -> int:
    """Return a stream's number, making one for a stream that is new here."""
    transaction.connection.execute("INSERT OR IGNORE INTO stream (name) VALUES (?)", (name,))
    number = stream_number(transaction, name)
    assert number is not None  # noqa: S101 - inserted above
    return number


def held_hashes(source: Source, stream: int, lo: int, hi: int) -> set[bytes]:
    """Return the hashes of the operations held of a range, of every fork."""
    rows = _rows(source, "SELECT hash FROM op WHERE stream = ? AND seq BETWEEN ? AND ?", (stream, lo, hi))
    return {row[0] for row in rows}


def own_hash(source: Source, stream: int, seq: int) -> bytes | None:
    """Return the hash at one sequence of a stream that has no fork, or None when it is missing."""
    rows = _rows(source, "SELECT hash FROM op WHERE stream = ? AND seq = ?", (stream, seq))
    return rows[0][0] if rows else None


def chain(source: Source, stream: int, lo: int, hi: int, head: bytes) -> list[Operation] | None:
    """Return the operations ``lo`` to ``hi`` that lead to ``head``; None when one of them is missing."""
    rows = _rows(
        source,
        SELECT_OPS + "WHERE op.stream = ? AND op.seq BETWEEN ? AND ? ORDER BY op.seq DESC, op.hash",
        (stream, lo, hi),
    )
    found: list[Operation] = []
    wanted = head
    for operation in as_operations(rows):
        if operation.hash == wanted and operation.header.seq == hi - len(found):
            found.append(operation)
            wanted = operation.header.previous
    found.reverse()
    return found if len(found) == hi - lo + 1 else None


def chain_start(source: Source, stream: int, lo: int, hi: int, head: bytes) -> int | None:
    """Return the lowest sequence from ``lo`` on from which the chain to ``head`` is held without a hole.

    None when ``head`` itself is not held at ``hi``.
    """
    rows = _rows(
        source,
        "SELECT seq, hash, previous FROM op WHERE stream = ? AND seq BETWEEN ? AND ? ORDER BY seq DESC",
        (stream, lo, hi),
    )
    seq, wanted = hi, head
    for number, digest, previous in rows:
        if number == seq and digest == wanted:
            seq, wanted = seq - 1, previous
    return seq + 1 if seq < hi else None


def holds_chain(source: Source, stream: int, lo: int, hi: int, head: bytes) -> bool:
    """Tell whether the whole chain ``lo`` to ``hi`` that leads to ``head`` is held."""
    return lo > hi or chain_start(source, stream, lo, hi, head) == lo


def is_forked(source: Source, stream: int) -> bool:
    """Tell whether a stream has two operations at one sequence (a restore that was not noticed)."""
    return bool(
        _rows(source, "SELECT 1 FROM op WHERE stream = ? GROUP BY seq HAVING count(*) > 1 LIMIT 1", (stream,))
    )


def chain_sizes(source: Source, stream: int, lo: int, hi: int) -> list[tuple[int, int]]:
    """Return ``(seq, payload bytes)`` of a range in order, the largest fork's size."""
    rows = _rows(
        source,
        "SELECT seq, max(octet_length(payload)) FROM op WHERE stream = ? AND seq BETWEEN ? AND ? "
        "GROUP BY seq ORDER BY seq",
        (stream, lo, hi),
    )
    return [(seq, size or 0) for seq, size in rows]


# -- what is held --------------------------------------------------------------------------------------


def operations_after(source: Source, row: int) -> list[tuple[int, str, int, bytes]]:
    """Return ``(row, stream, seq, hash)`` of the operations stored after a row number."""
    return [
        (number, name, seq, digest)
        for number, name, seq, digest in _rows(
            source,
            "SELECT op.id, s.name, op.seq, op.hash FROM op JOIN stream s ON s.id = op.stream "
            "WHERE op.id > ? ORDER BY op.id",
            (row,),
        )
    ]


def sequences_above(source: Source, name: str, seq: int) -> list[int]:
    """Return the distinct sequences held of a stream above one, in order."""
    rows = _rows(
        source,
        "SELECT DISTINCT op.seq FROM op JOIN stream s ON s.id = op.stream WHERE s.name = ? AND op.seq > ? "
        "ORDER BY op.seq",
        (name, seq),
    )
    return [row[0] for row in rows]


# -- seals ---------------------------------------------------------------------------------------------


def seals(source: Source, stream: int) -> list[SealRow]:
    """Return the seals held of a stream, by end."""
    rows = _rows(
        source,
        "SELECT lo, hi, previous, head, signature FROM seal WHERE stream = ? ORDER BY hi, head, lo",
        (stream,),
    )
    return [SealRow(*row) for row in rows]


def add_seal(transaction: Transaction, stream: int, seal: SealRow) -> None:
    """Keep a seal, so that this desk can hand the range on."""
    transaction.connection.execute(
        "INSERT OR IGNORE INTO seal (stream, lo, hi, head, previous, signature) VALUES (?,?,?,?,?,?)",
        (stream, seal.lo, seal.hi, seal.head, seal.prev, seal.signature),
    )


# -- operations that came from elsewhere ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Incoming:
    """An operation from elsewhere, with what was read of it on the way; ids as ULID text."""

    operation: Operation
    entry: Entry
    target: str


def store_operations(
    transaction: Transaction, stream: int, incoming: Iterable[Incoming], cut: int | None
) -> int:
    """Store operations that are new here and have their entities folded again; return how many.

    An operation whose id is taken has effect when its hash is the smallest; beyond ``cut`` none has.
    """
    connection, identities = transaction.connection, transaction.identities
    stored = 0
    # Of an entity that is new with these operations all are at hand: nothing has to be read back.
    new: set[int] = set()
    whole: dict[tuple[str, int], list[Entry]] = {}
    for item in incoming:
        operation, header = item.operation, item.operation.header
        target = identities.find(item.target, header.target)
        if target is None:
            target = identities.new(item.target, header.target)
            new.add(target)
        row = insert_operation(connection, stream, operation, target, identities.of(item.entry.author))
        stored += 1
        effective = cut is None or header.seq <= cut
        if effective:
            connection.execute("INSERT OR IGNORE INTO effect (uid, op) VALUES (?, ?)", (header.uid, row))
            if connection.changes() == 0:
                _contest(transaction, operation, row)
                effective = False
        key = (header.entity, target)
        if target in new and key not in whole:
            whole[key] = []
            transaction.supply(*key, whole[key])
        if key in whole and effective and len(whole[key]) < MAX_EVENTS:
            whole[key].append(item.entry)
        else:
            transaction.touch(*key)
    transaction.journal.count_foreign(stored)
    return stored


def _contest(transaction: Transaction, operation: Operation, row: int) -> None:
    holder = transaction.connection.execute(
        "SELECT op.hash, op.entity, op.target FROM effect JOIN op ON op.id = effect.op WHERE effect.uid = ?",
        (operation.header.uid,),
    ).fetchone()
    if holder is not None and operation.hash < holder[0]:
        transaction.connection.execute("UPDATE effect SET op = ? WHERE uid = ?", (row, operation.header.uid))
        transaction.touch(holder[1], holder[2])


def enforce_cuts(transaction: Transaction, wanted: Mapping[str, int]) -> None:
    """Give every operation the effect that the cuts leave it; ``wanted`` names all streams that are cut."""
    connection = transaction.connection
    row = connection.execute("SELECT value FROM local WHERE key = ?", (_CUTS,)).fetchone()
    known: dict[str, int] = json.loads(row[0]) if row else {}
    if known == dict(wanted):
        return
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS moved (uid BLOB PRIMARY KEY) WITHOUT ROWID")
    connection.execute("DELETE FROM moved")
    for name in known.keys() | wanted.keys():
        bounds = [cut for cut in (known.get(name), wanted.get(name)) if cut is not None]
        if known.get(name) != wanted.get(name):
            connection.execute(
                "INSERT OR IGNORE INTO moved SELECT op.uid FROM op JOIN stream s ON s.id = op.stream "
                "WHERE s.name = ? AND op.seq > ?",
                (name, min(bounds)),
            )
    _choose_effects(transaction, wanted)
    connection.execute(
        "INSERT INTO local VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (_CUTS, json.dumps(dict(wanted), sort_keys=True)),
    )


def _choose_effects(transaction: Transaction, cuts: Mapping[str, int]) -> None:
    connection = transaction.connection
    rows: list[Row] = connection.execute(
        "SELECT op.uid, op.id, op.hash, s.name, op.seq, op.entity, op.target FROM op "
        "JOIN stream s ON s.id = op.stream WHERE op.uid IN (SELECT uid FROM moved)"
    ).fetchall()
    best: dict[bytes, tuple[bytes, int]] = {}
    for uid, row, digest, name, seq, entity, target in rows:
        transaction.touch(entity, target)
        if seq <= cuts.get(name, seq) and (uid not in best or digest < best[uid][0]):
            best[uid] = (digest, row)
    connection.execute("DELETE FROM effect WHERE uid IN (SELECT uid FROM moved)")
    connection.executemany(
        "INSERT INTO effect (uid, op) VALUES (?, ?)", [(uid, row) for uid, (_, row) in best.items()]
    )


def is_anonymised(source: Source, target: bytes) -> bool:
    """Tell whether an entity, or the citizen it is about, has been anonymised."""
    rows = _rows(
        source,
        "WITH it (id) AS (SELECT id FROM entity WHERE uid = ?) "
        "SELECT 1 FROM op WHERE op.kind = 'anonymise' AND op.entity = 'citizen' AND op.target IN ("
        "SELECT id FROM it UNION SELECT citizen FROM attention WHERE id IN it "
        "UNION SELECT citizen FROM case_file WHERE id IN it "
        "UNION SELECT citizen FROM referral WHERE id IN it) LIMIT 1",
        (target,),
    )
    return bool(rows)


# -- statements ----------------------------------------------------------------------------------------


def statements(source: Source) -> list[tuple[bytes, str, bytes, str, str]]:
    """Return ``(desk, kind, operation id, body, signature)`` of every statement about a desk."""
    return [
        (desk, kind, uid, body, signature)
        for desk, kind, uid, body, signature in _rows(
            source,
            "SELECT e.uid, c.kind, c.uid, c.body, c.signature FROM certificate c "
            "JOIN entity e ON e.id = c.desk ORDER BY e.uid, c.stamp, c.uid",
        )
    ]


def review_count(store: Store) -> int:
    """Return how many conflicts wait for a person."""
    row = store.row("SELECT count(*) FROM review")
    return int(row[0]) if row else 0


def desk_office(source: Source, code: int) -> tuple[bytes, str] | None:
    """Return ``(id, name)`` of the first active office with a code."""
    rows = _rows(
        source,
        "SELECT e.uid, coalesce(o.name, '') FROM office o JOIN entity e ON e.id = o.id "
        "WHERE o.code = ? AND o.active = 1 ORDER BY e.uid",
        (code,),
    )
    return (rows[0][0], rows[0][1]) if rows else None

"""The own stream: sealing what it says, and leaving it for a new one after a restore."""

from __future__ import annotations

from typing import Final

from desktop_app.domain.ids import ulid_bytes
from desktop_app.domain.operations import GENESIS, new_stream, stream_desk
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import sync as queries
from desktop_app.sync.bundle import MAX_OPERATIONS, Seal
from desktop_app.sync.lines import line_size
from desktop_app.sync.vector import Range

PLAIN_TARGET: Final = 15 * 1024 * 1024
"""Bytes of lines in one bundle: even when nothing compresses, the file stays within its limit."""


def seal_tail(transaction: Transaction, seed: bytes) -> None:
    """Sign what the own stream has gained since its last seal, in ranges that fit into a bundle."""
    seal_chain(transaction, transaction.journal.stream, transaction.journal.position[0], seed)


def seal_chain(transaction: Transaction, name: str, until: int, seed: bytes) -> None:
    """Sign what a stream has gained up to a sequence since its last seal, with the key of its desk.

    Raises ValueError when operations of it are missing here.
    """
    number = queries.stream_number(transaction, name)
    if number is None or until == 0:
        return
    known = queries.seals(transaction, number)
    done, prev = (known[-1].hi, known[-1].head) if known else (0, GENESIS)
    for lo, hi in cut_ranges(queries.chain_sizes(transaction, number, done + 1, until)):
        head = queries.own_hash(transaction, number, hi)
        if head is None:
            raise ValueError("the stream has a gap")
        seal = Seal(name, lo, hi, prev, head).signed(seed)
        queries.add_seal(transaction, number, queries.SealRow(lo, hi, prev, head, seal.signature))
        prev = head


def cut_ranges(sizes: list[tuple[int, int]]) -> list[Range]:
    """Return ranges of consecutive sequences that each fit into one bundle; sizes are of payloads."""
    ranges: list[Range] = []
    start, total = 0, 0
    for seq, size in sizes:
        line = line_size(size)
        if start and (seq - start >= MAX_OPERATIONS or total + line > PLAIN_TARGET):
            ranges.append((start, seq - 1))
            start, total = 0, 0
        start = start or seq
        total += line
    if start:
        ranges.append((start, sizes[-1][0]))
    return ranges


def begin_stream(transaction: Transaction, seed: bytes) -> str:
    """Leave the own stream, sealed as it stands here, and write to a new one; return its name.

    After a restore, or in a cloned folder, others may hold operations of the old stream that this
    desk does not: going on with it would give one sequence to two operations.
    """
    seal_tail(transaction, seed)
    name = new_stream(ulid_bytes(stream_desk(transaction.journal.stream)))
    transaction.journal.start_stream(transaction.connection, name)
    return name

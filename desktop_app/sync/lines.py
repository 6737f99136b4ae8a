"""Operations as JSON lines: readable, and without what follows from the chain.

A line holds ``u`` (the operation's id), ``k`` kind, ``e`` kind of entity, ``i`` the entity's id (left out
when it equals ``u``), ``t`` stamp (left out when it is the id's own millisecond), ``by`` user, ``v``
version of the vocabulary (left out when 1) and ``p`` the payload, always last. Stream and sequence follow
from the bundle's header, the hashes from the payloads and the chain.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from desktop_app.domain.folding import Entry
from desktop_app.domain.ids import ULID_CHARS, ulid_bytes, ulid_text
from desktop_app.domain.operations import (
    MAX_PAYLOAD,
    Header,
    MalformedOperation,
    Operation,
    check_header,
    parse_payload,
    payload_hash,
)
from desktop_app.storage.queries.sync import Incoming

MAX_LINE: Final = MAX_PAYLOAD + 1024
_PAYLOAD: Final = ',"p":'
_FIRST_SCHEMA: Final = 1
_NAMES: Final = frozenset("utkeiv") | {"by"}


def write_line(operation: Operation) -> str:
    """Return the line of an operation, without its end."""
    header = operation.header
    if operation.payload is None:
        raise ValueError("an operation without its payload cannot travel")
    parts = [f'{{"u":"{ulid_text(header.uid)}"']
    if header.stamp != _natural_stamp(header.uid):
        parts.append(f'"t":{header.stamp}')
    parts.append(f'"k":"{header.kind}","e":"{header.entity}"')
    if header.target != header.uid:
        parts.append(f'"i":"{ulid_text(header.target)}"')
    if header.author is not None:
        parts.append(f'"by":"{ulid_text(header.author)}"')
    if header.schema != _FIRST_SCHEMA:
        parts.append(f'"v":{header.schema}')
    return ",".join(parts) + _PAYLOAD + operation.payload + "}"


def write_lines(operations: Iterable[Operation]) -> bytes:
    """Return the lines of a chain, each with its end."""
    return "".join([write_line(operation) + "\n" for operation in operations]).encode()


def read_lines(plain: bytes, stream: str, lo: int, previous: bytes, limit: int) -> list[Incoming]:
    """Return the operations of a bundle's plain text, chained from ``previous``.

    Raises MalformedOperation for anything that no desk of this product would write, more than
    ``limit`` lines included.
    """
    rows = plain.split(b"\n", limit + 1)
    if rows.pop() != b"":
        raise MalformedOperation("the last line has no end, or there are too many")
    found: list[Incoming] = []
    for seq, row in enumerate(rows, lo):
        incoming = read_line(row, stream, seq, previous)
        previous = incoming.operation.hash
        found.append(incoming)
    return found


def read_line(row: bytes, stream: str, seq: int, previous: bytes) -> Incoming:
    """Return the operation of a line that stands at ``seq`` and follows ``previous``.

    Raises MalformedOperation.
    """
    if len(row) > MAX_LINE:
        raise MalformedOperation(f"a line of {len(row)} bytes")
    try:
        text = row.decode()
        # Before the payload there are only ids, names and numbers, so its mark cannot occur earlier.
        front, mark, payload = text.partition(_PAYLOAD)
        fields = json.loads(front + "}")
        if not mark or not payload.endswith("}") or not fields.keys() <= _NAMES:
            raise MalformedOperation("not a line")
        payload = payload[:-1]
        header = _header(fields, stream, seq, previous, payload)
        check_header(header)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise MalformedOperation("not a line") from error
    if len(payload.encode()) > MAX_PAYLOAD:
        raise MalformedOperation("a payload that is too long")
    facts, personal = parse_payload(payload)
    entry = Entry(fields["u"], header.stamp, header.kind, fields.get("by"), facts, personal)
    return Incoming(Operation(header, header.hash(), payload), entry, fields.get("i") or fields["u"])


def _header(fields: dict[str, Any], stream: str, seq: int, previous: bytes, payload: str) -> Header:
    uid = ulid_bytes(fields["u"])
    target, author = fields.get("i"), fields.get("by")
    stamp, schema = fields.get("t"), fields.get("v", _FIRST_SCHEMA)
    if (stamp is not None and type(stamp) is not int) or type(schema) is not int:
        raise MalformedOperation("not a number")
    return Header(
        stream, seq, uid, _natural_stamp(uid) if stamp is None else stamp, fields["k"], fields["e"],
        uid if target is None else ulid_bytes(target), schema,
        None if author is None else ulid_bytes(author), previous, payload_hash(payload),
    )  # fmt: skip


def _natural_stamp(uid: bytes) -> int:
    return int.from_bytes(uid[:6], "big") << 16


def line_size(payload_bytes: int) -> int:
    """Return an upper bound of the bytes of a line whose payload has ``payload_bytes``."""
    return payload_bytes + 5 * ULID_CHARS + 160

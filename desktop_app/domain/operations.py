"""Operations: the immutable facts from which every desk folds the same state.

An operation is a chained header and a payload. Only headers are chained, so that the personal part
of a payload can be removed later without breaking the chain; the salt keeps a removed document
number from being guessed from the payload's hash.
"""

from __future__ import annotations

import binascii
import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP

SCHEMA: Final = 1
"""Version of the facts' vocabulary that this program writes."""

GENESIS: Final = bytes(32)
"""``previous`` of the first operation of a stream."""

MAX_PAYLOAD: Final = 64 * 1024
"""Bytes of one payload (canonical JSON, UTF-8)."""

MAX_DEPTH: Final = 32
"""Levels of nesting in a payload: deep enough for a guide sheet, too flat to exhaust a stack."""

MAX_STAMP: Final = (1 << 62) - 1
"""The highest stamp that is accepted or written: the year 4199."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_STREAM = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}-[0-9a-f]{12}")
_MAX_INTEGER = 1 << 63
_FACTS = '{"b":{'
_GONE = re.compile(r',"gone":"([0-9a-f]{64})"\}')
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")

Facts = Mapping[str, Any]


class MalformedOperation(ValueError):
    """An operation that no desk of this product would write."""


class TooMuchAtOnce(InvalidInput, MalformedOperation):
    """More text than one operation holds: each field fits its own limit, all of them together do not."""


@dataclass(frozen=True, slots=True)
class Header:
    """The signed and chained part of an operation."""

    stream: str
    seq: int
    uid: bytes
    stamp: int
    kind: str
    entity: str
    target: bytes
    schema: int
    author: bytes | None
    previous: bytes
    payload_hash: bytes

    def canonical(self) -> bytes:
        """Return the canonical JSON of the header, keys in order."""
        author = f'"{ulid_text(self.author)}"' if self.author else "null"
        return (
            f'{{"by":{author},"e":"{self.entity}","i":"{ulid_text(self.target)}","k":"{self.kind}",'
            f'"n":{self.seq},"ph":"{self.payload_hash.hex()}","pv":"{self.previous.hex()}",'
            f'"s":"{self.stream}","t":{self.stamp},"u":"{ulid_text(self.uid)}","v":{self.schema}}}'
        ).encode()

    def hash(self) -> bytes:
        """Return the SHA-256 of the canonical header: the operation's place in the chain."""
        return hashlib.sha256(self.canonical()).digest()


@dataclass(frozen=True, slots=True)
class Operation:
    """A header, its hash and its payload (see ``redact_payload``; ``None`` never travels)."""

    header: Header
    hash: bytes
    payload: str | None

    def facts(self) -> dict[str, Any]:
        """Return the facts that stay for ever."""
        return parse_payload(self.payload)[0]


def check_header(header: Header) -> None:
    """Raise MalformedOperation unless the header's fields have the form that is chained."""
    for name, value in (("kind", header.kind), ("entity", header.entity)):
        if not _NAME.fullmatch(value):
            raise MalformedOperation(f"{name} {value[:40]!r} is not a name")
    check_stream(header.stream)
    for number in (header.seq, header.schema):
        if not 0 <= number < _MAX_INTEGER:
            raise MalformedOperation("a number out of range")
    if not 0 <= header.stamp <= MAX_STAMP:
        raise MalformedOperation("a stamp out of range")
    if header.seq < 1:
        raise MalformedOperation("sequences start at 1")


def check_stream(stream: object) -> None:
    """Raise MalformedOperation unless ``stream`` is a stream's name."""
    if not isinstance(stream, str) or not _STREAM.fullmatch(stream):
        raise MalformedOperation("not a stream's name")


def new_stream(desk: bytes) -> str:
    """Return the name of a new stream: the desk's id and 48 random bits."""
    return f"{ulid_text(desk)}-{os.urandom(6).hex()}"


def stream_desk(stream: str) -> str:
    """Return the ULID text of the desk that a stream belongs to."""
    return stream.partition("-")[0]


def _normal(value: Any) -> Any:
    """Return the value as parsing its JSON would, in NFC; MalformedOperation for what JSON cannot hold."""
    kind = type(value)
    if kind is str:
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if (kind is int and -_MAX_INTEGER <= value < _MAX_INTEGER) or kind is bool or value is None:
        return value
    if isinstance(value, Mapping):
        return {k if type(k) is str and k.isascii() else _key(k): _normal(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_normal(v) for v in value]
    if isinstance(value, str):
        # A member of an enumeration: only its text is stored.
        return unicodedata.normalize("NFC", str.__str__(value))
    if isinstance(value, int):
        if not -_MAX_INTEGER <= value < _MAX_INTEGER:
            raise MalformedOperation("an integer of more than 64 bits")
        return int(value)
    raise MalformedOperation(f"{kind.__name__} has no canonical form")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise MalformedOperation("keys are text")
    return unicodedata.normalize("NFC", str.__str__(key))


_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)


class Payload(NamedTuple):
    """A payload that was just written: its text, the hash for the header, and what folds read in it."""

    text: str
    hash: bytes
    facts: dict[str, Any]
    personal: dict[str, Any]


def compose_payload(facts: Facts, personal: Facts | None = None, salt: bytes | None = None) -> Payload:
    """Return the payload of canonical JSON, without parsing again what was written.

    ``facts`` are kept for ever, ``personal`` is what anonymising removes. Raises MalformedOperation
    for floats, other foreign types or unpaired surrogates, TooMuchAtOnce for more than ``MAX_PAYLOAD`` bytes.
    """
    kept, secret = _normal(facts), _normal(personal) if personal else {}
    grain = binascii.b2a_base64(salt or os.urandom(16))[:22].translate(_URL_SAFE).decode()
    first = f'{{"b":{_ENCODER.encode(kept)}'
    second = f',"pd":{_ENCODER.encode(secret)},"salt":"{grain}"}}' if secret else f',"salt":"{grain}"}}'
    try:
        halves = first.encode(), second.encode()
    except UnicodeEncodeError as error:
        raise MalformedOperation("text with unpaired surrogates") from error
    size = len(halves[0]) + len(halves[1])
    if size > MAX_PAYLOAD:
        raise TooMuchAtOnce(
            QT_TRANSLATE_NOOP(
                "core",
                "En total son {size} KB de texto y en un registro caben {limit}. Acorte alguno de los datos.",
            ),
            size=-(-size // 1024),
            limit=MAX_PAYLOAD // 1024,
        )
    text = first + second
    _refuse_deep(text, {"b": kept, "pd": secret})
    return Payload(text, _halves_hash(halves[0], hashlib.sha256(halves[1]).digest()), kept, secret)


def build_payload(facts: Facts, personal: Facts | None = None, salt: bytes | None = None) -> str:
    """Return the canonical JSON of a payload; see ``compose_payload``."""
    return compose_payload(facts, personal, salt).text


def _halves_hash(facts: bytes, rest: bytes) -> bytes:
    return hashlib.sha256(hashlib.sha256(facts).digest() + rest).digest()


def payload_hash(payload: str) -> bytes:
    """Return the hash that a header carries: SHA-256 over the hashes of the payload's two halves.

    The facts are one half, the personal data and the salt the other, so that a redacted payload, which
    keeps only the hash of the second half, still proves its facts. Raises MalformedOperation.
    """
    facts, rest = _halves(payload)
    gone = _GONE.fullmatch(rest)
    digest = bytes.fromhex(gone[1]) if gone else hashlib.sha256(rest.encode()).digest()
    return _halves_hash(facts.encode(), digest)


def redact_payload(payload: str) -> str:
    """Return the payload without personal data and salt; its hash stays the same."""
    facts, rest = _halves(payload)
    if _GONE.fullmatch(rest):
        return payload
    return f'{facts},"gone":"{hashlib.sha256(rest.encode()).hexdigest()}"}}'


def is_redacted(payload: str) -> bool:
    """Tell whether the personal data of a payload has been removed."""
    # The cheap look at the end spares nearly every payload the parsing.
    return payload[-75:-66] == ',"gone":"' and _GONE.fullmatch(_halves(payload)[1]) is not None


def _halves(payload: str) -> tuple[str, str]:
    if not payload.startswith(_FACTS):
        raise MalformedOperation("not a payload")
    try:
        end = _DECODER.raw_decode(payload, len(_FACTS) - 1)[1]
    except (ValueError, RecursionError) as error:
        raise MalformedOperation("not JSON") from error
    return payload[:end], payload[end:]


def _refuse_deep(text: str, body: Any) -> None:
    if text.count("{") + text.count("[") > MAX_DEPTH and _depth(body) > MAX_DEPTH:
        raise MalformedOperation("facts nested too deeply")


def _depth(value: Any, level: int = 0) -> int:
    """Return how deep a value nests; stops counting a little beyond the limit."""
    if level > MAX_DEPTH + 1 or not isinstance(value, dict | list):
        return level
    items = value.values() if isinstance(value, dict) else value
    return max(
        (_depth(item, level + 1) for item in items if isinstance(item, dict | list)), default=level + 1
    )


def _refuse_float(text: str) -> float:
    raise MalformedOperation(f"a number with a point: {text[:20]}")


def _integer(text: str) -> int:
    if len(text) <= 20:
        value = int(text)
        if -_MAX_INTEGER <= value < _MAX_INTEGER:
            return value
    raise MalformedOperation("an integer of more than 64 bits")


_DECODER: Final = json.JSONDecoder(
    parse_float=_refuse_float, parse_int=_integer, parse_constant=_refuse_float
)


def parse_payload(payload: str | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return ``(facts, personal)`` of a payload; two empty mappings for a missing one.

    Raises MalformedOperation when the text is not a payload that ``build_payload`` could have made.
    """
    if payload is None:
        return {}, {}
    try:
        body = _DECODER.decode(payload)
    except (ValueError, RecursionError) as error:
        raise MalformedOperation("not JSON") from error
    if not isinstance(body, dict):
        raise MalformedOperation("not a payload")
    facts, personal = body.get("b"), body.get("pd", {})
    if not isinstance(facts, dict) or not isinstance(personal, dict):
        raise MalformedOperation("not a payload")
    _refuse_deep(payload, body)
    if _SURROGATE.search(payload):
        try:
            json.dumps(body, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise MalformedOperation("text with unpaired surrogates") from error
    return facts, personal


class StampClock:
    """Hybrid logical clock: 48 bits of milliseconds, 16 bits of counter.

    A stamp is greater than every stamp that this desk wrote and than the highest one known for the
    entity that is edited; a wall clock that once stood years ahead is forgotten after a day's lead.
    """

    _DAY = 24 * 60 * 60 * 1000

    def __init__(self, last: int = 0) -> None:
        self._last = last

    def next(self, wall_ms: int, above: int = 0) -> int:
        """Return the next stamp for a wall clock in milliseconds, greater than ``above``."""
        wall = (wall_ms & 0xFFFFFFFFFFFF) << 16
        last = self._last
        if last >> 16 > wall_ms + self._DAY:
            last = 0
        stamp = max(wall, last + 1)
        stamp = min(max(stamp, above + 1), MAX_STAMP)
        self._last = max(last, stamp)
        return stamp

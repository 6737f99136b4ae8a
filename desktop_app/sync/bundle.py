"""The bundle file: ``VNTB1\\n | u32 length | header | Ed25519(header) | age(zstd(JSONL))``.

The length is big-endian, the header canonical JSON, the signature that of the desk that packed the file.
``seal`` inside the header is the signature of the stream's own desk over ``{stream, lo, hi, prev, head}``:
whoever packs or relays a range cannot change it. Since the hash at ``head`` commits to everything before
it, a seal also proves a longer range that ends at the same head, so that many small exports can be
packed into one; a seal's own ``lo`` and ``prev`` stand beside the signature.

A bundle with ``hi = lo - 1`` carries no operations, only ``have`` and ``want``.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_app.domain.errors import UserError
from desktop_app.domain.ids import ulid_bytes
from desktop_app.domain.operations import MalformedOperation, Operation, check_stream
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.storage.queries.sync import Incoming
from desktop_app.sync import vector
from desktop_app.sync.lines import read_lines, write_lines
from desktop_app.sync.signing import SIGNATURE_BYTES, canonical, sign, verifies
from desktop_app.sync.vector import Extent, Range

MAGIC: Final = b"VNTB1\n"
FORMAT: Final = 1
READER: Final = 1
"""What ``min_reader`` must not exceed for this program to read a bundle."""

MAX_FILE: Final = 16 * 1024 * 1024
MAX_PLAIN: Final = 64 * 1024 * 1024
MAX_OPERATIONS: Final = 20_000
MAX_HEADER: Final = 512 * 1024
MAX_WANTED: Final = 64
"""Missing ranges told for one stream; the rest is told when these have come."""

_LEVEL: Final = 12
_WINDOW: Final = 1 << 27
_NO_KEY: Final = "No matching keys"
_LENGTH: Final = struct.Struct(">I")
_HASH = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")


class Quarantined(UserError):
    """A bundle that must not be applied: damaged, or not what it says it is."""


class Waiting(UserError):
    """A bundle that cannot be applied yet: half copied, or something it needs has not come."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A stream's own signature over a range of it."""

    stream: str
    lo: int
    hi: int
    prev: bytes
    head: bytes
    signature: bytes = b""

    def statement(self) -> bytes:
        """Return what is signed."""
        return canonical(
            {
                "stream": self.stream,
                "lo": self.lo,
                "hi": self.hi,
                "prev": self.prev.hex(),
                "head": self.head.hex(),
            }
        )

    def signed(self, seed: bytes) -> Seal:
        """Return the seal with the signature of the stream's desk."""
        return Seal(self.stream, self.lo, self.hi, self.prev, self.head, sign(seed, self.statement()))

    def verifies(self, public: bytes) -> bool:
        """Tell whether the desk of ``public`` made this seal."""
        return verifies(public, self.statement(), self.signature)


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in the clear before a bundle's body. ``desk`` packed it, as ULID text."""

    desk: str
    stream: str
    lo: int
    hi: int
    prev: bytes
    head: bytes
    seal: Seal
    length: int
    sha: bytes
    plain_length: int
    have: Mapping[str, Extent] = field(default_factory=dict)
    want: Mapping[str, Sequence[Range]] = field(default_factory=dict)
    fmt: int = FORMAT
    min_reader: int = READER

    @property
    def count(self) -> int:
        """Return how many operations the bundle carries."""
        return self.hi - self.lo + 1

    def canonical(self) -> bytes:
        """Return the bytes that stand in the file and are signed."""
        return canonical(
            {
                "fmt": self.fmt, "min_reader": self.min_reader, "desk": self.desk, "stream": self.stream,
                "lo": self.lo, "hi": self.hi, "prev": self.prev.hex(), "head": self.head.hex(),
                "seal": {
                    "lo": self.seal.lo, "prev": self.seal.prev.hex(), "sign": self.seal.signature.hex()
                },
                "len": self.length, "sha": self.sha.hex(), "plain_len": self.plain_length,
                "have": vector.encode(self.have),
                "want": {name: [list(r) for r in ranges] for name, ranges in self.want.items()},
            }
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle's parts as they lie in the file."""

    header: Header
    signed: bytes
    signature: bytes
    body: bytes

    def packed_by(self, public: bytes) -> bool:
        """Tell whether the desk of ``public`` signed the header."""
        return verifies(public, self.signed, self.signature)


@dataclass(frozen=True, slots=True)
class Packing:
    """What a packer adds to a range: who it is, for whom, what it has and wants."""

    desk: str
    seed: bytes
    recipients: Sequence[str]
    have: Mapping[str, Extent]
    want: Mapping[str, Sequence[Range]]


def file_name(header: Header, data: bytes) -> str:
    """Return ``stream_lo-hi_sha8.vnt`` of a bundle file."""
    return f"{header.stream}_{header.lo}-{header.hi}_{hashlib.sha256(data).hexdigest()[:8]}.vnt"


def pack(seal: Seal, lo: int, prev: bytes, operations: Sequence[Operation], packing: Packing) -> bytes:
    """Return the bundle file of a chain from ``lo`` that ends at the seal's head.

    Raises ValueError when it breaks the limits: the caller cuts what it exports.
    """
    plain = write_lines(operations)
    body = encrypt(compress(plain), packing.recipients)
    header = Header(
        packing.desk, seal.stream, lo, seal.hi, prev, seal.head, seal, len(body),
        hashlib.sha256(body).digest(), len(plain), packing.have,
        {name: ranges[:MAX_WANTED] for name, ranges in packing.want.items()},
    )  # fmt: skip
    signed = header.canonical()
    data = MAGIC + _LENGTH.pack(len(signed)) + signed + sign(packing.seed, signed) + body
    if (
        header.count != len(operations)
        or header.count > MAX_OPERATIONS
        or len(plain) > MAX_PLAIN
        or len(signed) > MAX_HEADER
        or len(data) > MAX_FILE
    ):
        raise ValueError("a bundle beyond the limits")
    return data


def unpack(data: bytes) -> Bundle:
    """Return the parts of a bundle file, nothing of it verified yet.

    Raises Waiting for a file that is not whole yet, Quarantined for one that never will be a bundle.
    """
    start = len(MAGIC) + _LENGTH.size
    if data[: len(MAGIC)] != MAGIC[: len(data)]:
        raise Quarantined(QT_TRANSLATE_NOOP("core", "no es un paquete de Ventanilla"))
    if len(data) < start:
        raise _incomplete()
    (size,) = _LENGTH.unpack_from(data, len(MAGIC))
    if size > MAX_HEADER:
        raise Quarantined(QT_TRANSLATE_NOOP("core", "su encabezado está dañado"))
    if len(data) < start + size + SIGNATURE_BYTES:
        raise _incomplete()
    signed = data[start : start + size]
    header = read_header(signed)
    body = data[start + size + SIGNATURE_BYTES :]
    if len(body) < header.length:
        raise _incomplete()
    return Bundle(header, signed, data[start + size : start + size + SIGNATURE_BYTES], body)


def _incomplete() -> Waiting:
    return Waiting(QT_TRANSLATE_NOOP("core", "todavía no está completo: se está copiando"))


def read_header(signed: bytes) -> Header:
    """Return the header in its signed bytes; names that it does not know are a newer program's.

    Raises Waiting for a bundle that asks for a newer program, Quarantined for anything else.
    """
    try:
        body = json.loads(signed)
        least = body["min_reader"]
        if type(least) is int and least > READER:
            raise Waiting(
                QT_TRANSLATE_NOOP("core", "lo escribió una versión más nueva: actualice Ventanilla")
            )
        return _header(body)
    except (ValueError, KeyError, TypeError, RecursionError, UnicodeDecodeError) as error:
        raise Quarantined(QT_TRANSLATE_NOOP("core", "su encabezado está dañado")) from error


def _header(body: dict[str, Any]) -> Header:
    stream, seal = body["stream"], body["seal"]
    check_stream(stream)
    ulid_bytes(body["desk"])
    lo, hi, length, plain, low = (_number(n) for n in (
        body["lo"], body["hi"], body["len"], body["plain_len"], seal["lo"]
    ))  # fmt: skip
    if low < 1 or not 1 <= lo <= hi + 1 or length > MAX_FILE or plain > MAX_PLAIN:
        raise ValueError("out of range")
    if hi - lo + 1 > MAX_OPERATIONS:
        raise ValueError("too many operations")
    head = _bytes(_HASH, body["head"])
    return Header(
        body["desk"], stream, lo, hi, _bytes(_HASH, body["prev"]), head,
        Seal(stream, low, hi, _bytes(_HASH, seal["prev"]), head, _bytes(_SIGNATURE, seal["sign"])),
        length, _bytes(_HASH, body["sha"]), plain, vector.decode(body["have"]), _wanted(body["want"]),
        _number(body["fmt"]), _number(body["min_reader"]),
    )  # fmt: skip


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < vector.LARGEST:
        raise ValueError("not a number")
    return value


def _bytes(pattern: re.Pattern[str], value: object) -> bytes:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError("not bytes")
    return bytes.fromhex(value)


def _wanted(body: object) -> dict[str, list[Range]]:
    if not isinstance(body, dict):
        raise ValueError("not ranges")  # noqa: TRY004 - data from outside, not a caller's mistake
    found: dict[str, list[Range]] = {}
    for name, ranges in body.items():
        if not isinstance(ranges, list) or len(ranges) > MAX_WANTED:
            raise ValueError("not ranges")
        found[name] = [(_number(low), _number(high)) for low, high in ranges]
    return found


def check_body(bundle: Bundle) -> None:
    """Raise Quarantined unless the body is the one that the header speaks of."""
    if len(bundle.body) != bundle.header.length or hashlib.sha256(bundle.body).digest() != bundle.header.sha:
        raise Quarantined(QT_TRANSLATE_NOOP("core", "su contenido está dañado"))


def read_operations(bundle: Bundle, identity: str) -> list[Incoming]:
    """Return the operations of a bundle whose header and body have been verified.

    Raises Waiting when it is not encrypted for this desk, Quarantined when the content is not what the
    header says.
    """
    header = bundle.header
    plain = decompress(decrypt(bundle.body, identity), header.plain_length)
    try:
        operations = read_lines(plain, header.stream, header.lo, header.prev, header.count)
    except MalformedOperation as error:
        raise Quarantined(QT_TRANSLATE_NOOP("core", "tiene cambios mal formados")) from error
    if (
        len(operations) != header.count
        or (operations[-1].operation.hash if operations else header.prev) != header.head
    ):
        raise Quarantined(QT_TRANSLATE_NOOP("core", "su cadena de cambios no cuadra"))
    seal = header.seal
    start = seal.lo - header.lo
    if start > 0 and (start >= len(operations) or operations[start - 1].operation.hash != seal.prev):
        raise Quarantined(QT_TRANSLATE_NOOP("core", "su cadena de cambios no cuadra"))
    if start == 0 and seal.prev != header.prev:
        raise Quarantined(QT_TRANSLATE_NOOP("core", "su cadena de cambios no cuadra"))
    return operations


def compress(plain: bytes) -> bytes:
    """Return the zstd frame of a bundle's lines."""
    import zstandard

    return zstandard.ZstdCompressor(level=_LEVEL).compress(plain)


def decompress(packed: bytes, expected: int) -> bytes:
    """Return exactly ``expected`` bytes; a frame that holds more is never unfolded further.

    Raises Quarantined.
    """
    import zstandard

    try:
        with zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(io.BytesIO(packed)) as reader:
            plain = reader.read(expected)
            if len(plain) == expected and not reader.read(1):
                return plain
    except zstandard.ZstdError as error:
        raise Quarantined(QT_TRANSLATE_NOOP("core", "su contenido está dañado")) from error
    raise Quarantined(QT_TRANSLATE_NOOP("core", "su contenido no mide lo que dice"))


def encrypt(data: bytes, recipients: Sequence[str]) -> bytes:
    """Return an age file for the given recipients."""
    import pyrage

    keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    return bytes(pyrage.encrypt(data, keys))


def decrypt(data: bytes, identity: str) -> bytes:
    """Return the content of an age file.

    Raises Waiting when this desk is not among its recipients, Quarantined when it is no age file.
    """
    import pyrage

    try:
        return bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity)]))
    except pyrage.DecryptError as error:
        if _NO_KEY in str(error):
            raise Waiting(
                QT_TRANSLATE_NOOP("core", "no está cifrado para este equipo; se pedirá de nuevo")
            ) from error
        raise Quarantined(QT_TRANSLATE_NOOP("core", "su contenido está dañado")) from error

"""The code on a citizen's receipt: what the desk recorded, signed, small enough for a QR.

Format 1, 172 characters of the QR's alphanumeric mode (version 7, level M: 45 modules a side)::

    VNT1 + Crockford base 32 of (facts, 41 bytes | Ed25519 signature, 64 bytes)

    bytes  fact (all integers big-endian)
    1      outcome: 1 oriented, 2 unanswered, 3 handed over, 4 simple case, 5 complex, 6 critical
    6      number without dashes and check digits: OODDAA and seven digits, as one integer
    4      moment of the record, seconds since 1970 (UTC)
    4      due moment that the paper states, seconds since 1970 (UTC); 0 when it states none
    6      key: first bytes of SHA-256("ventanilla desk key 1\\n" | desk's ULID as text | public key)
    6      random part of the signing desk's stream
    4      sequence in that stream: of the record's operation, else how far the stream had come
    5      what was asked: first bytes of SHA-256("asked\\n" | number | "\\n" | text as compared)
    5      the citizen's name, in the same way ("name\\n"); zeros when nothing is stated

The signature is over ``b"ventanilla receipt 1\\n" + facts`` and made with the desk's own key, the one that the
municipality's root key vouches for. So any desk that holds the certificates verifies without a network; stream
and sequence tell on which side of a revocation's cut, or of a restore, the desk wrote. The two short hashes bind
the words on the paper without carrying them; whoever has the paper can guess at them, so they protect against
an altered paper, not a secret.

Only letters and digits are used, because a reader that types like a keyboard keeps those in every layout of
Latin letters and in either case; O, I and L are read as the digits they resemble, everything else between them
is skipped. The check is the signature itself: a code with any other character changed is not genuine.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folded import folded_words
from desktop_app.domain.folio import Folio, parse_folio
from desktop_app.domain.text import QT_TRANSLATE_NOOP

PREFIX: Final = "VNT1"
PURPOSE: Final = b"ventanilla receipt 1\n"
FACTS: Final = 41
SIGNATURE: Final = 64
KEY_BYTES: Final = 6
WORDS_BYTES: Final = 5
CODE_CHARS: Final = len(PREFIX) + (FACTS + SIGNATURE) * 8 // 5

_FAMILY: Final = "VNT"
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES: Final = {char: value for value, char in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_BETWEEN: Final = re.compile(r"[^0-9A-Za-z]+")
_LONGEST: Final = 2_000
_NUMBERS: Final = 10**13


class Outcome(IntEnum):
    """How the attention ended, and a case's level: the number in the code."""

    ORIENTED = 1
    UNANSWERED = 2
    REFERRED = 3
    SIMPLE_CASE = 4
    COMPLEX_CASE = 5
    CRITICAL_CASE = 6

    @property
    def is_case(self) -> bool:
        """Whether a case was opened."""
        return self >= Outcome.SIMPLE_CASE


class UnreadableReceipt(InvalidInput):
    """What was typed or scanned is neither a receipt's code nor a number."""


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What a code says. Moments in epoch seconds (UTC), 0 for no due moment."""

    outcome: Outcome
    folio: Folio
    moment: int
    due: int
    key: bytes
    stream: bytes
    seq: int
    asked: bytes
    name: bytes

    def pack(self) -> bytes:
        """Return the 41 bytes that are signed; raise ValueError for a value that has no room in them."""
        folio = self.folio
        number = ((folio.office * 100 + folio.desk) * 100 + folio.year) * 10**7 + folio.number
        if max(folio.office, folio.desk, folio.year) > 99 or folio.number >= 10**7:
            raise ValueError("not a printed number")
        parts = (
            bytes([self.outcome]), number.to_bytes(6, "big"), self.moment.to_bytes(4, "big"),
            self.due.to_bytes(4, "big"), self.key, self.stream, self.seq.to_bytes(4, "big"), self.asked, self.name,
        )  # fmt: skip
        packed = b"".join(parts)
        if len(packed) != FACTS:
            raise ValueError("a part of another length")
        return packed


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """A code that was read, verified or not; ``packed`` is what its signature is over."""

    facts: ReceiptFacts
    packed: bytes
    signature: bytes


def message(packed: bytes) -> bytes:
    """Return the bytes that a desk signs: a signature made for one purpose never passes for another."""
    return PURPOSE + packed


def key_reference(desk: str, public: bytes) -> bytes:
    """Return the short name of a desk's key; ``desk`` is its ULID as text."""
    return hashlib.sha256(b"ventanilla desk key 1\n" + desk.encode() + public).digest()[:KEY_BYTES]


def asked_hash(folio: Folio, text: str) -> bytes:
    """Return the short hash of what was asked; zeros for an empty text."""
    return _words_hash("asked", folio, text)


def name_hash(folio: Folio, text: str) -> bytes:
    """Return the short hash of the citizen's name; zeros for an empty text."""
    return _words_hash("name", folio, text)


def _words_hash(part: str, folio: Folio, text: str) -> bytes:
    compared = folded_words(text) or text.strip()
    if not compared:
        return bytes(WORDS_BYTES)
    salted = f"{part}\n{folio}\n{compared}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(salted).digest()[:WORDS_BYTES]


def write_code(packed: bytes, signature: bytes) -> str:
    """Return the text of the QR."""
    data = packed + signature
    if len(data) != FACTS + SIGNATURE:
        raise ValueError("facts or signature of another length")
    number = int.from_bytes(data, "big")
    return PREFIX + "".join(_ALPHABET[number >> shift & 31] for shift in range(len(data) * 8 - 5, -1, -5))


def read_typed(text: str) -> ReceiptCode | Folio:
    """Return what was scanned, pasted or typed: a receipt's code, or the number with its check digits.

    Raises UnreadableReceipt for anything else, InvalidInput where a number's check digits do not fit.
    """
    compact = _BETWEEN.sub("", unicodedata.normalize("NFKC", text[:_LONGEST])).upper()
    if compact.startswith(_FAMILY):
        return _read_code(compact)
    if len(text) < _LONGEST and compact.isdigit():
        return parse_folio(compact)
    raise UnreadableReceipt(
        QT_TRANSLATE_NOOP(
            "core",
            "Eso no es una constancia ni un número. Lea el código QR del papel o escriba el número, "
            "por ejemplo 01-02-26-00123-45.",
        ),
        field="code",
    )


def _read_code(compact: str) -> ReceiptCode:
    version = _VALUES.get(compact[len(_FAMILY) : len(PREFIX)], -1)
    if version > 1 and len(compact) >= CODE_CHARS // 2:
        raise UnreadableReceipt(
            QT_TRANSLATE_NOOP(
                "core",
                "La constancia es de una versión más nueva del programa. Actualice este equipo y repita.",
            ),
            field="code",
        )
    values = [_VALUES.get(char, -1) for char in compact[len(PREFIX) :]]
    if version != 1 or len(compact) != CODE_CHARS or -1 in values:
        raise _incomplete()
    number = 0
    for value in values:
        number = number << 5 | value
    data = number.to_bytes(FACTS + SIGNATURE, "big")
    return ReceiptCode(_unpack(data[:FACTS]), data[:FACTS], data[FACTS:])


def _unpack(packed: bytes) -> ReceiptFacts:
    number = int.from_bytes(packed[1:7], "big")
    if packed[0] not in Outcome._value2member_map_ or number >= _NUMBERS:
        raise _incomplete()
    front, count = divmod(number, 10**7)
    return ReceiptFacts(
        outcome=Outcome(packed[0]),
        folio=Folio(front // 10_000, front // 100 % 100, front % 100, count),
        moment=int.from_bytes(packed[7:11], "big"),
        due=int.from_bytes(packed[11:15], "big"),
        key=packed[15:21],
        stream=packed[21:27],
        seq=int.from_bytes(packed[27:31], "big"),
        asked=packed[31:36],
        name=packed[36:41],
    )


def _incomplete() -> UnreadableReceipt:
    return UnreadableReceipt(
        QT_TRANSLATE_NOOP(
            "core",
            "El código está incompleto o dañado. Léalo otra vez del papel, o escriba el número de la constancia.",
        ),
        field="code",
    )

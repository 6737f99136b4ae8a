"""Which desks belong to the municipality: statements signed with its root key.

A statement travels as an operation (entity ``certificate``, target the desk's id), but its authority
is the root's signature alone, whoever's stream carried it. What holds for a desk is a pure function
of the set of validly signed statements: the latest by (issued, operation id).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.domain.operations import stream_desk
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import sync as queries
from desktop_app.sync.signing import age_recipient, canonical, new_seed, public_key, sign, verifies
from desktop_app.system.keystore import KeyRing

ENTITY: Final = "certificate"
CERTIFY: Final = "certify"
REVOKE: Final = "revoke"
VALIDITY_SECONDS: Final = 5 * 366 * 24 * 3600
"""How long a certificate lasts unless said otherwise."""

# A signature made for one purpose must never pass for another.
_PURPOSE: Final = {CERTIFY: b"ventanilla certificate 1\n", REVOKE: b"ventanilla revocation 1\n"}
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_HEX_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A desk as the root vouches for it. Ids as ULID text, moments as epoch seconds (UTC).

    ``expires`` ends the encryption to this desk; it never decides whether an operation counts, since
    that must not depend on a clock.
    """

    desk: str
    office: str
    office_code: int
    desk_code: int
    name: str
    sign: str
    age: str
    issued: int
    expires: int

    def body(self) -> str:
        """Return the canonical JSON that is signed."""
        return canonical(
            {
                "desk": self.desk, "office": self.office, "office_code": self.office_code,
                "desk_code": self.desk_code, "name": self.name, "sign": self.sign, "age": self.age,
                "issued": self.issued, "expires": self.expires,
            }
        ).decode()  # fmt: skip


@dataclass(frozen=True, slots=True)
class Revocation:
    """The end of a desk: operations of its streams beyond the cut have no effect.

    A stream that ``cuts`` does not name is cut at 0.
    """

    desk: str
    cuts: Mapping[str, int]
    issued: int

    def body(self) -> str:
        """Return the canonical JSON that is signed."""
        return canonical({"desk": self.desk, "cuts": dict(self.cuts), "issued": self.issued}).decode()


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it travels; ``uid`` is the operation's id as ULID text, ``signature`` hex."""

    desk: str
    kind: str
    uid: str
    body: str
    signature: str


def new_root() -> tuple[bytes, bytes]:
    """Return ``(public, seed)`` of a new municipality's root key."""
    seed = new_seed()
    return public_key(seed), seed


def certify(
    transaction: Transaction,
    root_seed: bytes,
    certificate: Certificate,
    *,
    wall_ms: int,
    author: bytes | None = None,
) -> Statement:
    """Sign a certificate and append it; what an earlier revocation had cut counts again."""
    return _append(transaction, root_seed, CERTIFY, certificate.desk, certificate.body(), wall_ms, author)


def certify_first_desk(
    transaction: Transaction,
    keys: KeyRing,
    *,
    desk: bytes,
    office: bytes,
    office_code: int,
    desk_code: int,
    name: str,
    wall_ms: int,
) -> Statement:
    """Certify the desk that made the root key, with the keys that it has."""
    if keys.root_seed is None:
        raise ValueError("the first desk holds the root key")
    issued = wall_ms // 1000
    certificate = Certificate(
        ulid_text(desk), ulid_text(office), office_code, desk_code, name, public_key(keys.sign_seed).hex(),
        age_recipient(keys.age_identity), issued, issued + VALIDITY_SECONDS,
    )  # fmt: skip
    return certify(transaction, keys.root_seed, certificate, wall_ms=wall_ms)


def revoke(
    transaction: Transaction,
    root_seed: bytes,
    revocation: Revocation,
    *,
    wall_ms: int,
    author: bytes | None = None,
) -> Statement:
    """Sign a revocation, append it, and take the effect from what lies beyond its cuts."""
    return _append(transaction, root_seed, REVOKE, revocation.desk, revocation.body(), wall_ms, author)


def _append(
    transaction: Transaction, seed: bytes, kind: str, desk: str, body: str, wall_ms: int, author: bytes | None
) -> Statement:
    from desktop_app.sync.cuts import enforce

    signature = sign(seed, _PURPOSE[kind] + body.encode()).hex()
    uid = transaction.append(
        ENTITY, kind, ulid_bytes(desk), {"body": body, "signature": signature}, wall_ms=wall_ms, author=author
    )
    enforce(transaction, public_key(seed))
    return Statement(desk, kind, uid, body, signature)


def read_statement(statement: Statement, root_public: bytes) -> Certificate | Revocation | None:
    """Return what a statement says, or None unless the root signed exactly that about that desk."""
    purpose = _PURPOSE.get(statement.kind)
    try:
        signature = bytes.fromhex(statement.signature)
    except ValueError:
        return None
    if purpose is None or not verifies(root_public, purpose + statement.body.encode(), signature):
        return None
    found = _certificate(statement.body) if statement.kind == CERTIFY else _revocation(statement.body)
    return found if found is not None and found.desk == statement.desk else None


def _certificate(text: str) -> Certificate | None:
    body = _mapping(text)
    texts = [body.get(name) for name in ("desk", "office", "name", "sign", "age")]
    numbers = [body.get(name) for name in ("office_code", "desk_code", "issued", "expires")]
    if not all(isinstance(value, str) for value in texts) or not all(type(value) is int for value in numbers):
        return None
    if not _HEX_KEY.fullmatch(body["sign"]) or not _RECIPIENT.fullmatch(body["age"]):
        return None
    return Certificate(
        body["desk"], body["office"], body["office_code"], body["desk_code"], body["name"], body["sign"],
        body["age"], body["issued"], body["expires"],
    )  # fmt: skip


def _revocation(text: str) -> Revocation | None:
    body = _mapping(text)
    cuts, issued, desk = body.get("cuts"), body.get("issued"), body.get("desk")
    if not isinstance(desk, str) or type(issued) is not int or not isinstance(cuts, dict):
        return None
    return Revocation(desk, {name: seq for name, seq in cuts.items() if type(seq) is int}, issued)


def _mapping(text: str) -> dict[str, Any]:
    import json

    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


@dataclass(frozen=True, slots=True)
class Directory:
    """The desks of the municipality, as all validly signed statements tell together."""

    certified: Mapping[str, Certificate] = field(default_factory=dict)
    revoked: Mapping[str, Revocation] = field(default_factory=dict)
    known: Mapping[str, Certificate] = field(default_factory=dict)
    keys: Mapping[str, frozenset[bytes]] = field(default_factory=dict)
    places: Mapping[str, frozenset[tuple[int, int]]] = field(default_factory=dict)

    def recipients(self, now: int) -> list[str]:
        """Return the age recipients of the certified desks whose certificate has not expired."""
        return sorted({c.age for c in self.certified.values() if c.expires > now})

    def cut(self, stream: str) -> int | None:
        """Return the last sequence of a stream that has effect, or None when it is not cut."""
        revocation = self.revoked.get(stream_desk(stream))
        return None if revocation is None else revocation.cuts.get(stream, 0)

    def name(self, desk: str) -> str:
        """Return a desk's name for a person to read."""
        found = self.known.get(desk)
        return found.name if found else desk[-6:]


def build_directory(statements: Iterable[Statement], root_public: bytes) -> Directory:
    """Return the directory that follows from a set of statements, whatever their order."""
    latest: dict[str, tuple[tuple[int, str], Certificate | Revocation]] = {}
    vouched: dict[str, tuple[tuple[int, str], Certificate]] = {}
    keys: dict[str, set[bytes]] = {}
    places: dict[str, set[tuple[int, int]]] = {}
    for statement in statements:
        said = read_statement(statement, root_public)
        if said is None:
            continue
        rank = (said.issued, statement.uid)
        if said.desk not in latest or rank > latest[said.desk][0]:
            latest[said.desk] = (rank, said)
        if isinstance(said, Certificate):
            # Every key the root ever vouched for opens the seals made with it.
            keys.setdefault(said.desk, set()).add(bytes.fromhex(said.sign))
            # A place that was once given may stand on printed numbers, also after the desk got another.
            places.setdefault(said.desk, set()).add((said.office_code, said.desk_code))
            if said.desk not in vouched or rank > vouched[said.desk][0]:
                vouched[said.desk] = (rank, said)
    return Directory(
        certified={desk: said for desk, (_, said) in latest.items() if isinstance(said, Certificate)},
        revoked={desk: said for desk, (_, said) in latest.items() if isinstance(said, Revocation)},
        known={desk: said for desk, (_, said) in vouched.items()},
        keys={desk: frozenset(found) for desk, found in keys.items()},
        places={desk: frozenset(found) for desk, found in places.items()},
    )


def stored_statements(source: queries.Source) -> list[Statement]:
    """Return every statement in this desk's data, valid or not."""
    return [
        Statement(ulid_text(desk), kind, ulid_text(uid), body, signature)
        for desk, kind, uid, body, signature in queries.statements(source)
    ]


def load_directory(source: queries.Source, root_public: bytes, extra: Iterable[Statement] = ()) -> Directory:
    """Return the directory of this desk's data, with statements learnt elsewhere."""
    return build_directory([*stored_statements(source), *extra], root_public)

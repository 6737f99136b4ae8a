"""The request of a desk that wants to join: its public keys, and a fingerprint to compare aloud."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.ids import ulid_bytes
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.sync.recovery import digits
from desktop_app.sync.signing import age_recipient, canonical, public_key, sign, verifies
from desktop_app.system.keystore import KeyRing

KIND: Final = "ventanilla-request"
FORMAT: Final = 1
_PURPOSE: Final = b"ventanilla enrolment request 1\n"
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")


@dataclass(frozen=True, slots=True)
class Request:
    """What a new desk asks with. ``sign`` is its Ed25519 public key in hex, ``age`` its recipient."""

    desk: str
    sign: str
    age: str
    name: str = ""

    @property
    def fingerprint(self) -> str:
        """Return the digits that both sides compare, by phone if need be."""
        return digits(_PURPOSE + canonical({"desk": self.desk, "sign": self.sign, "age": self.age}))

    def _statement(self) -> bytes:
        return _PURPOSE + canonical(
            {"desk": self.desk, "sign": self.sign, "age": self.age, "name": self.name}
        )

    def document(self, seed: bytes) -> str:
        """Return the request as JSON, with the proof that its desk has the key."""
        body = {
            "kind": KIND,
            "format": FORMAT,
            "desk": self.desk,
            "sign": self.sign,
            "age": self.age,
            "name": self.name,
            "fingerprint": self.fingerprint,
            "proof": sign(seed, self._statement()).hex(),
        }
        return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def new_request(desk: str, keys: KeyRing, name: str = "") -> Request:
    """Return the request of a desk with these keys."""
    return Request(desk, public_key(keys.sign_seed).hex(), age_recipient(keys.age_identity), name)


def read_request(text: str) -> Request:
    """Return the request in a document. Raises InvalidInput when it is none or was changed."""
    try:
        body: dict[str, Any] = json.loads(text)
        if body["kind"] != KIND or body["format"] != FORMAT:
            raise ValueError("another document")
        found = Request(str(body["desk"]), str(body["sign"]), str(body["age"]), str(body["name"])[:80])
        ulid_bytes(found.desk)
        proof, public = bytes.fromhex(body["proof"]), bytes.fromhex(found.sign)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _not_a_request() from error
    if not _RECIPIENT.fullmatch(found.age) or not verifies(public, found._statement(), proof):  # noqa: SLF001
        raise _not_a_request()
    return found


def _not_a_request() -> InvalidInput:
    return InvalidInput(
        QT_TRANSLATE_NOOP(
            "core",
            "El archivo no es una solicitud de inscripción, o llegó cambiado. Pida que lo envíen de nuevo.",
        ),
        field="request",
    )

"""Ed25519 signatures over canonical JSON, and the public halves of a desk's keys."""

from __future__ import annotations

import json
import unicodedata
from typing import Any, Final

SIGNATURE_BYTES: Final = 64
PUBLIC_BYTES: Final = 32


def canonical(value: Any) -> bytes:
    """Return JSON with sorted keys, without spaces, in NFC: the form that is signed."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return unicodedata.normalize("NFC", text).encode()


def new_seed() -> bytes:
    """Return the random seed of a new signing key."""
    import secrets

    return secrets.token_bytes(32)


def public_key(seed: bytes) -> bytes:
    """Return the 32 public bytes that belong to a seed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, message: bytes) -> bytes:
    """Return the 64 bytes of an Ed25519 signature (the same for the same message)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether ``signature`` over ``message`` was made with the key of ``public``."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(public) != PUBLIC_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def age_recipient(identity: str) -> str:
    """Return the public recipient (``age1…``) of a secret age identity."""
    from pyrage import x25519

    return str(x25519.Identity.from_str(identity).to_public())

"""Where a desk's keys lie: a file of mode 0600, on Windows wrapped by the machine's DPAPI.

The keys belong to the machine, not to a login: the next shift and a service account must open the
same data. This protects a lost disk or a copied database, not against an administrator of that PC.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol

from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.system.faults import unwritable


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The secrets of one installation; ``root_seed`` only until the recovery sheet is in the safe."""

    database_key: bytes
    sign_seed: bytes
    age_identity: str
    root_public: bytes = b""
    root_seed: bytes | None = None

    def with_root(self, public: bytes, seed: bytes | None = None) -> KeyRing:
        """Return the same keys, belonging to the municipality of ``public``."""
        return replace(self, root_public=public, root_seed=seed)

    def __repr__(self) -> str:
        # Secrets must not reach a log through a traceback.
        return "KeyRing(…)"


def new_keyring() -> KeyRing:
    """Return fresh random keys for a desk that belongs to no municipality yet."""
    from pyrage import x25519

    return KeyRing(os.urandom(32), os.urandom(32), str(x25519.Identity.generate()))


class KeyStore(Protocol):
    """A place for the keys of one data folder."""

    def load(self) -> KeyRing | None:
        """Return the keys, or None when there are none; EnvironmentFault when they cannot be read."""
        ...

    def save(self, keys: KeyRing) -> None:
        """Keep the keys durably, replacing older ones."""
        ...

    def discard(self) -> None:
        """Remove keys that never opened anything."""
        ...


class FileKeyStore:
    """Keys in a file that only its owner reads (POSIX)."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "keys.json"

    def load(self) -> KeyRing | None:
        """Return the keys of the file, or None when there is no file."""
        return _decode(_read(self._path))

    def save(self, keys: KeyRing) -> None:
        """Write the file anew, mode 0600, synced before it replaces the old one."""
        _write(self._path, _encode(keys))

    def discard(self) -> None:
        """Remove the file."""
        self._path.unlink(missing_ok=True)


class DpapiKeyStore:
    """Keys wrapped by the machine's own DPAPI key (Windows)."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "keys.dpapi"

    def load(self) -> KeyRing | None:
        """Return the unwrapped keys, or None when there is no file."""
        from desktop_app.system import dpapi

        wrapped = _read(self._path)
        return None if wrapped is None else _decode(dpapi.unprotect(wrapped))

    def save(self, keys: KeyRing) -> None:
        """Wrap and write the keys."""
        from desktop_app.system import dpapi

        _write(self._path, dpapi.protect(_encode(keys)))

    def discard(self) -> None:
        """Remove the file."""
        self._path.unlink(missing_ok=True)


def keystore_for(folder: Path) -> KeyStore:
    """Return this platform's key store of a data folder."""
    return DpapiKeyStore(folder) if sys.platform == "win32" else FileKeyStore(folder)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "No se puede leer la llave de los datos en {folder}."),
            folder=str(path.parent),
        ) from error


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise unwritable(path.parent, error) from error


def _encode(keys: KeyRing) -> bytes:
    body = {name: value.hex() if isinstance(value, bytes) else value for name, value in asdict(keys).items()}
    return json.dumps({"format": 1, **body}, indent=1).encode()


def _decode(data: bytes | None) -> KeyRing | None:
    if data is None:
        return None
    try:
        body = json.loads(data)
        seed = body["root_seed"]
        return KeyRing(
            bytes.fromhex(body["database_key"]),
            bytes.fromhex(body["sign_seed"]),
            str(body["age_identity"]),
            bytes.fromhex(body["root_public"]),
            bytes.fromhex(seed) if seed else None,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP(
                "core", "El archivo de llaves está dañado. Recupérelo de la copia que guardó informática."
            )
        ) from error

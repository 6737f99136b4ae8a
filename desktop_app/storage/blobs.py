"""Files of cases, by what they contain: encrypted beside the database, under names that tell nothing.

A file lies in ``attachments/ab/<64 hex digits>``. Both its key and its name come from the database's key, so that
whoever can open the data can open it and nobody else, and the folder does not even tell whether a known document is
in it. A file is whole or not there: it is written beside its name, synced, and renamed. What is read is verified
twice, by the cipher's tag and by the hash of the content.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import EnvironmentFault, NotFound
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.system.faults import unwritable

FOLDER: Final = "attachments"
_MAGIC: Final = b"VNTF1\n"
_NONCE: Final = 12
_TAG: Final = 16
OVERHEAD: Final = len(_MAGIC) + _NONCE + _TAG
"""Bytes that a file has on the disk beyond its content."""


class BlobStore:
    """One folder of files. ``key`` is the database's, of 32 bytes."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = folder
        self._key = key
        self._derived: tuple[bytes, bytes] | None = None

    def path(self, sha: bytes) -> Path:
        """Return where the file with this content lies, or would lie."""
        name = hmac.new(self._keys()[1], sha, hashlib.sha256).hexdigest()
        return self.folder / name[:2] / name

    def has(self, sha: bytes) -> bool:
        """Tell whether there is such a file, without reading it."""
        return self.path(sha).is_file()

    def put(self, content: bytes) -> bytes:
        """Keep a file durably and return the SHA-256 of its content; one that is there already stays.

        Raises EnvironmentFault when the disk is full or refuses it; then nothing is left behind.
        """
        sha = hashlib.sha256(content).digest()
        path = self.path(sha)
        if self._sound(sha):
            self.keep_young(sha)
            return sha
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = os.urandom(_NONCE)
        sealed = AESGCM(self._keys()[0]).encrypt(nonce, content, _MAGIC + sha)
        self.place(path, (_MAGIC, nonce, sealed))
        return sha

    def place(self, path: Path, parts: Iterable[bytes]) -> None:
        """Write bytes under a name of this folder: beside it first, synced, then renamed."""
        part = path.with_name(f"{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(
                part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600
            )
            with os.fdopen(descriptor, "wb") as file:
                for each in parts:
                    file.write(each)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            _sync_folder(path.parent)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise unwritable(self.folder, error) from error

    def get(self, sha: bytes) -> bytes:
        """Return the content of a file, verified. Raises NotFound for one that is not here, EnvironmentFault.

        Both say what to do: another desk may have it.
        """
        sealed = self._sealed(sha)
        content = None if sealed is None else self._opened(sha, sealed)
        if content is not None:
            return content
        if sealed is None:
            raise NotFound(
                QT_TRANSLATE_NOOP(
                    "core",
                    "El archivo no está en este equipo. Puede estar en la ventanilla que lo agregó; véalo allí, o pida "
                    "que lo guarden en una memoria y agréguelo aquí.",
                )
            )
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP(
                "core",
                "El archivo está dañado en este equipo y no se abrió. Agréguelo otra vez desde el original, o "
                "recupérelo de la última copia de seguridad.",
            )
        )

    def _sealed(self, sha: bytes) -> bytes | None:
        try:
            return self.path(sha).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise EnvironmentFault(
                QT_TRANSLATE_NOOP("core", "No se puede leer la carpeta {folder}."), folder=str(self.folder)
            ) from error

    def copy_from(self, other: BlobStore, sha: bytes) -> bool:
        """Take a file over from a folder with the same key, as it lies there; tell whether it is here and sound.

        What is here already is believed when its size fits. Raises EnvironmentFault when it cannot be written.
        """
        mine, theirs = self.path(sha), other.path(sha)
        try:
            if mine.stat().st_size == theirs.stat().st_size:
                return True
        except OSError:
            pass
        try:
            sealed = theirs.read_bytes()
        except OSError:
            return self.has(sha)
        if self._opened(sha, sealed) is None:
            return self.has(sha)
        self.place(mine, (sealed,))
        try:
            written = mine.read_bytes()
        except OSError:
            return False
        return written == sealed

    def discard(self, sha: bytes) -> None:
        """Remove a file that is damaged, before a sound one takes its place. Raises EnvironmentFault."""
        try:
            self.path(sha).unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(self.folder, error) from error

    def keep_young(self, sha: bytes) -> None:
        """Note that a file is wanted today: the sweep counts from now."""
        with contextlib.suppress(OSError):
            os.utime(self.path(sha))

    def verify(self, sha: bytes) -> bool:
        """Tell whether a file is there and holds what its hash says."""
        return self._sound(sha)

    def sweep(self, wanted: Iterable[bytes], older_than: float) -> list[Path]:
        """Remove files that no hash of ``wanted`` stands for and that nobody touched for so many seconds.

        Also what a power cut left half written. Returns what was removed; what another program holds stays.
        """
        kept = {self.path(sha) for sha in wanted}
        before, removed = time.time() - older_than, []
        for path in self.files():
            if path in kept:
                continue
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()
                    removed.append(path)
        return removed

    def files(self) -> Iterator[Path]:
        """Yield every file of the folder, also what is half written."""
        try:
            shelves = sorted(self.folder.iterdir())
        except OSError:
            return
        for shelf in shelves:
            if shelf.is_dir() and len(shelf.name) == 2:
                with contextlib.suppress(OSError):
                    yield from sorted(path for path in shelf.iterdir() if path.is_file())

    def _sound(self, sha: bytes) -> bool:
        try:
            return self._opened(sha, self.path(sha).read_bytes()) is not None
        except OSError:
            return False

    def _opened(self, sha: bytes, sealed: bytes) -> bytes | None:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        start = len(_MAGIC)
        if len(sealed) < OVERHEAD or not sealed.startswith(_MAGIC):
            return None
        try:
            content = AESGCM(self._keys()[0]).decrypt(
                sealed[start : start + _NONCE], sealed[start + _NONCE :], _MAGIC + sha
            )
        except InvalidTag:
            return None
        return content if hashlib.sha256(content).digest() == sha else None

    def _keys(self) -> tuple[bytes, bytes]:
        if self._derived is None:
            from cryptography.hazmat.primitives import hashes
            from cryptography.hazmat.primitives.kdf.hkdf import HKDF

            made = HKDF(hashes.SHA256(), 64, salt=None, info=b"ventanilla attachments 1").derive(self._key)
            self._derived = made[:32], made[32:]
        return self._derived


def _sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows does that with the rename and opens no folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

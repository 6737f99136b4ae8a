"""Exchanging with the other desks over a shared folder, and copies: what needs this desk's keys."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desktop_app.domain.errors import EnvironmentFault, InvalidInput, UserError
from desktop_app.domain.ids import new_ulid, ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import backups
from desktop_app.services.access import Permission, require
from desktop_app.services.backups import Backup
from desktop_app.services.context import Context, epoch
from desktop_app.storage.queries import desk as desk_queries
from desktop_app.sync.desk import Desk, desk_id, recall

if TYPE_CHECKING:
    from desktop_app.sync.certificates import Directory

FOLDER: Final = "sync.folder"
_PROBLEM: Final = "sync.problem"
CHANGES: Final = frozenset(
    {"attention", "case", "citizen", "referral", "topic", "setting", "directory", "user", "unit", "official"}
)
"""Everything that may come from another desk."""


@dataclass(frozen=True, slots=True)
class DeskSeen:
    """A desk of the municipality; ``heard`` is when it last told what it has, in the office's zone."""

    code: str
    name: str
    office: str
    heard: datetime | None
    own: bool
    certified: bool


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file of the folder that was not taken in, and why; one that ``waits`` needs another one first."""

    name: str
    reason: str
    waits: bool


@dataclass(frozen=True, slots=True)
class ExchangeState:
    """How exchanging stands. ``missing`` counts what others had and this desk had not, then.

    ``problem`` is why the last attempt failed, at ``problem_at``; empty after one that went well.
    """

    folder: str
    last: datetime | None
    last_folder: str
    to_send: int
    missing: int
    desks: tuple[DeskSeen, ...]
    held: tuple[HeldFile, ...]
    problem: str
    problem_at: datetime | None


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What an exchange did, in sentences; ``apart`` files were set aside without using them."""

    sentences: tuple[str, ...]
    apart: int
    changes: frozenset[str]


@dataclass(frozen=True, slots=True)
class FolderTest:
    """A folder that can be written to; ``files`` of other desks lie in it already."""

    folder: str
    files: int


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was made and verified."""

    backup: Backup
    changes: frozenset[str] = frozenset({"backup"})


class Custody:
    """Acts with this desk's keys, without handing them out."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._busy = threading.Lock()

    def exchange(
        self, ctx: Context, cancelled: Callable[[], bool], progress: Callable[[int, int], None]
    ) -> Exchanged:
        """Exchange with the desk's folder once.

        Raises InvalidInput without a folder or while another exchange runs, EnvironmentFault when the folder
        does not answer (what came in stays), NotAllowed.
        """
        from desktop_app.sync.exchange import exchange

        require(ctx.actor, Permission.SYNC)
        folder = folder_of(ctx)
        if not folder:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "Elija primero la carpeta compartida."), field="folder"
            )
        if not self._busy.acquire(blocking=False):
            raise InvalidInput(QT_TRANSLATE_NOOP("core", "Ya se está sincronizando; espere a que termine."))
        try:
            report = exchange(self._desk, Path(folder), cancelled, progress)
        except UserError as error:
            _remember(ctx, str(error))
            raise
        finally:
            self._busy.release()
            ctx.cache.invalidate()
        _remember(ctx, "")
        changes = CHANGES if report.received or report.restored else frozenset({"setting"})
        return Exchanged(tuple(report.lines()), len(report.quarantined), changes)

    def state(self, ctx: Context) -> ExchangeState:
        """Return how exchanging stands, from what is remembered: neither the folder nor a long history is read.

        Raises NotAllowed, InvalidInput before this desk belongs to a municipality.
        """
        from desktop_app.sync.exchange import LAST
        from desktop_app.sync.status import known_desks, pending

        require(ctx.actor, Permission.SYNC)
        own, last = desk_id(self._desk), recall(ctx.store, LAST)
        report = last.get("report", {})
        offices = {code: name for _, code, name, _ in desk_queries.offices(ctx.store)}
        desks = tuple(
            DeskSeen(
                f"{each.office_code:02d}-{each.desk_code:02d}", each.name, offices.get(each.office_code, ""),
                ctx.local(each.heard), each.desk == own, each.state == "certified",
            )
            for each in known_desks(self._desk)
        )  # fmt: skip
        problem, at = last_problem(ctx)
        return ExchangeState(
            folder=folder_of(ctx),
            last=ctx.local(last.get("at")),
            last_folder=str(last.get("folder", "")),
            to_send=max(0, pending(self._desk)),
            missing=int(report.get("missing", 0)),
            desks=desks,
            held=_held(report),
            problem=problem,
            problem_at=at,
        )

    def back_up(self, ctx: Context) -> Copied:
        """Take a verified copy. Raises as ``backups.back_up``."""
        return Copied(backups.back_up(ctx, self._desk.keys.database_key))

    def receipt_key(self) -> tuple[str, bytes]:
        """Return this desk's id as ULID text and its public key.

        Raises InvalidInput before this desk belongs to a municipality.
        """
        from desktop_app.sync.signing import public_key

        return desk_id(self._desk), public_key(self._desk.keys.sign_seed)

    def sign_receipt(self, packed: bytes) -> bytes:
        """Return this desk's signature over the facts of a receipt; nothing else is ever signed here."""
        from desktop_app.domain.receipt import message
        from desktop_app.sync.signing import sign

        return sign(self._desk.keys.sign_seed, message(packed))

    def certificates(self) -> Directory:
        """Return the desks that the municipality's root key vouches for, as far as is known here."""
        from desktop_app.sync.certificates import load_directory

        return load_directory(self._desk.store, self._desk.keys.root_public)


def folder_of(ctx: Context) -> str:
    """Return the folder that this desk exchanges with, or an empty text."""
    return ctx.store.get_local(FOLDER) or ""


def set_folder(ctx: Context, folder: str) -> FolderTest | None:
    """Keep the folder that this desk exchanges with, after writing to it; an empty text forgets it.

    Raises as ``try_folder``.
    """
    require(ctx.actor, Permission.SYNC)
    tried = try_folder(ctx, folder) if folder.strip() else None
    ctx.store.set_local(FOLDER, tried.folder if tried else "")
    _remember(ctx, "")
    return tried


def try_folder(ctx: Context, folder: str) -> FolderTest:
    """Write a small file to a folder, read it back and remove it.

    Raises InvalidInput (``folder``) in words for a folder that cannot serve, NotAllowed.
    """
    from desktop_app.sync.carriers.folder import FolderCarrier

    require(ctx.actor, Permission.SYNC)
    path = Path(folder.strip())
    if not path.is_absolute():
        raise _refused(
            QT_TRANSLATE_NOOP("core", "Escriba la ruta completa de la carpeta, o elíjala con el botón."), path
        )
    if _within(ctx.store.folder, path):
        raise _refused(
            QT_TRANSLATE_NOOP(
                "core", "Esa es la carpeta de datos de este equipo. Elija la carpeta compartida."
            ),
            path,
        )
    try:
        if not path.is_dir():
            raise _refused(
                QT_TRANSLATE_NOOP("core", "No se encuentra la carpeta {folder}. Revise el nombre y la red."),
                path,
            )
        _write_and_read(path, f".ventanilla-prueba-{ulid_text(new_ulid(ctx.clock.milliseconds()))}")
    except OSError as error:
        raise _refused(
            QT_TRANSLATE_NOOP(
                "core",
                "Se encuentra la carpeta {folder}, pero no se puede escribir en ella. "
                "Pida a informática que dé permiso de escritura.",
            ),
            path,
        ) from error
    try:
        return FolderTest(str(path), len(FolderCarrier(path).names()))
    except EnvironmentFault as fault:
        raise _refused(fault.template, path) from fault


def _within(data: Path, path: Path) -> bool:
    """Tell whether a path leads into the data folder, also in a roundabout way or by a link."""
    try:
        inner, outer = Path(os.path.realpath(path)), Path(os.path.realpath(data))
    except ValueError:
        return False  # no system has a folder of such a name: that is told as not found
    return inner == outer or outer in inner.parents


def _write_and_read(folder: Path, name: str) -> None:
    path, sample = folder / name, os.urandom(64)
    try:
        path.write_bytes(sample)
        if path.read_bytes() != sample:
            raise OSError("what was written does not read back")
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _refused(template: str, path: Path) -> InvalidInput:
    return InvalidInput(template, field="folder", folder=str(path))


def _held(report: Any) -> tuple[HeldFile, ...]:
    if not isinstance(report, dict):
        return ()
    return tuple(
        HeldFile(str(each["name"]), str(each["reason"]), kind == "waiting")
        for kind in ("waiting", "quarantined")
        for each in report.get(kind, ())
    )


def _remember(ctx: Context, sentence: str) -> None:
    body = json.dumps({"at": epoch(ctx.now()), "sentence": sentence}) if sentence else ""
    if (ctx.store.get_local(_PROBLEM) or "") != body:
        ctx.store.set_local(_PROBLEM, body)


def last_problem(ctx: Context) -> tuple[str, datetime | None]:
    """Return why the last exchange failed, and when; ``("", None)`` after one that went well."""
    text = ctx.store.get_local(_PROBLEM)
    body = json.loads(text) if text else {}
    return str(body.get("sentence", "")), ctx.local(body.get("at"))

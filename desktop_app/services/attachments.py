"""Files of a case: added, read, taken away. Who may read the case may read its files; nobody else.

The event that adds a file syncs like any other and names it by its hash; the content stays on the desk that has it.
``missing`` lists what this desk knows of and has not got: a carrier of contents begins there.

Taking a file away leaves its event, with the reason, and its content for ``KEPT_DAYS``: a slip of the hand is mended
by adding it again, and a copy of the data that is restored finds it. Then the sweep removes what no case refers to.
"""

from __future__ import annotations

import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop_app.domain.case_attached import CaseFile
from desktop_app.domain.case_fold import Case
from desktop_app.domain.cleaning import clean_note
from desktop_app.domain.errors import EnvironmentFault, InvalidInput, NotFound
from desktop_app.domain.file_kinds import (
    MIB,
    MOST_BYTES,
    MOST_CASE_BYTES,
    MOST_CASE_FILES,
    FileKind,
    judged,
    kind_of_type,
    stored_name,
    too_big,
)
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import reporting
from desktop_app.services.access import Permission, require
from desktop_app.services.cases import CHANGES, load
from desktop_app.services.context import Context, day_number, epoch
from desktop_app.services.writing import append
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import attachments as queries

KEPT_DAYS: Final = 30
_DAY: Final = 86_400
_SWEPT: Final = "attachments.swept"
"""Where a desk keeps the day of its last sweep; it never syncs."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that was read and may be kept; ``name`` is harmless and its ending true."""

    name: str
    content: bytes
    kind: FileKind


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of a case; ``here``: its content is on this desk. ``kind`` is None for a type of a newer program."""

    sha: bytes
    name: str
    kind: FileKind | None
    size: int
    added: datetime | None
    by: str
    here: bool


@dataclass(frozen=True, slots=True)
class FilesSaved:
    """What was added: names of the new ones, and of those that the case had already; ``first`` is the first hash."""

    id: bytes
    number: str
    added: tuple[str, ...]
    already: tuple[str, ...] = ()
    first: bytes | None = None
    changes: frozenset[str] = CHANGES


def read_file(path: Path) -> NewFile:
    """Read a file that somebody wants to add, with its limits. Raises InvalidInput in words, EnvironmentFault."""
    name = path.name
    try:
        found = path.lstat()
        if stat.S_ISDIR(found.st_mode):
            raise _refused(
                QT_TRANSLATE_NOOP(
                    "core", "«{name}» es una carpeta. Agregue los archivos que trae, uno a uno."
                ),
                name,
            )
        if not stat.S_ISREG(found.st_mode):
            raise _refused(
                QT_TRANSLATE_NOOP(
                    "core", "«{name}» es un enlace a otro lugar, no el archivo. Agregue el archivo mismo."
                ),
                name,
            )
        if found.st_size > MOST_BYTES:
            raise too_big(name)
        with path.open("rb") as file:
            # It may grow while it is read: what is too big is told from what was read.
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP(
                "core",
                "No se puede leer «{name}». Revise que siga allí y que no lo tenga abierto otro programa.",
            ),
            name=name,
        ) from error
    return new_file(name, content)


def new_file(name: str, content: bytes) -> NewFile:
    """Judge a content (a pasted picture, a part of a message). Raises InvalidInput in words."""
    kind = judged(content, name)
    return NewFile(stored_name(name, kind), content, kind)


def add_files(ctx: Context, case: bytes, files: Sequence[NewFile]) -> FilesSaved:
    """Add files to a case; one that it has already is told and not added again.

    All or none: raises InvalidInput for more than a case may have, NotAllowed, NotFound, EnvironmentFault.
    """
    require(ctx.actor, Permission.WORK_CASE)
    if not files:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Elija al menos un archivo."), field="files")
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        kept = keep(ctx, transaction, case, current, files, list(current.heads))
    return FilesSaved(case, str(current.values.get("number") or ""), kept.added, kept.already, kept.first)


@dataclass(frozen=True, slots=True)
class Kept:
    """What ``keep`` has done; ``heads`` are the parents of what is written next."""

    added: tuple[str, ...]
    already: tuple[str, ...]
    first: bytes | None
    heads: list[str]


def keep(
    ctx: Context,
    transaction: Transaction,
    case: bytes,
    current: Case,
    files: Sequence[NewFile],
    heads: list[str],
) -> Kept:
    """Add files inside the transaction of another service, each as an event after ``heads``.

    The content is on the disk before its event is: what a rollback leaves behind, the sweep removes.
    """
    held = dict(current.attached.files)
    _check_room(held_bytes=sum(each.size for each in held.values()), held=len(held), files=files)
    added: list[str] = []
    already: list[str] = []
    first: bytes | None = None
    for file in files:
        sha = ctx.store.blobs.put(file.content)
        first = first or sha
        known = held.get(sha.hex())
        if known is not None:
            already.append(known.name or file.name)
            continue
        facts = {
            "sha": sha.hex(), "type": file.kind.type, "size": len(file.content), "at": epoch(ctx.now()),
            "parents": heads,
        }  # fmt: skip
        heads = [append(ctx, transaction, "case", "attach", case, facts, {"name": file.name})]
        held[sha.hex()] = _held(sha, file)
        added.append(file.name)
    return Kept(tuple(added), tuple(already), first, heads)


def remove_file(ctx: Context, case: bytes, sha: bytes, reason: str) -> FilesSaved:
    """Take a file off a case; the timeline keeps that it was there, and why it went.

    Raises InvalidInput without a reason, NotFound when the case has no such file, NotAllowed.
    """
    require(ctx.actor, Permission.WORK_CASE)
    text = clean_note(reason, "reason")
    if not text:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba por qué se quita el archivo."), field="reason")
    with ctx.store.transaction() as transaction:
        current = load(transaction, case)
        known = current.attached.files.get(sha.hex())
        if known is None:
            raise _gone()
        facts = {"sha": sha.hex(), "at": epoch(ctx.now()), "parents": current.heads}
        append(ctx, transaction, "case", "detach", case, facts, {"name": known.name, "text": text})
    ctx.store.blobs.keep_young(sha)
    return FilesSaved(case, str(current.values.get("number") or ""), (known.name,))


def files_of(ctx: Context, case: bytes) -> tuple[AttachedFile, ...]:
    """Return the files of a case, the oldest first. Raises NotAllowed."""
    require(ctx.actor, Permission.READ_CASES)
    return tuple(_shown(ctx, row) for row in queries.files(ctx.store, case))


def file_of(ctx: Context, case: bytes, sha: bytes) -> AttachedFile:
    """Return one file of a case. Raises NotFound, NotAllowed."""
    require(ctx.actor, Permission.READ_CASES)
    row = queries.one(ctx.store, case, sha)
    if row is None:
        raise _gone()
    return _shown(ctx, row)


def content_of(ctx: Context, case: bytes, sha: bytes) -> bytes:
    """Return what a file of a case contains, verified.

    Raises NotFound when the case has no such file or this desk has not got it, EnvironmentFault for a damaged one.
    """
    file_of(ctx, case, sha)
    return ctx.store.blobs.get(sha)


def save_copy(ctx: Context, case: bytes, sha: bytes, target: Path) -> Path:
    """Write a copy of a file; on Windows it is marked as come from outside, so that programs open it guarded.

    Raises as ``content_of``, and EnvironmentFault when it cannot be written.
    """
    content = content_of(ctx, case, sha)
    reporting.write_together({target: content})
    if sys.platform == "win32":
        with suppress(OSError), Path(f"{target}:Zone.Identifier").open("w", encoding="ascii") as mark:
            mark.write("[ZoneTransfer]\r\nZoneId=3\r\n")
    return target


def missing(ctx: Context) -> list[tuple[bytes, int]]:
    """Return ``(sha, bytes)`` of every file that a case has and this desk has not got.

    Any role: it tells no name and no case. What carries contents between desks asks here.
    """
    return [(sha, size) for sha, size in queries.wanted(ctx.store) if not ctx.store.blobs.has(sha)]


def sweep(ctx: Context) -> int:
    """Remove contents that no case has referred to for ``KEPT_DAYS``; return how many. Any role.

    The days count from the removal, at whatever desk it was written.
    """
    wanted = queries.named(ctx.store, epoch(ctx.now()) - KEPT_DAYS * _DAY)
    return len(ctx.store.blobs.sweep(wanted, KEPT_DAYS * _DAY))


def sweep_daily(ctx: Context) -> int:
    """Sweep, unless this desk has done so today: walking through thousands of files is felt on a slow disk."""
    today = str(day_number(ctx.now()))
    if ctx.store.read_only or ctx.store.get_local(_SWEPT) == today:
        return 0
    removed = sweep(ctx)
    ctx.store.set_local(_SWEPT, today)
    return removed


def size_text(size: int) -> str:
    """Return a size as people read it: "1,4 MB"."""
    if size < 1024:
        return f"{size} B"
    if size < MIB:
        return f"{max(round(size / 1024), 1)} KB"
    return f"{size / MIB:.1f} MB".replace(".", ",")


def _check_room(*, held_bytes: int, held: int, files: Sequence[NewFile]) -> None:
    if held + len(files) > MOST_CASE_FILES:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "El caso ya tiene {held} archivos y caben {most}. Junte varios en un PDF."
            ),
            field="files",
            held=held,
            most=MOST_CASE_FILES,
        )
    if held_bytes + sum(len(file.content) for file in files) > MOST_CASE_BYTES:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "Los archivos del caso suman {held} y caben {most} MB. Quite o reduzca alguno y repita.",
            ),
            field="files",
            held=size_text(held_bytes),
            most=MOST_CASE_BYTES // MIB,
        )


def _held(sha: bytes, file: NewFile) -> CaseFile:
    return CaseFile(sha.hex(), file.name, file.kind.type, len(file.content), 0, None, "")


def _shown(ctx: Context, row: queries.FileRow) -> AttachedFile:
    kind = kind_of_type(row.type)
    name = row.name or QT_TRANSLATE_NOOP("core", "archivo sin nombre")
    return AttachedFile(
        row.sha, name, kind, row.size, ctx.local(row.added), row.author, ctx.store.blobs.has(row.sha)
    )


def _gone() -> NotFound:
    return NotFound(QT_TRANSLATE_NOOP("core", "El caso ya no tiene ese archivo."))


def _refused(template: str, name: str) -> InvalidInput:
    return InvalidInput(template, field="files", name=name)

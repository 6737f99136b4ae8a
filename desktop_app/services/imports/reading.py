"""The first half of an import: the whole file is read and judged, without touching any data."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.profile import Profile
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.imports.mapping import CaseMapping
from desktop_app.services.imports.rows import FLAGS, Draft, DraftReader
from desktop_app.services.imports.tables import Row, Table, open_table
from desktop_app.system.progress import CancelToken, Progress, silent

BATCH: Final = 500
MESSAGES: Final = 50
"""How many messages of each kind are kept, unless asked otherwise."""


@dataclass(slots=True)
class Reading:
    """A file that was read: its usable rows, packed, and what there is to say about them.

    ``read`` = usable rows + ``repeated`` (the same row once more) + ``refused``.
    """

    file: str
    drafts: DraftReader
    limit: int
    read: int = 0
    repeated: int = 0
    refused: int = 0
    flagged: int = 0
    flags: Counter[str] = field(default_factory=Counter)
    notices: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    _packed: list[bytes] = field(default_factory=list)

    @property
    def usable(self) -> int:
        """How many rows tell of a case."""
        return self.read - self.repeated - self.refused

    def messages(self) -> list[str]:
        """Return what to show: about the file, then refused rows, then flagged ones."""
        return (self.notices + self.refusals + self.remarks)[: len(self.notices) + self.limit]

    def batches(self) -> Iterator[list[tuple[int, Draft]]]:
        """Yield the usable rows again with their numbers, some at a time."""
        for packed in self._packed:
            rows = json.loads(zlib.decompress(packed))
            yield [(number, self.drafts.read(row, short=short)) for number, row, short in rows]

    def keep(self, rows: list[tuple[int, Mapping[str, str], bool]]) -> None:
        """Pack usable rows away: a file of any size takes little memory."""
        if rows:
            self._packed.append(zlib.compress(json.dumps(rows, ensure_ascii=False).encode(), 1))

    def refuse(self, number: int, problem: str) -> None:
        """Count a row that cannot be imported."""
        self.refused += 1
        if len(self.refusals) < self.limit:
            self.refusals.append(_told(number, problem))

    def flag(self, number: int, flags: tuple[str, ...]) -> None:
        """Count a row that is kept although something is strange about it."""
        self.flagged += 1
        self.flags.update(flags)
        if len(self.remarks) < self.limit:
            self.remarks.append(_told(number, "; ".join(FLAGS[flag] for flag in flags)))


def read_cases(
    path: Path,
    mapping: CaseMapping,
    profile: Profile,
    today: int,
    *,
    progress: Progress = silent,
    cancel: CancelToken | None = None,
    limit: int = MESSAGES,
) -> Reading:
    """Read and judge a file of cases; ``today`` is yyyymmdd, progress is in bytes or rows of the file.

    Raises InvalidInput in words when the file as a whole cannot be used, EnvironmentFault when the machine
    does not let it be read, Cancelled.
    """
    cancel = cancel or CancelToken()
    table = open_table(path, mapping)
    try:
        drafts = DraftReader(mapping, table.header, profile, today, table.serial_base)
        reading = Reading(path.name, drafts, max(0, limit), notices=list(table.notices))
        _read_all(table, reading, progress, cancel)
    finally:
        table.close()
    if not reading.read:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "{file} tiene encabezado, pero ninguna fila con datos."), file=path.name
        )
    return reading


def _read_all(table: Table, reading: Reading, progress: Progress, cancel: CancelToken) -> None:
    seen: dict[str, tuple[int, bytes]] = {}
    kept: list[tuple[int, Mapping[str, str], bool]] = []
    for row in table.rows():
        cancel.check()
        reading.read += 1
        found = _judge(table, reading, row, seen)
        if found is not None:
            kept.append((row.number, found, row.short))
        if len(kept) >= BATCH:
            reading.keep(kept)
            kept = []
        if reading.read % 100 == 0:
            progress(*table.position())
    reading.keep(kept)
    progress(*table.position())


def _judge(
    table: Table, reading: Reading, row: Row, seen: dict[str, tuple[int, bytes]]
) -> Mapping[str, str] | None:
    """Return the filled cells of a row that tells of a case, or None after counting why it does not."""
    if row.problem:
        reading.refuse(row.number, row.problem)
        return None
    cells = {name: text for name, text in zip(table.header, row.cells, strict=True) if text}
    try:
        draft = reading.drafts.read(cells, short=row.short)
    except InvalidInput as error:
        reading.refuse(row.number, str(error))
        return None
    digest = hashlib.blake2b(repr(row.cells).encode(), digest_size=16).digest()
    first = seen.setdefault(draft.key, (row.number, digest))
    if first[0] != row.number:
        if first[1] == digest:
            reading.repeated += 1
        else:
            text = QT_TRANSLATE_NOOP("core", "repite la clave «{key}» de la fila {first} con otros datos")
            reading.refuse(row.number, text.format(key=draft.key, first=first[0]))
        return None
    if draft.flags:
        reading.flag(row.number, draft.flags)
    return cells


def _told(number: int, problem: str) -> str:
    return QT_TRANSLATE_NOOP("core", "Fila {number}: {problem}.").format(number=number, problem=problem)

"""What every kind of row goes through: its cells understood, compared with what is there, told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from desktop_app.domain.columns import COLUMNS, Column, Part
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.imports.sheets_plan import Options, Planned, State, changed_titles
from desktop_app.services.imports.sheets_reading import SheetTable
from desktop_app.services.imports.sheets_values import missing, repeated, same
from desktop_app.services.imports.tables import Row

Reader = Callable[[Column, str], Any]
Fields = dict[str, Any]


@dataclass(slots=True)
class Judged:
    """A row on its way: ``fields`` by the column's key, names of others still as they were written.

    ``target`` and ``before`` are what it changes; without them it is something new.
    """

    row: Row
    name: str
    fields: Fields = field(default_factory=dict)
    target: bytes = b""
    before: Mapping[str, Any] | None = None
    problem: str = ""
    notes: list[str] = field(default_factory=list)
    same_as: int = 0

    @property
    def good(self) -> bool:
        """Whether the row can go in, as far as is known."""
        return not self.problem

    def refuse(self, error: InvalidInput) -> None:
        """Note why the row cannot go in."""
        self.problem = str(error).rstrip(".")

    def named(self, key: str) -> str:
        """Return a name that the row writes into a field, "" where it writes none."""
        value = self.fields.get(key)
        return value if isinstance(value, str) else ""


@dataclass(slots=True)
class Judge:
    """Understands the cells of one table; ``readers`` by the column's key.

    ``identity`` are the columns by which two rows mean the same thing; ``shared`` are names (as ``same`` gives
    them) that several things have already, whose rows are told apart by all they say.
    """

    table: SheetTable
    options: Options
    readers: Mapping[str, Reader]
    identity: tuple[str, ...]
    shared: frozenset[str] = frozenset()
    _seen: dict[tuple[str, ...], tuple[int, bytes]] = field(default_factory=dict)

    @property
    def part(self) -> Part:
        """What the rows are."""
        return self.table.part

    def judge(self, row: Row) -> Judged:
        """Return the row with its cells understood, or why they cannot be."""
        naming = COLUMNS[self.part][0]
        found = Judged(row, self.table.cell(row, naming.key))
        if row.problem:
            found.problem = row.problem
            return found
        try:
            if not found.name:
                raise missing(self.part)
            self._refuse_repeated(found)
            for column in COLUMNS[self.part]:
                text = self.table.cell(row, column.key)
                if text:
                    found.fields[column.key] = self.readers[column.key](column, text)
        except InvalidInput as error:
            found.refuse(error)
        return found

    def emptied(self, judged: Judged, keys: frozenset[str]) -> None:
        """Have the empty cells of a row empty these fields, where that was chosen."""
        if self.options.clear and judged.before is not None:
            for key in keys & set(self.table.columns):
                judged.fields.setdefault(key, None)

    def _refuse_repeated(self, judged: Judged) -> None:
        key = tuple(same(self.table.cell(judged.row, name)) for name in self.identity)
        digest = hashlib.blake2b(
            repr(judged.row.cells).encode(errors="surrogatepass"), digest_size=16
        ).digest()
        if same(judged.name) in self.shared:
            key = (*key, digest.hex())
        number, first = self._seen.setdefault(key, (judged.row.number, digest))
        if number == judged.row.number:
            return
        if first != digest:
            raise repeated(judged.name, number)
        judged.same_as = number

    def planned(self, judged: Judged, values: Callable[[Fields], Mapping[str, Any]]) -> Planned:
        """Return what becomes of a row; ``values`` turns changed fields into registers."""
        row = Planned(
            self.part, judged.row.number, judged.name, State.SAME, judged.target, notes=tuple(judged.notes)
        )
        if judged.problem:
            return replace(row, state=State.REFUSED, problem=judged.problem, target=b"")
        if judged.same_as:
            text = QT_TRANSLATE_NOOP("core", "es igual a la fila {first}").format(first=judged.same_as)
            return replace(row, notes=(text,))
        if judged.before is None:
            return replace(row, state=State.NEW, values=values(judged.fields))
        before = judged.before
        changed = {key: value for key, value in judged.fields.items() if before.get(key) != value}
        if not changed:
            return row
        titles = changed_titles(self.part, tuple(changed))
        return replace(row, state=State.CHANGED, values=values(changed), changes=titles)

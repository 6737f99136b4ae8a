"""Reading a file of topics, units or officials: which sheet holds what, which column is which.

The rows are few and kept whole, so that columns can be chosen and rows be shown without reading again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from desktop_app.domain.columns import COLUMNS, PARTS, SAMPLE, SHEETS, Found, Part, Subject, fits, recognise
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folded import folded, folded_code
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.imports.tables import NoHeading, Row, Table, is_workbook, open_table
from desktop_app.system.progress import CancelToken, Progress, silent

MOST_ROWS: Final = 20_000
"""Rows of one sheet that are brought in at once: a directory of any municipality has fewer."""

_MOST_SHEETS: Final = 20
_MOST_NAMED: Final = 3
_HEAD: Final = 24
"""Letters by which the heading of a column is known."""

_PHONES: Final = frozenset({"telefono", "telefonos", "numero_de_telefono", "celular", "tel"})
_EXTENSIONS: Final = frozenset({"anexo", "extension", "ext", "interno"})

_SHEET_WORDS: Final = {
    Part.UNITS: ("unidad", "area", "dependencia", "oficina", "gerencia"),
    Part.OFFICIALS: ("funcionari", "personal", "persona", "directorio", "contacto", "servidor", "empleado"),
    Part.TOPICS: ("catalogo", "tema", "tramite", "guia", "servicio", "procedimiento"),
}


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The rows of one sheet; ``columns`` says which of them feeds which field, and may be changed.

    ``sheet`` is empty for a CSV file; ``skipped`` counts example rows; ``joined`` columns are part of another.
    """

    part: Part
    sheet: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    columns: Found
    notices: tuple[str, ...] = ()
    skipped: int = 0
    joined: frozenset[int] = frozenset()

    def with_column(self, key: str, place: int | None) -> SheetTable:
        """Return the same rows with another column for a field, None for none of them.

        A column may feed several fields: walking through the choices takes nothing from another field.
        """
        columns = {name: at for name, at in self.columns.items() if name != key}
        return replace(self, columns=columns if place is None else {**columns, key: place})

    def cell(self, row: Row, key: str) -> str:
        """Return what a row says about a field; empty where it has no column."""
        place = self.columns.get(key)
        return row.cells[place].strip() if place is not None and place < len(row.cells) else ""

    def unused(self) -> tuple[str, ...]:
        """Return the headings of the columns that hold something and feed no field."""
        used = {*self.columns.values(), *self.joined}
        return tuple(
            name for place, name in enumerate(self.header) if place not in used and self.sample(place)
        )

    def sample(self, place: int) -> str:
        """Return the first text of a column, to tell it by."""
        texts = (row.cells[place] for row in self.rows if place < len(row.cells))
        return next((text for text in texts if text), "")


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file that was read: one table for each of its sheets that has something to bring."""

    name: str
    subject: Subject
    tables: tuple[SheetTable, ...]

    def notices(self) -> tuple[str, ...]:
        """Return what there is to say about the file as a whole."""
        unused = [name for table in self.tables for name in table.unused()]
        told = [notice for table in self.tables for notice in table.notices]
        return tuple(dict.fromkeys([*_unused_words(unused), *told]))

    def table(self, part: Part) -> SheetTable | None:
        """Return the rows of one kind, if the file has any."""
        return next((table for table in self.tables if table.part is part), None)

    def with_column(self, part: Part, key: str, place: int | None) -> SheetFile:
        """Return the file with another column for a field."""
        tables = (each.with_column(key, place) if each.part is part else each for each in self.tables)
        return replace(self, tables=tuple(tables))


def _unused_words(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    brief = [name if len(name) <= _HEAD else f"{name[: _HEAD - 1].rstrip()}…" for name in names[:_MOST_NAMED]]
    shown = ", ".join(f"«{name}»" for name in brief) + ("…" if len(names) > _MOST_NAMED else "")
    return [QT_TRANSLATE_NOOP("core", "No se usan estas columnas: {names}.").format(names=shown)]


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the file is opened; ``part`` None takes the first row that has anything for the heading."""

    parts: tuple[Part, ...]
    sheet: str | None = None
    strict: bool = True
    delimiter: str | None = None
    encoding: str | None = None

    def columns(self) -> Sequence[str]:
        """Require nothing: columns can be chosen."""
        return ()

    def likely(self) -> Sequence[str]:
        """Return the headings by which columns are recognised."""
        return [
            name.replace("_", " ")
            for part in self.parts
            for column in COLUMNS[part]
            for name in column.names() | {f"{folded(column.title)} *"}
        ]

    def is_heading(self, cells: Sequence[str]) -> bool:
        """Tell the heading from titles above it by a column that names the rows, and another."""
        filled = sum(bool(cell.strip()) for cell in cells)
        return not self.strict or any(fits(cells, part) >= min(filled, 2) > 0 for part in self.parts)


def read_file(
    path: Path, subject: Subject, *, progress: Progress = silent, cancel: CancelToken | None = None
) -> SheetFile:
    """Read a workbook or a CSV file; progress is in rows or bytes of the sheet at hand.

    Raises InvalidInput in words when the file as a whole cannot be used, EnvironmentFault, Cancelled.
    """
    cancel = cancel or CancelToken()
    tables = []
    for sheet, part in _sheets(path, subject):
        found = _read(path, subject, sheet, part, progress, cancel)
        if found.rows or found.skipped:
            tables.append(found)
    if not any(table.rows for table in tables):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "{file} tiene encabezado, pero ninguna fila con datos."), file=path.name
        )
    return SheetFile(path.name, subject, tuple(tables))


def _sheets(path: Path, subject: Subject) -> list[tuple[str | None, Part | None]]:
    """Return which sheets to read as what; part None is told by the heading."""
    if not is_workbook(path):
        return [(None, None)]
    from desktop_app.services.imports.workbook import sheet_names

    names = sheet_names(path)
    chosen: list[tuple[str | None, Part | None]] = []
    for part in PARTS[subject]:
        found = _named(names, part)
        if found is not None:
            chosen.append((found, part))
    return chosen or [(_with_heading(path, subject, names), None)]


def _with_heading(path: Path, subject: Subject, names: Sequence[str]) -> str:
    """Return the first sheet that has a heading which is recognised, else the first: a cover comes before.

    In a book of the other subject nothing is looked for: its people would pass for topics.
    """
    others = {folded(name) for part, name in SHEETS.items() if part not in PARTS[subject]}
    if others & {folded(name) for name in names}:
        return names[0]
    for name in names[:_MOST_SHEETS] if len(names) > 1 else ():
        try:
            open_table(path, _Layout(PARTS[subject], name)).close()
        except InvalidInput:
            continue  # what is wrong with the sheet is told when it is the one that is read
        return name
    return names[0]


def _named(names: Sequence[str], part: Part) -> str | None:
    own = folded(SHEETS[part])
    exact = next((name for name in names if folded(name) == own), None)
    likely = (name for name in names if any(word in folded(name) for word in _SHEET_WORDS[part]))
    return exact if exact is not None else next(likely, None)


def _read(
    path: Path,
    subject: Subject,
    sheet: str | None,
    part: Part | None,
    progress: Progress,
    cancel: CancelToken,
) -> SheetTable:
    parts = PARTS[subject] if part is None else (part,)
    table = _open(path, _Layout(parts, sheet))
    try:
        chosen = part or max(parts, key=lambda each: (fits(table.header, each), each is Part.OFFICIALS))
        columns = recognise(table.header, chosen)
        rows, skipped = _rows(table, columns.get(COLUMNS[chosen][0].key, 0), progress, cancel)
    finally:
        table.close()
    found = SheetTable(chosen, sheet or "", table.header, rows, columns, table.notices, skipped)
    return found if chosen is Part.TOPICS else _with_extension(found)


def _with_extension(table: SheetTable) -> SheetTable:
    """Return the rows with telephone and extension as one more column, where the file has them apart."""
    codes = [folded_code(name) for name in table.header]
    phone = next((at for at, code in enumerate(codes) if code in _PHONES), None)
    extension = next((at for at, code in enumerate(codes) if code in _EXTENSIONS), None)
    if phone is None or extension is None:
        return table
    rows = tuple(
        replace(row, cells=[*row.cells, _joined(row.cells[phone], row.cells[extension])])
        if row.cells
        else row
        for row in table.rows
    )
    header = (*table.header, f"{table.header[phone]} · {table.header[extension]}")
    return replace(
        table,
        header=header,
        rows=rows,
        columns={**table.columns, "phone": len(table.header)},
        joined=frozenset({phone, extension}),
    )


def _joined(phone: str, extension: str) -> str:
    if extension.isdigit():
        extension = QT_TRANSLATE_NOOP("core", "anexo {number}").format(number=extension)
    return ", ".join(filter(None, (phone, extension)))


def _open(path: Path, layout: _Layout) -> Table:
    try:
        return open_table(path, layout, as_shown=True)
    except NoHeading:
        # No column is recognised: the first row stands for the heading, and a person chooses.
        return open_table(path, replace(layout, strict=False), as_shown=True)


def _rows(table: Table, naming: int, progress: Progress, cancel: CancelToken) -> tuple[tuple[Row, ...], int]:
    rows: list[Row] = []
    skipped = 0
    sample = folded(SAMPLE)
    for row in table.rows():
        cancel.check()
        if len(row.cells) > naming and folded(row.cells[naming]).startswith(sample):
            skipped += 1
            continue
        rows.append(row)
        if len(rows) > MOST_ROWS:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "El archivo tiene más de {limit} filas. Divídalo en varios."),
                limit=MOST_ROWS,
            )
        if len(rows) % 100 == 0:
            progress(*table.position())
    progress(*table.position())
    return tuple(rows), skipped

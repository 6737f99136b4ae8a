"""Excel workbooks, opened without trust: sizes first, then row by row."""

from __future__ import annotations

import operator
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO, Final

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.imports.shown import Merged, merged_cells, shown
from desktop_app.services.imports.tables import (
    MAX_COLUMNS,
    MAX_ROWS,
    Layout,
    Row,
    Table,
    check_header,
    make_row,
    no_header,
    too_many_rows,
    unreadable,
)

_LARGEST_PART: Final = 256 << 20
_LARGEST_TOTAL: Final = 512 << 20
_UNSUSPICIOUS: Final = 16 << 20
_LARGEST_RATIO: Final = 150
_MOST_PARTS: Final = 2_000
_LAST_ROW: Final = 1_048_576
_CHUNK: Final = 1 << 20
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# What a damaged or hostile workbook makes openpyxl and the XML readers below it raise.
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError,
    EOFError, OverflowError, NotImplementedError, RuntimeError,
)  # fmt: skip


def open_workbook(path: Path, mapping: Layout, *, as_shown: bool = False) -> Table:
    """Open a workbook's sheet. Raises InvalidInput for what is no workbook, a bomb, or lacks columns.

    ``as_shown``: numbers as their formats show them, and merged cells hold for all of their rows.
    """
    with_formulas = _check_package(path)
    reading = _Reading(path, mapping, with_formulas, as_shown=as_shown)
    try:
        header = reading.heading()
    except BaseException:
        reading.close()
        raise
    return Table(header, (), reading.rows, reading.position, reading.close, reading.serial_base)


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the sheets of a workbook that can be seen. Raises InvalidInput as ``open_workbook``."""
    import openpyxl

    _check_package(path)
    _hush()
    try:
        with path.open("rb") as file:
            book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
            names = tuple(sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible")
            book.close()
    except OSError as error:
        raise (unreadable if error.errno else _not_a_workbook)(path) from error
    except _BROKEN as error:
        raise _not_a_workbook(path) from error
    if not names:
        raise _not_a_workbook(path)
    return names


def _hush() -> None:
    # What openpyxl remarks on styles and dates is of no use to the reader of a preview.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")


class _Reading:
    """One pass over the rows of a sheet; beside it a second one where cells hold formulas."""

    def __init__(self, path: Path, mapping: Layout, with_formulas: bool, *, as_shown: bool) -> None:
        self._path, self._mapping = path, mapping
        self._text = _shown_text if as_shown else _plain_text
        self._merged = Merged(())
        self._named: list[bool] = []
        self._files: list[BinaryIO] = []
        self._books: list[Any] = []
        self._number = 0
        self._header: tuple[str, ...] = ()
        try:
            sheets = [self._sheet(data_only=True)]
            if with_formulas:
                sheets.append(self._sheet(data_only=False))
            if as_shown:
                self._merged = self._merged_in(sheets[0])
        except BaseException:
            self.close()
            raise
        self.serial_base = 1904 if self._books[0].epoch.year == 1904 else 1900
        self._total = sheets[0].max_row or 0
        for sheet in sheets:
            sheet.reset_dimensions()  # a wrong size in the file must not hide rows
        self._records = self._told_records([sheet.iter_rows(max_col=MAX_COLUMNS + 1) for sheet in sheets])

    def _sheet(self, *, data_only: bool) -> Any:
        import openpyxl

        _hush()
        try:
            file = self._path.open("rb")
            self._files.append(file)
            book = openpyxl.load_workbook(file, read_only=True, data_only=data_only, keep_links=False)
        except OSError as error:
            # openpyxl raises one of its own, without a number, for a package that holds no workbook.
            raise (unreadable if error.errno else _not_a_workbook)(self._path) from error
        except _BROKEN as error:
            raise _not_a_workbook(self._path) from error
        self._books.append(book)
        wanted = self._mapping.sheet
        names = [sheet.title for sheet in book.worksheets]
        if wanted is not None and wanted not in names:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "El libro no tiene la hoja «{sheet}». Tiene: {found}."),
                sheet=wanted,
                found=", ".join(names) or "—",
            )
        if not names:
            raise _not_a_workbook(self._path)
        return book[wanted] if wanted is not None else book.worksheets[0]

    def _merged_in(self, sheet: Any) -> Merged:
        try:
            # openpyxl reads no merged cells row by row, and tells nowhere else where the sheet is stored.
            return merged_cells(self._path, sheet._worksheet_path)  # noqa: SLF001
        except _BROKEN as error:
            raise _not_a_workbook(self._path) from error
        except OSError as error:
            raise unreadable(self._path) from error

    def close(self) -> None:
        for opened in (*self._books, *self._files):
            opened.close()

    def position(self) -> tuple[int, int]:
        """Return the rows read and how many the file claims to have."""
        return self._number, max(self._number, self._total)

    def heading(self) -> tuple[str, ...]:
        for cells, problem in self._records:
            if problem:
                raise InvalidInput(QT_TRANSLATE_NOOP("core", "En el encabezado, {problem}."), problem=problem)
            if any(cell.strip() for cell in cells) and self._mapping.is_heading(_trimmed(cells)):
                self._header = check_header(_trimmed(cells), self._mapping)
                self._named = [bool(cell.strip()) for cell in cells]
                return self._header
        raise no_header(self._path)

    def rows(self) -> Iterator[Row]:
        read = 0
        for cells, problem in self._records:
            if not problem and not any(cells):
                continue
            read += 1
            if read > MAX_ROWS:
                raise too_many_rows()
            merged = self._merged.fill(self._number, cells, self._named)
            if problem or merged:
                yield Row(self._number, (), problem or merged)
            else:
                filled = _trimmed(cells)
                # A sheet simply ends where its cells do: nothing is missing there.
                filled += [""] * (len(self._header) - len(filled))
                yield make_row(self._number, filled, self._header)

    def _told_records(self, passes: Sequence[Iterable[Any]]) -> Iterator[tuple[list[str], str]]:
        from openpyxl.cell.read_only import EMPTY_CELL

        nothing = (EMPTY_CELL,) * (MAX_COLUMNS + 1)
        gap: Any = None
        try:
            for together in zip(*passes, strict=True):
                self._number += 1
                if self._number > _LAST_ROW:
                    raise InvalidInput(
                        QT_TRANSLATE_NOOP(
                            "core", "El libro {file} dice tener más filas de las que Excel admite."
                        ),
                        file=self._path.name,
                    )
                # Rows that the file leaves out come as the very same row again: a million of them cost nothing.
                if together[0] is gap:
                    continue
                gap = together[0]
                width = len(self._header)
                if not all(all(map(operator.is_, row[width:], nothing)) for row in together):
                    width = max(_last_filled(row, EMPTY_CELL) for row in together)
                values, formulas = together[0][:width], together[-1][:width]
                yield [self._text(cell) for cell in values], _problem(values, formulas)
        except _BROKEN as error:
            raise _not_a_workbook(self._path) from error
        except OSError as error:
            raise unreadable(self._path) from error


def _last_filled(row: Sequence[Any], empty: object) -> int:
    return next((place for place in range(len(row), 0, -1) if row[place - 1] is not empty), 0)


def _problem(values: Sequence[Any], formulas: Sequence[Any]) -> str:
    for value, formula in zip(values, formulas, strict=True):
        if value.data_type == "e":
            return QT_TRANSLATE_NOOP("core", "la celda {cell} contiene un error de Excel ({text})").format(
                cell=value.coordinate, text=value.value
            )
        if formula.data_type == "f" and value.value is None:
            return QT_TRANSLATE_NOOP(
                "core",
                "la celda {cell} tiene una fórmula sin su resultado: abra el libro en Excel y guárdelo otra vez",
            ).format(cell=formula.coordinate)
    return ""


def _plain_text(cell: Any) -> str:
    return _text(cell.value)


def _shown_text(cell: Any) -> str:
    found = shown(cell)
    return _text(cell.value) if found is None else found


def _text(value: object) -> str:
    """Return a cell as a CSV file would have it, so that both kinds of file give the same case."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(_unescaped, value) if "_x" in value else value
    if isinstance(value, bool):
        return "VERDADERO" if value else "FALSO"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, int | timedelta) else ""


def _unescaped(found: re.Match[str]) -> str:
    """Return the character that a workbook writes as ``_x000D_``; half of a pair stays as it is."""
    code = int(found[1], 16)
    return found[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def _trimmed(cells: list[str]) -> list[str]:
    last = next((place for place in range(len(cells), 0, -1) if cells[place - 1]), 0)
    return cells[:last]


def _check_package(path: Path) -> bool:
    """Refuse a package that is damaged, locked, or grows beyond measure; tell whether it has formulas."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            _check_sizes(path, parts)
            with_formulas = False
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    found = _scan(path, package, part)
                    with_formulas |= found and part.filename.startswith("xl/worksheets/")
            return with_formulas
    except _BROKEN as error:
        raise _not_a_workbook(path) from error
    except OSError as error:
        raise unreadable(path) from error


def _check_sizes(path: Path, parts: Sequence[zipfile.ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    swollen = total > _UNSUSPICIOUS and total > packed * _LARGEST_RATIO
    largest = max((part.file_size for part in parts), default=0)
    if len(parts) > _MOST_PARTS or total > _LARGEST_TOTAL or largest > _LARGEST_PART or swollen:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "{file} ocupa desplegado mucho más de lo que un libro normal ({size} MB). No se abrió, por "
                "seguridad; si es legítimo, guárdelo como CSV.",
            ),
            file=path.name,
            size=total >> 20,
        )
    if any(part.flag_bits & 1 for part in parts):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "{file} está protegido con contraseña. Quítesela y guárdelo otra vez."),
            file=path.name,
        )


def _scan(path: Path, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Tell whether a part has formulas; refuse entities, which no spreadsheet declares and which may explode."""
    found, rest = False, b""
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if not rest and (b"\x00" in chunk[:4] or chunk.startswith((b"\xff\xfe", b"\xfe\xff"))):
                raise _not_a_workbook(path)  # UTF-16 would hide what is looked for here
            window = rest + chunk
            if _ENTITIES.search(window):
                raise _not_a_workbook(path)
            found = found or _FORMULA.search(window) is not None
            rest = chunk[-64:]
    return found


def _not_a_workbook(path: Path) -> InvalidInput:
    if path.suffix.lower() == ".ods":
        text = QT_TRANSLATE_NOOP(
            "core",
            "{file} es una hoja de LibreOffice (.ods). Ábrala y guárdela como .xlsx con «Guardar como».",
        )
        return InvalidInput(text, file=path.name)
    return InvalidInput(
        QT_TRANSLATE_NOOP(
            "core",
            "{file} no es un libro de Excel que se pueda leer: está dañado o es de otro tipo. "
            "Ábralo en Excel y guárdelo otra vez como .xlsx.",
        ),
        file=path.name,
    )

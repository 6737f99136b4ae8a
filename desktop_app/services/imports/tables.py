"""Reading a table of rows from a file that somebody else made, whatever is wrong with it.

Faults of the whole file raise; faults of one row travel with the row, so that all can be told at once.
Memory stays bounded by one row: nothing but the row at hand is held.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from desktop_app.domain.cleaning import NOTE, clean_text
from desktop_app.domain.errors import EnvironmentFault, InvalidInput
from desktop_app.domain.folded import folded
from desktop_app.domain.text import QT_TRANSLATE_NOOP

MAX_ROWS: Final = 500_000
MAX_COLUMNS: Final = 500
MAX_CELL: Final = NOTE
"""Characters of a cell: what the longest field of a case holds."""
_HEADING: Final = 40

_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BLANK: Final = b"\xef\xbb\xbf \t\r\n"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number as a spreadsheet shows it, its texts, and why it cannot be used ("" if it can)."""

    number: int
    cells: Sequence[str]
    problem: str = ""
    short: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """An open file: heading, what was noticed about it, its rows, how far the reading is.

    ``serial_base`` is the year of a workbook's dates that are plain numbers, 0 where there are none.
    """

    header: tuple[str, ...]
    notices: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    position: Callable[[], tuple[int, int]]
    close: Callable[[], None]
    serial_base: int = 0


class Layout(Protocol):
    """What is known about a file before it is opened: the columns it must have, and how it was written.

    ``delimiter``, ``encoding`` and ``sheet`` are None where they are to be found out.
    """

    @property
    def delimiter(self) -> str | None:
        """Character between the cells of a CSV file."""
        ...

    @property
    def encoding(self) -> str | None:
        """How a CSV file's bytes are letters."""
        ...

    @property
    def sheet(self) -> str | None:
        """Sheet of a workbook; None is the first."""
        ...

    def columns(self) -> Sequence[str]:
        """Return the columns without which the file is of no use."""
        ...

    def likely(self) -> Sequence[str]:
        """Return columns that the file probably has: they tell the delimiter."""
        ...

    def is_heading(self, cells: Sequence[str]) -> bool:
        """Tell whether a row that is not empty is the heading; titles may stand above it."""
        ...


def is_workbook(path: Path) -> bool:
    """Tell whether a file is a workbook by its content. Raises InvalidInput, EnvironmentFault in words."""
    return _first_bytes(path).startswith(_ZIP)


def open_table(path: Path, mapping: Layout, *, as_shown: bool = False) -> Table:
    """Open a CSV file or a workbook, told apart by content. Raises InvalidInput, EnvironmentFault in words.

    ``as_shown``: numbers of a workbook as their formats show them, merged cells filled in. The caller closes
    the table.
    """
    start = _first_bytes(path)
    if start.startswith(_ZIP):
        from desktop_app.services.imports.workbook import open_workbook

        return open_workbook(path, mapping, as_shown=as_shown)
    if start.startswith(_COMPOUND):
        raise _compound(path)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "{file} no es un libro de Excel aunque su nombre lo diga. Ábralo y guárdelo otra vez."
            ),
            file=path.name,
        )
    if start.lstrip(_BLANK)[:1] == b"<":
        raise _page(path)
    from desktop_app.services.imports.delimited import open_delimited

    return open_delimited(path, mapping)


def _first_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "{file} es una carpeta. Indique el archivo que está dentro."),
            file=str(path),
        )
    if not path.exists():
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "No existe el archivo {file}. Revise el nombre y la carpeta."),
            file=str(path),
        )
    if not path.is_file():
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "{file} no es un archivo."), file=str(path))
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise unreadable(path) from error
    if not start:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "El archivo {file} está vacío."), file=path.name)
    return start


def unreadable(path: Path) -> EnvironmentFault:
    """Return the fault of a file that the machine does not let us read."""
    return EnvironmentFault(
        QT_TRANSLATE_NOOP(
            "core",
            "No se pudo leer el archivo {file}. Ciérrelo en otros programas o pida permiso de lectura.",
        ),
        file=path.name,
    )


def _compound(path: Path) -> InvalidInput:
    with path.open("rb") as file:
        locked = _ENCRYPTED in file.read(1 << 20) or path.suffix.lower() == ".xlsx"
    if locked:
        text = QT_TRANSLATE_NOOP(
            "core",
            "{file} está protegido con contraseña. Ábralo en Excel, quítele la contraseña y guárdelo otra vez.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "core", "{file} es un libro de Excel antiguo (.xls). Ábralo en Excel y guárdelo como .xlsx."
        )
    return InvalidInput(text, file=path.name)


def _page(path: Path) -> InvalidInput:
    return InvalidInput(
        QT_TRANSLATE_NOOP(
            "core",
            "{file} es una página web o XML, aunque Excel la abra como libro. Ábrala en Excel y guárdela como .xlsx.",
        ),
        file=path.name,
    )


def check_header(cells: Sequence[str], mapping: Layout) -> tuple[str, ...]:
    """Return the heading's names, cleaned. Raises InvalidInput for too many, repeated or missing columns."""
    if len(cells) > MAX_COLUMNS:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "El encabezado tiene {count} columnas y se leen hasta {limit}. ¿Es el archivo que quería?",
            ),
            count=len(cells),
            limit=MAX_COLUMNS,
        )
    names = [" ".join(clean_text(_SURROGATE.sub("", cell)).split()).lstrip("\ufeff") for cell in cells]
    while names and not names[-1]:
        names.pop()
    names = [name or f"columna {place}" for place, name in enumerate(names, 1)]
    seen = [column_key(name) for name in names]
    repeated = sorted({name for name, key in zip(names, seen, strict=True) if seen.count(key) > 1})
    if repeated:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "El encabezado repite {names}. Deje cada nombre de columna una sola vez."
            ),
            names=_listed(repeated),
        )
    missing = [name for name in mapping.columns() if column_key(name) not in seen]
    if missing:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "En el encabezado faltan las columnas {missing}. El archivo trae: {found}."
            ),
            missing=_listed(missing),
            found=_listed(names) or "—",
        )
    return tuple(names)


def column_key(name: str) -> str:
    """Return a column's name as it is compared: without case, accents or doubled blanks."""
    return " ".join(folded(name).split())


def make_row(number: int, cells: Sequence[str], header: Sequence[str]) -> Row:
    """Return a row as wide as the heading, its texts cleaned, or with what is wrong with it."""
    width = len(header)
    extra = [cell for cell in cells[width:] if cell.strip()]
    if extra:
        text = QT_TRANSLATE_NOOP("core", "trae {count} celdas y el encabezado tiene {width} columnas")
        return Row(number, (), text.format(count=len(cells), width=width))
    longest = max(map(len, cells), default=0)
    if longest > MAX_CELL:
        column = next(name for name, cell in zip(header, cells, strict=False) if len(cell) > MAX_CELL)
        text = QT_TRANSLATE_NOOP("core", "la columna «{column}» trae {count} caracteres y caben {limit}")
        return Row(number, (), text.format(column=_quoted(column), count=longest, limit=MAX_CELL))
    joined = "".join(cells)
    if not (joined.isascii() and joined.isprintable()):
        problem = _damage(cells, header)
        if problem:
            return Row(number, (), problem)
        cells = [clean_text(cell) for cell in cells]
    filled = [cell.strip() for cell in cells[:width]]
    short = len(filled) < width
    return Row(number, filled + [""] * (width - len(filled)), "", short)


def _damage(cells: Sequence[str], header: Sequence[str]) -> str:
    for name, cell in zip(header, cells, strict=False):
        if "\x00" in cell:
            return QT_TRANSLATE_NOOP("core", "la columna «{column}» trae bytes nulos").format(
                column=_quoted(name)
            )
        if _SURROGATE.search(cell):
            return QT_TRANSLATE_NOOP(
                "core", "la columna «{column}» trae letras dañadas: la codificación del texto se mezcló"
            ).format(column=_quoted(name))
    return ""


def _quoted(heading: str) -> str:
    """Return as much of a heading as a sentence has room for."""
    return heading if len(heading) <= _HEADING else f"{heading[: _HEADING - 1]}…"


def too_many_rows() -> InvalidInput:
    """Return the fault of a file with more rows than one import takes."""
    return InvalidInput(
        QT_TRANSLATE_NOOP("core", "El archivo tiene más de {limit} filas. Divídalo en varios."),
        limit=MAX_ROWS,
    )


class NoHeading(InvalidInput):
    """The file has no first line of names."""


def no_header(path: Path) -> NoHeading:
    """Return the fault of a file without a first line of names."""
    return NoHeading(
        QT_TRANSLATE_NOOP(
            "core", "{file} no tiene encabezado: la primera fila lleva los nombres de las columnas."
        ),
        file=path.name,
    )


def _listed(names: Sequence[str]) -> str:
    shown = [f"«{_quoted(name)}»" for name in names[:_SHOWN]]
    return ", ".join(shown) + (f" … ({len(names)})" if len(names) > _SHOWN else "")

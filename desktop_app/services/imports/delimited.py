"""CSV files: encoding, delimiter and quotes found out, whatever program wrote them."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.imports.tables import (
    MAX_ROWS,
    Layout,
    Row,
    Table,
    check_header,
    column_key,
    make_row,
    no_header,
    too_many_rows,
    unreadable,
)

_DELIMITERS: Final = (",", ";", "\t", "|")
_CHUNK: Final = 1 << 20
_HEAD: Final = 1 << 16
_LONGEST: Final = 40_000_000
"""Characters of a line or a cell that are read at all; beyond that the file is not a table."""

_ESCAPED = re.compile("[\udc80-\udcff]")
_PLAIN_CONTROLS: Final = frozenset(b"\t\n\r\x0c\x1a")
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Encoding:
    name: str
    notice: str = ""


def open_delimited(path: Path, mapping: Layout) -> Table:
    """Open a CSV file. Raises InvalidInput for what is no text, has no heading or lacks columns."""
    try:
        encoding = _Encoding(mapping.encoding) if mapping.encoding else _detect(path)
        # A broken byte becomes a lone surrogate: its row is refused by name, the others are read.
        with path.open(encoding=encoding.name, errors="surrogateescape", newline="") as file:
            head = file.read(_HEAD)
        text = path.open(encoding=encoding.name, errors="surrogateescape", newline="")
    except OSError as error:
        raise unreadable(path) from error
    except UnicodeError as error:
        raise _not_text(path) from error
    if csv.field_size_limit() < _LONGEST:
        csv.field_size_limit(_LONGEST)
    reading = _Reading(path, text, _delimiter(head, mapping), mapping)
    try:
        header = reading.heading()
    except BaseException:
        text.close()
        raise
    notices = (encoding.notice,) if encoding.notice else ()
    return Table(header, notices, reading.rows, reading.position, text.close)


class _Reading:
    """One pass over the records of a file."""

    def __init__(self, path: Path, text: TextIO, delimiter: str, mapping: Layout) -> None:
        self._path, self._text, self._mapping = path, text, mapping
        self._size = path.stat().st_size
        self._reader = csv.reader(self._lines(), delimiter=delimiter, strict=True)
        self._records = self._told_records()
        self._header: tuple[str, ...] = ()
        self._number = 0

    def position(self) -> tuple[int, int]:
        """Return the bytes read and the file's size."""
        return min(self._text.buffer.tell(), self._size), self._size

    def heading(self) -> tuple[str, ...]:
        for cells in self._records:
            if any(cell.strip() for cell in cells) and self._mapping.is_heading(cells):
                self._header = check_header(cells, self._mapping)
                return self._header
        raise no_header(self._path)

    def rows(self) -> Iterator[Row]:
        read = 0
        for cells in self._records:
            if not any(cells) or not any(cell.strip() for cell in cells):
                continue
            read += 1
            if read > MAX_ROWS:
                raise too_many_rows()
            yield make_row(self._number, cells, self._header)

    def _told_records(self) -> Iterator[list[str]]:
        line = 1
        try:
            for cells in self._reader:
                self._number += 1
                line = self._reader.line_num + 1
                yield cells
        except csv.Error as error:
            raise _broken_record(line, str(error)) from error
        except UnicodeError as error:
            raise _not_text(self._path) from error
        except OSError as error:
            raise unreadable(self._path) from error

    def _lines(self) -> Iterator[str]:
        first = True
        while line := self._text.readline(_LONGEST + 1):
            if len(line) > _LONGEST:
                raise csv.Error("field larger than field limit")
            # "sep=;" is Excel's own remark about the delimiter, not a record.
            if first and _SEPARATOR_LINE.fullmatch(line.lstrip("\ufeff")):
                self._number += 1
            else:
                yield line
            first = False


def _broken_record(line: int, problem: str) -> InvalidInput:
    if "limit" in problem:
        text = QT_TRANSLATE_NOOP(
            "core",
            "La fila que empieza en la línea {line} es demasiado larga. Puede faltar una comilla que cierre; "
            "corríjala. No se importó nada.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "core",
            "En la fila que empieza en la línea {line} hay una comilla sin cerrar o mal puesta. Corríjala: "
            "desde ahí no se sabe dónde termina cada celda. No se importó nada.",
        )
    return InvalidInput(text, line=line)


def _delimiter(head: str, mapping: Layout) -> str:
    """Return the delimiter under which the heading has most of the columns that are wanted."""
    if mapping.delimiter:
        return mapping.delimiter
    first, _, rest = head.partition("\n")
    said = _SEPARATOR_LINE.fullmatch(first.lstrip("\ufeff"))
    if said:
        return said[1]
    del rest
    wanted = {column_key(name) for name in mapping.likely()}

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(
                csv.reader(io.StringIO(head.lstrip("\ufeff\r\n"), newline=""), delimiter=delimiter), []
            )
        except csv.Error:
            return 0, 0
        return len(wanted & {column_key(cell) for cell in cells}), len(cells)

    return max(_DELIMITERS, key=fit)


def _detect(path: Path) -> _Encoding:
    """Return how the bytes are to be read: UTF-16 by its mark, else UTF-8, else Windows-1252.

    Bytes that are no UTF-8 in a file that otherwise has valid accents are damage of single rows; without
    any valid accent the whole file is of the older kind.
    """
    good = bad = 0
    decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
    with path.open("rb") as file:
        chunk = file.read(_CHUNK)
        if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return _Encoding("utf-16")
        _refuse_binary(path, chunk[:_HEAD])
        while chunk:
            text = decoder.decode(chunk)
            if not text.isascii():
                broken = len(_ESCAPED.findall(text))
                bad += broken
                good += sum(not char.isascii() for char in text) - broken
            chunk = file.read(_CHUNK)
    bad += len(decoder.decode(b"", final=True))
    if not bad or good >= bad:
        return _Encoding("utf-8-sig")
    return _Encoding(
        "cp1252",
        QT_TRANSLATE_NOOP(
            "core",
            "El archivo no está en UTF-8: se leyó como Windows-1252. Revise que las tildes y eñes se vean bien.",
        ),
    )


def _refuse_binary(path: Path, head: bytes) -> None:
    controls = sum(byte < 32 and byte not in _PLAIN_CONTROLS for byte in head)
    if controls * 20 > len(head) or head.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf")
    ):
        raise _not_text(path)


def _not_text(path: Path) -> InvalidInput:
    return InvalidInput(
        QT_TRANSLATE_NOOP(
            "core",
            "{file} no es un archivo de texto CSV ni un libro de Excel que se pueda leer. "
            "Guárdelo como «CSV UTF-8» o como .xlsx.",
        ),
        file=path.name,
    )

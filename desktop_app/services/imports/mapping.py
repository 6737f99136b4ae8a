"""Which column feeds which field of an imported case: a TOML file, or one that ships as a preset.

::

    name = "sistema-anterior"          # with a row's key, it identifies a case for ever
    [file]                             # all optional
    delimiter = ";"                    # else found out: , ; tab |
    encoding = "cp850"                 # else found out: UTF-8, UTF-16, Windows-1252
    sheet = "Casos"                    # of a workbook; else the first one
    empty = ["n/a", "-"]               # texts that stand for no data
    [columns]
    key = "Expediente"                 # required: number of the case where it comes from, no personal data
    opened = "Ingreso"                 # required
    closed = "Cierre"                  # empty in a row: still open
    topic = "Tipo"                     # becomes a topic that the front desk is not offered
    subject = ["Tipo", "Detalle"]      # joined with " · "
    description = ["Relato"]           # joined by lines
    place = ["Calle", {column = "Zona", label = "zona"}]
    citizen_name = "Nombre"            # and citizen_document, citizen_document_type, citizen_phone,
                                       # citizen_email, citizen_address
    [dates]
    formats = ["%d/%m/%Y %H:%M", "%d/%m/%Y", "excel"]   # besides ISO 8601; "excel": serial numbers in a CSV
    zone = "America/Lima"              # of dates that have an hour; else the office's
    [channel]                          # presencial, telefono, correo, app; absent: unknown
    column = "Vía"
    values = {"Llamada" = "telefono"}
    [level]                            # simple, complejo, critico
    value = "simple"                   # where no column or no value says otherwise
    [query_type]                       # a request type of the country profile
    value = "peticion"
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop_app.domain.errors import EnvironmentFault, InvalidInput, NotFound
from desktop_app.domain.folded import folded, folded_code
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel, Level
from desktop_app.system.paths import resource
from desktop_app.system.toml import read_toml

CITIZEN: Final = ("name", "document", "document_type", "phone", "email", "address")
EXCEL: Final = "excel"

_SINGLE: Final = ("key", "opened", "closed", "topic", *(f"citizen_{name}" for name in CITIZEN))
_SEVERAL: Final = ("subject", "description", "place")
_SECTIONS: Final[Mapping[str, frozenset[str]]] = {
    "file": frozenset({"delimiter", "encoding", "sheet", "empty"}),
    "columns": frozenset({*_SINGLE, *_SEVERAL}),
    "dates": frozenset({"formats", "zone"}),
    **dict.fromkeys(("channel", "level", "query_type"), frozenset({"value", "column", "values"})),
}
_CHANNELS: Final = {
    **{channel.value: channel for channel in Channel},
    "presencial": Channel.IN_PERSON, "telefono": Channel.PHONE, "correo": Channel.EMAIL,
}  # fmt: skip
_LEVELS: Final = {
    **{level.value: level for level in Level},
    "complejo": Level.COMPLEX, "critico": Level.CRITICAL,
}  # fmt: skip
_LARGEST: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """A column that gives a piece of a text, with a word in front of it."""

    column: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A code: ``values`` by the folded text of a column, else ``value``."""

    value: str | None = None
    column: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    def of(self, text: str) -> str | None:
        """Return the code for what the column says."""
        return self.values.get(folded(text), self.value) if text else self.value

    def codes(self) -> set[str]:
        """Return every code that can come out."""
        return {*self.values.values(), *([self.value] if self.value is not None else [])}


@dataclass(frozen=True, slots=True)
class CaseMapping:
    """Where each field of a case comes from; columns by the name in the file's heading."""

    name: str
    key: str
    opened: str
    closed: str | None = None
    topic: str | None = None
    subject: tuple[Part, ...] = ()
    description: tuple[Part, ...] = ()
    place: tuple[Part, ...] = ()
    citizen: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    zone: ZoneInfo | None = None
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    empty: frozenset[str] = frozenset()
    channel: Choice = Choice()
    level: Choice = Choice(Level.SIMPLE)
    query_type: Choice = Choice()

    def columns(self) -> tuple[str, ...]:
        """Return every column that the file must have, each once."""
        found = [self.key, self.opened, self.closed, self.topic]
        found += [part.column for parts in (self.subject, self.description, self.place) for part in parts]
        found += self.citizen.values()
        found += [choice.column for choice in (self.channel, self.level, self.query_type)]
        return tuple(dict.fromkeys(name for name in found if name is not None))

    def likely(self) -> tuple[str, ...]:
        """Return the columns that tell the delimiter."""
        return self.columns()

    def is_heading(self, cells: Sequence[str]) -> bool:
        """Tell that the first row with anything in it is the heading."""
        return bool(cells)


def presets() -> tuple[str, ...]:
    """Return the names of the mappings that come with the program."""
    return tuple(sorted(path.stem for path in resource("presets").glob("*.toml")))


def load_preset(name: str) -> CaseMapping:
    """Return a mapping that comes with the program. Raises NotFound naming those there are."""
    if name not in presets():
        raise NotFound(
            QT_TRANSLATE_NOOP("core", "No existe el formato «{name}». Los disponibles son: {valid}."),
            name=name,
            valid=", ".join(presets()),
        )
    return load_mapping(resource("presets", f"{name}.toml"))


def load_mapping(path: Path) -> CaseMapping:
    """Read a mapping file. Raises InvalidInput saying what is wrong, EnvironmentFault when it cannot be read."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            raise InvalidInput(QT_TRANSLATE_NOOP("core", "no existe, no es un archivo o es demasiado grande"))
        return read_mapping(read_toml(path))
    except InvalidInput as error:
        raise _wrong(path, str(error)) from error
    except OSError as error:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP("core", "No se pudo leer el archivo {file}."), file=path.name
        ) from error


def read_mapping(data: Mapping[str, Any]) -> CaseMapping:
    """Return the mapping that a parsed file describes. Raises InvalidInput."""
    _refuse_unknown(data)
    columns, file, dates = (_table(data, name) for name in ("columns", "file", "dates"))
    single = {name: _text(columns, name) for name in _SINGLE}
    name, key, opened = _text(data, "name"), single["key"], single["opened"]
    if not name or not key or not opened:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "hacen falta «name» y, en [columns], «key» y «opened»"))
    delimiter = _text(file, "delimiter")
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "«delimiter» es un solo carácter"))
    citizen = {part: column for part in CITIZEN if (column := single[f"citizen_{part}"]) is not None}
    if citizen and "name" not in citizen:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "los datos del ciudadano necesitan «citizen_name»"))
    return CaseMapping(
        name=name,
        key=key,
        opened=opened,
        closed=single["closed"],
        topic=single["topic"],
        subject=_parts(columns, "subject") or (() if single["topic"] is None else (Part(single["topic"]),)),
        description=_parts(columns, "description"),
        place=_parts(columns, "place"),
        citizen=citizen,
        formats=_formats(_texts(dates, "formats")),
        zone=_zone(_text(dates, "zone")),
        delimiter=delimiter,
        encoding=_encoding(_text(file, "encoding")),
        sheet=_text(file, "sheet"),
        empty=frozenset(folded(text.strip()) for text in _texts(file, "empty")),
        channel=_choice(data, "channel", _CHANNELS),
        level=_choice(data, "level", _LEVELS, Level.SIMPLE),
        query_type=_choice(data, "query_type"),
    )


def _wrong(path: Path, problem: str) -> InvalidInput:
    return InvalidInput(
        QT_TRANSLATE_NOOP("core", "El archivo de columnas {file} no sirve: {problem}."),
        file=path.name,
        problem=problem.rstrip("."),
    )


def _refuse_unknown(data: Mapping[str, Any]) -> None:
    unknown = sorted(set(data) - {"name", *_SECTIONS})
    for section, known in _SECTIONS.items():
        unknown += sorted(f"{section}.{key}" for key in set(_table(data, section)) - known)
    if unknown:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "no se conoce la clave {keys}"),
            keys=", ".join(f"«{key}»" for key in unknown),
        )


def _type(name: str) -> InvalidInput:
    return InvalidInput(QT_TRANSLATE_NOOP("core", "el valor de «{name}» no es del tipo que toca"), name=name)


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = data.get(name, {})
    if not isinstance(value, Mapping):
        raise _type(name)
    return value


def _text(data: Mapping[str, Any], name: str) -> str | None:
    value = data.get(name)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise _type(name)
    # A tab is a delimiter worth keeping.
    return value if value is None or len(value) == 1 else value.strip()


def _texts(data: Mapping[str, Any], name: str) -> list[str]:
    value = data.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _type(name)
    return value


def _parts(data: Mapping[str, Any], name: str) -> tuple[Part, ...]:
    value = data.get(name, [])
    found = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            found.append(Part(item.strip()))
        elif (
            isinstance(item, Mapping)
            and set(item) <= {"column", "label"}
            and (column := _text(item, "column"))
        ):
            found.append(Part(column, _text(item, "label") or ""))
        else:
            raise _type(name)
    return tuple(found)


def _formats(formats: Iterable[str]) -> tuple[str, ...]:
    found = tuple(formats)
    for text in found:
        if text != EXCEL and "%Y" not in text and "%y" not in text:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "la forma de fecha «{text}» no tiene año (%Y)"), text=text
            )
    return found


def _zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "no se conoce la zona «{name}»"), name=name) from error


def _encoding(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        " ".encode(name)
    except LookupError as error:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "no se conoce la codificación «{name}»"), name=name
        ) from error
    return name


def _choice(
    data: Mapping[str, Any], name: str, codes: Mapping[str, str] | None = None, default: str | None = None
) -> Choice:
    table = _table(data, name)

    def code(text: object) -> str:
        plain = folded_code(text) if isinstance(text, str) else ""
        if not plain or (codes is not None and plain not in codes):
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "«{text}» no vale en [{name}]"), text=str(text), name=name
            )
        return plain if codes is None else codes[plain]

    value = table.get("value")
    if ("column" in table) != ("values" in table):
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "en [{name}] van juntos «column» y «values»"), name=name)
    return Choice(
        value=default if value is None else code(value),
        column=_text(table, "column"),
        values={folded(str(text).strip()): code(item) for text, item in _table(table, "values").items()},
    )

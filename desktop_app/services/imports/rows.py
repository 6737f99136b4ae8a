"""From a row of a file to the case it tells of, with what is missing or strange in it.

A row with holes is kept and flagged; only a row that cannot be a case is refused: without a key, without
any date of opening, with a date that nobody can read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.cleaning import LINE, NOTE
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folded import folded
from desktop_app.domain.ids import derived_id
from desktop_app.domain.operations import MAX_PAYLOAD
from desktop_app.domain.profile import Profile
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.imports.mapping import CaseMapping, Choice, Part
from desktop_app.services.imports.moments import Moment, MomentReader
from desktop_app.services.imports.tables import column_key

UNCLASSIFIED: Final = QT_TRANSLATE_NOOP("core", "Sin clasificar")
JOINT: Final = " · "
MAX_KEY: Final = 100

FLAGS: Final[Mapping[str, str]] = {
    "sin_tipo": QT_TRANSLATE_NOOP("core", "sin tipo: queda «Sin clasificar»"),
    "sin_detalle": QT_TRANSLATE_NOOP("core", "sin detalle"),
    "sin_lugar": QT_TRANSLATE_NOOP("core", "sin lugar"),
    "lugar_incompleto": QT_TRANSLATE_NOOP("core", "lugar incompleto"),
    "sin_apertura": QT_TRANSLATE_NOOP("core", "sin fecha de apertura: se toma la de cierre"),
    "cierre_antes": QT_TRANSLATE_NOOP("core", "el cierre es anterior a la apertura"),
    "fecha_futura": QT_TRANSLATE_NOOP("core", "tiene una fecha futura"),
    "fila_incompleta": QT_TRANSLATE_NOOP("core", "le faltan celdas al final"),
    "texto_recortado": QT_TRANSLATE_NOOP("core", "un texto se acortó; el original queda en el caso"),
}
"""What may be strange about a row, as stored with its case, and the words for it."""

_CITIZEN_LIMITS: Final = {"document": 40, "phone": 60, "email": 254}
_ROOM: Final = MAX_PAYLOAD - 4_096
_SURELY_FITS: Final = _ROOM // 6


@dataclass(frozen=True, slots=True)
class Draft:
    """A case as a row tells it, still without the integers and ids of a database."""

    id: bytes
    key: str
    row: Mapping[str, str]
    opened: Moment
    closed: Moment | None
    subject: str
    description: str | None = None
    place: str | None = None
    topic: str | None = None
    query_type: str | None = None
    channel: str | None = None
    level: str = "simple"
    citizen: CitizenForm | None = None
    flags: tuple[str, ...] = ()


class DraftReader:
    """Reads the rows of one file under one mapping and one country profile.

    ``today`` is yyyymmdd. Raises InvalidInput when the mapping names a request type that the profile lacks.
    """

    def __init__(
        self,
        mapping: CaseMapping,
        header: Sequence[str],
        profile: Profile,
        today: int,
        serial_base: int = 0,
    ) -> None:
        self.mapping = mapping
        self._today = today
        self._longest_empty = max(map(len, mapping.empty), default=0)
        self._moments = MomentReader(mapping.formats, profile.zone, mapping.zone, serial_base)
        names = {column_key(name): name for name in header}
        self._names = {column: names[column_key(column)] for column in mapping.columns()}
        for code in sorted(mapping.query_type.codes() - set(profile.request_types)):
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "El perfil del país no tiene el tipo «{code}». Tiene: {valid}."),
                code=code,
                valid=", ".join(profile.request_types),
            )

    def read(self, row: Mapping[str, str], *, short: bool = False) -> Draft:
        """Return the case that a row tells of; empty cells may be absent. Raises InvalidInput saying why not."""
        mapping, flags = self.mapping, ["fila_incompleta"] if short else []
        key = self._key(row)
        opened, closed = self._dates(row, flags)
        topic = self._value(row, mapping.topic)
        subject = self._subject(row, topic, flags)
        place = self._place(row, flags)
        description = self._description(row)
        if len(topic) > LINE or len(description) > NOTE:
            flags.append("texto_recortado")
        if sum(map(len, row.values())) > _SURELY_FITS:
            _check_size(row, description)
        return Draft(
            id=derived_id("import", "case", mapping.name, key),
            key=key,
            row=row,
            opened=opened,
            closed=closed,
            subject=subject,
            description=description[:NOTE] or None,
            place=place,
            topic=topic[:LINE] or None,
            query_type=self._choice(row, mapping.query_type),
            channel=self._choice(row, mapping.channel),
            level=self._choice(row, mapping.level) or "simple",
            citizen=self._citizen(row),
            flags=tuple(dict.fromkeys(flags)),
        )

    def _value(self, row: Mapping[str, str], column: str | None) -> str:
        text = row.get(self._names[column], "") if column is not None else ""
        if len(text) <= self._longest_empty and folded(text) in self.mapping.empty:
            return ""
        return " ".join(text.split())

    def _key(self, row: Mapping[str, str]) -> str:
        key = self._value(row, self.mapping.key)
        if not key or len(key) > MAX_KEY:
            text = (
                QT_TRANSLATE_NOOP("core", "la clave «{column}» es demasiado larga")
                if key
                else QT_TRANSLATE_NOOP("core", "falta la clave «{column}»")
            )
            raise InvalidInput(text, column=self.mapping.key)
        return key

    def _dates(self, row: Mapping[str, str], flags: list[str]) -> tuple[Moment, Moment | None]:
        first = self._value(row, self.mapping.opened)
        last = self._value(row, self.mapping.closed)
        opened = self._moments.read(first) if first else None
        closed = self._moments.read(last) if last else None
        if opened is None:
            if closed is None:
                raise InvalidInput(
                    QT_TRANSLATE_NOOP("core", "falta la fecha «{column}»"), column=self.mapping.opened
                )
            flags.append("sin_apertura")
            opened = closed
        if closed is not None and closed.epoch < opened.epoch:
            # The opening is believed: a case is written down when it comes in, its closing is often typed
            # later. The day of closing stays as the file says, so that counts agree; only the moment moves,
            # so that no case lasted less than nothing.
            if closed.day < opened.day:
                flags.append("cierre_antes")
            closed = closed._replace(epoch=opened.epoch)
        if max(opened.day, closed.day if closed else 0) > self._today:
            flags.append("fecha_futura")
        return opened, closed

    def _subject(self, row: Mapping[str, str], topic: str, flags: list[str]) -> str:
        pieces = []
        for part in self.mapping.subject:
            text = self._value(row, part.column)
            if text:
                pieces.append(f"{part.label} {text}" if part.label else text)
            elif part.column == self.mapping.topic:
                pieces.append(UNCLASSIFIED)
            else:
                flags.append("sin_detalle")
        if self.mapping.topic is not None and not topic:
            flags.insert(0, "sin_tipo")
        return _shortened(JOINT.join(pieces) or UNCLASSIFIED, flags)

    def _place(self, row: Mapping[str, str], flags: list[str]) -> str | None:
        parts = self.mapping.place
        pieces = self._pieces(row, parts)
        if len(pieces) < len(parts):
            flags.append("lugar_incompleto" if pieces else "sin_lugar")
        return _shortened(", ".join(dict.fromkeys(pieces)), flags) or None

    def _pieces(self, row: Mapping[str, str], parts: Sequence[Part]) -> list[str]:
        found = ((part.label, self._value(row, part.column)) for part in parts)
        return [f"{label} {text}" if label else text for label, text in found if text]

    def _description(self, row: Mapping[str, str]) -> str:
        # Unlike the others this is a text of several lines, whose breaks stay.
        found = ((part.label, part.column) for part in self.mapping.description)
        lines = (
            f"{label} {row[self._names[name]]}".strip() for label, name in found if self._value(row, name)
        )
        return "\n".join(lines)

    def _choice(self, row: Mapping[str, str], choice: Choice) -> str | None:
        return choice.of(self._value(row, choice.column)) if choice.values else choice.value

    def _citizen(self, row: Mapping[str, str]) -> CitizenForm | None:
        if not self.mapping.citizen:
            return None
        values = {part: self._value(row, column) for part, column in self.mapping.citizen.items()}
        if not values["name"]:
            return None
        for part, text in values.items():
            if len(text) > _CITIZEN_LIMITS.get(part, LINE):
                raise InvalidInput(
                    QT_TRANSLATE_NOOP("core", "la columna «{column}» es demasiado larga"),
                    column=self.mapping.citizen[part],
                )
        return CitizenForm(
            **{part: text or None for part, text in values.items() if part != "name"}, name=values["name"]
        )


def _shortened(text: str, flags: list[str]) -> str:
    if len(text) <= LINE:
        return text
    flags.append("texto_recortado")
    return text[: LINE - 1].rstrip() + "…"


def _check_size(row: Mapping[str, str], description: str) -> None:
    size = sum(len(text.encode()) for text in (*row, *row.values(), description)) * 11 // 10
    if size > _ROOM:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "la fila trae {size} KB de texto y caben {limit}"),
            size=size >> 10,
            limit=_ROOM >> 10,
        )

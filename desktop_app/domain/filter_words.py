"""The language of the filter over cases: ``unidad:vías -estado:pausa vence:hoy "calle lima" mora``.

Here stands how a text falls into parts and how parts are written; what they mean is for the services
(``services/case_filter``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop_app.domain.day_spans import DaySpan
from desktop_app.domain.folded import folded
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.typeahead import one_typo

_TOKEN: Final = re.compile(
    r'(?P<minus>-(?=[^\W\d_]|"))?(?:(?P<key>[^\W\d_]+)(?P<mark>:))?(?P<value>"[^"]*"?|[^\s"][^\s]*)?'
)
_SILENT: Final = re.compile(r"(?P<minus>-)?sin:contacto\s*[>:=]+\s*(?P<value>\d*)\S*", re.IGNORECASE)
_LEAST_TYPO: Final = 4


class Key(StrEnum):
    """What a filter may name, as it is typed (folded)."""

    UNIT = "unidad"
    STATE = "estado"
    LEVEL = "nivel"
    DUE = "vence"
    OPENED = "ingreso"
    CLOSED = "cerrado"
    RESPONSIBLE = "responsable"
    TYPE = "tipo"
    TOPIC = "tema"
    CHANNEL = "canal"
    CITIZEN = "ciudadano"
    PLACE = "lugar"
    SILENT = "sincontacto"
    CRITERION = "critico"
    WORDS = "palabras"
    """Words that must not occur: ``-bache``. Nobody types the key."""


EXPLAINED: Final[dict[Key, str]] = {
    Key.UNIT: QT_TRANSLATE_NOOP("core", "la unidad que lo tiene"),
    Key.STATE: QT_TRANSLATE_NOOP("core", "en qué paso está"),
    Key.LEVEL: QT_TRANSLATE_NOOP("core", "simple, complejo o crítico"),
    Key.DUE: QT_TRANSLATE_NOOP("core", "cuándo vence: hoy, semana, 24/11, +3"),
    Key.OPENED: QT_TRANSLATE_NOOP("core", "cuándo ingresó: hoy, mes, 01/11..15/11"),
    Key.CLOSED: QT_TRANSLATE_NOOP("core", "cuándo se cerró: hoy, mes, 01/11..15/11"),
    Key.RESPONSIBLE: QT_TRANSLATE_NOOP("core", "quién lo tiene a cargo: un nombre, yo o nadie"),
    Key.TYPE: QT_TRANSLATE_NOOP("core", "reclamo, queja, consulta…"),
    Key.TOPIC: QT_TRANSLATE_NOOP("core", "un tema del catálogo"),
    Key.CHANNEL: QT_TRANSLATE_NOOP("core", "por dónde llegó"),
    Key.CITIZEN: QT_TRANSLATE_NOOP("core", "nombre, documento o teléfono de la persona"),
    Key.PLACE: QT_TRANSLATE_NOOP("core", "palabras de la dirección o del lugar"),
    Key.SILENT: QT_TRANSLATE_NOOP("core", "días sin contacto con el ciudadano: 15"),
    Key.CRITERION: QT_TRANSLATE_NOOP("core", "por qué es crítico: riesgo, recurrente, vulnerable"),
}
"""What may be typed, in the order in which it is offered, with a few words on each."""

Value = bytes | str | int | DaySpan


@dataclass(frozen=True, slots=True)
class Condition:
    """What a case must, or with ``negated`` must not, be: any one of ``values`` of ``key``.

    Ids for what is recorded (unit, topic, official, citizen), codes for closed lists, days as spans, a number of
    days for ``SILENT``, folded words for text. "" stands for nobody, ``LATE`` for a term that has run out.
    """

    key: Key
    values: tuple[Value, ...]
    negated: bool = False


NOBODY: Final = ""
LATE: Final = "vencido"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a typed filter, from ``start`` to ``end``; ``key`` is "" for words."""

    key: str
    value: str
    negated: bool
    start: int
    end: int
    quoted: bool = False
    value_start: int = 0


def parts(typed: str) -> list[Part]:
    """Return the parts of a filter in their order; every text has some reading."""
    found: list[Part] = []
    at = 0
    while at < len(typed):
        if typed[at].isspace():
            at += 1
            continue
        silent = _SILENT.match(typed, at)
        part = _silent(silent) if silent is not None else _part(typed, at)
        found.append(part)
        at = max(part.end, at + 1)
    return found


def _silent(found: re.Match[str]) -> Part:
    return Part(
        Key.SILENT, found["value"], found["minus"] is not None, found.start(), found.end(),
        value_start=found.start("value"),
    )  # fmt: skip


def _part(typed: str, at: int) -> Part:
    found = _TOKEN.match(typed, at)
    if found is None or not found.group(0):
        # A quote that stands alone.
        return Part("", "", negated=False, start=at, end=at + 1, value_start=at)
    value = found["value"] or ""
    quoted = value.startswith('"')
    start = found.start("value") if found["value"] is not None else found.end()
    return Part(
        found["key"] or "", value.strip('"') if quoted else value, found["minus"] is not None, at, found.end(),
        quoted, start,
    )  # fmt: skip


def key_of(typed: str) -> Key | None:
    """Return the key that was typed, with or without accents, None for no key of ours."""
    wanted = folded(typed)
    return next((key for key in EXPLAINED if key.value == wanted), None)


def meant_key(typed: str) -> Key | None:
    """Return the key that somebody who made one typo meant, or None."""
    wanted = folded(typed)
    if len(wanted) < _LEAST_TYPO:
        return None
    return next((key for key in EXPLAINED if one_typo(wanted, key.value)), None)


def written(key: str, value: str, *, negated: bool = False) -> str:
    """Return a part as one would type it; a value is quoted where it is more than one plain word."""
    minus = "-" if negated else ""
    plain = re.fullmatch(r'[^\s"]+', value) is not None
    shown = value if plain and key != "" else '"{}"'.format(value.replace('"', " "))
    return f"{minus}{key}:{shown}" if key else f"{minus}{shown}"


def joined(texts: Iterable[str]) -> str:
    """Return parts in one line."""
    return " ".join(text for text in texts if text).strip()

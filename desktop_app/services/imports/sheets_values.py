"""Between a cell's text and what is stored: written on the way out, understood on the way in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, TypeVar

from desktop_app.domain.cleaning import LINE, clean_line, clean_note
from desktop_app.domain.columns import NO, YES, Column, Part
from desktop_app.domain.dates import MONTHS
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folded import folded, folded_code
from desktop_app.domain.guide_sheet import day_as_written, written_day
from desktop_app.domain.labels import label
from desktop_app.domain.profile import Profile
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Level, Result

SYNONYMS: Final = 2_000
SHEET_PART: Final = 4_000

_TRUE: Final = frozenset({
    "si", "s", "x", "1", "verdadero", "true", "yes", "activo", "activa", "vigente", "se resuelve en ventanilla",
    "en ventanilla", "ventanilla", "resuelve", "dentro",
})  # fmt: skip
_FALSE: Final = frozenset({
    "no", "n", "0", "falso", "false", "inactivo", "inactiva", "retirado", "retirada", "se vincula", "vincula",
    "vincular", "deriva", "se deriva", "fuera", "-",
})  # fmt: skip
_LEVELS: Final = {"compleja": Level.COMPLEX, "critica": Level.CRITICAL}
_RESULTS: Final = {
    "orientar": Result.ORIENTED, "orientacion": Result.ORIENTED, "vincular": Result.REFERRED,
    "vinculacion": Result.REFERRED, "derivar": Result.REFERRED, "derivado": Result.REFERRED,
    "abrir caso": Result.CASE_OPENED, "caso": Result.CASE_OPENED, "critico": Result.CRITICAL_CASE,
}  # fmt: skip

_NUMBERS: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")
_IN_WORDS: Final = re.compile(r"(\d{1,2}) (?:de )?([a-z]{3,10})\.? (?:de |del )?(\d{4})")
_SERIAL: Final = re.compile(r"[2-7]\d{4}")
_FIRST_SERIAL: Final = date(1899, 12, 30)
"""Day 0 of Excel's dates, as they are counted since March 1900."""

E = TypeVar("E", bound=StrEnum)


def same(text: str) -> str:
    """Return a name as names are compared: without case, accents, doubled or outer blanks."""
    return " ".join(folded(text).split())


def line(column: Column, text: str, limit: int = LINE) -> str | None:
    """Return one line. Raises InvalidInput naming the column."""
    return _told(column, lambda: clean_line(text, column.key, limit))


def note(column: Column, text: str) -> str | None:
    """Return some lines of a guide sheet. Raises InvalidInput naming the column."""
    return _told(column, lambda: clean_note(text, column.key, SHEET_PART))


def _told(column: Column, read: Callable[[], str | None]) -> str | None:
    try:
        return read()
    except InvalidInput as error:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "«{column}» tiene {length} caracteres y caben {limit}"),
            field=column.key,
            column=column.title,
            **{name: error.params[name] for name in ("length", "limit")},
        ) from error


def written_date(text: str) -> str:
    """Return a day as sheets hold it; what is no day stays as it was written."""
    day = _day(" ".join(text.split()))
    return text if day is None else day_as_written(day)


def _day(text: str) -> date | None:
    """Read a day as people and spreadsheets write it, also as the plain number behind a date of Excel."""
    if _SERIAL.fullmatch(text):
        return _FIRST_SERIAL + timedelta(days=int(text))
    found = _NUMBERS.fullmatch(text) or _IN_WORDS.fullmatch(folded(text))
    if not found:
        return written_day(text.split(" ", maxsplit=1)[0] if text[:4].isdigit() else text)
    day, month, year = found.groups()
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), _month(month), int(day))
    except ValueError:
        return None


def _month(text: str) -> int:
    """Return a month's number, 0 for what is none."""
    if text.isdigit():
        return int(text)
    word = "setiembre" if "septiembre".startswith(text) else text
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word)), 0)


def no_date(column: Column, text: str) -> InvalidInput:
    """Return the fault of a cell that should have a day and has something else."""
    return InvalidInput(
        QT_TRANSLATE_NOOP("core", "«{column}» dice «{text}»: escriba una fecha, por ejemplo 24/11/2026"),
        field=column.key,
        column=column.title,
        text=text[:40],
    )


def not_yet(column: Column, text: str) -> InvalidInput:
    """Return the fault of a day on which something is said to have happened, and which is still to come."""
    return InvalidInput(
        QT_TRANSLATE_NOOP("core", "«{column}» dice «{text}»: ese día todavía no llega"),
        field=column.key,
        column=column.title,
        text=text[:40],
    )


def yes_no(column: Column, text: str) -> bool:
    """Return whether a cell says yes. Raises InvalidInput for what is neither."""
    word = same(text)
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise InvalidInput(
        QT_TRANSLATE_NOOP("core", "«{column}» dice «{text}»: escriba Sí o No"),
        field=column.key,
        column=column.title,
        text=text[:40],
    )


def yes_no_word(value: object) -> str:
    """Return how yes or no stands in a cell."""
    return YES if value else NO


def level(column: Column, text: str) -> Level:
    """Return the level that a cell names. Raises InvalidInput with those there are."""
    return _member(Level, _LEVELS, column, text)


def result(column: Column, text: str) -> Result:
    """Return the result that a cell names. Raises InvalidInput with those there are."""
    return _member(Result, _RESULTS, column, text)


def _member(kind: type[E], more: Mapping[str, E], column: Column, text: str) -> E:
    word = same(text)
    for each in kind:
        if word in (same(label(each)), same(each.value)):
            return each
    if word in more:
        return more[word]
    raise _unknown(column, text, [label(each) for each in kind])


def request_type(profile: Profile, column: Column, text: str) -> str:
    """Return the code of the request type that a cell names. Raises InvalidInput with those there are."""
    word = folded_code(text)
    for each in profile.request_types.values():
        if word in (each.code, folded_code(each.label)):
            return each.code
    raise _unknown(column, text, [each.label for each in profile.request_types.values()])


def digit(column: Column, text: str) -> int:
    """Return a digit from 1 to 9. Raises InvalidInput."""
    if len(text) == 1 and text in "123456789":
        return int(text)
    raise InvalidInput(
        QT_TRANSLATE_NOOP("core", "«{column}» dice «{text}»: va un número del 1 al 9"),
        field=column.key,
        column=column.title,
        text=text[:40],
    )


def missing(part: Part) -> InvalidInput:
    """Return the fault of a row without the name that it is known by."""
    return InvalidInput(
        {
            Part.TOPICS: QT_TRANSLATE_NOOP("core", "falta el tema"),
            Part.UNITS: QT_TRANSLATE_NOOP("core", "falta el nombre de la unidad"),
            Part.OFFICIALS: QT_TRANSLATE_NOOP("core", "falta el nombre"),
        }[part]
    )


def repeated(name: str, first: int) -> InvalidInput:
    """Return the fault of a row that names again what another row did, with other data."""
    return InvalidInput(
        QT_TRANSLATE_NOOP("core", "repite «{name}» de la fila {first} con otros datos"),
        name=name,
        first=first,
    )


def _unknown(column: Column, text: str, valid: list[str]) -> InvalidInput:
    return InvalidInput(
        QT_TRANSLATE_NOOP("core", "«{column}» dice «{text}» y puede ser: {valid}"),
        field=column.key,
        column=column.title,
        text=text[:40],
        valid=", ".join(valid),
    )

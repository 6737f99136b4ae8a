"""Numbered blank forms for when the power or the computer is away (paper contingency kit).

A form bears a real number of its desk's series, so what the citizen takes along is the number of the
attention, and of the case, that the form becomes when it is transcribed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP

MOST: Final = 200
"""Forms of one batch."""

LONGEST: Final = timedelta(hours=12)
"""An attention on paper that lasts longer has a mistyped hour."""

OLD: Final = timedelta(days=7)
"""A form that is transcribed later than this is asked about: the year or the month may be mistyped."""


class BlankState(StrEnum):
    """How a printed form stands."""

    BLANK = "blank"
    MISSING = "missing"
    TRANSCRIBED = "transcribed"
    SPOILED = "spoiled"


OPEN: Final = frozenset({BlankState.BLANK, BlankState.MISSING})
"""Printed, and neither transcribed nor marked as spoiled: a gap in the numbering."""

STATE_WORDS: Final = {
    BlankState.BLANK: QT_TRANSLATE_NOOP("core", "En blanco"),
    BlankState.MISSING: QT_TRANSLATE_NOOP("core", "Falta"),
    BlankState.TRANSCRIBED: QT_TRANSLATE_NOOP("core", "Transcrito"),
    BlankState.SPOILED: QT_TRANSLATE_NOOP("core", "Anulado"),
}


@dataclass(frozen=True, slots=True)
class Trace:
    """What is known of a form: it became an attention, somebody marked it as spoiled, or neither."""

    used: bool
    spoiled: bool


def states(batch: Sequence[Trace]) -> list[BlankState]:
    """Return how the forms of a batch stand, given in the order of their numbers.

    Forms are taken from the top of the pile: one without a trace is missing when a later one of its
    batch has left one, and blank, still in the drawer, when none has. A form that was marked as spoiled
    and transcribed after all is transcribed.
    """
    last = max((at for at, trace in enumerate(batch) if trace.used or trace.spoiled), default=-1)
    found = []
    for at, trace in enumerate(batch):
        if trace.used:
            found.append(BlankState.TRANSCRIBED)
        elif trace.spoiled:
            found.append(BlankState.SPOILED)
        else:
            found.append(BlankState.MISSING if at < last else BlankState.BLANK)
    return found


def check_count(count: int) -> None:
    """Raise InvalidInput unless a batch may have so many forms."""
    if not 1 <= count <= MOST:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Imprima entre 1 y {most} formularios a la vez."),
            field="count",
            most=MOST,
        )


def check_moments(printed: datetime, started: datetime, ended: datetime, now: datetime) -> None:
    """Raise InvalidInput unless a form that was printed then can tell of an attention at that time.

    All moments are aware and local. Hours on paper have no seconds, so neither has the moment of printing here,
    and what took less than a minute begins and ends in the same one.
    """
    earliest = printed.replace(second=0, microsecond=0).astimezone(UTC)
    # In UTC: the same hour comes twice on the night when clocks are put back.
    started, ended, now = (moment.astimezone(UTC) for moment in (started, ended, now))
    if started > now:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El inicio de la atención no puede estar en el futuro."),
            field="started",
        )
    if started < earliest:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "Este formulario se imprimió el {moment}: la atención no pudo empezar antes. Revise la fecha y "
                "la hora.",
            ),
            field="started",
            moment=f"{printed:%d/%m/%Y %H:%M}",
        )
    if ended < started:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "La hora de fin no puede ser anterior a la de inicio."), field="ended"
        )
    if ended - started > LONGEST:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "La atención duraría más de 12 horas. Corrija el inicio o el fin."),
            field="ended",
        )
    if ended > now:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El fin de la atención no puede estar en el futuro."), field="ended"
        )


def is_old(started: datetime, now: datetime) -> bool:
    """Tell whether a form waited so long that its date had better be looked at twice."""
    return now - started > OLD


def digits(number: str) -> str:
    """Return the digits of a number, however it is parted."""
    return re.sub(r"\D", "", number)


def alike(typed: str, numbers: Iterable[str]) -> list[str]:
    """Return the numbers that a slip of hand or ear turns into what was typed.

    One digit wrong, one too many or too few, or two neighbours swapped: what dictation does to a number.
    """
    wanted = digits(typed)
    return [number for number in numbers if _one_slip(wanted, digits(number))]


def _one_slip(one: str, other: str) -> bool:
    if one == other:
        return False
    shorter, longer = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(longer) - len(shorter) == 1:
        return shorter[at:] == longer[at + 1 :]
    if len(longer) != len(shorter):
        return False
    swapped = one[:at] + one[at : at + 2][::-1] + one[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped == other


def cut_and_stack(count: int) -> list[tuple[int, int | None]]:
    """Return which two forms share a sheet, top and bottom, so that the cut halves lie in order.

    The whole pile is cut once and the upper half laid on the lower one.
    """
    sheets = (count + 1) // 2
    return [(at, at + sheets if at + sheets < count else None) for at in range(sheets)]


@dataclass(frozen=True, slots=True)
class PrintableForms:
    """A batch as it is printed: the numbers in their order, and the boxes that the country's profile has."""

    municipality: str
    office: str
    office_card: str
    desk: str
    numbers: tuple[str, ...]
    printed_at: datetime
    printed_by: str
    query_types: tuple[str, ...]
    documents: tuple[str, ...]
    preferential: tuple[str, ...]

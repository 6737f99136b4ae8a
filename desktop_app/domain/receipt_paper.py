"""What stands on a citizen's receipt, as words: drawn on a sheet or on a roll of 80 mm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from desktop_app.domain.receipt import Outcome
from desktop_app.domain.text import QT_TRANSLATE_NOOP

ROLL: Final = "roll"
HALF: Final = "a5"

RESULTS: Final = {
    Outcome.ORIENTED: QT_TRANSLATE_NOOP("core", "Orientación"),
    Outcome.UNANSWERED: QT_TRANSLATE_NOOP("core", "Pregunta sin respuesta"),
    Outcome.REFERRED: QT_TRANSLATE_NOOP("core", "Vinculación con la unidad"),
    Outcome.SIMPLE_CASE: QT_TRANSLATE_NOOP("core", "Caso simple"),
    Outcome.COMPLEX_CASE: QT_TRANSLATE_NOOP("core", "Caso complejo"),
    Outcome.CRITICAL_CASE: QT_TRANSLATE_NOOP("core", "Caso crítico"),
}
"""How the outcome of an attention is called on the paper and when it is checked."""

SMALL_PRINT: Final = QT_TRANSLATE_NOOP(
    "core",
    "El código QR lleva la firma de la ventanilla: en cualquier ventanilla de esta municipalidad se comprueba, sin "
    "red, que la constancia fue emitida aquí y que nadie la alteró. No es una firma digital en el sentido de la ley.",
)


@dataclass(frozen=True, slots=True)
class Following:
    """What comes next: a heading, what is to be seen from afar (a moment, a person), and lines about it."""

    heading: str
    big: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintableReceipt:
    """A receipt in words. ``rows`` are (label, text) pairs; ``copy`` is empty on the original.

    ``made_at`` is when it was drawn, in the office's zone.
    """

    title: str
    municipality: str
    office: str
    desk: str
    number: str
    registered: str
    copy: str
    rows: tuple[tuple[str, str], ...]
    following: Following
    route: tuple[str, ...]
    state: str
    text: str
    privacy: str
    code: str
    made_at: datetime

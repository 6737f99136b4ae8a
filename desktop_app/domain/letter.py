"""A letter to a citizen as values: what stands on the paper, in the order in which it stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from desktop_app.domain.dates import MONTHS


@dataclass(frozen=True, slots=True)
class Letter:
    """``place`` is where it is written, ``addressee`` lines under each other, ``body`` text with line breaks.

    ``signer`` and ``position`` stand under the line for the signature; ``made_at`` is local.
    """

    municipality: str
    office: str
    place: str
    made_at: datetime
    number: str
    subject: str
    addressee: tuple[str, ...]
    body: str
    signer: str
    position: str
    unit: str = ""


def long_date(day: date) -> str:
    """Return "22 de noviembre de 2026"."""
    return f"{day.day} de {MONTHS[day.month - 1]} de {day.year}"


def paragraphs(body: str) -> list[list[str]]:
    """Return the paragraphs of a text, each as its lines; blank lines part them."""
    found: list[list[str]] = [[]]
    for line in body.splitlines():
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [lines for lines in found if lines]


_TOWN = re.compile(
    r"(?:ilustre\s+)?municipalidad(?:\s+(?:distrital|provincial|metropolitana|cantonal))?\s+(?:de(?:l)?\s+)?(\S.*)",
    re.IGNORECASE,
)


def town_of(municipality: str) -> str:
    """Return the town in a municipality's name ("Municipalidad Distrital de San Isidro"), or an empty text."""
    found = _TOWN.fullmatch(municipality.strip())
    return found[1].strip() if found else ""

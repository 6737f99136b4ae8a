"""Numbers of attentions and cases: ``OO-DD-AA-NNNNN-CC``.

Office, desk, year, number, check. Unique without a network, digits only, so that they can be
dictated by phone; the check is ISO 7064 mod 97-10.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP

PER_EPOCH = 100_000
"""Numbers of one epoch: a desk's epoch rises with each new stream, so a restored desk never repeats one.

A busy desk records more than ten thousand attentions a year, so an epoch holds all five digits."""

_SHAPE = re.compile(r"(\d{2})(\d{2})(\d{2})(\d{5,7})(\d{2})")


@dataclass(frozen=True, slots=True)
class Folio:
    """A number's parts; ``year`` has two digits."""

    office: int
    desk: int
    year: int
    number: int

    def __str__(self) -> str:
        body = f"{self.office:02d}{self.desk:02d}{self.year:02d}{self.number:05d}"
        check = 98 - int(body) * 100 % 97
        return f"{self.office:02d}-{self.desk:02d}-{self.year:02d}-{self.number:05d}-{check:02d}"


def make_folio(office: int, desk: int, year: int, epoch: int, count: int) -> Folio:
    """Return the number of the ``count``-th record (from 1) of an epoch (from 0) in a year."""
    return Folio(office, desk, year % 100, epoch * PER_EPOCH + count)


def parse_folio(text: str) -> Folio:
    """Return the number typed with or without dashes; raise InvalidInput when its check fails."""
    digits = re.sub(r"[\s\-.·–]", "", text)
    match = _SHAPE.fullmatch(digits)
    if not match:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El número debe tener la forma 01-02-26-00123-45."), field="number"
        )
    if int(digits) % 97 != 1:
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "El número {number} tiene algún dígito equivocado. Pida que se lo repitan."
            ),
            field="number",
            number="-".join(match.groups()),
        )
    office, desk, year, number = (int(part) for part in match.groups()[:4])
    return Folio(office, desk, year, number)

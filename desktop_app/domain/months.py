"""A calendar month of the office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP

_PATTERN = re.compile(r"(\d{4})-(\d{2})")
NAMES = (
    QT_TRANSLATE_NOOP("core", "enero"),
    QT_TRANSLATE_NOOP("core", "febrero"),
    QT_TRANSLATE_NOOP("core", "marzo"),
    QT_TRANSLATE_NOOP("core", "abril"),
    QT_TRANSLATE_NOOP("core", "mayo"),
    QT_TRANSLATE_NOOP("core", "junio"),
    QT_TRANSLATE_NOOP("core", "julio"),
    QT_TRANSLATE_NOOP("core", "agosto"),
    QT_TRANSLATE_NOOP("core", "septiembre"),
    QT_TRANSLATE_NOOP("core", "octubre"),
    QT_TRANSLATE_NOOP("core", "noviembre"),
    QT_TRANSLATE_NOOP("core", "diciembre"),
)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A year and a month number (1-12)."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Return the month written ``AAAA-MM``; raise InvalidInput for anything else."""
        found = _PATTERN.fullmatch(text.strip())
        if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1:
            raise InvalidInput(
                QT_TRANSLATE_NOOP(
                    "core", "Escriba el mes como año y mes, por ejemplo 2026-10 (se recibió «{text}»)."
                ),
                field="month",
                text=text[:40],
            )
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month in which a day lies."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return self.next().first - timedelta(days=1)

    def next(self) -> Month:
        """Return the month after this one."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    def previous(self) -> Month:
        """Return the month before this one."""
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    def year_before(self) -> Month:
        """Return the same month of the year before."""
        return Month(self.year - 1, self.number)

    def days(self) -> Iterator[date]:
        """Yield each day in order."""
        day = self.first
        while day.month == self.number:
            yield day
            day += timedelta(days=1)

    @property
    def name(self) -> str:
        """The Spanish name, as in ``octubre de 2026``."""
        return f"{NAMES[self.number - 1]} de {self.year}"

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

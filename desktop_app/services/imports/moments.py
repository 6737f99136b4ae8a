"""Dates as files write them: with or without an hour, in several forms, or as a workbook's number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.imports.mapping import EXCEL

NOON: Final = time(12)
"""The hour given to a day whose hour is unknown: it exists in every zone on every date, and the day stays
the same day for a reader some zones away."""

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_SERIAL = re.compile(r"\d{4,6}(?:\.\d+)?")
_HOURS = ("%H", "%I", "%X", "%c")
_REMEMBERED: Final = 100_000


class Moment(NamedTuple):
    """A date of the file: its day (yyyymmdd) as written there, its epoch seconds, whether the hour is known."""

    day: int
    epoch: int
    exact: bool


class MomentReader:
    """Reads the dates of one file. Days without an hour are the office's; hours are of ``zone``."""

    def __init__(
        self, formats: Sequence[str], office: ZoneInfo, zone: ZoneInfo | None, serial_base: int = 0
    ) -> None:
        self._formats = tuple(text for text in formats if text != EXCEL)
        self._office, self._zone = office, zone or office
        self._serials = bool(serial_base) or EXCEL in formats
        # Excel believes that 1900 was a leap year; from March 1900 on this start makes up for it.
        self._start = datetime(1904, 1, 1) if serial_base == 1904 else datetime(1899, 12, 30)  # noqa: DTZ001
        self._known: dict[str, Moment] = {}

    def read(self, text: str) -> Moment:
        """Return the moment that a text means. Raises InvalidInput with the text."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[text] = self._parse(text)
        return found

    def _parse(self, text: str) -> Moment:
        try:
            written, exact = self._written(text)
            if FIRST_YEAR <= written.year <= LAST_YEAR:
                return self._placed(written, exact)
        except (ValueError, OverflowError):
            pass
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "la fecha «{text}» no se entiende"), text=text[:40])

    def _written(self, text: str) -> tuple[datetime, bool]:
        for form in self._formats:
            try:
                return datetime.strptime(text, form), any(part in form for part in _HOURS)  # noqa: DTZ007
            except ValueError:
                continue
        if self._serials and _SERIAL.fullmatch(text):
            number = float(text)
            moment = self._start + timedelta(seconds=round(number * 86_400))
            return moment, not number.is_integer()
        if not _ISO.fullmatch(text):
            raise ValueError(text)
        return datetime.fromisoformat(text), len(text) > 10

    def _placed(self, written: datetime, exact: bool) -> Moment:
        day = written.year * 10_000 + written.month * 100 + written.day
        if not exact:
            moment = datetime.combine(written.date(), NOON, self._office)
        elif written.tzinfo is None:
            moment = written.replace(tzinfo=self._zone)
        else:
            moment = written
        return Moment(day, int(moment.astimezone(UTC).timestamp()), exact)

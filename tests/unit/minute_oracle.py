"""A second opinion on deadlines: steps minute by minute, shares no code with the program.

The office is open in the minute that begins at a moment when the local time of day lies in one of the
day's stretches. Everything here is whole minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


@dataclass
class Office:
    zone: str
    week: dict[int, list[tuple[int, int]]]
    special: dict[date, list[tuple[int, int]]] = field(default_factory=dict)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone))

    def stretches(self, day: date) -> list[tuple[int, int]]:
        return self.special.get(day, self.week.get(day.weekday(), []))

    def opens(self, moment: datetime) -> bool:
        local = self.local(moment)
        minute = local.hour * 60 + local.minute
        return any(start <= minute < end for start, end in self.stretches(local.date()))


def paused(pauses: list[tuple[datetime, datetime]], moment: datetime) -> bool:
    return any(start <= moment < end for start, end in pauses)


def open_minutes(office: Office, start: datetime, end: datetime) -> int:
    count = 0
    while start < end:
        count += office.opens(start)
        start += MINUTE
    return count


def due(
    office: Office, amount: int, unit: str, registered: datetime, pauses: list[tuple[datetime, datetime]]
) -> datetime:
    registered = registered.astimezone(UTC)
    if unit == "elapsed_hours":
        return run_down(amount * 60, registered, pauses, lambda _: True)
    while not office.opens(registered):
        registered += MINUTE
    if unit == "business_hours":
        return run_down(amount * 60, registered, pauses, office.opens)
    return move(office, last_closing(office, registered, amount), registered, pauses)


def run_down(
    minutes: int,
    moment: datetime,
    pauses: list[tuple[datetime, datetime]],
    runs: Callable[[datetime], bool],
) -> datetime:
    while minutes:
        if runs(moment) and not paused(pauses, moment):
            minutes -= 1
        moment += MINUTE
    return moment


def last_closing(office: Office, registered: datetime, days: int) -> datetime:
    """The closing moment of the ``days``-th local date with opening after that of the registration."""
    seen = office.local(registered).date()
    moment, closing = registered, registered
    while True:
        if office.opens(moment):
            today = office.local(moment).date()
            if today != seen:
                if days == 0:
                    return closing
                days, seen = days - 1, today
            closing = moment + MINUTE
        moment += MINUTE


def move(
    office: Office, closing: datetime, registered: datetime, pauses: list[tuple[datetime, datetime]]
) -> datetime:
    """The closing moment plus the open minutes of each pause that begins before the due moment so far."""
    for start, end in joined(pauses):
        if start < closing:
            for _ in range(open_minutes(office, max(start, registered), end)):
                while not office.opens(closing):
                    closing += MINUTE
                closing += MINUTE
    return closing


def joined(pauses: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted(pauses):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found

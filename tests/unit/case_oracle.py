"""A second opinion on the clocks of a case: walks minute by minute, shares no code with the program.

Written from the rules alone (training manual 4.3 and 5.2, the design's chapter on clocks): an office is a
row of minutes that are open or not; a case is what happened to it, in order; a clock is an amount of
minutes that is counted down, one by one, over those of them in which the clock runs. All that happens
happens on whole minutes; moments are whole seconds since 1970 (three quarters of an odd number of minutes
end on a quarter of one).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

Stretches = list[tuple[int, int]]
TermOf = tuple[int, str]
"""An amount and its unit: elapsed_hours, business_hours, business_days."""

DAY = 1440
WEEKDAYS = ("lun", "mar", "mié", "jue", "vie", "sáb", "dom")


class MinuteOffice:
    """Which minutes are open, from a first one on; grows as it is asked."""

    def __init__(
        self, zone: str, week: dict[int, Stretches], special: dict[date, Stretches], first: int
    ) -> None:
        self.zone = ZoneInfo(zone)
        self.week, self.special = week, special
        self.first = first // 60
        self.opened = bytearray()
        self.days: list[date] = []

    def local(self, minute: int) -> datetime:
        return datetime.fromtimestamp((self.first + minute) * 60, self.zone)

    def at(self, seconds: int) -> int:
        assert seconds % 60 == 0
        minute = seconds // 60 - self.first
        assert minute >= 0
        return minute

    def reach(self, minute: int) -> None:
        while len(self.opened) <= minute:
            local = self.local(len(self.opened))
            day, of_day = local.date(), local.hour * 60 + local.minute
            stretches = self.special[day] if day in self.special else self.week.get(local.weekday(), [])
            self.opened.append(any(start <= of_day < end for start, end in stretches))
            self.days.append(day)

    def is_open(self, minute: int) -> bool:
        if minute >= len(self.opened):
            self.reach(minute + DAY)
        return bool(self.opened[minute])


@dataclass
class OracleLevel:
    """The internal terms of a level; ``pausable`` matters to elapsed hours only."""

    term: TermOf
    first: TermOf | None = None
    pausable: bool = False


@dataclass
class OracleCase:
    """A case as its happenings left it; ``legal`` and ``legal_pausable`` are the request type's."""

    office: MinuteOffice
    levels: dict[str, OracleLevel]
    legal: TermOf | None
    legal_pausable: bool
    level: str
    opened: int
    raised: int | None = None
    answered: bool = False
    waits: list[tuple[int, int]] = field(default_factory=list)
    waiting: int | None = None
    told: dict[str, int | str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.raised = self.opened if self.level == "critical" else None
        self.tell(self.opened)

    # --- what happens -----------------------------------------------------------------------------

    def wait(self, at: int) -> None:
        self.waiting = at
        self.tell(at)

    def go_on(self, at: int) -> None:
        self.end_wait(at)
        self.tell(at)

    def change(self, level: str, at: int) -> None:
        if level == "critical":
            self.end_wait(at)
            self.raised, self.answered = at, False
        self.level = level
        self.tell(at)

    def end_wait(self, at: int) -> None:
        if self.waiting is not None:
            self.waits.append((self.waiting, at))
            self.waiting = None

    # --- what the clocks say ------------------------------------------------------------------------

    def tell(self, now: int) -> None:
        """Note when each clock ends, when three quarters of the first of them are used, and the words."""
        mine = self.levels[self.level]
        told: dict[str, int | str] = {}
        critical = self.level == "critical"
        stops = not critical and (mine.term[1] != "elapsed_hours" or mine.pausable)
        start = self.opened if self.raised is None or not critical else self.raised
        self.clock(told, "internal", mine.term, start, stops=stops, now=now)
        if mine.first is not None and not self.answered:
            self.clock(told, "first", mine.first, start, stops=False, now=now)
        if self.legal is not None:
            self.clock(told, "legal", self.legal, self.opened, stops=self.legal_pausable, now=now)
        self.told = told

    def clock(
        self, told: dict[str, int | str], name: str, term: TermOf, start: int, stops: bool, now: int
    ) -> None:
        waits = list(self.waits) if stops else []
        stands = stops and self.waiting is not None
        if stands and self.waiting is not None:
            waits.append((self.waiting, now))
        due = self.count_down(term, start, waits, quarters=4)
        told[f"why_{name}"] = self.words(due)
        if not stands:
            warn = self.count_down(term, start, waits, quarters=3)
            told[name] = due
            told[f"warn_{name}"] = warn
            told["warn"] = min(int(told.get("warn", warn)), warn)

    def words(self, due: int) -> str:
        local = datetime.fromtimestamp(due, self.office.zone)
        day = f"{local.day:02d}/{local.month:02d}/{local.year}"
        return f"vence {WEEKDAYS[local.weekday()]} {day} {local.hour:02d}:{local.minute:02d}:"

    def count_down(self, term: TermOf, start: int, waits: list[tuple[int, int]], quarters: int) -> int:
        """Return when so many quarters of a term have run, the waits not counted."""
        office = self.office
        amount, unit = term
        elapsed = unit == "elapsed_hours"
        minute = office.at(start)
        stopped = set[int]()
        for begin, end in waits:
            stopped.update(range(office.at(begin), office.at(end)))
        while not elapsed and not office.is_open(minute):
            minute += 1
        left = quarters * (self.minutes_of_days(minute, amount) if unit == "business_days" else amount * 60)
        while True:
            office.reach(minute + DAY)
            opened = office.opened
            for each in range(minute, minute + DAY):
                if (elapsed or opened[each]) and each not in stopped:
                    if left <= 4:
                        return (office.first + each) * 60 + left * 15
                    left -= 4
            minute += DAY

    def minutes_of_days(self, minute: int, days: int) -> int:
        """Count the open minutes until the office shuts on the so-many-th open day after this one."""
        office = self.office
        office.reach(minute)
        today, count, seen = office.days[minute], 0, 0
        while True:
            if office.is_open(minute):
                if office.days[minute] != today:
                    today, seen = office.days[minute], seen + 1
                    if seen > days:
                        return count
                count += 1
            minute += 1

    # --- what the program should show -----------------------------------------------------------------

    def facts(self) -> dict[str, int | str]:
        """Return what the last event that moved a clock should carry, explanations up to the moment."""
        return dict(self.told)

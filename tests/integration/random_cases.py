"""Random lives of cases in random offices, lived by the program's services and told to the minute oracle."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from small_desk import rules_of

from desktop_app.domain.calendar import BusinessCalendar, DayRule
from desktop_app.domain.case_fold import Case
from desktop_app.domain.clocks import Term, TermUnit
from desktop_app.domain.hours import Hours
from desktop_app.domain.profile import LevelTerms, Profile
from desktop_app.domain.values import CaseState, Channel, CriticalCriterion, Level
from desktop_app.services import cases
from desktop_app.services.cases import CaseForm
from desktop_app.services.context import Context, RulesCache
from desktop_app.system.clock import FixedClock
from tests.unit.case_oracle import DAY, MinuteOffice, OracleCase, OracleLevel, Stretches, TermOf

KIND = "reclamo"
STARTS = (
    ("America/Lima", date(2026, 7, 20)),
    ("America/Lima", date(2026, 12, 18)),
    ("America/Costa_Rica", date(2026, 3, 26)),
    # Around changes of the clocks, at midnight and in the small hours.
    ("America/Santiago", date(2026, 3, 27)),
    ("America/Santiago", date(2026, 8, 31)),
    ("Europe/Madrid", date(2026, 3, 23)),
    ("Europe/Madrid", date(2026, 10, 19)),
    ("America/Havana", date(2026, 10, 26)),
    ("Asia/Kathmandu", date(2026, 1, 1)),
)
FULL: tuple[Stretches, ...] = ([(480, 990)], [(480, 780), (840, 1020)], [(450, 930)])
ODD: tuple[Stretches, ...] = (
    [(480, 720)],
    [(0, DAY)],
    [(1320, DAY)],
    [(0, 75)],
    [(495, 517), (601, 1003)],
    [],
)
LEVELS = ("simple", "complex", "critical")


class RandomOffice:
    """An office with its hours, holidays, decreed and half days, and terms; the same for both sides."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.zone, self.first = chance.choice(STARTS)
        usual = chance.choice(FULL)
        self.week: dict[int, Stretches] = dict.fromkeys(range(5), usual)
        for day in range(7):
            if chance.random() < 0.2:
                self.week[day] = chance.choice(ODD)
        if sum(end - start for hours in self.week.values() for start, end in hours) < 600:
            self.week[chance.randrange(7)] = usual
        self.special: dict[date, Stretches] = {}
        for _ in range(chance.randrange(9)):
            day_off = self.first + timedelta(days=chance.randrange(-1, 30))
            self.special[day_off] = chance.choice(([], [], [], [(480, 720)], usual, chance.choice(ODD)))
        midnight = datetime(self.first.year, self.first.month, self.first.day, tzinfo=UTC)
        self.start = int(midnight.timestamp())
        self.minutes = MinuteOffice(self.zone, self.week, self.special, self.start - 2 * DAY * 60)
        self.levels = {
            "simple": OracleLevel(self.term(), pausable=chance.random() < 0.5),
            "complex": OracleLevel(self.term(days=True), pausable=chance.random() < 0.5),
            "critical": OracleLevel(
                (chance.choice((24, 24, 12, 30)), "elapsed_hours"), (chance.choice((2, 2, 1, 5)), "elapsed_hours"),
                pausable=chance.random() < 0.5,
            ),
        }  # fmt: skip
        self.legal = None if chance.random() < 0.3 else self.term(days=chance.random() < 0.8, long=True)
        self.legal_pausable = chance.random() < 0.6

    def term(self, *, days: bool = False, long: bool = False) -> TermOf:
        chance = self.chance
        if days or chance.random() < 0.2:
            return chance.choice((1, 2, 3, 5, 10, 30) if long else (1, 2, 3, 5)), "business_days"
        if chance.random() < 0.4:
            return chance.randint(1, 30), "business_hours"
        return chance.choice((48, 48, 24, chance.randint(1, 90))), "elapsed_hours"

    def rules(self, ctx: Context) -> RulesCache:
        """Return the rules of this office, as the program's services are handed them."""
        rules = rules_of(ctx.desk)
        profile, calendar = self.profile(rules.profile), self.calendar()
        return RulesCache(lambda: replace(rules, profile=profile, calendar=calendar))

    def calendar(self) -> BusinessCalendar:
        days = {day: DayRule("Día decretado", _hours(hours)) for day, hours in self.special.items()}
        return BusinessCalendar(
            ZoneInfo(self.zone), {day: _hours(hours) for day, hours in self.week.items()}, days
        )

    def profile(self, base: Profile) -> Profile:
        levels = {
            Level(name): LevelTerms(
                _term(each.term), _term(each.first) if each.first else None, each.pausable
            )
            for name, each in self.levels.items()
        }
        legal = _term(self.legal) if self.legal else None
        kind = replace(base.request_types[KIND], term=legal, pausable=self.legal_pausable)
        return replace(
            base, zone=ZoneInfo(self.zone), levels=levels, request_types={**base.request_types, KIND: kind}
        )


def _hours(stretches: Stretches) -> tuple[Hours, ...]:
    return tuple(Hours(*stretch) for stretch in stretches)


def _term(term: TermOf) -> Term:
    return Term(term[0], TermUnit(term[1]))


class RandomCase:
    """One case that lives by the services, step by step, beside the oracle's."""

    def __init__(self, ctx: Context, clock: FixedClock, office: RandomOffice) -> None:
        self.ctx, self.clock, self.office, self.chance = ctx, clock, office, office.chance
        self.now = office.start + 60 * self.chance.randrange(9 * DAY)
        self.stand()
        level = self.chance.choice(("simple", "simple", "complex", "complex", "critical"))
        self.told = [f"{office.zone} {self.moment()} opened {level}"]
        criterion = CriticalCriterion.RISK if level == "critical" else None
        form = CaseForm("Ruidos", KIND, Channel.PHONE, level=Level(level), criterion=criterion)
        self.id = cases.open_case(ctx, form).id
        self.oracle = OracleCase(
            office.minutes, office.levels, office.legal, office.legal_pausable, level, self.now
        )
        self.state = CaseState.REGISTERED

    def moment(self) -> str:
        return f"{self.ctx.now():%d/%m/%Y %H:%M}"

    def stand(self) -> None:
        self.clock.set(datetime.fromtimestamp(self.now, UTC))

    def steps(self) -> Iterator[None]:
        """Live on, and stop after each event for a look."""
        yield
        for _ in range(self.chance.randrange(8)):
            self.now += 60 * self.chance.choice(
                (0, 1, 20, 95, 300, 700, 1440, 2880, self.chance.randrange(6000))
            )
            self.stand()
            options = [self.raise_or_lower]
            if self.state is CaseState.WAITING_CITIZEN:
                options += [self.resume, self.resume, self.resolve]
            elif self.state is CaseState.RESOLVED:
                options += [self.reopen]
            elif self.state is CaseState.REGISTERED:
                options += [self.attend, self.attend, self.attend]
            elif self.oracle.level == "critical":
                options += [self.answer, self.resolve]
            else:
                options += [self.pause, self.pause, self.pause, self.answer, self.resolve]
            step = self.chance.choice(options)
            self.told.append(f"{self.moment()} {step.__name__}")
            step()
            yield

    def attend(self) -> None:
        self.move(CaseState.IN_PROGRESS)

    def pause(self) -> None:
        self.move(CaseState.WAITING_CITIZEN)
        self.oracle.wait(self.now)

    def resume(self) -> None:
        self.move(CaseState.IN_PROGRESS)
        self.oracle.go_on(self.now)

    def resolve(self) -> None:
        waited = self.state is CaseState.WAITING_CITIZEN
        self.move(CaseState.RESOLVED)
        self.oracle.answered = True
        if waited:
            self.oracle.go_on(self.now)

    def reopen(self) -> None:
        self.move(CaseState.REOPENED)

    def answer(self) -> None:
        cases.log_contact(self.ctx, self.id, Channel.PHONE, "Se le explicó", answered=True)
        self.oracle.answered = True

    def raise_or_lower(self) -> None:
        level = self.chance.choice([each for each in LEVELS if each != self.oracle.level])
        self.told[-1] += f" to {level}"
        criterion = CriticalCriterion.VULNERABLE if level == "critical" else None
        cases.change_level(self.ctx, self.id, Level(level), "Cambió", criterion)
        if level == "critical" and self.state is CaseState.WAITING_CITIZEN:
            self.state = CaseState.IN_PROGRESS
        self.oracle.change(level, self.now)

    def move(self, to: CaseState) -> None:
        cases.move_case(self.ctx, self.id, to, reason="Falta un papel")
        self.state = to

    def found(self) -> Case:
        """Return the case as its events in the database tell it."""
        with self.ctx.store.transaction() as transaction:
            return cases.load(transaction, self.id)

    def differences(self) -> list[str]:
        """Compare all that the program carries and shows with the oracle's; empty when they agree."""
        found, expected = self.found(), self.oracle.facts()
        carried = {name: _comparable(name, value) for name, value in found.due.items()}
        wrong = []
        if carried != expected:
            wrong.append(f"carries {carried}, should {expected}")
        if found.state is not self.state:
            wrong.append(f"is {found.state}, should be {self.state}")
        row = self.ctx.store.row(
            "SELECT due_at, due_internal, due_first, due_legal, warn_at FROM case_file f "
            "JOIN entity e ON e.id = f.id WHERE e.uid = ?", (self.id,),
        )  # fmt: skip
        if row != self.row(expected):
            wrong.append(f"shows {row}, should {self.row(expected)}")
        return wrong

    def row(self, expected: dict[str, int | str]) -> tuple[Any, ...]:
        running = [expected.get("internal"), expected.get("legal")]
        if not self.oracle.answered:
            running.append(expected.get("first"))
        ends = [each for each in running if isinstance(each, int)]
        due = min(ends) if ends and self.state is not CaseState.RESOLVED else None
        clocks = (expected.get("internal"), expected.get("first"), expected.get("legal"))
        running = ("internal", "legal") if self.oracle.answered else ("internal", "legal", "first")
        warned = [expected[f"warn_{name}"] for name in running if f"warn_{name}" in expected]
        return (due, *clocks, None if due is None else min(warned))

    def __str__(self) -> str:
        office = self.office
        return (
            f"{office.zone} week {office.week} special { {f'{d:%d/%m}': h for d, h in office.special.items()} } "
            f"levels {office.levels} legal {office.legal} {office.legal_pausable}: " + "; ".join(self.told)
        )


def _comparable(name: str, value: Any) -> Any:
    # Of an explanation the moment is compared: "vence vie 07/08/2026 16:30: 5 días hábiles…".
    return value[: value.index(":", value.index(":") + 1) + 1] if name.startswith("why_") else value

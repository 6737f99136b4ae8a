"""What is going to happen in the demonstration, in the order of time."""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

from desktop_app.domain.preferential import UNSPECIFIED
from desktop_app.domain.values import Channel, HoldReason, Result
from desktop_app.services import citizens, reception
from desktop_app.services.access import Actor
from desktop_app.services.citizens import CitizenForm
from desktop_app.services.context import Context
from desktop_app.services.demo.town import DemoTopic, Town
from desktop_app.system.clock import FixedClock

T = TypeVar("T")
Act = Callable[[], object]

KNOWN: Final = 0.62
"""Part of those who give their name that have come before."""

LENGTHS: Final = {
    Result.ORIENTED: 150, Result.UNANSWERED: 200, Result.REFERRED: 260, Result.CASE_OPENED: 330,
    Result.CRITICAL_CASE: 300,
}  # fmt: skip
"""Usual seconds of an attention."""


class Schedule:
    """Acts of all desks by their moment. What an act brings about later, it puts here itself."""

    def __init__(self, clock: FixedClock, first: datetime, now: datetime) -> None:
        self.first = first
        self.now = now
        self._clock = clock
        self._order = itertools.count()
        self._acts: list[tuple[datetime, int, Act]] = []

    def at(self, moment: datetime, act: Act) -> None:
        """Have ``act`` happen at a moment; what lies before the first one or after now does not happen."""
        if self.first <= moment <= self.now:
            heapq.heappush(self._acts, (moment, next(self._order), act))

    def run(self) -> None:
        """Let everything happen, the clock standing at each act's moment."""
        while self._acts:
            moment, _number, act = heapq.heappop(self._acts)
            self._clock.set(moment)
            act()


class Agenda:
    """What happens at one desk. ``known`` are the people whom the town's desks have met."""

    def __init__(
        self, ctx: Context, schedule: Schedule, rng: random.Random, town: Town, clerk: Actor,
        known: list[bytes],
    ) -> None:  # fmt: skip
        self.console = ctx
        self.clerk = ctx.acting_as(clerk)
        self.supervisor = ctx.acting_as(town.supervisor)
        self.now = schedule.now
        self.at = schedule.at
        self.rng = rng
        self.town = town
        self.attentions = 0
        self.cases = 0
        self.citizens = 0
        self._known = known
        self._officials = {unit: ctx.acting_as(actor) for unit, actor in town.answering.items()}
        self._weights = {month: town.weights(month) for month in range(1, 13)}
        self._preferential = [*(group.code for group in ctx.profile.preferential_groups), UNSPECIFIED]

    def official(self, unit: bytes) -> Context:
        """Return the installation as seen by who answers for a unit."""
        return self._officials[unit]

    def topic(self) -> DemoTopic:
        """Return what somebody asks about in this time of the year."""
        weights = self._weights[self.clerk.now().month]
        return self.rng.choices(self.town.topics, cum_weights=weights)[0]

    def open_time(self, moment: datetime, hours: float) -> datetime:
        """Return the moment by which the office has been open for so many hours more."""
        calendar = self.console.calendar
        return calendar.add_business_time(moment, timedelta(hours=hours)).astimezone(self.console.zone)

    def open_moment(self, earliest: datetime, latest: datetime) -> datetime | None:
        """Return a chance moment between two at which the office is open, or None."""
        calendar = self.console.calendar
        room = calendar.business_seconds(earliest, latest)
        if room < 120:
            return None
        return self.open_time(earliest, self.rng.uniform(60, room - 30) / 3600)

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of several things by chance."""
        return self.rng.choice(choices)

    def word(self, kind: str) -> str:
        """Return one of the sentences of a kind."""
        return self.rng.choice(self.town.words[kind])

    def place(self) -> str:
        """Return an address."""
        return f"{self.word('streets')} {self.rng.randrange(100, 1990)}"

    def citizen(self, ctx: Context) -> bytes:
        """Return somebody: known already, or new."""
        if self._known and self.rng.random() < KNOWN:
            return self.pick(self._known)
        return self.new_citizen(ctx, self._person())

    def stranger(self, ctx: Context) -> bytes:
        """Record a person who leaves neither telephone nor mail."""
        return self.new_citizen(ctx, replace(self._person(), phone=None, email=None))

    def new_citizen(self, ctx: Context, form: CitizenForm) -> bytes:
        """Record a person."""
        saved = citizens.register_citizen(ctx, form).id
        self._known.append(saved)
        self.citizens += 1
        return saved

    def attention(
        self,
        topic: DemoTopic,
        result: Result,
        channel: Channel,
        citizen: bytes | None,
        *,
        ctx: Context | None = None,
        form: Callable[[reception.AttentionForm], reception.AttentionForm] = lambda form: form,
    ) -> reception.AttentionSaved:
        """Record an attention that ends now; ``form`` may change what is recorded."""
        who = ctx or self.clerk
        seconds = int(LENGTHS[result] * self.rng.lognormvariate(0, 0.45)) + 15
        started = who.now() - timedelta(seconds=seconds)
        told = result is not Result.ORIENTED or self.rng.random() < 0.2
        base = reception.AttentionForm(
            channel=channel,
            started=started,
            query_type=topic.query_type,
            result=result,
            topic=topic.id,
            unit=topic.unit,
            citizen=citizen,
            official=self.pick(self.town.members[topic.unit]) if result is Result.REFERRED else None,
            no_contact=False,
            detail=self.pick(topic.details) if topic.details and told else None,
            holds=self._holds(channel, seconds),
            level=topic.level,
            complaint_kind=topic.complaint,
            place=self.place() if result in (Result.CASE_OPENED, Result.CRITICAL_CASE) else None,
        )
        if result is Result.CRITICAL_CASE:
            base = replace(base, criterion=topic.critical, detail=topic.details[0])
        if channel is Channel.IN_PERSON and self.rng.random() < 0.09:
            base = replace(base, preferential=self.pick(self._preferential))
        saved = reception.register_attention(who, form(base))
        self.attentions += 1
        self.cases += saved.case is not None
        return saved

    def _holds(self, channel: Channel, seconds: int) -> tuple[tuple[HoldReason, int], ...]:
        share = 0.3 if channel is Channel.PHONE else 0.08
        if self.rng.random() > share or seconds < 90:
            return ()
        return ((self.pick(list(HoldReason)[:4]), self.rng.randrange(15, min(150, seconds - 30))),)

    def _person(self) -> CitizenForm:
        chance = self.rng.random
        given = self.word("women" if chance() < 0.55 else "men")
        first, second = self.word("surnames"), self.word("surnames")
        mail = f"{_plain(given)}.{_plain(first)}{self.rng.randrange(10, 99)}@{self.word('mail')}"
        document = f"{self.rng.randrange(8_000_000, 79_999_999):08d}" if chance() < 0.7 else None
        return CitizenForm(
            name=f"{given} {first} {second}",
            document_type="dni" if document else None,
            document=document,
            phone=f"9{self.rng.randrange(10_000_000, 99_999_999)}",
            email=mail if chance() < 0.25 else None,
            address=self.place() if chance() < 0.4 else None,
        )


def _plain(text: str) -> str:
    table = str.maketrans("áéíóúüñ ", "aeiouun_")
    return text.casefold().translate(table)

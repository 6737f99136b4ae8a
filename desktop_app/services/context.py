"""What every service is handed: the data, the clock, the municipality's rules, and who acts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from desktop_app.domain.calendar import BusinessCalendar
from desktop_app.domain.closing_rules import DEFAULT_RULES, ClosingRules
from desktop_app.domain.profile import Profile
from desktop_app.domain.protocol_phrases import ORIGINAL, Phrases
from desktop_app.domain.saved_phrases import DEFAULTS, SavedPhrase
from desktop_app.domain.silence import DEFAULTS as SILENCE
from desktop_app.domain.values import Level
from desktop_app.domain.workflow import ORIGINAL as UNNAMED
from desktop_app.domain.workflow import Workflow
from desktop_app.services.access import Actor
from desktop_app.storage.store import Store
from desktop_app.system.clock import Clock


@dataclass(frozen=True, slots=True)
class Desk:
    """This installation: ids as bytes, codes as printed in the numbers."""

    office: bytes
    office_code: int
    office_name: str
    desk: bytes
    desk_code: int
    name: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings say: reloaded when they change."""

    municipality: str
    profile: Profile
    calendar: BusinessCalendar
    demo: bool
    desk: Desk
    phrases: Phrases = ORIGINAL
    saved_phrases: tuple[SavedPhrase, ...] = DEFAULTS
    workflow: Workflow = UNNAMED
    silence: Mapping[Level, int] = field(default_factory=lambda: SILENCE)
    """Days without contact from which a case is shown so, by level."""
    closing: ClosingRules = DEFAULT_RULES


@dataclass(slots=True)
class RulesCache:
    """The rules in force, read once and again after a change of settings."""

    load: Callable[[], Rules]
    _rules: Rules | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self) -> Rules:
        """Return the rules, reading them when needed."""
        with self._lock:
            if self._rules is None:
                self._rules = self.load()
            return self._rules

    def invalidate(self) -> None:
        """Have the rules read again at the next use."""
        with self._lock:
            self._rules = None


@dataclass(frozen=True, slots=True)
class Context:
    """One person's view of one installation; passed first to every service."""

    store: Store
    clock: Clock
    actor: Actor
    cache: RulesCache

    @property
    def rules(self) -> Rules:
        """The municipality's rules now in force."""
        return self.cache.get()

    @property
    def profile(self) -> Profile:
        """The country profile with the office's changes."""
        return self.rules.profile

    @property
    def calendar(self) -> BusinessCalendar:
        """The office's calendar."""
        return self.rules.calendar

    @property
    def desk(self) -> Desk:
        """This installation."""
        return self.rules.desk

    @property
    def zone(self) -> ZoneInfo:
        """The office's time zone."""
        return self.rules.profile.zone

    def now(self) -> datetime:
        """Return the present moment in the office's zone, to the second."""
        return self.clock.now().astimezone(self.zone).replace(microsecond=0)

    def local(self, seconds: int | None) -> datetime | None:
        """Return stored epoch seconds as a moment in the office's zone."""
        return None if seconds is None else datetime.fromtimestamp(seconds, self.zone)

    def acting_as(self, actor: Actor) -> Context:
        """Return the same installation seen by another person."""
        return replace(self, actor=actor)


def epoch(moment: datetime) -> int:
    """Return a moment as stored: whole epoch seconds (UTC)."""
    return int(moment.timestamp())


def day_number(moment: datetime) -> int:
    """Return the date of a local moment as yyyymmdd."""
    return moment.year * 10_000 + moment.month * 100 + moment.day

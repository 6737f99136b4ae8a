"""The demonstration's people, units, topics and notices, from ``resources/demo``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from desktop_app.domain.values import ComplaintKind, CriticalCriterion, Level, Result, Role
from desktop_app.services import catalogue, directory
from desktop_app.services.access import Actor
from desktop_app.services.context import Context, day_number
from desktop_app.services.demo.seasons import Seasons, read_seasons
from desktop_app.system.paths import resource

SUPERVISOR: Final = "mzegarra"

_REVIEWED: Final = (12, 34, 58, 91, 120, 165, 210, 274, 402)
"""Days since a guide sheet was last reviewed: most of them within the year, now and then one is not."""


@dataclass(frozen=True, slots=True)
class DemoTopic:
    """A topic as the demonstration uses it; ``weight`` is how often it is asked about."""

    id: bytes
    title: str
    query_type: str
    unit: bytes
    level: Level
    result: Result
    weight: int
    case_share: float
    complaint: ComplaintKind | None
    details: Sequence[str]
    peaks: Mapping[int, float] = field(default_factory=dict)
    critical: CriticalCriterion | None = None


@dataclass(frozen=True, slots=True)
class Town:
    """Who and what there is. ``members`` are the officials of a unit, its chief first.

    ``answering`` is who answers for a unit in the program.
    """

    members: Mapping[bytes, Sequence[bytes]]
    topics: Sequence[DemoTopic]
    words: Mapping[str, Sequence[str]]
    seasons: Seasons
    users: Mapping[str, Actor]
    answering: Mapping[bytes, Actor]

    @property
    def supervisor(self) -> Actor:
        """Return who assigns cases."""
        return self.users[SUPERVISOR]

    def topic(self, title: str) -> DemoTopic:
        """Return a topic by its title."""
        return next(topic for topic in self.topics if topic.title == title)

    def weights(self, month: int) -> list[float]:
        """Return how often each topic is asked about in a month, one added to the other."""
        total, found = 0.0, []
        for topic in self.topics:
            total += topic.weight * topic.peaks.get(month, 1.0)
            found.append(total)
        return found


def read(name: str) -> dict[str, Any]:
    """Return one of the files of the demonstration."""
    return tomllib.loads(resource("demo", f"{name}.toml").read_text(encoding="utf-8"))


def build_town(ctx: Context, now: datetime) -> Town:
    """Write users, directory, catalogue and notices; ``now`` is the local moment the story ends at."""
    data = read("municipality")
    units: dict[str, bytes] = {}
    officials: dict[str, bytes] = {}
    members: dict[bytes, list[bytes]] = {}
    for spec in data["units"]:
        named = {"place": spec["place"], "phone": spec["phone"], "hours": spec["hours"]}
        named["email"] = f"{spec['code']}@{data['mail']}"
        unit = directory.save_unit(ctx, spec["name"], **named).id
        units[spec["code"]] = unit
        members[unit] = _officials(ctx, spec, unit, officials)
        directory.save_unit(ctx, spec["name"], **named, chief=members[unit][0], unit=unit)
    _absences(ctx, data["absences"], officials, now)
    for notice in data["notices"]:
        last = now + timedelta(days=notice["until"])
        directory.save_notice(ctx, notice["text"], day_number(now), day_number(last))
    users = {spec["login"]: _user(ctx, spec, officials) for spec in data["users"]}
    answering = {units[spec["unit"]]: users[spec["login"]] for spec in data["users"] if "unit" in spec}
    topics = _topics(ctx, units, {spec["code"]: spec["name"] for spec in data["units"]}, now)
    return Town(members, topics, read("people"), read_seasons(data["seasons"]), users, answering)


def _officials(ctx: Context, spec: Mapping[str, Any], unit: bytes, known: dict[str, bytes]) -> list[bytes]:
    made: list[bytes] = []
    extension = int(spec["phone"].removeprefix("anexo "))
    # The chief last, so that the second one exists already when the chief names a substitute.
    for place, (name, position, *hours) in reversed(list(enumerate(spec["officials"]))):
        substitute = known[spec["officials"][1][0]] if place == 0 else None
        known[name] = directory.save_official(
            ctx, name, unit, position=position, phone=f"anexo {extension + place}", hours="".join(hours),
            substitute=substitute,
        ).id  # fmt: skip
        made.insert(0, known[name])
    return made


def _absences(
    ctx: Context, specs: Sequence[Mapping[str, Any]], officials: Mapping[str, bytes], now: datetime
) -> None:
    for spec in specs:
        starts = (now + timedelta(days=spec["from"])).replace(hour=0, minute=0, second=0)
        ends = (now + timedelta(days=spec["until"] + 1)).replace(hour=0, minute=0, second=0)
        if "minutes" in spec:
            starts = now - timedelta(minutes=20)
            ends = (now + timedelta(minutes=spec["minutes"])).replace(minute=0, second=0)
            ends = max(ends, now + timedelta(minutes=30))
        directory.save_absence(ctx, officials[spec["official"]], starts, ends, spec["reason"])


def _user(ctx: Context, spec: Mapping[str, Any], officials: Mapping[str, bytes]) -> Actor:
    roles = frozenset(Role(role) for role in spec["roles"])
    official = officials.get(spec["name"]) if Role.OFFICIAL in roles else None
    saved = directory.save_user(ctx, spec["login"], spec["name"], roles, official=official)
    return Actor(saved.id, spec["name"], roles)


def _topics(
    ctx: Context, units: Mapping[str, bytes], names: Mapping[str, str], now: datetime
) -> list[DemoTopic]:
    topics = []
    for place, spec in enumerate(read("topics")["topics"]):
        reviewed = now - timedelta(days=_REVIEWED[place % len(_REVIEWED)])
        kept = {"reviewed_on": f"{reviewed:%d/%m/%Y}", "owner": names[spec["unit"]]}
        topics.append(_topic(ctx, spec, units, {**spec["sheet"], **kept}))
    return topics


def _topic(
    ctx: Context, spec: Mapping[str, Any], units: Mapping[str, bytes], sheet: Mapping[str, str]
) -> DemoTopic:
    unit, level = units[spec["unit"]], Level(spec.get("level", "simple"))
    result = Result(spec.get("result", "oriented"))
    form = catalogue.TopicForm(
        title=spec["title"],
        query_type=spec["type"],
        unit=unit,
        specialised=units.get(spec.get("specialised", "")),
        level=level,
        outside=bool(spec.get("outside")),
        result=result,
        quick=spec.get("quick"),
        synonyms=spec["synonyms"],
        sheet=sheet,
    )
    return DemoTopic(
        catalogue.save_topic(ctx, form).id,
        spec["title"],
        spec["type"],
        unit,
        level,
        result,
        spec["weight"],
        spec.get("case", 0.0),
        ComplaintKind(spec["complaint"]) if "complaint" in spec else None,
        spec.get("details", ()),
        {int(month): factor for month, factor in spec.get("peaks", {}).items()},
        CriticalCriterion(spec["critical"]) if "critical" in spec else None,
    )

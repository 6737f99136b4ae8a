"""The demonstration's people, units, topics and notices, from ``resources/demo``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desktop_app.domain.values import ComplaintKind, Level, Result, Role
from desktop_app.services import catalogue, directory
from desktop_app.services.access import Actor
from desktop_app.services.context import Context, day_number
from desktop_app.system.paths import resource


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


@dataclass(frozen=True, slots=True)
class Town:
    """Who and what there is. ``members`` are the officials of a unit, its chief first."""

    members: Mapping[bytes, Sequence[bytes]]
    topics: Sequence[DemoTopic]
    words: Mapping[str, Sequence[str]]
    clerk: Actor
    official: Actor
    supervisor: Actor
    receivers: Mapping[bytes, Actor]
    """Who answers the hand-overs of a unit."""

    def topic(self, title: str) -> DemoTopic:
        """Return a topic by its title."""
        return next(topic for topic in self.topics if topic.title == title)


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
        unit = directory.save_unit(
            ctx, spec["name"], place=spec["place"], phone=spec["phone"], hours=spec["hours"]
        ).id
        units[spec["code"]] = unit
        members[unit] = _officials(ctx, spec, unit, officials)
        directory.save_unit(
            ctx, spec["name"], place=spec["place"], phone=spec["phone"], hours=spec["hours"],
            chief=members[unit][0], unit=unit,
        )  # fmt: skip
    _absences(ctx, data["absences"], officials, now)
    for notice in data["notices"]:
        last = now + timedelta(days=notice["until"])
        directory.save_notice(ctx, notice["text"], day_number(now), day_number(last))
    actors = {spec["login"]: _user(ctx, spec, officials) for spec in data["users"]}
    clerk, official, supervisor, *_ = actors.values()
    receivers = _receivers(ctx, data, units, officials, actors)
    return Town(members, _topics(ctx, units), read("people"), clerk, official, supervisor, receivers)


def _officials(ctx: Context, spec: Mapping[str, Any], unit: bytes, known: dict[str, bytes]) -> list[bytes]:
    made: list[bytes] = []
    # The chief last, so that the second one exists already when the chief names a substitute.
    for name, position in reversed(spec["officials"]):
        first = name == spec["officials"][0][0]
        substitute = known[spec["officials"][1][0]] if first else None
        known[name] = directory.save_official(
            ctx, name, unit, position=position, substitute=substitute
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
    saved = directory.save_user(
        ctx, spec["login"], spec["name"], roles, official=officials.get(spec.get("official", ""))
    )
    return Actor(saved.id, spec["name"], roles)


def _receivers(
    ctx: Context,
    data: Mapping[str, Any],
    units: Mapping[str, bytes],
    officials: Mapping[str, bytes],
    actors: Mapping[str, Actor],
) -> dict[bytes, Actor]:
    """Give every unit somebody who answers: the user that is one of its officials, else its chief."""
    users = {spec["official"]: actors[spec["login"]] for spec in data["users"] if "official" in spec}
    receivers = {}
    for spec in data["units"]:
        names = [name for name, _position in spec["officials"]]
        known = next((users[name] for name in names if name in users), None)
        if known is None:
            chief = {"login": spec["code"], "name": names[0], "roles": ["official"], "official": names[0]}
            known = _user(ctx, chief, officials)
        receivers[units[spec["code"]]] = known
    return receivers


def _topics(ctx: Context, units: Mapping[str, bytes]) -> list[DemoTopic]:
    topics = []
    reviewed = {"reviewed_on": f"{ctx.now():%d/%m/%Y}", "owner": "Secretaría General"}
    for spec in read("topics")["topics"]:
        level = Level(spec.get("level", "simple"))
        result = Result(spec.get("result", "oriented"))
        unit = units[spec["unit"]]
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
            sheet={**spec["sheet"], **reviewed},
        )
        complaint = ComplaintKind(spec["complaint"]) if "complaint" in spec else None
        topics.append(
            DemoTopic(
                catalogue.save_topic(ctx, form).id,
                spec["title"],
                spec["type"],
                unit,
                level,
                result,
                spec["weight"],
                spec.get("case", 0.0),
                complaint,
                spec.get("details", ()),
            )
        )
    return topics

"""One search over people, cases, topics and officials."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.services import case_lists, catalogue, citizens, directory
from desktop_app.services.access import Permission
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.context import Context
from desktop_app.storage import search

PER_KIND = 4


class Kind(StrEnum):
    """What was found."""

    CASE = "case"
    CITIZEN = "citizen"
    TOPIC = "topic"
    OFFICIAL = "official"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found: its id, its name, and what tells it from others of that name."""

    kind: Kind
    id: bytes
    title: str
    detail: str


def find_everywhere(ctx: Context, typed: str, per_kind: int = PER_KIND) -> list[Found]:
    """Return what matches the typed words, a few of each kind that the person may see."""
    found: list[Found] = []
    if ctx.actor.may(Permission.READ_CASES):
        lines = case_lists.page(ctx, CaseQuery("all", typed), 0, per_kind)
        found += [
            Found(
                Kind.CASE, line.id, f"{line.number} · {line.subject}", f"{line.badge.text} · {line.citizen}"
            )
            for line in lines
        ]
    if ctx.actor.may(Permission.READ_PEOPLE):
        people = citizens.recognise(ctx, typed, per_kind)
        found += [
            Found(Kind.CITIZEN, who.id, who.name, " · ".join(filter(None, (who.document, who.phone))))
            for who in people
        ]
    topics = catalogue.suggest(ctx, typed, per_kind)
    found += [Found(Kind.TOPIC, topic.id, topic.title, topic.unit_name) for topic in topics]
    words = search.fold(typed).split()
    for official in directory.officials(ctx):
        known = (official.name, official.unit_name, official.position, official.phone, official.place)
        name = search.fold(" ".join(known)).split()
        if words and all(any(part.startswith(word) for part in name) for word in words):
            detail = " · ".join(filter(None, (official.unit_name, official.phone)))
            found.append(Found(Kind.OFFICIAL, official.id, official.name, detail))
            if sum(each.kind is Kind.OFFICIAL for each in found) >= per_kind:
                break
    return found

"""Who plays, and what citizens ask for: found in the data, whatever data it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from desktop_app.domain.values import Result, Role
from desktop_app.services import case_lists, catalogue, directory
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.catalogue import Topic
from desktop_app.services.context import Context
from desktop_app.services.directory import Official, Unit, User
from ui.tour.story import TourFailed

T = TypeVar("T")
_OFFICIAL_LOGIN = "recorrido"


@dataclass(frozen=True, slots=True)
class Cast:
    """Logins by role, the official who receives, and pinned topics for each thing that happens."""

    clerk: User
    official: User
    supervisor: User
    administrator: User
    receiver: Official
    question: Topic
    """A question that the desk answers itself."""
    typed: Topic
    """Another one, found by its words."""
    complaint: Topic
    """A complaint that the receiver's unit follows up."""
    other_unit: Unit
    """Somebody else's unit."""
    citizen: str
    """Somebody who has been here before."""


def choose(ctx: Context) -> Cast:
    """Find everybody and everything; ``ctx`` acts for the console. Raises TourFailed in words."""
    people = directory.users(ctx)
    official, receiver = _receiving(ctx, people)
    topics = catalogue.quick_topics(ctx)
    question = _first((t for t in topics if t.result == Result.ORIENTED), "un tema fijado que se oriente")
    complaint = _first(
        (t for t in sorted(topics, key=lambda t: t.result != Result.CASE_OPENED) if t.unit == receiver.unit),
        f"un tema fijado de {receiver.unit_name}",
    )
    other = _first((each for each in directory.units(ctx) if each.id != receiver.unit), "otra unidad")
    typed = _first((t for t in topics if t not in (question, complaint)), "otro tema fijado")
    return Cast(
        _with_role(people, Role.CLERK), official, _with_role(people, Role.SUPERVISOR, besides=Role.CLERK),
        _with_role(people, Role.ADMINISTRATOR), receiver, question, typed, complaint, other, _known_person(ctx),
    )  # fmt: skip


def _receiving(ctx: Context, people: list[User]) -> tuple[User, Official]:
    """Return an official's user, made where the municipality has none, and who that is.

    Of several, the one whose unit follows up most of the pinned complaints.
    """
    by_id = {each.id: each for each in directory.officials(ctx)}
    pinned = catalogue.quick_topics(ctx)
    units = [topic.unit for topic in pinned]
    complaints = [topic.unit for topic in pinned if topic.result == Result.CASE_OPENED]
    answering = [
        (person, by_id[person.official])
        for person in people
        if Role.OFFICIAL in person.roles and person.official in by_id
    ]
    if answering:
        return max(answering, key=lambda pair: (pair[1].absent_until is None, complaints.count(pair[1].unit)))
    receiver = _first((each for each in by_id.values() if each.unit in units), "un funcionario de unidad")
    roles = frozenset({Role.OFFICIAL})
    made = directory.save_user(ctx, _OFFICIAL_LOGIN, receiver.name, roles, official=receiver.id)
    return User(made.id, _OFFICIAL_LOGIN, receiver.name, roles, receiver.id), receiver


def _with_role(people: list[User], role: Role, besides: Role | None = None) -> User:
    """Return somebody with a role; sooner one without ``besides``."""
    found = sorted((each for each in people if role in each.roles), key=lambda each: besides in each.roles)
    return _first(found, f"un usuario con el rol {role.value}")


def _known_person(ctx: Context) -> str:
    lines = case_lists.page(ctx, CaseQuery("open"), 0, 50)
    return _first((line.citizen for line in lines if line.citizen), "una persona con un caso abierto")


def _first(found: Iterable[T], what: str) -> T:
    for each in found:
        return each
    raise TourFailed(f"en los datos falta {what}")

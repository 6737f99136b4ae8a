"""What the fields of Recepción look for; all of it runs on a worker."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.dates import weekday_moment
from desktop_app.services import catalogue, citizens, directory
from desktop_app.services.catalogue import Topic
from desktop_app.services.context import Context
from desktop_app.services.directory import Official
from ui.kit.formats import fold
from ui.kit.suggest import Choice
from ui.reception.attention import Receiver

_MOST = 7


def request_word(context: Context, query_type: str) -> str:
    """Return what a query type is called."""
    kind = context.profile.request_types.get(query_type)
    return kind.label if kind is not None else query_type


def topic_choices(context: Context, typed: str) -> Sequence[Choice]:
    """Return topics for what was typed."""
    return [
        Choice(topic, topic.title, _parts(request_word(context, topic.query_type), topic.unit_name))
        for topic in catalogue.suggest(context, typed, _MOST)
    ]


def people_choices(context: Context, typed: str) -> Sequence[Choice]:
    """Return people who have been here before."""
    return [
        Choice(person, person.name, _parts(person.document or "", person.phone or person.email or ""))
        for person in citizens.recognise(context, typed, _MOST)
    ]


def receiver_choices(context: Context, typed: str) -> Sequence[Choice]:
    """Return officials, and units, whose name or unit begins with what was typed."""
    wanted = fold(typed).replace("·", " ").split()
    everyone = sorted(directory.officials(context), key=lambda each: each.absent_until is not None)
    rows = [
        Choice(_receiver(official), official.name, _parts(official.unit_name, presence(context, official)))
        for official in everyone
        if official.unit is not None and _fits(wanted, f"{official.name} {official.unit_name}")
    ]
    rows += [
        Choice(Receiver(unit.id, unit.name, place=unit.place), unit.name, unit.place)
        for unit in directory.units(context)
        if _fits(wanted, unit.name)
    ]
    return rows[:_MOST]


def first_receiver(context: Context, unit: bytes) -> Receiver | None:
    """Return whom to hand over to in a unit: somebody present, else their substitute, else the unit."""
    official = directory.available_official(context, unit)
    if official is not None and official.unit is not None:
        return _receiver(official)
    found = next((each for each in directory.units(context) if each.id == unit), None)
    return Receiver(found.id, found.name, place=found.place) if found is not None else None


def presence(context: Context, official: Official) -> str:
    """Return whether an official can receive somebody now, in words."""
    until = context.local(official.absent_until)
    if until is None:
        return QCoreApplication.translate("Reception", "Disponible")
    now = context.now()
    when = f"{until:%H:%M}" if until.date() == now.date() else weekday_moment(until)
    words = QCoreApplication.translate("Reception", "{reason} hasta {when}").format(
        reason=official.absence_reason or QCoreApplication.translate("Reception", "Ausente"), when=when
    )
    if official.substitute_name:
        return QCoreApplication.translate("Reception", "{absence}; reemplaza {name}").format(
            absence=words, name=official.substitute_name
        )
    return words


def topic_hint(context: Context, topic: Topic) -> str:
    """Return what choosing a topic has settled, in one line."""
    capacity = (
        QCoreApplication.translate("Reception", "Fuera de su capacidad: vincule (F7)")
        if topic.outside
        else QCoreApplication.translate("Reception", "Dentro de su capacidad")
    )
    return " · ".join(
        part for part in (request_word(context, topic.query_type), topic.unit_name, capacity) if part
    )


def _receiver(official: Official) -> Receiver:
    assert official.unit is not None  # noqa: S101 - the callers looked
    return Receiver(official.unit, official.unit_name, official.id, official.name, official.place)


def _fits(wanted: Sequence[str], text: str) -> bool:
    words = fold(text).split()
    return all(any(word.startswith(part) for word in words) for part in wanted)


def _parts(*texts: str) -> str:
    return " · ".join(text for text in texts if text)

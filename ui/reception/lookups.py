"""What the fields of Recepción look for; all of it runs on a worker."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop_app.services import catalogue, citizens
from desktop_app.services.catalogue import Topic
from desktop_app.services.context import Context
from ui.kit.suggest import Choice

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


def topic_hint(context: Context, topic: Topic) -> str:
    """Return what choosing a topic has settled, in one line."""
    capacity = (
        QCoreApplication.translate("Reception", "Fuera de su capacidad: vincule (F7)")
        if topic.outside
        else QCoreApplication.translate("Reception", "Dentro de su capacidad")
    )
    return _parts(request_word(context, topic.query_type), topic.unit_name, capacity)


def _parts(*texts: str) -> str:
    return " · ".join(text for text in texts if text)

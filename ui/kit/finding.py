"""What the fields that ask for a topic or a person look for; all of it runs on a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.folded import folded_words
from desktop_app.services import catalogue, citizens
from desktop_app.services.context import Context
from ui.kit.breaking import shortened
from ui.kit.suggest import Choice

MOST = 7
"""Rows of a list."""

_LONGEST = 120
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who is none of those who were found; what was typed stays."""


def request_word(context: Context, query_type: str) -> str:
    """Return what a query type is called."""
    kind = context.profile.request_types.get(query_type)
    return kind.label if kind is not None else query_type


def topic_choices(context: Context, typed: str) -> Sequence[Choice]:
    """Return topics for what was typed; of a paste its beginning says what it is about."""
    return [
        Choice(topic, topic.title, joined(request_word(context, topic.query_type), topic.unit_name))
        for topic in catalogue.suggest(context, typed[:_LONGEST], MOST)
    ]


def people_choices(context: Context, typed: str, *, offers_new: bool = False) -> Sequence[Choice]:
    """Return people who have been here before.

    ``offers_new``: the last row says that it is none of them, as Tab does. Who is called exactly so, or is
    found by a number alone, leaves nobody new to offer.
    """
    found = citizens.recognise(context, typed[:_LONGEST], MOST)
    rows = [
        Choice(person, person.name, joined(person.document or "", person.phone or person.email or ""))
        for person in found
    ]
    wanted = folded_words(typed)
    named = len(wanted.split()) > 1 and any(char.isalpha() for char in wanted)
    if (
        not offers_new
        or not rows
        or not named
        or any(folded_words(person.name) == wanted for person in found)
    ):
        return rows
    words = shortened(typed.strip(), _SHOWN)
    new = QCoreApplication.translate("Reception", "Persona nueva: {name}").format(name=words)
    return [*rows[: MOST - 1], Choice(NewPerson(), new, "Tab")]


def joined(*texts: str) -> str:
    """Return the texts that say something, parted by a dot."""
    return " · ".join(text for text in texts if text)

"""What the fields of the transcription look for; all of it runs on a worker."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop_app.domain import blanks
from desktop_app.services import catalogue, citizens, paper
from desktop_app.services.context import Context
from ui.kit.formats import moment_text
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


def form_choices(context: Context, typed: str) -> Sequence[Choice]:
    """Return forms that wait to be transcribed and whose number holds the digits that were typed."""
    wanted = blanks.digits(typed)
    if not wanted:
        return []
    printed = QCoreApplication.translate("Paper", "impreso el {moment}")
    found = [form for form in paper.gaps(context) if wanted in blanks.digits(form.number)]
    # The whole number needs no list: what it stands for is told under the field.
    if len(found) == 1 and blanks.digits(found[0].number) == wanted:
        return []
    return [
        Choice(form.number, form.number, printed.format(moment=moment_text(form.printed)))
        for form in found[:_MOST]
    ]


def _parts(*texts: str) -> str:
    return " · ".join(text for text in texts if text)

"""What the fields of Recepción look for; all but the saved phrases, which are at hand, on a worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.documents import check_document
from desktop_app.domain.introduced import read_introduction
from desktop_app.domain.saved_phrases import matching
from desktop_app.services import coach
from desktop_app.services.catalogue import Topic
from desktop_app.services.context import Context
from ui.kit.core import core
from ui.kit.finding import joined, request_word
from ui.kit.suggest import Choice
from ui.reception.attention import OpenAttention


def prepare(context: Context) -> None:
    """Load what checks documents; without that the first digits typed would wait for it."""
    for kind in context.profile.document_types.values():
        check_document(kind, "1" * (kind.digits[0] if kind.digits else 8))


def subject_hint(context: Context, attention: OpenAttention, pinned: Callable[[int], bool]) -> str:
    """Return what choosing the topic has settled, or why a digit alone is no question.

    ``pinned`` tells whether a question is pinned to a digit: then it was typed over other words.
    """
    if attention.topic is not None:
        return topic_hint(context, attention.topic)
    typed = attention.text.strip()
    if typed.isdecimal() and len(typed) == 1:
        if pinned(int(typed)):
            return QCoreApplication.translate(
                "Reception",
                "Para la consulta frecuente {number}, borre lo escrito y pulse {number} otra vez.",
            ).format(number=typed)
        return QCoreApplication.translate(
            "Reception",
            "Ninguna consulta frecuente tiene el número {number}. Escriba la consulta con palabras.",
        ).format(number=typed)
    return ""


def person_hint(context: Context, attention: OpenAttention) -> str:
    """Return how the numbers beside a name, or without one, are understood; a slip is told, never refused."""
    if attention.citizen is not None or not any(char.isdigit() for char in attention.name):
        return ""
    told = read_introduction(attention.name, context.profile, has_contact=bool(attention.contact.strip()))
    parts = []
    if told.document:
        kind = context.profile.document_types.get(told.document_type or "")
        parts.append(f"{kind.label if kind else ''} {told.document}".strip())
    if told.phone:
        parts.append(QCoreApplication.translate("Reception", "Teléfono {phone}").format(phone=told.phone))
    if told.warning:
        return f"{joined(*parts)}. {core(told.warning)}"
    if told.document and not told.name:
        missing = QCoreApplication.translate("Reception", "Agregue el nombre: quedará con este documento.")
        return f"{joined(*parts)}. {missing}"
    return joined(*parts)


def phrase_choices(context: Context, typed: str) -> Sequence[Choice]:
    """Return saved phrases for what was typed after ``//``; they are kept with the rules."""
    return [
        Choice(phrase.text, phrase.name, " ".join(phrase.text.split()))
        for phrase in matching(coach.saved_phrases(context), typed)
    ]


def topic_hint(context: Context, topic: Topic) -> str:
    """Return what choosing a topic has settled, in one line."""
    capacity = (
        QCoreApplication.translate("Reception", "Fuera de su capacidad: vincule (F7)")
        if topic.outside
        else QCoreApplication.translate("Reception", "Dentro de su capacidad")
    )
    return joined(request_word(context, topic.query_type), topic.unit_name, capacity)

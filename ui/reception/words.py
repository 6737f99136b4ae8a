"""What the screen says that the protocol's own sentences do not."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.protocol import Step, current_step
from desktop_app.domain.protocol_phrases import Phrase, Phrases
from desktop_app.domain.protocol_words import names, sentence
from desktop_app.domain.values import Channel
from desktop_app.services.previews import TermPreview
from ui.kit.formats import long_moment_text, moment_text, near_moment_text
from ui.reception.attention import OpenAttention

CHANNEL_ICONS = {
    Channel.IN_PERSON: "person",
    Channel.PHONE: "phone",
    Channel.EMAIL: "mail",
    Channel.APP: "mobile",
}


def visit_words(attention: OpenAttention) -> str:
    """Return which question of its visit this is: "2.ª consulta de esta visita."."""
    return QCoreApplication.translate("Reception", "{nth}.ª consulta de esta visita.").format(
        nth=attention.visit_number
    )


def idle_sentence() -> str:
    """Return what stands in the strip while nobody is attended."""
    return QCoreApplication.translate(
        "Reception", "Pulse F2 cuando llegue una persona o F3 cuando suene el teléfono."
    )


def spoken_sentence(
    attention: OpenAttention,
    clerk: str,
    municipality: str,
    now: datetime,
    terms: TermPreview | None,
    phrases: Phrases,
) -> str:
    """Return the sentence to say now; a case that is being opened tells by when it is answered."""
    facts = attention.facts()
    promises = attention.opens_case and attention.hold_since is None
    if promises and terms is not None and current_step(facts) is Step.ORIENTATION:
        due = terms.first_answer or terms.due
        values = {**names(clerk, municipality, now), "plazo": long_moment_text(due)}
        return phrases.said(Phrase.CASE_PROMISE, attention.channel, values)
    return sentence(facts, clerk, municipality, now, phrases)


def terms_text(terms: TermPreview, now: datetime) -> str:
    """Return the promise that opening a case now would make."""
    due = moment_text(terms.due)
    if terms.first_answer is None:
        return QCoreApplication.translate("Reception", "Vence {due}").format(due=due)
    return QCoreApplication.translate(
        "Reception", "Primera respuesta antes de {first} · resolución antes de {due}"
    ).format(first=near_moment_text(terms.first_answer, now), due=due)

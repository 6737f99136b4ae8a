"""The recommendations of the training manual and of AUM-010 at the moment they apply: one at a time.

From what is known of an attention follows at most one tip: a short sentence, where it is written, and for an
apology the sentence that may be said. Nothing here changes with each key: the facts are yes or no.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop_app.domain.protocol import Step
from desktop_app.domain.protocol_phrases import APOLOGIES, Phrase
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel, ComplaintKind, HoldReason

AMBER: Final = 60
RED: Final = 120
"""Seconds of a hold after which one should come back to the citizen, and must."""

GRIEVANCES: Final = frozenset({"reclamo", "queja"})
"""Query types that the manual's chapter 3 speaks of; a report of a danger or a question is none."""


class Tip(StrEnum):
    """What is recommended."""

    READY = "ready"
    HOLD_REASON = "hold_reason"
    HOLD_LONG = "hold_long"
    HOLD_TOO_LONG = "hold_too_long"
    ESCALATE = "escalate"
    LISTEN = "listen"
    APOLOGISE = "apologise"
    SOLVE = "solve"
    GREET = "greet"
    GREET_CALL = "greet_call"
    GREET_WRITING = "greet_writing"
    UNDERSTAND = "understand"
    TELL_NAME = "tell_name"
    DOUBTS = "doubts"
    CLOSE_WRITING = "close_writing"


class Urgency(StrEnum):
    """How loud a tip is."""

    CALM = "calm"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class CoachFacts:
    """What the coach asks of an attention.

    ``query_type`` of the chosen topic ("" while there is none); ``told`` that the detail was written down;
    ``opens_case`` / ``critical`` how it will end; ``held`` seconds of the running hold, None without one.
    """

    channel: Channel
    step: Step
    query_type: str = ""
    complaint_kind: ComplaintKind | None = None
    told: bool = False
    opens_case: bool = False
    critical: bool = False
    held: int | None = None
    hold_reason: HoldReason | None = None
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """A tip in words; ``say`` is the sentence it offers, if any."""

    tip: Tip
    text: str
    source: str
    urgency: Urgency = Urgency.CALM
    say: Phrase | None = None


_MANUAL = QT_TRANSLATE_NOOP("core", "Manual de capacitación {section}")


def _advice(tip: Tip, text: str, source: str, urgency: Urgency = Urgency.CALM) -> tuple[Tip, Advice]:
    written = source if source.startswith("AUM") else _MANUAL.format(section=source)
    return tip, Advice(tip, text, written, urgency)


ADVICE: Final = dict(
    (
        _advice(
            Tip.READY,
            QT_TRANSLATE_NOOP("core", "Reciba a cada persona con postura abierta, contacto visual y tono amable."),
            "2.2",
        ),
        _advice(
            Tip.HOLD_TOO_LONG,
            QT_TRANSLATE_NOOP(
                "core", "Ya son dos minutos: retome, explique por qué tarda y ofrezca avisarle después o abrir un caso."
            ),
            "AUM-010-010", Urgency.RED,
        ),
        _advice(
            Tip.HOLD_LONG,
            QT_TRANSLATE_NOOP("core", "Ya es un minuto: vuelva con la persona y dígale por qué sigue esperando."),
            "AUM-010-010", Urgency.AMBER,
        ),
        _advice(
            Tip.HOLD_REASON,
            QT_TRANSLATE_NOOP("core", "Antes de dejar en espera, diga el motivo: elíjalo de 1 a 5."),
            "AUM-010-010",
        ),
        _advice(
            Tip.ESCALATE,
            QT_TRANSLATE_NOOP(
                "core", "Caso crítico: diga que se avisa de inmediato a la jefatura y cuándo tendrá respuesta."
            ),
            "5.2", Urgency.AMBER,
        ),
        _advice(
            Tip.LISTEN,
            QT_TRANSLATE_NOOP("core", "Escuche sin interrumpir y no tome el reclamo como algo personal."),
            "3.3",
        ),
        _advice(Tip.APOLOGISE, QT_TRANSLATE_NOOP("core", "Pida disculpas si corresponde:"), "3.3"),
        _advice(
            Tip.SOLVE,
            QT_TRANSLATE_NOOP("core", "Ofrezca una solución clara o escale: F7 vincula, F8 abre un caso."),
            "3.3",
        ),
        _advice(
            Tip.GREET,
            QT_TRANSLATE_NOOP("core", "Deje lo que estaba haciendo: mire a la persona, con postura relajada y amable."),
            "AUM-010-010",
        ),
        _advice(
            Tip.GREET_CALL,
            QT_TRANSLATE_NOOP("core", "Hable con tono amable y profesional: por teléfono, la voz es el gesto."),
            "2.2",
        ),
        _advice(
            Tip.GREET_WRITING,
            QT_TRANSLATE_NOOP("core", "Escriba claro y cortés: frases cortas y sin tecnicismos."),
            "2.1",
        ),
        _advice(
            Tip.UNDERSTAND,
            QT_TRANSLATE_NOOP("core", "Escuche con atención total y repita lo que entendió antes de responder."),
            "2.1",
        ),
        _advice(
            Tip.TELL_NAME,
            QT_TRANSLATE_NOOP(
                "core", "Diga el nombre y la unidad de quien atenderá; cuéntele a esa persona la necesidad."
            ),
            "AUM-010-030",
        ),
        _advice(
            Tip.DOUBTS,
            QT_TRANSLATE_NOOP("core", "Antes de despedir, pregunte si queda alguna duda."),
            "AUM-010-050",
        ),
        _advice(
            Tip.CLOSE_WRITING,
            QT_TRANSLATE_NOOP("core", "Relea antes de enviar: ¿queda claro qué sigue, dónde y cuándo?"),
            "2.1",
        ),
    )
)  # fmt: skip
"""The words of each tip."""

_WRITTEN = frozenset({Channel.EMAIL, Channel.APP})


def advice(facts: CoachFacts, dismissed: Collection[Tip] = ()) -> Advice | None:
    """Return the tip that matters most now, but for those that were dismissed; None: nothing to say.

    A dismissed tip that has become urgent is another one, and is shown.
    """
    found = next((tip for tip in _applying(facts) if tip not in dismissed), None)
    if found is None:
        return None
    words = ADVICE[found]
    if found is Tip.APOLOGISE and facts.complaint_kind is not None:
        return Advice(words.tip, words.text, words.source, words.urgency, APOLOGIES[facts.complaint_kind])
    return words


def idle_advice(dismissed: Collection[Tip] = ()) -> Advice | None:
    """Return what is worth keeping in mind while nobody is attended."""
    return None if Tip.READY in dismissed else ADVICE[Tip.READY]


def _applying(facts: CoachFacts) -> Iterator[Tip]:
    """Yield what applies, the most urgent first."""
    if facts.recorded:
        return
    if facts.held is not None:
        yield from _of_hold(facts, facts.held)
        return
    if facts.critical:
        yield Tip.ESCALATE
    if facts.query_type in GRIEVANCES:
        yield from _of_complaint(facts)
    yield from _of_step(facts)


def _of_hold(facts: CoachFacts, seconds: int) -> Iterator[Tip]:
    if seconds >= RED:
        yield Tip.HOLD_TOO_LONG
    elif seconds >= AMBER:
        yield Tip.HOLD_LONG
    elif facts.hold_reason is None and facts.channel is Channel.PHONE:
        yield Tip.HOLD_REASON


def _of_complaint(facts: CoachFacts) -> Iterator[Tip]:
    if facts.complaint_kind is not None:
        yield Tip.APOLOGISE
    if not facts.told:
        yield Tip.LISTEN
    if not facts.opens_case:
        yield Tip.SOLVE


def _of_step(facts: CoachFacts) -> Iterator[Tip]:
    written = facts.channel in _WRITTEN
    match facts.step:
        case Step.RECEPTION:
            yield (
                Tip.GREET_WRITING
                if written
                else (Tip.GREET_CALL if facts.channel is Channel.PHONE else Tip.GREET)
            )
        case Step.DETECTION | Step.DECISION:
            if not written:
                yield Tip.UNDERSTAND
        case Step.REFERRAL:
            yield Tip.TELL_NAME
        case Step.ORIENTATION | Step.FAREWELL:
            yield Tip.CLOSE_WRITING if written else Tip.DOUBTS

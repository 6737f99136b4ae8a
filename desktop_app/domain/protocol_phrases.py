"""The sentences of the protocol, one by one: the program's own, and the municipality's in their place.

A sentence belongs to one state of one step, so that each can claim only what has happened by then
(AUM-010; the apologies: training manual 3.3). Names stand in it as places in braces, in Spanish, because
the people of the municipality write them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel, ComplaintKind, HoldReason

PLACE: Final = re.compile(r"\{([^{}]*)\}")
_MUNICIPALITY = re.compile(r"\b([Aa]|[Dd]e) \{municipalidad\}")
_WRITTEN: Final = (Channel.EMAIL, Channel.APP)


class Phrase(StrEnum):
    """What is said in one state of one step."""

    GREETING = "greeting"
    ASK_NAME = "ask_name"
    ASK_NEED = "ask_need"
    CONFIRM_NEED = "confirm_need"
    DECISION = "decision"
    HOLD = "hold"
    HOLD_ASKING_UNIT = "hold_asking_unit"
    HOLD_FINDING_FILE = "hold_finding_file"
    HOLD_SERVING_OTHER = "hold_serving_other"
    HOLD_CHECKING_DATA = "hold_checking_data"
    HOLD_OTHER = "hold_other"
    LOOKING_FOR_UNIT = "looking_for_unit"
    LOOKING_FOR_PERSON = "looking_for_person"
    FOUND = "found"
    SENT = "sent"
    ACCEPTED = "accepted"
    NO_ANSWER = "no_answer"
    RETURNED = "returned"
    VOIDED = "voided"
    ORIENTATION = "orientation"
    CASE_PROMISE = "case_promise"
    FAREWELL_CASE = "farewell_case"
    FAREWELL_DOUBTS = "farewell_doubts"
    FAREWELL = "farewell"
    APOLOGY_BAD_SERVICE = "apology_bad_service"
    APOLOGY_DELAY = "apology_delay"
    APOLOGY_ERROR = "apology_error"


HOLD_WORDS: Final = {
    HoldReason.ASKING_UNIT: Phrase.HOLD_ASKING_UNIT,
    HoldReason.FINDING_FILE: Phrase.HOLD_FINDING_FILE,
    HoldReason.SERVING_OTHER: Phrase.HOLD_SERVING_OTHER,
    HoldReason.CHECKING_DATA: Phrase.HOLD_CHECKING_DATA,
    HoldReason.OTHER: Phrase.HOLD_OTHER,
}

APOLOGIES: Final = {
    ComplaintKind.BAD_SERVICE: Phrase.APOLOGY_BAD_SERVICE,
    ComplaintKind.DELAY: Phrase.APOLOGY_DELAY,
    ComplaintKind.ERROR: Phrase.APOLOGY_ERROR,
}

_EVERYWHERE: Final[Mapping[Phrase, str]] = {
    Phrase.ASK_NAME: QT_TRANSLATE_NOOP("core", "Con gusto. ¿Me permite su nombre o documento?"),
    Phrase.ASK_NEED: QT_TRANSLATE_NOOP("core", "Con gusto. Cuénteme, por favor, qué necesita."),
    Phrase.CONFIRM_NEED: QT_TRANSLATE_NOOP("core", "Con gusto. Permítame confirmar que le entendí bien."),
    Phrase.DECISION: QT_TRANSLATE_NOOP(
        "core", "Permítame un momento: reviso quién puede ayudarle mejor con esto."
    ),
    Phrase.HOLD_ASKING_UNIT: QT_TRANSLATE_NOOP("core", "voy a consultar con la unidad"),
    Phrase.HOLD_FINDING_FILE: QT_TRANSLATE_NOOP("core", "voy a buscar su expediente"),
    Phrase.HOLD_SERVING_OTHER: QT_TRANSLATE_NOOP("core", "debo atender a otra persona"),
    Phrase.HOLD_CHECKING_DATA: QT_TRANSLATE_NOOP("core", "voy a verificar unos datos"),
    Phrase.HOLD_OTHER: QT_TRANSLATE_NOOP("core", "necesito hacer una gestión"),
    Phrase.LOOKING_FOR_UNIT: QT_TRANSLATE_NOOP(
        "core", "Espere un momento, por favor: busco la unidad que puede ayudarle."
    ),
    Phrase.LOOKING_FOR_PERSON: QT_TRANSLATE_NOOP(
        "core",
        "Su consulta corresponde a {unidad}. Espere un momento, por favor: busco quién puede atenderle.",
    ),
    Phrase.FOUND: QT_TRANSLATE_NOOP(
        "core", "Quien puede ayudarle es {quien}. Espere un momento, por favor: voy a avisarle."
    ),
    Phrase.SENT: QT_TRANSLATE_NOOP(
        "core",
        "Le envié su consulta a {quien}. Espere un momento, por favor: falta que me confirme si puede atenderle.",
    ),
    Phrase.ACCEPTED: QT_TRANSLATE_NOOP("core", "Le va a atender {quien}. Ya le comuniqué su necesidad."),
    Phrase.NO_ANSWER: QT_TRANSLATE_NOOP(
        "core", "{persona}, de {unidad}, no me ha respondido. Busco a otra persona que pueda atenderle."
    ),
    Phrase.RETURNED: QT_TRANSLATE_NOOP(
        "core", "{persona}, de {unidad}, no puede atender esta consulta. Busco quién puede ayudarle."
    ),
    Phrase.VOIDED: QT_TRANSLATE_NOOP("core", "Permítame un momento: busco quién puede ayudarle."),
    Phrase.ORIENTATION: QT_TRANSLATE_NOOP(
        "core", "Le explico los requisitos, el costo y el plazo. ¿Le queda alguna duda?"
    ),
    Phrase.CASE_PROMISE: QT_TRANSLATE_NOOP(
        "core", "Su caso quedará registrado. Le responderemos a más tardar el {plazo}."
    ),
    Phrase.FAREWELL_CASE: QT_TRANSLATE_NOOP("core", "Su número de caso es {caso}."),
    Phrase.FAREWELL_DOUBTS: QT_TRANSLATE_NOOP(
        "core", "Anoto lo que no pude responderle para que la unidad lo revise."
    ),
    Phrase.APOLOGY_BAD_SERVICE: QT_TRANSLATE_NOOP(
        "core", "Lamento el trato que recibió y le pido disculpas."
    ),
    Phrase.APOLOGY_DELAY: QT_TRANSLATE_NOOP(
        "core", "Le pido disculpas por la demora. Permítame revisar cómo va."
    ),
    Phrase.APOLOGY_ERROR: QT_TRANSLATE_NOOP(
        "core", "Le pido disculpas por el error. Veamos juntos cómo corregirlo."
    ),
}

_BY_CHANNEL: Final[Mapping[Phrase, Mapping[Channel, str]]] = {
    Phrase.GREETING: {
        Channel.IN_PERSON: QT_TRANSLATE_NOOP(
            "core",
            "{saludo}, le damos la bienvenida a {municipalidad}. Le atiende {funcionario}. "
            "¿En qué puedo ayudarle?",
        ),
        Channel.PHONE: QT_TRANSLATE_NOOP(
            "core",
            "{saludo}, se comunica con {municipalidad}. Le atiende {funcionario}. ¿En qué puedo ayudarle?",
        ),
        Channel.EMAIL: QT_TRANSLATE_NOOP(
            "core", "{saludo}, le escribe {funcionario}, de {municipalidad}. Recibimos su correo."
        ),
        Channel.APP: QT_TRANSLATE_NOOP(
            "core", "{saludo}, le escribe {funcionario}, de {municipalidad}. Recibimos su mensaje."
        ),
    },
    Phrase.HOLD: {
        Channel.IN_PERSON: QT_TRANSLATE_NOOP("core", "Espere un momento, por favor: {motivo}."),
        Channel.PHONE: QT_TRANSLATE_NOOP(
            "core", "Le voy a dejar en espera un momento: {motivo}. No cuelgue, por favor."
        ),
        **dict.fromkeys(_WRITTEN, QT_TRANSLATE_NOOP("core", "En breve le respondo: {motivo}.")),
    },
    Phrase.ORIENTATION: dict.fromkeys(
        _WRITTEN, QT_TRANSLATE_NOOP("core", "Estos son los requisitos, el costo y el plazo de su consulta.")
    ),
    Phrase.FAREWELL: {
        Channel.IN_PERSON: QT_TRANSLATE_NOOP("core", "Gracias por venir a {municipalidad}. {deseo}"),
        Channel.PHONE: QT_TRANSLATE_NOOP("core", "Gracias por llamar a {municipalidad}. {deseo}"),
        **dict.fromkeys(
            _WRITTEN,
            QT_TRANSLATE_NOOP(
                "core", "Gracias por escribir a {municipalidad}. Quedamos a su disposición."
            ),
        ),
    },
}  # fmt: skip


def original(phrase: Phrase, channel: Channel) -> str:
    """Return the program's own wording."""
    own = _BY_CHANNEL.get(phrase, {}).get(channel)
    return own if own is not None else _EVERYWHERE[phrase]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The wording in force; ``own`` holds what the municipality has written in place of the original."""

    own: Mapping[tuple[Phrase, Channel], str] = field(default_factory=dict)

    def wording(self, phrase: Phrase, channel: Channel) -> str:
        """Return the sentence with its places still in braces."""
        return self.own.get((phrase, channel)) or original(phrase, channel)

    def said(self, phrase: Phrase, channel: Channel, values: Mapping[str, str]) -> str:
        """Return the sentence as it is said, beginning with a capital letter."""
        text = filled(self.wording(phrase, channel), values)
        return text[:1].upper() + text[1:]


ORIGINAL: Final = Phrases()


def setting_key(phrase: Phrase, channel: Channel) -> str:
    """Return the setting that holds the municipality's wording."""
    return f"phrase.{phrase.value}.{channel.value}"


def filled(template: str, values: Mapping[str, str]) -> str:
    """Put values into their places; a place without a value is left out.

    "a {municipalidad}" becomes "al Concejo…" where the name has the article "el". What a value holds is
    not read as a place.
    """
    name = values.get("municipalidad", "")
    if name.startswith("el "):
        template = _MUNICIPALITY.sub(lambda found: f"{found[1]}l {{municipalidad_sin}}", template)
        values = {**values, "municipalidad_sin": name[3:]}
    return PLACE.sub(lambda found: values.get(found[1], ""), template)


def places_of(template: str) -> tuple[str, ...]:
    """Return the names of the places in a sentence, in their order, each once."""
    return tuple(dict.fromkeys(PLACE.findall(template)))

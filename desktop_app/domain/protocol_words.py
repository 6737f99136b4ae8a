"""What to say at each step of AUM-010, per channel. A sentence never claims what has not happened."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from desktop_app.domain.protocol import AttentionFacts, HandOver, Step, current_step
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel, HoldReason, ReferralState

_WRITTEN = frozenset({Channel.EMAIL, Channel.APP})
_MASCULINE = ("concejo", "ayuntamiento", "gobierno", "municipio", "distrito")

_GREETINGS: Final = {
    Channel.IN_PERSON: QT_TRANSLATE_NOOP(
        "core",
        "{hello}, le damos la bienvenida {to_municipality}. Le atiende {clerk}. ¿En qué puedo ayudarle?",
    ),
    Channel.PHONE: QT_TRANSLATE_NOOP(
        "core", "{hello}, se comunica con {municipality}. Le atiende {clerk}. ¿En qué puedo ayudarle?"
    ),
    Channel.EMAIL: QT_TRANSLATE_NOOP(
        "core", "{hello}, le escribe {clerk}, de {municipality}. Recibimos su correo."
    ),
    Channel.APP: QT_TRANSLATE_NOOP(
        "core", "{hello}, le escribe {clerk}, de {municipality}. Recibimos su mensaje."
    ),
}

_HOLD_REASONS: Final = {
    HoldReason.ASKING_UNIT: QT_TRANSLATE_NOOP("core", "voy a consultar con la unidad"),
    HoldReason.FINDING_FILE: QT_TRANSLATE_NOOP("core", "voy a buscar su expediente"),
    HoldReason.SERVING_OTHER: QT_TRANSLATE_NOOP("core", "debo atender a otra persona"),
    HoldReason.CHECKING_DATA: QT_TRANSLATE_NOOP("core", "voy a verificar unos datos"),
    HoldReason.OTHER: QT_TRANSLATE_NOOP("core", "necesito hacer una gestión"),
}

# Morning, afternoon, night.
_HELLO: Final = (
    QT_TRANSLATE_NOOP("core", "Buenos días"),
    QT_TRANSLATE_NOOP("core", "Buenas tardes"),
    QT_TRANSLATE_NOOP("core", "Buenas noches"),
)
_WISH: Final = (
    QT_TRANSLATE_NOOP("core", "¡Que tenga un buen día!"),
    QT_TRANSLATE_NOOP("core", "¡Que tenga una buena tarde!"),
    QT_TRANSLATE_NOOP("core", "¡Que tenga una buena noche!"),
)


def sentence(facts: AttentionFacts, clerk: str, municipality: str, local_now: datetime) -> str:
    """Return the sentence to say (or write) now.

    ``municipality`` is its name as it is written ("Municipalidad de San Isidro"); ``local_now`` decides
    between buenos días, buenas tardes and buenas noches, and what is wished at the end.
    """
    if facts.hold is not None:
        return _hold(facts)
    step = current_step(facts)
    if step is Step.RECEPTION:
        return _GREETINGS[facts.channel].format(
            hello=hello(local_now),
            clerk=clerk,
            municipality=with_article(municipality),
            to_municipality=_to(with_article(municipality)),
        )
    if step is Step.REFERRAL or (step is Step.RECORD and facts.outside_capacity):
        return _referral(facts)
    if step is Step.FAREWELL:
        return _farewell(facts, municipality, local_now)
    return _plain(step, facts)


def hello(local_now: datetime) -> str:
    """Return the greeting of the hour: until noon, until seven in the evening, later."""
    return _HELLO[_part_of_day(local_now)]


def _part_of_day(local_now: datetime) -> int:
    return 0 if 5 <= local_now.hour < 12 else 1 if 12 <= local_now.hour < 19 else 2


def with_article(municipality: str) -> str:
    """Return "la Municipalidad de …" or "el Concejo …"; a name that has its article keeps it."""
    first = municipality.split(maxsplit=1)[0].casefold() if municipality.strip() else ""
    if first in ("la", "el"):
        return municipality[0].lower() + municipality[1:]
    if not first:
        return QT_TRANSLATE_NOOP("core", "la Municipalidad")
    return f"el {municipality}" if first in _MASCULINE else f"la {municipality}"


def _to(name: str) -> str:
    return f"al {name[3:]}" if name.startswith("el ") else f"a {name}"


def _hold(facts: AttentionFacts) -> str:
    reason = _HOLD_REASONS[facts.hold or HoldReason.OTHER]
    if facts.channel is Channel.PHONE:
        return QT_TRANSLATE_NOOP(
            "core", "Le voy a dejar en espera un momento: {reason}. No cuelgue, por favor."
        ).format(reason=reason)
    if facts.channel in _WRITTEN:
        return QT_TRANSLATE_NOOP("core", "En breve le respondo: {reason}.").format(reason=reason)
    return QT_TRANSLATE_NOOP("core", "Espere un momento, por favor: {reason}.").format(reason=reason)


def _plain(step: Step, facts: AttentionFacts) -> str:
    if step is Step.DETECTION:
        return _detection(facts)
    if step is Step.DECISION:
        return QT_TRANSLATE_NOOP("core", "Permítame un momento: reviso quién puede ayudarle mejor con esto.")
    if step is Step.RECORD:
        return QT_TRANSLATE_NOOP("core", "La atención quedó registrada.")
    if facts.channel in _WRITTEN:
        return QT_TRANSLATE_NOOP("core", "Estos son los requisitos, el costo y el plazo de su consulta.")
    return QT_TRANSLATE_NOOP("core", "Le explico los requisitos, el costo y el plazo. ¿Le queda alguna duda?")


def _detection(facts: AttentionFacts) -> str:
    if not facts.citizen_known:
        return QT_TRANSLATE_NOOP("core", "Con gusto. ¿Me permite su nombre o documento?")
    if not facts.need.strip():
        return QT_TRANSLATE_NOOP("core", "Con gusto. Cuénteme, por favor, qué necesita.")
    return QT_TRANSLATE_NOOP("core", "Con gusto. Permítame confirmar que le entendí bien.")


def _farewell(facts: AttentionFacts, municipality: str, local_now: datetime) -> str:
    parts = []
    if facts.case_number:
        parts.append(
            QT_TRANSLATE_NOOP("core", "Su número de caso es {number}.").format(number=facts.case_number)
        )
    if facts.doubts_left:
        parts.append(
            QT_TRANSLATE_NOOP("core", "Anoto lo que no pude responderle para que la unidad lo revise.")
        )
    if facts.channel is Channel.PHONE:
        text = QT_TRANSLATE_NOOP("core", "Gracias por llamar {to_municipality}. {wish}")
    elif facts.channel in _WRITTEN:
        text = QT_TRANSLATE_NOOP("core", "Gracias por escribir {to_municipality}. Quedamos a su disposición.")
    else:
        text = QT_TRANSLATE_NOOP("core", "Gracias por venir {to_municipality}. {wish}")
    parts.append(text.format(to_municipality=_to(with_article(municipality)), wish=_WISH[_part_of_day(local_now)]))
    return " ".join(parts)


def _referral(facts: AttentionFacts) -> str:
    hand_over = facts.hand_over
    if hand_over is None or not hand_over.unit:
        return QT_TRANSLATE_NOOP("core", "Espere un momento, por favor: busco la unidad que puede ayudarle.")
    names = {"official": hand_over.official, "unit": hand_over.unit}
    if not hand_over.official:
        return QT_TRANSLATE_NOOP(
            "core",
            "Su consulta corresponde a {unit}. Espere un momento, por favor: busco quién puede atenderle.",
        ).format(**names)
    return _REFERRAL_WORDS[hand_over.state].format(**names, who=_who(facts, hand_over))


def _who(facts: AttentionFacts, hand_over: HandOver) -> str:
    words = QT_TRANSLATE_NOOP("core", "{official}, de {unit}").format(
        official=hand_over.official, unit=hand_over.unit
    )
    # On the phone the citizen walks nowhere: the place would only delay the transfer.
    if hand_over.place and facts.channel is Channel.IN_PERSON:
        return f"{words} ({hand_over.place})"
    return words


_KNOWS = QT_TRANSLATE_NOOP("core", "Le va a atender {who}. Ya le comuniqué su necesidad.")
_REFERRAL_WORDS: Final = {
    None: QT_TRANSLATE_NOOP(
        "core", "Quien puede ayudarle es {who}. Espere un momento, por favor: voy a avisarle."
    ),
    ReferralState.SENT: QT_TRANSLATE_NOOP(
        "core",
        "Le envié su consulta a {who}. Espere un momento, por favor: falta que me confirme si puede atenderle.",
    ),
    ReferralState.NO_ANSWER: QT_TRANSLATE_NOOP(
        "core", "{official}, de {unit}, no me ha respondido. Busco a otra persona que pueda atenderle."
    ),
    ReferralState.RETURNED: QT_TRANSLATE_NOOP(
        "core", "{official}, de {unit}, no puede atender esta consulta. Busco quién puede ayudarle."
    ),
    ReferralState.VOIDED: QT_TRANSLATE_NOOP("core", "Permítame un momento: busco quién puede ayudarle."),
    ReferralState.ACCEPTED: _KNOWS,
    ReferralState.CONFIRMED_BY_PHONE: _KNOWS,
    ReferralState.RESOLVED: _KNOWS,
}

"""What to say at each step of AUM-010, per channel. A sentence never claims what has not happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from desktop_app.domain.protocol import AttentionFacts, HandOver, Step, current_step
from desktop_app.domain.protocol_phrases import HOLD_WORDS, ORIGINAL, Phrase, Phrases, filled
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel, HoldReason, ReferralState

_MASCULINE = ("concejo", "ayuntamiento", "gobierno", "municipio", "distrito")

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


def sentence(
    facts: AttentionFacts,
    clerk: str,
    municipality: str,
    local_now: datetime,
    phrases: Phrases = ORIGINAL,
) -> str:
    """Return the sentence to say (or write) now, in the wording of ``phrases``.

    ``municipality`` is its name as it is written ("Municipalidad de San Isidro"); ``local_now`` decides
    between buenos días, buenas tardes and buenas noches, and what is wished at the end.
    """
    step = current_step(facts)
    if step is Step.RECORD and not facts.outside_capacity and facts.hold is None:
        return QT_TRANSLATE_NOOP("core", "La atención quedó registrada.")
    values = names(clerk, municipality, local_now)
    if facts.hold is not None:
        return hold_sentence(facts.channel, facts.hold, values, phrases)
    if facts.hand_over is not None:
        values |= hand_over_values(facts.hand_over, facts.channel)
    if step is Step.FAREWELL:
        return _farewell(facts, values, phrases)
    return phrases.said(_phrase(step, facts), facts.channel, values)


def names(clerk: str, municipality: str, local_now: datetime) -> dict[str, str]:
    """Return what every sentence may name."""
    part = _part_of_day(local_now)
    return {
        "saludo": _HELLO[part],
        "deseo": _WISH[part],
        "funcionario": clerk or QT_TRANSLATE_NOOP("core", "la plataforma de servicios"),
        "municipalidad": with_article(municipality),
    }


def hand_over_values(hand_over: HandOver, channel: Channel) -> dict[str, str]:
    """Return what the sentences of a hand-over may name."""
    return {
        "quien": _who(hand_over, channel),
        "persona": hand_over.official,
        "unidad": hand_over.unit,
        "lugar": hand_over.place or QT_TRANSLATE_NOOP("core", "su oficina"),
    }


def hold_sentence(channel: Channel, reason: HoldReason, values: Mapping[str, str], phrases: Phrases) -> str:
    """Return what is said before the citizen waits, with the reason (AUM-010-010, 020)."""
    why = filled(phrases.wording(HOLD_WORDS[reason], channel), values).rstrip(" .")
    return phrases.said(Phrase.HOLD, channel, {**values, "motivo": why})


def _part_of_day(local_now: datetime) -> int:
    """Return 0 until noon, 1 until seven in the evening, 2 until five in the morning."""
    return 0 if 5 <= local_now.hour < 12 else 1 if 12 <= local_now.hour < 19 else 2


def with_article(municipality: str) -> str:
    """Return "la Municipalidad de …" or "el Concejo …"; a name that has its article keeps it."""
    first = municipality.split(maxsplit=1)[0].casefold() if municipality.strip() else ""
    if first in ("la", "el"):
        return municipality[0].lower() + municipality[1:]
    if not first:
        return QT_TRANSLATE_NOOP("core", "la Municipalidad")
    return f"el {municipality}" if first in _MASCULINE else f"la {municipality}"


def _phrase(step: Step, facts: AttentionFacts) -> Phrase:
    if step is Step.RECEPTION:
        return Phrase.GREETING
    if step is Step.DETECTION:
        if not facts.citizen_known:
            return Phrase.ASK_NAME
        return Phrase.CONFIRM_NEED if facts.need.strip() else Phrase.ASK_NEED
    if step is Step.DECISION:
        return Phrase.DECISION
    if facts.outside_capacity:
        return _referral(facts.hand_over)
    return Phrase.ORIENTATION


def _referral(hand_over: HandOver | None) -> Phrase:
    if hand_over is None or not hand_over.unit:
        return Phrase.LOOKING_FOR_UNIT
    if not hand_over.official:
        return Phrase.LOOKING_FOR_PERSON
    return _HAND_OVERS[hand_over.state]


def _farewell(facts: AttentionFacts, values: Mapping[str, str], phrases: Phrases) -> str:
    said = []
    if facts.case_number:
        said.append(phrases.said(Phrase.FAREWELL_CASE, facts.channel, {**values, "caso": facts.case_number}))
    if facts.doubts_left:
        said.append(phrases.said(Phrase.FAREWELL_DOUBTS, facts.channel, values))
    return " ".join([*said, phrases.said(Phrase.FAREWELL, facts.channel, values)])


def _who(hand_over: HandOver, channel: Channel) -> str:
    words = QT_TRANSLATE_NOOP("core", "{official}, de {unit}").format(
        official=hand_over.official, unit=hand_over.unit
    )
    # On the phone the citizen walks nowhere: the place would only delay the transfer.
    if hand_over.place and channel is Channel.IN_PERSON:
        return f"{words} ({hand_over.place})"
    return words


_HAND_OVERS: Final = {
    None: Phrase.FOUND,
    ReferralState.SENT: Phrase.SENT,
    ReferralState.NO_ANSWER: Phrase.NO_ANSWER,
    ReferralState.RETURNED: Phrase.RETURNED,
    ReferralState.VOIDED: Phrase.VOIDED,
    ReferralState.ACCEPTED: Phrase.ACCEPTED,
    ReferralState.CONFIRMED_BY_PHONE: Phrase.ACCEPTED,
    ReferralState.RESOLVED: Phrase.ACCEPTED,
}

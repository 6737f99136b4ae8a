"""The municipality's own wording of the protocol's sentences: what may stand in each, and what must.

What a sentence must name comes from AUM-010: the greeting the municipality and who attends (010), a hold its
reason (010), a hand-over the person and the unit (030). No wording may claim what has not happened in the
state it is said in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from desktop_app.domain.cleaning import clean_line
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folded import folded
from desktop_app.domain.protocol import STEP_LABELS, Step
from desktop_app.domain.protocol_phrases import (
    HOLD_WORDS,
    PLACE,
    Phrase,
    Phrases,
    original,
    places_of,
    setting_key,
)
from desktop_app.domain.protocol_words import hold_sentence
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import Channel

LONGEST: Final = 280
"""Characters of a sentence: longer ones are not said at a counter, and do not fit the strip."""

FIELD: Final = "text"

PLACES: Final[Mapping[str, str]] = {
    "saludo": QT_TRANSLATE_NOOP("core", "Buenos días, Buenas tardes o Buenas noches, según la hora"),
    "deseo": QT_TRANSLATE_NOOP("core", "¡Que tenga un buen día! o lo que corresponda a la hora"),
    "funcionario": QT_TRANSLATE_NOOP("core", "el nombre de quien atiende"),
    "municipalidad": QT_TRANSLATE_NOOP("core", "el nombre de la municipalidad, con su artículo"),
    "motivo": QT_TRANSLATE_NOOP("core", "el motivo de la espera"),
    "quien": QT_TRANSLATE_NOOP("core", "la persona que recibe, su unidad y, en persona, el lugar"),
    "persona": QT_TRANSLATE_NOOP("core", "el nombre de la persona que recibe"),
    "unidad": QT_TRANSLATE_NOOP("core", "la unidad que recibe"),
    "lugar": QT_TRANSLATE_NOOP("core", "dónde está la unidad que recibe"),
    "plazo": QT_TRANSLATE_NOOP("core", "el día y la hora en que vence la respuesta"),
    "caso": QT_TRANSLATE_NOOP("core", "el número del caso"),
}
"""Every place that a sentence may have, and what stands there when it is said."""

_COMMON = ("saludo", "deseo", "funcionario", "municipalidad")
_RECEIVER = ("quien", "persona", "unidad", "lugar")
_MORE: Final[Mapping[Phrase, tuple[str, ...]]] = {
    Phrase.HOLD: ("motivo",),
    Phrase.LOOKING_FOR_PERSON: ("unidad",),
    Phrase.CASE_PROMISE: ("plazo",),
    Phrase.FAREWELL_CASE: ("caso",),
    **dict.fromkeys(
        (Phrase.FOUND, Phrase.SENT, Phrase.ACCEPTED, Phrase.NO_ANSWER, Phrase.RETURNED), _RECEIVER
    ),
}
_NAMED = (("quien",), ("persona", "unidad"))
_REQUIRED: Final[Mapping[Phrase, tuple[tuple[str, ...], ...]]] = {
    Phrase.GREETING: (("funcionario", "municipalidad"),),
    Phrase.HOLD: (("motivo",),),
    Phrase.LOOKING_FOR_PERSON: (("unidad",),),
    Phrase.CASE_PROMISE: (("plazo",),),
    Phrase.FAREWELL_CASE: (("caso",),),
    **dict.fromkeys((Phrase.FOUND, Phrase.SENT, Phrase.ACCEPTED), _NAMED),
}
"""One of these groups must stand in the sentence whole."""


class PhraseInfo(NamedTuple):
    """Where a sentence belongs (a step's name, or what it is for), and when it is said."""

    group: str
    occasion: str


_REFERRAL = STEP_LABELS[Step.REFERRAL]
_FAREWELL = STEP_LABELS[Step.FAREWELL]
_DETECTION = STEP_LABELS[Step.DETECTION]
_HOLD = QT_TRANSLATE_NOOP("core", "Espera")
_APOLOGY = QT_TRANSLATE_NOOP("core", "Disculpa")
INFO: Final[Mapping[Phrase, PhraseInfo]] = {
    Phrase.GREETING: PhraseInfo(STEP_LABELS[Step.RECEPTION], QT_TRANSLATE_NOOP("core", "Saludo")),
    Phrase.ASK_NAME: PhraseInfo(_DETECTION, QT_TRANSLATE_NOOP("core", "Falta saber quién es")),
    Phrase.ASK_NEED: PhraseInfo(_DETECTION, QT_TRANSLATE_NOOP("core", "Falta saber qué necesita")),
    Phrase.CONFIRM_NEED: PhraseInfo(_DETECTION, QT_TRANSLATE_NOOP("core", "Confirmar la necesidad")),
    Phrase.DECISION: PhraseInfo(
        STEP_LABELS[Step.DECISION], QT_TRANSLATE_NOOP("core", "Se revisa quién puede ayudar")
    ),
    Phrase.HOLD: PhraseInfo(_HOLD, QT_TRANSLATE_NOOP("core", "Pedir que espere")),
    Phrase.HOLD_ASKING_UNIT: PhraseInfo(_HOLD, QT_TRANSLATE_NOOP("core", "Motivo 1, consulto con la unidad")),
    Phrase.HOLD_FINDING_FILE: PhraseInfo(_HOLD, QT_TRANSLATE_NOOP("core", "Motivo 2, busco el expediente")),
    Phrase.HOLD_SERVING_OTHER: PhraseInfo(
        _HOLD, QT_TRANSLATE_NOOP("core", "Motivo 3, atiendo a otra persona")
    ),
    Phrase.HOLD_CHECKING_DATA: PhraseInfo(_HOLD, QT_TRANSLATE_NOOP("core", "Motivo 4, verifico datos")),
    Phrase.HOLD_OTHER: PhraseInfo(_HOLD, QT_TRANSLATE_NOOP("core", "Motivo 5, otro")),
    Phrase.LOOKING_FOR_UNIT: PhraseInfo(_REFERRAL, QT_TRANSLATE_NOOP("core", "Se busca la unidad")),
    Phrase.LOOKING_FOR_PERSON: PhraseInfo(_REFERRAL, QT_TRANSLATE_NOOP("core", "Se busca a la persona")),
    Phrase.FOUND: PhraseInfo(_REFERRAL, QT_TRANSLATE_NOOP("core", "Hay persona; falta avisarle")),
    Phrase.SENT: PhraseInfo(_REFERRAL, QT_TRANSLATE_NOOP("core", "Enviada; falta que confirme")),
    Phrase.ACCEPTED: PhraseInfo(_REFERRAL, QT_TRANSLATE_NOOP("core", "Aceptada o confirmada")),
    Phrase.NO_ANSWER: PhraseInfo(_REFERRAL, QT_TRANSLATE_NOOP("core", "Sin respuesta")),
    Phrase.RETURNED: PhraseInfo(_REFERRAL, QT_TRANSLATE_NOOP("core", "Devuelta")),
    Phrase.VOIDED: PhraseInfo(_REFERRAL, QT_TRANSLATE_NOOP("core", "Anulada")),
    Phrase.ORIENTATION: PhraseInfo(
        STEP_LABELS[Step.ORIENTATION], QT_TRANSLATE_NOOP("core", "Dar la información")
    ),
    Phrase.CASE_PROMISE: PhraseInfo(
        STEP_LABELS[Step.ORIENTATION], QT_TRANSLATE_NOOP("core", "Se va a abrir un caso")
    ),
    Phrase.FAREWELL_CASE: PhraseInfo(_FAREWELL, QT_TRANSLATE_NOOP("core", "Se abrió un caso")),
    Phrase.FAREWELL_DOUBTS: PhraseInfo(_FAREWELL, QT_TRANSLATE_NOOP("core", "Quedó una duda")),
    Phrase.FAREWELL: PhraseInfo(_FAREWELL, QT_TRANSLATE_NOOP("core", "Despedida")),
    Phrase.APOLOGY_BAD_SERVICE: PhraseInfo(_APOLOGY, QT_TRANSLATE_NOOP("core", "Por mal servicio")),
    Phrase.APOLOGY_DELAY: PhraseInfo(_APOLOGY, QT_TRANSLATE_NOOP("core", "Por una demora")),
    Phrase.APOLOGY_ERROR: PhraseInfo(_APOLOGY, QT_TRANSLATE_NOOP("core", "Por un error")),
}
"""All sentences, in the order of the procedure."""


class _Claim(NamedTuple):
    words: re.Pattern[str]
    allowed: frozenset[Phrase]
    among: frozenset[Phrase]
    why: str


_ALL = frozenset(Phrase)
_REFERRALS = frozenset(phrase for phrase, info in INFO.items() if info.group == _REFERRAL)
_TOLD = QT_TRANSLATE_NOOP(
    "core",
    "«{words}» solo es verdad cuando quien recibe ya aceptó. Escríbalo en la frase «Vinculación: aceptada o "
    "confirmada».",
)
_CLAIMS: Final = (
    _Claim(
        re.compile(
            r"\bya (?:se )?(?:le|lo|la|les|los|las) (?:he )?(?:comuni|avis)\w+"
            r"|\bya (?:sabe|conoce|esta al tanto|esta enterad[oa]|esta informad[oa])\b"
            r"|\b(?:conoce|enterad[oa] de|informad[oa] de|al tanto de) su (?:necesidad|consulta|caso)\b"
        ),
        frozenset({Phrase.ACCEPTED}), _ALL, _TOLD,
    ),
    _Claim(
        re.compile(
            r"\b(?:le|lo|la) (?:va a atender|va a recibir|atendera|recibira|espera|esta esperando)\b|\bpuede pasar\b"
            r"|\b(?:ya|me) (?:acepto|confirmo)\b"
        ),
        frozenset({Phrase.ACCEPTED}), _REFERRALS, _TOLD,
    ),
    _Claim(
        re.compile(r"\b(?:envie|remiti|derive|he enviado) su (?:consulta|necesidad|caso|pedido|reclamo|queja)\b"),
        frozenset({Phrase.SENT, Phrase.ACCEPTED, Phrase.NO_ANSWER, Phrase.RETURNED}), _ALL,
        QT_TRANSLATE_NOOP(
            "core",
            "«{words}» solo es verdad cuando la vinculación ya se envió. Escríbalo en la frase «Vinculación: "
            "enviada; falta que confirme».",
        ),
    ),
    _Claim(
        re.compile(
            r"\b(?:caso|reclamo|queja|denuncia) (?:ya )?(?:quedo|esta|fue|ha sido|ha quedado) "
            r"(?:registrad|abiert|anotad)[oa]\b|\bse (?:abrio|registro) (?:su|el|la) (?:caso|reclamo|queja)\b"
            r"|\bnumero de(?:l)? (?:su )?caso\b"
        ),
        frozenset({Phrase.FAREWELL_CASE}), _ALL,
        QT_TRANSLATE_NOOP(
            "core",
            "«{words}» solo es verdad cuando el caso ya se abrió. Escríbalo en la frase «Despedida: se abrió un "
            "caso».",
        ),
    ),
)  # fmt: skip


def allowed(phrase: Phrase) -> tuple[str, ...]:
    """Return the places that a sentence may have, its own ones first."""
    return (*_MORE.get(phrase, ()), *_COMMON)


def required(phrase: Phrase) -> tuple[tuple[str, ...], ...]:
    """Return the groups of places of which one must stand in the sentence; empty: none must."""
    return _REQUIRED.get(phrase, ())


def checked_phrase(phrase: Phrase, channel: Channel, text: str | None) -> str | None:
    """Return an own wording as it is kept; None where it is blank or the original itself.

    Raises InvalidInput (``field``: text) for an unknown or missing place, a brace alone, a claim of what has
    not happened when the sentence is said, and more than ``LONGEST`` characters.
    """
    line = clean_line(text, FIELD, LONGEST)
    if line is None:
        return None
    line = PLACE.sub(lambda found: f"{{{found[1].strip().casefold()}}}", line)
    _check_places(phrase, line)
    _check_claims(phrase, line)
    return None if line == original(phrase, channel) else line


def phrases_from(settings: Mapping[str, Any]) -> Phrases:
    """Return the wording that the settings hold; what cannot be used leaves the original in force.

    Total: another desk may have written anything.
    """
    own: dict[tuple[Phrase, Channel], str] = {}
    for phrase in Phrase:
        for channel in Channel:
            stored = settings.get(setting_key(phrase, channel))
            if not isinstance(stored, str):
                continue
            try:
                line = checked_phrase(phrase, channel, stored)
            except InvalidInput:
                continue
            if line is not None:
                own[phrase, channel] = line
    return Phrases(own)


def _check_places(phrase: Phrase, line: str) -> None:
    if re.search(r"[{}]", PLACE.sub("", line)):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Hay una llave sin su pareja. Los datos se escriben así: {example}."),
            field=FIELD,
            example="{funcionario}",
        )
    may, found = allowed(phrase), places_of(line)
    for name in found:
        if name not in may:
            raise InvalidInput(_unknown_words(name), field=FIELD, name=_braced(name), valid=_braced(*may))
    groups = required(phrase)
    if groups and not any(set(group) <= set(found) for group in groups):
        # The group that was begun is the one that was meant.
        begun = min(groups, key=lambda group: (len(set(group) - set(found)), set(group).isdisjoint(found)))
        missing = [each for each in begun if each not in found]
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core", "Falta {name}: {meaning}. Sin ese dato la frase no cumple el protocolo."
            ),
            field=FIELD,
            name=_braced(missing[0]),
            meaning=PLACES[missing[0]],
        )


def _unknown_words(name: str) -> str:
    if name in PLACES:
        return QT_TRANSLATE_NOOP(
            "core", "{name} todavía no se sabe en ese momento. Aquí puede usar: {valid}."
        )
    return QT_TRANSLATE_NOOP("core", "No existe el dato {name}. Aquí puede usar: {valid}.")


def _check_claims(phrase: Phrase, line: str) -> None:
    text = folded(line)
    for claim in _CLAIMS:
        found = claim.words.search(text)
        if found is not None and phrase in claim.among and phrase not in claim.allowed:
            raise InvalidInput(claim.why, field=FIELD, words=_as_written(line, text, found))


def _as_written(line: str, text: str, found: re.Match[str]) -> str:
    # Folding keeps the length but for rare letters ("ß"): then the folded words have to do.
    return line[found.start() : found.end()] if len(line) == len(text) else found[0]


def _braced(*names: str) -> str:
    return " ".join(f"{{{name}}}" for name in names)


def previewed(
    phrase: Phrase, channel: Channel, line: str | None, values: Mapping[str, str], phrases: Phrases
) -> str:
    """Return how a checked wording (None: the original) will be said; a hold's reason within its sentence."""
    text = line or original(phrase, channel)
    if phrase not in HOLD_REASON_PHRASES:
        return Phrases({(phrase, channel): text}).said(phrase, channel, values)
    reason = next(reason for reason, each in HOLD_WORDS.items() if each is phrase)
    return hold_sentence(channel, reason, values, Phrases({**phrases.own, (phrase, channel): text}))


HOLD_REASON_PHRASES: Final = frozenset(HOLD_WORDS.values())
"""Sentences that are said as part of another one: the reasons of a hold."""

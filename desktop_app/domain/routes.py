"""Vía correcta: which route a request takes, by its words and by at most two plain questions.

The words are data of the country profile (``routes``). What the person came to do weighs more than what it
is about, and that more than a hint; the longest phrase of all routes takes its words, so that
"construcción sin licencia" is no request for a licence. Nothing here decides for a person: the routes come
ranked, each with the words that speak for it, and a text without Spanish signs has none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from desktop_app.domain.cleaning import NOTE
from desktop_app.domain.folded import folded_words
from desktop_app.domain.phrases import Span, find_phrases
from desktop_app.domain.profile import Profile, RequestType, RouteSigns
from desktop_app.domain.text import QT_TRANSLATE_NOOP

ACT: Final = 4
PHRASE: Final = 2
HINT: Final = 1
_ANSWER: Final = 6
"""Weight of an answer: more than any one act in the text."""

_LIGHT: Final = frozenset("quiero quisiera deseo vengo necesito pienso voy me nos le les".split())
_GRIEVANCES: Final = ("queja", "reclamo")
_INFORMATION: Final = "acceso_informacion"
_REQUEST: Final = "peticion"


class Answer(StrEnum):
    """What a person answered to one of the two questions."""

    COMPLAINS = "complains"
    ASKS = "asks"
    HELD = "held"
    NOT_HELD = "not_held"


class Question(StrEnum):
    """What is asked where the text does not decide; the words are in ``QUESTIONS``."""

    COMPLAINT = "complaint"
    DOCUMENT = "document"


class Asked(NamedTuple):
    """A question as it is put, and its answers in their order."""

    text: str
    answers: tuple[tuple[Answer, str], ...]


QUESTIONS: Final = {
    Question.COMPLAINT: Asked(
        QT_TRANSLATE_NOOP(
            "core", "¿Se queja de cómo lo atendió la municipalidad, o pide que la municipalidad haga algo?"
        ),
        (
            (Answer.COMPLAINS, QT_TRANSLATE_NOOP("core", "Se queja de la atención")),
            (Answer.ASKS, QT_TRANSLATE_NOOP("core", "Pide algo")),
        ),
    ),
    Question.DOCUMENT: Asked(
        QT_TRANSLATE_NOOP("core", "¿Pide un documento o un dato que la municipalidad tiene?"),
        (
            (Answer.HELD, QT_TRANSLATE_NOOP("core", "Sí, lo tiene")),
            (Answer.NOT_HELD, QT_TRANSLATE_NOOP("core", "No")),
        ),
    ),
}

_WHY: Final = {
    Answer.COMPLAINS: QT_TRANSLATE_NOOP("core", "se queja de cómo lo atendió la municipalidad"),
    Answer.ASKS: QT_TRANSLATE_NOOP("core", "pide que la municipalidad haga algo"),
    Answer.HELD: QT_TRANSLATE_NOOP("core", "pide algo que la municipalidad tiene en sus archivos"),
}


@dataclass(frozen=True, slots=True)
class Route:
    """A route that a request may take: ``spans`` are the words that speak for it, in the text's order."""

    kind: RequestType
    score: int
    spans: tuple[Span, ...]
    words: tuple[str, ...]
    answer: str
    """What an answer said for it, in words; else an empty text."""
    is_not: str

    @property
    def why(self) -> str:
        """Return what speaks for it: "«me trataron mal», «nadie me atendió»"."""
        parts = [f"«{word}»" for word in self.words]
        return ", ".join([*parts, self.answer] if self.answer else parts)


@dataclass(frozen=True, slots=True)
class Advice:
    """The routes that something speaks for, the best first, and what to ask where none stands out."""

    routes: tuple[Route, ...]
    question: Question | None

    @property
    def best(self) -> Route | None:
        """Return the route that stands out, or None: then nothing is suggested."""
        if not self.routes or self.routes[0].score < PHRASE:
            return None
        if len(self.routes) > 1 and self.routes[1].score == self.routes[0].score:
            return None
        return self.routes[0]


class _Sign(NamedTuple):
    span: Span
    code: str
    weight: int


def advise(text: str, profile: Profile, answers: Collection[Answer] = ()) -> Advice:
    """Return the routes that a text and the answers speak for. Total: any text gives an advice.

    Routes of one score stand in the order of the profile's request types, whatever the order of its signs.
    """
    text = text[:NOTE]
    given = {Answer(each) for each in answers}
    signs = _longest(_signs(text, profile.routes.values()))
    routes = []
    for kind in profile.request_types.values():
        route = _route(kind, text, [sign for sign in signs if sign.code == kind.code], given, profile)
        if route.score > 0 and not _excluded(kind.code, given):
            routes.append(route)
    routes.sort(key=lambda route: -route.score)
    advice = Advice(tuple(routes), None)
    if not routes and {Answer.ASKS, Answer.NOT_HELD} <= given and _REQUEST in profile.request_types:
        return Advice((_plain_request(profile),), None)
    return advice if advice.best is not None else Advice(advice.routes, _next_question(given))


def _route(kind: RequestType, text: str, signs: list[_Sign], given: set[Answer], profile: Profile) -> Route:
    told: dict[str, _Sign] = {}
    for sign in _apart(signs):
        told.setdefault(folded_words(text[sign.span.start : sign.span.end]), sign)
    answer, weight = _answered(kind.code, given)
    own = profile.routes.get(kind.code)
    return Route(
        kind,
        sum(sign.weight for sign in told.values()) + weight,
        tuple(sign.span for sign in told.values()),
        tuple(" ".join(text[sign.span.start : sign.span.end].split()) for sign in told.values()),
        answer,
        own.is_not if own is not None else "",
    )


def _signs(text: str, routes: Iterable[RouteSigns]) -> list[_Sign]:
    return [
        _Sign(span, route.code, weight)
        for route in routes
        for phrases, weight in ((route.acts, ACT), (route.phrases, PHRASE), (route.hints, HINT))
        for span in find_phrases(text, phrases, past=True, light=_LIGHT)
    ]


def _longest(signs: list[_Sign]) -> list[_Sign]:
    """Leave out what lies inside another phrase; of the same words in one route, the heaviest counts."""
    heaviest: dict[tuple[Span, str], _Sign] = {}
    reach, widest = -1, Span(0, 0)
    for sign in sorted(signs, key=lambda sign: (sign.span.start, -sign.span.end, sign.code, -sign.weight)):
        if sign.span.end <= reach and sign.span != widest:
            continue  # something that began before it, or with it, goes at least as far
        if sign.span.end > reach:
            reach, widest = sign.span.end, sign.span
        heaviest.setdefault((sign.span, sign.code), sign)
    return list(heaviest.values())


def _apart(signs: list[_Sign]) -> list[_Sign]:
    """Return the signs of one route in the text's order; words that two of them share count once."""
    kept: list[_Sign] = []
    for sign in sorted(signs, key=lambda sign: (-sign.weight, sign.span)):
        if all(sign.span.end <= other.span.start or other.span.end <= sign.span.start for other in kept):
            kept.append(sign)
    return sorted(kept, key=lambda sign: sign.span)


def _answered(code: str, given: set[Answer]) -> tuple[str, int]:
    if code in _GRIEVANCES and Answer.COMPLAINS in given:
        # How somebody was attended is a complaint of the service before it is one of a result.
        return _WHY[Answer.COMPLAINS], _ANSWER + (code == _GRIEVANCES[0])
    if code == _INFORMATION and Answer.HELD in given:
        return _WHY[Answer.HELD], _ANSWER
    return "", 0


def _excluded(code: str, given: set[Answer]) -> bool:
    if code in _GRIEVANCES:
        return Answer.ASKS in given and Answer.COMPLAINS not in given
    return code == _INFORMATION and Answer.NOT_HELD in given and Answer.HELD not in given


def _plain_request(profile: Profile) -> Route:
    own = profile.routes.get(_REQUEST)
    return Route(
        profile.request_types[_REQUEST], PHRASE, (), (), _WHY[Answer.ASKS], own.is_not if own else ""
    )


def _next_question(given: set[Answer]) -> Question | None:
    if not given & {Answer.COMPLAINS, Answer.ASKS}:
        return Question.COMPLAINT
    if Answer.ASKS in given and not given & {Answer.HELD, Answer.NOT_HELD}:
        return Question.DOCUMENT
    return None

"""The three criteria of a critical case (training manual 5.1), each with an explanation in Spanish.

They suggest; a person confirms or overrides with a reason. Preferential attention (age, pregnancy,
disability) is none of them: it changes the turn at the desk, not the level.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from desktop_app.domain.phrases import Span, find_phrases
from desktop_app.domain.profile import Profile, RecurrenceRule, RiskGroup
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CriticalCriterion


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A criterion that seems to be met and why; ``span`` marks its ``words`` in the original text."""

    criterion: CriticalCriterion
    explanation: str
    span: Span | None = None
    words: str = ""
    spans: tuple[Span, ...] = ()
    """All stretches that speak for the criterion, the first one included."""


COMPLAINTS: Final = frozenset({"denuncia", "reclamo", "queja"})
"""Query types that complain of something: other cases of a person are no sign of a recurrent complaint."""


@dataclass(frozen=True, slots=True)
class EarlierComplaint:
    """A complaint that the one at hand may repeat."""

    registered_at: datetime
    attended: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was complained of before: by the person on the topic, by anybody at the place, by the person.

    ``topic`` and ``place`` are the words that the sentence tells.
    """

    on_topic: tuple[EarlierComplaint, ...] = ()
    at_place: tuple[EarlierComplaint, ...] = ()
    by_person: tuple[EarlierComplaint, ...] = ()
    topic: str = ""
    place: str = ""


def suggest_risk(text: str, groups: Iterable[RiskGroup]) -> Suggestion | None:
    """Return the first risk to public health or safety that the text affirms, or None.

    Accents and case do not matter, whole words do; "no hay riesgo" and "la fuga ya fue reparada" are
    no risk, "no han reparado la fuga" is one.
    """
    return _from_text(
        text,
        groups,
        CriticalCriterion.RISK,
        QT_TRANSLATE_NOOP("core", "«{words}»: posible {group}. Valore marcar el caso como crítico."),
    )


def suggest_vulnerable(text: str, group: RiskGroup, statement: str = "") -> Suggestion | None:
    """Return a suggestion when a vulnerable situation was stated, or the text describes one.

    ``statement`` is the reasoned statement that the clerk wrote.
    """
    if statement.strip():
        return Suggestion(
            CriticalCriterion.VULNERABLE,
            QT_TRANSLATE_NOOP("core", "Situación vulnerable declarada: {statement}").format(
                statement=statement.strip()
            ),
        )
    return _from_text(
        text,
        (group,),
        CriticalCriterion.VULNERABLE,
        QT_TRANSLATE_NOOP(
            "core", "«{words}»: posible {group}. Si lo es, anote el motivo y márquelo como crítico."
        ),
    )


def suggest_recurrent(
    earlier: Iterable[EarlierComplaint], now: datetime, topic: str, rule: RecurrenceRule
) -> Suggestion | None:
    """Return a suggestion when the complaint at hand is the ``rule.count``-th on its topic in the window.

    At least ``rule.unattended`` of the earlier ones must lack an answer. The window ends now and
    includes its first moment.
    """
    return _recurrent(
        earlier,
        now,
        rule,
        QT_TRANSLATE_NOOP(
            "core", "Queja recurrente: {nth}.ª por {topic} en {days} días ({unattended} sin atender)."
        ),
        topic=topic,
    )


def suggest_repeated(earlier: Earlier, now: datetime, rule: RecurrenceRule) -> Suggestion | None:
    """Return why the complaint at hand is recurrent: same person and topic, same place and topic, same person.

    The first that the rule fits is told; of a place nobody's name is.
    """
    return (
        suggest_recurrent(earlier.on_topic, now, earlier.topic, rule)
        or _recurrent(
            earlier.at_place,
            now,
            rule,
            QT_TRANSLATE_NOOP(
                "core",
                "Queja recurrente en {place}: {nth}.ª por {topic} en {days} días ({unattended} sin atender).",
            ),
            topic=earlier.topic,
            place=earlier.place,
        )
        or _recurrent(
            earlier.by_person,
            now,
            rule,
            QT_TRANSLATE_NOOP(
                "core",
                "Queja recurrente: {nth}.ª de la misma persona, por distintos temas, en {days} días "
                "({unattended} sin atender).",
            ),
        )
    )


def _recurrent(
    earlier: Iterable[EarlierComplaint], now: datetime, rule: RecurrenceRule, template: str, **words: str
) -> Suggestion | None:
    since = now - timedelta(days=rule.window_days)
    within = [each for each in earlier if since <= each.registered_at <= now]
    unattended = sum(not each.attended for each in within)
    if len(within) + 1 < rule.count or unattended < rule.unattended:
        return None
    sentence = template.format(nth=len(within) + 1, days=rule.window_days, unattended=unattended, **words)
    return Suggestion(CriticalCriterion.RECURRENT, sentence)


def suggestions(
    text: str,
    profile: Profile,
    *,
    earlier: Earlier | None = None,
    now: datetime | None = None,
    vulnerable_statement: str = "",
) -> tuple[Suggestion, ...]:
    """Return the criteria that seem to be met, in the manual's order.

    Recurrence is looked at when ``now`` is given.
    """
    found = (
        suggest_risk(text, profile.risk),
        suggest_repeated(earlier, now, profile.recurrence)
        if earlier is not None and now is not None
        else None,
        suggest_vulnerable(text, profile.vulnerable, vulnerable_statement),
    )
    return tuple(each for each in found if each is not None)


def _from_text(
    text: str, groups: Iterable[RiskGroup], criterion: CriticalCriterion, template: str
) -> Suggestion | None:
    first: tuple[Span, RiskGroup] | None = None
    found: set[Span] = set()
    for group in groups:
        spans = find_phrases(text, group.phrases)
        found.update(spans)
        if spans and (first is None or spans[0] < first[0]):
            first = (spans[0], group)
    if first is None:
        return None
    span, group = first
    words = " ".join(text[span.start : span.end].split())
    return Suggestion(
        criterion, template.format(words=words, group=group.label), span, words, tuple(sorted(found))
    )

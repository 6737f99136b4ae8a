"""What the catalogue left open, and how its owner closes it (ux.md 2, AUM-010-050).

Words that fit no topic are recorded as "Información", "Sin clasificar". They become a topic or a synonym, and
what was recorded with them is classified then; or they are put aside, which every desk remembers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from desktop_app.domain.cleaning import clean_line
from desktop_app.domain.errors import InvalidInput, NotFound
from desktop_app.domain.questions import (
    Group,
    Wording,
    group_questions,
    question_key,
    question_mark,
    telling_words,
)
from desktop_app.domain.sheet_history import SHEET, written_at
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.typeahead import words_of
from desktop_app.domain.values import UNCLASSIFIED
from desktop_app.services.access import Permission, require
from desktop_app.services.catalogue import TopicForm, save_topic
from desktop_app.services.context import Context, day_number
from desktop_app.services.settings import write_settings
from desktop_app.services.topics import one_topic
from desktop_app.services.writing import append, text_id, update
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import questions as queries
from desktop_app.storage.queries import topic_log

QUESTION_DAYS = 90
"""How far back the open questions go."""

_NEWEST = 5_000
_DISMISSED = "question.dismissed."
_CHANGES = frozenset({"topic", "attention", "setting"})


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that the catalogue left open; ``topic`` is None for what fits no topic yet.

    ``wordings`` are the ways in which it was put, the most frequent first; ``keys`` name it to the service.
    ``aside``: somebody put it aside.
    """

    topic: bytes | None
    title: str
    count: int
    last: date
    wordings: tuple[Wording, ...] = ()
    keys: frozenset[str] = frozenset()
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """An attention as it was before it was classified."""

    attention: bytes
    query_type: str
    unit: bytes | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a question: enough to take it back.

    ``classified`` are the attentions that have a topic now. ``synonyms`` are those before and after, None
    where the topic was made for the question.
    """

    topic: bytes
    title: str
    classified: tuple[Before, ...]
    synonyms: tuple[str, str] | None = None
    changes: frozenset[str] = _CHANGES


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A question that was put aside."""

    keys: frozenset[str]
    changes: frozenset[str] = field(default_factory=lambda: frozenset({"topic", "setting"}))


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An answer was undone."""

    topic: bytes
    changes: frozenset[str] = _CHANGES


def open_questions(ctx: Context, *, dismissed: bool = False) -> list[OpenQuestion]:
    """Return what was asked in the last 90 days without an answer or a topic, the most asked first.

    AUM-010-050: unanswered doubts feed the owner of the catalogue. What was typed freely may name somebody:
    it comes only for those who may read what people told. ``dismissed``: what was put aside instead.
    """
    require(ctx.actor, Permission.EDIT_CATALOGUE)
    found = [] if dismissed else _gaps(ctx)
    if ctx.actor.may(Permission.READ_PEOPLE):
        found += [_question(group, aside=dismissed) for group in _free_words(ctx, dismissed=dismissed)]
    return sorted(found, key=lambda each: (-each.count, -each.last.toordinal(), each.title))


def _gaps(ctx: Context) -> list[OpenQuestion]:
    """Return the topics whose sheet did not answer; a sheet that was reviewed since has."""
    found, since = [], _since(ctx)
    for row in queries.unanswered(ctx.store, since):
        count, reviewed = row.count, _last_review(ctx, row.topic)
        if reviewed is not None:
            count = queries.unanswered_after(ctx.store, row.topic, since, reviewed)
        if count:
            found.append(OpenQuestion(row.topic, row.title, count, _day(row.last_day)))
    return found


def _last_review(ctx: Context, topic: bytes) -> int | None:
    """Return when a reviewed sheet was last written (epoch seconds), None when it never was.

    A sheet that says again what it said before the last write took that one back: neither counts.
    """
    told: list[tuple[int, Mapping[str, Any]]] = []
    for entry in topic_log.entries(ctx.store, topic):
        written = entry.facts.get("set")
        if entry.kind != "set" or not isinstance(written, Mapping) or SHEET not in written:
            continue
        sheet = written[SHEET] if isinstance(written[SHEET], Mapping) else {}
        moment = int(written_at(entry.stamp).timestamp())
        if told and sheet == told[-1][1]:
            told[-1] = (moment, sheet)
        elif told and sheet == (told[-2][1] if len(told) > 1 else {}):
            told.pop()
        else:
            told.append((moment, sheet))
    return max((moment for moment, sheet in told if sheet.get("reviewed_on")), default=None)


def _free_words(ctx: Context, *, dismissed: bool) -> list[Group]:
    aside = queries.dismissed(ctx.store, _DISMISSED)
    counted: dict[str, list[int]] = {}
    for row in queries.unclassified(ctx.store, _since(ctx), _NEWEST):
        if (question_mark(question_key(row.subject)) in aside) is dismissed:
            counted.setdefault(" ".join(row.subject.split()), []).append(row.day)
    return group_questions(Wording(text, len(days), _day(max(days))) for text, days in counted.items())


def _question(group: Group, *, aside: bool) -> OpenQuestion:
    first, keys = group.wordings[0].text, frozenset(group.keys)
    return OpenQuestion(None, first, group.count, group.last, tuple(group.wordings), keys, aside)


def words_to_add(question: OpenQuestion, title: str, synonyms: str) -> str:
    """Return the words of a question that a topic is not found by yet."""
    known = set(words_of(f"{title} {synonyms}"))
    return " ".join(word for word in telling_words(question.title) if word not in known)


def make_topic(ctx: Context, form: TopicForm, keys: Iterable[str]) -> Answered:
    """Make a topic of a question and classify what was recorded with its words: all or nothing.

    Raises InvalidInput as ``save_topic``, NotAllowed.
    """
    _require(ctx)
    with ctx.store.transaction() as transaction:
        topic = save_topic(ctx, form).id
        classified = _classify(ctx, transaction, topic, form.query_type, form.unit, keys)
    return Answered(topic, form.title, classified)


def add_synonym(ctx: Context, topic: bytes, words: str, keys: Iterable[str]) -> Answered:
    """Have a topic found by a question's words as well, and classify what was recorded with them.

    ``words`` may be empty: the topic is found by them already. Raises NotFound, InvalidInput, NotAllowed.
    """
    _require(ctx)
    known = one_topic(ctx, topic)
    if known is None or not known.active:
        raise NotFound(QT_TRANSLATE_NOOP("core", "Ese tema ya no está en el catálogo."))
    # Words of a topic stand parted by blanks; what it has already is not written twice.
    added = [
        word for word in (clean_line(words, "words") or "").split() if word not in known.synonyms.split()
    ]
    after = clean_line(" ".join([known.synonyms, *added]), "words", 2_000) or ""
    with ctx.store.transaction() as transaction:
        update(ctx, transaction, "topic", topic, {"synonyms": after or None})
        classified = _classify(ctx, transaction, topic, known.query_type, known.unit, keys)
    return Answered(topic, known.title, classified, (known.synonyms, after))


def take_back(ctx: Context, answered: Answered) -> TakenBack:
    """Undo an answer: the question is open again; what somebody changed meanwhile stays."""
    _require(ctx)
    known = one_topic(ctx, answered.topic)
    now = queries.topics_of(ctx.store, [each.attention for each in answered.classified])
    with ctx.store.transaction() as transaction:
        if answered.synonyms is None:
            update(ctx, transaction, "topic", answered.topic, {"active": 0, "quick": None})
        elif known is not None and known.synonyms == answered.synonyms[1]:
            update(ctx, transaction, "topic", answered.topic, {"synonyms": answered.synonyms[0] or None})
        for each in answered.classified:
            if now.get(each.attention) == answered.topic:
                before = {"topic": None, "query_type": each.query_type, "unit": text_id(each.unit)}
                append(ctx, transaction, "attention", "amend", each.attention, {"set": before})
    return TakenBack(answered.topic)


def dismiss(ctx: Context, keys: Iterable[str], *, back: bool = False) -> Dismissed:
    """Put a question aside for all desks: it will not become a topic. ``back``: take it up again.

    Only a name that does not tell the words is kept. Raises InvalidInput for no question, NotAllowed.
    """
    _require(ctx)
    named = frozenset(keys)
    if not named:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Elija la pregunta que se va a descartar."))
    values = {f"{_DISMISSED}{question_mark(key)}": not back for key in sorted(named)}
    with ctx.store.transaction() as transaction:
        write_settings(transaction, values, ctx.clock.milliseconds(), ctx.actor.id)
    return Dismissed(named)


def _classify(
    ctx: Context,
    transaction: Transaction,
    topic: bytes,
    query_type: str,
    unit: bytes | None,
    keys: Iterable[str],
) -> tuple[Before, ...]:
    """Give the attentions with these words their topic; what the clerk chose for them stays."""
    wanted, found = frozenset(keys), []
    for row in queries.unclassified(ctx.store, _since(ctx), _NEWEST):
        if question_key(row.subject) not in wanted:
            continue
        values: dict[str, str | None] = {"topic": text_id(topic)}
        if row.query_type == UNCLASSIFIED:
            values["query_type"] = query_type
        if row.unit is None:
            # None as well: where another desk classified it too, the unit goes with the topic that shows.
            values["unit"] = text_id(unit)
        append(ctx, transaction, "attention", "amend", row.attention, {"set": values})
        found.append(Before(row.attention, row.query_type, row.unit))
    return tuple(found)


def _require(ctx: Context) -> None:
    require(ctx.actor, Permission.EDIT_CATALOGUE)
    require(ctx.actor, Permission.READ_PEOPLE)


def _since(ctx: Context) -> int:
    return day_number(ctx.now() - timedelta(days=QUESTION_DAYS))


def _day(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)

"""The filter of the case list as people type it: ``unidad:vías -estado:pausa vence:hoy mora``.

How a text falls into parts stands in ``domain/filter_words``; here is what the parts mean in this
municipality. Every value ends in a bound parameter (``storage/queries/case_conditions``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from desktop_app.domain.day_spans import DaySpan, read_span
from desktop_app.domain.errors import NotFound
from desktop_app.domain.filter_words import (
    EXPLAINED,
    LATE,
    NOBODY,
    Condition,
    Key,
    Part,
    Value,
    joined,
    key_of,
    meant_key,
    parts,
    written,
)
from desktop_app.domain.folded import folded, folded_words
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState, Level
from desktop_app.services import citizens
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.closing import own_official
from desktop_app.services.context import Context
from desktop_app.services.filter_names import (
    SUFFIX,
    Named,
    find,
    mark_of,
    marked_name,
    names_of,
    unknown_id,
)
from desktop_app.storage.queries import citizens as people

ENDED: Final = frozenset({CaseState.CLOSED.value, CaseState.VOIDED.value})
OPEN_WORD: Final = "abierto"
ME_WORD: Final = "yo"
NOBODY_WORD: Final = "nadie"
_SPREAD: Final = ("closed", "all")
_MOST_NAMES: Final = 12
_MOST_DAYS: Final = 9_999
_PIECES: Final = re.compile(r'[:\s"]+')
_LATE_WORDS: Final = frozenset({LATE, "vencidos", "vencida"})
_DATED: Final = (Key.DUE, Key.OPENED, Key.CLOSED)
_TEXTS: Final = (Key.CITIZEN, Key.PLACE, Key.WORDS, Key.SILENT)
"""Each of these is a condition of its own; of the others, several values mean any of them."""


@dataclass(frozen=True, slots=True)
class ReadFilter:
    """What the typed text asks for; ``problem`` is a sentence about a part that means nothing."""

    query: CaseQuery
    problem: str = ""


@dataclass(slots=True)
class _Reading:
    """What has been understood so far."""

    view: str
    citizen: bytes | None = None
    words: list[str] = field(default_factory=list)
    found: dict[tuple[Key, bool], list[Value]] = field(default_factory=dict)
    texts: list[Condition] = field(default_factory=list)
    order: list[tuple[Key, bool] | Condition] = field(default_factory=list)

    def add(self, key: Key, values: list[Value], *, negated: bool) -> None:
        """Take a condition in."""
        if key in _TEXTS:
            condition = Condition(key, tuple(values), negated)
            if condition not in self.order:
                self.order.append(condition)
            return
        place = (key, negated)
        if place not in self.found:
            self.order.append(place)
        known = self.found.setdefault(place, [])
        known += [value for value in values if value not in known]


def read_filter(ctx: Context, typed: str, view: str, responsible: bytes | None = None) -> ReadFilter:
    """Return the list's query for a typed filter within a view.

    Keys are those of ``Key``; a value is a name or its beginning, a day or a span of days, a number. Of a key
    that is named twice any value will do, ``-`` before it means none of them. Other words are searched in number,
    subject, description, place and citizen; in quotes they must follow each other. A part that means nothing
    is told of and left out.
    """
    reading = _Reading(view)
    problem = ""
    for part in parts(typed):
        problem = _take(ctx, reading, part) or problem
    return ReadFilter(_query(reading, responsible), problem)


def filter_text(ctx: Context, query: CaseQuery) -> str:
    """Return what one would type for a query within its view; ``read_filter`` reads it back."""
    found = []
    if query.citizen is not None:
        found.append(written(Key.CITIZEN, _citizen_text(ctx, query.citizen)))
    for key, value in (
        (Key.UNIT, query.unit), (Key.STATE, query.state), (Key.LEVEL, query.level),
        (Key.RESPONSIBLE, query.responsible if query.view != "mine" else None),
    ):  # fmt: skip
        if value is not None:
            found.append(_quoted(key, _value_text(ctx, key, value), negated=False))
    for condition in query.conditions:
        if condition.key is Key.WORDS:
            found.append(written("", str(condition.values[0]), negated=condition.negated))
            continue
        found += [
            _quoted(condition.key, _value_text(ctx, condition.key, each), negated=condition.negated)
            for each in condition.values
        ]
    return joined([*found, query.text])


def is_open_word(typed: str) -> bool:
    """Tell whether a state that was typed means every open case."""
    wanted = folded(typed)
    return bool(wanted) and (OPEN_WORD.startswith(wanted) or wanted == "abiertos")


# Reading.


def _take(ctx: Context, reading: _Reading, part: Part) -> str:
    """Understand one part; return the sentence about it where it means nothing."""
    if not part.key:
        _take_words(reading, part)
        return ""
    key = key_of(part.key)
    if key is None:
        meant = meant_key(part.key)
        if meant is not None:
            return QT_TRANSLATE_NOOP("core", "No hay «{typed}:». ¿Quiso escribir «{key}:»?").format(
                typed=part.key, key=meant.value
            )
        pieces = [piece.lstrip("-") for piece in _PIECES.split(f"{part.key}:{part.value}")]
        _take_words(reading, replace(part, key="", value=" ".join(filter(None, pieces))), plain=True)
        return ""
    if not part.value and not part.quoted:
        return ""  # still being typed
    values = _READERS.get(key, _read_named)(ctx, reading, key, part)
    if values is None:
        return _problem(ctx, key, part.value)
    if values:
        reading.add(key, values, negated=part.negated)
    return ""


def _take_words(reading: _Reading, part: Part, *, plain: bool = False) -> None:
    if part.negated:
        words = folded_words(part.value)
        if words:
            reading.add(Key.WORDS, [words], negated=True)
    elif part.quoted and not plain:
        if folded_words(part.value):
            reading.words.append(f'"{part.value}"')
    elif part.value:
        reading.words.append(part.value)


def _read_named(ctx: Context, _reading: _Reading, key: Key, part: Part) -> list[Value] | None:
    found = [each.value for each in find(names_of(ctx, key), part.value)]
    if not found:
        unknown = unknown_id(part.value)
        return None if unknown is None or key not in (Key.UNIT, Key.RESPONSIBLE, Key.TOPIC) else [unknown]
    return found


def _read_state(ctx: Context, reading: _Reading, key: Key, part: Part) -> list[Value] | None:
    if is_open_word(part.value):
        if part.negated:
            reading.view = "closed" if reading.view in ("open", *_SPREAD) else reading.view
        else:
            reading.view = "open" if reading.view in _SPREAD else reading.view
        return []
    found = _read_named(ctx, reading, key, part)
    # Nothing ended is in a view of open cases: asked for, it is looked for among all.
    if found and not part.negated and ENDED & set(map(str, found)):
        reading.view = "all"
    return found


def _read_responsible(ctx: Context, reading: _Reading, key: Key, part: Part) -> list[Value] | None:
    wanted = folded_words(part.value)
    if wanted == NOBODY_WORD:
        return [NOBODY]
    if wanted == ME_WORD:
        own = own_official(ctx)
        return None if own is None else [own]
    return _read_named(ctx, reading, key, part)


def _read_days(ctx: Context, reading: _Reading, key: Key, part: Part) -> list[Value] | None:
    if key is Key.DUE and folded_words(part.value) in _LATE_WORDS:
        return [LATE]
    span = read_span(part.value, ctx.now().date(), past=key is not Key.DUE)
    if span is None:
        return None
    if key is Key.CLOSED and not part.negated and reading.view not in _SPREAD:
        reading.view = "all"
    return [span]


def _read_silent(_ctx: Context, _reading: _Reading, _key: Key, part: Part) -> list[Value] | None:
    if not part.value.isascii() or not part.value.isdecimal() or int(part.value) > _MOST_DAYS:
        return None
    return [int(part.value)]


def _read_citizen(ctx: Context, reading: _Reading, _key: Key, part: Part) -> list[Value] | None:
    name, mark = mark_of(part.value)
    whole = unknown_id(part.value)
    if whole is not None:
        found = [whole]
    else:
        found = people.named(ctx.store, folded_words(name), mark) or _by_document(ctx, part.value)
    if len(found) == 1:
        if not part.negated and reading.citizen is None:
            reading.citizen = found[0]
            return []
        return [found[0]]
    words = folded_words(part.value)
    return [words] if words else None


def _read_place(_ctx: Context, _reading: _Reading, _key: Key, part: Part) -> list[Value] | None:
    words = folded_words(part.value)
    return [words] if words else None


_Reader = Callable[[Context, _Reading, Key, Part], list[Value] | None]
_READERS: Final[Mapping[Key, _Reader]] = {
    Key.STATE: _read_state,
    Key.RESPONSIBLE: _read_responsible,
    **dict.fromkeys(_DATED, _read_days),
    Key.SILENT: _read_silent,
    Key.CITIZEN: _read_citizen,
    Key.PLACE: _read_place,
}


def _query(reading: _Reading, responsible: bytes | None) -> CaseQuery:
    """Return the query; where a key has one value that must be, that is a field of its own."""
    alone: dict[Key, Value] = {}
    conditions = []
    for each in reading.order:
        if isinstance(each, Condition):
            conditions.append(each)
            continue
        (key, negated), values = each, reading.found[each]
        if len(values) == 1 and not negated and key in (Key.UNIT, Key.STATE, Key.LEVEL):
            alone[key] = values[0]
        else:
            conditions.append(Condition(key, tuple(values), negated))
    unit, state, level = (alone.get(key) for key in (Key.UNIT, Key.STATE, Key.LEVEL))
    return CaseQuery(
        view=reading.view,
        text=" ".join(reading.words),
        unit=unit if isinstance(unit, bytes) else None,
        responsible=responsible,
        state=CaseState(state) if isinstance(state, str) else None,
        level=Level(level) if isinstance(level, str) else None,
        citizen=reading.citizen,
        conditions=tuple(conditions),
    )


# Sentences.


def _problem(ctx: Context, key: Key, value: str) -> str:
    """Return the sentence about a value that means nothing, with those that do."""
    if key in _DATED:
        return QT_TRANSLATE_NOOP(
            "core",
            "No se entiende la fecha «{value}» en «{key}». Escriba hoy, semana, 24/11, 24/11..30/11 o +3.",
        ).format(key=key.value, value=value)
    if key is Key.SILENT:
        return QT_TRANSLATE_NOOP(
            "core", "En «{key}» escriba un número de días, por ejemplo {key}:15."
        ).format(key=key.value)
    if key in (Key.CITIZEN, Key.PLACE):
        return QT_TRANSLATE_NOOP("core", "Escriba qué buscar después de «{key}:».").format(key=key.value)
    if key is Key.RESPONSIBLE and folded_words(value) == ME_WORD:
        return QT_TRANSLATE_NOOP(
            "core", "Su usuario no está unido a una persona del directorio, así que no tiene casos a cargo."
        )
    names = [each.name for each in names_of(ctx, key) if each.offered]
    if key is Key.STATE:
        names = [OPEN_WORD, *names]
    if key not in (Key.UNIT, Key.RESPONSIBLE, Key.TOPIC):
        names = [name.lower() for name in names]
    listed = ", ".join(names[:_MOST_NAMES])
    if len(names) > _MOST_NAMES:
        listed += QT_TRANSLATE_NOOP("core", " y {count} más").format(count=len(names) - _MOST_NAMES)
    if not names:
        return QT_TRANSLATE_NOOP(
            "core", "No hay «{value}»: todavía no hay nada que elegir en «{key}»."
        ).format(key=key.value, value=value)
    return QT_TRANSLATE_NOOP("core", "No hay «{value}» en «{key}». Puede escribir: {names}.").format(
        key=key.value, value=value, names=listed
    )


# Writing.


def _quoted(key: Key, value: str, *, negated: bool) -> str:
    if key in (Key.DUE, Key.OPENED, Key.CLOSED, Key.SILENT, Key.CITIZEN, Key.PLACE):
        return written(key, value, negated=negated)
    return '{}{}:"{}"'.format("-" if negated else "", key.value, value.replace('"', " "))


def _value_text(ctx: Context, key: Key, value: Value) -> str:
    if isinstance(value, DaySpan):
        return value.text()
    if key is Key.RESPONSIBLE and value == NOBODY:
        return NOBODY_WORD
    if key is Key.CITIZEN and isinstance(value, bytes):
        return _citizen_text(ctx, value)
    if key in EXPLAINED:
        known = next((each for each in names_of(ctx, key) if each.value == value), None)
        if known is not None:
            return _exact(ctx, key, known)
    return f"#{ulid_text(value)}" if isinstance(value, bytes) else str(value)


def _exact(ctx: Context, key: Key, thing: Named) -> str:
    """Return the name by which a thing, and nothing else, is found again."""
    if [each.value for each in find(names_of(ctx, key), thing.name)] == [thing.value]:
        return thing.name
    return marked_name(thing.name, thing.value) if isinstance(thing.value, bytes) else str(thing.value)


def _citizen_text(ctx: Context, citizen: bytes) -> str:
    """Return what finds this person alone: the document where nobody else has it, else the name with its mark."""
    try:
        person = citizens.get_citizen(ctx, citizen)
    except NotFound:
        return f"#{ulid_text(citizen)}"
    if person.document and _by_document(ctx, person.document) == [person.id]:
        return person.document
    words = folded_words(person.name)
    if people.named(ctx.store, words, ulid_text(person.id)[-SUFFIX:]) == [person.id]:
        return marked_name(person.name, person.id)
    return f"#{ulid_text(person.id)}"


def _by_document(ctx: Context, typed: str) -> list[bytes]:
    return [row.id for row in people.by_document(ctx.store, typed.strip(), 3)]

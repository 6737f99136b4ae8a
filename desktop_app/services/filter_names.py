"""The things that a filter over cases can name, by their names: units, people, topics, closed lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop_app.domain.filter_words import Key, Value
from desktop_app.domain.folded import folded_words
from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.domain.labels import label
from desktop_app.domain.values import CaseState, Channel, CriticalCriterion, Level
from desktop_app.services import directory, topics
from desktop_app.services.context import Context

SUFFIX: Final = 6
"""Last characters of an id that tell apart what has the same name."""

_MARKED: Final = re.compile(r"(?P<name>.*?)\s*#(?P<mark>[0-9A-Z]{6}|[0-9A-Z]{26})", re.DOTALL)

_ALSO: Final[Mapping[StrEnum, tuple[str, ...]]] = {
    CaseState.WAITING_CITIZEN: ("En pausa", "Pausado"),
    CaseState.RESOLVED: ("Por confirmar",),
    CaseState.IN_PROGRESS: ("En proceso",),
    Channel.IN_PERSON: ("En persona", "Ventanilla"),
    Channel.PHONE: ("Llamada",),
    Channel.EMAIL: ("E-mail",),
    Channel.APP: ("App",),
}
"""What people also call them."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something with the name it is typed by; ``also`` are other words for it, ``detail`` tells more of it."""

    value: Value
    name: str
    also: tuple[str, ...] = ()
    detail: str = ""
    offered: bool = True
    """Whether it is proposed while one types; what has left service is still understood."""


Loader = Callable[[Context], list[Named]]


def names_of(ctx: Context, key: Key) -> list[Named]:
    """Return what a key can name; empty for keys that take dates, numbers or words."""
    load = LOADERS.get(key)
    return load(ctx) if load is not None else []


def marked_name(name: str, identity: bytes) -> str:
    """Return a name with the mark that tells it apart from others like it."""
    return f"{name} #{ulid_text(identity)[-SUFFIX:]}".strip()


def mark_of(typed: str) -> tuple[str, str]:
    """Return the name and the mark ("" for none) of what was typed."""
    found = _MARKED.fullmatch(typed.strip())
    return (found["name"], found["mark"]) if found is not None else (typed, "")


def find(things: Sequence[Named], typed: str) -> list[Named]:
    """Return the things that a typed value means: by mark, by whole name, by beginning, by a word of it."""
    name, mark = mark_of(typed)
    marked = [each for each in things if mark and _is_marked(each, folded_words(name), mark)]
    if marked:
        return marked
    wanted = folded_words(typed)
    if not wanted:
        return []
    spelled = [(each, [folded_words(text) for text in (each.name, *each.also)]) for each in things]
    tests: tuple[Callable[[str], bool], ...] = (
        lambda text: text == wanted,
        lambda text: text.startswith(wanted),
        lambda text: _by_words(wanted, text),
    )
    for test in tests:
        found = [each for each, texts in spelled if any(test(text) for text in texts)]
        if found:
            return found
    return []


def unknown_id(typed: str) -> bytes | None:
    """Return the id of something of which no name is known here, None where the mark is no whole id."""
    _name, mark = mark_of(typed)
    try:
        return ulid_bytes(mark)
    except ValueError:
        return None


def _is_marked(thing: Named, name: str, mark: str) -> bool:
    value = thing.value
    return isinstance(value, bytes) and ulid_text(value).endswith(mark) and folded_words(thing.name) == name


def _by_words(wanted: str, text: str) -> bool:
    """Tell whether each typed word begins a word of the text."""
    words = text.split()
    return all(any(word.startswith(part) for word in words) for part in wanted.split())


def _units(ctx: Context) -> list[Named]:
    found = directory.units(ctx, retired=True)
    return [Named(each.id, each.name, detail=each.place, offered=each.active) for each in found]


def _officials(ctx: Context) -> list[Named]:
    found = directory.officials(ctx, retired=True)
    return [Named(each.id, each.name, detail=each.unit_name, offered=each.active) for each in found]


def _topics(ctx: Context) -> list[Named]:
    found = topics.every_topic(ctx)
    return [Named(each.id, each.title, detail=each.unit_name, offered=each.active) for each in found]


def _types(ctx: Context) -> list[Named]:
    return [Named(code, kind.label, (code,)) for code, kind in ctx.profile.request_types.items()]


def _listed(values: Iterable[StrEnum]) -> list[Named]:
    return [Named(each.value, label(each), _ALSO.get(each, ())) for each in values]


def _states(ctx: Context) -> list[Named]:
    """Return the states by the municipality's names; who knows the original ones may go on typing them."""
    names = ctx.rules.workflow
    taken = {folded_words(names.state(state)) for state in CaseState}
    return [
        Named(
            state.value,
            names.state(state),
            tuple(
                each for each in (*_ALSO.get(state, ()), label(state)) if folded_words(each) not in taken
            ),
        )
        for state in CaseState
    ]


LOADERS: Final[Mapping[Key, Loader]] = {
    Key.UNIT: _units,
    Key.RESPONSIBLE: _officials,
    Key.TOPIC: _topics,
    Key.TYPE: _types,
    Key.STATE: _states,
    Key.LEVEL: lambda _ctx: _listed(Level),
    Key.CHANNEL: lambda _ctx: _listed(Channel),
    Key.CRITERION: lambda _ctx: _listed(CriticalCriterion),
}

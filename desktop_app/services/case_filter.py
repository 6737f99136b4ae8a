"""The filter of the case list as people type it: ``unidad:vías estado:abierto mora``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from desktop_app.domain.labels import label
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.domain.values import CaseState, Level
from desktop_app.services import citizens, directory
from desktop_app.services.case_lists import CaseQuery
from desktop_app.services.context import Context
from desktop_app.storage.search import fold

T = TypeVar("T")

_TOKEN = re.compile(r'(\w+):("[^"]*"|\S+)|(\S+)')
_ENDED = {CaseState.CLOSED, CaseState.VOIDED}
_OPEN = "abierto"
_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class ReadFilter:
    """What the typed text asks for; ``problem`` is a sentence about a part that means nothing."""

    query: CaseQuery
    problem: str = ""


def read_filter(ctx: Context, typed: str, view: str, responsible: bytes | None = None) -> ReadFilter:
    """Return the list's query for a typed filter within a view.

    ``unidad:`` takes the beginning of a unit's name, ``estado:`` of a state, ``nivel:`` of a level;
    other words are searched in number, subject, description, place and citizen.
    """
    query = CaseQuery(view=view, responsible=responsible)
    words: list[str] = []
    problem = ""
    for key, value, word in _TOKEN.findall(typed):
        part = _PARTS.get(fold(key)) if key else None
        if part is None:
            words.append(word or f"{key} {value}")
            continue
        changed = part(ctx, query, fold(value.strip('"')))
        if changed is None:
            problem = problem or _problem(ctx, key, value.strip('"'))
        else:
            query = changed
    return ReadFilter(replace(query, text=" ".join(words)), problem)


def filter_text(ctx: Context, query: CaseQuery) -> str:
    """Return what one would type for a query within its view; ``read_filter`` reads it back.

    A citizen becomes the number of their document, or their name where there is none.
    """
    parts = []
    if query.citizen is not None:
        person = citizens.get_citizen(ctx, query.citizen)
        parts.append(person.document or person.name)
    if query.unit is not None:
        name = next((unit.name for unit in directory.units(ctx) if unit.id == query.unit), "")
        parts.append(f'unidad:"{name}"')
    if query.state is not None:
        parts.append(f'estado:"{label(query.state)}"')
    if query.level is not None:
        parts.append(f'nivel:"{label(query.level)}"')
    return " ".join([*parts, query.text]).strip()


def _problem(ctx: Context, key: str, value: str) -> str:
    """Return the sentence about a value that means nothing, with those that do."""
    names = [name.lower() if fold(key) != "unidad" else name for name in _NAMES[fold(key)](ctx)]
    listed = ", ".join(names[:_MOST_NAMES])
    if len(names) > _MOST_NAMES:
        listed += QT_TRANSLATE_NOOP("core", " y {count} más").format(count=len(names) - _MOST_NAMES)
    if not names:
        return QT_TRANSLATE_NOOP(
            "core", "No hay «{value}»: todavía no hay nada que elegir en «{key}»."
        ).format(key=key, value=value)
    return QT_TRANSLATE_NOOP("core", "No hay «{value}» en «{key}». Puede escribir: {names}.").format(
        key=key, value=value, names=listed
    )


def _unit(ctx: Context, query: CaseQuery, wanted: str) -> CaseQuery | None:
    found = _beginning(directory.units(ctx), wanted, lambda unit: unit.name)
    return None if found is None else replace(query, unit=found.id)


def _state(_ctx: Context, query: CaseQuery, wanted: str) -> CaseQuery | None:
    if wanted and _OPEN.startswith(wanted):
        return query if query.view not in ("closed", "all") else replace(query, view="open")
    found = _beginning(CaseState, wanted, label)
    if found is None:
        return None
    # Nothing ended is in a view of open cases: asked for, it is looked for among all.
    return replace(query, state=found, view="all" if found in _ENDED else query.view)


def _level(_ctx: Context, query: CaseQuery, wanted: str) -> CaseQuery | None:
    found = _beginning(Level, wanted, label)
    return None if found is None else replace(query, level=found)


def _beginning(things: Iterable[T], wanted: str, name: Callable[[T], str]) -> T | None:
    if not wanted:
        return None
    things = list(things)
    for thing in things:
        if fold(name(thing)).startswith(wanted):
            return thing
    return next((t for t in things if any(w.startswith(wanted) for w in fold(name(t)).split())), None)


_PARTS = {"unidad": _unit, "estado": _state, "nivel": _level}
_NAMES: dict[str, Callable[[Context], list[str]]] = {
    "unidad": lambda ctx: [unit.name for unit in directory.units(ctx)],
    "estado": lambda _ctx: [_OPEN, *(label(state) for state in CaseState)],
    "nivel": lambda _ctx: [label(level) for level in Level],
}

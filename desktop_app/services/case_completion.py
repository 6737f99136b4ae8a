"""What a filter may go on with where somebody types: keys, and the values of the key before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.day_spans import WORDS
from desktop_app.domain.filter_words import EXPLAINED, LATE, Key, Part, key_of, parts, written
from desktop_app.domain.folded import folded, folded_words
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.access import Permission, require
from desktop_app.services.case_filter import ME_WORD, NOBODY_WORD, OPEN_WORD
from desktop_app.services.context import Context
from desktop_app.services.filter_names import LOADERS, Named, names_of

MOST: Final = 8

_DAYS: Final = (Key.DUE, Key.OPENED, Key.CLOSED)
_LABELS: Final = frozenset({Key.STATE, Key.LEVEL, Key.CHANNEL, Key.CRITERION, Key.TYPE})


@dataclass(frozen=True, slots=True)
class Completion:
    """What takes the place of the text from ``start`` to ``end``; ``whole``: the part is complete with it."""

    title: str
    detail: str
    text: str
    start: int
    end: int
    whole: bool


Names = Mapping[Key, Sequence[Named]]


def load_names(ctx: Context) -> Names:
    """Return everything that can be named here; kept by the screen, so that a letter asks no disk."""
    require(ctx.actor, Permission.READ_CASES)
    return {key: [each for each in names_of(ctx, key) if each.offered] for key in LOADERS}


def complete(typed: str, caret: int, names: Names) -> list[Completion]:
    """Return what may stand where the caret is, in an order that does not depend on what is in the data."""
    part = next((each for each in parts(typed) if each.start < caret <= each.end), None)
    if part is None:
        return []
    if part.key:
        key = key_of(part.key)
        if key is None or caret < part.value_start:
            return []
        return _values(part, key, typed[part.value_start : caret].strip('"'), names)
    if part.quoted:
        return []
    return _keys(part, typed[part.start : caret])


def _keys(part: Part, begun: str) -> list[Completion]:
    minus = "-" if part.negated else ""
    wanted = folded(begun.removeprefix("-"))
    if not wanted:
        return []
    found = [key for key in EXPLAINED if key.value.startswith(wanted)]
    return [
        Completion(f"{key.value}:", EXPLAINED[key], f"{minus}{key.value}:", part.start, part.end, whole=False)
        for key in found
    ][:MOST]


def _values(part: Part, key: Key, begun: str, names: Names) -> list[Completion]:
    wanted = folded_words(begun)
    found: list[Completion] = []
    for name, also, detail in _offered(key, names):
        texts = [folded_words(text) for text in (name, *also)]
        if any(_fits(wanted, text) for text in texts):
            text = written(key.value, name, negated=part.negated)
            found.append(Completion(name, detail, f"{text} ", part.start, part.end, whole=True))
    # Whose name begins so stands before those that have such a word somewhere.
    found.sort(key=lambda each: not folded_words(each.title).startswith(wanted))
    return found[:MOST]


def _offered(key: Key, names: Names) -> list[tuple[str, tuple[str, ...], str]]:
    """Return ``(what is typed, other words for it, explanation)``."""
    if key in _DAYS:
        late = [(LATE, (), QT_TRANSLATE_NOOP("core", "el plazo ya terminó"))] if key is Key.DUE else []
        sign = "+3" if key is Key.DUE else "-7"
        near = (
            QT_TRANSLATE_NOOP("core", "de hoy a tres días más")
            if key is Key.DUE
            else QT_TRANSLATE_NOOP("core", "los últimos siete días")
        )
        skipped = {"ayer"} if key is Key.DUE else {"mañana"}
        words = [(word, (), detail) for word, detail in WORDS.items() if word not in skipped]
        return [*late, *words, (sign, (), near)]
    if key is Key.SILENT:
        days = QT_TRANSLATE_NOOP("core", "{days} días o más sin contacto con el ciudadano")
        return [(str(count), (), days.format(days=count)) for count in (5, 10, 15, 30)]
    things = names.get(key, ())
    found = [(_typed(key, each), each.also, each.detail) for each in things]
    if key is Key.RESPONSIBLE:
        found = [
            (ME_WORD, (), QT_TRANSLATE_NOOP("core", "los que usted tiene a cargo")),
            (NOBODY_WORD, (), QT_TRANSLATE_NOOP("core", "los que nadie tiene a cargo")),
            *found,
        ]
    if key is Key.STATE:
        found = [(OPEN_WORD, (), QT_TRANSLATE_NOOP("core", "todo lo que no está cerrado ni anulado")), *found]
    return found


def _typed(key: Key, thing: Named) -> str:
    return thing.name.lower() if key in _LABELS else thing.name


def _fits(wanted: str, text: str) -> bool:
    words = text.split()
    return text.startswith(wanted) or all(
        any(word.startswith(part) for word in words) for part in wanted.split()
    )

"""Saved phrases: texts that are written again and again, inserted into a detail by their name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.cleaning import clean_line, clean_note
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folded import folded
from desktop_app.domain.text import QT_TRANSLATE_NOOP

LONGEST_NAME: Final = 60
LONGEST_TEXT: Final = 1_000
MOST: Final = 100
_MOST_BYTES: Final = 40_000
"""All of them are one setting, and that is one operation's payload."""


@dataclass(frozen=True, slots=True)
class SavedPhrase:
    """``name`` is what one types to find it; ``text`` is what is inserted, line breaks and all."""

    name: str
    text: str


DEFAULTS: Final = (
    SavedPhrase(
        QT_TRANSLATE_NOOP("core", "Requisitos explicados"),
        QT_TRANSLATE_NOOP("core", "Se le explicaron los requisitos, el costo y el plazo; no quedaron dudas."),
    ),
    SavedPhrase(
        QT_TRANSLATE_NOOP("core", "Hoja entregada"),
        QT_TRANSLATE_NOOP("core", "Se le entregó la hoja informativa impresa."),
    ),
    SavedPhrase(
        QT_TRANSLATE_NOOP("core", "Falta documento"),
        QT_TRANSLATE_NOOP("core", "Trajo la documentación incompleta. Falta: "),
    ),
    SavedPhrase(
        QT_TRANSLATE_NOOP("core", "Vuelve otro día"),
        QT_TRANSLATE_NOOP("core", "Volverá con la documentación completa."),
    ),
    SavedPhrase(
        QT_TRANSLATE_NOOP("core", "Lugar del hecho"),
        QT_TRANSLATE_NOOP("core", "Lugar: \nReferencia: \nDesde cuándo: "),
    ),
    SavedPhrase(
        QT_TRANSLATE_NOOP("core", "Pide que le llamen"),
        QT_TRANSLATE_NOOP("core", "Pide que se le llame por teléfono con la respuesta, de preferencia por la "),
    ),
    SavedPhrase(
        QT_TRANSLATE_NOOP("core", "Reclamo anterior"),
        QT_TRANSLATE_NOOP("core", "Dice que ya presentó este reclamo y no recibió respuesta. Fecha aproximada: "),
    ),
    SavedPhrase(
        QT_TRANSLATE_NOOP("core", "Se ofrecieron disculpas"),
        QT_TRANSLATE_NOOP("core", "Se le ofrecieron disculpas y se le explicó cómo sigue su caso."),
    ),
)  # fmt: skip
"""What a municipality that has written none begins with."""


def checked_saved(phrases: Iterable[SavedPhrase]) -> tuple[SavedPhrase, ...]:
    """Return the phrases as they are kept.

    Raises InvalidInput (``field``: name or text) for an empty part, a name there twice, too long a text, and
    more of them than fit.
    """
    found: list[SavedPhrase] = []
    names: set[str] = set()
    for phrase in phrases:
        name = clean_line(phrase.name, "name", LONGEST_NAME)
        text = clean_note(phrase.text, "text", LONGEST_TEXT)
        if not name:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "Escriba un nombre: con él se busca la frase después de //."),
                field="name",
            )
        if not text:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "Escriba el texto que se va a insertar."), field="text"
            )
        if folded(name) in names:
            raise InvalidInput(
                QT_TRANSLATE_NOOP("core", "Ya hay una frase que se llama «{name}»."), field="name", name=name
            )
        names.add(folded(name))
        found.append(SavedPhrase(name, _as_inserted(phrase.text, text)))
    if len(found) > MOST or len(json.dumps(saved_facts(found), ensure_ascii=False).encode()) > _MOST_BYTES:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Ya no caben más frases guardadas. Quite o acorte alguna."),
            field="text",
        )
    return tuple(found)


def saved_facts(phrases: Iterable[SavedPhrase]) -> list[dict[str, str]]:
    """Return the phrases as a setting holds them."""
    return [{"name": phrase.name, "text": phrase.text} for phrase in phrases]


def saved_from(stored: object) -> tuple[SavedPhrase, ...]:
    """Return the phrases that a setting holds; without one, or where it cannot be read, the defaults.

    Total: another desk may have written anything.
    """
    if not isinstance(stored, list):
        return DEFAULTS
    found: list[SavedPhrase] = []
    for each in stored[:MOST]:
        try:
            phrase = SavedPhrase(each["name"], each["text"])
            found += checked_saved([phrase])
        except (TypeError, KeyError, AttributeError, InvalidInput):
            continue
    return tuple(found)


def matching(phrases: Sequence[SavedPhrase], typed: str) -> list[SavedPhrase]:
    """Return the phrases for what was typed after ``//``: each word begins a word of the name or the text.

    Those whose name matches come first; within that they keep the order of the list.
    """
    words = folded(typed).split()
    if not words:
        return list(phrases)
    named = [phrase for phrase in phrases if _begin(words, phrase.name)]
    rest = [
        phrase for phrase in phrases if phrase not in named and _begin(words, f"{phrase.name} {phrase.text}")
    ]
    return named + rest


def _begin(words: Sequence[str], text: str) -> bool:
    among = folded(text).split()
    return all(any(each.lstrip("«(¿¡").startswith(word) for each in among) for word in words)


def _as_inserted(written: str, cleaned: str) -> str:
    # A blank at the end is meant: one goes on writing there ("Falta: ").
    return f"{cleaned} " if written.endswith(" ") else cleaned

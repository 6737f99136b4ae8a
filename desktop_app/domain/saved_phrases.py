"""Saved phrases: texts that are written again and again, inserted into a detail by their name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from desktop_app.domain.cleaning import clean_line, clean_note
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.folded import folded
from desktop_app.domain.ids import derived_id, ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP

LONGEST_NAME: Final = 60
LONGEST_TEXT: Final = 1_000
MOST: Final = 100
_MOST_BYTES: Final = 40_000
"""All of them together: they are read into memory with every change of a setting."""

_WHOLE: Final = "saved_phrases"
_ONE: Final = "saved_phrase."


@dataclass(frozen=True, slots=True)
class SavedPhrase:
    """``name`` is what one types to find it; ``text`` is what is inserted, line breaks and all.

    ``slot`` is the setting that holds it and ``place`` where it stands in the list; "" before it is kept.
    """

    name: str
    text: str
    slot: str = field(default="", compare=False)
    place: int = field(default=0, compare=False)


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


def checked_among(phrase: SavedPhrase, others: Sequence[SavedPhrase]) -> SavedPhrase:
    """Return a phrase as it is kept beside others; where those have a name twice, that is no fault of this one.

    Raises InvalidInput as ``checked_saved``.
    """
    (made,) = checked_saved([phrase])
    apart = {folded(each.name): each for each in others}
    if folded(made.name) in apart:
        checked_saved([apart[folded(made.name)], made])
    checked_saved([*apart.values(), made])
    return replace(made, slot=phrase.slot, place=phrase.place)


def saved_facts(phrases: Iterable[SavedPhrase]) -> list[dict[str, str]]:
    """Return the phrases as a setting holds them."""
    return [{"name": phrase.name, "text": phrase.text} for phrase in phrases]


def phrase_facts(phrase: SavedPhrase) -> dict[str, object]:
    """Return one phrase as its own setting holds it."""
    return {"name": phrase.name, "text": phrase.text, "place": phrase.place}


def slot_key(slot: str) -> str:
    """Return the key of the setting that holds one phrase; null there means that it was taken away."""
    return _ONE + slot


def saved_from(found: Mapping[str, Any]) -> tuple[SavedPhrase, ...]:
    """Return the phrases that the settings hold.

    Each phrase is a setting of its own, so that two desks that write two phrases at the same time keep both.
    What lies under them is the list that was once written whole; without one, or where it cannot be read, the
    defaults. Total: another desk may have written anything.
    """
    whole = found.get(_WHOLE)
    slots: dict[str, SavedPhrase] = {}
    for place, phrase in enumerate(_whole(whole) if isinstance(whole, list) else DEFAULTS):
        slot = ulid_text(derived_id("saved_phrase", phrase.name))
        slots[slot] = replace(phrase, slot=slot, place=place)
    for key, stored in found.items():
        if not key.startswith(_ONE):
            continue
        slot = key.removeprefix(_ONE)
        made = _phrase(stored)
        if made is not None:
            slots[slot] = replace(made, slot=slot)
        elif stored is None:
            slots.pop(slot, None)
    return tuple(sorted(slots.values(), key=lambda each: (each.place, each.slot))[:MOST])


def _whole(stored: Sequence[object]) -> list[SavedPhrase]:
    return [each for each in map(_phrase, stored[:MOST]) if each is not None]


def _phrase(stored: object) -> SavedPhrase | None:
    try:
        found = checked_saved([SavedPhrase(stored["name"], stored["text"])])[0]  # type: ignore[index]
    except (TypeError, KeyError, AttributeError, InvalidInput):
        return None
    place = stored.get("place") if isinstance(stored, Mapping) else None
    return replace(found, place=place) if type(place) is int else found


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

"""Views of the case list that somebody saved under a name, and how the columns stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from desktop_app.domain.cleaning import clean_line
from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.filter_words import Key, key_of, parts
from desktop_app.domain.folded import folded
from desktop_app.domain.text import QT_TRANSLATE_NOOP

LONGEST_NAME: Final = 40
LONGEST_FILTER: Final = 300
MOST: Final = 30
"""Views of one person, and again views of everybody."""

NARROWEST, WIDEST = 40, 1_200
"""Widths of a column that are kept, in logical pixels."""

_SHARED: Final = "case_view."
_CODE: Final = re.compile(r"[a-z_]{1,20}")


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view with a filter, an order and columns; ``columns`` empty shows those that fit.

    ``slot`` names what holds it ("" before it is kept), ``place`` where it stands; ``shared``: everybody's.
    """

    name: str
    view: str
    filter: str = ""
    sort: str = ""
    descending: bool = False
    columns: tuple[str, ...] = ()
    shared: bool = False
    slot: str = field(default="", compare=False)
    place: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Columns:
    """How one person wants the columns at one machine: which, in their order ("": those that fit), how wide."""

    shown: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)


def slot_key(slot: str) -> str:
    """Return the key of the setting that holds one shared view; null there means that it was taken away."""
    return _SHARED + slot


def checked_view(view: SavedView, others: Sequence[SavedView], known: Iterable[str]) -> SavedView:
    """Return a view as it is kept beside others of its kind (``known``: the views of the program).

    Raises InvalidInput (``field`` "name") for no name, one that is there already, one view too many, or a
    shared view that names people.
    """
    name = clean_line(view.name, "name", LONGEST_NAME)
    if not name:
        raise InvalidInput(QT_TRANSLATE_NOOP("core", "Escriba un nombre para la vista."), field="name")
    others = [each for each in others if each.slot != view.slot or not view.slot]
    if any(folded(each.name) == folded(name) for each in others):
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Ya hay una vista que se llama «{name}»."), field="name", name=name
        )
    if len(others) >= MOST:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Ya hay {most} vistas guardadas. Quite alguna que no use."),
            field="name",
            most=MOST,
        )
    if len(view.filter) > LONGEST_FILTER:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "El filtro es demasiado largo para guardarlo. Acórtelo."), field="name"
        )
    if view.shared and names_people(view.filter):
        raise InvalidInput(
            QT_TRANSLATE_NOOP(
                "core",
                "Una vista de todos viaja a todos los equipos y no se puede anonimizar: quite del filtro el "
                "ciudadano, el lugar y las palabras sueltas, o guárdela solo para usted.",
            ),
            field="name",
        )
    if view.view not in set(known):
        raise ValueError(view.view)
    return replace(view, name=name)


def names_people(typed: str) -> bool:
    """Tell whether a filter may hold somebody's name, document or address: free words may be anything."""
    return any(
        key_of(part.key) in (None, Key.CITIZEN, Key.PLACE) for part in parts(typed) if part.value or part.key
    )


def view_facts(view: SavedView) -> dict[str, object]:
    """Return a view as JSON holds it."""
    return {
        "name": view.name, "view": view.view, "filter": view.filter, "sort": view.sort,
        "descending": int(view.descending), "columns": list(view.columns), "place": view.place,
    }  # fmt: skip


def view_from(stored: object, slot: str, known: Iterable[str], *, shared: bool) -> SavedView | None:
    """Return a stored view, None for what is none: another desk may have written anything."""
    if not isinstance(stored, Mapping) or stored.get("view") not in list(known):
        return None
    typed, place = stored.get("filter"), stored.get("place")
    made = SavedView(
        name=str(stored.get("name") or ""),
        view=stored["view"],
        filter=typed if isinstance(typed, str) else "",
        sort=_code(stored.get("sort")),
        descending=bool(stored.get("descending")),
        columns=codes(stored.get("columns")),
        shared=shared,
        slot=slot,
        place=place if type(place) is int else 0,
    )
    try:
        return checked_view(made, (), (made.view,))
    except InvalidInput:
        return None


def shared_from(found: Mapping[str, Any], known: Iterable[str]) -> tuple[SavedView, ...]:
    """Return everybody's views that the settings hold, each a setting of its own, in their order."""
    known = tuple(known)
    made = [
        view_from(stored, key.removeprefix(_SHARED), known, shared=True)
        for key, stored in found.items()
        if key.startswith(_SHARED)
    ]
    return in_order(view for view in made if view is not None)


def in_order(views: Iterable[SavedView]) -> tuple[SavedView, ...]:
    """Return views in the order in which they stand."""
    return tuple(sorted(views, key=lambda each: (each.place, each.slot))[:MOST])


def columns_facts(columns: Columns) -> dict[str, object]:
    """Return columns as JSON holds them."""
    return {"shown": list(columns.shown), "widths": dict(columns.widths)}


def columns_from(stored: object) -> Columns:
    """Return stored columns; what cannot be read is left out."""
    if not isinstance(stored, Mapping):
        return Columns()
    widths = stored.get("widths")
    kept = {
        key: min(max(width, NARROWEST), WIDEST)
        for key, width in (widths.items() if isinstance(widths, Mapping) else ())
        if _code(key) and type(width) is int
    }
    return Columns(codes(stored.get("shown")), kept)


def codes(stored: object) -> tuple[str, ...]:
    """Return the codes of a stored list, each once."""
    if not isinstance(stored, list | tuple):
        return ()
    return tuple(dict.fromkeys(filter(None, map(_code, stored[:50]))))


def _code(value: object) -> str:
    return value if isinstance(value, str) and _CODE.fullmatch(value) else ""

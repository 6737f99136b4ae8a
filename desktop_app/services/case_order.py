"""In which order a list of cases stands: an index's where there is one, else sorted while it is short.

A list is sorted by what people read: names without accents, states in the order of the work. Three hundred
thousand rows are never sorted: such a list keeps the orders that an index serves, and says so.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from desktop_app.domain.folded import folded
from desktop_app.domain.labels import LABELS
from desktop_app.domain.values import CaseState, Channel, Level
from desktop_app.services.case_rows import CaseLine, CaseQuery, covered, line_of, storage_filter
from desktop_app.services.context import Context
from desktop_app.storage.queries import cases as queries

SORTS: Final = tuple(queries.VALUES)
"""Everything a list can be ordered by."""

MOST_SORTED: Final = 10_000
"""Cases up to which a list is sorted by anything."""

_RANKS: Final[Mapping[str, Mapping[str, int]]] = {
    "state": {state.value: place for place, state in enumerate(CaseState)},
    "level": {level.value: place for place, level in enumerate(Level)},
}
_MOMENTS: Final = frozenset({"due", "opened", "closed", "contact", "next_at"})
_MIXED: Final = frozenset({"all", "closed"})
"""Views that hold everything that was ever closed."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """A list as it stands now: how many, and ``numbers`` in their order where they had to be sorted.

    ``too_long``: the order that was asked for is not one that so long a list has; the view's own stands instead.
    """

    query: CaseQuery
    count: int
    numbers: array[int] | None = None
    too_long: bool = False


def served(query: CaseQuery) -> bool:
    """Tell whether an index has the rows of a query in the order asked for, however many they are."""
    if not query.sort:
        return True
    if query.sort == "opened":
        return query.view in _MIXED
    if query.sort == "closed":
        return query.view == "closed"
    return query.sort == "number" and query == CaseQuery(
        "all", sort="number", descending=query.descending, responsible=query.responsible
    )


def arrange(ctx: Context, query: CaseQuery, *, counted: bool = True) -> Arranged:
    """Return a list in its order; ``counted`` False leaves the count at 0 where it is not needed for that."""
    store = ctx.store
    if served(query):
        return Arranged(query, queries.count(store, storage_filter(ctx, query)) if counted else 0)
    if query.sort not in queries.VALUES:
        return arrange(ctx, replace(query, sort="", descending=False), counted=counted)
    plain = replace(query, sort="", descending=False)
    chosen = storage_filter(ctx, plain)
    found = queries.sort_values(store, chosen, query.sort, MOST_SORTED + 1)
    if len(found) > MOST_SORTED:
        return Arranged(plain, queries.count(store, chosen), too_long=True)
    return Arranged(query, len(found), _sorted(ctx, found, query))


def page(ctx: Context, arranged: Arranged, offset: int, limit: int) -> list[CaseLine]:
    """Return one page of a list."""
    if arranged.numbers is not None:
        rows = queries.by_numbers(ctx.store, arranged.numbers[offset : offset + limit])
    else:
        rows = queries.page(ctx.store, storage_filter(ctx, arranged.query), offset, limit)
    now = ctx.now()
    absent = {each.name for each in covered(ctx, arranged.query)}
    return [line_of(ctx, row, now, absent) for row in rows]


def numbers(ctx: Context, arranged: Arranged, limit: int) -> array[int]:
    """Return the entity integers of the first cases of a list."""
    if arranged.numbers is not None:
        return arranged.numbers[:limit]
    return array("q", queries.numbers(ctx.store, storage_filter(ctx, arranged.query), limit))


def settled(ctx: Context, arranged: Arranged) -> Arranged:
    """Return a list whose whole order has been read: every jump in it is then a look-up of a few rows."""
    if arranged.numbers is not None:
        return arranged
    return replace(arranged, numbers=numbers(ctx, arranged, arranged.count))


def ids(ctx: Context, arranged: Arranged, limit: int) -> list[bytes]:
    """Return the ids of the first cases of a list."""
    return queries.ids_of(ctx.store, numbers(ctx, arranged, limit))


def _sorted(ctx: Context, found: list[tuple[int, Any]], query: CaseQuery) -> array[int]:
    """Return the cases in order; what has no value comes last either way, and equals keep the view's order."""
    key = _key(ctx, query.sort)
    with_value = [(key(value), number) for number, value in found if value not in (None, "")]
    without = [number for number, value in found if value in (None, "")]
    with_value.sort(key=lambda each: each[0], reverse=query.descending)
    return array("q", [number for _, number in with_value] + without)


def _key(ctx: Context, sort: str) -> Callable[[Any], Any]:
    if sort in _MOMENTS:
        return int
    ranks = _RANKS.get(sort)
    if ranks is not None:
        return lambda value: (ranks.get(value, len(ranks)), value)
    kinds = ctx.profile.request_types
    if sort == "type":
        return lambda value: folded(kinds[value].label if value in kinds else value)
    if sort == "channel":
        return lambda value: folded(LABELS.get((Channel, value), value))
    return folded

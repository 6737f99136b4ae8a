"""How many cases several views have, those that the indexes of the open cases answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from desktop_app.storage.queries import cases
from desktop_app.storage.queries.case_conditions import COSTLY
from desktop_app.storage.queries.cases import Filter
from desktop_app.storage.store import Store

_WHOLE: Final = frozenset({"all", "closed"})


def is_quick(chosen: Filter) -> bool:
    """Tell whether the index of the open cases alone counts a view."""
    costly = any(term.key in COSTLY for term in chosen.terms)
    return chosen.view not in _WHOLE and not chosen.text.strip() and chosen.citizen is None and not costly


def counts(store: Store, views: Sequence[Filter]) -> list[int]:
    """Return how many cases each of some quick views has: in one statement, each by its own part of an index."""
    if not views:
        return []
    found: list[str] = []
    bound: dict[str, Any] = {}
    for place, chosen in enumerate(views):
        where, values = cases.narrowing(store, chosen, f"v{place}_")
        found.append(f"(SELECT count(*) FROM case_file f WHERE {where})")
        # Who asks and when is the same in every one of them.
        bound |= values
    row = store.row_named(f"SELECT {', '.join(found)}", bound)
    return [int(value) for value in row] if row else [0] * len(views)

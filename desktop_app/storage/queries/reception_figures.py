"""Reads for the figures on how people were received. Most attentions have nothing of it to tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from desktop_app.storage.queries.statistics import Period
from desktop_app.storage.store import Store

_SCATTERED: Final = 4
"""From so many entities for each attention of a period on, those of other kinds and months lie between."""


ReceptionRow = tuple[str | None, str | None, int | None, int | None, int | None, int | None, str | None]
"""``(channel, preferential, no contact, opened a case, first attention of the visit, blank, holds)``.

Whether a case that still counts came of it is told of those without contact only; holds are JSON.
"""


def told(store: Store, period: Period, office: int | None) -> list[ReceptionRow]:
    """Return the attentions that began in the period of which there is something to tell."""
    days = (period.first, period.last)
    where = "lday BETWEEN ? AND ?"
    values: tuple[int, ...] = days
    low, high, count = store.rows(f"SELECT min(id), max(id), count(*) FROM attention WHERE {where}", days)[0]
    if count and high - low < _SCATTERED * count:
        # Recorded here one after the other, they are read faster in a row than one by one from the index.
        where, values = "id BETWEEN ? AND ? AND +lday BETWEEN ? AND ?", (low, high, *days)
    return store.rows(
        "SELECT channel, preferential, no_contact, CASE WHEN no_contact = 1 AND case_file IS NOT NULL THEN "
        "coalesce((SELECT f.state != 'voided' FROM case_file f WHERE f.id = a.case_file), 1) END, "
        "visit, blank, CASE WHEN hold IS NOT NULL THEN holds END "
        f"FROM attention a WHERE {where} AND voided = 0 AND (hold IS NOT NULL OR "
        "preferential IS NOT NULL OR no_contact = 1 OR visit IS NOT NULL OR blank IS NOT NULL)"
        + ("" if office is None else " AND office = ?"),
        values if office is None else (*values, office),
    )


def counted_of(store: Store, attentions: Iterable[int], period: Period, office: int | None) -> set[int]:
    """Return those of some attentions that are counted in the period."""
    chosen = ",".join(str(int(number)) for number in attentions)
    # The unary plus keeps the planner with the few rows that are asked for.
    rows = store.rows(
        f"SELECT id FROM attention WHERE id IN ({chosen}) AND +lday BETWEEN ? AND ? AND voided = 0"
        + ("" if office is None else " AND +office = ?"),
        (period.first, period.last) if office is None else (period.first, period.last, office),
    )
    return {number for (number,) in rows}

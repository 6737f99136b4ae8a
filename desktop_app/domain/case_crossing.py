"""Two desks that unite the same two cases in opposite ways, without hearing of each other.

Uniting writes two events: the duplicate is voided and names the one that stays; the one that stays is linked
to the duplicate. So the case that both desks wrote about knows of the crossing by itself. The smaller id
stays, as with people who were brought together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from desktop_app.domain import facts
from desktop_app.domain.folding import Ancestry, Entry
from desktop_app.domain.values import CaseState

DUPLICATE: Final = "duplicate"
RELATED: Final = "related"
"""Kinds of links: the other case was united with this one; both concern the same matter."""


def crosswise(target: str, ordered: Sequence[Entry], ancestry: Ancestry) -> Mapping[int, bool]:
    """Return the voidings as a duplicate that met another union of the same case, unheard.

    True where the voiding does not count: each was to be united with the other, and ``target`` is the smaller.
    Where a third case is involved it counts, and people are told: no desk knows the whole circle.
    """
    united = [
        (index, facts.ident(entry.facts.get("other")))
        for index, entry in enumerate(ordered)
        if entry.kind == "link" and entry.facts.get("relation") == DUPLICATE
    ]
    found: dict[int, bool] = {}
    for index, entry in enumerate(ordered) if united else ():
        if entry.kind != "move" or entry.facts.get("to") != CaseState.VOIDED:
            continue
        into = facts.ident(entry.facts.get("duplicate_of"))
        others = [other for at, other in united if ancestry.concurrent(index, at)]
        if into is not None and others:
            found[index] = into in others and target < into
    return found

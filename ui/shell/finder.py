"""What Ctrl+K finds besides the actions: cases, people, topics, officials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ui.kit.screen import CASES, CITIZENS, GUIDE, ShowCases, ShowCitizen, ShowOfficial, ShowTopic
from ui.shell.search import SearchProvider
from ui.shell.search_popup import Hit

if TYPE_CHECKING:
    from desktop_app.services.context import Context
    from desktop_app.services.finding import Found

_ICONS = {"case": "cases", "citizen": "citizens", "topic": "guide", "official": "person"}

Follow = Callable[[str, object], object]


def provider(context: Context, follow: Follow, screens: Sequence[str]) -> SearchProvider:
    """Return the search behind the field; ``follow`` opens a screen, ``screens`` are the ids there are."""

    def find(typed: str) -> Sequence[Hit]:
        from desktop_app.services.finding import find_everywhere

        hits = []
        for found in find_everywhere(context, typed):
            target = _target(found, screens)
            if target is not None:
                hits.append(Hit(_ICONS[found.kind], found.title, found.detail, partial(follow, *target)))
        return hits

    return find


def _target(found: Found, screens: Sequence[str]) -> tuple[str, object] | None:
    """Return the screen that shows what was found, and its argument; None where no screen does."""
    from desktop_app.services.case_lists import CaseQuery
    from desktop_app.services.finding import Kind

    if found.kind is Kind.CASE and CASES in screens:
        return CASES, ShowCases(CaseQuery("all"), found.id)
    if found.kind is Kind.CITIZEN:
        if CITIZENS in screens:
            return CITIZENS, ShowCitizen(found.id)
        if CASES in screens:
            return CASES, ShowCases(CaseQuery("all", citizen=found.id))
    if found.kind is Kind.TOPIC and GUIDE in screens:
        return GUIDE, ShowTopic(found.id)
    if found.kind is Kind.OFFICIAL and GUIDE in screens:
        return GUIDE, ShowOfficial(found.id)
    return None

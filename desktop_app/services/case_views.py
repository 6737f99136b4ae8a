"""Saved views of the case list and their counts, and the columns that a person wants.

A view of one's own stays at the desk where it was saved: its filter may name a citizen, and what is synced
as a setting could not be made anonymous with them. A view of everybody is a synced setting of its own, which
supervision writes and which names nobody. Columns are a matter of the machine's screen and never leave it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from desktop_app.domain.case_views import (
    Columns,
    SavedView,
    checked_view,
    columns_facts,
    columns_from,
    in_order,
    shared_from,
    slot_key,
    view_facts,
    view_from,
)
from desktop_app.domain.errors import NotFound
from desktop_app.domain.ids import ulid_text
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services import settings
from desktop_app.services.access import Permission, require
from desktop_app.services.case_filter import read_filter
from desktop_app.services.case_rows import CaseQuery, storage_filter
from desktop_app.services.context import Context
from desktop_app.services.writing import fresh_id
from desktop_app.storage.queries import case_counts
from desktop_app.storage.queries import cases as queries
from desktop_app.storage.queries import desk as desk_queries

CHANGES: Final = frozenset({"case_view"})
_OWN: Final = "cases.views."
_COLUMNS: Final = "cases.columns."


@dataclass(frozen=True, slots=True)
class ViewSaved:
    """The view as it is kept, None when it was taken away."""

    view: SavedView | None
    changes: frozenset[str] = field(default_factory=lambda: CHANGES)


def views(ctx: Context) -> tuple[SavedView, ...]:
    """Return one's own views and after them everybody's."""
    require(ctx.actor, Permission.READ_CASES)
    return own_views(ctx) + shared_views(ctx)


def own_views(ctx: Context) -> tuple[SavedView, ...]:
    """Return the views that the person saved at this desk."""
    stored = _read(ctx, _OWN)
    if not isinstance(stored, dict):
        return ()
    made = [view_from(each, slot, queries.VIEWS, shared=False) for slot, each in stored.items()]
    return in_order(view for view in made if view is not None)


def shared_views(ctx: Context) -> tuple[SavedView, ...]:
    """Return everybody's views."""
    return shared_from(desk_queries.settings(ctx.store), queries.VIEWS)


def save_view(ctx: Context, view: SavedView) -> ViewSaved:
    """Keep a view: a new one at the end, one with a slot in its place.

    Raises InvalidInput as ``checked_view``, NotAllowed for a shared one, NotFound where it was taken away.
    """
    require(ctx.actor, Permission.READ_CASES)
    if view.shared:
        require(ctx.actor, Permission.SHARE_VIEW)
    among = shared_views(ctx) if view.shared else own_views(ctx)
    known = {each.slot: each for each in among}
    if not view.slot:
        place = max((each.place for each in among), default=-1) + 1
        view = replace(view, slot=ulid_text(fresh_id(ctx)), place=place)
    elif view.slot in known:
        view = replace(view, place=known[view.slot].place)
    else:
        raise _gone()
    made = checked_view(view, among, queries.VIEWS)
    if made.shared:
        _share(ctx, made.slot, view_facts(made))
    else:
        _keep_own(ctx, [*(each for each in among if each.slot != made.slot), made])
    return ViewSaved(made)


def rename_view(ctx: Context, view: SavedView, name: str) -> ViewSaved:
    """Give a view another name. Raises as ``save_view``."""
    return save_view(ctx, replace(view, name=name))


def remove_view(ctx: Context, view: SavedView) -> ViewSaved:
    """Take a view away; the cases in it stay. Raises NotAllowed, NotFound."""
    require(ctx.actor, Permission.READ_CASES)
    if view.shared:
        require(ctx.actor, Permission.SHARE_VIEW)
    among = shared_views(ctx) if view.shared else own_views(ctx)
    if all(each.slot != view.slot for each in among):
        raise _gone()
    if view.shared:
        _share(ctx, view.slot, None)
    else:
        _keep_own(ctx, [each for each in among if each.slot != view.slot])
    return ViewSaved(None)


def columns(ctx: Context) -> Columns:
    """Return how this person wants the columns at this machine."""
    return columns_from(_read(ctx, _COLUMNS))


def keep_columns(ctx: Context, wanted: Columns) -> None:
    """Remember how this person wants the columns at this machine."""
    ctx.store.set_local(_COLUMNS + _person(ctx), json.dumps(columns_facts(wanted)))


def counts(
    ctx: Context, saved: Sequence[SavedView], responsible: bytes | None = None
) -> dict[str, int | None]:
    """Return how many cases the views have: the program's by name, saved ones by slot.

    None stands for a saved view that takes longer (all that was ever closed, words): see ``slow_count``.
    """
    require(ctx.actor, Permission.READ_CASES)
    plain = storage_filter(ctx, CaseQuery(responsible=responsible))
    found: dict[str, int | None] = dict(queries.view_counts(ctx.store, plain))
    quick = {}
    for view in saved:
        query = _query(ctx, view, responsible)
        if case_counts.is_quick(chosen := storage_filter(ctx, query)):
            quick[view.slot] = chosen
        else:
            found[view.slot] = None
    return found | dict(zip(quick, case_counts.counts(ctx.store, list(quick.values())), strict=True))


def slow_count(ctx: Context, view: SavedView, responsible: bytes | None = None) -> int:
    """Return how many cases a saved view has, however long it takes."""
    require(ctx.actor, Permission.READ_CASES)
    return queries.count(ctx.store, storage_filter(ctx, _query(ctx, view, responsible)))


def _query(ctx: Context, view: SavedView, responsible: bytes | None) -> CaseQuery:
    return read_filter(ctx, view.filter, view.view, responsible if view.view == "mine" else None).query


def _share(ctx: Context, slot: str, facts: object) -> None:
    with ctx.store.transaction() as transaction:
        settings.write_settings(transaction, {slot_key(slot): facts}, ctx.clock.milliseconds(), ctx.actor.id)
    ctx.cache.invalidate()


def _keep_own(ctx: Context, kept: Sequence[SavedView]) -> None:
    facts = {each.slot: view_facts(each) for each in kept}
    ctx.store.set_local(_OWN + _person(ctx), json.dumps(facts, ensure_ascii=False))


def _read(ctx: Context, key: str) -> object:
    try:
        return json.loads(ctx.store.get_local(key + _person(ctx)) or "null")
    except ValueError:
        return None


def _person(ctx: Context) -> str:
    return ulid_text(ctx.actor.id) if ctx.actor.id is not None else ""


def _gone() -> NotFound:
    return NotFound(QT_TRANSLATE_NOOP("core", "Esa vista ya no está: alguien acaba de quitarla."))

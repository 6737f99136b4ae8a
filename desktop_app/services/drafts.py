"""Drafts: what somebody typed and has not recorded is kept, and is there again after a crash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.domain.ids import ulid_text
from desktop_app.services.context import Context, epoch
from desktop_app.storage.queries import drafts as queries


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into one place; ``slot`` names the place among the person's own."""

    slot: str
    content: Mapping[str, Any]
    saved: datetime


def save_draft(ctx: Context, slot: str, content: Mapping[str, Any]) -> Draft:
    """Keep what is in a place now. ``content`` is anything JSON holds; nobody else sees it."""
    moment = ctx.now()
    # In ASCII: half a character, cut off by a field's limit or by a paste, is no reason to lose the rest.
    text = json.dumps(content)
    queries.save(ctx.store, _owner(ctx) + slot, text, epoch(moment))
    return Draft(slot, content, moment)


def drop_draft(ctx: Context, slot: str) -> None:
    """Forget a draft: it was recorded, or given up."""
    queries.drop(ctx.store, _owner(ctx) + slot)


def open_drafts(ctx: Context) -> list[Draft]:
    """Return the person's drafts by slot; one that cannot be read any more is left where it is."""
    owner = _owner(ctx)
    found = []
    for slot, text, saved_at in queries.of_owner(ctx.store, owner):
        try:
            content = json.loads(text)
        except ValueError:
            continue
        if isinstance(content, dict):
            found.append(Draft(slot.removeprefix(owner), content, ctx.local(saved_at) or ctx.now()))
    return found


def _owner(ctx: Context) -> str:
    return f"{ulid_text(ctx.actor.id) if ctx.actor.id else 'console'}/"

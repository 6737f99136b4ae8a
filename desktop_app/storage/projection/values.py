"""Reading facts that may come from any version of the program: what has another type counts as absent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from desktop_app.domain import facts
from desktop_app.storage.log import Identities


def text(source: Mapping[str, Any], name: str) -> str | None:
    """Return a text, or None."""
    return facts.words(source.get(name))


def integer(source: Mapping[str, Any], name: str) -> int | None:
    """Return an integer (a truth value as 0 or 1), or None."""
    return facts.number(source.get(name))


def moment(source: Mapping[str, Any], name: str) -> int | None:
    """Return epoch seconds that can be shown, or None."""
    return facts.moment(source.get(name))


def day(source: Mapping[str, Any], name: str) -> int | None:
    """Return a date as yyyymmdd, or None."""
    return facts.day(source.get(name))


def clamped(value: int) -> int:
    """Return a computed number within what a column holds; the facts themselves fit already."""
    return max(-(1 << 63), min(value, (1 << 63) - 1))


def reference(source: Mapping[str, Any], name: str, identities: Identities) -> int | None:
    """Return the integer of the entity that is referred to, or None."""
    value = source.get(name)
    if not isinstance(value, str):
        return None
    try:
        return identities.of(value)
    except ValueError:
        return None


def structure(source: Mapping[str, Any], name: str) -> str | None:
    """Return a list or mapping as canonical JSON, or None."""
    value = source.get(name)
    if not isinstance(value, list | dict):
        return None
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

"""What synchronising needs of an installation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

from desktop_app.domain.errors import InvalidInput
from desktop_app.domain.operations import stream_desk
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.storage.store import Store
from desktop_app.system.clock import Clock
from desktop_app.system.keystore import KeyRing


class Desk(Protocol):
    """An open data folder with its keys and the time."""

    @property
    def store(self) -> Store:
        """The data."""
        ...

    @property
    def keys(self) -> KeyRing:
        """The secrets."""
        ...

    @property
    def clock(self) -> Clock:
        """The time."""
        ...


def desk_id(desk: Desk) -> str:
    """Return this desk's id as ULID text. Raises InvalidInput before it belongs to a municipality."""
    stream = desk.store.journal.stream
    if not stream or not desk.keys.root_public:
        raise InvalidInput(
            QT_TRANSLATE_NOOP("core", "Este equipo todavía no está inscrito en una municipalidad.")
        )
    return stream_desk(stream)


def now(desk: Desk) -> int:
    """Return the present moment in epoch seconds (UTC)."""
    return desk.clock.milliseconds() // 1000


def recall(store: Store, key: str) -> dict[str, Any]:
    """Return what this desk remembers under a key; empty at first."""
    text = store.get_local(key)
    body = json.loads(text) if text else {}
    return body if isinstance(body, dict) else {}


def remember(store: Store, key: str, body: Mapping[str, Any]) -> None:
    """Keep a small structure on this desk, unless it stands there already."""
    text = json.dumps(body, sort_keys=True)
    if store.get_local(key) != text:
        store.set_local(key, text)

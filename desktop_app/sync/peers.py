"""What this desk knows of the others: the last vector and wishes each one told in a bundle's header."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from desktop_app.storage.store import Store
from desktop_app.sync import vector
from desktop_app.sync.bundle import Header
from desktop_app.sync.desk import recall, remember
from desktop_app.sync.vector import Extent, Range

_KEY: Final = "sync.peers"


@dataclass(frozen=True, slots=True)
class Peer:
    """Another desk: what it held and wanted when it last said so, and when that was read here."""

    have: Mapping[str, Extent] = field(default_factory=dict)
    want: Mapping[str, Sequence[Range]] = field(default_factory=dict)
    at: int = 0

    @property
    def total(self) -> int:
        """Return how many operations it held; this only grows, so it orders what it said."""
        return sum(extent.count for extent in self.have.values())

    def holds_until(self, stream: str) -> int:
        """Return up to which sequence it surely holds all of a stream."""
        extent = self.have.get(stream)
        return extent.max if extent is not None and extent.whole else 0


def load(store: Store) -> dict[str, Peer]:
    """Return the peers by desk id."""
    return {
        desk: Peer(
            vector.decode(body["have"]),
            {name: [(low, high) for low, high in ranges] for name, ranges in body["want"].items()},
            body["at"],
        )
        for desk, body in recall(store, _KEY).items()
    }


def save(store: Store, peers: Mapping[str, Peer]) -> None:
    """Keep the peers."""
    body: dict[str, Any] = {
        desk: {
            "have": vector.encode(peer.have),
            "want": {name: [list(r) for r in ranges] for name, ranges in peer.want.items()},
            "at": peer.at,
        }
        for desk, peer in peers.items()
    }
    remember(store, _KEY, body)


def learn(peers: dict[str, Peer], headers: Iterable[Header], own: str, at: int) -> None:
    """Take in what verified headers say; an older file never overrides a newer word."""
    for header in headers:
        said = Peer(dict(header.have), {k: list(v) for k, v in header.want.items()}, at)
        known = peers.get(header.desk)
        if header.desk != own and (known is None or said.total >= known.total):
            peers[header.desk] = said

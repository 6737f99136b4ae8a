"""How synchronising stands on this desk, for a page, a footer or a script."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from desktop_app.domain.operations import stream_desk
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.storage.queries import bundles as bundle_queries
from desktop_app.storage.queries import sync as queries
from desktop_app.sync import peers, vector
from desktop_app.sync.apply import Outcome
from desktop_app.sync.certificates import Directory, load_directory
from desktop_app.sync.desk import Desk, desk_id, now, recall
from desktop_app.sync.digest import SetDigest, set_digest, state_digest
from desktop_app.sync.exchange import LAST, missing
from desktop_app.sync.vector import Range, Vector


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """One desk of the municipality: how much of it has arrived, and when it last told what it has."""

    desk: str
    name: str
    office_code: int
    desk_code: int
    state: str
    held: int
    heard: int | None


@dataclass(frozen=True, slots=True)
class Status:
    """The whole picture. ``pending`` counts own operations that stand in no carrier yet."""

    desk: str
    name: str
    stream: str
    pending: int
    vector: Vector
    missing: dict[str, list[Range]]
    waiting: int
    quarantined: int
    reviews: int
    desks: list[DeskStatus]
    last: dict[str, Any]
    set: SetDigest | None
    state: str | None

    def as_dict(self) -> dict[str, Any]:
        """Return the status for a machine to read."""
        return {
            "desk": self.desk,
            "name": self.name,
            "stream": self.stream,
            "pending": self.pending,
            "vector": vector.encode(self.vector),
            "missing": {name: [list(r) for r in ranges] for name, ranges in self.missing.items()},
            "waiting": self.waiting,
            "quarantined": self.quarantined,
            "reviews": self.reviews,
            "desks": [
                {
                    "desk": d.desk, "name": d.name, "office_code": d.office_code, "desk_code": d.desk_code,
                    "state": d.state, "held": d.held, "heard": d.heard,
                }
                for d in self.desks
            ],
            "last": self.last,
            "digests": None
            if self.set is None
            else {
                "count": self.set.count, "xor": self.set.xor, "set": self.set.sha, "state": self.state,
            },
        }  # fmt: skip

    def lines(self) -> list[str]:
        """Return the status in plain Spanish."""
        said = [f"{self.name} ({self.stream})", self._last(), self._pending()]
        gaps = sum(high - low + 1 for ranges in self.missing.values() for low, high in ranges)
        if gaps:
            text = QT_TRANSLATE_NOOP("core", "Faltan por llegar cambios de otras ventanillas: {count}.")
            said.append(text.format(count=gaps))
        if self.waiting or self.quarantined:
            text = QT_TRANSLATE_NOOP(
                "core", "Paquetes en espera: {waiting}. Apartados sin usar: {quarantined}."
            )
            said.append(text.format(waiting=self.waiting, quarantined=self.quarantined))
        if self.reviews:
            said.append(QT_TRANSLATE_NOOP("core", "Por revisar: {count}.").format(count=self.reviews))
        said += [
            f"{d.office_code:02d}-{d.desk_code:02d} {d.name}: {d.held}"
            for d in self.desks
            if d.state == "certified"
        ]
        if self.set is not None:
            text = QT_TRANSLATE_NOOP(
                "core", "Cambios: {count}. Huella del conjunto {set}, del estado {state}."
            )
            said.append(
                text.format(count=self.set.count, set=self.set.sha[:16], state=(self.state or "")[:16])
            )
        return said

    def _last(self) -> str:
        if not self.last:
            return QT_TRANSLATE_NOOP("core", "Todavía no se ha intercambiado con ninguna carpeta.")
        at = datetime.fromtimestamp(int(self.last["at"]), UTC).astimezone()
        return QT_TRANSLATE_NOOP("core", "Último intercambio: {at} con {folder}.").format(
            at=at.strftime("%d/%m/%Y %H:%M"), folder=self.last["folder"]
        )

    def _pending(self) -> str:
        if not self.pending:
            return QT_TRANSLATE_NOOP("core", "No hay cambios por enviar.")
        return QT_TRANSLATE_NOOP("core", "Cambios por enviar: {count}.").format(count=self.pending)


def _still_waiting(desk: Desk, held: vector.Holdings) -> int:
    """Count the waiting bundles whose operations have not come in another file meanwhile."""

    def arrived(stream: str, low: int, high: int) -> bool:
        extent = held.vector.get(stream)
        gaps = held.gaps.get(stream, ())
        return extent is not None and extent.max >= high and all(g[1] < low or g[0] > high for g in gaps)

    return sum(not arrived(*row) for row in bundle_queries.waiting_ranges(desk.store))


def pending(desk: Desk) -> int:
    """Return how many own operations no bundle carries yet; cheap enough for a footer."""
    store = desk.store
    return store.journal.position[0] - bundle_queries.exported_until(store, store.journal.stream)


def known_desks(desk: Desk) -> list[DeskStatus]:
    """Return the desks of the municipality without counting what has arrived of each (``held`` is 0).

    A long history need not be read for it. Raises InvalidInput before this desk belongs to a municipality.
    """
    desk_id(desk)
    heard = {name: peer.at for name, peer in peers.load(desk.store).items()}
    return _desks(load_directory(desk.store, desk.keys.root_public), {}, heard, now(desk))


def status(desk: Desk, *, digests: bool = True) -> Status:
    """Return how synchronising stands; without ``digests`` the whole data need not be read.

    Raises InvalidInput before this desk belongs to a municipality.
    """
    own = desk_id(desk)
    held = vector.holdings(desk.store)
    directory = load_directory(desk.store, desk.keys.root_public)
    known = peers.load(desk.store)
    counts = bundle_queries.bundle_counts(desk.store)
    return Status(
        desk=own,
        name=directory.name(own),
        stream=desk.store.journal.stream,
        pending=pending(desk),
        vector=held.vector,
        missing=missing(held, known, directory),
        waiting=_still_waiting(desk, held),
        quarantined=counts.get(Outcome.QUARANTINE, 0),
        reviews=queries.review_count(desk.store),
        desks=_desks(directory, held.vector, {d: p.at for d, p in known.items()}, now(desk)),
        last=recall(desk.store, LAST),
        set=set_digest(desk.store) if digests else None,
        state=state_digest(desk.store) if digests else None,
    )


def _desks(directory: Directory, held: Vector, heard: dict[str, int], moment: int) -> list[DeskStatus]:
    counts: dict[str, int] = {}
    for stream, extent in held.items():
        counts[stream_desk(stream)] = counts.get(stream_desk(stream), 0) + extent.count
    found = []
    for desk, certificate in directory.known.items():
        current = directory.certified.get(desk)
        state = "revoked" if current is None else "expired" if current.expires <= moment else "certified"
        found.append(
            DeskStatus(
                desk, certificate.name, certificate.office_code, certificate.desk_code, state,
                counts.get(desk, 0), heard.get(desk),
            )
        )  # fmt: skip
    return sorted(found, key=lambda d: (d.office_code, d.desk_code, d.desk))

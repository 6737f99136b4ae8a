"""Desks of one municipality in real data folders, with keys that are the same at every run."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop_app.domain.case_fold import fold_case
from desktop_app.domain.folding import fold_record
from desktop_app.domain.ids import new_ulid, ulid_text
from desktop_app.domain.operations import (
    GENESIS,
    SCHEMA,
    Header,
    Operation,
    build_payload,
    new_stream,
    payload_hash,
)
from desktop_app.storage import projection
from desktop_app.storage.log import entries_of
from desktop_app.storage.queries import bundles as bundle_queries
from desktop_app.storage.queries import digest as digest_queries
from desktop_app.storage.store import Store, open_store
from desktop_app.sync import export, vector
from desktop_app.sync.apply import Outcome, Received, Receiver
from desktop_app.sync.bundle import Packing, Seal, file_name, pack, unpack
from desktop_app.sync.certificates import (
    Certificate,
    Statement,
    certify,
    load_directory,
    stored_statements,
)
from desktop_app.sync.digest import set_digest, state_digest
from desktop_app.sync.signing import age_recipient, public_key
from desktop_app.system.clock import FixedClock
from desktop_app.system.keystore import KeyRing

MORNING = datetime(2026, 7, 21, 14, 0, tzinfo=UTC)
ROOT_SEED = hashlib.sha256(b"root").digest()
ROOT = public_key(ROOT_SEED)
OFFICE = ulid_text(bytes(15) + b"\x01")
MEMO = build_payload({"a": 1})
File = tuple[str, bytes]


@dataclass
class SyncDesk:
    """One desk: what the product needs of an installation, and acts of a working day."""

    folder: Path
    store: Store
    keys: KeyRing
    clock: FixedClock
    id: bytes
    sent: dict[str, list[bundle_queries.BundleRow]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return ulid_text(self.id)

    def save_keys(self, keys: KeyRing) -> None:
        self.keys = keys

    def receiver(self, extra: list[Statement] | None = None) -> Receiver:
        return Receiver(self, extra or ())

    def receive(self, files: list[File]) -> list[Received]:
        receiver = self.receiver()
        return [receiver.receive(name, data) for name, data in files]

    def bundles(self) -> list[File]:
        """Return everything this desk holds as bundle files for all certified desks."""
        return [(item.name, item.data) for item in self.exports({})]

    def increment(self) -> list[File]:
        """Return what this desk holds and has not returned before."""
        items = self.exports(self.sent)
        for item in items:
            self.sent.setdefault(item.row.stream, []).append(item.row)
        return [(item.name, item.data) for item in items]

    def exports(self, covered: Mapping[str, list[bundle_queries.BundleRow]]) -> list[export.Export]:
        export.seal_own(self)
        return list(export.exports(self, self.packing(), covered, lambda _: 0, {}))

    def packing(self) -> Packing:
        directory = load_directory(self.store, ROOT)
        return export.packing_for(self, directory, vector.holdings(self.store), {})

    def write(
        self,
        entity: str,
        kind: str,
        target: bytes,
        facts: Mapping[str, Any],
        personal: Mapping[str, Any] | None = None,
        *,
        new: bool = False,
    ) -> str:
        self.clock.advance(seconds=1)
        with self.store.transaction() as transaction:
            return transaction.append(
                entity, kind, target, facts, personal, wall_ms=self.clock.milliseconds(), author=self.id, new=new
            )

    def fresh(self) -> bytes:
        return new_ulid(self.clock.milliseconds())

    def attend(self, citizen: bytes | None = None) -> bytes:
        target = self.fresh()
        facts = {"number": "n", "office": OFFICE, "channel": "phone", "lday": 20260721, "lhour": 9,
                 "started": 1, "ended": 61, "result": "oriented"}  # fmt: skip
        if citizen:
            facts["citizen"] = ulid_text(citizen)
        self.write("attention", "attend", target, facts, {"detail": "consulta por la poda"}, new=True)
        return target

    def citizen(self, name: str) -> bytes:
        target = self.fresh()
        self.write("citizen", "set", target, {"set": {"created": 1}}, {"set": {"name": name}}, new=True)
        return target

    def rename(self, citizen: bytes, name: str) -> None:
        record = fold_record(ulid_text(citizen), self.entries("citizen", citizen))
        bases = {"name": record.heads["name"]} if "name" in record.heads else {}
        self.write("citizen", "set", citizen, {"bases": bases}, {"set": {"name": name}})

    def open_case(self) -> bytes:
        target = self.fresh()
        facts = {"number": "c", "office": OFFICE, "opened": 1, "oday": 20260721, "level": "simple",
                 "due": {"internal": 100}}  # fmt: skip
        self.write("case", "open", target, facts, {"subject": "ruidos"}, new=True)
        return target

    def move(self, case: bytes, to: str) -> str:
        heads = fold_case(ulid_text(case), self.entries("case", case)).heads
        return self.write("case", "move", case, {"to": to, "parents": heads}, {"text": to})

    def entries(self, entity: str, target: bytes) -> list[Any]:
        row = self.store.row("SELECT id FROM entity WHERE uid = ?", (target,))
        return entries_of(self.store.database.raw(), entity, row[0]) if row else []

    def digests(self) -> tuple[Any, str]:
        return set_digest(self.store), state_digest(self.store)

    def state(self, case: bytes) -> str:
        row = self.store.row(
            "SELECT c.state FROM case_file c JOIN entity e ON e.id = c.id WHERE e.uid = ?", (case,)
        )
        assert row is not None
        return str(row[0])

    def reviews(self) -> list[str]:
        return [row[0] for row in self.store.rows("SELECT kind FROM review ORDER BY kind")]

    def tables(self) -> dict[str, list[Any]]:
        return {name: list(digest_queries.projected_rows(self.store, name)) for name in digest_queries.TABLES}

    def refold(self) -> None:
        with self.store.transaction() as transaction:
            projection.refold(transaction.connection, transaction.identities)

    def close(self) -> None:
        self.store.close()


def keyring(label: str) -> KeyRing:
    """Return keys for a desk; only the age identity differs between runs."""
    from pyrage import x25519

    seed = hashlib.sha256(label.encode()).digest()
    return KeyRing(hashlib.sha256(seed).digest(), seed, str(x25519.Identity.generate()), ROOT)


def lone_desk(folder: Path, label: str, *, joined: bool = True) -> SyncDesk:
    """Return a desk that holds nothing yet, with a stream of its own when it has joined."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = keyring(label)
    store = open_store(folder, keys.database_key, create=True)
    desk = SyncDesk(folder, store, keys, FixedClock(MORNING), hashlib.sha256(label.encode()).digest()[:16])
    desk.id = bytes([0]) + desk.id[1:]
    if joined:
        with store.transaction() as transaction:
            transaction.journal.start_stream(transaction.connection, new_stream(desk.id))
    return desk


def certificate(desk: SyncDesk, code: int, issued: int = 1_780_000_000) -> Certificate:
    """Return what the root says about a desk."""
    return Certificate(
        desk.name, OFFICE, 1, code, f"Ventanilla {code}", public_key(desk.keys.sign_seed).hex(),
        age_recipient(desk.keys.age_identity), issued, issued + 10**9,
    )  # fmt: skip


def municipality(folder: Path, count: int) -> list[SyncDesk]:
    """Return desks that all know of each other; the first one wrote the certificates."""
    desks = [lone_desk(folder / str(number), f"desk {number}") for number in range(1, count + 1)]
    first = desks[0]
    with first.store.transaction() as transaction:
        for code, desk in enumerate(desks, 1):
            certify(transaction, ROOT_SEED, certificate(desk, code), wall_ms=first.clock.milliseconds())
    files, statements = first.bundles(), stored_statements(first.store)
    for desk in desks[1:]:
        receiver = desk.receiver(statements)
        for name, data in files:
            receiver.receive(name, data)
    return desks


def share_all(desks: list[SyncDesk]) -> None:
    """Hand every desk everything that the others hold."""
    files = [file for desk in desks for file in desk.bundles()]
    for desk in desks:
        desk.receive(files)


def forge(
    desk: SyncDesk,
    payloads: list[str],
    *,
    stream: str | None = None,
    lo: int = 1,
    previous: bytes = GENESIS,
    seal_seed: bytes | None = None,
    pack_seed: bytes | None = None,
    **header: Any,
) -> File:
    """Return a well-formed bundle of operations that the product itself would not write."""
    name = stream or new_stream(desk.id)
    operations = forged_chain(name, payloads, lo, previous, **header)
    head = operations[-1].hash if operations else previous
    seal = Seal(name, lo, lo + len(operations) - 1, previous, head).signed(seal_seed or desk.keys.sign_seed)
    packing = desk.packing()
    if pack_seed is not None:
        packing = Packing(packing.desk, pack_seed, packing.recipients, packing.have, packing.want)
    data = pack(seal, lo, previous, operations, packing)
    return file_name(unpack(data).header, data), data


def forged_chain(
    stream: str, payloads: list[str], lo: int, previous: bytes, **header: Any
) -> list[Operation]:
    """Return a valid chain with any payloads; ``header`` gives fields other than the usual ones."""
    found = []
    for seq, payload in enumerate(payloads, lo):
        uid = header.get("uid") or new_ulid(1_784_000_000_000 + seq)
        made = Header(
            stream, seq, uid, header.get("stamp", (1_784_000_000_000 + seq) << 16), header.get("kind", "attend"),
            header.get("entity", "attention"), header.get("target") or uid, header.get("schema", SCHEMA),
            header.get("author"), previous, payload_hash(payload),
        )  # fmt: skip
        previous = made.hash()
        found.append(Operation(made, previous, payload))
    return found


def day_of_work(desks: list[SyncDesk], seed: int, steps: int = 40) -> None:
    """Have desks work at random, now and then hearing of each other: edits meet without having seen."""
    chance = random.Random(seed)
    cases: list[bytes] = []
    citizens: list[bytes] = []
    for _ in range(steps):
        desk = chance.choice(desks)
        act = chance.random()
        if act < 0.2:
            cases.append(desk.open_case())
        elif act < 0.3:
            citizens.append(desk.citizen("Rosa"))
        elif act < 0.4:
            desk.attend(chance.choice(citizens) if citizens else None)
        elif act < 0.55 and citizens:
            desk.rename(chance.choice(citizens), chance.choice(["Rosa", "Luz", "Ana"]))
        elif act < 0.9 and cases:
            moves = ["in_progress", "resolved", "closed", "reopened", "waiting_citizen", "voided"]
            desk.move(chance.choice(cases), chance.choice(moves))
        else:
            other = chance.choice(desks)
            other.receive(desk.bundles())


def received(desk: SyncDesk, file: tuple[str, bytes]) -> Received:
    """Receive one file and see that one which is not applied leaves nothing."""
    before = desk.digests()
    found = desk.receive([file])[0]
    if found.outcome is not Outcome.APPLIED:
        assert desk.digests() == before
        row = bundle_queries.bundle(desk.store, file[0])
        assert row is not None
        assert (row.outcome, row.reason, row.operations) == (found.outcome, found.reason, 0)
    return found


def repacked(desk: SyncDesk, operations: list[Operation], seal: Seal, lo: int, prev: bytes) -> tuple[str, bytes]:
    data = pack(seal, lo, prev, operations, desk.packing())
    return file_name(unpack(data).header, data), data

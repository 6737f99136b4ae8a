"""Taking a bundle in: everything is verified before the one transaction that stores it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_app.domain.errors import UserError
from desktop_app.domain.operations import is_redacted, stream_desk
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.storage.journal import Transaction
from desktop_app.storage.queries import bundles as bundle_queries
from desktop_app.storage.queries import sync as queries
from desktop_app.sync.bundle import (
    Bundle,
    Header,
    Quarantined,
    Waiting,
    check_body,
    read_operations,
    unpack,
)
from desktop_app.sync.certificates import ENTITY, Directory, Statement, load_directory
from desktop_app.sync.cuts import enforce
from desktop_app.sync.desk import Desk, now
from desktop_app.sync.streams import begin_stream


class Outcome(StrEnum):
    """What became of a bundle file; ``EXPORTED`` is one that this desk wrote."""

    APPLIED = "applied"
    WAIT = "wait"
    QUARANTINE = "quarantine"
    EXPORTED = "exported"


@dataclass(frozen=True, slots=True)
class Received:
    """The outcome of one file: how many operations were new, or why it was not applied."""

    outcome: Outcome
    operations: int = 0
    reason: str = ""
    header: Header | None = None
    restored: bool = False


@dataclass(slots=True)
class Receiver:
    """Applies bundles to one desk's data; ``extra`` are statements learnt outside the data (an answer)."""

    desk: Desk
    extra: Sequence[Statement] = ()
    directory: Directory = field(default_factory=Directory)

    def __post_init__(self) -> None:
        self.reload()

    def reload(self) -> None:
        """Read again which desks are certified."""
        self.directory = load_directory(self.desk.store, self.desk.keys.root_public, self.extra)

    def receive(self, name: str, data: bytes) -> Received:
        """Apply one bundle file, or say why not. Applying twice changes nothing.

        Raises EnvironmentFault when this machine refuses the write; nothing of the file is kept then.
        """
        header = None
        try:
            bundle = unpack(data)
            self._verify(bundle)
            header = bundle.header
            return self._apply(name, data, bundle)
        except Waiting as error:
            return self._held(name, data, Outcome.WAIT, error, header)
        except Quarantined as error:
            return self._held(name, data, Outcome.QUARANTINE, error, header)

    def _verify(self, bundle: Bundle) -> None:
        header, keys = bundle.header, self.directory.keys
        if header.desk not in keys:
            raise _uncertified()
        if not any(bundle.packed_by(key) for key in keys[header.desk]):
            raise Quarantined(QT_TRANSLATE_NOOP("core", "su firma no es válida"))
        check_body(bundle)
        cut = self.directory.cut(header.stream)
        if header.desk in self.directory.revoked and not (
            cut is not None and stream_desk(header.stream) == header.desk and header.hi <= cut
        ):
            raise Quarantined(QT_TRANSLATE_NOOP("core", "viene de una ventanilla dada de baja"))
        origin = stream_desk(header.stream)
        if origin not in keys:
            raise _uncertified()
        if not any(header.seal.verifies(key) for key in keys[origin]):
            raise Quarantined(QT_TRANSLATE_NOOP("core", "el sello de su ventanilla de origen no es válido"))

    def _apply(self, name: str, data: bytes, bundle: Bundle) -> Received:
        store, header = self.desk.store, bundle.header
        number = queries.stream_number(store, header.stream)
        if number is not None and queries.holds_chain(store, number, header.lo, header.hi, header.head):
            operations: list[queries.Incoming] = []
        else:
            operations = read_operations(bundle, self.desk.keys.age_identity)
        restored = False
        with store.transaction() as transaction:
            number = queries.ensure_stream(transaction, header.stream)
            known = queries.held_hashes(transaction, number, header.lo, header.hi) if operations else set()
            fresh = [item for item in operations if item.operation.hash not in known]
            if fresh and header.stream == transaction.journal.stream:
                # Someone holds more of this desk's stream than this desk: it was restored, or copied.
                begin_stream(transaction, self.desk.keys.sign_seed)
                restored = True
            cut = self.directory.cut(header.stream)
            stored = queries.store_operations(transaction, number, fresh, cut)
            _refuse_lost_payloads(transaction, fresh)
            if header.count:
                seal = header.seal
                queries.add_seal(
                    transaction,
                    number,
                    queries.SealRow(seal.lo, seal.hi, seal.prev, seal.head, seal.signature),
                )
            certifies = any(item.operation.header.entity == ENTITY for item in fresh)
            if certifies:
                enforce(transaction, self.desk.keys.root_public)
            bundle_queries.record_bundle(
                transaction, _row(name, data, header, Outcome.APPLIED, None, now(self.desk), stored)
            )
        if certifies:
            self.reload()
        return Received(Outcome.APPLIED, stored, header=header, restored=restored)

    def _held(
        self, name: str, data: bytes, outcome: Outcome, error: UserError, header: Header | None
    ) -> Received:
        reason = str(error)
        row = _row(name, data, header, outcome, reason, now(self.desk), 0)
        known = bundle_queries.bundle(self.desk.store, name)
        if known is None or (known.outcome, known.reason, known.sha) != (outcome, reason, row.sha):
            bundle_queries.record_bundle(self.desk.store, row)
        return Received(outcome, reason=reason, header=header)


def _refuse_lost_payloads(transaction: Transaction, incoming: Iterable[queries.Incoming]) -> None:
    """Raise Waiting when personal data was removed from something that nobody asked to anonymise."""
    redacted = [
        item.operation
        for item in incoming
        if item.operation.payload is not None and is_redacted(item.operation.payload)
    ]
    if not redacted:
        return
    transaction.project()
    for operation in redacted:
        if not queries.is_anonymised(transaction, operation.header.target):
            raise Waiting(
                QT_TRANSLATE_NOOP(
                    "core", "le faltan datos personales y la anonimización que lo explica no ha llegado"
                )
            )


def _uncertified() -> Waiting:
    return Waiting(QT_TRANSLATE_NOOP("core", "viene de una ventanilla que todavía no está inscrita"))


def _row(
    name: str, data: bytes, header: Header | None, outcome: Outcome, reason: str | None, at: int, count: int
) -> bundle_queries.BundleRow:
    sha = hashlib.sha256(data).digest()
    if header is None:
        return bundle_queries.BundleRow(name, sha, "", 0, 0, b"", outcome, reason, at, count)
    return bundle_queries.BundleRow(
        name, sha, header.stream, header.lo, header.hi, header.head, outcome, reason, at, count
    )

"""Taking in what another desk wrote, beside the bare insertion of the rows that result."""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.benchmarks.decade import Decade
from desktop_app.benchmarks.municipality import Size, write_directory
from desktop_app.benchmarks.timing import Row, Samples
from desktop_app.bootstrap import Installation, MunicipalityForm, create_municipality
from desktop_app.domain.ids import new_ulid, ulid_text
from desktop_app.domain.operations import new_stream
from desktop_app.storage import projection
from desktop_app.storage.bulk import Loader
from desktop_app.storage.connection import EncryptedDatabase
from desktop_app.storage.schema import migrate
from desktop_app.storage.store import Store, open_store
from desktop_app.sync import export, vector
from desktop_app.sync.apply import Outcome, Receiver
from desktop_app.sync.certificates import (
    VALIDITY_SECONDS,
    Certificate,
    certify,
    load_directory,
    stored_statements,
)
from desktop_app.sync.signing import age_recipient, public_key
from desktop_app.system.clock import Clock, SystemClock
from desktop_app.system.keystore import KeyRing, new_keyring

GOAL: Final = 3_000
"""Operations a second."""

ALLOWED: Final = 134_000 / GOAL
_TABLES: Final = ("entity", "op", "effect", "search_queue", *projection.TABLES)


@dataclass(frozen=True, slots=True)
class _Desk:
    """The desk that takes in."""

    store: Store
    keys: KeyRing
    clock: Clock


def measure(beside: Path, operations: int) -> Row:
    """Write about ``operations`` at one desk, bundle them, and apply them at another."""
    with tempfile.TemporaryDirectory(prefix="ventanilla-bench-", dir=beside) as folder:
        origin = create_municipality(Path(folder) / "origin", MunicipalityForm("Banco de prueba", "pe"))
        try:
            return _measure(origin, Path(folder), operations)
        finally:
            origin.close()


def _measure(origin: Installation, folder: Path, operations: int) -> Row:
    desk = _enrol(origin, folder / "other")
    place = write_directory(origin.context())
    attentions = operations // 3
    with Loader(origin.store, 1) as loader:
        size = Size(attentions, attentions // 3, attentions // 30, attentions // 4, 1)
        Decade(origin.context(), loader, place, size).write(lambda what, done, total: None)
    loader.finish(lambda what, done, total: None)
    origin.store.reload()
    files = _bundles(origin)
    receiver = Receiver(desk, stored_statements(origin.store))
    begins = time.perf_counter()
    results = [receiver.receive(name, data) for name, data in files]
    spent = time.perf_counter() - begins
    refused = [result.reason for result in results if result.outcome is not Outcome.APPLIED]
    if refused:
        raise RuntimeError(refused[0])
    taken = sum(result.operations for result in results)
    rows = {table: desk.store.rows(f"SELECT * FROM {table}") for table in _TABLES}
    desk.store.close()
    bare = statistics.median(_insert(folder / f"raw{turn}.db", rows) for turn in range(3))
    speed, floor = taken / spent, taken / bare
    return Row(
        f"aplicar {taken:,} cambios de otra ventanilla".replace(",", " "), Samples(speed, speed), Samples(floor, floor),
        "≥ 3000 por segundo", ok=speed >= GOAL or floor / speed <= ALLOWED, unit="por segundo",
        note=f"mínimo: {sum(map(len, rows.values())) / bare:,.0f} filas por segundo".replace(",", " "),
    )  # fmt: skip


def _enrol(origin: Installation, folder: Path) -> _Desk:
    clock = SystemClock()
    keys, wall = new_keyring(), clock.milliseconds()
    uid = new_ulid(wall)
    seed = origin.keys.root_seed
    assert seed is not None  # noqa: S101 - this municipality was made a moment ago
    body = Certificate(
        ulid_text(uid), ulid_text(origin.context().desk.office), 1, 2, "Ventanilla 2",
        public_key(keys.sign_seed).hex(), age_recipient(keys.age_identity), wall // 1000,
        wall // 1000 + VALIDITY_SECONDS,
    )  # fmt: skip
    with origin.store.transaction() as transaction:
        certify(transaction, seed, body, wall_ms=wall)
    folder.mkdir()
    store = open_store(folder, keys.database_key, create=True)
    with store.transaction() as transaction:
        transaction.journal.start_stream(transaction.connection, new_stream(uid))
    return _Desk(store, keys.with_root(origin.keys.root_public), clock)


def _bundles(origin: Installation) -> list[tuple[str, bytes]]:
    export.seal_own(origin)
    directory = load_directory(origin.store, origin.keys.root_public)
    packing = export.packing_for(origin, directory, vector.holdings(origin.store), {})
    return [(item.name, item.data) for item in export.exports(origin, packing, {}, lambda _: 0, {})]


def _insert(path: Path, rows: dict[str, list[tuple[object, ...]]]) -> float:
    database = EncryptedDatabase(path, bytes(32))
    connection = database.raw()
    migrate(connection)
    begins = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for table, found in rows.items():
        if found:
            connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(found[0]))})", found)
    connection.execute("COMMIT")
    spent = time.perf_counter() - begins
    database.close()
    return spent

"""Registering an attention through the service, beside the very same rows written raw."""

from __future__ import annotations

import tempfile
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import apsw

from desktop_app.benchmarks.municipality import Place, write_directory
from desktop_app.benchmarks.slow_disk import slow_disk
from desktop_app.benchmarks.timing import Row, Work, samples, timed
from desktop_app.bootstrap import Installation, MunicipalityForm, create_municipality
from desktop_app.domain.ids import ulid_bytes
from desktop_app.domain.values import Channel
from desktop_app.services import reception
from desktop_app.services.context import Context
from desktop_app.services.reception import AttentionForm
from desktop_app.storage.backup import copy_to
from desktop_app.storage.connection import EncryptedDatabase

ALLOWED: Final = 2.0
ALLOWED_SLOW: Final = 1.1
SLOW_FSYNC: Final = 0.005
_COUNTER: Final = (
    "INSERT INTO counter VALUES (?, ?, ?) "
    "ON CONFLICT (year) DO UPDATE SET epoch = excluded.epoch, last = excluded.last"
)
_QUEUE: Final = "INSERT INTO search_queue (kind, target) VALUES ('attention', ?)"


def measure(beside: Path, *, rounds: int, each: int, fsync: float = 0.0) -> Row:
    """Measure in a folder of its own beside the data, on the same disk."""
    with (
        tempfile.TemporaryDirectory(prefix="ventanilla-bench-", dir=beside) as folder,
        slow_disk(fsync) if fsync else nullcontext(),
    ):
        installation = create_municipality(Path(folder) / "data", MunicipalityForm("Banco de prueba", "pe"))
        try:
            return _measure(installation, Path(folder), rounds, each, fsync)
        finally:
            installation.close()


def _measure(installation: Installation, folder: Path, rounds: int, each: int, fsync: float) -> Row:
    ctx = installation.context(installation.actor())
    place = write_directory(installation.context())
    key = installation.keys.database_key
    copy_to(installation.store, folder / "raw.db", key)
    database = EncryptedDatabase(folder / "raw.db", key)
    ours, floor = [], []
    for turn in range(rounds + 1):
        before = _last(installation)
        spent = timed(_registers(ctx, place, each), 0, each)
        raw = timed(_replays(installation, database.raw(), before), 0, each)
        if turn:  # the first round warms up
            ours.append(spent)
            floor.append(raw)
    database.close()
    row = Row(
        "registrar una atención, duradera" + (f", con {fsync * 1000:.0f} ms por fsync" if fsync else ""),
        samples(ours), samples(floor), "", ok=None,
    )  # fmt: skip
    allowed = ALLOWED_SLOW if fsync else ALLOWED
    return Row(
        row.name, row.ours, row.floor, f"≤ {str(allowed).replace('.', ',')} x el mínimo (mediana)",
        ok=(row.ratio or 0) <= allowed,
    )  # fmt: skip


def _registers(ctx: Context, place: Place, count: int) -> Work:
    """Return what registers, one a call, attentions whose forms are filled in already."""
    topic, query_type, at = place.topics[0]
    form = AttentionForm(
        Channel.IN_PERSON, ctx.now() - timedelta(minutes=4), query_type, topic=ulid_bytes(topic),
        unit=ulid_bytes(place.units[at]),
        detail="Pregunta por los requisitos y el plazo; vuelve mañana con los documentos.",
    )  # fmt: skip
    forms = [replace(form, started=form.started - timedelta(seconds=number)) for number in range(count)]

    def register(number: int) -> None:
        reception.register_attention(ctx, forms[number])

    return register


def _last(installation: Installation) -> int:
    row = installation.store.row("SELECT max(id) FROM op")
    return int(row[0]) if row else 0


def _replays(installation: Installation, raw: apsw.Connection, after: int) -> Work:
    """Return what writes again, one attention a call, the rows that the service has written."""
    rows = installation.store.rows
    operations = rows("SELECT * FROM op WHERE id > ? ORDER BY id", (after,))
    effects = rows("SELECT uid, op FROM effect WHERE op > ? ORDER BY op", (after,))
    attentions = rows("SELECT * FROM attention WHERE id >= ? ORDER BY id", (operations[0][8],))
    entities = rows("SELECT * FROM entity WHERE id >= ? ORDER BY id", (operations[0][8],))
    counter = rows("SELECT * FROM counter")[0]
    put_operation = f"INSERT INTO op VALUES ({','.join('?' * len(operations[0]))})"
    put_attention = f"INSERT INTO attention VALUES ({','.join('?' * len(attentions[0]))})"
    put_effect, put_entity = "INSERT INTO effect VALUES (?, ?)", "INSERT INTO entity VALUES (?, ?)"

    def write(place: int) -> None:
        run, attention = raw.execute, attentions[place]
        run("BEGIN IMMEDIATE")
        run(_COUNTER, counter)
        run(put_entity, entities[place])
        run(put_operation, operations[place])
        run(put_effect, effects[place])
        run(put_attention, attention)
        run(_QUEUE, (attention[0],))
        run("COMMIT")

    return write

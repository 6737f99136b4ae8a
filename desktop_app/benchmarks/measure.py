"""The table of the benchmark: every row beside its floor, in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from desktop_app.benchmarks import (
    case_listing,
    documents,
    foreign,
    memory,
    reading,
    recognising,
    registering,
    windows,
)
from desktop_app.benchmarks.timing import Row
from desktop_app.bootstrap import open_installation
from desktop_app.storage.store import DATABASE

Said = Callable[[str], None]


def measure(folder: Path, say: Said, *, rounds: int = 7) -> Iterator[Row]:
    """Yield the rows; the data itself is only read. Raises EnvironmentFault when it does not open."""
    installation = open_installation(folder, read_only=True)
    try:
        say("lectura previa del archivo")
        _warm(folder / DATABASE)
        ctx = installation.context()
        say("registrar")
        yield registering.measure(folder.parent, rounds=rounds * 3, each=100)
        yield registering.measure(folder.parent, rounds=rounds, each=20, fsync=registering.SLOW_FSYNC)
        say("tablero")
        yield from reading.board(ctx, rounds)
        say("búsqueda")
        yield reading.keystroke(ctx, rounds)
        yield from recognising.measure(ctx, rounds)
        say("mes")
        yield reading.month(ctx, rounds)
        say("lista")
        yield from reading.case_list(ctx, rounds)
        yield from case_listing.measure(ctx, rounds)
        used = memory.measure(folder)
        if used is not None:
            yield used
        say("cambios de otra ventanilla")
        yield foreign.measure(folder.parent, 30_000)
        say("documentos")
        yield from documents.measure(ctx, rounds)
        say("ventanas")
        yield from windows.measure(folder, rounds)
    finally:
        installation.close()


def _warm(file: Path) -> None:
    """Read the file through once, so that no row pays for a disk that another row has warmed."""
    with file.open("rb") as source:
        while source.read(1 << 24):
            pass

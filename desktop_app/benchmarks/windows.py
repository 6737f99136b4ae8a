"""The rows of the windows: start-up, painted times, and how long they ever do not answer.

They work on a copy of the data: people write while they look.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from desktop_app.benchmarks import child, starting
from desktop_app.benchmarks.timing import Row, Samples
from desktop_app.domain.errors import EnvironmentFault
from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.storage.store import DATABASE
from desktop_app.system.instance import InstanceLock

STALL_MS: Final = 50.0
PAINTED_MS: Final = 50.0
MEMORY_MB: Final = 300.0
_WORST: Final = 5
_ROWS: Final = (
    ("first", "lista de {total} casos: primeras filas pintadas", 100.0, 65 / 30),
    ("jump", "  salto a cualquier parte, pintado", 25.0, 25 / 21),
    ("board", "tablero leído y pintado", 50.0, None),
    ("topic_echo", "una tecla en la consulta, pintada", 50.0, None),
    ("topic_answer", "  con las sugerencias pintadas", 50.0, None),
    ("person_echo", "una tecla en el ciudadano, pintada", 50.0, None),
    ("person_answer", "  con el reconocimiento pintado", 50.0, None),
)
"""Name of the measurement, words, milliseconds allowed, and the ratio to the floor that is as good."""


def measure(folder: Path, rounds: int) -> Iterator[Row]:
    """Yield the rows. Raises EnvironmentFault when another program has the data open or no room is left."""
    with _copied(folder) as copy, child.surroundings() as environment:
        yield from starting.measure(copy, rounds, environment)
        yield from _painted(json.loads(child.run(environment, "-m", _PAINTED, str(copy), str(rounds))))
        yield from _typed(json.loads(child.run(environment, "-m", _TYPED, str(copy), str(rounds))))
        for program, words in ((_WALK, "por todas las pantallas"), (_TOUR, "en el recorrido de un día")):
            yield from _stalls(words, json.loads(child.run(environment, "-m", program, str(copy))))


_PAINTED: Final = "desktop_app.benchmarks.painted"
_TYPED: Final = "desktop_app.benchmarks.fast_typing"
_WALK: Final = "desktop_app.benchmarks.walk"
_TOUR: Final = "desktop_app.benchmarks.touring"


@contextmanager
def _copied(folder: Path) -> Iterator[Path]:
    size = (folder / DATABASE).stat().st_size
    if shutil.disk_usage(folder).free < size * 1.2:
        raise EnvironmentFault(
            QT_TRANSLATE_NOOP(
                "core", "No queda espacio para la copia de los datos con la que se miden las ventanas."
            )
        )
    with tempfile.TemporaryDirectory(prefix=f"{folder.name}-", dir=folder.parent) as beside:
        copy = Path(beside)
        lock = InstanceLock(folder)
        lock.acquire()
        try:
            for file in folder.iterdir():
                if file.is_file():
                    shutil.copy2(file, copy / file.name)
        finally:
            lock.release()
        yield copy


def _painted(told: dict[str, Any]) -> Iterator[Row]:
    total = f"{told['total']:,}".replace(",", " ")
    for name, words, allowed, ratio in _ROWS:
        ours, floor = (Samples(*each) for each in told[name])
        row = Row(words.format(total=total), ours, floor, f"≤ {allowed:g} ms", ok=None)
        ok = ours.p50 <= allowed or (ratio is not None and (row.ratio or ratio + 1) <= ratio)
        yield Row(row.name, ours, floor, row.goal, ok=ok, note="medianas")


def _typed(told: dict[str, Any]) -> Iterator[Row]:
    for pace, words in (("steady", "a 12 teclas por segundo"), ("burst", "en ráfaga")):
        found = told[pace]
        for name, what in (("echo", "una letra pintada"), ("answer", "  con lo que se encontró")):
            taken = Samples(*found[name])
            note = f"{found['keys']} teclas" if name == "echo" else f"{found['answers']} listas"
            yield Row(f"{what}, {words}", taken, None, "p99 ≤ 50 ms", ok=taken.p99 <= PAINTED_MS, note=note)
    yield from _stalls(
        "al escribir a toda velocidad",
        {"steps": sum(told[pace]["keys"] for pace in ("steady", "burst")), "late": [], **told},
    )
    if told["resident"] is not None:
        size = Samples(told["resident"], told["peak"])
        note = f"la segunda cifra es la mayor que hubo; solo suyos {told['own']:.0f} MB"
        yield Row(
            "  memoria del programa",
            size,
            None,
            "< 300 MB",
            ok=told["peak"] < MEMORY_MB,
            unit="MB",
            note=note,
        )


def _stalls(words: str, told: dict[str, Any]) -> Iterator[Row]:
    worst = told["worst"]
    longest = worst[0] if worst else {"own": 0.0, "wall": 0.0}
    yield Row(
        f"mayor bloqueo de las ventanas {words}",
        Samples(longest["own"], longest["wall"]), None, f"≤ {STALL_MS:g} ms", ok=longest["own"] <= STALL_MS,
        note=f"{told['steps']} pasos, {told['recorded']} registros, {told['over']} bloqueos de más de "
        f"{STALL_MS:g} ms; p50: sin el tiempo de otros procesos, p99: con él"
        + (f"; sin terminar: {', '.join(told['late'])}" if told["late"] else ""),
    )  # fmt: skip
    for place, stall in enumerate(worst[:_WORST], 1):
        yield Row(
            f"  {place}.º {stall['step']}", Samples(stall["own"], stall["wall"]), None, "", ok=None,
            note=f"{stall['cause']}; cálculo {stall['cpu']:.0f} ms, espera {stall['waited']:.0f} ms, "
            f"otros procesos {stall['queued']:.0f} ms",
        )  # fmt: skip

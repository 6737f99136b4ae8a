"""The tour's steps over a folder with ten years, while a watchdog times the event loop. Run as a program."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from desktop_app.benchmarks.watchdog import Watchdog
from desktop_app.system.clock import SystemClock
from desktop_app.towns import Folders, TourTown
from ui.tour import day
from ui.tour.story import Observer, Step

APART: Final = frozenset({"inscripcion", "exportacion", "importacion", "otra-ventanilla"})
"""Steps between two desks: a second desk would first have to receive ten years."""


class Watching(Observer):
    """Has the watchdog look while the program works, and not while the tour itself does."""

    def __init__(self) -> None:
        self.watchdog: Watchdog | None = None
        self._title = ""

    def step_began(self, number: int, step: Step) -> None:
        """Name what follows; the application is there by the first step."""
        del number
        self._title = step.title
        if self.watchdog is None:
            self.watchdog = Watchdog()
            self.watchdog.start()
        self.watchdog.step = self._title

    def key_pressed(self, key: str) -> None:
        """Name the key that what follows answers to."""
        if self.watchdog is not None:
            self.watchdog.step = f"{self._title}: {key}"

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Look away."""
        if self.watchdog is None:
            yield
        else:
            with self.watchdog.looking_away():
                yield


def tour(folder: Path) -> dict[str, Any]:
    """Tour over the data in ``folder``, which is written to; return what the watchdog saw."""
    watching = Watching()
    only = frozenset(step.id for step in day.STEPS) - APART
    with tempfile.TemporaryDirectory() as place:
        out = Path(place)
        town = TourTown(Folders(folder, out / "second", out / "shared"), SystemClock())
        try:
            told = day.run(town, day.Options(out=out, pictures=False, only=only, observer=watching))
        finally:
            town.close()
    watchdog = watching.watchdog
    if watchdog is None:
        raise RuntimeError("the tour took no step")
    watchdog.stop()
    return {
        "steps": len(told.steps),
        "recorded": sum(bool(step.stored) for step in told.steps),
        "late": [told.failure] if told.failure else [],
        "over": sum(stall.own > 50 for stall in watchdog.stalls),
        "over_cpu": sum(stall.cpu > 50 for stall in watchdog.stalls),
        "worst": [stall.as_dict() for stall in watchdog.worst(int(os.environ.get("VENTANILLA_WORST", "5")))],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(tour(Path(sys.argv[1])), ensure_ascii=False) + "\n")
    sys.stdout.flush()
    os._exit(0)

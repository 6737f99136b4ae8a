"""How long the windows do not answer: the gaps between two returns of a thread to its event loop.

A timer beats on the thread of the windows. Where a beat comes late, another thread has looked meanwhile
at what was being done. Of the time that passed, what the machine gave to other processes while this
thread was ready to run is told apart: it says nothing about the program.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS: Final = 5
LEAST_MS: Final = 15.0
"""Shorter gaps are not kept."""
_LOOK_SECONDS: Final = 0.004
_ROOT: Final = Path(__file__).resolve().parents[2]
_MINE: Final = (str(_ROOT / "ui"), str(_ROOT / "desktop_app"))
_OWN_FILES: Final = str(Path(__file__).resolve().parent)


@dataclass(frozen=True, slots=True)
class Stall:
    """One gap; milliseconds. ``cpu``: computed by this thread itself; ``queued``: ready, but others ran.

    What is neither was spent waiting: for the interpreter's lock, another lock or the disk.
    """

    wall: float
    cpu: float
    queued: float
    step: str
    cause: str

    @property
    def own(self) -> float:
        """What the program answers for: all but the time that other processes took."""
        return max(self.cpu, self.wall - self.queued)

    @property
    def waited(self) -> float:
        """Time without computing that no other process explains: the interpreter's lock, mostly."""
        return max(0.0, self.own - self.cpu)

    def as_dict(self) -> dict[str, Any]:
        """Return the fields and what follows from them, rounded."""
        told = {**asdict(self), "own": self.own, "waited": self.waited}
        return {key: round(value, 1) if isinstance(value, float) else value for key, value in told.items()}


class Watchdog(QObject):
    """Watches the thread it was made on, from :meth:`start` to :meth:`stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stalls: list[Stall] = []
        self.beats = 0
        self.step = ""
        self._watched = threading.get_ident()
        self._native = threading.get_native_id()
        self._places: Counter[str] = Counter()
        self._collected = self._collecting = 0.0
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to beat."""
        gc.callbacks.append(self._on_collection)
        self._remember()
        self._timer.start()
        self._watcher.start()

    def stop(self) -> None:
        """End; what lasted until now counts."""
        self._beat()
        self._timer.stop()
        self._ended.set()
        self._watcher.join()
        gc.callbacks.remove(self._on_collection)

    @contextmanager
    def looking_away(self) -> Iterator[None]:
        """Leave out what happens meanwhile; what lasted until now counts."""
        self._beat()
        self._timer.stop()
        try:
            yield
        finally:
            self._places.clear()
            self._remember()
            self._timer.start()

    def worst(self, count: int = 5) -> list[Stall]:
        """Return the longest, by what the program answers for; a step with one cause appears once."""
        ranked = sorted(self.stalls, key=lambda stall: stall.own, reverse=True)
        once: dict[tuple[str, str], Stall] = {}
        for stall in ranked:
            once.setdefault((stall.step, stall.cause), stall)
        return list(once.values())[:count]

    def _remember(self) -> None:
        self._last, self._cpu, self._queued = time.perf_counter(), time.thread_time(), _queued(self._native)
        self._held = _others(self._native)

    def _beat(self) -> None:
        self.beats += 1
        wall = (time.perf_counter() - self._last) * 1000 - BEAT_MS
        if wall >= LEAST_MS:
            cpu = (time.thread_time() - self._cpu) * 1000
            queued = (_queued(self._native) - self._queued) * 1000
            # Who held the interpreter's lock meanwhile may itself have waited for its turn.
            queued += max(0.0, min((_others(self._native) - self._held) * 1000, wall - cpu - queued))
            self.stalls.append(Stall(wall, min(cpu, wall), min(queued, wall), self.step, self._cause(wall)))
        self._places.clear()
        self._collected = 0.0
        self._remember()

    def _cause(self, wall: float) -> str:
        if self._collected * 1000 > wall / 2:
            return f"recolección de memoria ({self._collected * 1000:.0f} ms)"
        common = self._places.copy().most_common(1)
        return common[0][0] if common else "Qt"

    def _on_collection(self, phase: str, _info: dict[str, int]) -> None:
        # Whichever thread collects: all others wait for it.
        if phase == "start":
            self._collecting = time.perf_counter()
        else:
            self._collected += time.perf_counter() - self._collecting

    def _watch(self) -> None:
        while not self._ended.wait(_LOOK_SECONDS):
            if (time.perf_counter() - self._last) * 1000 > LEAST_MS:
                self._places[_named(*look(self._watched))] += 1


def look(thread: int) -> tuple[str, int, str]:
    """Return file, line and function of the innermost frame of the product on a thread, else the innermost.

    No frame outlives this function: it would keep what its function holds, an open painter for one, from
    ending where it has to end.
    """
    inner = frame = sys._current_frames().get(thread)  # noqa: SLF001 - the documented way to look
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(_MINE) and not file.startswith(_OWN_FILES):
            return file, frame.f_lineno, frame.f_code.co_name
        frame = frame.f_back
    return (
        (inner.f_code.co_filename, inner.f_lineno, inner.f_code.co_name) if inner is not None else ("", 0, "")
    )


def _named(file: str, line: int, function: str) -> str:
    path = Path(file)
    shown = path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else path.name
    return f"{shown}:{line} {function}"


def _queued(thread: int) -> float:
    """Return the seconds that a thread was ready and did not run; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/self/task/{thread}/schedstat").read_text("ascii").split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def _others(thread: int) -> float:
    """Return the seconds that the other threads of this process were ready and did not run."""
    try:
        threads = [int(each.name) for each in Path("/proc/self/task").iterdir()]
    except OSError:
        return 0.0
    return sum(_queued(each) for each in threads if each != thread)

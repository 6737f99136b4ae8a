"""What a tour consists of: declared steps, what each of them recorded, and who watches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.tour.scene import Scene


class TourFailed(Exception):
    """A step did not do what it says; the text is the difference, in Spanish."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens at the counter. ``id`` also names its pictures."""

    id: str
    title: str
    act: Callable[[Scene], None]


@dataclass(slots=True)
class StepRecord:
    """What a step did: keys in their order, facts read back from the store, statements that held."""

    number: int
    id: str
    title: str
    keys: list[str] = field(default_factory=list)
    stored: dict[str, Any] = field(default_factory=dict)
    verified: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return what tour.json tells of the step."""
        return {
            "number": self.number,
            "id": self.id,
            "title": self.title,
            "keys": list(self.keys),
            "stored": dict(self.stored),
            "verified": list(self.verified),
            "pictures": list(self.pictures),
            "files": list(self.files),
        }


@dataclass(slots=True)
class Told:
    """The whole tour. ``failure``: the sentence that names the step and what was different.

    ``trace``: where in the program an error came from that nobody caught.
    """

    steps: list[StepRecord] = field(default_factory=list)
    finished: bool = False
    failure: str = ""
    trace: str = ""

    @property
    def ok(self) -> bool:
        """Whether every step did what it says."""
        return self.finished and not self.failure

    def as_dict(self) -> Mapping[str, Any]:
        """Return the content of tour.json."""
        steps = [step.as_dict() for step in self.steps]
        return {"ok": self.ok, "failure": self.failure, "trace": self.trace, "steps": steps}


class Observer:
    """Whoever watches a tour; this one does nothing with what it is told."""

    def step_began(self, number: int, step: Step) -> None:
        """Hear that a step begins."""

    def key_pressed(self, key: str) -> None:
        """Hear of a key before it is pressed, or of a text («…») before its first letter."""

    def step_ended(self, record: StepRecord) -> None:
        """Hear what a step did."""

    def aside(self) -> AbstractContextManager[object]:
        """Return what the tour's own work on the UI thread runs in."""
        return nullcontext()


@dataclass(frozen=True, slots=True)
class Options:
    """How to go. ``only``: ids of steps (all when empty); ``theme``: the look, by its name."""

    out: Path
    pictures: bool = True
    theme: str = "light"
    only: frozenset[str] = frozenset()
    observer: Observer = field(default_factory=Observer)

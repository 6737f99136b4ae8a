"""What a step is given: windows, hands, facts, statements and pictures, all recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from desktop_app.services.context import Context
from ui.app import Installation
from ui.tour.cast import Cast, choose
from ui.tour.hands import Hands
from ui.tour.stage import Stage, Town
from ui.tour.story import Options, StepRecord, TourFailed

T = TypeVar("T")
_KEY_SECONDS = 4.0
_LETTER_SECONDS = 0.4


class Memory:
    """What later steps must know of earlier ones: ids and numbers, by name."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def keep(self, name: str, value: object) -> None:
        """Remember something."""
        self._known[name] = value

    def recall(self, name: str) -> Any:
        """Return what was remembered. Raises TourFailed when the step before it was left out."""
        if name not in self._known:
            raise TourFailed(f"falta un paso anterior ({name})")
        return self._known[name]


class Scene:
    """One step under way. Time goes by with every key, where the town's clock can be moved."""

    def __init__(self, town: Town, stage: Stage, options: Options, memory: Memory) -> None:
        self.town = town
        self.stage = stage
        self.options = options
        self.memory = memory
        self.record = StepRecord(0, "", "")
        self._cast: Cast | None = None
        self._pictures = 0

    @property
    def desk(self) -> Installation:
        """The first desk."""
        return self.town.desk()

    @property
    def cast(self) -> Cast:
        """Who plays, and what they ask for."""
        if self._cast is None:
            self._cast = self.ask(choose)
        return self._cast

    def heard(self, key: str) -> None:
        """Record a key or a text that is about to be typed."""
        self.record.keys.append(key)
        self.pass_time(len(key) * _LETTER_SECONDS if key.startswith("«") else _KEY_SECONDS)
        self.options.observer.key_pressed(key)

    def pass_time(self, seconds: float) -> None:
        """Let time go by, where the clock can be moved."""
        self.town.pass_time(seconds)

    def enter(self, login: str, desk: Installation | None = None) -> Hands:
        """Sit down at a person's window."""
        # Start-up is timed on its own; nobody changes chairs inside one window.
        with self.options.observer.aside():
            return self.stage.enter(desk or self.desk, login)

    def leave(self, login: str, desk: Installation | None = None) -> None:
        """Go home: the person's window is closed."""
        with self.options.observer.aside():
            self.stage.leave(desk or self.desk, login)

    # Facts and statements.

    def ask(self, question: Callable[[Context], T], login: str = "", desk: Installation | None = None) -> T:
        """Read something back through the services, for a person or for the console."""
        where = desk or self.desk
        with self.options.observer.aside():
            actor = where.actor(login) if login else None
            return question(where.context(actor) if actor is not None else where.context())

    def stored(self, facts: Mapping[str, Any]) -> None:
        """Record what the store says."""
        self.record.stored.update({name: _plain(value) for name, value in facts.items()})

    def check(self, statement: str, actual: object, expected: object = True) -> None:
        """Verify a statement. Raises TourFailed with it and the difference."""
        if actual != expected:
            raise TourFailed(f"{statement}: se esperaba «{_plain(expected)}» y hay «{_plain(actual)}»")
        self.record.verified.append(statement)

    # Pictures and files.

    def picture(self, label: str = "") -> None:
        """Keep a picture of the window, when it has come to rest."""
        if not self.options.pictures:
            return
        self.stage.settle()
        self._pictures += 1
        stem = f"{self.record.id}-{label}" if label else self.record.id
        name = f"{self._pictures:02d}-{stem}.png"
        with self.options.observer.aside():
            self.stage.picture(self.options.out / name)
        self.record.pictures.append(name)

    def file(self, path: Path) -> None:
        """Record a file that the step left."""
        self.record.files.append(path.name)


def _plain(value: object) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple | frozenset):
        return [_plain(each) for each in value]
    return value

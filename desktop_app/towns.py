"""A municipality for a tour: its first desk, a second one enrolled beside it, and the folder between them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app import bootstrap
from desktop_app.bootstrap import Installation
from desktop_app.system.clock import Clock, FixedClock
from ui.app import Installation as AnyDesk

if TYPE_CHECKING:
    from desktop_app.sync.enrolment import Place

_SECOND_NAME = "Ventanilla del recorrido"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the first desk's data is, and where the second's and the exchanged files go."""

    first: Path
    second: Path
    shared: Path


class TourTown:
    """Opens desks and lets them exchange; with a FixedClock, time goes by as the tour says."""

    def __init__(self, folders: Folders, clock: Clock) -> None:
        self._folders = folders
        self._clock = clock
        self._first: Installation | None = None
        self._second: Installation | None = None

    def pass_time(self, seconds: float) -> None:
        """Move the clock forward; the machine's own goes by itself."""
        if isinstance(self._clock, FixedClock):
            self._clock.advance(seconds=seconds)

    def desk(self) -> Installation:
        """Return the first desk. Raises EnvironmentFault as ``open_installation`` does."""
        if self._first is None:
            self._first = bootstrap.open_installation(self._folders.first, self._clock)
        return self._first

    def second_desk(self) -> Installation:
        """Return the second desk; first it asks to join, is approved at the first one, and joins."""
        if self._second is None:
            self._second = self._enrol()
        return self._second

    def _enrol(self) -> Installation:
        from desktop_app.sync.enrolment import approve
        from desktop_app.sync.requests import new_request

        self._folders.shared.mkdir(parents=True, exist_ok=True)
        answer = self._folders.shared / "respuesta.zip"
        candidate, name = bootstrap.open_candidate(self._folders.second, self._clock)
        try:
            request = new_request(name, candidate.keys, _SECOND_NAME)
            approve(self.desk(), request, self._place(), answer)
            bootstrap.join_municipality(candidate, answer, _quiet)
        finally:
            candidate.close()
            answer.unlink(missing_ok=True)
        return bootstrap.open_installation(self._folders.second, self._clock)

    def _place(self) -> Place:
        from desktop_app.sync.enrolment import Place

        return Place(None, "", None, _SECOND_NAME)

    @property
    def shared(self) -> Path:
        """The folder between the desks."""
        return self._folders.shared

    def digest(self, desk: AnyDesk) -> str:
        """Return the SHA-256 over all that a desk knows."""
        from desktop_app.sync.digest import state_digest

        return state_digest(self._of(desk).store)

    def _of(self, desk: AnyDesk) -> Installation:
        for each in (self._first, self._second):
            if each is not None and each is desk:
                return each
        raise LookupError("a desk of another town")

    def close(self) -> None:
        """Close every desk."""
        for each in (self._second, self._first):
            if each is not None:
                each.close()
        self._first = self._second = None


def _quiet(done: int, total: int) -> None:
    del done, total

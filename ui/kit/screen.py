"""What the shell asks of a screen, and what it gives to one. Screens do not know each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from ui.kit.actions import CONTEXT, ActionRegistry, ActionSpec
from ui.kit.operations import Background

if TYPE_CHECKING:
    from desktop_app.domain.months import Month
    from desktop_app.domain.values import Channel
    from desktop_app.services.case_lists import CaseQuery

RECEPTION = "reception"
INBOX = "inbox"
CASES = "cases"
REFERRALS = "referrals"
CITIZENS = "citizens"
GUIDE = "guide"
DASHBOARD = "dashboard"
REPORTS = "reports"
SETTINGS = "settings"
RECEIPTS = "receipts"
PAPER = "paper"
DOCUMENTS = "documents"
MAIL = "mail"
SHIFTS = "shifts"

PANE = "shell.pane"
"""Id of the action that goes to the right pane and back."""

NARROW = 1200
SHORT = 640
TINY = 500


@dataclass(frozen=True, slots=True)
class Space:
    """How much room the window has. ``narrow``: icons only in the rail, the pane as an overlay."""

    narrow: bool
    short: bool
    tiny: bool

    @classmethod
    def of(cls, width: int, height: int) -> Space:
        """Return the classes of a window of that size in logical pixels."""
        return cls(width < NARROW, height < SHORT, height < TINY)


@dataclass(frozen=True, slots=True)
class StartAttention:
    """Argument for Recepción: somebody arrived through this channel; known already, or None.

    ``topic``: what they ask about was looked up before. Of a message: its words, and who sent it from which
    address, where that is nobody known.
    """

    channel: Channel
    citizen: bytes | None = None
    topic: bytes | None = None
    detail: str = ""
    name: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class ShowCases:
    """Argument for Casos: this list, and the case to stand on (None: the first)."""

    query: CaseQuery
    case: bytes | None = None


@dataclass(frozen=True, slots=True)
class NewCase:
    """Argument for Casos: the form of a new case, prefilled with what is known; the rest is asked there.

    ``who`` is what is known of a person who is not in the register (name, document), ``contact`` how they can
    be reached; ``citizen`` is somebody registered. ``query_type`` is a code of the country profile.
    """

    citizen: bytes | None = None
    who: str = ""
    contact: str = ""
    topic: bytes | None = None
    query_type: str = ""
    subject: str = ""
    description: str = ""
    place: str = ""
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class ShowTopic:
    """Argument for Trámites: the sheet of this topic."""

    topic: bytes


@dataclass(frozen=True, slots=True)
class ShowOfficial:
    """Argument for Trámites: the directory, standing on this official."""

    official: bytes


@dataclass(frozen=True, slots=True)
class ShowCitizen:
    """Argument for Ciudadanos: the sheet of this person."""

    citizen: bytes


@dataclass(frozen=True, slots=True)
class ShowReferral:
    """Argument for Bandeja and Vincular: the list, standing on this hand-over; ``slip``: with its paper."""

    referral: bytes
    slip: bool = False


@dataclass(frozen=True, slots=True)
class HandOver:
    """Argument for Vincular: a new hand-over, prefilled.

    ``case``: that case goes to another unit; ``previous``: the hand-over that came back and is sent on.
    """

    citizen: bytes | None = None
    case: bytes | None = None
    previous: bytes | None = None


@dataclass(frozen=True, slots=True)
class ShowReceipt:
    """Argument for Constancias: the paper of this record (``attention``, ``case`` or ``referral``) and its id."""

    kind: str
    record: bytes
    copy: bool = True


@dataclass(frozen=True, slots=True)
class ShowFile:
    """Argument for Documentos: a file of a case, by the SHA-256 of its content."""

    case: bytes
    sha: bytes


@dataclass(frozen=True, slots=True)
class ShowLetter:
    """Argument for Documentos: a letter as it would be printed; nothing of it is recorded."""

    case: bytes
    text: str


@dataclass(frozen=True, slots=True)
class OpenMail:
    """Argument for Correo: a message in a file; ``case`` is the one on which it was dropped, if any.

    ``origin`` is the screen to which one goes back.
    """

    path: Path
    case: bytes | None = None
    origin: str = CASES


@dataclass(frozen=True, slots=True)
class ShowMonth:
    """Argument for Informes: the report of this month."""

    month: Month


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """Argument for Ajustes: the page with this id, where the person may see it."""

    page: str


@dataclass(frozen=True, slots=True)
class Tools:
    """What every screen is given: workers, actions, and the office's local time."""

    background: Background
    actions: ActionRegistry
    now: Callable[[], datetime]


class Screen(QWidget):
    """One section of the window."""

    go = Signal(str, object)
    """Id of another screen, and what it shall show."""
    say = Signal(object)
    """Message for the person."""
    pane_changed = Signal()
    """:meth:`pane` returns another widget now."""

    def activate(self, args: object | None) -> None:
        """Come to the front; put the focus where work begins. ``args`` tells what to show."""
        del args

    def refresh(self, changes: frozenset[str]) -> None:
        """Fetch again what depends on these kinds of things; an empty set means everything."""
        del changes

    def pane(self) -> QWidget | None:
        """Return what belongs into the right pane, or None when the screen takes its room."""
        return None

    def fit(self, space: Space) -> None:
        """Show more or less, as the room allows."""
        del space

    def keep_draft(self) -> None:
        """Save what was typed and not yet recorded: the program ends or has stumbled."""


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """A section of the window, nearly always with a place in the rail. The screen is made on the first visit."""

    id: str
    title: str
    """Marked with ``QT_TRANSLATE_NOOP("Actions", …)``."""
    icon: str
    shortcut: str
    make: Callable[[Tools], Screen]
    actions: tuple[ActionSpec, ...] = ()
    at_bottom: bool = False
    in_rail: bool = True
    """False: reached by its shortcut, by the search and by links only."""
    waiting: Callable[[], int] | None = None
    """How many things wait for the person there; runs on a worker. None: nothing is counted."""
    counts: frozenset[str] = frozenset()
    """Kinds of things whose change alters that number."""
    module: str = ""
    """Module that ``make`` takes the screen from, where that is not ``screen`` beside ``entry``."""

    def label(self) -> str:
        """Return the title in the person's language."""
        return QCoreApplication.translate(CONTEXT, self.title)

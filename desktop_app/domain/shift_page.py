"""What stands on the page that goes along with a shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ShiftPageLine:
    """A case on the page, in words."""

    number: str
    subject: str
    due: str
    next_action: str
    receiver: str


@dataclass(frozen=True, slots=True)
class ShiftPage:
    """One page: who hands over, what, and what they should know; ``made_at`` in the office's zone."""

    municipality: str
    office: str
    sender: str
    made_at: datetime
    cases: tuple[ShiftPageLine, ...]
    referrals: tuple[tuple[str, str, str], ...]
    """Number, need, and the unit that has not answered."""
    note: str = ""

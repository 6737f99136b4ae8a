"""What was chosen from a list, and left again by a letter too many: taking the letter back brings it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Known:
    """A citizen that was chosen, with the contact that came with them."""

    id: bytes
    name: str
    contact: str


class Attended(Protocol):
    """Where a name and a contact are typed; ``given_contact`` is the one that came with ``citizen``."""

    name: str
    citizen: bytes | None
    contact: str
    given_contact: str
    left_citizen: Known | None


def write_person(attended: Attended, name: str, contact: str) -> None:
    """Take what was typed: another name is somebody else, who has not the first one's contact."""
    attended.contact = contact
    if name == attended.name:
        return
    left = attended.left_citizen
    if attended.citizen is not None:
        attended.left_citizen = Known(attended.citizen, attended.name, attended.given_contact)
        attended.citizen = None
        if contact == attended.given_contact:
            attended.contact = ""
    elif left is not None and name == left.name:
        attended.citizen, attended.given_contact = left.id, left.contact
        attended.contact = contact or left.contact
    attended.name = name

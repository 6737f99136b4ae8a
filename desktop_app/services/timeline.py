"""The story of a case: its own events and its hand-overs, in the order in which they happened."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from desktop_app.domain.text import QT_TRANSLATE_NOOP
from desktop_app.services.case_lists import HAND_OVER, CaseDetail, TimelineEntry


class Part(StrEnum):
    """What of a story is shown."""

    ALL = "all"
    CONTACTS = "contacts"
    CHANGES = "changes"
    FILES = "files"


PARTS: Final[Mapping[Part, str]] = {
    Part.ALL: QT_TRANSLATE_NOOP("core", "Todo"),
    Part.CONTACTS: QT_TRANSLATE_NOOP("core", "Contactos"),
    Part.CHANGES: QT_TRANSLATE_NOOP("core", "Cambios"),
    Part.FILES: QT_TRANSLATE_NOOP("core", "Archivos"),
}

_CONTACTS: Final = frozenset({"contact", "letter", "mail", "rate"})
_FILES: Final = frozenset({"attach", "detach"})
_NEITHER: Final = frozenset({"note"})
"""A note is nobody's contact and changes nothing; it stands in the whole story alone."""


def story(found: CaseDetail, part: Part = Part.ALL) -> list[TimelineEntry]:
    """Return what happened in a case, the newest first.

    An entry that a person wrote later than it happened stands at its moment; of one moment the events keep the order
    of the log, and a hand-over comes after the step that it went with.
    """
    # Sorting is stable: what is in order stays so.
    entries = sorted((*found.timeline, *found.hand_overs), key=lambda each: each.at)
    return [each for each in reversed(entries) if _belongs(each, part)]


def _belongs(entry: TimelineEntry, part: Part) -> bool:
    if entry.kind == "escalate" and not entry.counted:
        return False  # what two desks told apart of the same due moment was told once
    if part is Part.CONTACTS:
        return entry.kind in _CONTACTS
    if part is Part.FILES:
        return entry.kind in _FILES
    if part is Part.CHANGES:
        return entry.kind == HAND_OVER or entry.kind not in _CONTACTS | _FILES | _NEITHER
    return True

"""How the due moments of a case came to be, read from its timeline: what a resumption moved, who extended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.extensions import EXTENSION, is_extended
from desktop_app.domain.values import CaseState
from desktop_app.services.case_lists import TimelineEntry
from desktop_app.services.case_previews import NAMES
from ui.cases.effects import clock_name
from ui.kit.formats import moment_text


def resumed_lines(events: Sequence[TimelineEntry], event: TimelineEntry) -> list[str]:
    """Return by how much the end of a pause moved each clock; nothing for any other event."""
    if event.kind != "move" or not event.counted or not isinstance(event.facts.get("due"), Mapping):
        return []
    earlier = events[: events.index(event)]
    if not _waited(earlier):
        return []
    due: Mapping[str, Any] = event.facts["due"]
    lines = []
    for name in NAMES:
        before, after = _last(earlier, name), due.get(name)
        if isinstance(after, int) and before is not None and before != after:
            words = QCoreApplication.translate("Cases", "{clock}: por la pausa pasa de {before} a {due}.")
            zone = event.at.tzinfo
            lines.append(
                words.format(
                    clock=clock_name(name),
                    before=moment_text(datetime.fromtimestamp(before, zone)),
                    due=moment_text(datetime.fromtimestamp(after, zone)),
                )
            )
    return lines


def extension_line(events: Sequence[TimelineEntry], clock: str, why: str) -> str:
    """Return who extended a clock and why, while its explanation says that it is extended."""
    if not is_extended(why):
        return ""
    for event in reversed(events):
        if event.kind == "due" and event.counted and event.facts.get("cause") == EXTENSION:
            if event.facts.get("clock") != clock:
                continue
            words = (
                QCoreApplication.translate("Cases", "Prórroga de {author}: {reason}")
                if event.author
                else QCoreApplication.translate("Cases", "Prórroga: {reason}")
            )
            return words.format(author=event.author, reason=event.text)
    return ""


def _waited(events: Sequence[TimelineEntry]) -> bool:
    """Tell whether the case waited on the citizen after these events."""
    for event in reversed(events):
        if event.kind == "move" and event.counted:
            return event.facts.get("to") == CaseState.WAITING_CITIZEN
    return False


def _last(events: Sequence[TimelineEntry], clock: str) -> int | None:
    """Return the due moment that a clock had last when it ran."""
    for event in reversed(events):
        due = event.facts.get("due")
        moment = due.get(clock) if event.counted and isinstance(due, Mapping) else None
        if isinstance(moment, int) and not isinstance(moment, bool):
            return moment
    return None

"""What is being written for a new hand-over, and its draft on the disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.domain.values import ReferralState
from desktop_app.services import drafts, handing_on
from desktop_app.services.context import Context
from desktop_app.services.handing_on import StartingPoint
from desktop_app.services.referrals import ReferralForm
from ui.kit.operations import Background
from ui.kit.screen import HandOver
from ui.referrals.lookups import UnitCard, read_unit

WAIT_MS = 250
_SLOTS = "handover-"
_OUTCOMES = {
    state.value: state
    for state in (ReferralState.SENT, ReferralState.CONFIRMED_BY_PHONE, ReferralState.NO_ANSWER)
}


@dataclass(slots=True)
class Writing:
    """One hand-over that is being written. ``official_chosen``: by a person, not suggested."""

    slot: str
    start: StartingPoint
    need: str = ""
    unit: bytes | None = None
    card: UnitCard | None = None
    official: bytes | None = None
    official_chosen: bool = False
    citizen: bytes | None = None
    citizen_text: str = ""
    outcome: ReferralState = ReferralState.SENT
    restored: bool = False

    def form(self) -> ReferralForm:
        """Return what the service is handed."""
        start = self.start
        return ReferralForm(
            unit=self.unit,
            need=self.need,
            official=self.official,
            topic=start.topic,
            citizen=self.citizen,
            attention=start.attention,
            case=start.case,
            previous=start.previous,
            state=self.outcome,
        )

    def changed(self) -> bool:
        """Tell whether anything differs from where it began."""
        start = self.start
        return (
            (self.need, self.citizen_text, self.unit) != (start.need, start.citizen_name, start.unit)
            or self.official_chosen
            or self.outcome is not ReferralState.SENT
        )

    def content(self) -> dict[str, Any]:
        """Return what a draft keeps."""
        return {
            "need": self.need,
            "unit": ulid_text(self.unit) if self.unit else None,
            "official": ulid_text(self.official) if self.official and self.official_chosen else None,
            "citizen": ulid_text(self.citizen) if self.citizen else None,
            "citizen_text": self.citizen_text,
            "outcome": self.outcome.value,
        }


def begin(context: Context, wanted: HandOver) -> Writing:
    """Return what is known, or what was typed for the same thing before. Runs on a worker."""
    origin = wanted.previous or wanted.case or wanted.citizen
    slot = _SLOTS + (ulid_text(origin) if origin else "new")
    start = handing_on.starting_point(
        context, citizen=wanted.citizen, case=wanted.case, previous=wanted.previous
    )
    writing = Writing(
        slot, start, start.need, start.unit, citizen=start.citizen, citizen_text=start.citizen_name
    )
    found = next((draft for draft in drafts.open_drafts(context) if draft.slot == slot), None)
    if found is not None:
        _fill(writing, found.content)
    if writing.unit is not None:
        writing.card = read_unit(context, writing.unit, start.avoid)
        if not writing.official_chosen and writing.card is not None:
            writing.official = writing.card.suggested
    return writing


def _fill(writing: Writing, content: Mapping[str, Any]) -> None:
    need, name = content.get("need"), content.get("citizen_text")
    writing.need = need if isinstance(need, str) else writing.need
    writing.citizen_text = name if isinstance(name, str) else writing.citizen_text
    writing.unit = _id(content.get("unit"))
    writing.citizen = _id(content.get("citizen"))
    writing.official = _id(content.get("official"))
    writing.official_chosen = writing.official is not None
    writing.outcome = _OUTCOMES.get(str(content.get("outcome")), ReferralState.SENT)
    writing.restored = True


def _id(text: object) -> bytes | None:
    try:
        return ulid_bytes(text) if isinstance(text, str) else None
    except ValueError:
        return None


class WritingKeeper(QObject):
    """Saves the draft a quarter of a second after the typing stops."""

    kept = Signal(object)
    """Draft that is on the disk now."""

    def __init__(self, context: Context, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self._changed: Writing | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.save)

    def touch(self, writing: Writing) -> None:
        """Note that something was typed."""
        self._changed = replace(writing)
        if not self._timer.isActive():  # who types without a rest is saved meanwhile
            self._timer.start()

    def save(self) -> None:
        """Save what changed without waiting any longer; what is as it began leaves no draft."""
        self._timer.stop()
        writing, self._changed = self._changed, None
        if writing is None:
            return
        context, slot = self._context, writing.slot
        if writing.changed():
            content = writing.content()
            save = self._background.write(self, lambda: drafts.save_draft(context, slot, content))
            save.on_success(self.kept.emit).run()
        else:
            self.drop(writing)

    def drop(self, writing: Writing) -> None:
        """Forget the draft: it was recorded, or given up."""
        self._timer.stop()
        self._changed = None
        context, slot = self._context, writing.slot
        self._background.write(self, lambda: drafts.drop_draft(context, slot)).run()

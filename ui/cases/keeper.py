"""Keeps what is being written about cases: a quarter of a second after the typing stops it is on the disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.services import drafts
from desktop_app.services.context import Context
from desktop_app.services.drafts import Draft
from ui.kit.operations import Background

SLOTS = "case-"
WAIT_MS = 250

Key = tuple[bytes, str]
"""A case and the id of a step."""


class StepKeeper(QObject):
    """Saves the texts of steps that are not taken yet."""

    def __init__(self, context: Context, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self._changed: dict[Key, str] = {}
        self._kept: dict[Key, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.save)

    def touch(self, key: Key, text: str) -> None:
        """Note what stands in a step's field now; an empty text leaves no draft."""
        self._changed[key] = self._kept[key] = text
        if not self._timer.isActive():  # who types without a rest is saved meanwhile
            self._timer.start()

    def kept(self, key: Key) -> str:
        """Return what was typed for a step and not taken, also before the program was started."""
        return self._kept.get(key, "")

    def save(self) -> None:
        """Save what changed without waiting any longer."""
        self._timer.stop()
        changed, self._changed = self._changed, {}
        context = self._context
        for key, text in changed.items():
            slot = _slot(key)
            if text.strip():
                self._background.write(
                    self,
                    lambda slot=slot, text=text: drafts.save_draft(context, slot, {"text": text}),  # type: ignore[misc]
                ).run()
            else:
                self._background.write(self, lambda slot=slot: drafts.drop_draft(context, slot)).run()  # type: ignore[misc]

    def restore(self, then: Callable[[dict[Key, str]], None]) -> None:
        """Hand over what was left from before."""
        context = self._context

        def work() -> dict[Key, str]:
            found = (_read(draft) for draft in drafts.open_drafts(context) if draft.slot.startswith(SLOTS))
            return dict(each for each in found if each is not None)

        def done(found: dict[Key, str]) -> None:
            self._kept = found | self._kept
            then(found)

        self._background.read(self, work).on_success(done).run()


def _slot(key: Key) -> str:
    return f"{SLOTS}{ulid_text(key[0])}-{key[1]}"


def _read(draft: Draft) -> tuple[Key, str] | None:
    case, _, step = draft.slot.removeprefix(SLOTS).partition("-")
    text = draft.content.get("text")
    try:
        return ((ulid_bytes(case), step), text) if isinstance(text, str) else None
    except ValueError:
        return None

"""Keeps what is being written about people: a quarter of a second after the typing stops it is on the disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

from desktop_app.domain.ids import ulid_bytes, ulid_text
from desktop_app.services import drafts
from desktop_app.services.context import Context
from desktop_app.services.drafts import Draft
from ui.kit.operations import Background

SLOTS = "citizen-"
WAIT_MS = 250
_NEW = "new"

Key = bytes | None
"""Who is being corrected; None: somebody new."""
Values = Mapping[str, str]
"""What stands in the fields, by their names."""


class FormKeeper(QObject):
    """Saves what was typed and not recorded; a form without changes leaves no draft."""

    def __init__(self, context: Context, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self._changed: dict[Key, Values | None] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.save)

    def touch(self, key: Key, values: Values | None) -> None:
        """Note what stands in the form now; None: nothing worth keeping."""
        self._changed[key] = values
        if not self._timer.isActive():  # who types without a rest is saved meanwhile
            self._timer.start()

    def save(self) -> None:
        """Save what changed without waiting any longer."""
        self._timer.stop()
        changed, self._changed = self._changed, {}
        for key, values in changed.items():
            self._background.write(self, _act(self._context, _slot(key), values)).run()

    def restore(self, then: Callable[[dict[Key, Values]], None]) -> None:
        """Hand over what was left from before."""
        context = self._context

        def work() -> dict[Key, Values]:
            found = (_read(draft) for draft in drafts.open_drafts(context) if draft.slot.startswith(SLOTS))
            return dict(each for each in found if each is not None)

        self._background.read(self, work).on_success(then).run()


def _act(context: Context, slot: str, values: Values | None) -> Callable[[], object]:
    if values is None:
        return lambda: drafts.drop_draft(context, slot)
    return lambda: drafts.save_draft(context, slot, dict(values))


def _slot(key: Key) -> str:
    return f"{SLOTS}{ulid_text(key) if key is not None else _NEW}"


def _read(draft: Draft) -> tuple[Key, Values] | None:
    name = draft.slot.removeprefix(SLOTS)
    values = {field: text for field, text in draft.content.items() if isinstance(text, str)}
    try:
        return (None if name == _NEW else ulid_bytes(name)), values
    except ValueError:
        return None

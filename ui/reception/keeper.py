"""Keeps drafts: a quarter of a second after the typing stops, they are on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.services import drafts
from desktop_app.services.context import Context
from desktop_app.services.drafts import Draft
from ui.kit.operations import Background
from ui.reception.attention import OpenAttention
from ui.reception.desk import SLOTS

WAIT_MS = 250


class DraftKeeper(QObject):
    """Saves what changed, once the hands rest."""

    kept = Signal(object)
    """Draft that is on the disk now."""

    def __init__(self, context: Context, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self._changed: dict[str, OpenAttention] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.save)

    def touch(self, attention: OpenAttention) -> None:
        """Note that an attention has changed; each change begins the wait anew."""
        self._changed[attention.slot] = attention
        self._timer.start()

    def save(self) -> None:
        """Save what changed without waiting any longer."""
        self._timer.stop()
        changed, self._changed = self._changed, {}
        for slot, attention in changed.items():
            if attention.saving:
                continue
            if attention.blank:
                self._drop(slot)
            else:
                self._save(slot, attention)

    def save_all(self, attentions: Iterable[OpenAttention]) -> None:
        """Save every open attention: the program ends or has stumbled."""
        for attention in attentions:
            self._changed[attention.slot] = attention
        self.save()

    def forget(self, attention: OpenAttention) -> None:
        """Leave an attention alone: it is being recorded."""
        self._changed.pop(attention.slot, None)

    def drop(self, attention: OpenAttention) -> None:
        """Take the draft of an attention away that was given up."""
        self.forget(attention)
        self._drop(attention.slot)

    def restore(self, then: Callable[[list[Draft]], None]) -> None:
        """Hand over what was left from before."""
        context = self._context

        def work() -> list[Draft]:
            return [draft for draft in drafts.open_drafts(context) if draft.slot.startswith(SLOTS)]

        self._background.read(self, work).on_success(then).run()

    def _save(self, slot: str, attention: OpenAttention) -> None:
        context, content = self._context, attention.to_draft()
        self._background.write(self, lambda: drafts.save_draft(context, slot, content)).on_success(
            self.kept.emit
        ).run()

    def _drop(self, slot: str) -> None:
        context = self._context
        self._background.write(self, lambda: drafts.drop_draft(context, slot)).run()

"""Keeps drafts: what was typed is on its way to the disk a quarter of a second later, rest or no rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.services import drafts
from desktop_app.services.context import Context
from desktop_app.services.drafts import Draft
from ui.kit.operations import Background, Failure
from ui.reception.attention import OpenAttention
from ui.reception.desk import SLOTS

WAIT_MS = 250


class DraftKeeper(QObject):
    """Saves what changed, also under hands that never rest."""

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
        self._timer.timeout.connect(self._on_time)
        self._under_way = 0
        self._refused = False

    def touch(self, attention: OpenAttention) -> None:
        """Note that an attention has changed; further changes meanwhile do not put the saving off."""
        self._changed[attention.slot] = attention
        if not self._timer.isActive():
            self._timer.start()

    def _on_time(self) -> None:
        if self._under_way:
            self._timer.start()  # a slow disk is not given more than it can take
        else:
            self.save()

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
        if not self._refused:
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
        self._under_way += 1
        (
            self._background.write(self, lambda: drafts.save_draft(context, slot, content))
            .on_success(self._on_kept)
            .on_failure(partial(self._on_failed, attention))
            .run()
        )

    def _on_kept(self, draft: Draft) -> None:
        self._under_way -= 1
        self.kept.emit(draft)

    def _on_failed(self, attention: OpenAttention, failure: Failure) -> None:
        """Tell it once: whatever fails has everything saved again, and this would fail as well."""
        self._under_way -= 1
        self._changed.setdefault(attention.slot, attention)
        self._refused = True
        self._background.failed.emit(failure)
        self._refused = False

    def _drop(self, slot: str) -> None:
        context = self._context
        self._background.write(self, lambda: drafts.drop_draft(context, slot)).run()

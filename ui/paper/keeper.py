"""Keeps the form that is being typed in: a quarter of a second after the typing stops it is on the disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.services import catalogue, drafts
from desktop_app.services.context import Context
from ui.kit.operations import Background
from ui.paper.filling import Filling, from_draft

SLOT = "paper-form"
WAIT_MS = 250


class FillingKeeper(QObject):
    """One draft for the one form that is typed in at a time."""

    kept = Signal(object)
    """Draft that is on the disk now."""

    def __init__(self, context: Context, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self._changed: Filling | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.save)

    def touch(self, filling: Filling) -> None:
        """Note what stands in the form; further changes meanwhile do not put the saving off."""
        self._changed = filling
        if not self._timer.isActive():
            self._timer.start()

    def save(self) -> None:
        """Save what changed without waiting any longer."""
        self._timer.stop()
        filling, self._changed = self._changed, None
        if filling is None:
            return
        context = self._context
        if filling.blank:
            self._background.write(self, lambda: drafts.drop_draft(context, SLOT)).run()
            return
        content = filling.to_draft(context.now().date())
        self._background.write(self, lambda: drafts.save_draft(context, SLOT, content)).on_success(
            self.kept.emit
        ).run()

    def forget(self) -> None:
        """Leave the form alone: it is being recorded."""
        self._timer.stop()
        self._changed = None

    def drop(self) -> None:
        """Take the draft away: what was typed was given up."""
        self.forget()
        context = self._context
        self._background.write(self, lambda: drafts.drop_draft(context, SLOT)).run()

    def restore(self, then: Callable[[Filling | None], None]) -> None:
        """Hand over what was left from before, or None."""
        context = self._context

        def work() -> Filling | None:
            draft = next((each for each in drafts.open_drafts(context) if each.slot == SLOT), None)
            return from_draft(draft.content, catalogue.every_topic(context)) if draft is not None else None

        self._background.read(self, work).on_success(then).run()

"""Counting the views beside the windows: most at once, those that take longer afterwards, while nobody types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.case_views import SavedView
from desktop_app.services import case_views
from desktop_app.services.context import Context
from desktop_app.system.progress import CancelToken, Progress
from ui.kit.operations import Background, Operation

Counts = dict[str, int | None]


class ViewCounter(QObject):
    """A new round takes the place of one that is not finished."""

    counted = Signal(object)
    """Counts by view: the program's by name, saved ones by slot."""

    def __init__(self, context: Context, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._background = background
        self._quick: Operation[Counts] | None = None
        self._slow: Operation[Counts] | None = None

    def count(self, saved: Sequence[SavedView], official: bytes | None) -> None:
        """Count all views, for who is this official."""
        self._drop()
        context = self._context

        def done(counts: Counts) -> None:
            self._quick = None
            self.counted.emit({name: count for name, count in counts.items() if count is not None})
            self._count_later([view for view in saved if counts.get(view.slot, 0) is None], official)

        work = self._background.read(self, lambda: case_views.counts(context, saved, official))
        self._quick = work.on_success(done).run()

    def _count_later(self, later: Sequence[SavedView], official: bytes | None) -> None:
        if not later:
            return
        context = self._context

        def work(_progress: Progress, token: CancelToken) -> Counts:
            found: Counts = {}
            for view in later:
                token.check()
                found[view.slot] = case_views.slow_count(context, view, official)
            return found

        self._slow = self._background.long_read(self, work).stand_aside().on_success(self.counted.emit).run()

    def _drop(self) -> None:
        for operation in (self._quick, self._slow):
            if operation is not None:
                operation.drop()
        self._quick = self._slow = None

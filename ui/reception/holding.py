"""Having the citizen wait, with the reason and its own clock (AUM-010-010, 020)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.values import HoldReason
from ui.reception.desk import Desk
from ui.reception.keeper import DraftKeeper
from ui.reception.view import ReceptionView


class Holding(QObject):
    """F4: the wait begins at once, a digit tells why, F4 again ends it."""

    def __init__(
        self,
        desk: Desk,
        view: ReceptionView,
        keeper: DraftKeeper,
        now: Callable[[], datetime],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._keeper = keeper
        self._now = now
        self._before: QWidget | None = None
        view.parts.reasons.chosen.connect(self._on_reason)

    def toggle(self) -> None:
        """Have the citizen wait, or go on."""
        attention = self._desk.front
        if attention is None:
            return
        reasons = self._view.parts.reasons
        if attention.hold_since is not None:
            attention.end_hold(self._now())
            self._leave()
        else:
            attention.begin_hold(self._now())
            self._before = QApplication.focusWidget()
            reasons.digits.choose(None)
            reasons.show()
            reasons.digits.enter()
        self._keeper.touch(attention)
        self._view.show_state()

    def _on_reason(self, reason: object) -> None:
        attention = self._desk.front
        if attention is not None and isinstance(reason, HoldReason):
            attention.hold_reason = reason
            self._keeper.touch(attention)
        self._leave()
        self._view.show_state()

    def _leave(self) -> None:
        back, self._before = self._before, None
        reasons = self._view.parts.reasons
        focused = QApplication.focusWidget()
        if back is not None and back.isVisible():
            back.setFocus()
        elif focused is not None and reasons.isAncestorOf(focused):
            self._view.form.topic.setFocus()
        reasons.hide()

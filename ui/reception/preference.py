"""Attending somebody before their turn (older people, pregnancy, disability): one key marks it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject

from desktop_app.domain.preferential import UNSPECIFIED
from ui.kit import speech
from ui.reception.asking import DigitQuestion
from ui.reception.attention import OpenAttention
from ui.reception.keeper import DraftKeeper
from ui.reception.view import ReceptionView


class Preference(QObject):
    """F12: marked at once, a digit tells the group, F12 again takes the mark away.

    It changes the turn at the desk, neither the level nor the criteria of a critical case.
    """

    def __init__(
        self, view: ReceptionView, keeper: DraftKeeper, front: Callable[[], OpenAttention], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._keeper = keeper
        self._front = front
        self._question: DigitQuestion = view.parts.groups
        self._question.chosen.connect(self._on_group)

    def toggle(self) -> None:
        """Mark the attention in front as preferential, or take the mark away; begins one where none is."""
        attention = self._front()
        marked = attention.preferential is None
        attention.preferential = UNSPECIFIED if marked else None
        self._changed(attention)
        if marked:
            self._question.ask()
        else:
            self._question.leave()

    def _on_group(self, group: object) -> None:
        attention = self._front()
        if isinstance(group, str):
            attention.preferential = group
            self._changed(attention)

    def _changed(self, attention: OpenAttention) -> None:
        self._keeper.touch(attention)
        self._view.show_state()
        button = self._view.bar.preferential
        removed = QCoreApplication.translate("Reception", "Sin atención preferente")
        speech.announce(button, button.accessibleName() if attention.preferential else removed)

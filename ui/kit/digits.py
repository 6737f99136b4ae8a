"""Choices by their digit: ``1 Riesgo``, ``2 Recurrente``… one key while the row has the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import Button, SegmentedBar


class DigitBar(SegmentedBar):
    """A row of numbered choices; ``first`` is the digit of the first one."""

    def __init__(
        self, name: str, *, first: int = 1, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent, wrap=wrap)
        self._first = first

    def set_first(self, digit: int) -> None:
        """Say which digit the first choice has."""
        self._first = digit

    def add_numbered(self, value: object, text: str) -> Button:
        """Add a choice under the next digit."""
        digit = self._first + len(self.chips())
        return self.add(value, f"{digit} {text}")

    def enter(self) -> None:
        """Put the focus where the digits are heard."""
        chips = self.chips()
        chosen = next((chip for chip in chips if chip.isChecked()), chips[0])
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digit; the arrows work as in any row of choices."""
        at = event.key() - Qt.Key.Key_0 - self._first
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        chips = self.chips()
        if plain and 0 <= at < len(chips):
            chips[at].setFocus(Qt.FocusReason.OtherFocusReason)
            chips[at].click()
        else:
            super().keyPressEvent(event)

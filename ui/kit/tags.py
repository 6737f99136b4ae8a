"""Several choices by their digit: each press of ``3`` puts the third in, or takes it out again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.kit import theme
from ui.kit.buttons import Button, Kind
from ui.kit.flow import FlowLayout

_PLAIN = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier})


class TagBar(QWidget):
    """Numbered chips, none or several of which are chosen. Tab enters at one of them, the arrows move."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._row = FlowLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GRID + 2)
        self._chips: list[tuple[str, Button]] = []

    def show_tags(self, tags: Iterable[tuple[str, str]]) -> None:
        """Show these tags, each with its words, and none of them chosen."""
        for _tag, chip in self._chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        self._chips = []
        for number, (tag, words) in enumerate(tags, 1):
            chip = Button(f"{number} {words}", kind=Kind.CHIP)
            chip.clicked.connect(self.changed)
            self._row.addWidget(chip)
            self._chips.append((tag, chip))
        self._enter_at(0)

    def chips(self) -> Sequence[Button]:
        """Return the chips in their order."""
        return [chip for _tag, chip in self._chips]

    def values(self) -> tuple[str, ...]:
        """Return what is chosen, in the order of the chips."""
        return tuple(tag for tag, chip in self._chips if chip.isChecked())

    def choose(self, tags: Iterable[str]) -> None:
        """Show these as chosen without telling anybody."""
        chosen = set(tags)
        for tag, chip in self._chips:
            chip.setChecked(tag in chosen)

    def enter(self) -> None:
        """Put the focus where the digits are heard."""
        if self._chips:
            self._chips[0][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digit, move with the arrows."""
        chips = self.chips()
        at = event.key() - Qt.Key.Key_1
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        here = next((i for i, chip in enumerate(chips) if chip.hasFocus()), None)
        if event.modifiers() in _PLAIN and 0 <= at < len(chips):
            chips[at].setFocus(Qt.FocusReason.OtherFocusReason)
            self._enter_at(at)
            chips[at].click()
        elif step and here is not None and event.modifiers() in _PLAIN:
            there = (here + step) % len(chips)
            self._enter_at(there)
            chips[there].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _enter_at(self, at: int) -> None:
        for index, (_tag, chip) in enumerate(self._chips):
            stop = index == at
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

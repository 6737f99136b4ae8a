"""The kinds of fields that the forms of Trámites have, read and filled alike."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy

from ui.kit import theme
from ui.kit.breaking import shortened
from ui.kit.buttons import SegmentedBar
from ui.kit.note_edit import NoteEdit
from ui.kit.tips import tip

Value = object
_CHOICE = 36


class LineField(QLineEdit):
    """One line of text."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)

    def value(self) -> Value:
        """Return the text."""
        return self.text()

    def fill(self, value: Value) -> None:
        """Put a text into it, from its beginning."""
        self.setText(str(value or ""))
        self.setCursorPosition(0)


class NoteField(NoteEdit):
    """Some lines of text; Tab goes on to the next field."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._height = max(theme.FIELD_HEIGHT, lines * 19 + 14)
        self.setFixedHeight(self._height)

    def minimumSizeHint(self) -> QSize:
        """Return the height of the lines: longer texts scroll."""
        return QSize(80, self._height)

    def value(self) -> Value:
        """Return the text."""
        return self.toPlainText()

    def fill(self, value: Value) -> None:
        """Put a text into it."""
        self.setPlainText(str(value or ""))


class ChoiceField(QComboBox):
    """One of a list; the wheel scrolls the form and changes nothing."""

    def __init__(self, choices: Sequence[tuple[Value, str]]) -> None:
        super().__init__()
        self._values: list[Value] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.offer(choices)

    def offer(self, choices: Sequence[tuple[Value, str]]) -> None:
        """Offer other choices; the first is chosen."""
        self.clear()
        self._values = [value for value, _ in choices]
        for at, (_, text) in enumerate(choices):
            self.addItem(shortened(text, _CHOICE))
            self.setItemData(at, tip(text), Qt.ItemDataRole.ToolTipRole)

    def value(self) -> Value:
        """Return the chosen value."""
        at = self.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    def fill(self, value: Value) -> None:
        """Choose a value; one that is not offered chooses the first."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()


class BarField(SegmentedBar):
    """One of a few that all can be seen."""

    def __init__(self, name: str, choices: Sequence[tuple[Value, str]]) -> None:
        super().__init__(name, wrap=True)
        for value, text in choices:
            self.add(value, text)

    def fill(self, value: Value) -> None:
        """Choose a value."""
        self.choose(value)


class CheckField(QCheckBox):
    """Yes or no."""

    def value(self) -> Value:
        """Return whether it is checked."""
        return self.isChecked()

    def fill(self, value: Value) -> None:
        """Check it or not."""
        self.setChecked(bool(value))

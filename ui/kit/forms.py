"""Forms: a label that names its field, the field, and what is wrong right under it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.kit import speech, theme
from ui.kit.buttons import Button, Kind
from ui.kit.note_edit import NoteEdit
from ui.kit.surfaces import text_label

LABEL_WIDTH = 96


class FormRow(QObject):
    """One field of a form. ``name`` is what a service calls the field in its errors."""

    def __init__(self, name: str, label: str, field: QWidget, *, hint: str = "") -> None:
        super().__init__(field)
        self.name = name
        self.field = field
        self.label = QLabel(label)
        # A label leads to no widget that takes no focus itself, not even to one that hands it on.
        self.label.setBuddy(field.focusProxy() or field)
        self.label.setMinimumHeight(theme.FIELD_HEIGHT)
        self._hint_text = hint
        self.note = text_label(hint, theme.Size.SMALL, tone="muted", wrap=True)
        if not hint:
            self.note.hide()
        words = label.replace("&", "")
        if isinstance(field, NoteEdit):
            field.refused.connect(self.set_error)
        field.setAccessibleName(words)
        field.setAccessibleDescription(hint)

    def error(self) -> str:
        """Return what is wrong with the field, or an empty text."""
        return self.note.text() if self.field.property("invalid") else ""

    def set_error(self, sentence: str) -> None:
        """Show what is wrong under the field; an empty text clears it."""
        self.field.setProperty("invalid", bool(sentence))
        self.note.setText(sentence or self._hint_text)
        self.note.setProperty("tone", "error" if sentence else "muted")
        self.note.setVisible(bool(sentence or self._hint_text))
        self.field.setAccessibleDescription(sentence or self._hint_text)
        for widget in (self.field, self.note):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def set_hint(self, hint: str) -> None:
        """Set the quiet note under the field."""
        changed = hint != self._hint_text
        self._hint_text = hint
        if changed and not self.error():
            self.set_error("")

    def hide_label(self, parent: QWidget) -> None:
        """Do without the label on the screen; the field keeps its spoken name."""
        self.label.setParent(parent)
        self.label.hide()

    def set_visible(self, visible: bool) -> None:
        """Show or hide label, field and note together."""
        self.label.setVisible(visible)
        self.field.setVisible(visible)
        self.note.setVisible(visible and bool(self.note.text()))


class Form(QWidget):
    """Rows under each other: labels of one width at the left, fields at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, FormRow] = {}
        self._used = 0
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(0)
        self.grid.setVerticalSpacing(2 * theme.GRID)
        self.grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self.grid.setColumnStretch(1, 1)

    def add(self, row: FormRow) -> FormRow:
        """Add a row at the end."""
        at = self._used
        self._used += 1
        cell = QVBoxLayout()
        cell.setSpacing(theme.GRID // 2)
        cell.addWidget(row.field)
        cell.addWidget(row.note)
        self.grid.addWidget(row.label, at, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addLayout(cell, at, 1)
        self.rows[row.name] = row
        return row

    def add_widget(self, label: str, widget: QWidget) -> None:
        """Add something that is not a field of its own, such as a row of choices."""
        at = self._used
        self._used += 1
        words = QLabel(label)
        words.setMinimumHeight(theme.FIELD_HEIGHT)
        self.grid.addWidget(words, at, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(widget, at, 1)

    def clear_errors(self) -> None:
        """Take every error away."""
        for row in self.rows.values():
            if row.error():
                row.set_error("")

    def show_errors(self, errors: Iterable[tuple[str, str]]) -> bool:
        """Put sentences under their fields and the focus into the first of them.

        Returns False when no field of this form was named: the sentence then belongs elsewhere.
        """
        self.clear_errors()
        wrong = dict(errors)
        first = next((row for row in self.rows.values() if row.name in wrong), None)
        for name, sentence in wrong.items():
            if name in self.rows:
                self.rows[name].set_error(sentence)
        if first is None:
            return False
        first.field.setFocus(Qt.FocusReason.OtherFocusReason)
        speech.announce(first.field, wrong[first.name])
        return True


class FormFoot(QVBoxLayout):
    """How a form ends: what is wrong with the whole, a way out, and the button that saves."""

    def __init__(self, save: str, submit_hint: str) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.error = text_label("", theme.Size.SMALL, tone="error", wrap=True)
        self.error.hide()
        self.leave = Button(QCoreApplication.translate("Forms", "Dejar"), kind=Kind.QUIET, hint="Esc")
        self.save = Button(save, kind=Kind.PRIMARY, hint=submit_hint)
        self.addWidget(self.error)
        row = QHBoxLayout()
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(self.save)
        self.addLayout(row)

    def set_error(self, sentence: str) -> None:
        """Show and say what is wrong; an empty text clears it."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        if sentence:
            speech.announce(self.error, sentence)

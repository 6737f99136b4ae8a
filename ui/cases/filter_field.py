"""The filter over the list: what may come next stands below it while one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_app.domain.filter_words import parts
from desktop_app.services.case_completion import Completion, Names, complete
from ui.kit import speech
from ui.kit.core import core
from ui.kit.list_search import ListSearch
from ui.kit.suggest import Choice, SuggestPopup

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_LEAST_WIDTH = 440
_BEGUN = 2


class FilterField(ListSearch):
    """A line whose words can be completed.

    Names are in memory: what is offered for a letter stands there with the letter, so nothing moves under Enter.
    Tab takes the first row. Enter takes a row that was walked to, and a value; otherwise it goes to the list:
    who types a plain word and Enter never gets another one. Esc closes the rows before it empties the line.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: Names = {}
        self._popup: SuggestPopup | None = None
        self._found: list[Completion] = []
        self._walked = False
        self.textEdited.connect(self._on_edited)

    def set_names(self, names: Names) -> None:
        """Learn what can be named."""
        self._names = names

    def list_open(self) -> bool:
        """Tell whether rows can be seen."""
        return self._popup is not None and self._popup.isVisible()

    def offered(self) -> Sequence[Completion]:
        """Return the rows that can be seen."""
        return self._found if self.list_open() else ()

    def begun(self) -> bool:
        """Tell whether the part under the caret has hardly been begun: nobody looks for "c" or "un"."""
        at = self.cursorPosition()
        part = next((each for each in parts(self.text()) if each.start < at <= each.end), None)
        if part is None or part.quoted:
            return False
        offers_keys = self.list_open() and not part.key and not self._found[0].whole
        return offers_keys or len(part.value) < _BEGUN

    def close_list(self) -> None:
        """Close the rows."""
        self._found = []
        if self._popup is not None:
            self._popup.hide()

    def setText(self, text: str | None) -> None:
        """Put a text here that nobody typed."""
        super().setText(text or "")
        self.close_list()

    def event(self, event: QEvent) -> bool:
        """Take a row with Tab before Qt moves the focus; keep the rows at the field when the window changes."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if event.key() == Qt.Key.Key_Tab and plain and self.list_open():
                self._take()
                return True
        elif event.type() in {QEvent.Type.Move, QEvent.Type.Resize}:
            QTimer.singleShot(0, self, self._place)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the rows with the arrows, take one with Enter, close them with Esc."""
        key = event.key()
        if not self.list_open():
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.close_list()
        elif key in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._meant():
            self._take()
        else:
            super().keyPressEvent(event)
            if key in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End}:
                self._on_edited(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the rows when the work goes on elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.close_list()

    def _meant(self) -> bool:
        """Tell whether Enter is for the rows: one was walked to, or the beginning of a value stands there."""
        return self._walked or (bool(self._found) and self._found[0].whole)

    def _on_edited(self, text: str) -> None:
        found = complete(text, self.cursorPosition(), self._names)
        # What is there already need not be offered.
        found = [each for each in found if each.text.strip() != text[each.start : each.end]]
        if not found:
            self.close_list()
            return
        self._found, self._walked = found, False
        choices = [Choice(each, each.title, core(each.detail)) for each in found]
        popup = self._rows()
        popup.show_choices(choices, "")
        if not found[0].whole:
            popup.list.setCurrentRow(-1)
        popup.show()
        self._place()

    def _rows(self) -> SuggestPopup:
        if self._popup is None:
            name = QCoreApplication.translate("Cases", "Lo que se puede escribir en el filtro")
            self._popup = SuggestPopup(name, self.window())
            self._popup.taken.connect(self._on_clicked)
        return self._popup

    def _step(self, by: int) -> None:
        popup = self._rows()
        if popup.list.currentRow() < 0:
            popup.list.setCurrentRow(0 if by > 0 else popup.list.count() - 1)
        else:
            popup.step(by)
        self._walked = True
        choice = popup.current()
        if choice is not None:
            speech.announce(self, choice.spoken())

    def _on_clicked(self, choice: object) -> None:
        if isinstance(choice, Choice) and isinstance(choice.value, Completion):
            self._insert(choice.value)

    def _take(self) -> None:
        choice = self._rows().current()
        found = choice.value if choice is not None else self._found[0]
        if isinstance(found, Completion):
            self._insert(found)

    def _insert(self, found: Completion) -> None:
        text = self.text()
        rest = text[found.end :]
        new = found.text.rstrip() + rest if found.whole and rest.startswith(" ") else found.text + rest
        # Through the selection, so that the field's own undo brings the typed letters back.
        self.setSelection(found.start, len(text) - found.start)
        self.insert(new)
        gap = 1 if found.whole and rest.startswith(" ") else 0
        self.setCursorPosition(found.start + len(new) - len(rest) + gap)
        self.close_list()
        self.textEdited.emit(self.text())
        self.setFocus()

    def _place(self) -> None:
        popup = self._popup
        if popup is None or not popup.isVisible():
            return
        window = self.window()
        corner = self.mapTo(window, self.rect().bottomLeft())
        height = min(popup.wanted_height(), window.height() - corner.y() - 8)
        width = min(max(self.width() // 2, _LEAST_WIDTH), window.width() - corner.x() - 8)
        popup.setGeometry(corner.x(), corner.y() + 2, width, height)
        popup.raise_()

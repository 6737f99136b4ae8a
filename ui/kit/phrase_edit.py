"""A text of several lines where ``//`` inserts a saved phrase: typed on, Enter takes it, Esc leaves the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from ui.kit import speech
from ui.kit.note_edit import NoteEdit
from ui.kit.suggest import Choice, SuggestPopup

MARK = "//"
_LONGEST_QUERY = 40
_ROWS = 7
_LEAST_WIDTH = 420
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}

PhraseProvider = Callable[[str], Sequence[Choice]]
"""Returns rows for what was typed after the mark; their ``value`` is the text to insert. Asked on the UI thread,
so it must have them at hand."""


class PhraseEdit(NoteEdit):
    """Tab leaves the field; the list never takes the focus; Ctrl+Z takes an insertion back in one step."""

    def __init__(self, provider: PhraseProvider, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._provider = provider
        self._popup: SuggestPopup | None = None
        self._left_at = -1
        self.textChanged.connect(self._follow)
        self.cursorPositionChanged.connect(self._on_moved)

    def list_open(self) -> bool:
        """Tell whether the phrases can be seen."""
        return self._popup is not None and self._popup.isVisible()

    def popup(self) -> SuggestPopup:
        """Return the list."""
        if self._popup is None:
            name = QCoreApplication.translate("PhraseEdit", "Frases guardadas")
            self._popup = SuggestPopup(name, self.window())
            self._popup.taken.connect(self._take)
        return self._popup

    def close_list(self) -> None:
        """Close the list; what was typed stays."""
        if self._popup is not None:
            self._popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the list with the arrows, take with Enter, leave with Esc."""
        key = event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not self.list_open() or not plain:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.popup().step(1 if key == Qt.Key.Key_Down else -1)
            self._speak()
        elif key == Qt.Key.Key_Escape:
            self._left_at = self._mark()
            self.close_list()
        elif key in _ENTER and self.popup().current() is not None:
            self._take(self.popup().current())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list when the work goes on elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.close_list()

    def event(self, event: QEvent) -> bool:
        """Leave Esc to the list while it is open, whoever else listens for it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.list_open()
        ):
            event.accept()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the list at the text."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._place)

    def _mark(self) -> int:
        """Return where the mark before the cursor begins, or -1; an address ("http://") is none."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return -1
        line = self._before(cursor)
        at = line.rfind(MARK)
        if at < 0 or (at > 0 and line[at - 1] in ":/"):
            return -1
        return cursor.position() - _units(line[at:])

    def _query(self, mark: int) -> str:
        cursor = self.textCursor()
        cursor.setPosition(mark + len(MARK), QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    @staticmethod
    def _before(cursor: QTextCursor) -> str:
        """Return the end of the line up to the cursor: as much as a mark and its words may take."""
        reach = min(cursor.positionInBlock(), _LONGEST_QUERY + len(MARK) + 1)
        part = QTextCursor(cursor)
        part.setPosition(cursor.position() - reach, QTextCursor.MoveMode.KeepAnchor)
        return part.selectedText()

    def _follow(self) -> None:
        mark = self._mark() if self.hasFocus() else -1
        if mark < 0:
            self._left_at = -1
        if mark < 0 or mark == self._left_at:
            self.close_list()
            return
        query = self._query(mark)
        rows = self._provider(query)
        if not rows and query[-1:].isspace():
            self.close_list()  # words that are no phrase's: it was not meant
            return
        note = QCoreApplication.translate("PhraseEdit", "Ninguna frase guardada coincide. Esc deja el texto.")
        was_open = self.list_open()
        self.popup().show_choices(rows, note)
        self.popup().show()
        self._place()
        if not was_open:
            self._speak()

    def _on_moved(self) -> None:
        if self.list_open() and self._mark() < 0:
            self.close_list()

    def _speak(self) -> None:
        choice = self.popup().current()
        if choice is not None:
            speech.announce(self, choice.spoken())

    def _take(self, choice: Choice | None) -> None:
        mark = self._mark()
        self.close_list()
        if choice is None or mark < 0:
            return
        cursor = self.textCursor()
        end = cursor.position()
        cursor.beginEditBlock()
        cursor.setPosition(mark)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(str(choice.value))
        cursor.endEditBlock()
        self._left_at = mark  # who takes it back does not want to be asked again
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _place(self) -> None:
        popup = self._popup
        if popup is None or not popup.isVisible():
            return
        window = self.window()
        at = self.cursorRect()
        below = self.viewport().mapTo(window, at.bottomLeft())
        above = self.viewport().mapTo(window, at.topLeft())
        left = self.mapTo(window, self.rect().topLeft()).x()
        width = min(max(self.width(), _LEAST_WIDTH), window.width() - left - 8)
        wanted = min(popup.wanted_height(), popup.row_height() * _ROWS + 10)
        room = window.height() - below.y() - 12
        if room >= wanted or room >= above.y() - 12:
            popup.setGeometry(left, below.y() + 4, width, min(wanted, room))
        else:
            height = min(wanted, above.y() - 12)
            popup.setGeometry(left, above.y() - height - 4, width, height)
        popup.raise_()


def _units(text: str) -> int:
    """Return how many places a text takes in a document: an emoji takes two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

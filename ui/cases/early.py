"""Keys that come too early: before their case can be seen, or after what they were meant for was refused."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_SHIFTED = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_WRITING = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MOST_KEYS = 400
BREATH_MS = 700
"""How long nothing is typed until a letter is meant as an act again."""


class EarlyKeys(QObject):
    """Holds an act of the list until its case is shown, and what is typed for it after the letter.

    Without it the letter would be lost on a slow disk, and each letter of the note would be an act of its own.
    Esc, an arrow, or the focus going elsewhere give the act up. What is typed on after a refusal was meant
    for a field that did not open: it is let fall until the typing stops, or another key is pressed.
    """

    def __init__(self, table: QWidget) -> None:
        super().__init__(table)
        self._act: Callable[[], None] | None = None
        self._last: Callable[[], None] | None = None
        self._case = b""
        self._keys: list[QKeyEvent] = []
        self._deaf = QTimer(self)
        self._deaf.setSingleShot(True)
        self._deaf.setInterval(BREATH_MS)
        table.installEventFilter(self)

    def holding(self) -> bool:
        """Tell whether an act waits."""
        return self._act is not None

    def hold(self, case: bytes, act: Callable[[], None]) -> None:
        """Have an act wait for its case, and with it the keys from now on."""
        self._case, self._act, self._last, self._keys = case, act, None, []

    def then(self, act: Callable[[], None]) -> None:
        """Have one more act follow what is typed: Ctrl+Enter, faster than the form that it saves."""
        self._last = act

    def refused(self) -> None:
        """Let fall what is being typed on."""
        self._deaf.start()

    def deaf(self) -> bool:
        """Tell whether letters are being let fall."""
        return self._deaf.isActive()

    def drop(self) -> None:
        """Forget the act and its keys."""
        self._act, self._last, self._keys = None, None, []

    def release(self, case: bytes) -> None:
        """Act on the case that is shown now, and type into what has opened what was typed meanwhile."""
        act, last, keys = self._act, self._last, self._keys
        self.drop()
        if act is None or case != self._case:
            return
        act()
        for event in keys:
            focused = QApplication.focusWidget()
            # Where the act was refused, the letters were not meant for the list.
            if focused is not None and focused is not self.parent():
                QApplication.sendEvent(focused, event)
        if last is not None:
            last()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Collect what is typed while an act waits; let fall what follows a refusal."""
        if self._deaf.isActive():
            return self._let_fall(event)
        if self._act is None:
            return False
        if event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide}:
            self.drop()
        elif isinstance(event, QKeyEvent) and self._is_writing(event):
            if event.type() == QEvent.Type.KeyPress and len(self._keys) < _MOST_KEYS:
                self._keys.append(event.clone())
            event.accept()
            return True
        elif event.type() == QEvent.Type.KeyPress:
            self.drop()
        return False

    def _let_fall(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self._is_writing(event):
            if event.type() == QEvent.Type.KeyPress:
                self._deaf.start()
            event.accept()
            return True
        if event.type() in {QEvent.Type.KeyPress, QEvent.Type.FocusOut, QEvent.Type.Hide}:
            self._deaf.stop()
        return False

    @staticmethod
    def _is_writing(event: QKeyEvent) -> bool:
        if event.modifiers() & ~_SHIFTED:
            return False
        return event.key() in _WRITING or (bool(event.text()) and event.text().isprintable())

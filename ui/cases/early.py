"""Keys that come before the case they are meant for can be seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_SHIFTED = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_WRITING = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MOST_KEYS = 400


class EarlyKeys(QObject):
    """Holds an act of the list until its case is shown, and what is typed for it after the letter.

    Without it the letter would be lost on a slow disk, and each letter of the note would be an act of its own.
    Esc, an arrow, or the focus going elsewhere give the act up.
    """

    def __init__(self, table: QWidget) -> None:
        super().__init__(table)
        self._act: Callable[[], None] | None = None
        self._case = b""
        self._keys: list[QKeyEvent] = []
        table.installEventFilter(self)

    def holding(self) -> bool:
        """Tell whether an act waits."""
        return self._act is not None

    def hold(self, case: bytes, act: Callable[[], None]) -> None:
        """Have an act wait for its case, and with it the keys from now on."""
        self._case, self._act, self._keys = case, act, []

    def drop(self) -> None:
        """Forget the act and its keys."""
        self._act, self._keys = None, []

    def release(self, case: bytes) -> None:
        """Act on the case that is shown now, and type into what has opened what was typed meanwhile."""
        act, keys = self._act, self._keys
        self.drop()
        if act is None or case != self._case:
            return
        act()
        for event in keys:
            focused = QApplication.focusWidget()
            # Where the act was refused, the letters were not meant for the list.
            if focused is not None and focused is not self.parent():
                QApplication.sendEvent(focused, event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Collect what is typed while an act waits."""
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

    @staticmethod
    def _is_writing(event: QKeyEvent) -> bool:
        if event.modifiers() & ~_SHIFTED:
            return False
        return event.key() in _WRITING or (bool(event.text()) and event.text().isprintable())

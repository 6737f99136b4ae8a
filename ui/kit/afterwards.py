"""Acts that come too early: what an Enter faster than its search chose must be taken first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.strokes import Stroke, press_again, pressing_again

_HELD_DOWN = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
)


class Afterwards(QObject):
    """Keeps acts in their order while something is on its way that they depend on, and every key after the first.

    What is typed after Ctrl+Enter or F3 is meant for what comes next: let through, it would be written into what
    the act has not left yet. Esc is let through: it gives up what is waited for, and all that was kept with it.
    """

    def __init__(self, waits: Callable[[], bool], owner: QWidget) -> None:
        super().__init__(owner)
        self._waits = waits
        self._owner = owner
        self._acts: list[Callable[[], object]] = []
        self._strokes: list[Stroke] = []
        self._replaying = False

    def keeps(self, act: Callable[[], object]) -> bool:
        """Keep an act for later; False, and nothing is kept, when it can be done at once."""
        if not self._waits():
            return False
        if not self._acts:
            self._hold(holding=True)
        self._acts.append(act)
        return True

    def forget(self) -> None:
        """Do none of it: what was waited for was given up."""
        self._acts.clear()
        self._strokes.clear()
        self._hold(holding=False)

    def go_on(self) -> None:
        """Do what was kept, as far as nothing else is waited for; then press again what was pressed meanwhile."""
        while self._acts and not self._waits():
            self._acts.pop(0)()
        if self._acts or self._replaying:
            return
        self._hold(holding=False)
        self._replaying = True
        try:
            while self._strokes and not self._acts:
                press_again(self._strokes.pop(0), self._owner.window())
        finally:
            self._replaying = False
            self._hold(holding=bool(self._acts))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold the keys of this window."""
        kind = event.type()
        if pressing_again():
            return super().eventFilter(watched, event)
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if not self._waits():  # it ended without a word
                self.go_on()
            elif key != Qt.Key.Key_Escape and key not in _HELD_DOWN and self._is_ours():
                if kind == QEvent.Type.KeyPress:
                    self._strokes.append(Stroke(key, event.modifiers(), event.text()))
                event.accept()  # as an override: then it is no shortcut, but a key
                return True
        elif kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent) and self._is_ours():
            if event.commitString():
                none = Qt.KeyboardModifier.NoModifier
                self._strokes.append(Stroke(Qt.Key.Key_unknown, none, event.commitString()))
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _is_ours(self) -> bool:
        return QApplication.activeWindow() is self._owner.window()

    def _hold(self, *, holding: bool) -> None:
        application = QApplication.instance()
        if application is not None:
            (application.installEventFilter if holding else application.removeEventFilter)(self)

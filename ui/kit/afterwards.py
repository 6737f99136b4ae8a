"""Acts that come too early: what an Enter faster than its search chose must be taken first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.kit.strokes import Stroke, press_again, pressing_again

if TYPE_CHECKING:
    from ui.kit.suggest import SuggestField

_EDITING = frozenset(
    {
        Qt.Key.Key_V, Qt.Key.Key_X, Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_Insert, Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
    }
)  # fmt: skip
"""With Ctrl: what changes the field that has the focus."""
_FUNCTION_KEYS = range(Qt.Key.Key_F1, Qt.Key.Key_F35 + 1)


@dataclass(frozen=True, slots=True)
class _Act:
    act: Callable[[], object]
    leaving: bool


class Afterwards(QObject):
    """Keeps acts in their order while something is on its way that they depend on, and every key after the first.

    What is typed after Ctrl+Enter or F3 is meant for what comes next: let through, it would be written into what
    the act has not left yet. Esc is let through: it gives up what is waited for, and all that was kept with it.

    ``leaves`` tells whether what is in front is being written: then what begins something else may be done, but
    nothing may be typed or chosen there any more; that is kept until it has been written (``watch``, ``go_on``).
    """

    def __init__(
        self, waits: Callable[[], bool], owner: QWidget, leaves: Callable[[], bool] = lambda: False
    ) -> None:
        super().__init__(owner)
        self._waits = waits
        self._leaves = leaves
        self._owner = owner
        self._acts: list[_Act] = []
        self._strokes: list[Stroke] = []
        self._due = False

    def keeps(self, act: Callable[[], object], *, leaving: bool = True) -> bool:
        """Keep an act for later; False, and nothing is kept, when it can be done at once.

        ``leaving``: it comes after what is being written as well.
        """
        kept = _Act(act, leaving)
        if not self._blocked(kept):
            return False
        self._acts.append(kept)
        self.watch()
        return True

    def follow(self, fields: Iterable[SuggestField]) -> None:
        """Wait for what Enter chose in these fields, and press in its turn what they kept meanwhile."""
        for field in fields:
            field.awaited.connect(self.watch)
            field.settled.connect(self.go_on)
            field.given_up.connect(self.forget)
            field.press_first = self._press_first

    def _press_first(self, strokes: Sequence[Stroke]) -> None:
        """Press keys that were kept elsewhere before those that are kept here."""
        self._strokes[:0] = strokes
        self.watch()
        self._press_soon()

    def pending(self) -> bool:
        """Tell whether something is kept that has yet to be done."""
        return bool(self._acts or self._strokes)

    def watch(self) -> None:
        """Hold what is typed as long as there is reason to: what is in front has just begun to be written."""
        self._hold(holding=True)

    def forget(self) -> None:
        """Do none of it: what was waited for was given up."""
        self._acts.clear()
        self._strokes.clear()
        self._hold(holding=False)

    def go_on(self) -> None:
        """Do what was kept, as far as nothing else is waited for; then press again what was pressed meanwhile."""
        while self._acts and not self._blocked(self._acts[0]):
            self._acts.pop(0).act()
        if not self._acts and self._strokes:
            self._press_soon()
        self._hold(holding=self.pending() or self._leaves() or self._waits())

    def _press_soon(self) -> None:
        """Press one key for each turn of the event loop, as a hand does: what it leads to has its turn as well."""
        if not self._due:
            self._due = True
            QTimer.singleShot(0, self, self._press)

    def _press(self) -> None:
        self._due = False
        if not self._hears():
            return  # it goes on when the window is in front again
        if self._acts or not self._strokes or (self._leaves() and _writes(self._strokes[0])):
            return  # somebody will say that it goes on
        press_again(self._strokes.pop(0), self._owner.window())
        self.go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold the keys of this window."""
        kind = event.type()
        if kind == QEvent.Type.WindowActivate and watched is self._owner.window():
            self._press_soon()
        if pressing_again():
            return super().eventFilter(watched, event)
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            stroke = Stroke.of(event)
            if self._passes(stroke) or not self._is_ours():
                return super().eventFilter(watched, event)
            if not self._waits() and not self._leaves():  # it ended without a word
                self.go_on()
            # As a key, no longer a shortcut, a label's key leads nowhere yet: what it is about may be on its way.
            early = kind == QEvent.Type.KeyPress and stroke.calls() and self._waits()
            if early or self._holds(stroke):
                if kind == QEvent.Type.KeyPress:
                    self._strokes.append(stroke)
                event.accept()  # as an override: then it is no shortcut, but a key
                return True
        elif kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent) and self._is_ours():
            if not self._waits() and not self._leaves():
                self.go_on()
            if self.pending() or self._waits() or self._leaves():
                if event.commitString():
                    none = Qt.KeyboardModifier.NoModifier
                    self._strokes.append(Stroke(Qt.Key.Key_unknown, none, event.commitString()))
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def _blocked(self, kept: _Act) -> bool:
        return self._waits() or (kept.leaving and self._leaves())

    def _holds(self, stroke: Stroke) -> bool:
        """Tell whether a key has to wait: once one does, so do all after it."""
        return self.pending() or (self._leaves() and _writes(stroke))

    def _passes(self, stroke: Stroke) -> bool:
        """Tell whether a key never waits; there is no giving up what is being written, so Esc has its turn there."""
        giving_up = self._waits() or not self._leaves()
        return stroke.free() and (giving_up or stroke.key != Qt.Key.Key_Escape)

    def _hears(self) -> bool:
        """Tell whether keys reach this window, or one that lies over it."""
        window, active = self._owner.window(), QApplication.activeWindow()
        while active is not None and active is not window:
            active = active.parentWidget()
        return active is window

    def _is_ours(self) -> bool:
        return QApplication.activeWindow() is self._owner.window()

    def _hold(self, *, holding: bool) -> None:
        application = QApplication.instance()
        if application is not None:
            (application.installEventFilter if holding else application.removeEventFilter)(self)


def _writes(stroke: Stroke) -> bool:
    """Tell whether a key may change or leave the field that has the focus; the others are acts of their own."""
    if stroke.key in _FUNCTION_KEYS:
        return False
    if not stroke.modifiers & Qt.KeyboardModifier.ControlModifier:
        return True
    graph = bool(stroke.modifiers & Qt.KeyboardModifier.AltModifier)  # AltGr is Ctrl+Alt
    return (graph and bool(stroke.text) and stroke.text.isprintable()) or stroke.key in _EDITING
